"""Storing what a dry run has shown, and giving out bibs; the caller has its turn and commits."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.race.models import Edition
from webapp.race.riders import bibs, identity, masking
from webapp.race.riders.checking import ranges_of
from webapp.race.riders.dry_run import DryRun, Fate, Line
from webapp.race.riders.known import OF_RIDER, OPEN, SEALED, Known
from webapp.race.riders.models import Became, Rider, RiderData, RiderState, StartList
from webapp.staff.models import Account


def store(session: Session, found: DryRun, known: Known, by: Account, now: datetime) -> Became:
    """Store the rows that are not refused."""
    for line in found.lines:
        if line.fate in (Fate.new, Fate.changed):
            _store_line(session, line, known, now)
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


def _store_line(session: Session, line: Line, known: Known, now: datetime) -> None:
    rider, edition = line.rider, known.edition
    if rider is None:
        rider = Rider(edition_year=edition.year, entered_at=now, state=RiderState.confirmed)
        rider.masked = False
    for name in OF_RIDER:
        value = getattr(line.entry, name)
        if value is not None:
            setattr(rider, name, value)
    if rider.bib is None:
        rider.bib = line.assigned
    entry = line.entry
    if entry.birth_date or entry.birth_year:
        rider.minor = masking.is_minor(edition, entry.birth_date, entry.birth_year)
    elif line.rider is None:
        rider.minor = False
    session.add(rider)
    session.flush()
    _store_data(session, line, rider, known)


def _store_data(session: Session, line: Line, rider: Rider, known: Known) -> None:
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
    data = known.data.get(rider.id) or RiderData(rider_id=rider.id)
    for name, value in values.items():
        setattr(data, name, value)
    session.add(data)


def assign_missing(session: Session, edition: Edition, riders: Sequence[Rider]) -> list[Rider]:
    """Give everybody who rides and has no bib the next free one of their category.

    Returns:
        Who got one; the others' categories have none left.
    """
    taken = {rider.bib for rider in riders if rider.bib is not None}
    ranges = {one.code: ranges_of(one) for one in edition.categories}
    given = []
    for rider in sorted(riders, key=lambda one: one.id):
        if rider.bib is not None or rider.state is RiderState.withdrawn:
            continue
        rider.bib = next_bib(ranges, rider.category, taken)
        if rider.bib is not None:
            taken.add(rider.bib)
            given.append(rider)
    session.flush()
    return given


def next_bib(ranges: dict[str, bibs.Bibs], category: str, taken: Collection[int]) -> int | None:
    """The next free bib of a category; None when there is none."""
    return bibs.next_free(ranges.get(category, bibs.Bibs()), taken)
