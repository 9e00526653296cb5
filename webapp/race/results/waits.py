"""What waits of results: for a second person at the desk, and for the end of the protests."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.race.results.models import ResultSet, ResultState
from webapp.staff.desk import Column, Line
from webapp.staff.models import Account, Role


def lines(session: Session, account: Account, today: date) -> Sequence[Line]:
    """Results that this account may make official."""
    return list(_lines(session, account)) if account.holds(Role.reviewer) else []


def _lines(session: Session, account: Account) -> Iterator[Line]:
    waiting = select(ResultSet).where(ResultSet.state == ResultState.submitted)
    for one in session.scalars(waiting.order_by(ResultSet.id)):
        if account.id not in {*one.author_ids, one.made_by_id, one.submitted_by_id}:
            yield Line(
                Column.waiting,
                _("Results of the %(year)s race wait to be made official", year=one.edition_year),
                url_for("bureau.race_results.one", year=one.edition_year, id=one.id),
                clock.local(one.made_at).date(),
            )


def next_end_of_protests(session: Session, now: datetime) -> datetime | None:
    """When the time for protests ends next: the public pages say so."""
    found: datetime | None = session.scalar(
        select(func.min(ResultSet.protest_until)).where(
            ResultSet.state == ResultState.provisional, ResultSet.protest_until > now
        )
    )
    return found
