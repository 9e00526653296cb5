"""Corrections: those that wait for a second person, and what became of all others."""

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
from webapp.visits import corrections, decision_words, labels, report_words
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
    waiting = db.session.scalars(corrections.waiting()).all()
    wanted = select(Correction).where(Correction.state != CorrectionState.waiting)
    before = request.args.get("before", "")
    if before.isascii() and before.isdigit() and int(before[:12]) < MOST:
        wanted = wanted.where(Correction.id < int(before[:12]))
    decided = db.session.scalars(wanted.order_by(Correction.id.desc()).limit(PAGE + 1)).all()
    shown = decided[:PAGE]
    ids = [n for one in (*waiting, *shown) for n in (one.asked_by_id, one.decided_by_id)]
    return render_template(
        "bureau/visits/corrections.html",
        waiting=waiting,
        decided=shown,
        older=shown[-1].id if len(decided) > PAGE else None,
        forms={
            one.id: form if form and one.id == refused else RefusalForm(prefix=f"c{one.id}-")
            for one in waiting
        },
        refused=refused,
        form=form,
        places={one.id: one for one in known(db.session)},
        people=names_of(db.session, ids),
        me=account().id,
        states=decision_words.states(),
        labels=labels,
        words=report_words,
    )


@bp.post("/corrections/<int:number>/approve")
@allowed(Role.statistician)
def approve_correction(number: int) -> ResponseReturnValue:
    """Be the second person: from now on the correction counts."""
    found = _correction(number)
    try:
        corrections.approve(db.session, found, account(), clock.now())
    except NotDecided as why:
        return _not_decided(why)
    return _decided(found, "approve correction", _("Approved. The correction counts now."))


@bp.post("/corrections/<int:number>/refuse")
@allowed(Role.statistician)
def refuse_correction(number: int) -> ResponseReturnValue:
    """Be the second person: the correction counts for nothing, and it says why."""
    found = _correction(number)
    form = RefusalForm(request.form, prefix=f"c{number}-")
    if not form.good():
        db.session.rollback()
        return _page(number, form), 422
    try:
        corrections.refuse(db.session, found, account(), clock.now(), form.why.data)
    except NoReason:
        db.session.rollback()
        form.why.errors = [decision_words.refusal(NoReason())]
        return _page(number, form), 422
    except NotDecided as why:
        return _not_decided(why)
    return _decided(found, "refuse correction", _("Refused. The figure stays as it is."))


@bp.post("/corrections/<int:number>/take-back")
@allowed(Role.statistician)
def take_back_correction(number: int) -> ResponseReturnValue:
    """Think better of one's own."""
    found = _correction(number)
    if found.asked_by_id != account().id:
        db.session.rollback()
        flash(_("Somebody else asked for it; you can approve or refuse it."), "error")
        return redirect(url_for(".correction_list"), 303)
    try:
        corrections.take_back(db.session, found, account(), clock.now())
    except NotDecided as why:
        return _not_decided(why)
    return _decided(found, "take back correction", _("Taken back. The figure stays as it is."))


def _correction(number: int) -> Correction:
    if number >= MOST:
        abort(404)
    return db.session.get(Correction, number) or abort(404)


def _not_decided(why: NotDecided) -> ResponseReturnValue:
    db.session.rollback()
    flash(decision_words.refusal(why), "error")
    return redirect(url_for(".correction_list"), 303)


def _decided(found: Correction, action: str, words: str) -> ResponseReturnValue:
    after: dict[str, Any] = {"state": found.state.value}
    if found.decision:
        after["why"] = found.decision
    lock.record(action, f"correction {found.id}", after=after)
    db.session.commit()
    flash(words)
    return redirect(url_for(".correction_list"), 303)
