"""One rule a place, factors and re-entry: figures follow them, and each change is a new version."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.staff.made import stored_account
from tests.visits.made import NOW, device, figure, form, place_id, row, sent, take
from webapp.staff.models import Account
from webapp.visits import (
    corrections,
    derivation,
    ledger,
    method_changes,
    methods,
    refusals,
    seals,
)
from webapp.visits.corrections import Change
from webapp.visits.disagreements import Disagreement, disagreements
from webapp.visits.levels import Level, LevelTotal, total_at
from webapp.visits.methods import FOREVER, Factor, MethodChange, Precedence, ReentryRate
from webapp.visits.models import Basis, Metric, Submission

DAY, BEFORE = date(2026, 11, 22), date(2026, 11, 21)
NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)
EVER = date(2026, 1, 1), FOREVER
ONE_DAY = timedelta(days=1)


@dataclass
class Office:
    session: Session
    clerk: Account
    place: int
    front: str  # tokens of two gates
    back: str

    def begin(self) -> None:
        self.session.rollback()
        ledger.begin(self.session)

    def count(self, front: int, back: int = 0, day: date = DAY) -> None:
        hours = {"from": f"{day}T10:00:00+08:00", "to": f"{day}T11:00:00+08:00"}
        sent(self.session, self.front, row(f"{day} {front}", front, **hours))
        sent(self.session, self.back, row(f"{day} {back}", back, gate="后门", **hours))

    def gates_first(self, since: date, precedence: Precedence = Precedence.gates) -> None:
        self.begin()
        more = (precedence, since, "闸机已校准", self.clerk, NOW)
        method_changes.let_go_first(self.session, self.place, *more)
        self.session.commit()

    def factor(
        self, thousandths: int, gate: str = "", span: tuple[date, date] = EVER, reason: str = "x"
    ) -> Factor:
        self.begin()
        more = (gate, span, thousandths, reason, self.clerk, NOW)
        made = method_changes.set_factor(self.session, self.place, *more)
        self.session.commit()
        return made

    def reentry(self, thousandths: int, span: tuple[date, date] = EVER) -> ReentryRate:
        self.begin()
        more = (span, thousandths, 200, "出口询问", self.clerk, NOW)
        made = method_changes.set_reentry(self.session, self.place, *more)
        self.session.commit()
        return made

    def end(self, one: Factor | ReentryRate, last: date) -> None:
        self.begin()
        method_changes.end(self.session, one, last, "x", self.clerk, NOW)
        self.session.commit()

    def version(self) -> int:
        self.session.rollback()
        return methods.current(self.session)


@pytest.fixture
def office(loaded: Session) -> Iterator[Office]:
    """五当召 with two gates."""
    tokens = device(loaded), device(loaded, gate="后门")
    yield Office(loaded, stored_account(loaded), place_id(loaded), *tokens)
    loaded.rollback()
    ledger.begin(loaded)
    assert derivation.rebuild(loaded) == 0
    loaded.rollback()


def test_reports_go_first_unless_the_place_says_otherwise(office: Office) -> None:
    office.count(100, 20)
    take(office.session, form("2026-11-22,五当召,150", "2026-11-21,五当召,90"))
    office.count(80, day=BEFORE)
    assert (figure(office.session), figure(office.session, "2026-11-21")) == (150, 90)
    office.gates_first(DAY)
    assert (figure(office.session), figure(office.session, "2026-11-21")) == (120, 90)
    office.gates_first(DAY + ONE_DAY, Precedence.reports)
    assert figure(office.session) == 120
    office.gates_first(DAY, Precedence.reports)
    assert figure(office.session) == 150


def test_where_gates_go_first_a_report_fills_the_days_they_missed(office: Office) -> None:
    office.gates_first(EVER[0])
    take(office.session, form("2026-11-22,五当召,150"))
    assert figure(office.session) == 150
    office.count(100, 20)
    assert figure(office.session) == 120


def test_a_correction_decides_whoever_goes_first(office: Office) -> None:
    office.gates_first(EVER[0])
    office.count(100, 20)
    office.begin()
    change = Change(office.place, DAY, Metric.visits, 125)
    corrections.correct(office.session, [change], "手工复核", office.clerk, NOW)
    office.session.commit()
    assert figure(office.session) == 125


def test_what_people_and_gates_say_differently_is_listed(office: Office) -> None:
    office.count(100, 20)
    office.count(70, day=BEFORE)
    take(office.session, form("2026-11-22,五当召,150", "2026-11-21,五当召,70"))
    office.session.rollback()
    (one,) = disagreements(office.session, *NOVEMBER)
    assert one == Disagreement(office.place, DAY, 150, 120, Basis.report)
    assert one.share == pytest.approx(-0.2)
    assert disagreements(office.session, *NOVEMBER, least=0.21) == []
    office.gates_first(EVER[0])
    (one,) = disagreements(office.session, *NOVEMBER)
    assert (one.used, one.share) == (Basis.gates, pytest.approx(0.25))
    office.factor(1250)
    (one,) = disagreements(office.session, *NOVEMBER)
    assert (one.day, one.reported, one.counted) == (BEFORE, 70, 88)


def test_a_day_of_which_people_said_zero_disagrees_by_no_share(office: Office) -> None:
    office.count(100)
    take(office.session, form("2026-11-22,五当召,0"))
    office.session.rollback()
    (one,) = disagreements(office.session, *NOVEMBER, least=0.5)
    assert one.share is None


def test_a_factor_multiplies_what_went_through_its_gate(office: Office) -> None:
    office.count(100, 50)
    office.factor(1100, gate="山门")
    assert figure(office.session) == 160
    assert figure(office.session, metric=Metric.in_) == 150
    office.factor(900)
    assert figure(office.session) == 110 + 45
    office.count(10, day=BEFORE)
    assert figure(office.session, "2026-11-21") == 11
    take(office.session, form("2026-11-22,五当召,999"))
    assert figure(office.session) == 999


def test_a_factor_holds_for_its_days_and_can_be_ended(office: Office) -> None:
    made = office.factor(1200, span=(BEFORE, DAY))
    for day in (BEFORE - ONE_DAY, BEFORE, DAY):
        office.count(100, day=day)
    values = [figure(office.session, f"2026-11-{day}") for day in (20, 21, 22)]
    assert values == [100, 120, 120]
    office.end(made, BEFORE)
    assert (figure(office.session, "2026-11-21"), figure(office.session)) == (120, 100)
    with pytest.raises(refusals.BadSpan):
        office.end(made, DAY)
    office.end(made, BEFORE - ONE_DAY)
    assert figure(office.session, "2026-11-21") == 100
    office.factor(1300, span=(BEFORE, DAY))
    assert figure(office.session, "2026-11-21") == 130


@pytest.mark.parametrize("thousandths", [799, 1401, 0, -1000])
def test_a_factor_beyond_reason_is_refused(office: Office, thousandths: int) -> None:
    with pytest.raises(refusals.BadValue):
        office.factor(thousandths)


def test_a_factor_has_limits_that_count_and_a_reason(office: Office) -> None:
    office.factor(800, span=(BEFORE, DAY))
    office.factor(1400, gate="山门", span=(BEFORE, DAY))
    for gate in ("", "山门"):
        with pytest.raises(refusals.Overlaps):
            office.factor(1000, gate=gate, span=(DAY, DAY + ONE_DAY))
    office.factor(1000, span=(DAY + ONE_DAY, FOREVER))
    with pytest.raises(refusals.BadSpan):
        office.factor(1000, gate="x", span=(DAY, BEFORE))
    with pytest.raises(refusals.NoReason):
        office.factor(1000, gate="x", reason="")


def test_a_sealed_month_keeps_the_method_it_was_sealed_with(office: Office) -> None:
    october = date(2026, 10, 5)
    office.count(100, day=october)
    made = office.factor(1100)
    assert figure(office.session, "2026-10-05") == 110
    office.begin()
    seal = seals.seal(office.session, october, office.clerk, NOW)
    office.session.commit()
    assert seal.method_version == office.version() == 2
    for change in (
        lambda: office.factor(1200, gate="山门"),
        lambda: office.gates_first(october),
        lambda: office.reentry(50),
        lambda: office.end(made, date(2026, 10, 30)),
    ):
        with pytest.raises(refusals.AlreadySealed):
            change()
    office.end(made, date(2026, 10, 31))
    assert figure(office.session, "2026-10-05") == 110


@given(st.lists(st.tuples(st.integers(0, 100_000), st.integers(800, 1400)), max_size=5))
def test_rounding_is_half_up_and_of_the_sum(gates: list[tuple[int, int]]) -> None:
    total = sum(value * factor for value, factor in gates)
    assert (total + 500) // 1000 == int(total / 1000 + 0.5)


def test_repeated_entries_are_taken_off_by_the_sampled_rate(office: Office) -> None:
    office.count(105)
    assert figure(office.session, metric=Metric.deduplicated) is None
    made = office.reentry(50)
    assert figure(office.session, metric=Metric.deduplicated) == 100
    assert figure(office.session) == 105
    office.count(10, day=BEFORE)
    assert figure(office.session, "2026-11-21", metric=Metric.deduplicated) == 10
    office.end(made, BEFORE)
    assert figure(office.session, metric=Metric.deduplicated) is None


def test_what_people_report_of_repeated_entries_goes_before_the_rate(office: Office) -> None:
    office.reentry(50)
    header = "日期,景区,入园人次,同日重复入园修正,去重人次"
    rows = ("2026-11-22,五当召,105,15,", "2026-11-21,五当召,105,15,99", "2026-11-20,五当召,3,5,")
    take(office.session, form(*rows, header=header))
    found = [figure(office.session, f"2026-11-{d}", metric=Metric.deduplicated) for d in (22, 21)]
    assert found == [90, 99]
    assert figure(office.session, "2026-11-20", metric=Metric.deduplicated) == 0


@pytest.mark.parametrize("thousandths", [-1, 1001])
def test_a_rate_beyond_reason_is_refused(office: Office, thousandths: int) -> None:
    with pytest.raises(refusals.BadValue):
        office.reentry(thousandths)


def test_rates_do_not_overlap(office: Office) -> None:
    office.reentry(50)
    with pytest.raises(refusals.Overlaps):
        office.reentry(40, span=(DAY, DAY))


def test_totals_of_two_levels_are_never_mixed(office: Office) -> None:
    office.count(105)
    office.count(210, day=BEFORE)
    office.reentry(50, span=(DAY, DAY))
    admissions = total_at(office.session, Level.L0, *NOVEMBER)
    assert admissions == LevelTotal(Level.L0, 315, 2, 0)
    people = total_at(office.session, Level.L1, *NOVEMBER)
    assert people == LevelTotal(Level.L1, 100, 1, 1)
    assert (admissions.complete, people.complete) == (True, False)
    assert total_at(office.session, Level.L1, BEFORE, BEFORE).value is None


def test_every_change_of_the_method_is_a_new_version(office: Office) -> None:
    office.count(100)
    assert office.version() == 1
    take(office.session, form("2026-11-22,青山村,5"))
    assert office.version() == 1  # a second place on the same day
    factor = office.factor(1100)
    office.gates_first(DAY)
    office.reentry(50)
    office.end(factor, DAY)
    assert office.version() == 5
    newest, *_, first = office.session.scalars(methods.all_versions()).all()
    assert (newest.change, newest.place_id) == (MethodChange.factor, office.place)
    assert newest.started_by_id == office.clerk.id
    assert first.change is MethodChange.places
    assert newest.places == first.places
    assert set(first.places) == {office.place, place_id(office.session, "qingshan-village")}
    take(office.session, form("2026-11-20,五当召,5"))
    latest = select(Submission.method_version).order_by(Submission.id.desc()).limit(1)
    assert office.session.scalar(latest) == 5


def test_a_place_that_joins_later_starts_a_version(office: Office) -> None:
    office.begin()
    methods.note_places(office.session, [office.place], NOW - timedelta(days=30))
    methods.note_places(office.session, [office.place], NOW)
    assert methods.current(office.session) == 1
    methods.note_places(office.session, [place_id(office.session, "qingshan-village")], NOW)
    assert methods.current(office.session) == 2
