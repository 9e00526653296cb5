"""The desk's page of an edition's closed roads: what is done at the roadside, in one tap."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.core import clock, due
from webapp.core.database import db
from webapp.core.words import clock_time
from webapp.race import pages
from webapp.race.roads import closing, words
from webapp.race.roads.closing import ChangedMeanwhile, NotNow, Phase
from webapp.race.roads.models import RoadClosure, closures_of
from webapp.staff import lock
from webapp.staff.lock import account, allowed
from webapp.staff.models import Role

bp = Blueprint("race_roads", __name__, url_prefix="/race/<int(fixed_digits=4):year>/roads")
WRITERS = (Role.editor, Role.reviewer)
ID = "int(max=2147483647):number"
MOST_SECONDS = 2**33  # of an instant in a form


@bp.get("/")
@allowed(*WRITERS, Role.auditor)
def index(year: int) -> str:
    """Every closure of an edition, what is on now first, with what can be done about it."""
    due.catch_up(clock.now())
    edition = pages.public_edition(year)
    now = clock.now()
    found = db.session.scalars(closures_of(year)).all()
    groups = {one: [c for c in found if closing.phase(c, now) is one] for one in Phase}
    return render_template(
        "bureau/race/roads.html",
        edition=edition,
        groups=groups,
        closing=closing,
        clock=clock,
        now=now,
        words=words,
        phases=Phase,
        may_close=lock.may_open("bureau.race_roads.open_now"),
    )


@bp.post(f"/<{ID}>/open")
@allowed(*WRITERS)
def open_now(year: int, number: int) -> ResponseReturnValue:
    """Open a road now, or call its closure off."""
    found, now = closure_of_desk(year, number), clock.now()
    return _done(
        found,
        "open road",
        lambda: closing.open_now(found, _seen(), now),
        _("Open. Every page says so from now on."),
    )


@bp.post(f"/<{ID}>/take-back")
@allowed(*WRITERS)
def take_back(year: int, number: int) -> ResponseReturnValue:
    """Take an opening back."""
    found, now = closure_of_desk(year, number), clock.now()
    return _done(
        found,
        "take back opening",
        lambda: closing.take_back(found, now),
        _("The closure holds again, as announced before."),
    )


@bp.post(f"/<{ID}>/close")
@allowed(*WRITERS)
def close_now(year: int, number: int) -> ResponseReturnValue:
    """Begin a closure before its time."""
    found, now = closure_of_desk(year, number), clock.now()
    return _done(
        found,
        "close road",
        lambda: closing.close_now(found, _seen(), now),
        _("The road is closed. Every page says so from now on."),
    )


@bp.post(f"/<{ID}>/extend")
@allowed(*WRITERS)
def extend(year: int, number: int) -> ResponseReturnValue:
    """Close half an hour longer."""
    found, now, until = closure_of_desk(year, number), clock.now(), _until()
    said = _("Closed until %(time)s. Every page says so from now on.", time=clock_time(until))
    return _done(
        found,
        "extend road closure",
        lambda: closing.extend(found, until, _seen(), now),
        said,
    )


@bp.post(f"/<{ID}>/again")
@allowed(*WRITERS)
def close_again(year: int, number: int) -> ResponseReturnValue:
    """Close a road again that was open; the closure before stays what it was."""
    found, now = closure_of_desk(year, number), clock.now()
    minutes = request.form.get("minutes", type=int)
    if minutes not in closing.AGAIN:
        abort(400)
    try:
        made, new = closing.close_again(db.session, found, minutes, account(), now)
    except NotNow:
        return _refused(_("This closure is not over yet."), year)
    if new:
        lock.record("close road", f"road closure {made.id}", after=plain(made))
        db.session.commit()
    flash(
        _("Closed until %(time)s. Every page says so from now on.", time=clock_time(made.ends_at))
    )
    return redirect(url_for(".index", year=year), 303)


def closure_of_desk(year: int, number: int) -> RoadClosure:
    """A closure of a public edition; answers 404 when there is none."""
    pages.public_edition(year)
    found = db.session.get(RoadClosure, number)
    return found if found is not None and found.edition_year == year else abort(404)


def plain(closure: RoadClosure) -> dict[str, Any]:
    """A closure as the audit trail keeps it."""
    return {
        "road": closure.road,
        "stretch": closure.stretch,
        "kind": closure.kind.value,
        "starts_at": closure.starts_at,
        "ends_at": closure.ends_at,
        "ended_at": closure.ended_at,
        "detour": closure.detour,
        "places": ", ".join(closure.places),
    }


def changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What is not the same, as it was and as it is."""
    names = [name for name in after if before[name] != after[name]]
    return {
        "before": {name: before[name] for name in names},
        "after": {name: after[name] for name in names},
    }


def changed_meanwhile(closure: RoadClosure) -> str:
    """Says that somebody was faster, and what holds now."""
    return _(
        "Somebody has changed this meanwhile. It now reads: %(what)s. Tap again if you still "
        "want to change it.",
        what=words.standing(closure, clock.now()),
    )


def _done(
    closure: RoadClosure, action: str, act: Callable[[], bool], said: str
) -> ResponseReturnValue:
    before = plain(closure)
    try:
        new = act()
    except ChangedMeanwhile:
        return _refused(changed_meanwhile(closure), closure.edition_year)
    except NotNow:
        what = words.standing(closure, clock.now())
        said = _("This cannot be done any more. It now reads: %(what)s.", what=what)
        return _refused(said, closure.edition_year)
    if new:
        lock.record(action, f"road closure {closure.id}", **changes(before, plain(closure)))
        db.session.commit()
    flash(said)
    return redirect(url_for(".index", year=closure.edition_year), 303)


def _refused(said: str, year: int) -> ResponseReturnValue:
    flash(said, "error")
    return redirect(url_for(".index", year=year), 303)


def _seen() -> str:
    return request.form.get("seen", "")


def _until() -> datetime:
    seconds = request.form.get("until", type=int)
    if seconds is None or not 0 < seconds < MOST_SECONDS:
        abort(400)
    return datetime.fromtimestamp(seconds, UTC)
