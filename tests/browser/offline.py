"""A service that can really go away: stopped, started again on its port, cut off in the middle."""

import time
from collections.abc import Iterable
from datetime import date, timedelta
from threading import Thread
from typing import TYPE_CHECKING, Any

from werkzeug.serving import BaseWSGIServer

from tests import databases
from tests.browser.serving import listening
from tests.staff.made import stored_account
from tests.visits.made import place_id, row
from webapp import create_app
from webapp.core import clock
from webapp.core.translated import Translated
from webapp.extensions import db
from webapp.places import closures
from webapp.places.models import Place
from webapp.visits import capacity, devices
from webapp.visits.capacity import Approved
from webapp.visits.methods import FOREVER

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class Service:
    """The application under a path of its host, on one port for all its life.

    Attributes:
        paths: What has been asked for since it was started.
        left: How many more requests it answers before it fails; None: all.
        slow: Seconds that each answer takes longer.
    """

    def __init__(self, prefix: str = "") -> None:
        self.prefix, self.paths = prefix, list[str]()
        self.left: int | None = None
        self.slow = 0.0
        self._settings = databases.configuration(databases.fresh(content=True))
        self._server: BaseWSGIServer | None = None
        self._port = 0
        self.start()

    @property
    def address(self) -> str:
        """Where it is; no slash at its end."""
        return f"http://127.0.0.1:{self._port}{self.prefix}"

    def start(self, **settings: Any) -> None:
        """Start it, perhaps with other settings: then it is another version."""
        self.app = create_app(self._settings | settings)
        self.paths, self.left = [], None
        server = listening(self._answer, self._port)
        self._server, self._port = server, server.port
        self._thread = Thread(target=server.serve_forever)
        self._thread.start()

    def stop(self) -> None:
        """Nothing listens on the port any more."""
        if self._server is None:
            return
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._server = None
        with self.app.app_context():
            db.engine.dispose()

    def crowd_and_close(self) -> None:
        """Somebody is counted at 五当召, and 青山村 is closed."""
        now = clock.now().replace(second=0, microsecond=0)
        with self.app.app_context():
            session, clerk = db.session, stored_account(db.session)
            approved, year = Approved(100, None), (date(now.year, 1, 1), FOREVER)
            number = place_id(session)
            capacity.approve(session, number, approved, year, "石文旅〔2026〕1号", clerk, now)
            _, token = devices.register(session, session.get_one(Place, number), "山门", now)
            village = session.get_one(Place, place_id(session, "qingshan-village"))
            snow = Translated(zh="道路积雪", en="Snow on the road")
            closures.announce(session, village, snow, now, None, clerk, now)
            session.commit()
        span = {"from": (now - timedelta(minutes=10)).isoformat(), "to": now.isoformat()}
        rows = [row("1", 70, metric="in", **span), row("2", 10, metric="out", **span)]
        headers = {"Authorization": f"Bearer {token}"}
        client = self.app.test_client()
        assert (
            client.post("/api/v1/visits/counts", json=rows, headers=headers).json["accepted"] == 2
        )

    def _answer(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        self.paths.append(path)
        time.sleep(self.slow)
        if self.left is not None:
            self.left -= 1
        gone = self._server is None or (self.left is not None and self.left < 0)
        if gone or not path.startswith(f"{self.prefix}/"):
            start_response("503 Service Unavailable", [("Content-Type", "text/plain")])
            return [b"away"]
        environ["SCRIPT_NAME"], environ["PATH_INFO"] = self.prefix, path[len(self.prefix) :]
        return self.app(environ, start_response)
