"""Corrections: those that wait for a second person, and what became of all others."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from webapp.core import clock
from webapp.core.database import db
from webapp.places.known import known
from webapp.staff import lock
from webapp.staff.lock import account, allowed
from webapp.staff.models import Role
from webapp.visits import (
    bundles,
    corrections,
    decision_words,
    labels,
    own_places,
    report_words,
)
from webapp.visits.bureau import bp
from webapp.visits.correction_form import RefusalForm
from webapp.visits.decisions import Correction, CorrectionState
from webapp.visits.people import names_of
from webapp.visits.refusals import NoReason, NotDecided

READERS = (Role.statistician, Role.auditor)
PAGE = 50
MOST = 2**31  # larger numbers name no correction


@bp.get("/corrections")
@allowed(*READERS)
def correction_list() -> str:
    """What waits, and the latest that was decided; `before` goes further back."""
    return _page()


def _page(refused: int | None = None, form: RefusalForm | None = None) -> str:
    waiting = bundles.bundled(db.session.scalars(corrections.waiting()))
    wanted = select(Correction).where(Correction.state != CorrectionState.waiting)
    before = request.args.get("before", "")
    if before.isascii() and before.isdigit() and int(before[:12]) < MOST:
        wanted = wanted.where(Correction.id < int(before[:12]))
    decided = db.session.scalars(wanted.order_by(Correction.id.desc()).limit(PAGE + 1)).all()
    shown = decided[:PAGE]
    people = [one.first for one in waiting] + list(shown)
    ids = [n for one in people for n in (one.asked_by_id, one.decided_by_id)]
    return render_template(
        "bureau/visits/corrections.html",
        waiting=waiting,
        outlooks=bundles.outlooks(db.session, waiting),
        decided=shown,
        older=shown[-1].id if len(decided) > PAGE else None,
        forms={
            one.first.id: form
            if form and one.first.id == refused
            else RefusalForm(prefix=f"c{one.first.id}-")
            for one in waiting
        },
        refused=refused,
        form=form,
        places={one.id: one for one in known(db.session)},
        people=names_of(db.session, ids),
        me=account().id,
        states=decision_words.states(),
        decisions=decision_words,
        labels=labels,
        words=report_words,
    )


@bp.post("/corrections/<int:number>/approve")
@allowed(Role.statistician)
def approve_correction(number: int) -> ResponseReturnValue:
    """Be the second person: it counts from now on, with all that came with it."""
    found = _correction(number)
    try:
        together = corrections.approve(db.session, found, account(), clock.now())
    except NotDecided as why:
        return _not_decided(why)
    _note(together, "approve correction")
    return _done(_("Approved. The correction counts now."))


@bp.post("/corrections/<int:number>/refuse")
@allowed(Role.statistician)
def refuse_correction(number: int) -> ResponseReturnValue:
    """Be the second person: nothing of it counts, and it says why."""
    found = _correction(number)
    form = RefusalForm(request.form, prefix=f"c{number}-")
    if not form.good():
        db.session.rollback()
        return _page(number, form), 422
    try:
        together = corrections.refuse(db.session, found, account(), clock.now(), form.why.data)
    except NoReason:
        db.session.rollback()
        form.why.errors = [decision_words.refusal(NoReason())]
        return _page(number, form), 422
    except NotDecided as why:
        return _not_decided(why)
    _note(together, "refuse correction")
    return _done(_("Refused. The figure stays as it is."))


@bp.post("/corrections/<int:number>/take-back")
@allowed(Role.statistician)
def take_back_correction(number: int) -> ResponseReturnValue:
    """Think better of one's own; a second time changes nothing."""
    found = _correction(number)
    if found.asked_by_id != account().id:
        db.session.rollback()
        flash(_("Somebody else asked for it; you can approve or refuse it."), "error")
        return redirect(url_for(".correction_list"), 303)
    try:
        together = corrections.take_back(db.session, found, account(), clock.now())
    except NotDecided:
        db.session.rollback()
        flash(*decision_words.too_late(found))
        return redirect(url_for(".correction_list"), 303)
    _note(together, "take back correction")
    return _done(_("Taken back. The figure stays as it is."))


@bp.post("/report/<slug>/<day>/take-back/<int:number>")
@allowed(Role.operator, Role.statistician)
def take_back_report(slug: str, day: str, number: int) -> ResponseReturnValue:
    """The same where one reports; of one's own places, and nobody else's correction."""
    place, found = own_places.called(slug), _correction(number)
    if found.place_id != place.id or found.business_day.isoformat() != day:
        abort(404)
    if found.asked_by_id != account().id:
        abort(403)
    onward = redirect(url_for(".report_day", slug=slug, day=day), 303)
    try:
        together = corrections.take_back(db.session, found, account(), clock.now())
    except NotDecided:
        db.session.rollback()
        flash(*decision_words.too_late(found))
        return onward
    _note(together, "take back correction")
    db.session.commit()
    flash(_("Taken back. The figure stays as it is."))
    return onward


def _correction(number: int) -> Correction:
    if number >= MOST:
        abort(404)
    return db.session.get(Correction, number) or abort(404)


def _not_decided(why: NotDecided) -> ResponseReturnValue:
    db.session.rollback()
    flash(decision_words.refusal(why), "error")
    return redirect(url_for(".correction_list"), 303)


def _note(together: Sequence[Correction], action: str) -> None:
    """Put on record what was decided, once for all that came together."""
    first = together[0]
    before = {one.metric.value: one.old_value for one in together}
    after: dict[str, Any] = {one.metric.value: one.new_value for one in together}
    after["state"] = first.state.value
    if first.decision:
        after["why"] = first.decision
    lock.record(action, f"correction {first.id}", before=before, after=after)


def _done(words: str) -> ResponseReturnValue:
    db.session.commit()
    flash(words)
    return redirect(url_for(".correction_list"), 303)
