"""Rule elev-v1: how much a line climbs and falls.

Points without a height are dropped; heights are read off every 25 m along the line, smoothed by the
median of five, and a turn from up to down (or back) counts once it is 5 m deep. What one sums
depends on the rule by a factor of three, so the rule is stored with the figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

RULE = "elev-v1"
STEP_M = 25.0
HYSTERESIS_M = 5.0

Sample = tuple[float, float]  # metres along the line, metres above the sea


@dataclass(frozen=True)
class Profile:
    """Smoothed heights at even distances.

    Attributes:
        start_m: Where along the line the first point with a height lies.
        step_m: From one height to the next: 25 m, stretched so that the last lies at the end.
    """

    start_m: float
    step_m: float
    heights: tuple[float, ...]

    def along(self, at: int) -> float:
        """Metres along the line of the height with this index."""
        return self.start_m + at * self.step_m

    @property
    def samples(self) -> list[Sample]:
        """Heights with where they are, in metres."""
        return [(self.along(at), height) for at, height in enumerate(self.heights)]


def profile(points: Sequence[tuple[float, float | None]]) -> Profile | None:
    """The smoothed profile of a line; None when fewer than two of its places have heights.

    Args:
        points: Metres along the line, never falling, and the height there if it is known.
    """
    known = [(along, height) for along, height in points if height is not None]
    if len(known) < 2 or known[-1][0] <= known[0][0]:
        return None
    start, end = known[0][0], known[-1][0]
    # Even steps from end to end: the same line ridden backwards has the same profile.
    count = max(1, round((end - start) / STEP_M))
    step = (end - start) / count
    return Profile(start, step, _smoothed(_resampled(known, start, step, count)))


def _resampled(known: Sequence[Sample], start: float, step: float, count: int) -> list[float]:
    found, at = [], 0
    for number in range(count + 1):
        along = start + number * step if number < count else known[-1][0]
        while at < len(known) - 2 and known[at + 1][0] < along:
            at += 1
        (before, low), (after, high) = known[at], known[at + 1]
        share = (along - before) / (after - before) if after > before else 1.0
        found.append(low + (high - low) * min(1.0, max(0.0, share)))
    return found


def _smoothed(heights: Sequence[float]) -> tuple[float, ...]:
    """The median of five; of fewer towards the ends, which stay as they are."""
    last = len(heights) - 1
    return tuple(
        median(heights[at - reach : at + reach + 1])
        for at in range(len(heights))
        for reach in [min(2, at, last - at)]
    )


def climbed(heights: Sequence[float]) -> tuple[float, float]:
    """Metres of ascent and of descent, both positive.

    Their difference is that of the last and first height, to within 5 m at either end.
    """
    turns = _turns(heights)
    legs = [after - before for before, after in zip(turns, turns[1:], strict=False)]
    return sum(leg for leg in legs if leg > 0), -sum(leg for leg in legs if leg < 0)


def _turns(heights: Sequence[float]) -> list[float]:
    """The heights at which it turns, from the first leg that counts to the last."""
    turns: list[float] = []
    low = high = heights[0]
    up: bool | None = None  # the way it goes; None before the first leg that counts
    for height in heights[1:]:
        if up is not True and height - low >= HYSTERESIS_M:
            turns.append(low)
            up, high = True, height
        elif up is not False and high - height >= HYSTERESIS_M:
            turns.append(high)
            up, low = False, height
        else:
            low, high = min(low, height), max(high, height)
    return turns if up is None else [*turns, high if up else low]
