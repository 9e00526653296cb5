"""How places are counted: the versions of the method, and each place's rule and factors."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from webapp.core import clock
from webapp.core.database import db
from webapp.places.known import known
from webapp.places.models import Place
from webapp.staff import lock
from webapp.staff.lock import account, allowed
from webapp.staff.models import Role
from webapp.visits import (
    addressed,
    capacity,
    decision_words,
    method_changes,
    method_place,
    methods,
    opening,
)
from webapp.visits.bureau import bp
from webapp.visits.capacity import Approved, Capacity
from webapp.visits.method_place import Sent, end_form, form_of, own
from webapp.visits.methods import CountingRule, Factor, Precedence, ReentryRate
from webapp.visits.models import Device
from webapp.visits.opening import EVERY_DAY, OpeningSpan
from webapp.visits.people import names_of
from webapp.visits.refusals import NotDecided
from webapp.visits.scope import counted_places

READERS = (Role.statistician, Role.auditor)


@bp.get("/method")
@allowed(*READERS)
def method() -> str:
    """Every place with its rule, and every version of the method in words."""
    versions = db.session.scalars(methods.all_versions()).all()
    today = clock.business_day(clock.now())
    rules = {
        one.place_id: one
        for one in db.session.scalars(
            select(CountingRule).where(CountingRule.since <= today).order_by(CountingRule.since)
        )
    }
    places = known(db.session)
    counting = {*rules, *(one.id for one in counted_places(db.session))}
    counting.update(db.session.scalars(select(Device.place_id)))
    return render_template(
        "bureau/visits/method.html",
        counted=[one for one in places if one.id in counting],
        others=[one for one in places if one.id not in counting],
        by_id={one.id: one for one in places},
        rules={place: one.precedence for place, one in rules.items()},
        factors=_holding(Factor, today),
        rates=_holding(ReentryRate, today),
        versions=versions,
        people=names_of(db.session, (one.started_by_id for one in versions)),
        decisions=decision_words,
        reports_first=Precedence.reports,
    )


def _holding(kind: type[Factor] | type[ReentryRate], today: date) -> dict[int, int]:
    found: dict[int, int] = {}
    for one in db.session.scalars(
        select(kind.place_id).where(kind.first <= today, kind.last >= today)
    ):
        found[one] = found.get(one, 0) + 1
    return found


@bp.get("/method/<slug>")
@allowed(*READERS)
def method_of_place(slug: str) -> str:
    """How one place is counted: all that holds and held, and forms to change it."""
    return method_place.page(addressed.place(slug))


@bp.post("/method/<slug>/precedence")
@allowed(Role.statistician)
def set_precedence(slug: str) -> ResponseReturnValue:
    """Set who goes first."""
    place = addressed.place(slug)
    form = form_of("precedence", place, request.form)
    if not form.good():
        return _again(place, form)
    which, since, reason = Precedence(form.precedence.data), form.since.data, form.reason.data
    return _change(
        place,
        form,
        "set precedence",
        {"precedence": which.value, "since": since, "reason": reason},
        lambda: method_changes.let_go_first(
            db.session, place.id, which, since, reason, account(), clock.now()
        ),
    )


@bp.post("/method/<slug>/factor")
@allowed(Role.statistician)
def set_factor(slug: str) -> ResponseReturnValue:
    """Add a calibration factor."""
    place = addressed.place(slug)
    form = form_of("factor", place, request.form)
    if not form.good():
        return _again(place, form)
    thousandths = round(form.factor.data * 1000)
    if thousandths != form.factor.data * 1000:
        form.factor.errors = [_("No more than three decimals.")]
        return _again(place, form)
    gate, span, reason = form.gate.data, form.span, form.reason.data
    return _change(
        place,
        form,
        "set factor",
        {"gate": gate, "days": span, "thousandths": thousandths, "reason": reason},
        lambda: method_changes.set_factor(
            db.session, place.id, gate, span, thousandths, reason, account(), clock.now()
        ),
    )


@bp.post("/method/<slug>/reentry")
@allowed(Role.statistician)
def set_reentry(slug: str) -> ResponseReturnValue:
    """Add a sampled re-entry rate."""
    place = addressed.place(slug)
    form = form_of("reentry", place, request.form)
    thousandths = form.thousandths() if form.good() else None
    if thousandths is None:
        return _again(place, form)
    span, sample, reason = form.span, form.sample.data, form.reason.data
    return _change(
        place,
        form,
        "set re-entry",
        {"days": span, "thousandths": thousandths, "sample": sample, "reason": reason},
        lambda: method_changes.set_reentry(
            db.session, place.id, span, thousandths, sample, reason, account(), clock.now()
        ),
    )


@bp.post("/method/<slug>/<any(factor, reentry):kind>/<int:number>/end")
@allowed(Role.statistician)
def end_setting(slug: str, kind: str, number: int) -> ResponseReturnValue:
    """Let a factor or a rate hold no longer than until a day."""
    place = addressed.place(slug)
    one: Factor | ReentryRate = (
        own(Factor, place, number) if kind == "factor" else own(ReentryRate, place, number)
    )
    form = end_form(kind, number, request.form)
    if not form.good():
        return _again(place, form)
    last, reason = form.last.data, form.reason.data
    return _change(
        place,
        form,
        "end factor" if kind == "factor" else "end re-entry",
        {"number": number, "last": last, "reason": reason},
        lambda: method_changes.end(db.session, one, last, reason, account(), clock.now()),
    )


@bp.post("/method/<slug>/opening")
@allowed(Role.statistician)
def say_opening(slug: str) -> ResponseReturnValue:
    """Say on which days a place is open or closed."""
    place = addressed.place(slug)
    form = form_of("opening", place, request.form)
    if not form.good():
        return _again(place, form)
    weekdays = [int(one) for one in form.weekdays.data] or EVERY_DAY
    span, is_open, note = form.span, form.open.data == "open", form.note.data or None
    hours = [one.isoformat("minutes") for one in form.hours or ()]
    return _change(
        place,
        form,
        "say opening",
        {"days": span, "weekdays": sorted(weekdays), "open": is_open, "hours": hours, "note": note},
        lambda: opening.say(
            db.session,
            place.id,
            span,
            weekdays,
            is_open=is_open,
            hours=form.hours,
            note=note,
            by=account(),
            now=clock.now(),
        ),
    )


@bp.post("/method/<slug>/opening/<int:number>/withdraw")
@allowed(Role.statistician)
def withdraw_opening(slug: str, number: int) -> ResponseReturnValue:
    """Let something said by mistake count for nothing."""
    place = addressed.place(slug)
    one = own(OpeningSpan, place, number)
    opening.withdraw(one, account(), clock.now())
    lock.record("withdraw opening", f"visits {place.slug}", before={"days": [one.first, one.last]})
    db.session.commit()
    flash(_("It counts for nothing any more."))
    return _back(place)


@bp.post("/method/<slug>/capacity")
@allowed(Role.statistician)
def approve_capacity(slug: str) -> ResponseReturnValue:
    """Note how many people a document allows."""
    place = addressed.place(slug)
    form = form_of("capacity", place, request.form)
    if not form.good():
        return _again(place, form)
    span, document = form.span, form.document.data
    approved = Approved(form.at_once.data, form.a_day.data)
    numbers = {"at once": approved.at_once, "a day": approved.a_day}
    return _change(
        place,
        form,
        "approve capacity",
        numbers | {"days": span, "document": document},
        lambda: capacity.approve(
            db.session, place.id, approved, span, document, account(), clock.now()
        ),
    )


@bp.post("/method/<slug>/capacity/<int:number>/withdraw")
@allowed(Role.statistician)
def withdraw_capacity(slug: str, number: int) -> ResponseReturnValue:
    """Let a number entered by mistake count for nothing."""
    place = addressed.place(slug)
    one = own(Capacity, place, number)
    capacity.withdraw(one, account(), clock.now())
    before = {"at once": one.at_once, "a day": one.a_day, "document": one.document}
    lock.record("withdraw capacity", f"visits {place.slug}", before=before)
    db.session.commit()
    flash(_("It counts for nothing any more."))
    return _back(place)


def _change(
    place: Place, form: Any, action: str, after: dict[str, Any], change: Callable[[], object]
) -> ResponseReturnValue:
    try:
        change()
    except NotDecided as why:
        db.session.rollback()
        return _again(place, form, decision_words.refusal(why))
    lock.record(action, f"visits {place.slug}", after=after)
    db.session.commit()
    flash(_stored(action))
    return _back(place)


def _stored(action: str) -> str:
    if action == "say opening":
        return _("Stored. Missing days are worked out by it from now on.")
    if action == "approve capacity":
        return _("Stored. How full the place is, is measured against it.")
    return _("Stored. Its days are worked out anew; a new version of the method has begun.")


def _back(place: Place) -> ResponseReturnValue:
    return redirect(url_for(".method_of_place", slug=place.slug), 303)


def _again(place: Place, form: Any, *more: str) -> ResponseReturnValue:
    db.session.rollback()
    return method_place.page(addressed.place(place.slug), Sent(form, list(more))), 422
