"""The bureau's tables as files: which there are, and what each is made of."""

import enum
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from webapp.core.database import hold_still
from webapp.core.tables import Table
from webapp.visits import ledger_sheet, method_sheet, seals, sheets, summary_sheets
from webapp.visits.method_sheet import Origin
from webapp.visits.models import Metric
from webapp.visits.scope import CountedPlace, Scope

MOST_ENTRIES = 1_000_000  # of the ledger in one workbook; a csv has as many as there are


class What(enum.Enum):
    """What can be exported."""

    workbook = "workbook"  # all but the ledger's entries
    days = "days"
    holidays = "holidays"
    months = "months"
    goals = "goals"
    corrections = "corrections"
    entries = "entries"


# These are about months: a part of one would be taken for the whole.
OF_MONTHS = (What.workbook, What.months, What.goals)


@dataclass(frozen=True)
class Asked:
    """What somebody wants; no places or metrics are all of them."""

    what: What
    first: date
    last: date
    places: tuple[int, ...] = ()
    metrics: tuple[Metric, ...] = ()


@contextmanager
def one_moment(engine: Engine) -> Iterator[Session]:
    """A session that sees the database as it is at its first reading, whoever writes meanwhile."""
    with Session(engine) as session:
        hold_still(session)
        yield session


def scope_of(
    session: Session, asked: Asked, known: list[CountedPlace], language: str, today: date
) -> Scope:
    """What an export is about; those of months begin and end with one.

    Args:
        known: All places that are counted.
        today: The business day that is running: nothing is later. Of its month, days up to the
            one before are counted.
    """
    first, last = asked.first, min(asked.last, today)
    if asked.what in OF_MONTHS:
        first = first.replace(day=1)
        whole = seals.span_of(last)[1]
        last = whole if whole < today else max(last, today - timedelta(days=1))
    wanted = [one for one in known if not asked.places or one.id in asked.places]
    return Scope(
        session,
        first,
        last,
        today,
        {one.id: one.name.best(language)[0] for one in wanted},
        [one.id for one in known],
        {one.id: one.first for one in wanted if one.first},
        asked.metrics or tuple(Metric),
    )


MAKES = {
    What.days: sheets.days,
    What.holidays: summary_sheets.holidays,
    What.months: summary_sheets.months,
    What.goals: summary_sheets.goals,
    What.corrections: sheets.corrections,
    What.entries: ledger_sheet.entries,
}


def table(what: What, scope: Scope) -> Table:
    """One table, for a csv."""
    return MAKES[what](scope)


def workbook_tables(what: What, title: str, scope: Scope, origin: Origin) -> Iterator[Table]:
    """The sheets of a workbook, the last of which says where they come from."""
    for one, makes in MAKES.items():
        if one is what or (what is What.workbook and one is not What.entries):
            yield makes(scope)
    yield method_sheet.method(title, scope, origin)
