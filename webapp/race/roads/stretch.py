"""The closed piece of a course, and which places lie at it."""

from collections.abc import Iterable, Mapping, Sequence

from webapp.core.geography import Point
from webapp.race.courses.line import Line
from webapp.race.courses.models import Mark

Positions = Sequence[tuple[float, float]]  # WGS-84 degrees
NEAR_M = 3_000  # metres in a straight line
MOST_POINTS = 120  # of what a map draws: 45 km in pieces of less than 400 m


def of_line(
    segments: Sequence[Sequence[Mark]], from_km: float | None, to_km: float | None
) -> tuple[tuple[float, float], ...]:
    """The positions from one kilometre to another; none where a kilometre is not known."""
    line = Line(segments)
    if from_km is None or to_km is None or not line.marks:
        return ()
    found = line.part(from_km, to_km)
    step = -(-len(found) // MOST_POINTS)
    thinned = found[:-1:step]
    return tuple((round(lat, 5), round(lon, 5)) for lat, lon in (*thinned, found[-1]))


def away_m(positions: Positions, spot: Point) -> float:
    """How far a spot lies from a stretch, in metres.

    Raises:
        ValueError: the stretch has no positions.
    """
    segment = [(lat, lon, float(at)) for at, (lat, lon) in enumerate(positions)]
    return Line([segment]).nearest(spot.lat, spot.lon)[1]


def away_from(positions: Positions, spots: Mapping[str, Point | None]) -> dict[str, float]:
    """How many metres each spot lies from a stretch, of those whose position is known."""
    if not positions:
        return {}
    return {slug: away_m(positions, spot) for slug, spot in spots.items() if spot is not None}


def near(away: Mapping[str, float]) -> Iterable[str]:
    """What lies so near that closing the stretch may cut it off."""
    return [slug for slug, metres in away.items() if metres <= NEAR_M]
