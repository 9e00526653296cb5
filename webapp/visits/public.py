"""The page of a year's visitors."""

from flask import Blueprint, abort, render_template, request

from webapp.core import clock, page_cache
from webapp.extensions import db
from webapp.visits.beside import SLUGS
from webapp.visits.chart import months_chart
from webapp.visits.comparisons import Basis
from webapp.visits.ledger import FIRST_YEAR, LAST_YEAR
from webapp.visits.year import year_report
from webapp.visits.year_comparisons import holidays_beside, year_comparisons

bp = Blueprint("visits", __name__)


@bp.get("/visits")
def index() -> str:
    """A year's visitors against its goal: number, months, places, what is missing, how counted."""
    page_cache.public(until=clock.next_business_day())
    today = clock.business_day(clock.now())
    year, basis = _asked_year() or today.year, _asked_basis()
    report = year_report(db.session, year, today, basis)
    by_holiday = basis is Basis.per_holiday_day
    return render_template(
        "visits/index.html",
        report=report,
        progress=report.progress,
        chart=months_chart(report.months),
        bases=SLUGS,
        holidays=holidays_beside(db.session, year, today) if by_holiday else None,
        this_year=today.year,
        sources=report.sources,
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


def _asked_basis() -> Basis:
    """What the months are to be compared by; the same dates unless told."""
    return SLUGS.get(request.args.get("basis") or "same-period") or abort(404)
