"""Days are verified, months sealed; afterwards only corrections change them, seen by everybody."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests.staff.made import stored_account
from tests.visits.desk import People
from tests.visits.made import (
    NOW,
    device,
    figure,
    form,
    in_order,
    place_id,
    row,
    sent,
    take,
    tamper,
)
from webapp.core import clock
from webapp.places.models import Place
from webapp.visits import (
    chain,
    checks,
    corrections,
    derivation,
    ledger,
    opening,
    proof,
    refusals,
    seals,
)
from webapp.visits.corrections import Change
from webapp.visits.daily import daily
from webapp.visits.daily_form import Refused
from webapp.visits.decisions import CheckTotal, Correction, CorrectionState, Seal, SealedTotal
from webapp.visits.missing import ONE_DAY
from webapp.visits.models import Figure, Metric, Status
from webapp.visits.overview import DayState, month_of_places
from webapp.visits.periods import totals
from webapp.visits.year import first_reports, year_report

OCTOBER = date(2026, 10, 1), date(2026, 10, 31)
LATER = NOW + timedelta(hours=1)


class Office(People):
    def verify(self, first: date = OCTOBER[0], last: date = OCTOBER[1]) -> int:
        self.begin()
        firmer = seals.verify_days(self.session, [self.place], first, last, self.clerk, NOW)
        self.session.commit()
        return firmer

    def seal(self, month: date = OCTOBER[0], now: datetime = NOW) -> Seal:
        self.begin()
        made = seals.seal(self.session, month, self.clerk, now)
        self.session.commit()
        return made

    def correct(self, value: int | None, day: date, now: datetime = LATER) -> Correction:
        self.begin()
        change = Change(self.place, day, Metric.visits, value)
        (made,) = corrections.correct(self.session, [change], "核对票据", self.clerk, now)
        self.session.commit()
        return made

    def approve(self, made: Correction) -> None:
        self.begin()
        corrections.approve(self.session, made, self.colleague, LATER)
        self.session.commit()

    def statuses(self) -> dict[str, Status]:
        self.session.rollback()
        wanted = select(Figure.business_day, Figure.status).where(Figure.metric == Metric.visits)
        return {row[0].isoformat(): row[1] for row in self.session.execute(wanted)}

    def check(self, value: int, tolerance: int, place: int | None = None) -> CheckTotal:
        self.begin()
        span, metric = OCTOBER, Metric.visits
        more = (value, tolerance, "票务系统", self.clerk, NOW)
        made = checks.enter(self.session, place, metric, span, *more)
        self.session.commit()
        return made


@pytest.fixture
def office(loaded: Session) -> Iterator[Office]:
    """五当召 reported two days of October and one of November."""
    take(loaded, form("2026-10-01,五当召,500", "2026-10-31,五当召,400", "2026-11-22,五当召,812"))
    yield Office(loaded, stored_account(loaded), stored_account(loaded), place_id(loaded))
    loaded.rollback()
    ledger.begin(loaded)
    assert derivation.rebuild(loaded) == 0
    loaded.rollback()


def test_a_statistician_stands_for_figures_as_they_are(office: Office) -> None:
    assert office.verify() == 2
    assert office.verify() == 0
    expected = {"2026-10-01": Status.verified, "2026-10-31": Status.verified}
    assert office.statuses() == expected | {"2026-11-22": Status.preliminary}


def test_a_verified_figure_that_changes_is_preliminary_again(office: Office) -> None:
    office.verify()
    office.approve(office.correct(510, OCTOBER[0], NOW))
    assert office.statuses()["2026-10-01"] is Status.preliminary
    assert office.verify() == 1
    assert office.statuses()["2026-10-01"] is Status.verified
    office.approve(office.correct(500, OCTOBER[0], NOW))
    assert office.statuses()["2026-10-01"] is Status.verified


def test_late_counts_take_the_verification_away(office: Office) -> None:
    token = device(office.session)
    sent(office.session, token, row("a", 5))
    second = date(2026, 11, 22)
    office.verify(second, second)
    hours = {"from": "2026-11-21T10:00:00+08:00", "to": "2026-11-21T11:00:00+08:00"}
    sent(office.session, token, row("b", 5, **hours))
    third = date(2026, 11, 21)
    office.verify(third, third)
    assert office.statuses()["2026-11-21"] is Status.verified
    sent(office.session, token, row("c", 1, **hours))
    assert office.statuses()["2026-11-21"] is Status.preliminary


def test_a_day_that_waits_for_a_correction_is_left_out(office: Office) -> None:
    office.correct(9000, OCTOBER[0], NOW)
    assert office.verify() == 1
    assert office.statuses()["2026-10-01"] is Status.preliminary


def test_a_running_day_cannot_be_verified(office: Office) -> None:
    with pytest.raises(refusals.NotOver):
        office.verify(OCTOBER[0], date(2026, 11, 23))


def test_a_seal_keeps_totals_head_person_and_time(office: Office) -> None:
    head = chain.head(office.session)
    made = office.seal()
    assert (made.first, made.last) == OCTOBER
    assert made.totals == (SealedTotal(office.place, Metric.visits, 900, 2),)
    assert (made.chain_number, made.chain_hash) == (head.number, head.hash)
    assert (made.sealed_by_id, made.at) == (office.clerk.id, NOW)
    statuses = office.statuses()
    assert statuses["2026-10-01"] is statuses["2026-10-31"] is Status.sealed
    assert statuses["2026-11-22"] is Status.preliminary
    with pytest.raises(refusals.AlreadySealed):
        office.seal()


def test_a_month_is_sealed_when_it_is_over(office: Office) -> None:
    before = datetime(2026, 11, 1, 4, 59, tzinfo=clock.LOCAL)
    with pytest.raises(refusals.NotSealable):
        office.seal(now=before)
    assert not seals.obstacles(office.session, OCTOBER[0], before).over
    office.seal(now=before + timedelta(minutes=1))


def test_a_month_without_figures_is_not_sealed(office: Office) -> None:
    with pytest.raises(refusals.NotSealable):
        office.seal(date(2026, 9, 15))


def test_a_waiting_correction_hinders_the_seal(office: Office) -> None:
    made = office.correct(9000, OCTOBER[1], NOW)
    assert seals.obstacles(office.session, OCTOBER[0], NOW).waiting == [made]
    with pytest.raises(refusals.NotSealable):
        office.seal()
    office.approve(made)
    office.seal()


def test_a_check_total_that_is_missed_hinders_the_seal(office: Office) -> None:
    near, far = office.check(905, 5), office.check(906, 5, office.place)
    ours = seals.obstacles(office.session, OCTOBER[0], NOW)
    assert [(one.check, one.found) for one in ours.failing] == [(far, 900)]
    assert ours.unverified == 2
    with pytest.raises(refusals.NotSealable):
        office.seal()
    checks.withdraw(far, office.clerk, NOW)
    office.session.commit()
    assert [one.check for one in checks.checked(office.session, *OCTOBER)] == [near]
    office.seal()


def test_a_check_total_without_any_figure_fails(office: Office) -> None:
    office.check(0, 5, place_id(office.session, "qingshan-village"))
    (only,) = checks.checked(office.session, *OCTOBER)
    assert (only.found, only.holds) == (None, False)


def test_a_check_total_has_to_make_sense(office: Office) -> None:
    def enter(first: date, last: date, value: int, source: str) -> None:
        span = (first, last)
        more = (value, 0, source, office.clerk, NOW)
        checks.enter(office.session, None, Metric.visits, span, *more)

    with pytest.raises(refusals.BadSpan):
        enter(OCTOBER[1], OCTOBER[0], 5, "x")
    with pytest.raises(refusals.BadValue):
        enter(*OCTOBER, -5, "x")
    with pytest.raises(refusals.NoReason):
        enter(*OCTOBER, 5, " ")


def test_after_the_seal_a_correction_is_a_public_revision_by_two_people(office: Office) -> None:
    office.seal()
    made = office.correct(401, OCTOBER[1])
    assert (made.state, made.after_seal) == (CorrectionState.waiting, True)
    assert office.session.scalars(seals.revisions(*OCTOBER)).all() == []
    office.approve(made)
    (revision,) = office.session.scalars(seals.revisions(*OCTOBER))
    assert (revision.old_value, revision.new_value) == (400, 401)
    assert office.statuses()["2026-10-31"] is Status.sealed
    kept = office.session.get_one(Seal, OCTOBER[0])
    assert kept.totals[0].value == 900


def test_corrections_before_the_seal_are_no_revisions(office: Office) -> None:
    office.approve(office.correct(401, OCTOBER[1], NOW))
    office.seal()
    assert office.session.scalars(seals.revisions(*OCTOBER)).all() == []


def test_a_day_that_was_missing_in_a_sealed_month_comes_as_a_revision(office: Office) -> None:
    office.seal()
    made = office.correct(77, date(2026, 10, 7))
    assert (made.old_value, made.state) == (None, CorrectionState.waiting)
    office.approve(made)
    assert figure(office.session, "2026-10-07") == 77


def hour(day: int, hour: int = 10) -> dict[str, str]:
    return {
        "from": f"2026-10-{day:02}T{hour:02}:00:00+08:00",
        "to": f"2026-10-{day:02}T{hour:02}:30:00+08:00",
    }


def test_counts_that_come_after_the_seal_are_public_revisions_of_their_days(office: Office) -> None:
    token = device(office.session)
    sent(office.session, token, row("before", 50, **hour(9)))
    sealed = {(one.place_id, one.metric): one.value for one in office.seal().totals}
    night = {"from": "2026-11-01T04:00:00+08:00", "to": "2026-11-01T05:00:00+08:00"}
    late = (row("a", 5, **hour(9)), row("b", 6, **night), row("c", 3, **hour(12)), row("d", 7))
    # In one batch and again, and the rest one by one: a day of receipt is one revision.
    for batch in (late, late, [row("e", 2, **hour(9, 11))], [row("f", 0, **hour(9, 12))]):
        sent(office.session, token, *batch)
    assert figure(office.session, "2026-10-09") == 57
    assert figure(office.session, "2026-10-12") == 3
    assert figure(office.session, "2026-10-31") == 400  # a report; the gates only check it
    found = {
        (one.business_day.day, one.metric): (one.old_value, one.new_value)
        for one in office.session.scalars(seals.revisions(*OCTOBER))
    }
    assert found == {
        (9, Metric.in_): (50, 57),
        (9, Metric.visits): (50, 57),
        (12, Metric.in_): (None, 3),
        (12, Metric.visits): (None, 3),
        (31, Metric.in_): (None, 6),
    }
    assert office.statuses()["2026-10-12"] is Status.sealed
    # The next day it is another one; a correction by people decides whatever comes after it.
    sent(office.session, token, row("g", 1, **hour(9, 13)), now=NOW + timedelta(days=1))
    office.approve(office.correct(60, date(2026, 10, 12)))
    sent(office.session, token, row("h", 9, **hour(12, 11)), now=NOW + timedelta(days=1))
    revisions = office.session.scalars(seals.revisions(*OCTOBER)).all()
    changes = [(one.old_value, one.new_value) for one in revisions if one.metric is Metric.visits]
    assert sorted(changes, key=str) == [(3, 60), (50, 57), (57, 58), (None, 3)]
    # What was sealed and what was revised come to what holds now, metric by metric.
    for one in revisions:
        key = one.place_id, one.metric
        sealed[key] = sealed.get(key, 0) + (one.new_value or 0) - (one.old_value or 0)
    now = {(one.place_id, one.metric): one.value for one in seals.totals(office.session, *OCTOBER)}
    assert now == sealed
    in_order(office.session)


def missing(office: Office, slug: str = "qingshan-village") -> set[int]:
    """The missing days of October at a place; all that tell of them tell the same."""
    session = office.session
    session.rollback()
    where, today = place_id(session, slug), date(2026, 11, 23)
    [place] = [one for one in year_report(session, 2026, today).places if one.slug == slug]
    days = {gap.first + n * ONE_DAY for gap in place.gaps for n in range(gap.days)}
    found = {day.day for day in days if day.month == 10}
    by_day = daily(session, *OCTOBER, today, session.get_one(Place, where))
    assert {row.day.day for row in by_day if row.status == "missing"} == found
    firsts = {one.place_id: one.day for one in first_reports(session, today)}
    assert totals(session, OCTOBER, today, [where], firsts).missing[where] == len(found)
    [month] = [
        one for one in month_of_places(session, OCTOBER[0], today) if one.place.place_id == where
    ]
    assert {cell.day.day for cell in month.cells if cell.state is DayState.missing} == found
    return found


def test_the_missing_days_of_a_sealed_month_stay_as_they_were(office: Office) -> None:
    session = office.session
    village = place_id(session, "qingshan-village")
    take(session, form("2026-10-28,青山村,5", "2026-10-30,青山村,6", "2026-11-01,青山村,7"))
    office.begin()
    closed = opening.say(
        session, village, (OCTOBER[1],) * 2, opening.EVERY_DAY,
        is_open=False, note=None, by=office.clerk, now=NOW,
    )  # fmt: skip
    session.commit()
    assert missing(office) == {29}
    office.seal()
    assert missing(office) == {29}
    # Its first day moves back, by a gate in the sealed month and by a file in one that is open.
    token = device(session, "qingshan-village", "村口")
    at_gate = {"place": "qingshan-village", "gate": "村口"}
    sent(session, token, row("late", 3, **at_gate, **hour(5)))
    take(session, form("2026-09-20,青山村,4"))
    assert figure(session, "2026-10-05", place="qingshan-village") == 3
    assert missing(office) == {29}
    # What is said of its opening afterwards changes none of it.
    office.begin()
    opening.withdraw(session.merge(closed), office.clerk, LATER)
    opening.say(
        session, village, (date(2026, 10, 29),) * 2, opening.EVERY_DAY,
        is_open=False, note=None, by=office.clerk, now=LATER,
    )  # fmt: skip
    session.commit()
    assert missing(office) == {29}
    # A revision does, which everybody can see: a day gets its figure, another one loses it.
    sent(session, token, row("later", 3, **at_gate, **hour(29)))
    office.begin()
    change = Change(village, date(2026, 10, 30), Metric.visits, None)
    (made,) = corrections.correct(session, [change], "核对票据", office.clerk, LATER)
    session.commit()
    office.approve(made)
    assert missing(office) == {30}


def test_too_late_is_too_late_for_a_sealed_month_as_well(office: Office) -> None:
    token = device(office.session)
    office.seal()
    sent(office.session, token, row("a", 5, **hour(9)), now=NOW + timedelta(days=60), late_days=60)
    assert figure(office.session, "2026-10-09") is None
    assert office.session.scalars(seals.revisions(*OCTOBER)).all() == []


def test_a_file_changes_a_sealed_month_only_with_a_reason_and_a_second_person(
    office: Office,
) -> None:
    token = device(office.session)
    hours = {"from": "2026-10-09T10:00:00+08:00", "to": "2026-10-09T11:00:00+08:00"}
    sent(office.session, token, row("a", 50, **hours))
    office.seal()
    rows = ("2026-10-09,五当召,50", "2026-10-31,五当召,401", "2026-10-07,五当召,77")
    with pytest.raises(Refused) as refused:
        take(office.session, form(*rows))
    assert [problem.line for problem in refused.value.problems] == [2, 3, 4]
    assert "is sealed" in refused.value.problems[2].reason
    outcome = take(office.session, form(*rows), "核对票据")
    assert (outcome.waiting, outcome.corrected, outcome.new, outcome.unchanged) == (2, 0, 0, 1)
    assert figure(office.session, "2026-10-31") == 400
    for one in office.session.scalars(corrections.waiting()).all():
        office.approve(one)
    assert (figure(office.session, "2026-10-31"), figure(office.session, "2026-10-07")) == (401, 77)


def test_a_firmer_status_in_a_file_does_not_touch_a_sealed_month(office: Office) -> None:
    office.seal()
    header = "日期,景区,入园人次,状态"
    outcome = take(office.session, form("2026-10-31,五当召,400,核实", header=header))
    assert (outcome.unchanged, outcome.changed) == (1, False)


@pytest.mark.parametrize("table", ["seal", "verification"])
@pytest.mark.parametrize("change", ["update {} set at = at", "delete from {}"])
def test_seals_and_verifications_can_only_be_added(office: Office, table: str, change: str) -> None:
    office.verify()
    office.seal()
    with pytest.raises(DatabaseError, match="append-only"):
        office.session.execute(text(change.format(table)))


def test_a_chain_whose_end_was_cut_off_below_a_seal_is_found(office: Office) -> None:
    take(office.session, form("2026-11-20,五当召,5"))
    office.seal()
    office.session.rollback()
    proof.verify(office.session)
    last = "(select max(id) from submission)"
    tamper(
        office.session,
        "delete from chain_link where number = 2",
        f"delete from entry where submission_id = {last}",
        f"delete from submission where id = {last}",
        "delete from figure where value = 5",
    )
    with pytest.raises(proof.Broken, match="link 2: a month was sealed with another head"):
        proof.verify(office.session)
