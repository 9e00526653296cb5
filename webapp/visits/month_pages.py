"""A month on paper: the table, the chain's head, and lines to sign on."""

import re
from datetime import date

from flask import abort, render_template
from flask_babel import format_date

from webapp.core import clock, languages
from webapp.core.database import db
from webapp.staff.lock import account, allowed
from webapp.visits import adding_up, exports, method_sheet, report_words
from webapp.visits.amounts import wan, yuan
from webapp.visits.bureau import bp
from webapp.visits.decisions import Seal
from webapp.visits.export_pages import READERS
from webapp.visits.exports import Asked, What
from webapp.visits.ledger import FIRST_YEAR
from webapp.visits.models import Metric
from webapp.visits.scope import counted_places
from webapp.visits.summary_sheets import indicators, month_tables

MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@bp.get("/months/<month>")
@allowed(*READERS)
def month(month: str) -> str:
    """A month's report, to be printed, signed and filed."""
    first = _first_day(month)
    now, today = clock.now(), clock.business_day(clock.now())
    asked = Asked(What.months, first, first)
    with exports.one_moment(db.engine) as session:
        origin = method_sheet.origin_of(session, account().full_name, now)
        known = counted_places(session)
        scope = exports.scope_of(session, asked, known, languages.current(), today)
        table = next(month_tables(scope))
        return render_template(
            "bureau/visits/month.html",
            name=format_date(first, "y年M月" if languages.current() == "zh" else "LLLL y"),
            table=table,
            indicators=indicators(),
            scope=scope,
            origin=origin,
            seal=session.get(Seal, first),
            unequal=adding_up.unequal(session, table.first, table.last, scope.places),
            words=report_words,
            visits=Metric.visits,
            wan=wan,
            yuan=yuan,
        )


def _first_day(written: str) -> date:
    found = MONTH.fullmatch(written) if written.isascii() else None
    if found is None or int(found[1]) < FIRST_YEAR:
        abort(404)
    first = date(int(found[1]), int(found[2]), 1)
    return first if first <= clock.business_day(clock.now()) else abort(404)
