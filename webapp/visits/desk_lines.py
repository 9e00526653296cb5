"""What the front desk says of the visitor numbers: days for which nobody has reported."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.core import clock, languages
from webapp.staff.desk import Column, Line
from webapp.staff.models import Account, Role
from webapp.visits.due import Span
from webapp.visits.missing import ONE_DAY, Gap, gaps_of
from webapp.visits.models import Figure, Metric
from webapp.visits.words import gap_days
from webapp.visits.year import FirstReport, first_reports

LOOKS_BACK = timedelta(days=60)  # what is older is no longer expected from whoever is at the gate
NAMED = 3  # gaps that a line names


def lines(session: Session, account: Account, today: date) -> Sequence[Line]:
    """Missing daily reports: of their own places for operators, of all for statisticians."""
    if not account.holds(Role.operator, Role.statistician):
        return []
    all_of_them = account.holds(Role.statistician)
    places = {
        first.place_id: first
        for first in first_reports(session, clock.business_day(clock.now()))
        if all_of_them or first.place_id in account.places
    }
    gaps = recent_gaps(session, places, clock.business_day(clock.now()))
    return [
        _line(places[place_id], missing, place_id in account.places)
        for place_id, missing in gaps.items()
    ]


def recent_gaps(
    session: Session, places: Mapping[int, FirstReport], today: date
) -> dict[int, tuple[Gap, ...]]:
    """The days without a figure, of the last weeks, of those places that have some.

    Args:
        today: The business day that is running; it is not missing yet.
    """
    spans = {
        place_id: (max(first.day, today - LOOKS_BACK), today - ONE_DAY)
        for place_id, first in places.items()
        if first.day < today
    }
    found = gaps_of(session, spans, _counted(session, spans)) if spans else {}
    return {place_id: gaps for place_id, gaps in found.items() if gaps}


def _counted(session: Session, spans: Mapping[int, Span]) -> dict[int, int]:
    """How many days of its span each place has a figure for; none starts before LOOKS_BACK."""
    first, last = min(span[0] for span in spans.values()), max(span[1] for span in spans.values())
    rows = session.execute(
        select(Figure.place_id, func.count())
        .where(
            Figure.place_id.in_(spans),
            Figure.metric == Metric.visits,
            Figure.business_day.between(first, last),
        )
        .group_by(Figure.place_id)
    )
    return dict.fromkeys(spans, 0) | dict(iter(rows))


def _line(place: FirstReport, gaps: Collection[Gap], own: bool) -> Line:
    days = sum(gap.days for gap in gaps)
    return Line(
        Column.waiting if own else Column.lacking,
        ngettext(
            "%(place)s: no report for %(num)s day",
            "%(place)s: no report for %(num)s days",
            days,
            place=languages.words(place.name),
        ),
        url_for("bureau.visits.report", place=place.slug, day=max(gap.last for gap in gaps)),
        min(gap.first for gap in gaps),
        _days(sorted(gaps, key=lambda gap: gap.first)),
    )


def _days(gaps: Sequence[Gap]) -> str:
    """The latest gaps by their days: 3 May, 5–7 May."""
    named = [gap_days(gap) for gap in gaps[-NAMED:]]
    more = [_("and earlier")] if len(gaps) > NAMED else []
    return _(", ").join(named + more)
