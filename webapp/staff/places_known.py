"""The places that an account can be bound to: the places tell, for staff must not import them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Flask, current_app
from sqlalchemy.orm import Session

from webapp.core.translated import Translated

EXTENSION = "places_known"


@dataclass(frozen=True)
class KnownPlace:
    """As much of a place as staff need to know."""

    id: int
    slug: str
    name: Translated


Read = Callable[[Session], Sequence[KnownPlace]]


def register(app: Flask, read: Read) -> None:
    """Tell which places there are."""
    app.extensions[EXTENSION] = read


def all(session: Session) -> Sequence[KnownPlace]:
    """Every place, in the order of lists."""
    read: Read = current_app.extensions[EXTENSION]
    return read(session)
