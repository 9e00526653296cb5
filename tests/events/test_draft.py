"""What an editor writes becomes the public event, and comes back as it was written."""

from datetime import date, datetime, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.events.made import MORNING, TODAY, WRITTEN, a_date, a_place, an_event, stored
from webapp.content import files, loader
from webapp.core.clock import LOCAL
from webapp.core.translated import Statement, Translated
from webapp.events import draft, schedule
from webapp.events.draft import DateText, EventText, RuleText
from webapp.events.models import DateStatus, Event, EventKind, Precision
from webapp.home.search import search
from webapp.review.paragraphs import UNTRANSLATED, joined

FAIR = EventText(
    title=Translated(zh="五当召庙会", en="Temple fair"),
    kind=EventKind.temple,
    place="wudangzhao",
    text=Translated(
        zh="初一开门。\n\n有社火。", en="Opens on the first. More.\n\nThere is a parade."
    ),
    dates=(DateText(key="2026", starts_on=date(2026, 11, 28), starts=time(9), ends=time(17)),),
)


@pytest.fixture
def fair(session: Session) -> Event:
    """A public event made of FAIR."""
    stored(session, a_place())
    event = draft.apply(session, None, FAIR, WRITTEN)
    session.commit()
    return event


def changed(event: Event, /, **values: object) -> EventText:
    text = draft.read(event)
    return EventText(**{name: getattr(text, name) for name in text.__struct_fields__} | values)


def applied(session: Session, event: Event, **values: object) -> Event:
    draft.apply(session, event, changed(event, **values), MORNING)
    session.commit()
    return event


def test_a_new_event_gets_an_address_of_its_title(fair: Event) -> None:
    assert (fair.slug, fair.uid) == ("wu-dang-zhao-miaohui", "wu-dang-zhao-miaohui")
    assert fair.place is not None and fair.place.slug == "wudangzhao"
    assert fair.edited_at == WRITTEN


def test_it_is_found_by_its_title(session: Session, fair: Event) -> None:
    assert search(session, "miaohui").events == [fair]
    applied(session, fair, title=Translated(zh="灯会"))
    assert search(session, "miaohui").events == []
    assert search(session, "dh").events == [fair]


def test_without_a_summary_its_first_sentence_sums_it_up(session: Session, fair: Event) -> None:
    assert fair.summary == Translated(zh="初一开门。", en="Opens on the first.")
    applied(session, fair, text=Translated(zh="门票2.5元[见官网](https://example.cn)！再说"))
    assert fair.summary == Translated(zh="门票2.5元见官网！")
    applied(session, fair, summary=Translated(zh="热闹。"))
    assert fair.summary == Translated(zh="热闹。")


def test_the_text_is_the_same_when_it_is_read_again(session: Session, fair: Event) -> None:
    assert draft.read(fair) == FAIR


def test_hours_that_end_at_night_end_on_the_next_day(session: Session, fair: Event) -> None:
    late = DateText(key="2026", starts_on=date(2026, 12, 31), starts=time(20), ends=time(1))
    applied(session, fair, dates=(late,))
    assert fair.dates[0].ends_at == datetime(2027, 1, 1, 1, tzinfo=LOCAL)
    assert schedule.stored([fair])[0].span == (date(2026, 12, 31), date(2027, 1, 1))
    assert draft.read(fair).dates == (late,)


def test_a_paragraph_that_stays_keeps_its_sources_and_its_doubt(session: Session) -> None:
    old = (
        Statement(zh="甲。", en="A.", sources=("a",), verify=True),
        Statement(zh="乙。", en="B.", sources=("b",)),
    )
    event = an_event("old", story=old, price=Statement(zh="免费", sources=("a",), verify=True))
    stored(session, event)
    text = Translated(zh="新的一段。\n乙。\n\n甲。", en="New.\n\nB, better.\n\nA.")
    applied(session, event, text=text)
    assert event.story == (
        Statement(zh="新的一段。", en="New."),
        Statement(zh="乙。", en="B, better.", sources=("b",)),
        Statement(zh="甲。", en="A.", sources=("a",), verify=True),
    )
    assert event.price == Statement(zh="免费", sources=("a",), verify=True)
    applied(session, event, price=Translated(zh="10元"))
    assert event.price == Statement(zh="10元")


def test_a_paragraph_without_english_keeps_its_place(session: Session) -> None:
    story = (Statement(zh="甲。"), Statement(zh="乙。", en="B."), Statement(zh="丙。"))
    event = an_event("old", story=story)
    stored(session, event)
    assert draft.read(event).text.en == "—\n\nB."
    assert applied(session, event).story == story


