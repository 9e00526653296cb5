"""The forms of one place's page, each with names of its own, and what stands beside them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from flask import abort, render_template
from flask_babel import format_date
from sqlalchemy import select
from wtforms import Form

from webapp.core.database import db
from webapp.places.models import Place
from webapp.visits import decision_words
from webapp.visits.capacity import Capacity
from webapp.visits.method_form import (
    CapacityForm,
    EndForm,
    FactorForm,
    OpeningForm,
    PrecedenceForm,
    ReentryForm,
)
from webapp.visits.methods import FOREVER, CountingRule, Factor, ReentryRate
from webapp.visits.models import Device
from webapp.visits.opening import OpeningSpan
from webapp.visits.people import names_of

MOST = 2**31
FORMS: dict[str, type[Form]] = {
    "precedence": PrecedenceForm,
    "factor": FactorForm,
    "reentry": ReentryForm,
    "opening": OpeningForm,
    "capacity": CapacityForm,
}
SETTINGS = (Factor, ReentryRate, OpeningSpan, Capacity)
Row = TypeVar("Row", Factor, ReentryRate, OpeningSpan, Capacity)


@dataclass
class Sent:
    """A form that could not be taken, with what belongs to none of its fields."""

    form: Any
    more: list[str] = field(default_factory=list)


def form_of(name: str, place: Place, sent: Any = None) -> Any:
    """One of the page's forms."""
    form = FORMS[name](sent, prefix=f"{name}-")
    if isinstance(form, FactorForm):
        gates = db.session.scalars(select(Device.gate).where(Device.place_id == place.id))
        form.offer(sorted(set(gates)))
    if isinstance(form, OpeningForm):
        form.offer([weekday(number, "EEEE") for number in range(7)])
    return form


def end_form(kind: str, number: int, sent: Any = None) -> EndForm:
    """The form that ends a factor or a rate."""
    return EndForm(sent, prefix=f"{kind}{number}-")


def own(kind: type[Row], place: Place, number: int) -> Row:
    """A row of this place; another place's is no row of it."""
    found = db.session.get(kind, number) if number < MOST else None
    if found is None or found.place_id != place.id:
        abort(404)
    return found


def page(place: Place, sent: Sent | None = None) -> str:
    """How a place is counted: all that holds and held, and forms to change it."""
    rows = {kind: _rows(kind, place) for kind in SETTINGS}
    forms = {name: form_of(name, place) for name in FORMS}
    ends = {
        (name, one.id): end_form(name, one.id)
        for name, kind in (("factor", Factor), ("reentry", ReentryRate))
        for one in rows[kind]
    }
    if sent is not None:
        prefix = sent.form._prefix
        forms = {key: sent.form if one._prefix == prefix else one for key, one in forms.items()}
        ends = {key: sent.form if one._prefix == prefix else one for key, one in ends.items()}
    rules = select(CountingRule).where(CountingRule.place_id == place.id)
    entered = [one.entered_by_id for found in rows.values() for one in found]
    return render_template(
        "bureau/visits/method_place.html",
        place=place,
        rules=db.session.scalars(rules.order_by(CountingRule.since.desc())).all(),
        factors=rows[Factor],
        rates=rows[ReentryRate],
        spans=rows[OpeningSpan],
        capacities=rows[Capacity],
        forms=forms,
        ends=ends,
        sent=sent.form if sent else None,
        more=sent.more if sent else [],
        forever=FOREVER,
        people=names_of(db.session, entered),
        decisions=decision_words,
        weekday=weekday,
    )


def weekday(number: int, pattern: str = "EEE") -> str:
    """The name of a weekday, 0 for Monday."""
    return str(format_date(date(2024, 1, 1 + number), pattern))


def _rows(kind: type[Any], place: Place) -> list[Any]:
    found = select(kind).where(kind.place_id == place.id).order_by(kind.id.desc())
    return list(db.session.scalars(found))
