"""The least that Flask can do: a page of a given size, served as the house is."""

import os

from flask import Flask, Response
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from tests.bench.servers import WORKERS
from webapp.serve import THREADS

BODY = b"x" * 2_000_000


def application() -> Flask:
    """One route and nothing else."""
    app = Flask(__name__, static_folder=None)

    @app.get("/<int:size>")
    def page(size: int) -> Response:
        return Response(BODY[:size], mimetype="text/html")

    return app


if __name__ == "__main__":
    Granian(
        "tests.bench.bare:application",
        factory=True,
        address="127.0.0.1",
        port=int(os.environ["PORT"]),
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
    ).serve()
