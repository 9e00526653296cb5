"""The desk's pages of holidays: the years, one year, and entering a notice."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.core import clock
from webapp.core.database import db
from webapp.holidays import calendar, forms, notice, store, words
from webapp.holidays.arrangement import runs
from webapp.holidays.checking import Check, check
from webapp.holidays.forms import NoticeForm
from webapp.holidays.models import HolidayNotice, all_notices
from webapp.holidays.proposal import propose
from webapp.holidays.reading import Unreadable
from webapp.staff import lock
from webapp.staff.lock import allowed
from webapp.staff.models import Account, Role

bp = Blueprint("holidays", __name__, url_prefix="/holidays")
READERS = (Role.editor, Role.reviewer, Role.statistician, Role.auditor, Role.administrator)
EARLIEST = 2008  # the first year with the holidays of today
YEARS_BACK = 3  # that the list offers, entered or not


@bp.get("/")
@allowed(*READERS)
def index() -> str:
    """Every year: whether its notice is there."""
    this_year = clock.today().year
    entered = {found.year: found for found in db.session.scalars(all_notices())}
    years = {*range(this_year - YEARS_BACK, this_year + 2), *entered}
    return render_template(
        "bureau/holidays/index.html",
        years=sorted(years, reverse=True),
        entered=entered,
        missing=calendar.missing_notice(db.session, clock.today()),
    )


@bp.get("/<int:year>")
@allowed(*READERS)
def page(year: int) -> str:
    """One year: its days and where they come from, or what is proposed."""
    stored = _stored(year)
    return render_template(
        "bureau/holidays/year.html",
        year=year,
        stored=stored,
        runs=runs(store.days_in(stored)) if stored else [],
        entered_by=db.session.get(Account, stored.entered_by_id) if stored else None,
        proposal=None if stored else propose(year),
        proposed=[] if stored else runs(propose(year).days),
    )


@bp.get("/<int:year>/enter")
@allowed(Role.editor)
def enter(year: int) -> str:
    """The form: with what is stored, a proposal to begin with, or empty."""
    stored = _stored(year)
    if request.args.get("start") == "proposal":
        form = forms.of_proposal(propose(year))
    else:
        form = forms.of_stored(stored) if stored else NoticeForm()
    return _form_page(year, form)


@bp.post("/<int:year>/enter")
@allowed(Role.editor)
def hand_in(year: int) -> ResponseReturnValue:
    """Show what storing would do; store it when just that has been looked at."""
    stored = _stored(year)
    form = NoticeForm(request.form)
    checked = _check(form, year, stored)
    if checked is None:
        return _form_page(year, form), 422
    looked_at, form.looked_at.data = form.looked_at.data, checked.stamp
    if request.form.get("action") != "store":
        return _form_page(year, form, checked)
    if looked_at != checked.stamp:
        again = _("The text, or what is stored, has changed since you looked. Please look again.")
        return _form_page(year, form, checked, again), 422
    try:
        _store(year, checked)
    except store.OfAnotherYear as error:
        form.text.errors = [words.taken(error.days)]
        return _form_page(year, form), 422
    return redirect(url_for(".page", year=year), 303)


def _check(form: NoticeForm, year: int, stored: HolidayNotice | None) -> Check | None:
    """The dry run of what was handed in; None when the form now says what is wrong."""
    try:
        found = notice.read(form.text.data or "", year)
    except Unreadable as error:
        form.validate()
        if form.text.data:
            form.text.errors = [words.problem(one) for one in error.problems]
        return None
    form.fill_in(found.source)
    return check(found, form.source, stored) if form.validate() else None


def _store(year: int, checked: Check) -> None:
    days = checked.notice.days
    done = store.replace(db.session, year, days, checked.source, lock.account().id, clock.now())
    if not done.changed:
        flash(_("This is stored already; nothing has changed."))
        return
    before, after = done.differing
    lock.record("enter holidays", f"holidays {year}", before=before, after=after)
    db.session.commit()
    flash(_("Stored. The public calendar shows it from now on."))


def _stored(year: int) -> HolidayNotice | None:
    """The notice of a year that can have one; other years are no pages."""
    if not EARLIEST <= year <= clock.today().year + 1:
        abort(404)
    return db.session.get(HolidayNotice, year)


def _form_page(year: int, form: NoticeForm, checked: Check | None = None, again: str = "") -> str:
    return render_template(
        "bureau/holidays/enter.html", year=year, form=form, checked=checked, again=again
    )
