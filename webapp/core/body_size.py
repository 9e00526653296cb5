"""How much a request may bring: little, unless its view takes more."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request

USUALLY = 1_000_000  # bytes; a form full of text is a tenth of it
View = TypeVar("View", bound=Callable[..., Any])


def init_app(app: Flask) -> None:
    """Limit every request; before anything reads it, so before the lock looks for its token."""
    if app.config["MAX_CONTENT_LENGTH"] is None:
        app.config["MAX_CONTENT_LENGTH"] = USUALLY
    app.before_request(_take_more)


def takes_up_to(most: int) -> Callable[[View], View]:
    """Let a view's requests bring `most` bytes."""

    def mark(view: View) -> View:
        view.most_bytes = most  # type: ignore[attr-defined]
        return view

    return mark


def _take_more() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    most = getattr(view, "most_bytes", None)
    if most is not None:
        request.max_content_length = most
