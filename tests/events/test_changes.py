"""Copying last year's event, confirming what was computed, calling off."""

from datetime import date, time

import msgspec
import pytest
from sqlalchemy.orm import Session

from tests.events.made import MORNING, WRITTEN, an_event, stored
from webapp.core.translated import Translated
from webapp.events import changes, draft, schedule
from webapp.events.changes import CallOff, NoSuchDay
from webapp.events.completeness import Lack, What, lacks
from webapp.events.draft import DateText, EventText, RuleText
from webapp.events.models import DateStatus, EventKind, Rule

TODAY = date(2026, 11, 23)
OBO = RuleText(calendar="lunar", month=5, day=13)
FAIR = EventText(
    title=Translated(zh="2026年庙会", en="Fair 2026"),
    kind=EventKind.temple,
    where=Translated(zh="广场"),
    text=Translated(zh="热闹。"),
    dates=(DateText(key="2026", starts_on=date(2026, 12, 5), starts=time(9)),),
)
RAIN = Translated(zh="大雪")


def replaced(text: EventText, /, **values: object) -> EventText:
    return msgspec.structs.replace(text, **values)


def test_a_copy_has_next_years_title_and_no_day_yet() -> None:
    found = changes.copied(FAIR, TODAY)
    assert found.title == Translated(zh="2027年庙会", en="Fair 2027")
    assert found.dates == (DateText(key="next", status=DateStatus.tba),)
    assert (found.text, found.where) == (FAIR.text, FAIR.where)


def test_a_copy_of_something_old_is_for_this_year() -> None:
    found = changes.copied(replaced(FAIR, title=Translated(zh="2019年5G展")), TODAY)
    assert found.title.zh == "2026年5G展"


def test_a_copy_keeps_a_yearly_rule_instead_of_dates() -> None:
    found = changes.copied(replaced(FAIR, rule=OBO), TODAY)
    assert (found.rule, found.dates) == (OBO, ())


def test_confirming_a_computed_year_keeps_its_name_and_raises_its_sequence(
    session: Session,
) -> None:
    obo = an_event("obo", rule=Rule(month=5, day=13))
    stored(session, obo)
    [before] = schedule.coming([obo], date(2027, 1, 1))[:1]
    draft.apply(session, obo, changes.confirmed(draft.read(obo), 2027), MORNING)
    [after] = schedule.between([obo], date(2027, 1, 1), date(2027, 12, 31))
    assert (before.uid, before.status) == ("obo-2027", DateStatus.expected)
    assert (after.uid, after.status) == ("obo-2027", DateStatus.confirmed)
    assert after.span == before.span
    assert after.sequence > before.sequence
    assert obo.changed_at == WRITTEN


def test_a_year_is_confirmed_once_and_only_by_a_rule() -> None:
    text = changes.confirmed(replaced(FAIR, rule=OBO, dates=()), 2027)
    for wrong, year in ((text, 2027), (FAIR, 2027), (replaced(FAIR, rule=OBO, dates=()), 9999)):
        with pytest.raises(NoSuchDay):
            changes.confirmed(wrong, year)


def test_calling_off_leaves_what_a_draft_has_changed_of_the_date() -> None:
    off = CallOff(FAIR.dates[0], DateStatus.cancelled, RAIN)
    assert off(FAIR).dates[0].status is DateStatus.cancelled
    being_written = replaced(
        FAIR,
        title=Translated(zh="新题"),
        dates=(msgspec.structs.replace(FAIR.dates[0], note=Translated(zh="第十届")),),
    )
    found = off(being_written)
    assert (found.title.zh, found.dates[0].note.zh) == ("新题", "第十届")
    assert (found.dates[0].status, found.dates[0].reason) == (DateStatus.cancelled, RAIN)


def test_a_date_that_a_draft_has_dropped_is_called_off_in_it_too() -> None:
    off = CallOff(FAIR.dates[0], DateStatus.cancelled, RAIN)
    assert off(replaced(FAIR, dates=())).dates == off(FAIR).dates


