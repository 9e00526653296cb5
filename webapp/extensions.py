"""The bare extension objects, tied to the application in `create_app`."""

from flask_alembic import Alembic
from flask_babel import Babel

from webapp.core.database import Model, db
from webapp.core.page_cache import PageCache

alembic = Alembic(metadatas=Model.metadata)
babel = Babel()
pages = PageCache()

__all__ = ["alembic", "babel", "db", "pages"]
