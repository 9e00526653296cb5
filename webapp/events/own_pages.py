"""Pages that other features have of an event's date; they register here, events know no race."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app

from webapp.events.occurrence import Occurrence

EXTENSION = "own_pages_of_dates"


@dataclass(frozen=True)
class OwnPage:
    """A page that tells more of one date: what the link says, and where it leads."""

    label: str
    address: str


PageOf = Callable[[Occurrence], OwnPage | None]


def init_app(app: Flask) -> None:
    """Make the register; give templates `own_page`."""
    app.extensions[EXTENSION] = []
    app.jinja_env.globals["own_page"] = own_page


def register(app: Flask, page_of: PageOf) -> None:
    """Let cards and pages of events lead to what `page_of` names for a date; None for most."""
    app.extensions[EXTENSION].append(page_of)


def own_page(one: Occurrence) -> OwnPage | None:
    """The page that another feature has of a date."""
    registered: list[PageOf] = current_app.extensions[EXTENSION]
    found = (page_of(one) for page_of in registered)
    return next((page for page in found if page is not None), None)
