"""The pages: the worker, what a phone keeps and may keep, the guide on one page for paper."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.core import clock, languages, page_cache
from webapp.core.assets import Assets
from webapp.core.translated import LANGUAGES
from webapp.extensions import db
from webapp.offline import contents, one_page, packing
from webapp.places import sketch

bp = Blueprint("offline", __name__)
# Staff, programs and machines: the worker lets them pass, and keeps nothing of theirs.
NEVER = ("/bureau", "/api", "/healthz", "/readyz", "/sw.js")
# The font of Mongolian script is too heavy for everybody; browsers keep it with the first page.
SHELL = (
    *("app.css", "offline.css", "vertical.css", "main.js", "offline.js", "vertical.js"),
    "images/kinds.svg",
)


@bp.get("/sw.js")
def worker() -> Response:
    """The service worker, asked for anew each time, with what it has to know put before it."""
    assets: Assets = current_app.extensions["assets"]
    code = (assets.folder / assets.file("sw.js")).read_text()
    site = json.dumps(_site(assets), separators=(",", ":"))
    response = Response(f"self.SITE={site};\n{code}", mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response


def _site(assets: Assets) -> dict[str, Any]:
    """What the worker knows of the service; `missing` with the longest prefix first."""
    root, page = languages.root(), url_for(".page")
    pages = {code: languages.in_language(code, page) for code in LANGUAGES}
    homes = {code: languages.in_language(code, url_for("home.index")) for code in pages}
    missing = sorted(((homes[code], pages[code]) for code in pages), key=lambda one: -len(one[0]))
    starts = dict.fromkeys([root, *(home.rstrip("/") for home in homes.values())])
    return {
        "version": current_app.extensions["build"],
        "root": root,
        "never": [f"{start}{path}" for start in starts for path in NEVER],
        "missing": missing,
        "shell": [*pages.values(), *(f"{root}/static/{assets.file(name)}" for name in SHELL)],
    }


@bp.get("/offline")
def page() -> str:
    """What this phone keeps, how to keep the whole guide, and what to do without signal."""
    page_cache.public()
    return render_template("offline/page.html")


@bp.get("/offline/guide.json")
def guide_list() -> Response:
    """What the guide in this language consists of, for the script that takes it along."""
    page_cache.public(until=clock.next_business_day())
    now, folder = clock.now(), _build()
    paths = contents.paths(db.session, clock.today())
    items = packing.pack(_application(), request.environ, paths, folder)
    listed = [{name: value for name, value in asdict(one).items() if value} for one in items]
    return jsonify(
        made=now.isoformat(timespec="seconds"),
        bytes=sum(one.bytes for one in items),
        items=listed,
    )


@bp.get("/guide")
def guide() -> ResponseReturnValue:
    """The district on one page, to be printed."""
    page_cache.public()
    lines, pins = one_page.lines(db.session.scalars(one_page.every_place()).all())
    return render_template(
        "offline/guide.html", lines=lines, pins=pins, codes=one_page.codes(), sketch=sketch
    )


def _build() -> Path:
    assets: Assets = current_app.extensions["assets"]
    return assets.folder


def _application() -> Any:
    return current_app._get_current_object()  # type: ignore[attr-defined]
