"""The desk's page of a position survey: on the map, from a picker, or on the spot."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.core import clock, words
from webapp.core.database import db
from webapp.core.geography import distance_m
from webapp.places import coordinates, draft, labels, pages, sketch, survey
from webapp.places.coordinates import Datum, Outside, Unreadable
from webapp.places.draft import How, PlaceText, Position
from webapp.places.forms import PositionForm
from webapp.places.pages import ID, bp
from webapp.review import drafts, in_languages
from webapp.review.models import Manuscript, State
from webapp.review.refusals import Refused
from webapp.review.words import refusal
from webapp.staff import lock
from webapp.staff.lock import account, allowed
from webapp.staff.models import Role

SURVEYORS = (Role.editor, Role.operator)


@bp.get("/<slug>/position")
@allowed(*SURVEYORS)
def position(slug: str) -> str:
    """Where a place is said to be, and the form to say it better."""
    place = pages.place_called(slug)
    manuscript = pages.manuscript_about(place)
    return _page(PositionForm(), url_for(".hand_in", slug=slug), manuscript, draft.read(place))


@bp.post("/<slug>/position")
@allowed(*SURVEYORS)
def hand_in(slug: str) -> ResponseReturnValue:
    """Hand a position to the reviewers, or show first where it lies."""
    place = pages.place_called(slug)
    manuscript = drafts.manuscript_for(db.session, pages.KIND, place.id, clock.now())
    address = url_for(".hand_in", slug=slug)
    return _take(manuscript, address, url_for(".place", slug=slug), draft.read(place))


@bp.get(f"/<{ID}:manuscript>/position")
@allowed(*SURVEYORS)
def position_of_draft(manuscript: int) -> str:
    """The same for a place that is not public yet."""
    found = pages.manuscript_called(manuscript)
    address = url_for(".hand_in_for_draft", manuscript=manuscript)
    return _page(PositionForm(), address, found, _text(found))


@bp.post(f"/<{ID}:manuscript>/position")
@allowed(*SURVEYORS)
def hand_in_for_draft(manuscript: int) -> ResponseReturnValue:
    """Write a position into the draft of a place that is not public yet."""
    found = pages.manuscript_called(manuscript)
    address = url_for(".hand_in_for_draft", manuscript=manuscript)
    back = url_for("bureau.review.manuscript", manuscript_id=manuscript)
    return _take(found, address, back, _text(found))


def _text(manuscript: Manuscript) -> PlaceText:
    text: PlaceText = drafts.typed(manuscript.open_version or manuscript.standing)
    return text


def _take(
    manuscript: Manuscript, address: str, back: str, before: PlaceText
) -> ResponseReturnValue:
    form = PositionForm(request.form)
    found = _read(form) if form.validate() else None
    if found is None:
        return _page(form, address, manuscript, before), 422
    if request.form.get("action") == "show":
        return _page(form, address, manuscript, before, found)
    try:
        version = survey.hand_in(db.session, manuscript, found, account(), clock.now())
    except Refused as error:
        db.session.rollback()
        flash(refusal(error, manuscript), "error")
        return redirect(address, 303)
    lock.record(
        "survey position",
        manuscript.audit_name,
        before={"position": before.position},
        after={"position": found, "version": version.number},
    )
    db.session.commit()
    if version.state is State.submitted:
        flash(_("Handed in. A reviewer looks at it before the public sees it."))
    else:
        flash(_("Written into the draft that is being worked on; it goes to review with it."))
    return redirect(back, 303)


def _given(form: PositionForm) -> survey.Given:
    found = form.found.data
    return survey.Given(
        pasted=form.pasted.data or "",
        datum=Datum(form.datum.data) if form.pasted.data else Datum.wgs84,
        lat=form.lat.data or "",
        lon=form.lon.data or "",
        accuracy_m=form.accuracy_m.data,
        note=in_languages.written(form, "note"),
        found=How(found) if found in ("map", "device") else How.typed,
    )


def _read(form: PositionForm) -> Position | None:
    """The position in the form; None when the form now says what is wrong."""
    box = form.pasted if form.pasted.data else form.lat
    try:
        return survey.position(_given(form))
    except survey.Nothing:
        box.errors = [_("Point at the map, paste a position, or measure one on the spot.")]
    except Unreadable:
        box.errors = [_("These are not two numbers such as 110.318, 40.794.")]
    except Outside as error:
        box.errors = [_outside(error)]
    return None


def _outside(error: Outside) -> str:
    """Where a refused position lies, and the mistake that was probably made."""
    if error.likely == "swapped":
        return _("Latitude and longitude are probably in each other’s box.")
    away = words.distance(distance_m(error.point, coordinates.MIDDLE))
    if not error.likely:
        return _(
            "This is outside Shiguai, about %(distance)s from its middle. Look at the numbers, "
            "and at the spot you picked, again.",
            distance=away,
        )
    return _(
        "This is outside Shiguai, about %(distance)s from its middle. Was it copied from another "
        "map? It would fit: %(picker)s.",
        distance=away,
        picker=str(labels.DATUMS[Datum(error.likely)]),
    )


def _page(
    form: PositionForm,
    address: str,
    manuscript: Manuscript | None,
    before: PlaceText,
    found: Position | None = None,
) -> str:
    if found is not None:
        form.lat.data, form.lon.data = f"{found.lat:.6f}", f"{found.lon:.6f}"
        form.accuracy_m.data = found.accuracy_m
    doubt = survey.doubtful_datum(before.position, _given(form), found) if found else None
    return render_template(
        "bureau/places/position.html",
        form=form,
        address=address,
        name=before.name,
        before=before.position,
        found=found,
        moved=survey.moved_m(before.position, found) if found else None,
        doubt=labels.DATUMS[doubt] if doubt else None,
        earlier=survey.earlier(manuscript) if manuscript else [],
        labels=labels,
        sketch=sketch,
        box=coordinates,
    )
