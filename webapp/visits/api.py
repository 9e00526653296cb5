"""The figures as open data."""

from collections.abc import Sequence
from datetime import date, timedelta
from http import HTTPStatus
from typing import Annotated, Literal

import msgspec
from flask import Blueprint, Response, abort, current_app, request, url_for
from werkzeug.exceptions import BadRequest

from webapp.core import asked, clock, page_cache
from webapp.core.open_api import Operation, Parameter, licence_of
from webapp.core.tables import csv_pieces
from webapp.core.words import absolute
from webapp.extensions import db
from webapp.places.models import by_slug
from webapp.visits import figures, revenue
from webapp.visits.daily import DailyRow, daily, means
from webapp.visits.goals import goals_for
from webapp.visits.ledger import FIRST_YEAR, LAST_YEAR
from webapp.visits.models import GoalMetric

bp = Blueprint("visits_api", __name__, url_prefix="/api/v1/visits")

MOST_DAYS = 366
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
Year = Annotated[int, msgspec.Meta(ge=FIRST_YEAR, le=LAST_YEAR)]


Level = Annotated[
    str,
    means(
        "What a person-time is here. L0: admissions to each counted place, free ones included, "
        "added up over places: who visits two places in a day counts twice."
    ),
]


class DailyAnswer(msgspec.Struct, frozen=True):
    """Days of places; `level` says what a visit is here: L0, admissions of each place."""

    level: Level
    rows: Sequence[DailyRow]


class ProgressAnswer(msgspec.Struct, frozen=True):
    """A year against its goal.

    Of revenue it is the bureau's estimate of tourism revenue: takings of scenic areas are counted,
    but they are not that.
    """

    year: Annotated[int, means("The calendar year; its business days begin at 05:00.")]
    metric: Annotated[str, means("visits: person-times. revenue: tourism revenue in yuan.")]
    level: Annotated[Level | None, means("Null for revenue.")]
    total: Annotated[
        int | None,
        means("Reported or estimated so far; missing days are in no total. Null: nothing is."),
    ]
    goal: Annotated[int | None, means("Person-times, or yuan; null without a goal.")]
    goal_year: Annotated[int | None, means("The year the goal was set for; earlier: carried on.")]
    share: Annotated[float | None, means("total / goal, four decimals.")]
    as_of: Annotated[
        date | None, means("The last business day with a figure; of revenue, that estimates reach.")
    ]


OPERATIONS = (
    Operation(
        "/api/v1/visits/daily",
        "Person-times by day and place; a missing day is null, never zero.",
        DailyAnswer,
        parameters=(
            Parameter("from", date, "First business day."),
            Parameter("to", date, "Last business day; at most 366 days after the first."),
            Parameter("place", str, "Only this place, by its slug."),
            Parameter(
                "format",
                Literal["json", "csv"],
                "csv has the fields of a row, and level; it begins with a byte-order mark.",
            ),
        ),
        problems=(400, 404),
        also=("text/csv",),
    ),
    Operation(
        "/api/v1/visits/progress",
        "The year's total against its goal.",
        ProgressAnswer,
        parameters=(
            Parameter("year", Year, "The running year unless given."),
            Parameter("metric", GoalMetric, "Person-times unless given."),
        ),
    ),
)


@bp.get("/daily")
def daily_figures() -> Response:
    """Figures by day and place: JSON, or CSV by `format=csv` or Accept."""
    today = _public()
    last = asked.day("to", YEARS) or today
    first = asked.day("from", YEARS) or max(
        date(last.year, 1, 1), last - timedelta(days=MOST_DAYS - 1)
    )
    if not 0 <= (last - first).days < MOST_DAYS:
        raise BadRequest(f"from … to must span 1 to {MOST_DAYS} days.")
    slug = request.args.get("place")
    place = (db.session.scalar(by_slug(slug)) or abort(404)) if slug else None
    rows = daily(db.session, first, last, today, place)
    response = _csv(rows) if wants_csv() else _json(DailyAnswer(figures.LEVEL, rows))
    if "format" not in request.args:
        response.headers["Vary"] = "Accept"
    return response


@bp.get("/progress")
def progress() -> Response:
    """The year's total and goal: `metric=visits` (person-times) or `revenue` (yuan)."""
    today = _public()
    year = _year(today.year)
    wanted = request.args.get("metric", GoalMetric.visits.value)
    if wanted not in {metric.value for metric in GoalMetric}:
        raise BadRequest("metric is visits or revenue.")
    if GoalMetric(wanted) is GoalMetric.revenue:
        return _json(_revenue(year, today))
    found = figures.progress(db.session, year, today)
    goal = found.goal
    return _json(
        ProgressAnswer(
            year,
            wanted,
            figures.LEVEL,
            found.total,
            goal.value if goal else None,
            goal.set_for if goal else None,
            None if found.share is None else round(found.share, 4),
            found.as_of,
        )
    )


def _public() -> date:
    """Declare the answer public and say when it last changed; the business day that is running."""
    today = clock.business_day(clock.now())
    page_cache.public(until=clock.next_business_day())
    page_cache.tell_change(since=clock.at_local(today, clock.BUSINESS_DAY_STARTS))
    return today


def _revenue(year: int, today: date) -> ProgressAnswer:
    goal = goals_for(db.session, year).get(GoalMetric.revenue)
    known = revenue.through(db.session, year, today)
    return ProgressAnswer(
        year,
        "revenue",
        None,
        known.total if known else None,
        goal.value if goal else None,
        goal.set_for if goal else None,
        round(known.share(goal), 4) if known and goal else None,
        known.through if known else None,
    )


def wants_csv() -> bool:
    """Whether the reader asks for CSV rather than JSON."""
    wanted = request.args.get("format")
    if wanted not in (None, "csv", "json"):
        raise BadRequest("format is json or csv.")
    offered = request.accept_mimetypes.best_match(["application/json", "text/csv"])
    return wanted == "csv" or (wanted is None and offered == "text/csv")


def _year(default: int) -> int:
    text = request.args.get("year")
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise BadRequest("year is four digits.")
    if not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise BadRequest(f"year is from {FIRST_YEAR} to {LAST_YEAR}.")
    return int(text)


def _json(answer: msgspec.Struct, status: int = 200) -> Response:
    return Response(msgspec.json.encode(answer), status, mimetype="application/json")


@bp.after_request
def _for_everybody(response: Response) -> Response:
    """Open data may be read by the scripts of any site, and says where its words are defined."""
    if request.method == "GET":
        response.headers["Access-Control-Allow-Origin"] = "*"
        if response.status_code == HTTPStatus.OK:
            response.headers["Link"] = _links()
    return response


def _links() -> str:
    fields = absolute(url_for("open_api.openapi"))
    method = absolute(url_for("visits.index", _anchor="method"))
    links = [f'<{fields}>; rel="describedby"', f'<{method}>; rel="describedby"']
    licence = licence_of(current_app.config)
    if licence and licence.url:
        links.append(f'<{licence.url}>; rel="license"')
    return ", ".join(links)


def _csv(rows: Sequence[DailyRow]) -> Response:
    lines = ((row.day, row.place, figures.LEVEL, row.visits, row.status) for row in rows)
    pieces = csv_pieces(["day", "place", "level", "visits", "status"], lines)
    response = Response("".join(pieces), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="visits-daily.csv"'
    return response
