"""The goals of the years: which are set, and setting one after looking at it in words.

One person sets it, for it says what a published document says: the document is asked for, shown to
everybody beneath the number, and kept with both values in the audit trail.
"""

import re
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from sqlalchemy import select
from wtforms import Field, Form, HiddenField, StringField
from wtforms.validators import InputRequired, Length

from webapp.core import clock
from webapp.core.database import db
from webapp.core.sources import sources_of
from webapp.review import fields
from webapp.staff import lock
from webapp.staff.lock import allowed
from webapp.staff.models import Role
from webapp.visits import decision_words, goal_setting
from webapp.visits.amount_cell import read_amount
from webapp.visits.bureau import bp
from webapp.visits.figures import progress
from webapp.visits.goals import goals_for
from webapp.visits.models import Goal, GoalMetric, Metric
from webapp.visits.refusals import NotDecided

READERS = (Role.statistician, Role.auditor)
ADDRESS = re.compile(r"https?://[a-z0-9][!-~]{3,}", re.IGNORECASE)
YEARS_AHEAD = 1


def look_at_address(field: Field) -> None:
    """Say at the field of a document's address when what stands in it is none."""
    if field.data and not ADDRESS.fullmatch(field.data):
        field.errors = [_("An address begins with https://; it may stay empty.")]


class GoalForm(Form):
    """A goal and where it is written. Hidden: what was looked at."""

    year = fields.Choice(N_("Year of the goal"), choices=[])
    metric = fields.Choice(N_("What it counts"), choices=[])
    value = StringField(
        N_("Goal"),
        [InputRequired(N_("Write the number.")), Length(max=40, message=fields.TOO_LONG)],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    title = fields.line(N_("Document that sets it"), 200)
    url = fields.line(N_("Its address"), 500)
    looked_at = HiddenField()

    def offer(self, this_year: int) -> None:
        """Fill the choices in."""
        years = range(this_year + YEARS_AHEAD, this_year - 2, -1)
        self.year.choices = [(str(one), str(one)) for one in years]
        self.year.data = self.year.data or str(this_year)
        self.metric.choices = [(one.value, word) for one, word in metrics().items()]

    def read(self) -> int | None:
        """The value; None when a message at a field says what is wrong."""
        self.validate()
        if not self.title.data:
            self.title.errors = [_("Name the document: a goal without a source is not shown.")]
        look_at_address(self.url)
        if self.value.errors:
            return None
        value = read_amount(self.value, Metric.visits)
        most = goal_setting.MOST[GoalMetric(self.metric.data)] if not self.metric.errors else 0
        if value is not None and not 1 <= value <= most:
            self.value.errors = [_("No goal is like this; please check the number.")]
        return None if self.errors else value

    @property
    def stamp(self) -> str:
        """What was looked at: all that would be stored."""
        asked = (self.year, self.metric, self.value, self.title, self.url)
        return "|".join(one.data or "" for one in asked)


def metrics() -> dict[GoalMetric, str]:
    """What a goal counts, with its unit."""
    return {
        GoalMetric.visits: _("Visitors (person-times)"),
        GoalMetric.revenue: _("Tourism revenue (yuan)"),
    }


@bp.get("/goals")
@allowed(*READERS)
def goal_list() -> str:
    """Every goal that was set, and the form for this year's."""
    return _page(_form())


@bp.post("/goals")
@allowed(Role.statistician)
def set_goal() -> ResponseReturnValue:
    """Show what a goal would say; set it when just that has been looked at."""
    form = _form(request.form)
    value = form.read()
    if value is None:
        db.session.rollback()
        return _page(form), 422
    looked, form.looked_at.data = form.looked_at.data, form.stamp
    if looked != form.stamp:
        db.session.rollback()
        return _page(form, value)
    year, metric = int(form.year.data), GoalMetric(form.metric.data)
    before = db.session.get(Goal, (year, metric))
    old = {"value": before.value} if before else None
    title, url = form.title.data, form.url.data or None
    try:
        goal_setting.set_goal(db.session, year, metric, value, title, url, clock.now())
    except NotDecided as why:
        db.session.rollback()
        return _page(form, more=decision_words.refusal(why)), 422
    after = {"value": value, "source": title, "url": url}
    lock.record("set goal", f"goal {year} {metric.value}", before=old, after=after)
    db.session.commit()
    flash(_("Set. The public page shows it from now on."))
    return redirect(url_for(".goal_list"), 303)


def _form(sent: Any = None) -> GoalForm:
    form = GoalForm(sent)
    form.offer(clock.business_day(clock.now()).year)
    return form


def _page(form: GoalForm, looked: int | None = None, more: str = "") -> str:
    today = clock.business_day(clock.now())
    goals = db.session.scalars(select(Goal).order_by(Goal.year.desc(), Goal.metric)).all()
    keys = [key for goal in goals for key in goal.sources]
    return render_template(
        "bureau/visits/goals.html",
        form=form,
        looked=looked,
        more=[more] if more else [],
        goals=goals,
        sources={one.key: one for one in sources_of(db.session, keys)},
        current=goals_for(db.session, today.year),
        before=goals_for(db.session, int(form.year.data) - 1) if looked else {},
        progress=progress(db.session, today.year, today),
        year=today.year,
        metrics=metrics(),
        chosen=GoalMetric(form.metric.data) if looked else None,
    )
