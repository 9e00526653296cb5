"""What the front desk says of the public columns: which of them has had nothing new for long.

Government sites are inspected for it: 政府网站与政务新媒体检查指标 (国办秘函〔2019〕19号).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.events.models import Event
from webapp.holidays.models import HolidayNotice
from webapp.places.models import Closure, Place
from webapp.race.models import Edition
from webapp.review.waiting import last_published
from webapp.staff.desk import Column as Board
from webapp.staff.desk import Line
from webapp.staff.lock import may_open
from webapp.staff.models import Account, Role

TWO_WEEKS = timedelta(days=14)
YEARLY = timedelta(days=370)  # what comes once a year is not old before


@dataclass(frozen=True)
class Column:
    """A part of the site that is expected to bring something new.

    Attributes:
        kind: Of its manuscripts.
        changed: Further instants of its last change.
        endpoints: Where it is written; the first that whoever looks may open.
        fresh_for: How long nothing new is nothing unusual.
    """

    kind: str
    label: Callable[[], str]
    changed: Sequence[object]
    endpoints: Sequence[str]
    fresh_for: timedelta = TWO_WEEKS


COLUMNS = (
    Column(
        "event",
        lambda: _("Events"),
        (Event.changed_at,),
        ("bureau.events.edit", "bureau.events.index", "events.index"),
    ),
    Column(
        "place",
        lambda: _("Places"),
        (Place.edited_at, Closure.announced_at),
        ("bureau.places.index", "places.index"),
    ),
    Column(
        "edition", lambda: _("The race"), (Edition.edited_at,), ("bureau.race.index", "race.index")
    ),
    Column(
        "holiday",
        lambda: _("Holidays"),
        (HolidayNotice.entered_at,),
        ("bureau.holidays.index", "events.index"),
        YEARLY,
    ),
)


def lines(session: Session, account: Account, today: date) -> Sequence[Line]:
    """The columns that grow old, for those who can do something about it."""
    if not account.holds(Role.editor, Role.reviewer):
        return []
    published = last_published(session)
    opened = session.scalars(select(func.min(Account.created_at))).one()
    found = []
    for column in COLUMNS:
        last = last_change(session, column, published) or opened
        days = (today - clock.local(last).date()).days
        if days > column.fresh_for.days:
            found.append(_line(column, clock.local(last).date(), days))
    return found


def last_change(
    session: Session, column: Column, published: dict[str, datetime]
) -> datetime | None:
    """When a column last brought something new; None when staff have never changed it."""
    instants = [session.scalar(select(func.max(one))) for one in column.changed]
    known = [at for at in (*instants, published.get(column.kind)) if at is not None]
    return max(known, default=None)


def _line(column: Column, since: date, days: int) -> Line:
    return Line(
        Board.stale,
        ngettext(
            "%(column)s: nothing new for %(num)s day",
            "%(column)s: nothing new for %(num)s days",
            days,
            column=column.label(),
        ),
        url_for(_where(column)),
        since,
        _("Inspections expect something new every two weeks.")
        if column.fresh_for == TWO_WEEKS
        else "",
    )


def _where(column: Column) -> str:
    there = [one for one in column.endpoints if one in current_app.view_functions]
    return next(one for one in there if may_open(one))