def test_a_postponed_date_leads_to_a_new_one_of_the_same_length_and_hours() -> None:
    before = DateText(
        key="2026",
        starts_on=date(2026, 12, 5),
        ends_on=date(2026, 12, 7),
        starts=time(9),
        ends=time(17),
    )
    new = changes.on_new_day(
        before, changes.new_key(["2026"], date(2026, 12, 12)), date(2026, 12, 12)
    )
    found = CallOff(before, DateStatus.postponed, RAIN, new=new)(replaced(FAIR, dates=(before,)))
    assert [one.key for one in found.dates] == ["2026", "2026-2"]
    assert found.dates[0].postponed_to == "2026-2"
    assert (found.dates[1].ends_on, found.dates[1].starts) == (date(2026, 12, 14), time(9))
    assert lacks(found) == []


def test_a_computed_date_can_be_called_off() -> None:
    text = replaced(FAIR, rule=OBO, dates=())
    date_off = changes.date_called(text, "2027")
    found = CallOff(date_off, DateStatus.cancelled, RAIN)(text)
    assert [(one.key, one.starts_on) for one in found.dates] == [("2027", date(2027, 6, 17))]
    for wrong in ("next", "2027-x", "99999", "二〇二七"):
        with pytest.raises(NoSuchDay):
            changes.date_called(text, wrong)


def test_a_date_is_named_after_its_year_and_never_like_another() -> None:
    assert changes.new_key([], date(2027, 2, 1)) == "2027"
    assert changes.new_key(["2027", "2027-2"], date(2027, 2, 1)) == "2027-3"
    assert changes.new_key([], None) == "next"
    assert changes.new_key(["next"], None) == "next-2"
    late = EventText(rule=RuleText(calendar="lunar", month=12, day=28))
    assert changes.new_key([], date(2027, 2, 4), late) == "2026"


@pytest.mark.parametrize(
    ("change", "lack"),
    [
        ({"title": Translated(zh="", en="Fair")}, Lack("title", What.empty)),
        ({"kind": None}, Lack("kind", What.empty)),
        ({"where": Translated(zh="")}, Lack("place", What.empty)),
        ({"text": Translated(zh="")}, Lack("text", What.empty)),
        ({"dates": ()}, Lack("dates", What.empty)),
        ({"price": Translated(zh="", en="free")}, Lack("price", What.chinese)),
        ({"dates": (DateText(key="a"),)}, Lack("dates", What.day, 0, "starts_on")),
        (
            {"dates": (DateText(key="a", starts_on=TODAY, ends_on=date(2026, 1, 1)),)},
            Lack("dates", What.order, 0, "ends_on"),
        ),
        (
            {"dates": (DateText(key="a", starts_on=TODAY, ends=time(9)),)},
            Lack("dates", What.start, 0, "ends"),
        ),
        (
            {"dates": (DateText(key="a", starts_on=TODAY, status=DateStatus.moved),)},
            Lack("dates", What.new_place, 0, "moved_to"),
        ),
        (
            {"dates": (DateText(key="a", starts_on=TODAY, postponed_to="a"),)},
            Lack("dates", What.circle, 0, "postponed_to"),
        ),
        (
            {"rule": RuleText(calendar="gregorian", month=2, day=30)},
            Lack("rule", What.no_such_day),
        ),
        (
            {"rule": RuleText(calendar="lunar", month=5, day=13, end_month=5)},
            Lack("rule", What.no_such_day),
        ),
        ({"rule": RuleText(calendar="lunar", month=5)}, Lack("rule", What.no_such_day)),
        ({"rule": RuleText(calendar="lunar", month=99, day=1)}, Lack("rule", What.no_such_day)),
    ],
)
def test_what_is_missing_or_wrong_is_named(change: dict[str, object], lack: Lack) -> None:
    assert lacks(FAIR) == []
    assert lacks(replaced(FAIR, **change)) == [lack]


def test_the_five_are_enough() -> None:
    assert {lack.name for lack in lacks(EventText())} == {"title", "kind", "place", "text", "dates"}
    assert lacks(replaced(FAIR, dates=(DateText(key="next", status=DateStatus.tba),))) == []
    assert lacks(replaced(FAIR, dates=(), rule=OBO)) == []


def test_two_dates_that_lead_to_each_other_are_refused() -> None:
    one, two = (
        DateText(key=a, starts_on=TODAY, status=DateStatus.postponed, postponed_to=b)
        for a, b in (("a", "b"), ("b", "a"))
    )
    assert {lack.what for lack in lacks(replaced(FAIR, dates=(one, two)))} == {What.circle}
