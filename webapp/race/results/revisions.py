"""How results become public: live → provisional → official → amended.

Each publication is a revision of its own, and no revision ever changes. Live and provisional ones
one person puts out at once, at the roadside; official and amended ones need a second person, who
neither brought nor changed nor submitted them. The caller has begun a writing transaction in its
turn (`begin_writing(session, EDITING)`) and commits.
"""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import blanks
from webapp.race.models import Edition
from webapp.race.results import lengths, ranking
from webapp.race.results.models import (
    Result,
    ResultSet,
    ResultState,
    public_sets,
)
from webapp.race.results.reading import Reading
from webapp.race.results.refusals import (
    ChangedMeanwhile,
    NoReason,
    NoRows,
    OfficialAlready,
    OwnWork,
    SameFile,
    WaitsAlready,
    WrongState,
)
from webapp.race.results.same_time import USUAL_MS
from webapp.staff.models import Account

AT_ONCE = (ResultState.live, ResultState.provisional)
FINAL = (ResultState.official, ResultState.amended)
PROTEST_MINUTES = 30
LONGEST_REASON = 500


def newest(session: Session, year: int) -> ResultSet | None:
    """The revision that the public reads."""
    return session.scalars(public_sets(year).limit(1)).first()


def official(session: Session, year: int) -> ResultSet | None:
    """The official revision that holds, if there is one."""
    return session.scalars(public_sets(year).where(ResultSet.state.in_(FINAL)).limit(1)).first()


def unfinished(session: Session, year: int) -> list[ResultSet]:
    """Drafts, and what waits for a second person; the latest first."""
    open_states = (ResultState.draft, ResultState.submitted)
    found = select(ResultSet).where(
        ResultSet.edition_year == year, ResultSet.state.in_(open_states)
    )
    return list(session.scalars(found.order_by(ResultSet.id.desc())))


def ranked(
    session: Session, edition: Edition, rows: tuple[Result, ...], same_time_ms: int | None
) -> tuple[Result, ...]:
    """Rows with what follows from them, by the edition's categories and courses."""
    lap_km = lengths.lap_km(session, edition)
    return ranking.rank(rows, edition.categories, lap_km, same_time_ms)


def begin(
    session: Session,
    edition: Edition,
    reading: Reading,
    by: Account,
    now: datetime,
    *,
    content: bytes = b"",
    file_name: str | None = None,
    same_time_ms: int | None = USUAL_MS,
    attribution: str | None = None,
    again: bool = False,
) -> ResultSet:
    """Keep what was read of a file as a draft.

    Args:
        content, again: The file; whether it is taken although it was before.

    Raises:
        SameFile: it was brought before, and not dropped.
    """
    digest = hashlib.sha256(content).hexdigest()
    _new_file(session, edition.year, digest, again)
    made = ResultSet(
        edition_year=edition.year,
        state=ResultState.draft,
        rows=ranked(session, edition, reading.rows, same_time_ms),
        same_time_ms=same_time_ms,
        attribution=attribution,
        file_name=file_name,
        file_sha256=digest,
        layout=reading.layout,
        warnings=reading.problems,
        author_ids=(by.id,),
        made_by_id=by.id,
        made_at=now,
    )
    session.add(made)
    session.flush()
    return made


def _new_file(session: Session, year: int, digest: str, again: bool) -> None:
    before = select(ResultSet.id).where(
        ResultSet.edition_year == year,
        ResultSet.file_sha256 == digest,
        ResultSet.state != ResultState.dropped,
    )
    found = session.scalars(before.order_by(ResultSet.id.desc()).limit(1)).first()
    if found is not None and not again:
        raise SameFile(found)


def copied(source: ResultSet, by: Account, now: datetime) -> ResultSet:
    """A draft with the same rows; whoever worked on them did so still."""
    return ResultSet(
        edition_year=source.edition_year,
        state=ResultState.draft,
        rows=source.rows,
        same_time_ms=source.same_time_ms,
        attribution=source.attribution,
        file_name=source.file_name,
        file_sha256=source.file_sha256,
        layout=source.layout,
        warnings=source.warnings,
        author_ids=source.author_ids,
        made_by_id=by.id,
        made_at=now,
    )


