"""The months of a year as bars: where everything stands in the drawing, in its own units."""

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.visits.year import Month

WIDTH, HEIGHT = 720, 340
LEFT, RIGHT, TOP, BOTTOM = 76, 8, 16, 44
MOST_TICKS = 4


@dataclass(frozen=True)
class Bar:
    """One month; `height` is 0 where nothing is reported.

    Attributes:
        even_y: Of the goal, spread evenly; None without one.
        base_y: Of what stands beside it; None where nothing does.
        apart: How much of its height has nothing beside it, from the top down.
    """

    month: Month
    x: float
    y: float
    width: float
    height: float
    even_y: float | None
    base_y: float | None = None
    apart: float = 0

    @property
    def middle(self) -> float:
        """Where its label is centred."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class Chart:
    """The bars with their scale: `ticks` pairs a height in the drawing with person-times."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, int], ...]
    compared: bool = False  # whether anything stands beside any of them
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    baseline: int = HEIGHT - BOTTOM


def months_chart(months: Sequence[Month]) -> Chart:
    """A bar for each month, on a scale that starts at zero and ends on a round number."""
    bases = {month.first: month.beside.base for month in months if month.beside}
    most = max(max(m.total or 0, m.even_share or 0, bases.get(m.first, 0)) for m in months)
    step = tick_step(most)
    steps = -(-most // step) or 1
    room = HEIGHT - BOTTOM - TOP
    slot = (WIDTH - LEFT - RIGHT) / len(months)

    def y(value: int) -> float:
        return round(HEIGHT - BOTTOM - room * value / (step * steps), 1)

    def bar(at: int, month: Month) -> Bar:
        top, floor = y(month.total or 0), HEIGHT - BOTTOM
        compared = y(month.beside.value if month.beside else 0)
        return Bar(
            month,
            round(LEFT + slot * (at + 0.16), 1),
            top,
            round(slot * 0.68, 1),
            round(floor - top, 1),
            None if month.even_share is None else y(month.even_share),
            y(bases[month.first]) if month.beside else None,
            round(compared - top, 1) if bases else 0,
        )

    bars = tuple(bar(at, month) for at, month in enumerate(months))
    return Chart(bars, tuple((y(step * n), step * n) for n in range(steps + 1)), bool(bases))


def tick_step(most: int) -> int:
    """The smallest of 1, 2, 5 × 10ⁿ that reaches `most` in at most four steps."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if step * MOST_TICKS >= most:
                return step
        size *= 10
