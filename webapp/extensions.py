"""The bare extension objects, tied to the application in `create_app`."""

from flask_alembic import Alembic
from flask_babel import Babel

from webapp.core.database import Model, db

alembic = Alembic(metadatas=Model.metadata)
babel = Babel()

__all__ = ["alembic", "babel", "db"]
