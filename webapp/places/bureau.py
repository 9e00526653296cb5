"""The desk's pages of places: the list, and one place with all that can be done about it."""

from flask import abort, render_template, request
from flask_babel import gettext as _

from webapp.core import clock
from webapp.core.database import db
from webapp.places import closed, closures, draft, labels, listed, pages
from webapp.places.listed import Lacks
from webapp.places.models import closures_at
from webapp.places.pages import READERS, bp
from webapp.staff.lock import account, allowed
from webapp.staff.models import Account


@bp.get("/")
@allowed(*READERS)
def index() -> str:
    """Every place that is somebody's business, or those that lack something."""
    asked = request.args.get("show")
    wanted = Lacks(asked) if asked in {one.value for one in Lacks} else None
    if asked and wanted is None:
        abort(404)
    among = None if pages.sees_all(account()) else account().places
    shut = closures.in_force_at(db.session, clock.now())
    rows = listed.rows(db.session, clock.today(), shut, among)
    return render_template(
        "bureau/places/index.html",
        rows=[row for row in rows if wanted is None or wanted in row.lacks],
        counts={one: sum(one in row.lacks for row in rows) for one in Lacks},
        total=len(rows),
        wanted=wanted,
        new=listed.not_yet_public(db.session) if among is None else [],
        lacks=Lacks,
        lack_words=lack_words(),
        labels=labels,
    )


def lack_words() -> dict[Lacks, str]:
    """What a place lacks, as a filter says it."""
    return {
        Lacks.position: _("Position not surveyed"),
        Lacks.english: _("Not all in English"),
        Lacks.check: _("Not verified for a year"),
        Lacks.closed: _("Closed now"),
    }


@bp.get("/<slug>")
@allowed(*READERS)
def place(slug: str) -> str:
    """One place: whether it is closed, where it is, how far its text is."""
    found = pages.place_called(slug)
    manuscript = pages.manuscript_about(found)
    history = db.session.scalars(closures_at(found.id)).all()
    return render_template(
        "bureau/places/place.html",
        place=found,
        text=draft.read(found),
        manuscript=manuscript,
        closures=history,
        people={one: db.session.get(Account, one) for one in {c.announced_by_id for c in history}},
        lacks=listed.lacks(found, clock.today(), closed.closure_of(found) is not None),
        lack_words=lack_words(),
        labels=labels,
        now=clock.now(),
    )
