"""What storing an uploaded sheet would do, row by row; and then doing just that."""

import enum
import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.core.marking import N_
from webapp.staff.models import Account, Role
from webapp.visits import corrections, daily_form, importing, taking
from webapp.visits.daily_form import DAY, PLACE, DayReport, Form, Problem
from webapp.visits.decisions import Correction
from webapp.visits.models import Metric
from webapp.visits.placing import placed
from webapp.visits.standing import Key, key_of
from webapp.visits.statements import Statement, beside, contradictions, wordless
from webapp.visits.tables import Row
from webapp.visits.taking import Taken
from webapp.visits.upload import Became, Upload, sheet_of


class Mode(enum.Enum):
    """What to do with the sheet."""

    add = "add"  # what is not there yet; a value that stands is never replaced
    replace = "replace"  # days are as the sheet says; what stands is corrected, with a reason
    check = "check"  # nothing is stored


class Fate(enum.Enum):
    """What would become of a row; of several the first one."""

    refused = "refused"
    changed = "changed"
    new = "new"
    confirmed = "confirmed"
    unchanged = "unchanged"


FATES = {"new": Fate.new, "corrected": Fate.changed, "confirmed": Fate.confirmed}


@dataclass(frozen=True)
class Value:
    """What would become of one value; `old` is None where there is none yet."""

    metric: Metric
    old: int | None
    new: int
    fate: Fate


@dataclass(frozen=True)
class Line:
    """One row of the sheet.

    Attributes:
        day, place: As the sheet has them.
        problems: Why it is refused, and where; empty otherwise.
        waits: Whether what it changes would wait for a second person.
    """

    line: int
    day: str
    place: str
    fate: Fate
    values: Sequence[Value]
    problems: Sequence[Problem]
    waits: bool


@dataclass(frozen=True)
class DryRun:
    """Everything that storing a sheet would do.

    Attributes:
        statements: Of the rows that are not refused.
        stamp: Stands for all of it; another one means that something has changed since.
    """

    mode: Mode
    form: Form
    lines: Sequence[Line]
    statements: Sequence[Statement]
    stamp: str

    @property
    def count(self) -> Mapping[Fate, int]:
        """How many rows there are of each fate."""
        return Counter(line.fate for line in self.lines)

    @property
    def stores(self) -> int:
        """How many rows would bring something."""
        return sum(line.fate in (Fate.new, Fate.changed, Fate.confirmed) for line in self.lines)

    @property
    def needs_reason(self) -> bool:
        """Whether values that stand would be replaced."""
        return any(line.fate is Fate.changed for line in self.lines)

    @property
    def publishes(self) -> bool:
        """Whether some of these lie in a sealed month: the reason becomes public with them."""
        return any(one.after_seal and one.fate == "corrected" for one in self.statements)


def run(session: Session, upload: Upload, mode: Mode, owner: Account, today: date) -> DryRun:
    """Work out what storing a sheet would do now; nothing is stored.

    Args:
        owner: Who uploaded it, and may write of some places only.
        today: The business day that is running.
    """
    sheet = sheet_of(upload)
    form, problems = daily_form.read_sheet(sheet, today)
    reports = _allowed(placed(session, form, problems), form, problems, owner)
    statements = list(beside(session, reports, today))
    problems += wordless(session, form, statements)
    problems += _waiting(session, form, statements)
    if mode is Mode.add:
        problems += contradictions(form, statements)
    refused = _by_line(problems)
    good = [one for one in statements if one.report.line not in refused]
    rows = [row for row in sheet.rows if row.line > form.header_line]
    corrected = [one for one in good if one.fate == "corrected"]
    changes = taking.changes_of(session, corrected) if corrected else {}
    days = taking.waiting_days(changes, corrected, today)
    waiting = {one.report.line for one in corrected if (one.place_id, one.report.day) in days}
    lines = _lines(form, rows, good, refused, waiting)
    return DryRun(mode, form, lines, good, _stamp(upload, mode, good, refused))


def store(
    session: Session, upload: Upload, found: DryRun, reason: str, by: Account, now: datetime
) -> Taken:
    """Store what a dry run has shown, in the ledger's turn; the caller commits.

    Raises:
        NotDecided: a correction cannot be; nothing is stored then.
    """
    _, times = importing.received(session, upload.sha256)
    envelope = importing.enveloped(upload.file_name, upload.sha256, times)
    taken = taking.take_in(session, found.statements, envelope, reason or None, by, now)
    upload.became = Became(
        found.mode.value,
        taken.new,
        taken.corrected,
        taken.waiting,
        taken.confirmed,
        taken.unchanged,
        found.count.get(Fate.refused, 0),
    )
    upload.sheet, upload.stored_at = None, now
    return taken


def _allowed(
    reports: Sequence[tuple[int, DayReport]], form: Form, problems: list[Problem], owner: Account
) -> list[tuple[int, DayReport]]:
    if owner.holds(Role.statistician):
        return list(reports)
    reason = N_("this is none of the places that you report for")
    problems += [
        Problem(report.line, form.headings[PLACE], reason)
        for place_id, report in reports
        if place_id not in owner.places
    ]
    return [one for one in reports if one[0] in owner.places]


def _waiting(session: Session, form: Form, statements: Sequence[Statement]) -> list[Problem]:
    """Values that cannot be corrected now, because another correction of them waits."""
    corrected = [one for one in statements if one.fate == "corrected"]
    if not corrected:
        return []
    days = [one.report.day for one in corrected]
    places = {one.place_id for one in corrected}
    asked: set[Key] = {
        key_of(one)
        for one in session.scalars(
            corrections.waiting(min(days), max(days)).where(Correction.place_id.in_(places))
        )
    }
    reason = N_("another correction of this value waits for a second person")
    return [
        Problem(one.report.line, form.headings[one.metric.value], reason)
        for one in corrected
        if one.key in asked
    ]


def _by_line(problems: Collection[Problem]) -> dict[int, list[Problem]]:
    found: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        found[problem.line].append(problem)
    return dict(found)


def _lines(
    form: Form,
    rows: Sequence[Row],
    statements: Sequence[Statement],
    refused: Mapping[int, Sequence[Problem]],
    waiting: Collection[int],
) -> list[Line]:
    values: dict[int, list[Value]] = defaultdict(list)
    for one in statements:
        old = one.standing.value if one.standing else None
        fate = FATES.get(one.fate, Fate.unchanged)
        values[one.report.line].append(Value(one.metric, old, one.value, fate))
    lines = []
    for row in rows:
        mine, wrong = values.get(row.line, []), refused.get(row.line, ())
        fates = {Fate.refused} if wrong else {one.fate for one in mine}
        fate = next((one for one in Fate if one in fates), Fate.unchanged)
        cells = [_cell(row, form.positions[column]) for column in (DAY, PLACE)]
        waits = row.line in waiting
        lines.append(Line(row.line, cells[0], cells[1], fate, mine, wrong, waits))
    return lines


def _cell(row: Row, at: int) -> str:
    return row.cells[at] if at < len(row.cells) else ""


def _stamp(
    upload: Upload,
    mode: Mode,
    statements: Sequence[Statement],
    refused: Mapping[int, Sequence[Problem]],
) -> str:
    said = [
        (one.place_id, one.report.day, one.metric, one.value, one.status, one.fate, one.report.note)
        + ((one.standing.id, one.standing.value) if one.standing else ())
        for one in statements
    ]
    whole = repr([upload.id, mode, said, sorted(refused)])
    return hashlib.sha256(whole.encode()).hexdigest()[:32]
