"""What a form says, value by value, beside what the ledger says now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from webapp.core.marking import N_
from webapp.visits import ledger, opening, sealed
from webapp.visits.daily_form import DayReport, Form, Problem
from webapp.visits.ledger import MONEY
from webapp.visits.models import Entry, Metric, Status
from webapp.visits.standing import Key

FIRMNESS = list(Status)


@dataclass(frozen=True)
class Statement:
    """One value of the file, put beside what the ledger says now."""

    report: DayReport
    place_id: int
    metric: Metric
    value: int
    status: Status
    standing: Entry | None
    after_seal: bool  # its month is sealed

    @property
    def key(self) -> Key:
        """Which figure."""
        return self.place_id, self.report.day, self.metric

    @property
    def fate(self) -> str:
        """new, unchanged, confirmed, or corrected."""
        if self.standing is None:
            return "corrected" if self.after_seal else "new"
        if self.standing.value != self.value:
            return "corrected"
        known = self.standing.status or Status.advance
        firmer = FIRMNESS.index(self.status) > FIRMNESS.index(known)
        return "confirmed" if firmer and not self.after_seal else "unchanged"


def beside(
    session: Session, reports: Sequence[tuple[int, DayReport]], today: date
) -> Iterator[Statement]:
    """Every value of the file with the entry that stands for it now."""
    standing: dict[Key, Entry] = {}
    closed = sealed.days(session, {report.day for _, report in reports})
    if reports:
        days = [report.day for _, report in reports]
        for entry in ledger.reports_of(session, {place_id for place_id, _ in reports}, days):
            standing[entry.place_id, entry.business_day, entry.metric] = entry
    for place_id, report in reports:
        status = report.status or (Status.advance if report.day >= today else Status.preliminary)
        for metric, value in report.values.items():
            known = standing.get((place_id, report.day, metric))
            after_seal = report.day in closed
            yield Statement(report, place_id, metric, value, status, known, after_seal)


def contradictions(form: Form, statements: Sequence[Statement]) -> list[Problem]:
    """What the file says against the ledger, where nobody gave a reason."""
    found = []
    for one in statements:
        if one.fate == "corrected":
            heading = form.headings[one.metric.value]
            found.append(Problem(one.report.line, heading, _contradiction(one), _details(one)))
    return found


def _contradiction(one: Statement) -> str:
    if one.standing is None:
        return N_("the month of %(day)s is sealed; changing it needs a reason")
    return N_(
        "%(place)s already reported %(old)s for %(day)s, the file says %(new)s; "
        "a correction needs a reason"
    )


def _details(one: Statement) -> dict[str, object]:
    return {
        "place": one.report.place,
        "day": one.report.day.isoformat(),
        "old": _shown(one.metric, one.standing.value if one.standing else None),
        "new": _shown(one.metric, one.value),
    }


def _shown(metric: Metric, value: int | None) -> str:
    if value is None:
        return "–"
    return f"{value / 100:.2f}" if metric in MONEY else str(value)


def wordless(session: Session, form: Form, statements: Sequence[Statement]) -> list[Problem]:
    """Zeros of open days, and visitors of closed ones, that no remark explains."""
    visits = [one for one in statements if one.metric is Metric.visits and one.fate != "unchanged"]
    opened = opening.calendars(session, {one.place_id for one in visits}) if visits else {}
    found = []
    for one in visits:
        calendar = opened[one.place_id]
        if not one.report.note and calendar.needs_a_word(one.report.day, one.value):
            heading = form.headings[one.metric.value]
            reason = ZERO_WHILE_OPEN if one.value == 0 else VISITS_WHILE_CLOSED
            found.append(Problem(one.report.line, heading, reason))
    return found


ZERO_WHILE_OPEN = N_(
    "the place was open: say in the remark why nobody came, or leave out the row if nobody counted"
)
VISITS_WHILE_CLOSED = N_("the place was closed on this day: say in the remark how that can be")
