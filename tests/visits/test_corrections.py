"""A correction keeps both values, says why and who, and sometimes needs a second person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.staff.made import stored_account
from tests.visits.made import NOW, device, figure, form, place_id, row, sent, take
from webapp.staff.models import Account
from webapp.visits import corrections, derivation, ledger, proof, refusals
from webapp.visits.corrections import Change, needs_second_person
from webapp.visits.decisions import Correction, CorrectionState
from webapp.visits.models import Entry, EntryKind, Metric, Submission

TODAY = date(2026, 11, 23)
YESTERDAY, LONG_AGO = date(2026, 11, 22), date(2026, 11, 15)


@dataclass
class Desk:
    session: Session
    clerk: Account
    colleague: Account
    place: int

    def correct(self, value: int | None, day: date = YESTERDAY, **more: object) -> Correction:
        """One correction of 五当召, committed."""
        metric = more.get("metric", Metric.visits)
        assert isinstance(metric, Metric)
        change = Change(self.place, day, metric, value)
        self.begin()
        reason = str(more.get("reason", "闸机复核"))
        (made,) = corrections.correct(self.session, [change], reason, self.clerk, NOW)
        self.session.commit()
        return made

    def begin(self) -> None:
        self.session.rollback()
        ledger.begin(self.session)

    def approve(self, correction: Correction, by: Account | None = None) -> None:
        self.begin()
        corrections.approve(self.session, correction, by or self.colleague, NOW)
        self.session.commit()


@pytest.fixture
def desk(loaded: Session) -> Iterator[Desk]:
    """五当召 reported 812 yesterday, and 700 eight days ago."""
    take(loaded, form("2026-11-22,五当召,812", "2026-11-15,五当召,700"))
    yield Desk(loaded, stored_account(loaded), stored_account(loaded), place_id(loaded))
    loaded.rollback()
    proof.verify(loaded)
    loaded.rollback()
    ledger.begin(loaded)
    assert derivation.rebuild(loaded) == 0
    loaded.rollback()


def test_a_small_recent_correction_counts_at_once(desk: Desk) -> None:
    made = desk.correct(821)
    assert figure(desk.session) == 821
    assert (made.state, made.old_value, made.new_value) == (CorrectionState.applied, 812, 821)
    assert (made.reason, made.asked_by_id, made.decided_by_id) == ("闸机复核", desk.clerk.id, None)
    line = desk.session.scalars(select(Entry).where(Entry.value == 821)).one()
    before = desk.session.get_one(Entry, line.supersedes)
    assert (line.kind, line.note, before.value) == (EntryKind.correction, "闸机复核", 812)
    envelope = desk.session.get_one(Submission, line.submission_id)
    assert (envelope.account_id, envelope.approved_by_id) == (desk.clerk.id, None)
    assert envelope.id == made.submission_id


@pytest.mark.parametrize(
    ("day", "old", "new", "two"),
    [
        (TODAY - timedelta(days=7), 1000, 1100, False),
        (TODAY - timedelta(days=8), 1000, 1001, True),
        (YESTERDAY, 1000, 1200, False),
        (YESTERDAY, 1000, 1201, True),
        (YESTERDAY, 1000, 800, False),
        (YESTERDAY, 1000, 799, True),
        (YESTERDAY, 0, 1, True),
        (YESTERDAY, 1000, None, True),
        (YESTERDAY, None, 5, True),
    ],
)
def test_far_back_or_by_much_takes_two(day: date, old: int, new: int | None, two: bool) -> None:
    assert needs_second_person(day, old, new, TODAY) is two


@given(st.integers(1, 100_000), st.integers(0, 100_000))
def test_the_fifth_is_exact(old: int, new: int) -> None:
    exact = abs(new - old) * 100 > old * 20
    assert needs_second_person(YESTERDAY, old, new, TODAY) is exact


def test_what_needs_a_second_person_counts_for_nothing_before(desk: Desk) -> None:
    made = desk.correct(8120)
    assert made.state is CorrectionState.waiting
    assert figure(desk.session) == 812
    assert desk.session.scalars(corrections.waiting()).all() == [made]
    assert desk.session.scalar(select(func.count()).select_from(Entry)) == 2
    desk.approve(made)
    assert figure(desk.session) == 8120
    assert (made.state, made.decided_by_id) == (CorrectionState.applied, desk.colleague.id)
    assert made.submission_id is not None
    envelope = desk.session.get_one(Submission, made.submission_id)
    people = (envelope.account_id, envelope.approved_by_id)
    assert people == (desk.clerk.id, desk.colleague.id)


def test_nobody_is_their_own_second_person(desk: Desk) -> None:
    made = desk.correct(8120)
    with pytest.raises(refusals.OwnCorrection):
        desk.approve(made, by=desk.clerk)
    with pytest.raises(refusals.OwnCorrection):
        corrections.refuse(desk.session, made, desk.clerk, NOW, "nein")
    assert figure(desk.session) == 812


def test_a_refused_correction_is_kept_with_its_reason(desk: Desk) -> None:
    made = desk.correct(8120)
    desk.begin()
    with pytest.raises(refusals.NoReason):
        corrections.refuse(desk.session, made, desk.colleague, NOW, " ")
    corrections.refuse(desk.session, made, desk.colleague, NOW, "多写了一个零")
    desk.session.commit()
    assert (made.state, made.decision) == (CorrectionState.refused, "多写了一个零")
    assert figure(desk.session) == 812
    with pytest.raises(refusals.NotWaiting):
        desk.approve(made)


def test_whoever_asked_may_think_better_of_it(desk: Desk) -> None:
    made = desk.correct(8120)
    with pytest.raises(refusals.OwnCorrection):
        corrections.take_back(desk.session, made, desk.colleague, NOW)
    corrections.take_back(desk.session, made, desk.clerk, NOW)
    desk.session.commit()
    assert desk.session.scalars(corrections.waiting()).all() == []
    assert desk.correct(821).state is CorrectionState.applied
    with pytest.raises(refusals.NotWaiting):
        corrections.take_back(desk.session, made, desk.clerk, NOW)


def test_one_correction_of_a_figure_waits_at_a_time(desk: Desk) -> None:
    desk.correct(8120)
    with pytest.raises(refusals.AlreadyAsked):
        desk.correct(813)
    change = Change(desk.place, LONG_AGO, Metric.visits, 5)
    with pytest.raises(refusals.AlreadyAsked):
        corrections.correct(desk.session, [change, change], "x", desk.clerk, NOW)


def test_a_figure_that_changed_meanwhile_is_not_overwritten(desk: Desk) -> None:
    token = device(desk.session)
    sent(desk.session, token, row("a", 100, **hour("2026-11-14")))
    made = desk.correct(500, date(2026, 11, 14))
    sent(desk.session, token, row("b", 5, **hour("2026-11-14")))
    with pytest.raises(refusals.ChangedMeanwhile):
        desk.approve(made)
    assert figure(desk.session, "2026-11-14") == 105


def hour(day: str) -> dict[str, str]:
    return {"from": f"{day}T10:00:00+08:00", "to": f"{day}T11:00:00+08:00"}


def test_a_retraction_takes_two_and_leaves_no_figure(desk: Desk) -> None:
    made = desk.correct(None)
    assert (made.state, figure(desk.session)) == (CorrectionState.waiting, 812)
    desk.approve(made)
    assert figure(desk.session) is None
    again = desk.correct(811)
    assert (again.state, again.old_value) == (CorrectionState.waiting, None)
    desk.approve(again)
    assert figure(desk.session) == 811


def test_the_figure_of_a_day_that_only_gates_counted_is_corrected_too(desk: Desk) -> None:
    token = device(desk.session)
    sent(desk.session, token, row("a", 100, **hour("2026-11-20")))
    made = desk.correct(110, date(2026, 11, 20))
    assert (made.state, made.old_value) == (CorrectionState.applied, 100)
    sent(desk.session, token, row("b", 7, **hour("2026-11-20")))
    assert figure(desk.session, "2026-11-20") == 110
    assert figure(desk.session, "2026-11-20", metric=Metric.in_) == 107
    sent(desk.session, token, row("c", 50, **hour("2026-11-19")))
    desk.approve(desk.correct(None, date(2026, 11, 19)))
    sent(desk.session, token, row("d", 50, **hour("2026-11-19")))
    assert figure(desk.session, "2026-11-19") is None


@pytest.mark.parametrize(
    ("value", "more", "why"),
    [
        (812, {}, refusals.NothingToCorrect),
        (5, {"metric": Metric.free}, refusals.NothingToCorrect),
        (5, {"day": date(2026, 11, 21)}, refusals.NothingToCorrect),
        (5, {"day": date(2026, 11, 24)}, refusals.NotYet),
        (5, {"metric": Metric.in_}, refusals.BadValue),
        (-1, {}, refusals.BadValue),
        (100_001, {}, refusals.BadValue),
        (821, {"reason": " "}, refusals.NoReason),
        (821, {"reason": "x" * 501}, refusals.NoReason),
    ],
)
def test_what_cannot_be_corrected(
    desk: Desk, value: int, more: dict[str, object], why: type[Exception]
) -> None:
    with pytest.raises(why):
        desk.correct(value, **more)  # type: ignore[arg-type]
    desk.session.rollback()
    assert desk.session.scalars(select(Correction)).all() == []


def test_a_file_that_corrects_much_waits_for_a_second_person(desk: Desk) -> None:
    outcome = take(desk.session, form("2026-11-22,五当召,821", "2026-11-15,五当召,701"), "复核")
    assert (outcome.corrected, outcome.waiting) == (1, 1)
    assert (figure(desk.session), figure(desk.session, "2026-11-15")) == (821, 700)
    (waiting,) = desk.session.scalars(corrections.waiting())
    assert (waiting.asked_by_id, waiting.old_value, waiting.new_value) == (None, 700, 701)
    desk.approve(waiting)
    assert figure(desk.session, "2026-11-15") == 701
    ledger_of_corrections = desk.session.scalars(
        corrections.applied(date(2026, 11, 1), date(2026, 11, 30))
    )
    assert [(one.old_value, one.new_value) for one in ledger_of_corrections] == [
        (812, 821),
        (700, 701),
    ]


def test_a_file_cannot_correct_what_is_being_corrected(desk: Desk) -> None:
    desk.correct(8120)
    with pytest.raises(Exception, match="1 problems"):
        take(desk.session, form("2026-11-22,五当召,821"), "复核")
    desk.session.rollback()
