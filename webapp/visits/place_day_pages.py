"""One place's day: every entry, gates beside reports, as known at any instant; correcting it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from webapp.core import clock
from webapp.core.database import db
from webapp.places.models import Place
from webapp.staff import lock
from webapp.staff.lock import account, allowed
from webapp.staff.models import Role
from webapp.visits import (
    adding_up,
    addressed,
    bundles,
    corrections,
    decision_words,
    labels,
    ledger,
    place_day,
    report_history,
    report_words,
    sealed,
    seals,
)
from webapp.visits.bureau import bp
from webapp.visits.correction_form import CorrectionForm, alone
from webapp.visits.corrections import Change
from webapp.visits.decisions import Correction, CorrectionState
from webapp.visits.formulas import REPORTED
from webapp.visits.models import Figure, Metric
from webapp.visits.refusals import NotDecided
from webapp.visits.standing import Standing, standing_of

READERS = (Role.statistician, Role.auditor)
ONE_DAY = timedelta(days=1)


@bp.get("/<slug>/<day>", endpoint="place_day")
@allowed(*READERS)
def show(slug: str, day: str) -> str:
    """A place's day; `known` shows what was known then, `gate` all rows of that gate."""
    place, at, known = addressed.place(slug), addressed.day(day), _known()
    today, gate = clock.business_day(clock.now()), request.args.get("gate")
    figures = _people_first(report_history.figures_on(db.session, place.id, at))
    return render_template(
        "bureau/visits/place_day.html",
        place=place,
        day=at,
        known=known,
        found=place_day.place_day(db.session, place.id, at, known),
        figures=figures,
        gate=gate,
        rows=place_day.gate_rows(db.session, place.id, at, gate, known) if gate else (),
        waiting=bundles.bundled(_waiting(place.id, at)),
        unequal=adding_up.unequal_on(db.session, place.id, at),
        sealed=bool(sealed.days(db.session, [at])),
        over=at < today,
        verifiable=[one for one in figures.values() if one.status not in seals.FIRM],
        before=at - ONE_DAY,
        following=at + ONE_DAY if at < today else None,
        correctable=REPORTED,
        labels=labels,
        words=report_words,
        decisions=decision_words,
    )


def _people_first(figures: dict[Metric, Figure]) -> dict[Metric, Figure]:
    return dict(sorted(figures.items(), key=lambda one: one[0] not in REPORTED))


def _known() -> datetime | None:
    """The instant of the address, on the clocks of Shiguai: written to the minute or the second."""
    text = request.args.get("known")
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise BadRequest(_("This is no time such as 2027-06-17T08:30.")) from None
    if found.tzinfo is None:
        found = found.replace(tzinfo=clock.LOCAL)
    if not ledger.FIRST_YEAR <= found.year <= ledger.LAST_YEAR:
        raise BadRequest(_("The year cannot be right."))
    return found


def _waiting(place_id: int, day: date) -> Sequence[Correction]:
    wanted = corrections.waiting(day, day).where(Correction.place_id == place_id)
    return db.session.scalars(wanted).all()


@bp.post("/<slug>/<day>/verify")
@allowed(Role.statistician)
def verify_day(slug: str, day: str) -> ResponseReturnValue:
    """核实: stand for the figures of this day."""
    place, at = addressed.place(slug), addressed.day(day)
    try:
        firmer = seals.verify_days(db.session, [place.id], at, at, account(), clock.now())
    except NotDecided as why:
        db.session.rollback()
        flash(decision_words.refusal(why), "error")
        return _back(place, at)
    unequal = adding_up.unequal_on(db.session, place.id, at)
    if firmer:
        lock.record("verify days", f"visits {place.slug} {at}", after={"figures": firmer})
        db.session.commit()
        flash(_("Verified: you stand for the figures of this day."))
    elif unequal and unequal.hinders:
        db.session.rollback()
        flash(report_words.unequal(unequal), "error")
    else:
        db.session.rollback()
        flash(_("Nothing to verify: everything is verified, or waits for a second person."))
    return _back(place, at)


def _back(place: Place, day: date) -> ResponseReturnValue:
    return redirect(url_for(".place_day", slug=place.slug, day=day.isoformat()), 303)


@bp.get("/<slug>/<day>/correct/<metric>")
@allowed(Role.statistician)
def correction(slug: str, day: str, metric: str) -> str:
    """The form about one figure."""
    place, at, which = addressed.place(slug), addressed.day(day), _metric(metric)
    stands = _stands(place, at, which)
    form = CorrectionForm(data={"seen": _written(stands.value)})
    return _form_page(form, place, at, which, stands)


@bp.post("/<slug>/<day>/correct/<metric>")
@allowed(Role.statistician)
def correct(slug: str, day: str, metric: str) -> ResponseReturnValue:
    """Correct a figure, or ask for a second person to approve it."""
    place, at = addressed.place(slug), addressed.day(day)
    which = _metric(metric)
    ledger.take_turn(db.session)
    stands, form = _stands(place, at, which), CorrectionForm(request.form)
    good, value = form.read(which)
    if not good:
        return _form_page(form, place, at, which, stands), 422
    if form.seen.data != _written(stands.value):
        form.seen.data = _written(stands.value)
        words = _("Somebody has changed this figure since you looked. It is shown here as it is.")
        return _form_page(form, place, at, which, stands, [words]), 422
    change = Change(place.id, at, which, value)
    try:
        (made,) = corrections.correct(
            db.session, [change], form.reason.data, account(), clock.now()
        )
    except NotDecided as why:
        db.session.rollback()
        said = [decision_words.refusal(why)]
        return _form_page(form, place, at, which, _stands(place, at, which), said), 422
    lock.record(
        "correct figure",
        f"visits {place.slug} {at}",
        before={which.value: made.old_value},
        after={which.value: value, "reason": made.reason, "state": made.state.value},
    )
    db.session.commit()
    if made.state is CorrectionState.waiting:
        flash(_("Noted. It counts once a second person has approved it."))
    else:
        flash(_("Corrected. Both values and the reason are kept."))
    return _back(place, at)


def _metric(written: str) -> Metric:
    """One that people report; what devices count is not corrected, but what it comes to is."""
    return next((one for one in REPORTED if one.value == written), None) or abort(404)


def _stands(place: Place, day: date, metric: Metric) -> Standing:
    key = (place.id, day, metric)
    return standing_of(db.session, [key])[key]


def _written(value: int | None) -> str:
    return "" if value is None else str(value)


def _form_page(
    form: CorrectionForm,
    place: Place,
    day: date,
    metric: Metric,
    stands: Standing,
    more: Sequence[str] = (),
) -> str:
    today, closed = clock.business_day(clock.now()), bool(sealed.days(db.session, [day]))
    rule = decision_words.second_person(day, stands.value, today, closed)
    if not rule and stands.value is not None:
        rule = alone(metric, stands.value)
    return render_template(
        "bureau/visits/correct.html",
        form=form,
        place=place,
        day=day,
        metric=metric,
        stands=stands,
        nothing=stands.value is None and stands.entry is None and not closed,
        waiting=[one for one in _waiting(place.id, day) if one.metric is metric],
        rule=rule,
        published=decision_words.published() if closed else "",
        more=more,
        labels=labels,
        words=report_words,
    )
