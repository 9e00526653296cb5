"""The filter in the address, `?kind=`: one name, one meaning wherever places or events are shown.

Events register themselves here when the application is made, for places must not import them.
"""

from enum import Enum
from typing import Annotated

from flask import Flask, abort, current_app, request
from msgspec import Meta

from webapp.core.open_api import Parameter
from webapp.places import kinds, words
from webapp.places.models import PlaceKind

EXTENSION = "events_for_places"


def register(app: Flask, events: kinds.Events) -> None:
    """Let places be filtered by the kinds of `events` too.

    Raises:
        ValueError: a kind of events has the word of a kind of places.
    """
    kinds.words(events.kinds)
    app.extensions[EXTENSION] = events


def _events() -> kinds.Events:
    events: kinds.Events = current_app.extensions[EXTENSION]
    return events


def asked_kind() -> Enum | None:
    """The kind that the address filters by; an unknown one is a page that does not exist."""
    asked = request.args.get("kind")
    if asked is None:
        return None
    return kinds.read(asked, _events().kinds) or abort(404)


def ahead() -> kinds.Ahead:
    """Where which kinds of events are on or ahead."""
    return _events().ahead()


def name(kind: Enum) -> str:
    """What a kind is called, as a heading or a chip says it."""
    return words.kind_name(kind) if isinstance(kind, PlaceKind) else _events().name(kind)


def parameter(meaning: str) -> Parameter:
    """`?kind=` for the description of the open data, with every word it may be."""
    known = {"enum": kinds.words(_events().kinds)}
    return Parameter("kind", Annotated[str, Meta(extra_json_schema=known)], meaning)
