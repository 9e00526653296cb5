"""Taking a daily form into the ledger: the whole file or nothing of it."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.core import clock, content_version
from webapp.staff.models import Account
from webapp.visits import corrections, daily_form, derivation, ledger
from webapp.visits.corrections import Change
from webapp.visits.daily_form import Form, Problem, Refused
from webapp.visits.decisions import Correction, CorrectionState
from webapp.visits.models import EntryKind, Submission, SubmissionKind
from webapp.visits.placing import placed
from webapp.visits.refusals import AlreadyAsked, NoReason
from webapp.visits.standing import Key, Standing, key_of, standing_of
from webapp.visits.statements import Statement, beside, contradictions
from webapp.visits.tables import N_

SOURCE = "form"  # whoever fills it in: a place's day has one report


@dataclass(frozen=True)
class Outcome:
    """What a file brought.

    Attributes:
        new, corrected, waiting, confirmed, unchanged: Values, by what became of them. A waiting one
            needs a second person; a confirmed one stays the same and gets a firmer status.
        days: Place-days that the file reports.
        received_before: When the very same file first came, if it did.
        ignored: Headings of columns that mean nothing here.
    """

    new: int
    corrected: int
    waiting: int
    confirmed: int
    unchanged: int
    days: int
    received_before: datetime | None
    ignored: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """Whether anything was added to the ledger."""
        return bool(self.new or self.corrected or self.confirmed)


def take(
    session: Session,
    content: bytes,
    file_name: str,
    now: datetime,
    correction: str | None = None,
    by: Account | None = None,
) -> Outcome:
    """Put a file into the ledger; the caller commits, or rolls back when this raises.

    Args:
        correction: Why values that stand may be replaced; without it they may not. Those that need
            a second person wait for one.
        by: Who brings it; None for somebody at the terminal.

    Raises:
        Refused: with everything that is wrong, row by row.
    """
    ledger.begin(session)
    form, statements = _checked(session, content, clock.business_day(now), correction)
    digest = hashlib.sha256(content).hexdigest()
    before, times = _received(session, digest)
    corrected = [one for one in statements if one.fate == "corrected"]
    made = _proposed(session, corrected, correction or "", by, now) if corrected else {}
    waiting = {key for key, one in made.items() if one.state is CorrectionState.waiting}
    changes = [
        one
        for one in statements
        if one.fate in ("new", "confirmed") or one.key in made.keys() - waiting
    ]
    if changes:
        submission = ledger.open_submission(
            session,
            SubmissionKind.import_,
            source=f"import:{file_name}",
            key=f"import:{digest}:{times + 1}",
            sha256=digest,
            received_at=now,
            file_name=file_name,
            note=correction,
            account_id=by.id if by else None,
        )
        for key in made.keys() - waiting:
            made[key].submission_id = submission
        _append(session, submission, changes, correction)
    return _outcome(form, statements, before, len(made), len(waiting))


def _proposed(
    session: Session, corrected: Sequence[Statement], reason: str, by: Account | None, now: datetime
) -> dict[Key, Correction]:
    """The corrections of a file, by figure; without those that leave the figure as it is."""
    figures = standing_of(session, [one.key for one in corrected])
    changes, standing = [], {}
    for one in corrected:
        old = one.standing.value if one.standing else figures[one.key].value
        if old != one.value:
            changes.append(Change(*one.key, one.value))
            standing[one.key] = Standing(old, one.standing)
    if not changes:
        return {}
    try:
        made = corrections.propose(session, changes, standing, reason, by, now)
    except AlreadyAsked as error:
        asked = N_("a correction of one of these figures waits already for a second person")
        raise Refused([Problem(1, "", asked)]) from error
    except NoReason as error:
        raise Refused([Problem(1, "", N_("the reason is longer than 500 characters"))]) from error
    return {key_of(one): one for one in made}


def _outcome(
    form: Form, statements: Sequence[Statement], before: datetime | None, made: int, waiting: int
) -> Outcome:
    count = Counter(one.fate for one in statements)
    return Outcome(
        count["new"],
        made - waiting,
        waiting,
        count["confirmed"],
        count["unchanged"] + count["corrected"] - made,
        len({(one.place_id, one.report.day) for one in statements}),
        before,
        form.ignored,
    )


def _checked(
    session: Session, content: bytes, today: date, correction: str | None
) -> tuple[Form, list[Statement]]:
    """The form and its values; raises Refused with everything that is wrong."""
    form, problems = daily_form.read(content, latest=today)
    reports = placed(session, form, problems)
    statements = list(beside(session, reports, today))
    if correction is None:
        problems += contradictions(form, statements)
    if problems:
        raise Refused(sorted(problems, key=lambda problem: problem.line))
    return form, statements


def _received(session: Session, digest: str) -> tuple[datetime | None, int]:
    """When this very file first brought something, and how often it did."""
    first, times = session.execute(
        select(func.min(Submission.received_at), func.count()).where(
            Submission.sha256 == digest, Submission.kind == SubmissionKind.import_
        )
    ).one()
    return first, int(times)


def _append(
    session: Session, submission: int, changes: Sequence[Statement], correction: str | None
) -> None:
    ledger.add(session, submission, [_entry(one, submission, correction) for one in changes])
    touched: dict[int, set[date]] = defaultdict(set)
    for one in changes:
        touched[one.place_id].add(one.report.day)
    derivation.refresh(session, touched)
    content_version.rise(session)


def _entry(one: Statement, submission: int, correction: str | None) -> dict[str, Any]:
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
        "note": correction if corrects else one.report.note,
    }
