"""The clock on the course: when the first and the last riders of a category pass a point."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.race import delays
from webapp.race.delays import Start
from webapp.race.plan import Category


@dataclass(frozen=True)
class Passing:
    """A window: nobody of the category passes earlier or later, if the expected speeds hold."""

    category: Category
    first: datetime
    last: datetime


def windows(
    categories: Iterable[Category],
    starts: Iterable[Start],
    code: str,
    km: float,
    lap_km: float,
) -> list[Passing]:
    """Each category's window at a point of a course, the earliest first.

    A category without a start or without expected speeds has none: it is not guessed. With
    several laps the window goes from the first rider's first to the last rider's last passage.
    Whoever would come after the time limit is taken out of the race before.

    Args:
        code: Of the course; categories without one ride it when it is the edition's only one, and
            see `of_course`.
        km: Of the point, from the start of a lap.
        lap_km: Length of one lap.
    """
    by_category = delays.by_category(starts)
    found = []
    for category in of_course(categories, code):
        start = by_category.get(category.code)
        if start is None or not category.fastest_kmh or not category.slowest_kmh:
            continue
        last_km = (category.laps - 1) * lap_km + km
        first = start.at + timedelta(hours=km / category.fastest_kmh)
        last = start.at + timedelta(hours=last_km / category.slowest_kmh)
        if category.limit_min is not None:
            last = min(last, start.at + timedelta(minutes=category.limit_min))
        found.append(Passing(category, first, max(first, last)))
    return sorted(found, key=lambda window: window.first)


def of_course(categories: Iterable[Category], code: str) -> list[Category]:
    """The categories that ride a course: those that name it, and those that name none."""
    return [one for one in categories if one.course in ("", code)]


def whole(passings: Iterable[Passing]) -> tuple[datetime, datetime] | None:
    """From the first rider of all categories to the last; None when no window is known."""
    every = list(passings)
    if not every:
        return None
    return min(one.first for one in every), max(one.last for one in every)
