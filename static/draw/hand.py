"""The one hand that draws everything: an uneven ink line over flat shapes, as compact SVG."""

import random
from collections.abc import Sequence

Point = tuple[float, float]
fineness = 0.1  # of coordinates of one place; coarser for what is seen small


def snapped(value: float, places: int = 1) -> float:
    """The nearest coordinate that can be written."""
    return round(round(value / fineness) * fineness, 1) if places == 1 else round(value, places)


def number(value: float, places: int = 1) -> str:
    """Write a coordinate as briefly as SVG allows."""
    text = f"{snapped(value, places):.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
    return "0" if text in {"", "-", "-0"} else text


def numbers(*values: float, places: int = 1) -> str:
    """Join coordinates, leaving out every separator SVG can do without."""
    joined = ""
    for value in values:
        text = number(value, places)
        joined += text if not joined or text.startswith("-") else f" {text}"
    return joined


def path(kind: str, outline: str) -> str:
    """One <path> with the classes in `kind`."""
    return f'<path class="{kind}" d="{outline}"/>'


def circle(kind: str, centre: Point, radius: float) -> str:
    """One <circle> with the classes in `kind`."""
    x, y = (number(part) for part in centre)
    return f'<circle class="{kind}" cx="{x}" cy="{y}" r="{number(radius)}"/>'


def group(kind: str, *parts: str) -> str:
    """Parts that share the classes in `kind`."""
    return f'<g class="{kind}">{"".join(parts)}</g>'


def moved(x: float, y: float, *parts: str, scale: float = 1.0) -> str:
    """Parts set down at a place, if need be larger or smaller."""
    size = "" if scale == 1 else f"scale({number(scale, 2)})"
    return f'<g transform="translate({numbers(x, y)}){size}">{"".join(parts)}</g>'


class Hand:
    """Draws outlines that waver a little, the same way every time for the same seed."""

    def __init__(self, seed: int, waver: float = 0.5, places: int = 1) -> None:
        self.chance = random.Random(seed)
        self.waver = waver
        self.places = places

    def near(self, value: float, spread: float | None = None) -> float:
        """The value, missed by at most `spread` (or by the hand's own waver)."""
        reach = self.waver if spread is None else spread
        return value + self.chance.uniform(-reach, reach)

    def straight(self, points: Sequence[Point], close: bool = True) -> str:
        """Straight edges between points that are each missed a little."""
        return self._edges([(self.near(x), self.near(y)) for x, y in points], close)

    def exact(self, points: Sequence[Point], close: bool = True) -> str:
        """Straight edges between points that are hit: for what must join."""
        return self._edges(list(points), close)

    def _edges(self, points: list[Point], close: bool) -> str:
        places = self.places
        at = (snapped(points[0][0], places), snapped(points[0][1], places))
        outline = f"M{numbers(*at, places=places)}l"
        steps: list[float] = []
        for x, y in points[1:]:
            step = (snapped(x - at[0], places), snapped(y - at[1], places))
            steps += step
            at = (at[0] + step[0], at[1] + step[1])
        return outline + numbers(*steps, places=places) + ("z" if close else "")

    def box(self, x: float, y: float, width: float, height: float) -> str:
        """An upright rectangle by its upper left corner."""
        return self.straight([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])

    def curve(self, points: Sequence[Point]) -> str:
        """A smooth open line led by the points, beginning at the first and ending at the last.

        It is a quadratic B-spline in SVG's `t`, so that a point costs two numbers; each rounding is
        made good by the next point, since `t` mirrors the control point and would add errors up.
        """
        places = self.places
        if len(points) == 2:
            return self._edges(list(points), close=False)
        at = (snapped(points[0][0], places), snapped(points[0][1], places))
        outline = f"M{numbers(*at, places=places)}"
        control = (0.0, 0.0)
        for index in range(1, len(points) - 1):
            if index == 1:
                control = (snapped(points[1][0], places), snapped(points[1][1], places))
            else:
                control = (2 * at[0] - control[0], 2 * at[1] - control[1])
            onward = points[index + 1]
            last = index == len(points) - 2
            goal = onward if last else ((control[0] + onward[0]) / 2, (control[1] + onward[1]) / 2)
            step = (snapped(goal[0] - at[0], places), snapped(goal[1] - at[1], places))
            lead = (control[0] - at[0], control[1] - at[1])
            if index == 1:
                outline += f"q{numbers(*lead, *step, places=places)}"
            else:
                text = numbers(*step, places=places)
                outline += "t" + text if index == 2 else (text if text[0] == "-" else f" {text}")
            at = (at[0] + step[0], at[1] + step[1])
        return outline

    def wavered(self, points: Sequence[Point], spread: float | None = None) -> list[Point]:
        """The same points, each missed a little; the ends are kept."""
        inner = [(self.near(x, spread), self.near(y, spread)) for x, y in points[1:-1]]
        return [points[0], *inner, points[-1]]
