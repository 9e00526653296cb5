"""Taking a daily form into the ledger: the whole file or nothing of it."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.core.marking import N_
from webapp.staff.models import Account
from webapp.visits import daily_form, ledger, taking
from webapp.visits.daily_form import Form, Problem, Refused
from webapp.visits.models import Submission, SubmissionKind
from webapp.visits.placing import placed
from webapp.visits.refusals import AlreadyAsked, NoReason
from webapp.visits.statements import Statement, beside, contradictions, wordless
from webapp.visits.taking import Envelope, Taken


@dataclass(frozen=True)
class Outcome:
    """What a file brought.

    Attributes:
        new, corrected, waiting, confirmed, unchanged: Values, by what became of them; see `Taken`.
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
    before, times = received(session, digest)
    envelope = enveloped(file_name, digest, times)
    try:
        taken = taking.take_in(session, statements, envelope, correction, by, now)
    except AlreadyAsked as error:
        asked = N_("a correction of one of these figures waits already for a second person")
        raise Refused([Problem(1, "", asked)]) from error
    except NoReason as error:
        raise Refused([Problem(1, "", N_("the reason is longer than 500 characters"))]) from error
    return _outcome(form, statements, before, taken)


def enveloped(file_name: str, digest: str, times: int) -> Envelope:
    """The envelope of a file.

    Args:
        times: How often this very file has brought something before.
    """
    key = f"import:{digest}:{times + 1}"
    return Envelope(SubmissionKind.import_, f"import:{file_name}", key, digest, file_name)


def received(session: Session, digest: str) -> tuple[datetime | None, int]:
    """When this very file first brought something, and how often it did."""
    first, times = session.execute(
        select(func.min(Submission.received_at), func.count()).where(
            Submission.sha256 == digest, Submission.kind == SubmissionKind.import_
        )
    ).one()
    return first, int(times)


def _outcome(
    form: Form, statements: list[Statement], before: datetime | None, taken: Taken
) -> Outcome:
    return Outcome(
        taken.new,
        taken.corrected,
        taken.waiting,
        taken.confirmed,
        taken.unchanged,
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
    problems += wordless(session, form, statements)
    if correction is None:
        problems += contradictions(form, statements)
    if problems:
        raise Refused(sorted(problems, key=lambda problem: problem.line))
    return form, statements
