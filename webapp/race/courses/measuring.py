"""What is measured on a file, and the `Track` that keeps it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import file_names
from webapp.race.courses import climbs, elevation, gpx, simplify, walking
from webapp.race.courses.elevation import Profile, Sample
from webapp.race.courses.gpx import Gpx
from webapp.race.courses.line import to_piece
from webapp.race.courses.models import Height, Mark, Track
from webapp.race.courses.refusals import TooLong
from webapp.race.courses.walking import Step, Walk

MOST_M = 1_000_000.0
MOST_MARKS = MOST_HEIGHTS = 400
LOOKED_AT = 4_000  # points among which those that shape a line are looked for


@dataclass(frozen=True)
class Measured:
    """A file and everything measured on it."""

    sha256: str
    gpx: Gpx
    walk: Walk
    profile: Profile | None


def measure(content: bytes) -> Measured:
    """Read a GPX file and measure its line. Takes a second for 20,000 points: no transaction.

    Raises:
        Refused: one of its kinds.
    """
    found = gpx.read(content)
    walk = walking.walk(found.segments)
    if walk.length_m > MOST_M:
        raise TooLong
    profile = elevation.profile([(step.metres, step.height) for step in walk.steps])
    return Measured(sha256(content).hexdigest(), found, walk, profile)


def stored(
    session: Session, measured: Measured, name: str, by_id: int | None, at: datetime
) -> Track:
    """The track of a file; the same file again gives the same one. The caller commits."""
    known = session.scalar(select(Track).where(Track.sha256 == measured.sha256))
    if known is not None:
        return known
    track = made(measured)
    track.file_name, track.uploaded_by_id, track.uploaded_at = file_names.shown(name), by_id, at
    session.add(track)
    session.flush()
    return track


def made(measured: Measured) -> Track:
    """A track that is in no session, without a name."""
    profile = measured.profile
    ascent, descent = elevation.climbed(profile.heights) if profile else (None, None)
    return Track(
        sha256=measured.sha256,
        points=measured.gpx.segments,
        waypoints=measured.gpx.waypoints,
        line=tuple(_line(measured.walk)),
        heights=_heights(profile) if profile else (),
        length_m=measured.walk.length_m,
        ascent_m=ascent,
        descent_m=descent,
        elevation_rule=elevation.RULE,
        climbs=climbs.climbs(profile) if profile else (),
        climb_rule=climbs.RULE,
    )


@dataclass(frozen=True)
class Summary:
    """What was read of a file, for the person who handed it in."""

    points: int
    without_height: int
    segments: int
    spikes: int
    gaps_m: tuple[float, ...]


def summary(track: Track) -> Summary:
    """What a track's file holds; reads all of its points."""
    walk = walking.walk(track.points)
    heights = [point[2] for segment in track.points for point in segment]
    return Summary(len(heights), heights.count(None), len(track.points), walk.spikes, walk.gaps_m)


def _line(walk: Walk) -> Iterator[tuple[Mark, ...]]:
    """The line as pages draw it: what shapes it, and every whole kilometre."""
    every = next(km for km in (1, 2, 5, 10) if walk.length_m <= 150_000 * km or km == 10)
    total = sum(map(len, walk.segments))
    for segment in walk.segments:
        marks, whole = _marks(_thinned(segment), every * 1000)
        share = max(2, MOST_MARKS * len(segment) // total)
        kept = simplify.kept(marks, share, _beside, 1.0, whole)
        yield tuple(
            (round(a, 6), round(b, 6), round(m / 1000, 4))
            for a, b, m in map(marks.__getitem__, kept)
        )


def _thinned(steps: Sequence[Step]) -> list[Step]:
    """Without points that lie so close together that no page shows them apart."""
    least = (steps[-1].metres - steps[0].metres) / LOOKED_AT
    kept = [steps[0]]
    for step in steps[1:-1]:
        if step.metres - kept[-1].metres > least:
            kept.append(step)
    return [*kept, steps[-1]]


def _marks(steps: Sequence[Step], every: float) -> tuple[list[Mark], list[int]]:
    """The steps with one added at every so many metres, and the indices of those added."""
    marks: list[Mark] = [(steps[0].lat, steps[0].lon, steps[0].metres)]
    added = []
    for before, step in zip(steps, steps[1:], strict=False):
        number = int(before.metres // every) + 1
        while number * every < step.metres:
            share = (number * every - before.metres) / (step.metres - before.metres)
            added.append(len(marks))
            lat = before.lat + (step.lat - before.lat) * share
            marks.append((lat, before.lon + (step.lon - before.lon) * share, number * every))
            number += 1
        marks.append((step.lat, step.lon, step.metres))
    return marks, added


def _beside(mark: Mark, start: Mark, end: Mark) -> float:
    """Metres from a mark to the straight piece between two others."""
    return to_piece(mark, start, end, start[0])[0]


def _heights(profile: Profile) -> tuple[Height, ...]:
    """The heights as pages draw them: those that shape the profile."""
    samples = profile.samples
    thin = samples[:: max(1, len(samples) // LOOKED_AT)]
    if thin[-1] != samples[-1]:
        thin.append(samples[-1])
    kept = simplify.kept(thin, MOST_HEIGHTS, _above, 0.2)
    return tuple((round(thin[at][0] / 1000, 4), round(thin[at][1], 1)) for at in kept)


def _above(sample: Sample, start: Sample, end: Sample) -> float:
    """Metres by which a sample lies above or under the straight piece between two others."""
    share = (sample[0] - start[0]) / (end[0] - start[0])
    return abs(sample[1] - start[1] - (end[1] - start[1]) * share)
