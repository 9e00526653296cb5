"""Tourism revenue as surveys estimate it: entered with method and source, shown to everybody."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from sqlalchemy import select
from wtforms import Form, StringField
from wtforms.validators import InputRequired, Length

from webapp.core import clock
from webapp.core.database import db
from webapp.review import fields
from webapp.staff import lock
from webapp.staff.lock import allowed
from webapp.staff.models import Role
from webapp.visits import decision_words, revenue
from webapp.visits.amount_cell import read_amount
from webapp.visits.bureau import bp
from webapp.visits.goal_pages import look_at_address
from webapp.visits.models import Metric
from webapp.visits.refusals import NotDecided
from webapp.visits.revenue import RevenueEstimate

YEARS_BACK = 4


class RevenueForm(Form):
    """An estimate, how it came about and where it is written."""

    year = fields.Choice(N_("Year"), choices=[])
    quarter = fields.Choice(N_("Period"), choices=[])
    value = StringField(
        N_("Tourism revenue (yuan)"),
        [InputRequired(N_("Write the number.")), Length(max=40, message=fields.TOO_LONG)],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    method = fields.block(N_("How it was estimated"), 500)
    title = fields.line(N_("Document that says so"), 200)
    url = fields.line(N_("Its address"), 500)

    def offer(self, this_year: int) -> None:
        """Fill the choices in."""
        years = range(this_year, this_year - YEARS_BACK, -1)
        self.year.choices = [(str(one), str(one)) for one in years]
        self.quarter.choices = [(str(one), word) for one, word in periods().items()]

    def read(self) -> int | None:
        """The value in yuan; None when a message at a field says what is wrong."""
        self.validate()
        if not self.method.data:
            self.method.errors = [_("Say how: which surveys, and what they were multiplied by.")]
        if not self.title.data:
            self.title.errors = [_("Name the document: an estimate without a source is not shown.")]
        look_at_address(self.url)
        value = None if self.value.errors else read_amount(self.value, Metric.visits)
        return None if self.errors else value


def periods() -> dict[int, str]:
    """What an estimate may be of."""
    return {
        revenue.WHOLE_YEAR: _("Whole year"),
        **{one: _("Quarter %(n)s", n=one) for one in revenue.QUARTERS},
    }


@bp.get("/revenue")
@allowed(Role.statistician, Role.auditor)
def revenue_list() -> str:
    """Every estimate that was entered, and the form for another."""
    return _page(_form())


@bp.post("/revenue")
@allowed(Role.statistician)
def enter_revenue() -> ResponseReturnValue:
    """Note an estimate; one of the same period counts no longer."""
    form = _form(request.form)
    value = form.read()
    if value is None:
        return _refused(form)
    now, period = clock.now(), (int(form.year.data), int(form.quarter.data))
    words = (form.method.data, form.title.data, form.url.data or None)
    try:
        made = revenue.enter(
            db.session, period, value, words, lock.account(), now, clock.business_day(now)
        )
    except NotDecided as why:
        return _refused(form, decision_words.refusal(why))
    after = {"year": period[0], "quarter": period[1], "value": value, "source": words[1]}
    lock.record("enter revenue", f"tourism revenue {made.id}", after=after)
    db.session.commit()
    flash(_("Entered. The public page shows it from now on."))
    return redirect(url_for(".revenue_list"), 303)


@bp.post("/revenue/<int:number>/withdraw")
@allowed(Role.statistician)
def withdraw_revenue(number: int) -> ResponseReturnValue:
    """Let an estimate count for nothing; the one of the same period before it counts again."""
    one = db.session.get(RevenueEstimate, number) or abort(404)
    revenue.withdraw(one, lock.account(), clock.now())
    lock.record("withdraw revenue", f"tourism revenue {number}", before={"value": one.value})
    db.session.commit()
    flash(_("Withdrawn."))
    return redirect(url_for(".revenue_list"), 303)


def _form(sent: Any = None) -> RevenueForm:
    today = clock.business_day(clock.now())
    year, quarter = revenue.last_over(today)
    form = RevenueForm(sent, year=str(year), quarter=str(quarter))
    form.offer(today.year)
    return form


def _refused(form: RevenueForm, more: str = "") -> ResponseReturnValue:
    db.session.rollback()
    return _page(form, more), 422


def _page(form: RevenueForm, more: str = "") -> str:
    newest_first = (RevenueEstimate.year.desc(), RevenueEstimate.id.desc())
    return render_template(
        "bureau/visits/revenue.html",
        form=form,
        more=[more] if more else [],
        estimates=db.session.scalars(select(RevenueEstimate).order_by(*newest_first)).all(),
        periods=periods(),
    )
