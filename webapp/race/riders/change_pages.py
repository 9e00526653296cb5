"""The desk's page of what was changed on the public start list and nobody else has looked at."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.core.database import db
from webapp.race.riders import changing, words
from webapp.race.riders.changing import Obstacle
from webapp.race.riders.models import Rider, RiderChange
from webapp.race.riders.pages import ID, READERS, bp, edition_of_desk, object_of, rider_of_desk
from webapp.staff import lock
from webapp.staff.lock import account, allowed
from webapp.staff.models import Account, Role


@bp.get("/changes")
@allowed(*READERS)
def changes(year: int) -> str:
    """What was before and is now, who did it and when, the oldest first."""
    edition = edition_of_desk(year)
    found = changing.waiting(db.session, year)
    return render_template(
        "bureau/race/riders_changes.html",
        edition=edition,
        changes=found,
        people={one.made_by_id: db.session.get(Account, one.made_by_id) for one, _rider in found},
        words=words,
    )


@bp.post(f"/changes/<{ID}>/confirm")
@allowed(Role.reviewer)
def confirm_change(year: int, id: int) -> ResponseReturnValue:
    """Say that a change was right."""
    change, rider = _change(year, id)
    after = changing.told(change.after)
    if (why := changing.confirm(db.session, change, account())) is not None:
        return _refused(year, why)
    lock.record("confirm rider change", object_of(rider), after=after)
    db.session.commit()
    flash(_("Confirmed."))
    return _back(year)


@bp.post(f"/changes/<{ID}>/put-back")
@allowed(Role.reviewer)
def put_back_change(year: int, id: int) -> ResponseReturnValue:
    """Let the public see again what was before a change."""
    change, rider = _change(year, id)
    before, after = changing.told(change.after), changing.told(change.before)
    if (why := changing.put_back(db.session, change, rider, account())) is not None:
        return _refused(year, why)
    lock.record("put back rider change", object_of(rider), before=before, after=after)
    db.session.commit()
    flash(_("Put back: the public sees again what was before."))
    return _back(year)


def _change(year: int, id: int) -> tuple[RiderChange, Rider]:
    found = db.session.get(RiderChange, id)
    if found is None or found.edition_year != year:
        abort(404)
    return found, rider_of_desk(year, found.rider_id)


def _refused(year: int, why: Obstacle) -> ResponseReturnValue:
    flash(words.obstacles()[why], "error")
    return _back(year)


def _back(year: int) -> ResponseReturnValue:
    return redirect(url_for(".changes", year=year), 303)
