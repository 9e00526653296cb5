"""The live page, and the changes that it asks for every few seconds.

The server has few threads, so no answer stays open: each holds what is new and ends, and the
browser asks again by itself, saying what it knows already.
"""

from collections.abc import Sequence

from flask import Response, abort, render_template, request

from webapp.core import clock, page_cache
from webapp.core.database import db
from webapp.race import delays
from webapp.race.models import Edition, edition_of, notices
from webapp.race.results import (
    live_feed,
    live_rows,
    names,
    public_parts,
    public_words,
    published,
    words,
)
from webapp.race.results.live_rows import LiveRow
from webapp.race.results.models import Result, ResultState
from webapp.race.results.public_parts import bp

MOST_ARRIVALS = 60
FRESH_SECONDS = 2  # for which a shared cache may answer


@bp.get("/live")
def live(year: int) -> str:
    """Who has arrived, the last one first; `?category=` one category in the order of the places."""
    page_cache.public()
    edition, parts = public_parts.public_edition(year)
    revision = public_parts.newest_of(year)
    starts = delays.starts(edition, db.session.scalars(notices(year)).all())
    categories = words.categories(edition)
    category = request.args.get("category", "")
    if category and category not in categories:
        abort(404)
    rows: list[LiveRow] = []
    if revision is not None and revision.found.state is ResultState.live:
        by_category = live_rows.starts_by_category(starts)
        rows = live_rows.live_rows(revision.rows, categories, by_category)
    return render_template(
        "race/live.html",
        edition=edition,
        parts=parts,
        revision=revision,
        starts=starts,
        categories=categories,
        category=category,
        most=MOST_ARRIVALS,
        rows=_shown(rows, category),
        public_words=public_words,
        now=clock.now(),
    )


@bp.get("/live/changes")
def changes(year: int) -> Response:
    """What is new since `Last-Event-ID` or `?since=`, as server-sent events."""
    edition = db.session.scalar(edition_of(year)) or abort(404)
    since = live_feed.asked(request.headers.get("Last-Event-ID"), request.args.get("since"))
    response = Response(
        live_feed.stream(_told(edition, since)), content_type="text/event-stream; charset=utf-8"
    )
    response.headers["Cache-Control"] = f"public, max-age=0, s-maxage={FRESH_SECONDS}"
    response.vary.add("Last-Event-ID")
    return response


def _told(edition: Edition, since: int | None) -> list[live_feed.Message]:
    newest = published.newest_number(db.session, edition.year)
    if not newest or since == newest:
        return []
    behind = live_feed.behind(since, newest)
    found = published.since(db.session, edition.year, newest - (behind or 0))
    hidden = names.hidden(db.session, edition.year)
    told_of = words.categories(edition)
    starts = delays.starts(edition, db.session.scalars(notices(edition.year)).all())
    by_category = live_rows.starts_by_category(starts)

    def shown(rows: Sequence[Result]) -> Sequence[LiveRow]:
        return live_rows.live_rows(published.readable(rows, hidden), told_of, by_category)

    return live_feed.messages(found, shown, behind is None)


def _shown(rows: list[LiveRow], category: str) -> list[LiveRow]:
    if category:
        return [row for row in rows if row.category == category]
    return live_rows.arrivals(rows)[:MOST_ARRIVALS]
