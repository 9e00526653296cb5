"""WeChat's interface, as far as we use it, on this machine."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

SECRET = "the-app-secret"
TOKEN = "the-token"


@dataclass
class WeChat:
    """What it was asked, and what it will say.

    Attributes:
        ticket, seconds: What it gives, and for how long.
        refusal: What it says instead.
        raw: Bytes that it sends instead.
        goes_on: It answers when this is set.
    """

    address: str = ""
    ticket: str = "first"
    seconds: int = 7200
    refusal: dict[str, Any] | None = None
    raw: bytes | None = None
    asked: list[str] = field(default_factory=list)
    goes_on: Event = field(default_factory=Event)
    is_asked: Event = field(default_factory=Event)

    def answer(self, path: str, body: bytes) -> bytes:
        self.asked.append(urlsplit(path).path)
        self.is_asked.set()
        self.goes_on.wait(10)
        if self.raw is not None:
            return self.raw
        return json.dumps(self.refusal or self._said(path, body)).encode()

    def _said(self, path: str, body: bytes) -> dict[str, Any]:
        if path == "/cgi-bin/stable_token":
            sent = {"grant_type": "client_credential", "appid": "wx1", "secret": SECRET}
            assert json.loads(body) == sent
            return {"access_token": TOKEN, "expires_in": 7200}
        assert parse_qs(urlsplit(path).query) == {"access_token": [TOKEN], "type": ["jsapi"]}
        given = {"ticket": self.ticket, "expires_in": self.seconds}
        return {"errcode": 0, "errmsg": "ok", **given}


@contextmanager
def wechat() -> Iterator[WeChat]:
    """A server that answers at once until its `goes_on` is cleared."""
    said = WeChat()
    said.goes_on.set()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            answer = said.answer(self.path, body)
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_POST = do_GET  # noqa: N815 - so the server calls it

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    said.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield said
    finally:
        said.goes_on.set()
        server.shutdown()
        thread.join()
        server.server_close()
