"""The desk's form of a place, its preview, and new places."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.core import clock
from webapp.core.database import db
from webapp.places import draft, pages, public
from webapp.places.draft import PlaceText
from webapp.places.models import Place
from webapp.places.pages import ID, bp
from webapp.review import drafts
from webapp.staff.lock import allowed
from webapp.staff.models import Role


@bp.get("/new")
@allowed(Role.editor)
def new() -> str:
    """The form of a new place."""
    return ""


@bp.post("/<slug>/edit")
@allowed(Role.editor)
def begin(slug: str) -> ResponseReturnValue:
    """Go to the form of a public place; its manuscript is made when nobody has worked on it yet."""
    place = pages.place_called(slug)
    manuscript = drafts.manuscript_for(db.session, pages.KIND, place.id, clock.now())
    db.session.commit()
    return redirect(url_for(".edit", manuscript=manuscript.id), 303)


@bp.get(f"/<{ID}:manuscript>/edit")
@allowed(Role.editor)
def edit(manuscript: int) -> str:
    """The form of a place."""
    return ""


@bp.get(f"/preview/<{ID}:version>")
@allowed(*pages.READERS)
def preview(version: int) -> str:
    """A version as the public will see it."""
    found = pages.version_called(version)
    text: PlaceText = drafts.typed(found)
    with db.session.no_autoflush:
        record = found.manuscript.record_id
        place = db.session.get_one(Place, record) if record else None
        if place is None:
            place = draft.new_place(db.session, text)
            place.id = 0
        draft.apply(place, text, clock.now())
        page = render_template("places/page.html", preview=found, **public.shown(place))
    db.session.rollback()  # nothing of it is kept
    return page
