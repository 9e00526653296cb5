"""What the front desk says of holidays: the notice that should be there by now."""

from collections.abc import Sequence
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from webapp.holidays.calendar import missing_notice
from webapp.staff.desk import Column, Line
from webapp.staff.models import Account, Role


def lines(session: Session, account: Account, today: date) -> Sequence[Line]:
    """The year whose notice is missing, for those who enter it or see to it."""
    if not account.holds(Role.editor, Role.reviewer):
        return []
    year = missing_notice(session, today)
    if year is None:
        return []
    to = "bureau.holidays.enter" if account.holds(Role.editor) else "bureau.holidays.page"
    return [
        Line(
            Column.lacking,
            _("The holiday notice for %(year)s is not entered", year=year),
            url_for(to, year=year),
            more=_("Until then the calendar marks the statutory days alone."),
        )
    ]
