"""Correcting a day's figure: with both values, a reason and a person, sometimes two.

A correction supersedes what was reported; where only gates counted, it is the day's first report.
It decides the figure whatever is reported or counted besides. One that looks far back,
changes much, or comes after the month was sealed has to be approved by somebody else, and counts
for nothing until then.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from webapp.core import clock, content_version
from webapp.staff.models import Account
from webapp.visits import bundles, derivation, ledger, sealed
from webapp.visits.decisions import Correction, CorrectionState
from webapp.visits.formulas import REPORTED
from webapp.visits.ledger import MONEY, MOST_FEN, MOST_VISITS
from webapp.visits.models import Metric, SubmissionKind
from webapp.visits.refusals import (
    AlreadyAsked,
    BadValue,
    ChangedMeanwhile,
    NoReason,
    NothingToCorrect,
    NotWaiting,
    NotYet,
    OwnCorrection,
)
from webapp.visits.standing import Key, Standing, entry_of, key_of, standing_of

ALONE_DAYS = 7  # one person may correct figures of so many days back
ALONE_SHARE = 5  # and change them by a fifth at most
LONGEST_REASON = 500  # characters


@dataclass(frozen=True)
class Change:
    """What a figure is to be.

    Attributes:
        value: Person-times, people or fen; None retracts the figure.
        beside: It came with a correction of its day: so it may be the figure's first value.
    """

    place_id: int
    day: date
    metric: Metric
    value: int | None
    beside: bool = False

    @property
    def key(self) -> Key:
        """Which figure."""
        return self.place_id, self.day, self.metric


def correct(
    session: Session, changes: Sequence[Change], reason: str, by: Account, now: datetime
) -> list[Correction]:
    """Make corrections, in the ledger's turn: applied at once, or waiting for a second person.

    The caller commits, or rolls back when this raises.

    Raises:
        NotDecided: see its kinds; nothing is stored then.
    """
    ledger.take_turn(session)
    standing = standing_of(session, [change.key for change in changes])
    made = propose(session, changes, standing, reason, by, now)
    now_applied = [one for one in made if one.state is CorrectionState.applied]
    _store(session, now_applied, standing, reason, by.id, None, now)
    return made


def propose(
    session: Session,
    changes: Sequence[Change],
    standing: Mapping[Key, Standing],
    reason: str,
    by: Account | None,
    now: datetime,
) -> list[Correction]:
    """Note corrections and whether each may be applied at once; the caller appends the entries.

    Args:
        by: None for somebody at the terminal, who is nobody's second person.

    Raises:
        NotDecided: see its kinds.
    """
    reason, today = reason.strip(), clock.business_day(now)
    if not reason or len(reason) > LONGEST_REASON:
        raise NoReason
    _refuse_two_at_once(session, changes)
    closed = sealed.days(session, [change.day for change in changes])
    made = []
    for change in changes:
        old, after_seal = standing[change.key].value, change.day in closed
        _check(change, standing[change.key], today, after_seal)
        waits = after_seal or needs_second_person(change.day, old, change.value, today)
        one = _asked_for(change, old, waits=waits, at=now)
        one.reason, one.asked_by_id = reason, by.id if by else None
        one.after_seal = after_seal
        made.append(one)
    session.add_all(made)
    session.flush()
    return made


def _asked_for(change: Change, old: int | None, *, waits: bool, at: datetime) -> Correction:
    return Correction(
        place_id=change.place_id,
        business_day=change.day,
        metric=change.metric,
        old_value=old,
        new_value=change.value,
        asked_at=at,
        state=CorrectionState.waiting if waits else CorrectionState.applied,
        decided_at=None if waits else at,
    )


def needs_second_person(day: date, old: int | None, new: int | None, today: date) -> bool:
    """Whether nobody may make this correction alone.

    More than seven days back, or more than a fifth up or down. A figure that was zero, was none or
    is to be none changes by more than any share.
    """
    if old is None or new is None or (today - day).days > ALONE_DAYS:
        return True
    return abs(new - old) * ALONE_SHARE > old


def approve(
    session: Session, correction: Correction, by: Account, now: datetime
) -> Sequence[Correction]:
    """Let a waiting correction count, with all that came with it; the caller commits.

    In the ledger's turn, and in one submission: the figures of a day change together.

    Raises:
        NotWaiting, OwnCorrection, ChangedMeanwhile: nothing is changed then, of none of them.
    """
    together = _to_decide(session, correction)
    _check_decision(together, by)
    standing = standing_of(session, [key_of(one) for one in together])
    if any(standing[key_of(one)].value != one.old_value for one in together):
        raise ChangedMeanwhile
    _decide(together, CorrectionState.applied, by, now)
    asker = correction.asked_by_id
    _store(session, together, standing, correction.reason, asker, by.id, now)
    return together


def refuse(
    session: Session, correction: Correction, by: Account, now: datetime, why: str
) -> Sequence[Correction]:
    """Let a waiting correction and all that came with it count for nothing; the caller commits.

    Raises:
        NotWaiting, OwnCorrection, NoReason: nothing is changed then.
    """
    together = _to_decide(session, correction)
    _check_decision(together, by)
    if not why.strip() or len(why) > LONGEST_REASON:
        raise NoReason
    _decide(together, CorrectionState.refused, by, now)
    for one in together:
        one.decision = why.strip()
    session.flush()
    return together


def take_back(
    session: Session, correction: Correction, by: Account, now: datetime
) -> Sequence[Correction]:
    """Let whoever asked think better of it, and of all that came with it; the caller commits.

    Raises:
        NotWaiting, OwnCorrection: it was decided, or is somebody else's.
    """
    together = _to_decide(session, correction)
    if not together:
        raise NotWaiting
    if correction.asked_by_id != by.id:
        raise OwnCorrection
    _decide(together, CorrectionState.taken_back, by, now)
    session.flush()
    return together


def waiting(first: date | None = None, last: date | None = None) -> Select[Correction]:
    """Corrections that wait for a second person, oldest first; of these days when told."""
    found = select(Correction).where(Correction.state == CorrectionState.waiting)
    if first is not None and last is not None:
        found = found.where(Correction.business_day.between(first, last))
    return found.order_by(Correction.asked_at, Correction.id)


def applied(first: date, last: date) -> Select[Correction]:
    """更正台账: corrections of these business days that count, in the order they began to."""
    return (
        select(Correction)
        .where(Correction.state == CorrectionState.applied)
        .where(Correction.business_day.between(first, last))
        .order_by(Correction.decided_at, Correction.id)
    )


def _refuse_two_at_once(session: Session, changes: Sequence[Change]) -> None:
    keys = {change.key for change in changes}
    others = session.scalars(waiting().where(Correction.place_id.in_({key[0] for key in keys})))
    if len(keys) < len(changes) or any(key_of(other) in keys for other in others):
        raise AlreadyAsked


def _check(change: Change, standing: Standing, today: date, after_seal: bool) -> None:
    most = MOST_FEN if change.metric in MONEY else MOST_VISITS
    if change.metric not in REPORTED or not 0 <= (change.value or 0) <= most:
        raise BadValue
    if change.day > today:
        raise NotYet
    # What was never reported is reported, and not corrected, while the month is open.
    reportable = not (after_seal or change.beside)
    nothing_there = standing.value is None and standing.entry is None and reportable
    if nothing_there or standing.value == change.value:
        raise NothingToCorrect


def _to_decide(session: Session, correction: Correction) -> list[Correction]:
    """What is decided with a correction: nothing else can decide it until the transaction ends."""
    ledger.take_turn(session)
    return bundles.waiting_with(session, correction)


def _check_decision(together: Sequence[Correction], by: Account) -> None:
    if not together:
        raise NotWaiting
    if together[0].asked_by_id == by.id:
        raise OwnCorrection


def _decide(
    together: Sequence[Correction], state: CorrectionState, by: Account, now: datetime
) -> None:
    for one in together:
        one.state, one.decided_by_id, one.decided_at = state, by.id, now


def _store(
    session: Session,
    corrections: Sequence[Correction],
    standing: Mapping[Key, Standing],
    reason: str,
    asker: int | None,
    approver: int | None,
    now: datetime,
) -> None:
    """Append the entries of corrections in one submission, and put their days in order."""
    if not corrections:
        return
    number = ledger.open_submission(
        session,
        SubmissionKind.staff,
        source="correction",
        key=f"correction:{corrections[0].id}",
        sha256="",
        received_at=now,
        note=reason,
        account_id=asker,
        approved_by_id=approver,
    )
    touched: dict[int, set[date]] = defaultdict(set)
    for one in corrections:
        one.submission_id = number
        touched[one.place_id].add(one.business_day)
    session.flush()
    ledger.add(session, number, [entry_of(one, number, standing) for one in corrections])
    derivation.refresh(session, touched)
    content_version.rise(session)
