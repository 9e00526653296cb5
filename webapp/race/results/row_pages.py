"""The desk's pages of single riders: correct a result, mask a name."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.core import clock
from webapp.core.database import db
from webapp.race import pages
from webapp.race.models import Edition
from webapp.race.results import correcting, desk_pages, masks, words
from webapp.race.results.cells import read_bib
from webapp.race.results.desk_pages import AT_THE_ROADSIDE, BASE, ONE, back, bp
from webapp.race.results.forms import CorrectionForm
from webapp.race.results.models import Result, ResultSet, ResultState
from webapp.race.results.refusals import NoSuchRider, NotDone, WrongState
from webapp.staff import lock
from webapp.staff.lock import account, allowed
from webapp.staff.models import Role
from webapp.visits.cells import BadCell


def _bib(text: str) -> int | None:
    try:
        return read_bib(text)
    except BadCell:
        return None


@bp.get(f"{ONE}/rider")
@allowed(*AT_THE_ROADSIDE)
def rider(year: int, id: int) -> ResponseReturnValue:
    """One rider's result, to be corrected."""
    edition, found = desk_pages.set_of(year, id)
    bib = _bib(request.args.get("bib", ""))
    try:
        if bib is None:
            raise NoSuchRider
        _correctable(found)
        row = correcting.row_of(db.session, found, bib)
    except NotDone as why:
        return desk_pages.refused(why, year, id)
    return _page(edition, found, row, CorrectionForm.of(row))


def _correctable(found: ResultSet) -> None:
    if found.state is not ResultState.draft and found.revision is None:
        raise WrongState


def _page(
    edition: Edition, found: ResultSet, row: Result, form: CorrectionForm, status: int = 200
) -> ResponseReturnValue:
    page = render_template(
        "bureau/race/results_rider.html",
        edition=edition,
        found=found,
        row=row,
        form=form,
        words=words,
        categories=words.categories(edition),
    )
    return page, status


@bp.post(f"{ONE}/rider")
@allowed(*AT_THE_ROADSIDE)
def correct(year: int, id: int) -> ResponseReturnValue:
    """Correct it: in a draft at once, of what is public as a new draft."""
    edition, found = desk_pages.set_of(year, id)
    bib = _bib(request.form.get("bib", "")) or abort(400)
    form = CorrectionForm(request.form)
    form.offer()
    try:
        row = correcting.row_of(db.session, found, bib)
        correction = form.correction()
        if correction is None:
            return _page(edition, found, row, form, 422)
        draft = correcting.correct(
            db.session, edition, found, bib, correction, account(), clock.now()
        )
    except NotDone as why:
        return desk_pages.refused(why, year, id)
    # Neither name nor year of birth: the trail is kept for longer than a name may be known.
    before = {"bib": bib, "outcome": correcting.outcome_of(row)}
    after = {"bib": bib, "outcome": correction}
    lock.record("correct result", f"results {draft.id}", before=before, after=after)
    db.session.commit()
    flash(_("Corrected in the draft. The public reads it once you publish it."))
    return back(year, draft.id)


@bp.post(f"{BASE}/mask")
@allowed(*AT_THE_ROADSIDE)
def mask(year: int) -> ResponseReturnValue:
    """Mask a name in all revisions of the edition."""
    edition, bib = pages.public_edition(year), _bib(request.form.get("bib", ""))
    if bib is None:
        flash(_("This is no bib."), "error")
        return _to_masks(year)
    if masks.mask(db.session, year, bib, clock.now()):
        lock.record("mask name", f"edition {edition.year}", after={"bib": bib})
        db.session.commit()
    flash(_("The public reads the name of bib %(bib)s masked now.", bib=bib))
    return _to_masks(year)


@bp.post(f"{BASE}/unmask")
@allowed(Role.reviewer)
def unmask(year: int) -> ResponseReturnValue:
    """Show a name again."""
    edition, bib = pages.public_edition(year), _bib(request.form.get("bib", "")) or abort(400)
    if masks.show(db.session, year, bib):
        lock.record("show name", f"edition {edition.year}", before={"bib": bib})
        db.session.commit()
    flash(_("The public reads the name of bib %(bib)s again.", bib=bib))
    return _to_masks(year)


def _to_masks(year: int) -> ResponseReturnValue:
    return redirect(url_for("bureau.race_results.index", year=year, _anchor="masks"), 303)
