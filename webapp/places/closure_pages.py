"""The desk's pages of closures: close a place at once, and open it again."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.core import clock
from webapp.core.database import db
from webapp.places import closures, pages
from webapp.places.closures import AlreadyOver, EndsTooEarly
from webapp.places.forms import ClosureForm
from webapp.places.models import Closure, Place
from webapp.places.pages import ID, bp
from webapp.staff import lock
from webapp.staff.lock import account, allowed
from webapp.staff.models import Role

CLOSERS = (Role.editor, Role.reviewer, Role.operator)


@bp.get("/<slug>/close")
@allowed(*CLOSERS)
def close(slug: str) -> str:
    """The form to close a place."""
    return _page(pages.place_called(slug), ClosureForm())


@bp.post("/<slug>/close")
@allowed(*CLOSERS)
def announce(slug: str) -> ResponseReturnValue:
    """Close a place; the public sees it at once."""
    place = pages.place_called(slug)
    form, now = ClosureForm(request.form), clock.now()
    if not form.validate():
        return _page(place, form), 422
    starts_at, ends_at = form.starts_at(now), form.ends_at
    try:
        closures.announce(db.session, place, form.reason, starts_at, ends_at, account(), now)
    except EndsTooEarly:
        form.ends.errors = [_("It has to end after it begins, and not in the past.")]
        return _page(place, form), 422
    after = {"reason": form.reason, "starts_at": starts_at, "ends_at": ends_at}
    lock.record("close place", f"place {place.id}", after=after)
    db.session.commit()
    flash(
        _("Closed. Every page says so from now on.")
        if starts_at <= now
        else _("Announced. Every page says so when the time has come.")
    )
    return redirect(url_for(".place", slug=place.slug), 303)


@bp.post(f"/closures/<{ID}:closure>/reopen")
@allowed(*CLOSERS)
def reopen(closure: int) -> ResponseReturnValue:
    """Open a place again, or call off what was announced."""
    found = db.session.get(Closure, closure) or abort(404)
    place = pages.place_called(found.place.slug)
    try:
        closures.reopen(found, clock.now())
    except AlreadyOver:
        flash(_("This closure is over already."), "error")
    else:
        was = {"reason": found.reason, "starts_at": found.starts_at, "ends_at": found.ends_at}
        lock.record("reopen place", f"place {place.id}", before=was, after={"at": found.ended_at})
        db.session.commit()
        flash(_("Open again. Every page says so from now on."))
    return redirect(url_for(".place", slug=place.slug), 303)


def _page(place: Place, form: ClosureForm) -> str:
    return render_template("bureau/places/close.html", place=place, form=form)
