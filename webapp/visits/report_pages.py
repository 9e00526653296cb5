"""The desk's pages of daily reports: the form, a day as it is stored, one's own reports."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from webapp.core import asked, clock
from webapp.core.database import db
from webapp.places.models import Place
from webapp.staff import lock
from webapp.staff.lock import account, allowed
from webapp.staff.models import Role
from webapp.visits import (
    adding_up,
    bundles,
    capacity,
    decision_words,
    labels,
    ledger,
    own_places,
    report,
    report_history,
    report_words,
    sealed,
    unusual,
)
from webapp.visits.bureau import bp
from webapp.visits.capacity import Approved
from webapp.visits.ledger import FIRST_YEAR, LAST_YEAR
from webapp.visits.models import Metric
from webapp.visits.refusals import NotDecided
from webapp.visits.report import Plan
from webapp.visits.report_form import ReportForm

WRITERS = (Role.operator, Role.statistician)
READERS = (*WRITERS, Role.auditor)
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)


@bp.get("/report", endpoint="report")
@allowed(*WRITERS)
def write() -> str:
    """The form, about yesterday and one's own place unless told."""
    today = clock.business_day(clock.now())
    day = asked.day("day", YEARS) or today - timedelta(days=1)
    if day > today:
        raise BadRequest(_("This day lies in the future."))
    place = _asked_place(day)
    if place is None:
        return render_template("bureau/visits/no_place.html")
    standing = report.reported(db.session, place.id, day)
    form = ReportForm(data={"day": day, "place": place.slug, "key": str(uuid.uuid4())})
    form.seen.data = _seen(standing, day)
    form.fill_in(standing)
    form.closed.data = not standing and report.is_open(db.session, place, day) is False
    return _page(form, place, day)


def _asked_place(day: date) -> Place | None:
    """The place of the address, else the first of one's own that has not reported yet."""
    slug = request.args.get("place")
    if slug is not None:
        return own_places.called(slug)
    own = own_places.mine()
    if not own:
        return None
    known = report_history.reported_on(db.session, day)
    first = next((one for one in own if one.id not in known), own[0])
    return db.session.get(Place, first.id)


@bp.post("/report")
@allowed(*WRITERS)
def send() -> ResponseReturnValue:
    """Take a report, once; ask again where it is unusual or changes what stands."""
    form, now = ReportForm(request.form), clock.now()
    place, today = own_places.called(form.place.data or abort(404)), clock.business_day(now)
    ledger.take_turn(db.session)
    opened = report.is_open(db.session, place, form.day.data) if form.day.data else None
    written = form.read(place.id, today, report.may_be_empty(place, opened))
    if written is None:
        return _page(form, place, form.day.data or today), 422
    if report.handed_in(db.session, form.key.data, account()):
        return _onward(place, written.day, _("This report was received before; it counts once."))
    past = unusual.past_of(db.session, place.id, written.day)
    # Who ticks that it was closed has said why nobody came.
    opened = None if written.closed else opened
    approved = capacity.approved_for(db.session, [place.id], written.day).get(place.id, Approved())
    found = unusual.findings(written.whole, past, approved.a_day, opened)
    planned = report.plan(db.session, written, found, form.reason.data or "", today)
    return _answered(form, place, planned)


def _answered(form: ReportForm, place: Place, planned: Plan) -> ResponseReturnValue:
    """What follows from a report whose numbers can be read."""
    day = planned.report.day
    if not planned.adds:
        return _onward(place, day, _("It is stored just so already."))
    if report.waits_already(db.session, planned, account()):
        return _onward(place, day, _("This correction waits for a second person already."))
    if not _sure(form, planned):
        return _page(form, place, day, planned), 422
    before = report.reported(db.session, place.id, day)
    try:
        taken = report.hand_in(db.session, planned, form.key.data, account(), clock.now())
    except NotDecided as why:
        db.session.rollback()
        return _page(form, place, day, planned, [report_words.refusal(why)]), 422
    _record(place, planned, before)
    db.session.commit()
    if taken.waiting:
        return _onward(place, day, _("Noted. It counts once a second person has approved it."))
    return _onward(place, day, _("Thank you. The report is stored."))


