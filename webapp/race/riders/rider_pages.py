"""The desk's page of one rider: what is changed by hand, also at the roadside."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from webapp.core import clock
from webapp.core.database import db
from webapp.race.riders import bibs, changing, erasing, keeping, masking, storing, words
from webapp.race.riders.checking import ranges_of
from webapp.race.riders.forms import RiderForm
from webapp.race.riders.known import SEALED, is_public
from webapp.race.riders.models import Rider, RiderData, RiderState, StartList, riders_of
from webapp.race.riders.pages import (
    ID,
    READERS,
    ROADSIDE,
    WRITERS,
    bp,
    edition_of_desk,
    object_of,
    rider_of_desk,
    sealer,
)
from webapp.staff import lock
from webapp.staff.lock import account, allowed
from webapp.staff.models import Role

FIELDS = ("bib", "name", "team", "category")


@bp.get(f"/<{ID}>")
@allowed(*READERS)
def rider(year: int, id: int) -> ResponseReturnValue:
    """What is known of a rider, but not what is sealed."""
    found = rider_of_desk(year, id)
    return _page(found, RiderForm(data={name: getattr(found, name) for name in FIELDS}))


@bp.post(f"/<{ID}>")
@allowed(*WRITERS)
def change(year: int, id: int) -> ResponseReturnValue:
    """Change bib, name, team and category."""
    found, edition = rider_of_desk(year, id), edition_of_desk(year)
    form = RiderForm(request.form).offer(_categories(found))
    valid = form.validate()
    bib = form.bib.data
    holder = select(Rider).where(Rider.edition_year == year, Rider.bib == bib, Rider.id != id)
    if valid and bib is not None and (other := db.session.scalar(holder)) is not None:
        form.bib.errors = [_("The bib of %(who)s.", who=other.name)]
        valid = False
    if not valid:
        return _page(found, form, 422)
    wanted = {name: form[name].data or None for name in FIELDS}
    before, after = changing.change(db.session, found, wanted, account(), clock.now())
    if after:
        storing.wrote(db.session, year, account())
        told = {"before": changing.told(before), "after": changing.told(after)}
        lock.record("change rider", object_of(found), **told)
    db.session.commit()
    flash(_("Changed."))
    category = next((one for one in edition.categories if one.code == found.category), None)
    ranges = ranges_of(category) if category else bibs.Bibs()
    if found.bib is not None and ranges.spans and found.bib not in ranges:
        flash(_("This bib lies outside the category's bibs."), "error")
    return _back(found)


@bp.post(f"/<{ID}>/state")
@allowed(*ROADSIDE)
def set_state(year: int, id: int) -> ResponseReturnValue:
    """Say that somebody does not ride, or does after all; the public sees it at once."""
    found = rider_of_desk(year, id)
    wanted = RiderState.withdrawn if request.form.get("rides") == "no" else RiderState.confirmed
    by, now = account(), clock.now()
    before, after = changing.change(db.session, found, {"state": wanted}, by, now)
    if after:
        lock.record("change rider", object_of(found), before=before, after=after)
    db.session.commit()
    gone = _("Withdrawn from the race."), _("Rides.")
    flash(gone[wanted is RiderState.confirmed])
    return _back(found)


@bp.post(f"/<{ID}>/mask")
@allowed(*ROADSIDE)
def mask(year: int, id: int) -> ResponseReturnValue:
    """Mask the name for the public on request."""
    return _mask(rider_of_desk(year, id), True)


@bp.post(f"/<{ID}>/unmask")
@allowed(Role.reviewer)
def unmask(year: int, id: int) -> ResponseReturnValue:
    """Show the name again: what was asked for is not undone by whoever writes the list."""
    return _mask(rider_of_desk(year, id), False)


def _mask(found: Rider, wanted: bool) -> ResponseReturnValue:
    if found.masked is not wanted:
        after = {"masked": wanted}
        lock.record("mask rider", object_of(found), before={"masked": not wanted}, after=after)
        found.masked = wanted
    db.session.commit()
    flash(_("The public reads %(name)s.", name=masking.shown_name(found)))
    return _back(found)


@bp.post(f"/<{ID}>/erase")
@allowed(*WRITERS)
def erase(year: int, id: int) -> ResponseReturnValue:
    """Delete a rider's personal data at once, on request."""
    found = rider_of_desk(year, id)
    if request.form.get("sure") != "yes":
        flash(_("Nothing was deleted: the tick is missing."), "error")
        return _back(found)
    erasing.erase(db.session, found, clock.now())
    lock.record("erase rider", object_of(found))
    db.session.commit()
    flash(_("The personal data is deleted, and the name masked."))
    return _back(found)


@bp.get(f"/<{ID}>/personal")
@allowed(*WRITERS)
def personal(year: int, id: int) -> str:
    """What is sealed, opened; who looked is in the audit trail."""
    found = rider_of_desk(year, id)
    data = db.session.get(RiderData, id)
    opener = sealer()
    opened = {name: opener.open(getattr(data, name)) for name in SEALED} if data else {}
    elsewhere = any(data and getattr(data, name) and opened[name] is None for name in SEALED)
    page = render_template(
        "bureau/race/rider_personal.html",
        rider=found,
        data=data,
        opened=opened,
        elsewhere=elsewhere,
        fields=words.fields(),
    )
    lock.start_writing()
    lock.record("read rider data", f"rider {id}")
    db.session.commit()
    return page


def _categories(found: Rider) -> dict[str, str]:
    edition = edition_of_desk(found.edition_year)
    return {found.category: found.category} | dict(words.category_names(edition))


def _page(found: Rider, form: RiderForm, status: int = 200) -> ResponseReturnValue:
    edition = edition_of_desk(found.edition_year)
    category = next((one for one in edition.categories if one.code == found.category), None)
    taken = {one.bib for one in db.session.scalars(riders_of(found.edition_year)) if one.bib}
    page = render_template(
        "bureau/race/rider.html",
        edition=edition,
        rider=found,
        form=form.offer(_categories(found)),
        data=db.session.get(RiderData, found.id),
        next_bib=bibs.next_free(ranges_of(category), taken) if category else None,
        public=is_public(db.session.get(StartList, found.edition_year), found),
        kept=keeping.kept(edition, keeping.last_import(db.session, found.edition_year)),
        shown=masking.shown_name(found),
        changes=changing.waiting(db.session, found.edition_year),
        words=words,
    )
    return page, status


def _back(found: Rider) -> ResponseReturnValue:
    return redirect(url_for(".rider", year=found.edition_year, id=found.id), 303)
