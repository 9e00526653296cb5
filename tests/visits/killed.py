"""The service in a process that can be killed at any instant, and is back at once.

What it is made of was imported before the process is forked: a start takes a moment, not seconds.
"""

import json
from http.client import HTTPConnection, HTTPException
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from werkzeug.serving import make_server

from webapp import create_app

STARTS_WITHIN = 120  # seconds; a slow machine imports everything first
_context = get_context("forkserver")
_context.set_forkserver_preload([__name__])


def _serve(settings: dict[str, Any], say: Connection) -> None:
    server = make_server("127.0.0.1", 0, create_app(settings), threaded=True)
    say.send(server.server_port)
    server.serve_forever()


class Server:
    """One life of the service."""

    def __init__(self, settings: dict[str, Any]) -> None:
        hear, say = _context.Pipe(duplex=False)
        self._process = _context.Process(target=_serve, args=(settings, say), daemon=True)
        self._process.start()
        say.close()
        if not hear.poll(STARTS_WITHIN):
            raise TimeoutError
        self.port: int = hear.recv()
        hear.close()

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> None:
        """SIGKILL: nothing is tidied up, nothing that was begun is finished."""
        self._process.kill()
        self._process.join()

    def send(self, token: str, rows: list[dict[str, Any]]) -> tuple[int, list[Any]]:
        """Status, and the rows' fates where it is 200; 0 when no whole answer came."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        try:
            connection.request("POST", "/api/v1/visits/counts", json.dumps(rows), headers)
            answer = connection.getresponse()
            body = answer.read()
            return answer.status, json.loads(body)["rows"] if answer.status == 200 else []
        except (OSError, HTTPException):
            return 0, []
        finally:
            connection.close()
