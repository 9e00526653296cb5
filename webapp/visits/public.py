"""The page of a year's visitors."""

from flask import Blueprint, abort, render_template, request

from webapp.core import clock, page_cache
from webapp.core.sources import sources_of
from webapp.extensions import db
from webapp.visits.chart import months_chart
from webapp.visits.ledger import FIRST_YEAR, LAST_YEAR
from webapp.visits.year import year_report
from webapp.visits.year_comparisons import year_comparisons

bp = Blueprint("visits", __name__)


@bp.get("/visits")
def index() -> str:
    """A year's visitors against its goal: number, months, places, what is missing, how counted."""
    page_cache.public(until=clock.next_business_day())
    today = clock.business_day(clock.now())
    year = _asked_year() or today.year
    report = year_report(db.session, year, today)
    goals = [goal for goal in (report.progress.goal, report.revenue_goal) if goal]
    return render_template(
        "visits/index.html",
        report=report,
        progress=report.progress,
        chart=months_chart(report.months),
        this_year=today.year,
        sources=sources_of(db.session, [key for goal in goals for key in goal.sources]),
    )


@bp.get("/visits/comparisons")
def compared() -> str:
    """A year beside the one before it, each comparison with the name of its basis."""
    page_cache.public(until=clock.next_business_day())
    today = clock.business_day(clock.now())
    year = _asked_year() or today.year
    lines = year_comparisons(db.session, year, today)
    return render_template("visits/comparisons.html", year=year, lines=lines)


def _asked_year() -> int | None:
    text = request.args.get("year")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        abort(404)
    return int(text) if FIRST_YEAR <= int(text) <= LAST_YEAR else abort(404)
