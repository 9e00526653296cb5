"""How long a course is and how much it climbs: what is official wins, what was measured is told."""

from dataclasses import dataclass

from webapp.race.courses.line import Line
from webapp.race.courses.models import Course


@dataclass(frozen=True)
class Figure:
    """One figure of a course; None where it is not known."""

    official: float | None
    measured: float | None

    @property
    def shown(self) -> float | None:
        """What the page says: the official figure where there is one."""
        return self.measured if self.official is None else self.official

    @property
    def is_official(self) -> bool:
        """Whether the organisers have stated it."""
        return self.official is not None

    @property
    def difference(self) -> float | None:
        """By how much the measured figure is greater than the official one."""
        if self.official is None or self.measured is None:
            return None
        return self.measured - self.official


@dataclass(frozen=True)
class Figures:
    """The figures of a course: kilometres, metres, metres."""

    length_km: Figure
    ascent_m: Figure
    descent_m: Figure


def figures_of(course: Course) -> Figures:
    """What a course's page states."""
    track = course.track
    return Figures(
        Figure(course.official_km, track.length_m / 1000 if track else None),
        Figure(course.official_ascent_m, track.ascent_m if track else None),
        Figure(None, track.descent_m if track else None),
    )


def line_of(course: Course) -> Line | None:
    """A course's line with its heights, for map, profile and kilometre axis; None without one."""
    return Line(course.track.line, course.track.heights) if course.track else None
