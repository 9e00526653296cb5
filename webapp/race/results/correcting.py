"""Correcting one rider's result by hand, as a jury's decision is entered."""

from datetime import datetime

import msgspec
from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.race.models import Edition
from webapp.race.results import names, revisions
from webapp.race.results.models import Result, ResultSet, ResultState, Status
from webapp.race.results.refusals import NoSuchRider, WrongState
from webapp.race.riders.models import Rider, RiderState
from webapp.staff.models import Account


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """What a row says afterwards; what the file stated of it does not hold any more."""

    status: Status
    gun_ms: int | None
    penalty_s: int = 0
    note: str = ""


def outcome_of(row: Result) -> Correction:
    """What a correction can change of a row, as it stands."""
    return Correction(status=row.status, gun_ms=row.gun_ms, penalty_s=row.penalty_s, note=row.note)


def row_of(session: Session, base: ResultSet, bib: int) -> Result:
    """The row of a bib; for somebody of the start list who has none, one to begin with.

    Raises:
        NoSuchRider: nobody knows the bib.
    """
    found = next((row for row in base.rows if row.bib == bib), None)
    if found is not None:
        return found
    rider = session.scalars(
        select(Rider).where(
            Rider.edition_year == base.edition_year,
            Rider.bib == bib,
            Rider.state == RiderState.confirmed,
        )
    ).first()
    if rider is None:
        raise NoSuchRider
    blank = Result(category=rider.category, bib=bib, status=Status.did_not_start)
    return names.filled([blank], {bib: rider})[0]


def correct(
    session: Session,
    edition: Edition,
    base: ResultSet,
    bib: int,
    correction: Correction,
    by: Account,
    now: datetime,
) -> ResultSet:
    """Change one row: of a draft in place, of what is public in a draft made of it.

    Whoever corrects the same public revision next goes on in the same draft, which is returned.

    Raises:
        NoSuchRider: nobody knows the bib.
        WrongState: `base` waits for a second person, was dropped, or is not the newest revision.
    """
    draft = _draft(session, base, by, now)
    row = row_of(session, draft, bib)
    changed = replace(
        row,
        **msgspec.structs.asdict(correction),
        chip_ms=row.chip_ms if correction.gun_ms == row.gun_ms else None,
        stated_rank=None,
        stated_gap_ms=None,
        stated_kmh=None,
    )
    rows = (*(one for one in draft.rows if one.bib != bib), changed)
    draft.rows = revisions.ranked(session, edition, rows, draft.same_time_ms)
    draft.author_ids = tuple(dict.fromkeys([*draft.author_ids, by.id]))
    session.flush()
    return draft


def _draft(session: Session, base: ResultSet, by: Account, now: datetime) -> ResultSet:
    if base.state is ResultState.draft:
        return base
    if base.revision is None or revisions.newest(session, base.edition_year) is not base:
        raise WrongState
    for one in revisions.unfinished(session, base.edition_year):
        if one.state is ResultState.draft and one.file_sha256 == base.file_sha256:
            return one
    draft = revisions.copied(base, by, now)
    session.add(draft)
    return draft