def publish(
    session: Session,
    draft: ResultSet,
    state: ResultState,
    by: Account,
    now: datetime,
    *,
    seen: int | None,
    protest_minutes: int = PROTEST_MINUTES,
) -> int:
    """Put a draft before the public at once, as live or provisional; the number of the revision.

    Args:
        seen: The newest revision when one looked; None when there was none.
        protest_minutes: How long protests can be made from now.

    Raises:
        WrongState: it is no draft (any more), or would go back from provisional to live.
        OfficialAlready, ChangedMeanwhile, NoRows.
    """
    assert state in AT_ONCE
    if draft.state is not ResultState.draft:
        raise WrongState
    if official(session, draft.edition_year) is not None:
        raise OfficialAlready
    before = newest(session, draft.edition_year)
    _still(before, seen)
    if before and before.state is ResultState.provisional and state is ResultState.live:
        raise WrongState
    if state is ResultState.provisional:
        draft.protest_until = now + timedelta(minutes=protest_minutes)
    return _go_public(draft, state, before, by, now)


def submit(
    session: Session, found: ResultSet, by: Account, now: datetime, reason: str = ""
) -> ResultSet:
    """Hand a draft, or what is public as provisional, to a second person to make it official.

    Once there is an official revision it amends that one, and has to say why.

    Raises:
        WrongState, NoReason, NoRows.
        WaitsAlready: what is public was handed over before, and nobody has decided yet.
    """
    if found.state in AT_ONCE:
        if newest(session, found.edition_year) is not found:
            raise ChangedMeanwhile
        waiting = unfinished(session, found.edition_year)
        if any(one.wanted is not None and one.rows == found.rows for one in waiting):
            raise WaitsAlready
        found = copied(found, by, now)
        session.add(found)
    if found.state is not ResultState.draft:
        raise WrongState
    if not found.rows:
        raise NoRows
    amends = official(session, found.edition_year) is not None
    found.wanted = ResultState.amended if amends else ResultState.official
    found.reason = _reason(reason) if amends else None
    found.state, found.submitted_by_id = ResultState.submitted, by.id
    found.returned_because = None
    session.flush()
    return found


def decide(
    session: Session, found: ResultSet, by: Account, now: datetime, *, seen: int | None
) -> int:
    """Make a submitted revision official; its number.

    Raises:
        WrongState: it does not wait (any more).
        OwnWork: `by` has brought, changed or submitted it.
        ChangedMeanwhile: something was published since one looked.
    """
    _may_decide(found, by)
    before = newest(session, found.edition_year)
    _still(before, seen)
    wanted = found.wanted
    assert wanted in FINAL and wanted is not None
    if wanted is ResultState.official and official(session, found.edition_year) is not None:
        raise OfficialAlready
    return _go_public(found, wanted, before, by, now)


def return_(found: ResultSet, by: Account, reason: str) -> None:
    """Give a submitted revision back to whoever brought it, who may drop or submit it again.

    Raises:
        WrongState, OwnWork, NoReason.
    """
    _may_decide(found, by)
    found.returned_because = _reason(reason)
    found.state, found.wanted = ResultState.draft, None


def drop(found: ResultSet) -> None:
    """Put a draft aside for ever.

    Raises:
        WrongState: it waits for somebody, or is public.
    """
    if found.state is not ResultState.draft:
        raise WrongState
    found.state = ResultState.dropped


def _may_decide(found: ResultSet, by: Account) -> None:
    if found.state is not ResultState.submitted:
        raise WrongState
    if by.id in {*found.author_ids, found.made_by_id, found.submitted_by_id}:
        raise OwnWork


def _still(before: ResultSet | None, seen: int | None) -> None:
    if (before.revision if before else None) != seen:
        raise ChangedMeanwhile


def _reason(reason: str) -> str:
    tidy = blanks.single(reason)
    if not tidy or len(tidy) > LONGEST_REASON:
        raise NoReason
    return tidy


def _go_public(
    found: ResultSet, state: ResultState, before: ResultSet | None, by: Account, now: datetime
) -> int:
    if not found.rows and state is not ResultState.live:
        raise NoRows
    found.revision = (before.revision or 0) + 1 if before else 1
    found.state, found.published_by_id, found.published_at = state, by.id, now
    return found.revision