def test_only_a_date_that_changed_rises_in_calendars(session: Session) -> None:
    event = an_event("old", a_date("2025", TODAY.replace(year=2025)), a_date("2026", sequence=3))
    stored(session, event)
    first, second = draft.read(event).dates
    note = DateText(key="2026", starts_on=TODAY, note=Translated(zh="第十届"))
    applied(session, event, dates=(first, note))
    found = {row.key: (row.sequence, row.changed_at) for row in event.dates}
    assert found == {"2025": (0, WRITTEN), "2026": (4, MORNING)}
    assert event.changed_at == WRITTEN
    applied(session, event, title=Translated(zh="新名"))
    assert event.changed_at == MORNING
    assert [row.sequence for row in event.dates] == [0, 4]


def test_a_postponed_date_leads_to_the_new_one_and_lets_go_of_one_that_is_gone(
    session: Session, fair: Event
) -> None:
    new = DateText(key="2026-2", starts_on=date(2026, 12, 5))
    off = DateText(
        key="2026",
        starts_on=date(2026, 11, 28),
        status=DateStatus.postponed,
        postponed_to="2026-2",
    )
    applied(session, fair, dates=(off, new))
    assert {row.key: row.postponed_to for row in fair.dates}["2026"] is fair.dates[1]
    assert draft.read(fair).dates == (off, new)
    applied(session, fair, dates=(off,))
    assert [row.postponed_to for row in fair.dates] == [None]


def test_the_content_files_never_write_over_it(session: Session) -> None:
    loader.load(session, files.read())
    session.commit()
    event = session.query(Event).filter_by(slug="mani-puja").one()
    applied(session, event, title=Translated(zh="改过的题目"))
    outcome = loader.load(session, files.read())
    session.commit()
    assert outcome["kept"] == 1
    assert event.title.zh == "改过的题目"


def test_what_the_content_files_hold_is_read_and_written_without_a_change(session: Session) -> None:
    loader.load(session, files.read())
    session.commit()
    for event in session.query(Event):
        before = event.changed_at, [row.sequence for row in event.dates]
        draft.apply(session, event, draft.read(event), MORNING)
        assert (event.changed_at, [row.sequence for row in event.dates]) == before, event.slug


def test_a_preview_is_in_no_session(session: Session, fair: Event) -> None:
    shown = draft.preview(session, fair, changed(fair, title=Translated(zh="新名")), MORNING)
    assert (shown.title.zh, shown.slug, shown.uid) == ("新名", fair.slug, fair.uid)
    assert not session.new and not session.dirty
    assert draft.preview(session, None, EventText(), MORNING).slug == "event"


hours = st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0))
days = st.dates(date(2000, 1, 1), date(2060, 1, 1))


@st.composite
def dates(draw: st.DrawFn) -> DateText:
    starts_on = draw(days)
    starts = draw(st.none() | hours)
    return DateText(
        key=str(draw(st.integers(1, 9))),
        status=draw(st.sampled_from(DateStatus)),
        starts_on=starts_on,
        starts=starts,
        ends=draw(st.none() | hours) if starts else None,
        note=Translated(zh=draw(st.sampled_from(["", "注"]))),
        precision=Precision.day,
    )


@st.composite
def event_texts(draw: st.DrawFn) -> EventText:
    chinese = draw(st.lists(st.sampled_from(["甲。", "乙。"]), min_size=1, max_size=3))
    english = draw(st.lists(st.sampled_from(["A. B.", "—", "C"]), max_size=len(chinese)))
    while english and english[-1] == UNTRANSLATED:
        english.pop()
    return EventText(
        title=Translated(zh="题", en=draw(st.sampled_from(["", "T"]))),
        kind=draw(st.sampled_from(EventKind)),
        text=Translated(zh=joined(chinese), en=joined(english)),
        dates=tuple({one.key: one for one in draw(st.lists(dates(), max_size=3))}.values()),
        rule=draw(st.sampled_from([RuleText(), RuleText(calendar="lunar", month=5, day=13)])),
        price=Translated(zh=draw(st.sampled_from(["", "免费"]))),
    )


@given(event_texts())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_whatever_is_written_comes_back_the_same(session: Session, text: EventText) -> None:
    event = draft.preview(session, None, text, MORNING)
    found = draft.read(event)
    assert found == text
