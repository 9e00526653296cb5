"""Sealing months: what is checked before, the seal itself, and the totals to check against."""

from collections.abc import Sequence
from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.core import clock, languages
from webapp.core.database import db
from webapp.places.known import known
from webapp.staff import lock
from webapp.staff.lock import account, allowed
from webapp.staff.models import Role
from webapp.visits import (
    addressed,
    bundles,
    chain,
    checks,
    corrections,
    decision_words,
    labels,
    overview,
    report_words,
    seals,
)
from webapp.visits.bureau import bp
from webapp.visits.decisions import CheckTotal, Seal
from webapp.visits.overview import DayState
from webapp.visits.people import names_of
from webapp.visits.refusals import NotDecided
from webapp.visits.seal_form import CheckTotalForm, SealForm

READERS = (Role.statistician, Role.auditor)
MOST = 2**31


@bp.get("/seals")
@allowed(*READERS)
def seal_list() -> str:
    """Every month since the first figure: sealed, over, or running."""
    today = clock.business_day(clock.now())
    sealed = {one.first: one for one in db.session.scalars(seals.all_seals())}
    return render_template(
        "bureau/visits/seals.html",
        months=sorted(overview.months_with_figures(db.session, today), reverse=True),
        running=today.replace(day=1),
        sealed=sealed,
        people=names_of(db.session, (one.sealed_by_id for one in sealed.values())),
    )


@bp.get("/seals/<month>")
@allowed(*READERS)
def seal_page(month: str) -> str:
    """A month: its checks and the way to seal it, or its seal and what was revised since."""
    return _page(addressed.month(month))


@bp.post("/seals/<month>")
@allowed(Role.statistician)
def seal_month(month: str) -> ResponseReturnValue:
    """封账: close a month for good."""
    first, form = addressed.month(month), SealForm(request.form)
    if not form.validate():
        db.session.rollback()
        return _page(first, form), 422
    try:
        made = seals.seal(db.session, first, account(), clock.now())
    except NotDecided as why:
        db.session.rollback()
        return _page(first, form, [decision_words.refusal(why)]), 422
    head = {"chain": made.chain_number, "hash": made.chain_hash}
    lock.record("seal month", f"month {first:%Y-%m}", after=head)
    db.session.commit()
    flash(_("Sealed. What is corrected from now on becomes a public revision."))
    return _back(first)


@bp.post("/seals/<month>/verify")
@allowed(Role.statistician)
def verify_month(month: str) -> ResponseReturnValue:
    """核实: stand for every figure of the month's days that are over."""
    first = addressed.month(month)
    last = min(seals.span_of(first)[1], clock.business_day(clock.now()) - overview.ONE_DAY)
    places = [one.id for one in known(db.session)]
    firmer = 0
    if last >= first:
        firmer = seals.verify_days(db.session, places, first, last, account(), clock.now())
    if not firmer:
        db.session.rollback()
        flash(
            _(
                "Nothing to verify: everything is verified, waits for a second person or does not "
                "add up."
            )
        )
        return _back(first)
    lock.record("verify days", f"month {first:%Y-%m}", after={"figures": firmer, "last": last})
    left_out = len(seals.hindering(db.session, first, last))
    db.session.commit()
    flash(_("Verified: you stand for %(n)s figures of this month.", n=firmer))
    if left_out:
        flash(
            ngettext(
                "One day was left out, for it does not add up.",
                "%(num)s days were left out, for they do not add up.",
                left_out,
            )
        )
    return _back(first)


@bp.post("/seals/<month>/check-totals")
@allowed(Role.statistician)
def enter_check_total(month: str) -> ResponseReturnValue:
    """Note a total known from elsewhere."""
    first, form = addressed.month(month), CheckTotalForm(request.form)
    places = {one.slug: one for one in known(db.session)}
    form.offer(_choices())
    read = form.read(first)
    if read is None or db.session.get(Seal, first) is not None:
        sealed = _("The month is sealed: a check total would change nothing.")
        db.session.rollback()
        return _page(first, total=form, more=[] if read is None else [sealed]), 422
    metric, value, tolerance = read
    place = places[form.place.data].id if form.place.data else None
    span = form.first.data, form.last.data
    more = (value, tolerance, form.source.data, account(), clock.now())
    try:
        made = checks.enter(db.session, place, metric, span, *more)
    except NotDecided as why:
        db.session.rollback()
        return _page(first, total=form, more=[decision_words.refusal(why)]), 422
    after = {"value": value, "tolerance": tolerance, "metric": metric.value, "source": made.source}
    lock.record("enter check total", f"check total {made.id}", after=after)
    db.session.commit()
    flash(_("Noted. The figures are checked against it from now on."))
    return _back(first)


@bp.post("/check-totals/<int:number>/withdraw")
@allowed(Role.statistician)
def withdraw_check_total(number: int) -> ResponseReturnValue:
    """Let a total that was wrong itself hinder nothing any more."""
    found = db.session.get(CheckTotal, number) if number < MOST else None
    if found is None:
        abort(404)
    checks.withdraw(found, account(), clock.now())
    lock.record("withdraw check total", f"check total {found.id}", before={"value": found.value})
    db.session.commit()
    flash(_("Withdrawn. It stays in the records and hinders nothing."))
    return _back(found.last)


def _back(day: date) -> ResponseReturnValue:
    return redirect(url_for(".seal_page", month=f"{day:%Y-%m}"), 303)


def _choices() -> list[tuple[str, str]]:
    return [(one.slug, languages.words(one.name)) for one in known(db.session)]


def _page(
    first: date,
    form: SealForm | None = None,
    more: Sequence[str] = (),
    total: CheckTotalForm | None = None,
) -> str:
    now = clock.now()
    span = seals.span_of(first)
    seal = db.session.get(Seal, first)
    if total is None:
        total = CheckTotalForm(data={"first": span[0], "last": span[1], "tolerance": "0"})
        total.offer(_choices())
    checked = checks.checked(db.session, *span)
    grid = overview.month_of_places(db.session, first, clock.business_day(now))
    people = [seal.sealed_by_id if seal else None, *(one.check.entered_by_id for one in checked)]
    return render_template(
        "bureau/visits/seal.html",
        month=first,
        seal=seal,
        obstacles=seals.obstacles(db.session, first, now),
        checked=checked,
        missing=[one for one in grid if one.count[DayState.missing]],
        revisions=db.session.scalars(seals.revisions(*span)).all() if seal else (),
        waiting=bundles.bundled(db.session.scalars(corrections.waiting(*span))),
        unequal=seals.hindering(db.session, *span),
        head=chain.head(db.session),
        form=form or SealForm(),
        total=total,
        more=more,
        places={one.id: one for one in known(db.session)},
        people=names_of(db.session, people),
        labels=labels,
        words=report_words,
    )
