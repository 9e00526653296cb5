"""Rule climb-v1: which parts of a course are climbs, and how hard they are.

On the smoothed profile, parts that go up by 3 % are joined over a dip that is at most 300 m long or
at most 10 m deep, as long as the whole still rises by 3 %; over a longer one, only when what joins
on either side does so too (else a false flat would lead from any bump to the climb behind it).
What is 300 m long then is a climb; its score is its length in metres times its mean percentage.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.race.courses.elevation import Profile
from webapp.race.courses.models import Climb

RULE = "climb-v1"
DIP_M, DIP_LENGTH_M = 10.0, 300.0
SHORTEST_M, LEAST_PERCENT = 300.0, 3.0
STEEPEST_OVER_M = 100.0
CATEGORIES = (("HC", 80_000), ("1", 64_000), ("2", 32_000), ("3", 16_000), ("4", 8_000))
ROUNDING_M = 1e-6  # heights and lengths are sums of floats


@dataclass(frozen=True)
class _Run:
    """A part of the profile that goes up, by the indices of its ends."""

    foot: int
    top: int


def climbs(profile: Profile) -> tuple[Climb, ...]:
    """The climbs of a course, in the order of riding."""
    joined: list[_Run] = []
    for run in _runs(profile):
        joined.append(run)
        while len(joined) > 1 and _belong(profile, joined[-2], joined[-1]):
            last = joined.pop()
            joined[-1] = _Run(joined[-1].foot, last.top)
    return tuple(_climb(profile, run) for run in joined if _counts(profile, run))


def category(score: float) -> str:
    """The category of a climb of this score; empty below them."""
    return next((name for name, least in CATEGORIES if score >= least - ROUNDING_M), "")


def _runs(profile: Profile) -> Iterator[_Run]:
    """Every part that goes up by 3 % from one height to the next."""
    foot = None
    for at in range(len(profile.heights) - 1):
        if _steep(profile, at, at + 1):
            foot = at if foot is None else foot
        elif foot is not None:
            yield _Run(foot, at)
            foot = None
    if foot is not None:
        yield _Run(foot, len(profile.heights) - 1)


def _belong(profile: Profile, first: _Run, then: _Run) -> bool:
    """Whether two parts are one climb: a small dip, a higher top, and steep enough together."""
    heights = profile.heights
    rises = heights[then.top] > heights[first.top] and heights[then.foot] >= heights[first.foot]
    if not rises or not _steep(profile, first.foot, then.top):
        return False
    if (then.foot - first.top) * profile.step_m <= DIP_LENGTH_M + ROUNDING_M:
        return True
    both = _steep(profile, first.foot, then.foot) and _steep(profile, first.top, then.top)
    return both and heights[first.top] - heights[then.foot] <= DIP_M + ROUNDING_M


def _steep(profile: Profile, foot: int, top: int) -> bool:
    return _percent(profile, foot, top) >= LEAST_PERCENT - ROUNDING_M


def _counts(profile: Profile, run: _Run) -> bool:
    length = (run.top - run.foot) * profile.step_m
    return length >= SHORTEST_M - ROUNDING_M and _steep(profile, run.foot, run.top)


def _percent(profile: Profile, foot: int, top: int) -> float:
    ascent = profile.heights[top] - profile.heights[foot]
    return 100 * ascent / ((top - foot) * profile.step_m)


def _climb(profile: Profile, run: _Run) -> Climb:
    wide = max(1, round(STEEPEST_OVER_M / profile.step_m))
    mean = _percent(profile, run.foot, run.top)
    windows = (_percent(profile, at, at + wide) for at in range(run.foot, run.top - wide + 1))
    length = (run.top - run.foot) * profile.step_m
    return Climb(
        foot_km=profile.along(run.foot) / 1000,
        top_km=profile.along(run.top) / 1000,
        ascent_m=profile.heights[run.top] - profile.heights[run.foot],
        mean_percent=mean,
        steepest_percent=max(windows, default=mean),
        category=category(length * mean),
    )
