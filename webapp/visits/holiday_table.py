"""假日汇总: a holiday, all together and place by place, beside the same one a year before."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.holidays import names
from webapp.holidays.arrangement import Day, Run, runs
from webapp.holidays.models import DayOff, HolidayDay
from webapp.visits.comparisons import growth_per_day, percent
from webapp.visits.ledger import MONEY
from webapp.visits.models import Metric
from webapp.visits.periods import Totals, totals


@dataclass(frozen=True)
class HolidayLine:
    """A holiday at one place, or at all that report.

    Attributes:
        place: None for all together.
        last: The last of its days that is counted; before its end while it is not over.
        visits: Person-times; None without figures.
        missing: Place-days that were due and have no figure.
        takings: Fen; `tickets` are a part of them.
        growth: 可比: per cent by holiday day; None unless both holidays are over and complete.
        takings_growth: The same of the takings, where each are known of all days with admissions.
    """

    run: Run
    place: int | None
    last: date
    visits: int | None
    missing: int
    takings: int | None
    tickets: int | None
    before: Run | None
    visits_before: int | None
    takings_before: int | None
    growth: Decimal | None
    takings_growth: Decimal | None

    @property
    def days(self) -> int:
        """How many of its days are counted."""
        return (self.last - self.run.first).days + 1


def holiday_lines(
    session: Session,
    first: date,
    last: date,
    today: date,
    places: Collection[int],
    firsts: Mapping[int, date],
) -> Iterator[HolidayLine]:
    """The holidays that begin from `first` to `last`; of each the sum, then its places.

    Args:
        today: The business day that is running.
        firsts: Of these, the first day with admissions.
    """
    for run in holidays(session, first.year, last.year):
        if first <= run.first <= last:
            before = same_before(run, holidays(session, run.first.year - 1, run.first.year - 1))
            yield from _lines(session, run, before, min(run.last, last), today, places, firsts)


def holidays(session: Session, first_year: int, last_year: int) -> list[Run]:
    """The runs of days off that begin in these years, as far as their notices are entered."""
    found = session.scalars(
        select(HolidayDay)
        .where(HolidayDay.year.between(first_year, last_year + 1), HolidayDay.kind == DayOff.off)
        .order_by(HolidayDay.day)
    )
    days = [Day(one.day, one.kind, one.holiday) for one in found]
    return [run for run in runs(days) if first_year <= run.first.year <= last_year]


def same_before(run: Run, earlier: Iterable[Run]) -> Run | None:
    """The holiday of the year before that shares a name: 国庆节 and 国庆节、中秋节 are one."""
    called = set(names.parts(run.holiday))
    shared = [one for one in earlier if called & set(names.parts(one.holiday))]
    return max(shared, key=lambda one: one.length, default=None)


def _lines(
    session: Session,
    run: Run,
    before: Run | None,
    last: date,
    today: date,
    places: Collection[int],
    firsts: Mapping[int, date],
) -> Iterator[HolidayLine]:
    found = totals(session, (run.first, last), today, places, firsts)
    earlier = (
        totals(session, (before.first, before.last), today, places, firsts) if before else None
    )
    reporting = sorted(found.places | {one for one, day in firsts.items() if day <= last})
    for place in (None, *reporting):
        growth = _growth(found, earlier, run, today, firsts, place)
        yield HolidayLine(
            run,
            place,
            last,
            found.of(Metric.visits, place=place),
            found.missing_at(place),
            found.of(*MONEY, place=place),
            found.of(Metric.ticket_revenue, place=place),
            before,
            earlier.of(Metric.visits, place=place) if earlier else None,
            earlier.of(*MONEY, place=place) if earlier else None,
            growth,
            _takings_growth(found, earlier, place) if earlier and growth is not None else None,
        )


def _growth(
    found: Totals,
    earlier: Totals | None,
    run: Run,
    today: date,
    firsts: Mapping[int, date],
    place: int | None,
) -> Decimal | None:
    if earlier is None or found.last < run.last or run.last >= today:
        return None
    places = found.places if place is None else {place}
    if place is None and places != earlier.places:  # another set of places: not the same thing
        return None
    if found.missing_at(place) or earlier.missing_at(place):
        return None
    if any(firsts[one] > earlier.first for one in places if one in firsts):
        return None
    return _per_day(found, earlier, place, Metric.visits)


def _takings_growth(found: Totals, earlier: Totals, place: int | None) -> Decimal | None:
    """Of holidays whose admissions can be compared."""
    places = found.places if place is None else {place}
    known = _takings_known(found, places)
    if not known or known != _takings_known(earlier, places):
        return None
    return _per_day(found, earlier, place, *MONEY)


def _takings_known(found: Totals, places: Iterable[int]) -> set[tuple[int, Metric]]:
    """Which takings there are of which place; none at all where some lack a day."""
    days = {(one, metric): found.days.get((one, metric)) for one in places for metric in MONEY}
    known = {key: count for key, count in days.items() if count}
    whole = all(count == found.days.get((one, Metric.visits)) for (one, _), count in known.items())
    return set(known) if whole else set()


def _per_day(found: Totals, earlier: Totals, place: int | None, *metrics: Metric) -> Decimal | None:
    now, then = found.of(*metrics, place=place), earlier.of(*metrics, place=place)
    if now is None or then is None:
        return None
    growth = growth_per_day(now, _length(found), then, _length(earlier))
    return None if growth is None else percent(growth)


def _length(found: Totals) -> int:
    return (found.last - found.first).days + 1
