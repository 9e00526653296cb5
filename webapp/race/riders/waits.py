"""What the front desk says of riders: lists that wait or came back, changes to confirm."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.race.riders import publishing
from webapp.race.riders.models import RiderChange, StartList
from webapp.staff.desk import Column, Line
from webapp.staff.models import Account, Role


def lines(session: Session, account: Account, today: date) -> Sequence[Line]:
    """What this account has to look at, or has to change."""
    found: list[Line] = []
    if account.holds(Role.reviewer):
        found += _to_confirm(session, account)
    if account.holds(Role.reviewer, Role.editor):
        found += _lists(session, account)
    return found


def _to_confirm(session: Session, account: Account) -> Iterator[Line]:
    """Changes by others that went out at once, a line for each edition."""
    count = func.count(RiderChange.id), func.min(RiderChange.made_at)
    others = select(RiderChange.edition_year, *count).where(RiderChange.made_by_id != account.id)
    by_year = others.group_by(RiderChange.edition_year).order_by(RiderChange.edition_year)
    for year, changes, since in session.execute(by_year):
        what = ngettext(
            "%(num)s change to the start list of %(year)s to confirm",
            "%(num)s changes to the start list of %(year)s to confirm",
            changes,
            year=year,
        )
        address = url_for("bureau.race_riders.changes", year=year)
        yield Line(Column.waiting, what, address, _day(since), _("The public sees them."), True)


def _lists(session: Session, account: Account) -> Iterator[Line]:
    for listed in session.scalars(select(StartList).order_by(StartList.edition_year)):
        year, mine = listed.edition_year, publishing.own_work(listed, account)
        address = url_for("bureau.race_riders.index", year=year)
        if listed.submitted_at is not None and account.holds(Role.reviewer) and not mine:
            what = _("Review: start list of %(year)s", year=year)
            yield Line(Column.waiting, what, address, _day(listed.submitted_at))
        elif listed.returned_because and (mine or listed.returned_to_id == account.id):
            what = _("Returned to you: start list of %(year)s", year=year)
            yield Line(Column.waiting, what, address, None, listed.returned_because)


def _day(instant: datetime) -> date:
    return clock.local(instant).date()
