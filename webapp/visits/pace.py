"""How far a year usually is by now: from the course of a whole year before, and not without one.

With less than a year of figures nothing is expected: a winter says nothing of a summer. Reference
B9, share-of-year method.
"""

from dataclasses import dataclass

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


def season(year: int, days: int, total: int, come: int) -> Season | None:
    """The course of a year; None while it is not a whole one.

    Args:
        days: On how many of its days there are figures.
        total: Person-times of the whole year.
        come: Of these, until the day of the year that is asked about.
    """
    if days < DAYS_OF_A_YEAR or not total:
        return None
    return Season(year, come / total, days)
