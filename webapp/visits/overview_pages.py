"""The statistician's first page: a month of all places, and what waits."""

from datetime import date, timedelta

from flask import render_template, request
from flask_babel import gettext as _

from webapp.core import clock
from webapp.core.database import db
from webapp.places.known import known
from webapp.staff.lock import account, allowed
from webapp.staff.models import Role
from webapp.visits import addressed, labels, overview, report_words, seals
from webapp.visits.bureau import bp
from webapp.visits.overview import DayState
from webapp.visits.people import names_of

READERS = (Role.statistician, Role.auditor)
MARKS = {
    DayState.before: "",
    DayState.ahead: "·",
    DayState.closed: "–",
    DayState.missing: "✕",
    DayState.advance: "◔",
    DayState.preliminary: "○",
    DayState.verified: "●",
    DayState.sealed: "■",
}


@bp.get("/", endpoint="overview")
@allowed(*READERS)
def show() -> str:
    """A month of all places, this one unless told, and what waits."""
    now = clock.now()
    today = clock.business_day(now)
    month = addressed.month(request.args.get("month") or f"{today:%Y-%m}")
    waits = overview.what_waits(db.session, month, now)
    return render_template(
        "bureau/visits/overview.html",
        month=month,
        today=today,
        following=_following(month, today),
        before=(month - timedelta(days=1)).replace(day=1),
        grid=overview.month_of_places(db.session, month, today),
        waits=waits,
        places={one.id: one for one in known(db.session)},
        people=names_of(db.session, (one.first.asked_by_id for one in waits.bundles)),
        me=account().id,
        marks=MARKS,
        legend=overview.LEGEND,
        states=day_states(),
        labels=labels,
        words=report_words,
    )


def _following(month: date, today: date) -> date | None:
    found = seals.span_of(month)[1] + timedelta(days=1)
    return found if found <= today else None


def day_states() -> dict[DayState, str]:
    """What there is of a place's day, in words."""
    return {
        DayState.before: _("no report due"),
        DayState.ahead: _("not over yet"),
        DayState.closed: _("closed"),
        DayState.missing: _("missing"),
        DayState.advance: _("advance"),
        DayState.preliminary: _("preliminary"),
        DayState.verified: _("verified"),
        DayState.sealed: _("sealed"),
    }
