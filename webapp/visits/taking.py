"""Taking what people say of days into the ledger: in one submission, each value once."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from webapp.core import clock, content_version
from webapp.staff.models import Account
from webapp.visits import corrections, derivation, ledger
from webapp.visits.adding_up import KINDS
from webapp.visits.corrections import Change
from webapp.visits.decisions import Correction, CorrectionState
from webapp.visits.models import EntryKind, SubmissionKind
from webapp.visits.standing import Key, Standing, key_of, standing_of
from webapp.visits.statements import Statement

SOURCE = "form"  # whoever fills it in: a place's day has one report


@dataclass(frozen=True)
class Envelope:
    """What the submission says of itself.

    Attributes:
        source: Who or what sent it.
        key: The same for the same thing sent again.
        sha256: Of the bytes as received; empty where there are none.
    """

    kind: SubmissionKind
    source: str
    key: str
    sha256: str = ""
    file_name: str | None = None


@dataclass(frozen=True)
class Taken:
    """What became of the values.

    Attributes:
        new, corrected, waiting, confirmed, unchanged: How many. A waiting one needs a second
            person; a confirmed one stays the same and gets a firmer status.
    """

    new: int
    corrected: int
    waiting: int
    confirmed: int
    unchanged: int

    @property
    def changed(self) -> bool:
        """Whether anything was added to the ledger."""
        return bool(self.new or self.corrected or self.confirmed)


def take_in(
    session: Session,
    statements: Sequence[Statement],
    envelope: Envelope,
    reason: str | None,
    by: Account | None,
    now: datetime,
) -> Taken:
    """Append what statements add, in the ledger's turn; the caller commits.

    Args:
        statements: Each put beside what the ledger says in this very turn.
        reason: Why values that stand are replaced; needed where one is.
        by: None for somebody at the terminal.

    Raises:
        NotDecided: a correction cannot be; nothing is stored then.
    """
    corrected = [one for one in statements if one.fate == "corrected"]
    standing = changes_of(session, corrected) if corrected else {}
    held = _held(statements, waiting_days(standing, corrected, clock.business_day(now)))
    changing = [*corrected, *held]
    made = _proposed(session, changing, standing, reason or "", by, now) if standing else {}
    waiting = {key for key, one in made.items() if one.state is CorrectionState.waiting}
    applied = made.keys() - waiting
    adding = [one for one in statements if one.key in applied or _counts(one, waiting)]
    if adding:
        submission = _opened(session, envelope, reason, by, now)
        for key in applied:
            made[key].submission_id = submission
        _append(session, submission, adding, reason)
    count = Counter(one.fate for one in statements)
    return Taken(
        new=count["new"] - len(held),
        corrected=len(applied),
        waiting=len(waiting),
        confirmed=count["confirmed"],
        unchanged=count["unchanged"] + len(corrected) - len(standing),
    )


def _counts(one: Statement, waiting: Collection[Key]) -> bool:
    """Whether a statement that corrects nothing is added."""
    return one.fate in ("new", "confirmed") and one.key not in waiting


def changes_of(session: Session, corrected: Sequence[Statement]) -> dict[Key, Standing]:
    """What stands for the figures that statements change; without those that they leave alone."""
    figures = standing_of(session, [one.key for one in corrected])
    standing = {}
    for one in corrected:
        old = one.standing.value if one.standing else figures[one.key].value
        if old != one.value:
            standing[one.key] = Standing(old, one.standing)
    return standing


def waiting_days(
    changes: Mapping[Key, Standing], statements: Iterable[Statement], today: date
) -> set[tuple[int, date]]:
    """The places' days whose changes would wait for a second person.

    Args:
        changes: Of `changes_of`.
        today: The business day that is running.
    """
    return {
        (one.place_id, one.report.day)
        for one in statements
        if one.key in changes
        and (
            one.after_seal
            or corrections.needs_second_person(
                one.report.day, changes[one.key].value, one.value, today
            )
        )
    }


def _held(statements: Sequence[Statement], days: Collection[tuple[int, date]]) -> list[Statement]:
    """First values of the kinds of admission, on days whose correction waits for somebody.

    They wait with it: else they would count beside a sum that they do not make up.
    """
    return [
        one
        for one in statements
        if one.fate == "new" and one.metric in KINDS and (one.place_id, one.report.day) in days
    ]


def _proposed(
    session: Session,
    statements: Sequence[Statement],
    standing: Mapping[Key, Standing],
    reason: str,
    by: Account | None,
    now: datetime,
) -> dict[Key, Correction]:
    known = {**{one.key: Standing() for one in statements if one.fate == "new"}, **standing}
    changes = [
        Change(*one.key, one.value, beside=one.fate == "new")
        for one in statements
        if one.key in known
    ]
    made = corrections.propose(session, changes, known, reason, by, now)
    _let_days_wait(made)
    session.flush()
    return {key_of(one): one for one in made}


def _let_days_wait(made: Sequence[Correction]) -> None:
    """Let a day's corrections wait together: else its parts would not add up meanwhile."""
    waiting = {
        (one.place_id, one.business_day) for one in made if one.state is CorrectionState.waiting
    }
    for one in made:
        if (one.place_id, one.business_day) in waiting:
            one.state, one.decided_at = CorrectionState.waiting, None


def _opened(
    session: Session, envelope: Envelope, note: str | None, by: Account | None, now: datetime
) -> int:
    return ledger.open_submission(
        session,
        envelope.kind,
        source=envelope.source,
        key=envelope.key,
        sha256=envelope.sha256,
        received_at=now,
        file_name=envelope.file_name,
        note=note,
        account_id=by.id if by else None,
    )


def _append(
    session: Session, submission: int, adding: Sequence[Statement], reason: str | None
) -> None:
    ledger.add(session, submission, [_entry(one, submission, reason) for one in adding])
    derivation.refresh(session, _days_of(adding))
    content_version.rise(session)


def _days_of(statements: Iterable[Statement]) -> Mapping[int, Collection[date]]:
    days: dict[int, set[date]] = defaultdict(set)
    for one in statements:
        days[one.place_id].add(one.report.day)
    return days


def _entry(one: Statement, submission: int, reason: str | None) -> dict[str, Any]:
    corrects = one.fate == "corrected"
    before = one.standing
    # What was corrected stays a correction when it is confirmed: it still decides the figure.
    confirmed = before.kind if before else EntryKind.report
    return {
        "submission_id": submission,
        "place_id": one.place_id,
        "business_day": one.report.day,
        "metric": one.metric,
        "kind": EntryKind.correction if corrects else confirmed,
        "value": one.value,
        "status": one.status,
        "source": SOURCE,
        "source_key": f"{submission}:{one.report.line}:{one.metric.value}",
        "supersedes": before.id if before else None,
        "note": reason if corrects else one.report.note,
    }
