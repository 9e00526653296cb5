"""How results become public, are corrected and amended: 300 riders through all states."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.race.made import MEN, YEAR, a_rider, an_edition, on_the_day
from tests.race.results_made import csv_of, row, three_hundred
from tests.staff.made import stored_account
from webapp.core.database import EDITING, begin_writing, db
from webapp.race.models import Edition
from webapp.race.results import comparison, correcting, names, revisions
from webapp.race.results.correcting import Correction
from webapp.race.results.models import (
    MaskedRider,
    Result,
    ResultSet,
    ResultState,
    Status,
    public_sets,
)
from webapp.race.results.reading import read
from webapp.race.results.refusals import (
    ChangedMeanwhile,
    NoReason,
    NoSuchRider,
    NotDone,
    OfficialAlready,
    OwnWork,
    SameFile,
    WrongState,
)
from webapp.staff.models import Account, Role

NOON = on_the_day(12)
SMALL = csv_of([row(17), row(5, "1:05:00"), row(9, "DNF")]).encode()


@pytest.fixture
def edition(session: Session) -> Edition:
    """The edition of the tests."""
    made = an_edition()
    session.add(made)
    session.commit()
    return made


@pytest.fixture
def timer(session: Session) -> Account:
    """Who brings the files."""
    return stored_account(session, Role.editor, name="timer")


@pytest.fixture
def jury(session: Session) -> Account:
    """Who makes them official."""
    return stored_account(session, Role.reviewer, name="jury")


def brought(
    session: Session, edition: Edition, by: Account, content: bytes = SMALL, *, again: bool = False
) -> ResultSet:
    """A draft of a file."""
    reading = read(content, edition.categories)
    return revisions.begin(session, edition, reading, by, NOON, content=content, again=again)


def provisional(session: Session, edition: Edition, by: Account) -> ResultSet:
    """A draft that went out as the newest revision."""
    draft = brought(session, edition, by, again=True)
    newest = revisions.newest(session, edition.year)
    seen = newest.revision if newest else None
    revisions.publish(session, draft, ResultState.provisional, by, NOON, seen=seen)
    return draft


def made_official(session: Session, edition: Edition, by: Account, jury: Account) -> ResultSet:
    """The whole way."""
    waiting = revisions.submit(session, provisional(session, edition, by), by, NOON)
    newest = revisions.newest(session, edition.year)
    revisions.decide(session, waiting, jury, NOON, seen=newest.revision if newest else None)
    return waiting


def test_three_hundred_riders_go_through_all_states_and_every_revision_stays(
    session: Session, edition: Edition, timer: Account, jury: Account
) -> None:
    table = three_hundred()
    first = brought(session, edition, timer, csv_of(table[:120]).encode())
    assert revisions.publish(session, first, ResultState.live, timer, NOON, seen=None) == 1
    second = brought(session, edition, timer, csv_of(table).encode())
    assert revisions.publish(session, second, ResultState.provisional, timer, NOON, seen=1) == 2
    assert second.protest_until == NOON + timedelta(minutes=30)
    waiting = revisions.submit(session, second, timer, NOON)
    assert revisions.decide(session, waiting, jury, NOON, seen=2) == 3
    fallen = next(one for one in waiting.rows if one.status is Status.did_not_finish)
    assert fallen.bib is not None
    says = Correction(status=Status.finished, gun_ms=5_000_000, note="裁判组复核")
    draft = correcting.correct(session, edition, waiting, fallen.bib, says, timer, NOON)
    with pytest.raises(NoReason):
        revisions.submit(session, draft, timer, NOON, "  ")
    revisions.submit(session, draft, timer, NOON, "终点摄像复核")
    assert revisions.decide(session, draft, jury, NOON, seen=3) == 4
    session.commit()
    session.expire_all()
    found = session.scalars(public_sets(YEAR)).all()
    assert [(one.revision, one.state.value, len(one.rows)) for one in found] == [
        (4, "amended", 300),
        (3, "official", 300),
        (2, "provisional", 300),
        (1, "live", 120),
    ]
    assert found[0].reason == "终点摄像复核"
    own = [one for one in comparison.compare(found[1].rows, found[0].rows) if not one.only_moved]
    assert [(one.row.bib, one.old and one.old.rank, one.new and one.new.status) for one in own] == [
        (fallen.bib, None, Status.finished)
    ]
    assert own[0].new and own[0].new.rank and own[0].new.kmh
    assert found[1].rows == found[2].rows


def test_whoever_brought_changed_or_submitted_results_does_not_make_them_official(
    session: Session, edition: Edition, timer: Account, jury: Account
) -> None:
    public = provisional(session, edition, timer)
    helper = stored_account(session, Role.editor, Role.reviewer, name="helper")
    says = Correction(status=Status.disqualified, gun_ms=None)
    draft = correcting.correct(session, edition, public, 17, says, helper, NOON)
    submitter = stored_account(session, Role.editor, Role.reviewer, name="submitter")
    revisions.submit(session, draft, submitter, NOON)
    for own in (timer, helper, submitter):
        with pytest.raises(OwnWork):
            revisions.decide(session, draft, own, NOON, seen=1)
        with pytest.raises(OwnWork):
            revisions.return_(draft, own, "why")
    revisions.return_(draft, jury, "缺5号的处罚依据")
    assert (draft.state, draft.returned_because) == (ResultState.draft, "缺5号的处罚依据")
    revisions.submit(session, draft, submitter, NOON)
    assert draft.returned_because is None
    assert revisions.decide(session, draft, jury, NOON, seen=1) == 2


def test_what_was_once_official_is_only_amended(
    session: Session, edition: Edition, timer: Account, jury: Account
) -> None:
    made_official(session, edition, timer, jury)
    draft = brought(session, edition, timer, again=True)
    for state in (ResultState.live, ResultState.provisional):
        with pytest.raises(OfficialAlready):
            revisions.publish(session, draft, state, timer, NOON, seen=2)
    with pytest.raises(NoReason):
        revisions.submit(session, draft, timer, NOON)


def test_steps_that_a_state_does_not_take_are_refused(
    session: Session, edition: Edition, timer: Account, jury: Account
) -> None:
    public = provisional(session, edition, timer)
    live = brought(session, edition, timer, again=True)
    with pytest.raises(WrongState):
        revisions.publish(session, live, ResultState.live, timer, NOON, seen=1)
    with pytest.raises(WrongState):
        revisions.drop(public)
    with pytest.raises(WrongState):
        revisions.decide(session, live, jury, NOON, seen=1)
    waiting = revisions.submit(session, live, timer, NOON)
    says = Correction(status=Status.disqualified, gun_ms=None)
    for step in (
        lambda: revisions.drop(waiting),
        lambda: revisions.submit(session, waiting, timer, NOON),
        lambda: correcting.correct(session, edition, waiting, 17, says, timer, NOON),
    ):
        with pytest.raises(WrongState):
            step()
    revisions.return_(waiting, jury, "再核对")
    revisions.drop(waiting)
    assert revisions.unfinished(session, YEAR) == []


def test_a_corrected_draft_changes_in_place_and_what_was_stated_of_the_rider_is_gone(
    session: Session, edition: Edition, timer: Account
) -> None:
    session.add(a_rider(30, name="赵一"))
    content = csv_of([row(17, rank=2), row(5, "1:05:00")]).encode()
    draft = brought(session, edition, timer, content)
    says = Correction(status=Status.finished, gun_ms=3849_000, penalty_s=60, note="逆行")
    assert correcting.correct(session, edition, draft, 17, says, timer, NOON) is draft
    assert [(one.bib, one.time_ms, one.stated_rank) for one in draft.rows] == [
        (5, 3900_000, None),
        (17, 3909_000, None),
    ]
    absent = Correction(status=Status.did_not_start, gun_ms=None)
    correcting.correct(session, edition, draft, 30, absent, timer, NOON)
    assert [(one.bib, one.name, one.category) for one in draft.rows][2:] == [(30, "赵一", MEN.code)]
    with pytest.raises(NoSuchRider):
        correcting.correct(session, edition, draft, 99, absent, timer, NOON)


def test_two_corrections_of_what_is_public_go_into_one_draft(
    session: Session, edition: Edition, timer: Account, jury: Account
) -> None:
    content = csv_of([row(17), row(5, "1:05:00")]).encode()
    public = brought(session, edition, timer, content)
    revisions.publish(session, public, ResultState.provisional, timer, NOON, seen=None)
    newest = revisions.newest(session, YEAR)
    assert newest is not None
    out = Correction(status=Status.disqualified, gun_ms=None)
    first = correcting.correct(session, edition, newest, 17, out, timer, NOON)
    again = correcting.correct(session, edition, newest, 5, out, jury, NOON)
    assert again is first
    assert {one.status for one in first.rows} == {Status.disqualified}
    assert {timer.id, jury.id} <= set(first.author_ids)


def test_the_same_file_again_is_told_until_its_draft_is_dropped(
    session: Session, edition: Edition, timer: Account
) -> None:
    draft = brought(session, edition, timer)
    with pytest.raises(SameFile) as told:
        brought(session, edition, timer)
    assert told.value.id == draft.id
    revisions.drop(draft)
    brought(session, edition, timer)


def test_names_of_minors_and_of_those_who_asked_are_masked(
    session: Session, edition: Edition
) -> None:
    session.add_all([a_rider(1, minor=True), a_rider(2, masked=True), a_rider(3)])
    session.add(MaskedRider(edition_year=YEAR, bib=4, asked_on=NOON))
    session.commit()
    hidden = names.hidden(session, YEAR)
    rows = [Result(category="x", bib=bib, name="欧阳明") for bib in (1, 2, 3, 4, None)]
    shown = [names.shown(one, hidden) for one in rows]
    assert shown == ["欧*", "欧*", "欧阳明", "欧*", "欧阳明"]


def test_of_two_who_publish_at_the_same_time_one_wins_and_the_other_is_told(
    app: Flask, session: Session, edition: Edition, timer: Account
) -> None:
    drafts = [brought(session, edition, timer, again=True).id for _ in range(4)]
    account = timer.id
    session.commit()
    together, outcomes = Barrier(len(drafts)), []

    def go_out(id: int) -> None:
        with app.app_context():
            together.wait()
            begin_writing(db.session, EDITING)
            try:
                by, draft = db.session.get_one(Account, account), db.session.get_one(ResultSet, id)
                state = ResultState.provisional
                number = revisions.publish(db.session, draft, state, by, NOON, seen=None)
                db.session.commit()
                outcomes.append(number)
            except NotDone as refused:
                db.session.rollback()
                outcomes.append(type(refused))

    threads = [Thread(target=go_out, args=(id,)) for id in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count(1) == 1
    assert outcomes.count(ChangedMeanwhile) == 3
    assert len(session.scalars(public_sets(YEAR)).all()) == 1
