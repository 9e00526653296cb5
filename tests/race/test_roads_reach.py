"""Can I reach 五当召 at 10:30? A table of cases."""

from datetime import datetime

import pytest

from tests.race.made import a_closure, on_the_day
from webapp.core.translated import Translated
from webapp.race.roads import reach
from webapp.race.roads.models import RoadClosureKind
from webapp.race.roads.reach import Verdict

DETOUR = Translated(zh="经固阳方向绕行")
ONE_WAY, TEMPORARY = RoadClosureKind.one_way, RoadClosureKind.temporary
MORNING = {"starts_at": on_the_day(8, 30), "ends_at": on_the_day(12)}


@pytest.mark.parametrize(
    ("closures", "at", "verdict"),
    [
        ([], (10, 30), Verdict.free),
        ([MORNING], (8, 29), Verdict.free),
        ([MORNING], (8, 30), Verdict.shut),
        ([MORNING], (10, 30), Verdict.shut),
        ([MORNING], (11, 59), Verdict.shut),
        ([MORNING], (12, 0), Verdict.just_opened),
        ([MORNING], (12, 29), Verdict.just_opened),
        ([MORNING], (12, 30), Verdict.free),
        ([MORNING | {"detour": DETOUR}], (10, 30), Verdict.detour),
        ([MORNING | {"kind": ONE_WAY}], (10, 30), Verdict.one_way),
        ([MORNING | {"kind": TEMPORARY}], (10, 30), Verdict.wait),
        ([MORNING | {"kind": TEMPORARY, "detour": DETOUR}], (10, 30), Verdict.wait),
        ([MORNING | {"kind": TEMPORARY}, MORNING], (10, 30), Verdict.shut),
        ([MORNING | {"kind": ONE_WAY}, MORNING | {"detour": DETOUR}], (10, 30), Verdict.detour),
        ([MORNING | {"places": ("qingshan-village",)}], (10, 30), Verdict.free),
        ([MORNING | {"places": ()}], (10, 30), Verdict.free),
        ([MORNING | {"ended_at": on_the_day(10)}], (10, 30), Verdict.free),
        ([MORNING | {"ended_at": on_the_day(10, 15)}], (10, 30), Verdict.just_opened),
        ([MORNING | {"ended_at": on_the_day(10, 45)}], (10, 30), Verdict.shut),
        ([MORNING | {"ended_at": on_the_day(8)}], (10, 30), Verdict.free),
        ([MORNING | {"ended_at": on_the_day(13)}], (12, 0), Verdict.just_opened),
    ],
)
def test_the_answer_is_what_the_closures_of_that_instant_say(
    closures: list[dict[str, object]], at: tuple[int, int], verdict: Verdict
) -> None:
    made = [a_closure(**one) for one in closures]
    assert reach.answer(made, "wudangzhao", on_the_day(*at)).verdict is verdict


@pytest.mark.parametrize(
    ("others", "before", "after"),
    [
        ([], (8, 30), (12, 0)),
        ([((12, 0), (13, 0))], (8, 30), (13, 0)),
        ([((11, 0), (13, 0)), ((12, 30), (14, 0))], (8, 30), (14, 0)),
        ([((8, 0), (8, 30))], (8, 0), (12, 0)),
        ([((12, 1), (13, 0))], (8, 30), (12, 0)),
    ],
)
def test_it_says_until_when_and_from_when_the_way_is_free(
    others: list[tuple[tuple[int, int], tuple[int, int]]],
    before: tuple[int, int],
    after: tuple[int, int],
) -> None:
    more = [a_closure(starts_at=on_the_day(*s), ends_at=on_the_day(*e)) for s, e in others]
    answer = reach.answer([a_closure(**MORNING), *more], "wudangzhao", on_the_day(10, 30))
    assert (answer.through_before, answer.free_from) == (on_the_day(*before), on_the_day(*after))


def test_the_next_change_is_the_next_closing_or_opening() -> None:
    early = a_closure(starts_at=on_the_day(7), ends_at=on_the_day(9))
    off = a_closure(starts_at=on_the_day(7, 30), ended_at=on_the_day(6))
    late = a_closure(starts_at=on_the_day(8), ends_at=on_the_day(12), ended_at=on_the_day(10))
    changes = []
    now: datetime | None = on_the_day(6, 30)
    while now is not None:
        now = reach.next_change([early, off, late], now)
        changes.append(now and now.hour * 60 + now.minute)
    assert changes == [7 * 60, 8 * 60, 9 * 60, 10 * 60, None]
