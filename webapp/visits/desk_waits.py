"""What the front desk tells statisticians: corrections to decide, months to seal."""

from collections.abc import Iterator, Sequence
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.staff.desk import Column, Line
from webapp.staff.models import Account, Role
from webapp.visits import bundles, corrections, overview, seals
from webapp.visits.words import year_month


def lines(session: Session, account: Account, today: date) -> Sequence[Line]:
    """Others' corrections that wait, in one line, and the oldest month that can be sealed."""
    if not account.holds(Role.statistician):
        return []
    return [*_corrections(session, account), *_months(session)]


def _corrections(session: Session, account: Account) -> Iterator[Line]:
    waiting = bundles.bundled(session.scalars(corrections.waiting()))
    others = [one.first for one in waiting if one.first.asked_by_id != account.id]
    if others:
        yield Line(
            Column.waiting,
            ngettext(
                "One correction of visitor numbers waits for a second person",
                "%(num)s corrections of visitor numbers wait for a second person",
                len(others),
            ),
            url_for("bureau.visits.correction_list"),
            clock.local(others[0].asked_at).date(),
        )


def _months(session: Session) -> Iterator[Line]:
    now = clock.now()
    unsealed = overview.unsealed_months(session, clock.business_day(now))
    if unsealed and not seals.obstacles(session, unsealed[0], now).any:
        yield Line(
            Column.waiting,
            _("Visitor numbers of %(month)s are ready to be sealed", month=year_month(unsealed[0])),
            url_for("bureau.visits.seal_page", month=f"{unsealed[0]:%Y-%m}"),
            seals.span_of(unsealed[0])[1] + overview.ONE_DAY,
        )
