"""The filter that calendar, feed and open data share: one name, one meaning in every address."""

from flask import abort, request

from webapp.events.models import EventKind


def asked_kind() -> EventKind | None:
    """The kind that the address filters by; an unknown one is a page that does not exist."""
    asked = request.args.get("kind")
    if asked is None:
        return None
    try:
        return EventKind(asked)
    except ValueError:
        abort(404)
