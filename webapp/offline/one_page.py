"""The district on one page: every place in a few words, its number on the sketch, codes to scan."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup
from sqlalchemy import Select, select

from webapp.core import qr
from webapp.core.words import absolute
from webapp.places import sketch
from webapp.places.listing import Row, listing
from webapp.places.models import PUBLIC, Place

CODES = ("home.index", "places.map", "events.index", "race.index", "offline.page")


@dataclass(frozen=True)
class Line:
    """A place of the list; its number stands on the sketch, 0 when its position is not known."""

    number: int
    row: Row


def every_place() -> Select[Place]:
    """Every public place with its telephone, signature places first."""
    in_order = (Place.signature.is_(None), Place.signature, Place.id)
    return select(Place).where(PUBLIC).order_by(*in_order)


def lines(places: Sequence[Place]) -> tuple[list[Line], list[sketch.Pin]]:
    """The list, and the pins of the sketch in the order of their numbers."""
    rows = list(listing(places))
    pins = sketch.pins(rows, {})
    numbers = {pin.row.place.id: number for number, pin in enumerate(pins, 1)}
    return [Line(numbers.get(row.place.id, 0), row) for row in rows], pins


def codes() -> list[tuple[str, str, Markup]]:
    """The main pages to be scanned from paper: endpoint, address and drawing."""
    return [(name, address, qr.inline(address)) for name in CODES for address in [_address(name)]]


def _address(endpoint: str) -> str:
    return absolute(url_for(endpoint))
