"""Pictures: taken in, made safe and small, and served.

Forms of other features hold `bureau/pictures/_choose.html`; what to do is written at its head.
"""

from datetime import datetime

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import maintenance
from webapp.core.marking import N_
from webapp.pictures import bureau, public, store
from webapp.pictures.choosing import Chosen, chosen, takes_pictures
from webapp.pictures.models import Picture

__all__ = ["Chosen", "chosen", "takes_pictures"]


def init_app(app: Flask) -> None:
    """Serve the files, add the pages of the desk, and what removes files without a row."""

    def tidy(session: Session, _now: datetime) -> int:
        known = set(session.scalars(select(Picture.name)))
        return store.tidy(store.folder(app.config["DATA_DIR"]), known)

    public.init_app(app)
    bureau.init_app(app)
    maintenance.add(app, N_("Files of deleted pictures removed"), tidy)
