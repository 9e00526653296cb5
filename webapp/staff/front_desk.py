"""The front desk: what waits for whoever is signed in, what grows old, what is not there yet."""

from flask import render_template

from webapp.core import clock
from webapp.core.database import db
from webapp.staff import desk as registered
from webapp.staff.lock import account, for_all_staff
from webapp.staff.pages import bp


@bp.get("/")
@for_all_staff
def desk() -> str:
    """The first page after signing in."""
    lines = registered.lines(db.session, account(), clock.today())
    return render_template("bureau/desk.html", lines=lines, columns=list(registered.Column))
