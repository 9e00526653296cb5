"""The desk's pages to announce a closed road, and to change its times or detour."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.core import clock
from webapp.core.database import db
from webapp.race import pages
from webapp.race.courses.models import courses_of
from webapp.race.models import Edition
from webapp.race.roads import closing, roads_page, stretch
from webapp.race.roads.closing import ChangedMeanwhile, EndsTooEarly, NotNow
from webapp.race.roads.desk_pages import (
    ID,
    WRITERS,
    bp,
    changed_meanwhile,
    changes,
    closure_of_desk,
    plain,
)
from webapp.race.roads.forms import ClosureForm, TimesForm, times_of
from webapp.race.roads.models import RoadClosure
from webapp.staff import lock
from webapp.staff.lock import account, allowed


@bp.get("/new")
@allowed(*WRITERS)
def new(year: int) -> ResponseReturnValue:
    """The form to announce a closure."""
    edition = pages.public_edition(year)
    form = ClosureForm(data={"day": edition.held_on})
    return _form(edition, form)


@bp.post("/new")
@allowed(*WRITERS)
def announce(year: int) -> ResponseReturnValue:
    """Announce a closure, or look first which places it may cut off."""
    edition, form = pages.public_edition(year), ClosureForm(request.form)
    if "look" in request.form:
        return _form(edition, form, propose=True)
    courses = db.session.scalars(courses_of(year)).all()
    form.offer(courses, roads_page.destinations(db.session))
    if not form.validate():
        return _form(edition, form, 422)
    what = form.announcement()
    try:
        made, is_new = closing.announce(db.session, edition, what, account(), clock.now())
    except EndsTooEarly:
        form.ends.errors = [_("This time has passed already.")]
        return _form(edition, form, 422)
    if is_new:
        lock.record("close road", f"road closure {made.id}", after=plain(made))
        db.session.commit()
    flash(_("Announced. Every page says so from now on."))
    return redirect(url_for(".index", year=year), 303)


@bp.get(f"/<{ID}>/times")
@allowed(*WRITERS)
def times(year: int, number: int) -> ResponseReturnValue:
    """The form to change when a closure holds, and the detour."""
    found = closure_of_desk(year, number)
    return _times(found, TimesForm(data=times_of(found, closing.stamp(found))))


@bp.post(f"/<{ID}>/times")
@allowed(*WRITERS)
def change_times(year: int, number: int) -> ResponseReturnValue:
    """Change when a closure holds, and the detour; the public reads it at once."""
    found, form = closure_of_desk(year, number), TimesForm(request.form)
    if not form.validate():
        return _times(found, form, 422)
    before = plain(found)
    try:
        seen = form.seen.data
        new = closing.change(found, seen, form.times, form.detour, clock.now())
    except EndsTooEarly:
        form.ends.errors = [_("This time has passed already.")]
        return _times(found, form, 422)
    except (ChangedMeanwhile, NotNow):
        told = changed_meanwhile(found)
        form.seen.process_data(closing.stamp(found))
        form.seen.raw_data = None
        return _times(found, form, 422, told)
    if new:
        lock.record(
            "change road closure", f"road closure {found.id}", **changes(before, plain(found))
        )
        db.session.commit()
    flash(_("Changed. Every page says so from now on."))
    return redirect(url_for(".index", year=year), 303)


def _form(
    edition: Edition, form: ClosureForm, status: int = 200, propose: bool = False
) -> ResponseReturnValue:
    courses = db.session.scalars(courses_of(edition.year)).all()
    places = roads_page.destinations(db.session)
    form.offer(courses, places)
    if form.course.data is None and len(courses) == 1:
        form.course.data = str(courses[0].id)
    chosen = next((one for one in courses if str(one.id) == form.course.data), None)
    away: dict[str, float] = {}
    if chosen is not None and chosen.track is not None:
        from_km, to_km = form.from_km.data, form.to_km.data
        if from_km is None or to_km is None or from_km >= to_km:
            from_km, to_km, propose = 0.0, chosen.track.length_m / 1000, False
        closed = stretch.of_line(chosen.track.line, from_km, to_km)
        away = stretch.away_from(closed, roads_page.spots(db.session))
    near = set(stretch.near(away))
    if propose:
        form.places.data = sorted({*(form.places.data or ()), *near})
    page = render_template(
        "bureau/race/road_new.html",
        edition=edition,
        form=form,
        places=sorted(places, key=lambda slug: away.get(slug, float("inf"))),
        names=places,
        away=away,
        near=near,
        proposed=propose,
        lengths=[(one.name, one.track.length_m / 1000) for one in courses if one.track],
    )
    return page, status


def _times(
    closure: RoadClosure, form: TimesForm, status: int = 200, told: str = ""
) -> ResponseReturnValue:
    page = render_template(
        "bureau/race/road_times.html",
        year=closure.edition_year,
        closure=closure,
        form=form,
        told=told,
    )
    return page, status
