"""A server on a free port of this machine, in a thread of the tests' own process."""

from collections.abc import Callable
from typing import Any

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

ANSWER = "tests.answer"


def listening(answer: Callable[..., Any], port: int = 0) -> BaseWSGIServer:
    """A server for a WSGI application, which has its port; whoever wants it runs and ends it."""

    def answered(environ: dict[str, Any], start_response: Any) -> Any:
        environ[ANSWER] = answer(environ, start_response)
        return environ[ANSWER]

    return make_server("127.0.0.1", port, answered, threaded=True, request_handler=_Handler)


class _Handler(WSGIRequestHandler):
    """Writes no line for each request, and closes what it sent to a reader who has gone."""

    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing; a test that fails says what it needs."""

    def connection_dropped(self, error: BaseException, environ: Any = None) -> None:
        """Close the answer: werkzeug forgets it, and with it the file that it reads from."""
        if close := getattr(environ and environ.get(ANSWER), "close", None):
            close()
