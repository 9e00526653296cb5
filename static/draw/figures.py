"""People and what they carry, kept to a few strokes."""

from collections.abc import Sequence

from hand import circle, number, numbers, path


def people(places: Sequence[tuple[float, float, float, str]]) -> str:
    """Standing people by foot, height and class of the coat: a round head over a long coat."""
    parts = ""
    for x, y, h, coat in places:
        w = h * 0.2
        body = (
            f"M{numbers(x - w, y)}q{numbers(w * 0.1, -h * 0.5, w * 0.55, -h * 0.7)}"
            f"h{number(w * 0.9)}q{numbers(w * 0.45, h * 0.2, w * 0.55, h * 0.7)}z"
        )
        parts += path(f"{coat} d-fine", body) + circle("d-skin d-fine", (x, y - h * 0.83), h * 0.14)
    return parts


def cyclist(x: float, y: float, size: float, shirt: str) -> str:
    """A racing cyclist riding to the right; (x, y) is where the rear wheel touches the road."""
    n = size
    wheel = n * 0.23

    def at(dx: float, dy: float) -> str:
        return numbers(x + dx * n, y - dy * n)

    wheels = circle("d-wheel", (x, y - wheel), wheel) + circle(
        "d-wheel", (x + n * 0.66, y - wheel), wheel
    )
    frame = (
        f"M{at(0, 0.23)}L{at(0.16, 0.52)} {at(0.5, 0.52)} {at(0.28, 0.23)} {at(0, 0.23)}"
        f"M{at(0.66, 0.23)}L{at(0.5, 0.6)} {at(0.6, 0.64)}M{at(0.28, 0.23)}L{at(0.13, 0.58)}"
    )
    leg = f"M{at(0.15, 0.64)}L{at(0.4, 0.48)} {at(0.32, 0.16)}"
    back = (
        f"M{at(0.08, 0.62)}Q{at(0.14, 0.9)} {at(0.42, 0.96)}L{at(0.5, 0.84)}Q{at(0.3, 0.8)}"
        f" {at(0.22, 0.6)}z"
    )
    arm = f"M{at(0.43, 0.9)}L{at(0.47, 0.72)} {at(0.58, 0.64)}"
    head = circle("d-skin d-fine", (x + n * 0.54, y - n * 1.02), n * 0.1)
    helmet = path(
        f"{shirt} d-fine", f"M{at(0.42, 1.04)}q{numbers(n * 0.08, -n * 0.15, n * 0.24, -n * 0.02)}z"
    )
    return (
        wheels + path("d-thin", frame) + path("d-limb", leg) + path(f"{shirt} d-fine", back)
        + path("d-limb", arm) + head + helmet
    )  # fmt: skip


def flags(x: float, y: float, width: float, sag: float, count: int) -> str:
    """A string of prayer flags from (x, y) to the right, sagging by `sag`."""
    cloth = {"d-khata": "", "d-white": "", "d-ochre": "", "d-pine-2": "", "d-gold": ""}
    kinds = list(cloth)
    step = width / count
    for n in range(count):
        part = (n + 0.5) / count
        drop = y + 4 * sag * part * (1 - part)
        size = numbers(step * 0.62, step * 0.1, -step * 0.08, step * 0.7, -step * 0.6, -step * 0.06)
        cloth[kinds[n % 5]] += f"M{numbers(x + n * step + step * 0.2, drop)}l{size}z"
    line = path("d-thin", f"M{numbers(x, y)}q{numbers(width / 2, sag * 2, width, 0)}")
    return line + "".join(path(kind, outline) for kind, outline in cloth.items() if outline)


def lanterns(places: Sequence[tuple[float, float]], size: float) -> str:
    """Paper lanterns on sticks, by foot; they glow by night."""
    s = size
    sticks = "".join(f"M{numbers(x, y)}v-{number(s * 2.2)}" for x, y in places)
    paper = "".join(
        f"M{numbers(x - s * 0.5, y - s * 3.2)}q{numbers(s * 0.5, -s * 0.3, s, 0)}"
        f"l-{number(s * 0.15)} {number(s * 1.1)}h-{number(s * 0.7)}z"
        for x, y in places
    )
    return path("d-thin", sticks) + path("d-lantern d-fine", paper)
