"""Results as they stand in the database when the public asks for them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from tests.race.made import MEN, RIDE, WOMEN, YEAR, on_the_day
from tests.race.results_made import a_result
from webapp.race.plan import Sex
from webapp.race.results.models import Result, ResultSet, ResultState, Status
from webapp.race.results.ranking import rank

NOON = on_the_day(12)
KM = {one.code: 45.0 for one in (MEN, WOMEN, RIDE)}


def a_revision(
    number: int, rows: Sequence[Result], state: ResultState = ResultState.live, **more: Any
) -> ResultSet:
    """A revision that is public since as many minutes after noon."""
    at: datetime = NOON + timedelta(minutes=number)
    values: dict[str, Any] = {
        "same_time_ms": 1000,
        "attribution": "黄河计时",
        "made_at": at,
        "published_at": at,
        **more,
    }
    ranked = rank(rows, (MEN, WOMEN, RIDE), KM, values["same_time_ms"])
    return ResultSet(edition_year=YEAR, revision=number, state=state, rows=ranked, **values)


def field(men: int = 60, women: int = 30, rides: int = 10) -> list[Result]:
    """Riders half a minute apart; of the men the last two did not finish and did not start."""
    found = [
        a_result(bib, 3849.0 + 30 * bib, name=f"骑手{bib}", team="黄河车队", sex=Sex.men)
        for bib in range(1, men - 1)
    ]
    found += [
        a_result(men - 1, None, name="未到", status=Status.did_not_finish),
        a_result(men, None, name="未来", status=Status.did_not_start),
    ]
    found += [
        a_result(200 + at, 4500.0 + 30 * at, category=WOMEN.code, name=f"女骑手{at}")
        for at in range(1, women + 1)
    ]
    found += [
        a_result(300 + at, 6000.0 + 30 * at, category=RIDE.code, name=f"骑友{at}")
        for at in range(1, rides + 1)
    ]
    return found