def _sure(form: ReportForm, planned: Plan) -> bool:
    """Whether everything that had to be answered is; else messages say what is missing."""
    for metric in planned.cleared:
        field = form[metric.value]
        field.errors = [_("This was reported before. Write the number, or 0 if there was none.")]
    shown = form.looked_at.data
    form.looked_at.data = planned.stamp
    if planned.cleared:
        return False
    if not planned.needs_reason:
        return True
    day = planned.report.day
    stands = _seen(report.reported(db.session, planned.report.place_id, day), day)
    fresh = bool(planned.changes) and form.seen.data != stands
    form.seen.data = stands
    if form.reason.data and (shown == planned.stamp or not planned.findings) and not fresh:
        return True
    if not form.reason.data:
        form.reason.errors = [_("Say in a few words why it is right.")]
    return False


def _record(place: Place, planned: Plan, before: dict[Metric, int]) -> None:
    after: dict[str, object] = {one.metric.value: one.value for one in planned.statements}
    after["findings"] = [one.doubt.value for one in planned.findings]
    lock.record(
        "report day",
        f"visits {place.slug} {planned.report.day}",
        before={metric.value: value for metric, value in before.items()},
        after=after | {"note": planned.note},
    )


def _seen(standing: dict[Metric, int], day: date) -> str:
    """What the form told: what stands, and that a reason is published where it is."""
    told = [f"{metric.value}={standing[metric]}" for metric in Metric if metric in standing]
    return ",".join([*told, *(["sealed"] if _sealed(day) else [])])


def _sealed(day: date) -> bool:
    return bool(sealed.days(db.session, [day]))


def _onward(place: Place, day: date, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for(".report_day", slug=place.slug, day=day.isoformat()), 303)


def _page(
    form: ReportForm,
    place: Place,
    day: date,
    planned: Plan | None = None,
    more: Sequence[str] = (),
) -> str:
    today = clock.business_day(clock.now())
    return render_template(
        "bureau/visits/report.html",
        form=form,
        place=place,
        day=day,
        today=today,
        yesterday=today - timedelta(days=1),
        own=own_places.mine(),
        done=report_history.reported_on(db.session, day),
        last=report.last_before(db.session, place.id, day),
        standing=report.reported(db.session, place.id, day),
        waiting=report.waiting_at(db.session, place.id, day),
        published=decision_words.published() if _sealed(day) else "",
        planned=planned,
        more=more,
        words=report_words,
        labels=labels,
        metrics=report,
    )


@bp.get("/report/<slug>/<day>")
@allowed(*READERS)
def report_day(slug: str, day: str) -> str:
    """A day as it is stored: its values, what waits, who said what and when."""
    place = own_places.called(slug)
    try:
        at = date.fromisoformat(day)
    except ValueError:
        abort(404)
    if at.isoformat() != day:  # written in one way only
        abort(404)
    return render_template(
        "bureau/visits/report_day.html",
        place=place,
        day=at,
        figures=report_history.figures_on(db.session, place.id, at),
        waiting=bundles.bundled(report.waiting_at(db.session, place.id, at)),
        unequal=adding_up.unequal_on(db.session, place.id, at),
        sealed=_sealed(at),
        published=decision_words.published(),
        me=account().id,
        said=report_history.said_on(db.session, place.id, at),
        words=report_words,
        labels=labels,
        metrics=report,
    )


@bp.get("/reports")
@allowed(*READERS)
def reports() -> str:
    """The days that were reported lately, with how firm they are, the latest first."""
    slug = request.args.get("place")
    place = own_places.called(slug) if slug else None
    own = own_places.mine()
    chosen = [place.id] if place else [one.id for one in own]
    until = asked.day("until", YEARS) or clock.business_day(clock.now())
    return render_template(
        "bureau/visits/reports.html",
        place=place,
        own=own,
        names={one.id: one for one in own},
        page=report_history.days_until(db.session, chosen, until),
        words=report_words,
        labels=labels,
    )
