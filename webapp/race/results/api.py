"""Open data: the results of an edition that hold."""

from datetime import datetime

import msgspec
from flask import Blueprint, Response, abort, url_for

from webapp.core import page_cache
from webapp.core.database import db
from webapp.core.open_api import Operation, Parameter
from webapp.core.words import absolute
from webapp.race.models import edition_of
from webapp.race.plan import Sex
from webapp.race.results import public_parts
from webapp.race.results.models import Result, ResultState, Status

bp = Blueprint("race_api", __name__, url_prefix="/api/v1/race")


class ResultRow(msgspec.Struct, frozen=True):
    """One rider.

    Attributes:
        category: Its code.
        name: Of minors, and of those who asked for it, masked: the first character and a *.
        status: FIN finished, REL relegated, PUL pulled, LAP lapped, DNF, OTL over the time limit,
            DNS, DSQ.
        gun_ms, chip_ms: From the gun, from the rider's own start line; milliseconds.
        time_ms: What counts, after the same-time rule and with the penalty.
        rank, gap_ms, kmh: Worked out here from the times; within the category.
    """

    category: str
    bib: int | None
    name: str
    sex: Sex | None
    team: str
    nation: str
    status: Status
    rank: int | None
    time_ms: int | None
    gap_ms: int | None
    gun_ms: int | None
    chip_ms: int | None
    laps: int | None
    penalty_s: int
    kmh: float | None
    note: str


class Results(msgspec.Struct, frozen=True):
    """The results of an edition that hold.

    Attributes:
        revision: Counts publications from 1; none is ever changed.
        state: How far they are; before "official" they may change.
        reason: Why they were amended.
        same_time_ms: A gap above it parts groups of one time; null: no groups.
        attribution: Who timed the race.
    """

    edition: int
    revision: int
    state: ResultState
    published_at: datetime | None
    protest_until: datetime | None
    reason: str | None
    same_time_ms: int | None
    attribution: str | None
    url: str
    rows: list[ResultRow]


def operations() -> tuple[Operation, ...]:
    """What programs can ask for here."""
    return (
        Operation(
            "/api/v1/race/{year}/results",
            "The results of the cycling race of a year, as they hold now.",
            Results,
            parameters=(Parameter("year", int, "The year of the edition.", required=True),),
            problems=(400, 404),
        ),
    )


@bp.get("/<int(fixed_digits=4):year>/results")
def results(year: int) -> Response:
    """The newest public revision."""
    page_cache.public()
    if db.session.scalar(edition_of(year)) is None:
        abort(404)
    revision = public_parts.newest_of(year) or abort(404)
    found = revision.found
    body = Results(
        edition=year,
        revision=revision.newest,
        state=found.state,
        published_at=found.published_at,
        protest_until=found.protest_until,
        reason=found.reason,
        same_time_ms=found.same_time_ms,
        attribution=found.attribution,
        url=absolute(url_for("race_results.page", year=year)),
        rows=[_row(one) for one in revision.rows],
    )
    headers = {"Access-Control-Allow-Origin": "*"}
    return Response(msgspec.json.encode(body), mimetype="application/json", headers=headers)


def _row(row: Result) -> ResultRow:
    return ResultRow(**{name: getattr(row, name) for name in ResultRow.__struct_fields__})
