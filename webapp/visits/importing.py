"""Taking a daily form into the ledger: the whole file or nothing of it."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.core import clock, content_version
from webapp.staff.models import Account
from webapp.visits import corrections, daily_form, derivation, ledger
from webapp.visits.corrections import Change
from webapp.visits.daily_form import PLACE, DayReport, Form, Problem, Refused
from webapp.visits.decisions import Correction, CorrectionState
from webapp.visits.ledger import MONEY
from webapp.visits.models import Entry, EntryKind, Metric, Status, Submission, SubmissionKind
from webapp.visits.place_names import PlaceNames
from webapp.visits.refusals import AlreadyAsked, NoReason
from webapp.visits.standing import Key, Standing, key_of
from webapp.visits.tables import N_

SOURCE = "form"  # whoever fills it in: a place's day has one report
FIRMNESS = list(Status)


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


@dataclass(frozen=True)
class Statement:
    """One value of the file, put beside what the ledger says now."""

    report: DayReport
    place_id: int
    metric: Metric
    value: int
    status: Status
    standing: Entry | None

    @property
    def key(self) -> Key:
        """Which figure."""
        return self.place_id, self.report.day, self.metric

    @property
    def fate(self) -> str:
        """new, unchanged, confirmed, or corrected."""
        if self.standing is None:
            return "new"
        if self.standing.value != self.value:
            return "corrected"
        known = self.standing.status or Status.advance
        firmer = FIRMNESS.index(self.status) > FIRMNESS.index(known)
        return "confirmed" if firmer else "unchanged"


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
    changes = [one for one in statements if one.fate != "unchanged" and one.key not in waiting]
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
    return _outcome(form, statements, before, len(waiting))


def _proposed(
    session: Session, corrected: Sequence[Statement], reason: str, by: Account | None, now: datetime
) -> dict[Key, Correction]:
    changes = [Change(*one.key, one.value) for one in corrected]
    standing = {
        one.key: Standing(one.standing.value, one.standing) for one in corrected if one.standing
    }
    try:
        made = corrections.propose(session, changes, standing, reason, by, now)
    except AlreadyAsked as error:
        asked = N_("a correction of one of these figures waits already for a second person")
        raise Refused([Problem(1, "", asked)]) from error
    except NoReason as error:
        raise Refused([Problem(1, "", N_("the reason is longer than 500 characters"))]) from error
    return {key_of(one): one for one in made}


def _outcome(
    form: Form, statements: Sequence[Statement], before: datetime | None, waiting: int
) -> Outcome:
    count = Counter(one.fate for one in statements)
    return Outcome(
        count["new"],
        count["corrected"] - waiting,
        waiting,
        count["confirmed"],
        count["unchanged"],
        len({(one.place_id, one.report.day) for one in statements}),
        before,
        form.ignored,
    )


def _checked(
    session: Session, content: bytes, today: date, correction: str | None
) -> tuple[Form, list[Statement]]:
    """The form and its values; raises Refused with everything that is wrong."""
    form, problems = daily_form.read(content, latest=today)
    reports = _placed(session, form, problems)
    statements = list(_beside(session, reports, today))
    if correction is None:
        problems += _contradictions(form, statements)
    if problems:
        raise Refused(sorted(problems, key=lambda problem: problem.line))
    return form, statements


def _placed(session: Session, form: Form, problems: list[Problem]) -> list[tuple[int, DayReport]]:
    """The reports with the place each one means; what cannot be placed goes to `problems`."""
    names = PlaceNames(session)
    seen: dict[tuple[date, int], int] = {}
    placed = []
    for report in form.reports:
        meant = names.meant_by(report.place)
        if len(meant) != 1:
            problems.append(_unknown(form, report, names, meant))
            continue
        first = seen.setdefault((report.day, meant[0]), report.line)
        if first != report.line:
            reason = N_("the same day and place as line %(line)s")
            heading = form.headings[PLACE]
            problems.append(Problem(report.line, heading, reason, {"line": first}))
            continue
        placed.append((meant[0], report))
    return placed


def _unknown(form: Form, report: DayReport, names: PlaceNames, meant: list[int]) -> Problem:
    details: dict[str, object] = {"place": report.place}
    if meant:
        reason = N_("“%(place)s” can mean several places; write one of: %(names)s")
        details["names"] = ", ".join(names.slugs(meant))
    elif like := names.like(report.place):
        reason = N_("no place is called “%(place)s”; similar: %(names)s")
        details["names"] = ", ".join(like)
    else:
        reason = N_("no place is called “%(place)s”")
    return Problem(report.line, form.headings[PLACE], reason, details)


def _beside(
    session: Session, reports: Sequence[tuple[int, DayReport]], today: date
) -> Iterator[Statement]:
    """Every value of the file with the entry that stands for it now."""
    standing: dict[Key, Entry] = {}
    if reports:
        days = [report.day for _, report in reports]
        for entry in ledger.reports_of(session, {place_id for place_id, _ in reports}, days):
            standing[entry.place_id, entry.business_day, entry.metric] = entry
    for place_id, report in reports:
        status = report.status or (Status.advance if report.day >= today else Status.preliminary)
        for metric, value in report.values.items():
            known = standing.get((place_id, report.day, metric))
            yield Statement(report, place_id, metric, value, status, known)


def _contradictions(form: Form, statements: Sequence[Statement]) -> list[Problem]:
    found = []
    for one in statements:
        if one.fate == "corrected" and one.standing is not None:
            reason = N_(
                "%(place)s already reported %(old)s for %(day)s, the file says %(new)s; "
                "a correction needs a reason"
            )
            details = {
                "place": one.report.place,
                "day": one.report.day.isoformat(),
                "old": _shown(one.metric, one.standing.value),
                "new": _shown(one.metric, one.value),
            }
            heading = form.headings[one.metric.value]
            found.append(Problem(one.report.line, heading, reason, details))
    return found


def _shown(metric: Metric, value: int | None) -> str:
    if value is None:
        return "–"
    return f"{value / 100:.2f}" if metric in MONEY else str(value)


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
