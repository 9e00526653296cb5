"""What came together is decided together, and a day that does not add up hinders what it must."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.staff.made import stored_account
from tests.visits.desk import People
from tests.visits.made import NOW, device, figure, form, in_order, place_id, row, sent, take
from webapp.visits import adding_up, bundles, corrections, refusals, seals
from webapp.visits.corrections import Change
from webapp.visits.decisions import Correction, CorrectionState
from webapp.visits.methods import CountingRule, Precedence
from webapp.visits.models import Basis, Metric

HEADER = "日期,景区,入园人次,全票,优惠,免票"
OCTOBER = date(2026, 10, 1), date(2026, 10, 31)
DAY = date(2026, 10, 8)


class Office(People):
    def ask(self, **values: int | None) -> list[Correction]:
        """Several figures of the day at once; they wait for a second person."""
        self.begin()
        changes = [Change(self.place, DAY, Metric(name), value) for name, value in values.items()]
        made = corrections.correct(self.session, changes, "核对票据", self.clerk, NOW)
        self.session.commit()
        return made

    def approve(self, correction: Correction) -> None:
        self.begin()
        corrections.approve(self.session, correction, self.colleague, NOW)
        self.session.commit()

    def unequal(self) -> list[tuple[int, int, bool]]:
        self.session.rollback()
        found = adding_up.unequal(self.session, *OCTOBER)
        return [(one.visits, one.kinds, one.hinders) for one in found]

    def values(self) -> dict[str, int | None]:
        metrics = (Metric.visits, *adding_up.KINDS)
        return {m.value: figure(self.session, str(DAY), metric=m) for m in metrics}


@pytest.fixture
def office(loaded: Session) -> Iterator[Office]:
    """五当召 reported 500 + 200 + 112 on a day of October."""
    take(loaded, form("2026-10-08,五当召,812,500,200,112", header=HEADER))
    yield Office(loaded, stored_account(loaded), stored_account(loaded), place_id(loaded))
    in_order(loaded)


def test_approving_one_approves_all_that_came_with_it_in_one_submission(office: Office) -> None:
    full, visits = office.ask(full=400, visits=712)
    office.approve(visits)
    assert office.values() == {"visits": 712, "full": 400, "discount": 200, "free": 112}
    assert {one.state for one in (full, visits)} == {CorrectionState.applied}
    assert full.submission_id == visits.submission_id is not None
    with pytest.raises(refusals.NotWaiting):
        office.approve(full)


def test_where_one_part_changed_meanwhile_none_is_applied(office: Office) -> None:
    token, hours = device(office.session), {"from": "2026-10-09T10:00:00+08:00"}
    hours["to"] = "2026-10-09T11:00:00+08:00"
    sent(office.session, token, row("a", 812, **hours))
    header = HEADER.replace("入园人次,", "") + ",入园人次"
    take(office.session, form("2026-10-09,五当召,500,200,112,", header=header))
    office.begin()
    day = date(2026, 10, 9)
    changes = [Change(office.place, day, Metric.full, 400)]
    changes += [Change(office.place, day, Metric.visits, 712)]
    full, _visits = corrections.correct(office.session, changes, "核对票据", office.clerk, NOW)
    office.session.commit()
    sent(office.session, token, row("b", 5, **hours))
    with pytest.raises(refusals.ChangedMeanwhile):
        office.approve(full)
    office.session.rollback()
    assert figure(office.session, str(day), metric=Metric.full) == 500
    assert {one.state for one in office.session.query(Correction)} == {CorrectionState.waiting}


@pytest.mark.parametrize("how", ["refuse", "take back"])
def test_what_came_together_is_refused_and_taken_back_together(office: Office, how: str) -> None:
    (full, visits) = office.ask(full=400, visits=712)
    other = office.session.merge(office.colleague)
    office.begin()
    if how == "refuse":
        corrections.refuse(office.session, full, other, NOW, "与票务系统不符")
    else:
        corrections.take_back(office.session, visits, office.clerk, NOW)
    office.session.commit()
    assert full.state is visits.state is not CorrectionState.waiting
    assert full.decision == visits.decision
    assert office.session.scalars(corrections.waiting()).all() == []


def test_what_somebody_else_asked_for_is_another_thing_to_decide(office: Office) -> None:
    (full,) = office.ask(full=400)
    office.begin()
    change = Change(office.place, DAY, Metric.visits, 712)
    (visits,) = corrections.correct(office.session, [change], "x", office.colleague, NOW)
    office.session.commit()
    waiting = office.session.scalars(corrections.waiting()).all()
    found = bundles.bundled(waiting)
    assert [one.corrections for one in found] == [(full,), (visits,)]
    outlook = bundles.outlooks(office.session, found)[full.id]
    assert outlook.before == adding_up.Sums(812, 812)
    assert outlook.after == adding_up.Sums(812, 712)
    office.approve(full)
    assert visits.state is CorrectionState.waiting


def test_kinds_that_are_new_wait_with_the_sum_that_they_change(office: Office) -> None:
    take(office.session, form("2026-10-07,五当召,500"))
    content = form("2026-10-07,五当召,450,300,100,50", header=HEADER)
    outcome = take(office.session, content, "补报分类")
    assert (outcome.new, outcome.corrected, outcome.waiting) == (0, 0, 4)
    assert figure(office.session, "2026-10-07", metric=Metric.full) is None
    (bundle,) = bundles.bundled(office.session.scalars(corrections.waiting()))
    office.approve(bundle.first)
    assert figure(office.session, "2026-10-07", metric=Metric.full) == 300
    assert figure(office.session, "2026-10-07") == 450
    assert office.unequal() == []


def test_a_day_that_does_not_add_up_hinders_its_verification_and_the_seal(office: Office) -> None:
    take(office.session, form("2026-10-31,五当召,400"))
    office.approve(*office.ask(full=510))
    assert office.unequal() == [(812, 822, True)]
    office.begin()
    firmer = seals.verify_days(office.session, [office.place], *OCTOBER, office.clerk, NOW)
    office.session.commit()
    assert firmer == 1
    obstacles = seals.obstacles(office.session, DAY, NOW)
    assert [one.day for one in obstacles.unequal] == [DAY] and obstacles.any
    office.begin()
    with pytest.raises(refusals.NotSealable):
        seals.seal(office.session, DAY, office.clerk, NOW)
    office.approve(*office.ask(visits=822))
    assert office.unequal() == []
    assert not seals.obstacles(office.session, DAY, NOW).any


def test_a_kind_that_nobody_knows_hinders_nothing(office: Office) -> None:
    office.approve(*office.ask(free=None))
    assert office.unequal() == []


def test_gates_that_count_other_than_the_tickets_hinder_nothing(office: Office) -> None:
    hours = {"from": "2026-10-08T10:00:00+08:00", "to": "2026-10-08T11:00:00+08:00"}
    office.session.add(
        CountingRule(
            place_id=office.place,
            since=date(2026, 1, 1),
            precedence=Precedence.gates,
        )
    )
    office.session.commit()
    sent(office.session, device(office.session), row("a", 830, **hours))
    assert office.unequal() == [(830, 812, False)]
    (found,) = adding_up.unequal(office.session, *OCTOBER)
    assert found.basis is Basis.gates
    assert not seals.obstacles(office.session, DAY, NOW).unequal
