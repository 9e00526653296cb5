"""Storing what a dry run has shown, and giving out bibs; the caller has its turn and commits."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from webapp.core import content_version
from webapp.race.models import Edition
from webapp.race.riders import bibs, identity, masking
from webapp.race.riders.checking import ranges_of
from webapp.race.riders.dry_run import DryRun
from webapp.race.riders.known import OF_RIDER, OPEN, PERSONAL, SEALED, Known
from webapp.race.riders.lines import Fate, Line
from webapp.race.riders.models import Became, Rider, RiderData, RiderState, StartList
from webapp.staff.models import Account


def store(session: Session, found: DryRun, known: Known, by: Account, now: datetime) -> Became:
    """Store the rows that are not refused: all at once, with no statement of its own for a row."""
    lines = [line for line in found.lines if line.fate in (Fate.new, Fate.changed)]
    _let_go_of_bibs(session, lines)
    for line in lines:
        if line.rider is not None:
            _change(line, line.rider, known.edition)
    session.flush()
    ids = _enter(session, [line for line in lines if line.rider is None], known, now)
    for line in lines:
        _store_data(session, line, line.rider.id if line.rider else next(ids), known)
    wrote(session, known.edition.year, by, now)
    session.flush()
    count = found.count
    return Became(count.get(Fate.new, 0), count.get(Fate.changed, 0), count.get(Fate.refused, 0))


def wrote(session: Session, year: int, by: Account, imported: datetime | None = None) -> StartList:
    """Note that somebody has written the list: they cannot publish it.

    Args:
        imported: When, if personal data came in with it.
    """
    listed = session.get(StartList, year)
    if listed is None:
        listed = StartList(edition_year=year, imported_by=())
        session.add(listed)
    if by.id not in listed.imported_by:
        listed.imported_by = (*listed.imported_by, by.id)
    listed.imported_at = imported or listed.imported_at
    return listed


def _let_go_of_bibs(session: Session, lines: Sequence[Line]) -> None:
    """Take away the bibs that change, so that two riders can have each other's."""
    leaving = [line.rider for line in lines if line.rider and line.leaves_bib]
    for rider in leaving:
        rider.bib = None
    session.flush()


def _change(line: Line, rider: Rider, edition: Edition) -> None:
    """Let a rider be what a row says."""
    for name, value in _said(line).items():
        setattr(rider, name, getattr(rider, name) if value is None else value)
    rider.minor = _minor(line, edition, rider.minor)
    _write_whole(rider, OF_RIDER)


def _enter(session: Session, lines: Sequence[Line], known: Known, now: datetime) -> Iterator[int]:
    """Enter everybody who is new, with one statement; their ids in the order of the rows."""
    edition = known.edition
    fixed: dict[str, Any] = {"edition_year": edition.year, "entered_at": now, "masked": False}
    fixed["state"] = RiderState.confirmed
    rows = [{**fixed, **_said(line), "minor": _minor(line, edition, False)} for line in lines]
    if not rows:
        return iter(())
    session.execute(insert(Rider).execution_options(render_nulls=True), rows)
    content_version.rise(session)
    # Rows get their ids in the order in which they are sent; SQLite would tell them one by one.
    new = select(Rider.id).where(Rider.edition_year == edition.year)
    before = max((rider.id for rider in known.riders), default=0)
    return iter(session.scalars(new.where(Rider.id > before).order_by(Rider.id)).all())


def _said(line: Line) -> dict[str, Any]:
    """What a row says of a rider, and the bib that they would have."""
    return {**{name: getattr(line.entry, name) for name in OF_RIDER}, "bib": line.bib}


def _minor(line: Line, edition: Edition, before: bool) -> bool:
    entry = line.entry
    if entry.birth_date or entry.birth_year:
        return masking.is_minor(edition, entry.birth_date, entry.birth_year)
    return before


def _write_whole(row: Rider | RiderData, columns: Collection[str]) -> None:
    """Write every column of a row that changes: rows alike go to the database together."""
    for name in columns:
        flag_modified(row, name)


def _store_data(session: Session, line: Line, rider_id: int, known: Known) -> None:
    entry = line.entry
    values = {name: value for name in OPEN if (value := getattr(entry, name)) is not None}
    for name in SEALED:
        new = getattr(entry, name)
        if new is not None and (line.rider is None or name in line.changes):
            values[name] = known.sealer.seal(new)
    if entry.id_number:
        values["id_digest"] = known.sealer.digest(entry.id_number)
        values["id_last4"] = identity.plain(entry.id_number)[-4:]
    if not values:
        return
    data = known.data.get(rider_id)
    if data is None:
        session.add(RiderData(rider_id=rider_id, **values))
        return
    for name, value in values.items():
        setattr(data, name, value)
    _write_whole(data, (*PERSONAL, "id_digest", "id_last4"))


def assign_missing(session: Session, edition: Edition, riders: Sequence[Rider]) -> list[Rider]:
    """Give everybody who rides and has no bib the next free one of their category.

    Returns:
        Who got one; the others' categories have none left.
    """
    taken = {rider.bib for rider in riders if rider.bib is not None}
    free = {one.code: bibs.free(ranges_of(one), taken) for one in edition.categories}
    given = []
    for rider in sorted(riders, key=lambda one: one.id):
        if rider.bib is not None or rider.state is RiderState.withdrawn:
            continue
        rider.bib = next(free.get(rider.category, iter(())), None)
        if rider.bib is not None:
            taken.add(rider.bib)
            given.append(rider)
    session.flush()
    return given
