"""大青山 on the sketch map: massifs set down in rows, clear of valleys, roads and places."""

from dataclasses import dataclass

from hand import Hand, Point
from mountains import Peak, height_at, massif
from sheet import HEIGHT, WIDTH, Clear, Standing, depth, placed


@dataclass(frozen=True)
class Massif:
    """A massif that is drawn once and set down in many places."""

    name: str
    peaks: list[Peak]
    drawing: str

    @property
    def west(self) -> float:
        """How far the massif reaches to the left of its middle; negative."""
        return min(peak.along - peak.reach for peak in self.peaks)

    @property
    def east(self) -> float:
        """How far the massif reaches to the right of its middle."""
        return max(peak.along + peak.reach for peak in self.peaks)


@dataclass(frozen=True)
class Spot:
    """A massif with its place on the sheet and its size."""

    kind: Massif
    x: float
    y: float
    size: float


def templates(hand: Hand) -> list[Massif]:
    """The high mountains, from long ranges to a single summit."""
    shapes = [
        [(-118, 44, 62), (-64, 58, 74), (0, 76, 92), (58, 54, 66), (116, 66, 82), (172, 40, 58)],
        [(-104, 58, 76), (-40, 70, 84), (26, 52, 66), (84, 64, 80), (136, 38, 54)],
        [(-56, 50, 66), (0, 72, 88), (70, 56, 72), (120, 40, 54)],
        [(-66, 44, 60), (0, 64, 82), (58, 46, 58)],
        [(0, 62, 80), (60, 44, 60)],
        [(-44, 40, 54), (0, 58, 74)],
        [(0, 56, 72)],
    ]
    return [Massif(f"m{n}", peaks := [Peak(*peak) for peak in shape], massif(hand, peaks))
            for n, shape in enumerate(shapes)]  # fmt: skip


def foothills(hand: Hand) -> list[Massif]:
    """Low loess hills for the south, broad and worn."""
    shapes = [
        [(-60, 18, 60), (0, 27, 72), (66, 20, 58), (120, 14, 50)],
        [(0, 24, 66), (54, 17, 52)],
        [(-50, 17, 50), (0, 22, 58)],
    ]
    return [Massif(f"f{n}", peaks := [Peak(*peak) for peak in shape], massif(hand, peaks))
            for n, shape in enumerate(shapes)]  # fmt: skip


def fits(spot: Spot, free: list[Clear]) -> bool:
    """Whether a massif set down here leaves every clearing open."""
    kind, size = spot.kind, spot.size
    west, east = spot.x + size * kind.west, spot.x + size * kind.east
    for place in free:
        margin = place.distance * 0.3
        if west - margin < place.x < east + margin:
            top = size * height_at((place.x - spot.x) / size, kind.peaks)
            if spot.y - top - place.distance < place.y < spot.y + place.distance * 0.4:
                return False
    return True


def tint(spot: Spot, south: bool, ring: list[Point]) -> str:
    """Class of a massif's colour: paler towards the north and beyond the district."""
    middle = spot.x + spot.size * (spot.kind.west + spot.kind.east) / 2
    reach = depth(middle, spot.y - 14, ring)
    if south:
        return "e1" if reach > -20 else "e2"
    if reach < -24:
        return "o2" if reach < -100 else "o1"
    if reach < 6:
        return "i3"
    return "i2" if spot.y < 250 else "i1"


def range_rows(hand: Hand, ring: list[Point], free: list[Clear]) -> list[Standing]:
    """大青山 in rows from the north to the foothills, larger to the north and east."""
    high, low = templates(hand), foothills(hand)
    standing: list[Standing] = []
    y = 40.0
    while y < HEIGHT + 30:
        x = hand.chance.uniform(-150, -40)
        while x < WIDTH + 40:
            south = y > 622 - 0.02 * x
            size = 0.56 + 0.5 * (1 - y / HEIGHT) + 0.14 * x / WIDTH
            spot = settle(hand, low if south else high, x, y, 1.0 if south else size, free)
            if spot is None or on_plain(spot.x, y):
                x += hand.chance.uniform(10, 42)
                continue
            colour = tint(spot, south, ring)
            drawing = placed(spot.kind.name, colour, spot.x, spot.y, spot.size)
            standing.append(Standing(spot.y, drawing))
            x = (
                spot.x
                + spot.size * (spot.kind.east - 18)
                + hand.chance.uniform(0, 60 if south else 16)
            )
        y += 30 if y > 590 else 37
    return standing


def on_plain(x: float, y: float) -> bool:
    """Whether the fields of the south-west lie here."""
    return x < 330 and y > 620 + 0.3 * x


def settle(
    hand: Hand, kinds: list[Massif], x: float, y: float, size: float, free: list[Clear]
) -> Spot | None:
    """A massif that fits about here: long ranges are tried first, then short, then smaller ones."""
    for shrink in (1.0, 0.84, 0.7):
        first = hand.chance.randrange(len(kinds))
        for kind in [*kinds[first:], *kinds[-2:]]:
            scale = round(size * shrink * hand.chance.uniform(0.92, 1.1), 2)
            spot = Spot(kind, round(x - kind.west * scale * 0.8), round(hand.near(y, 8)), scale)
            if fits(spot, free):
                return spot
    return None
