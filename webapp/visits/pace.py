"""How far a year usually is by now: from the course of a whole year before, and not without one.

With less than a year of figures nothing is expected: a winter says nothing of a summer. Reference
B9, share-of-year method.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

DAYS_OF_A_YEAR = 350  # with figures: fewer, and the course of the year has holes


@dataclass(frozen=True)
class Season:
    """What part of a year's visitors had come by the same day of the year before.

    Attributes:
        year: Whose course it is.
        share: 0 to 1.
        days: On how many of its days there are figures.
    """

    year: int
    share: float
    days: int


def season(by_day: Mapping[date, int], until: date) -> Season | None:
    """The course of the year before `until`'s; None while that is not a whole one.

    Args:
        by_day: Person-times of days, over all places.
        until: The last day with a figure.
    """
    year = until.year - 1
    known = {day: value for day, value in by_day.items() if day.year == year}
    total = sum(known.values())
    if len(known) < DAYS_OF_A_YEAR or not total:
        return None
    come = sum(
        value for day, value in known.items() if (day.month, day.day) <= (until.month, until.day)
    )
    return Season(year, come / total, len(known))
