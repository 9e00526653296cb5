"""Saying where a place is: what was handed in as a position, and what it is compared with."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy.orm import Session

from webapp.core.geography import Point, distance_m
from webapp.core.translated import Translated
from webapp.places import coordinates
from webapp.places.coordinates import TO_WGS84, Datum
from webapp.places.draft import EXACT_M, How, PlaceText, Position
from webapp.places.models import Basis
from webapp.review import drafts
from webapp.review.merging import changed as differing
from webapp.review.models import Manuscript, State, Version
from webapp.review.refusals import Incomplete, WrongTimes
from webapp.staff.models import Account

DIGITS = 6  # of a degree that are kept: a tenth of a metre
USUAL_M = {How.map: 200, How.paste: 30, How.device: 30, How.typed: 30}
NOTES = {
    How.map: Translated(zh="工作人员在地图上标定", en="Marked on the map by the bureau's staff"),
    How.paste: Translated(zh="工作人员用地图拾取器取得", en="Taken from a map picker by the staff"),
    How.device: Translated(zh="工作人员现场用手机测定", en="Measured on the spot with a phone"),
    How.typed: Translated(zh="工作人员填写", en="Entered by the bureau's staff"),
}
SHIFTED_M = 450  # the datums of the mainland lie at least so far apart here
SAME_M = 60  # so close, two positions are of the same spot


@dataclass(frozen=True)
class Given:
    """What somebody hands in.

    Attributes:
        pasted: A position in `datum`; it counts more than `lat` and `lon`, which are WGS-84.
        accuracy_m: None: what is usual for the way it was found.
    """

    pasted: str = ""
    datum: Datum = Datum.wgs84
    lat: str = ""
    lon: str = ""
    accuracy_m: int | None = None
    note: Translated = Translated("")
    found: How = How.typed


class Nothing(ValueError):
    """Nothing was handed in that could be a position."""


def position(given: Given) -> Position:
    """The position that was handed in.

    Raises:
        Nothing, coordinates.Unreadable, coordinates.Outside.
    """
    if given.pasted.strip():
        how, datum = How.paste, given.datum
        point = coordinates.read(given.pasted, datum)
    elif given.lat.strip() and given.lon.strip():
        how, datum = given.found, Datum.wgs84
        point = coordinates.convert(Point(_number(given.lat), _number(given.lon)), datum)
    else:
        raise Nothing
    accuracy = given.accuracy_m or USUAL_M[how]
    return Position(
        lat=round(point.lat, DIGITS),
        lon=round(point.lon, DIGITS),
        accuracy_m=accuracy,
        basis=Basis.surveyed if accuracy <= EXACT_M else Basis.approximate,
        note=given.note if given.note.zh else NOTES[how],
        found=how,
        datum=datum,
        given=" ".join(given.pasted.split()),
    )


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise coordinates.Unreadable(text) from None
    if not -180 <= value <= 180:
        raise coordinates.Unreadable(text)
    return value


def moved_m(before: Position | None, after: Position) -> float | None:
    """How far a place moves on the map; None when it had no position."""
    return distance_m(_point(before), _point(after)) if before is not None else None


def doubtful_datum(before: Position | None, given: Given, after: Position) -> Datum | None:
    """Another datum in which what was pasted lies just where the place was said to be.

    Then the datum was probably named wrongly.
    """
    moved = moved_m(before, after)
    if before is None or moved is None or moved < SHIFTED_M or not given.pasted.strip():
        return None
    raw = coordinates.given(given.pasted)
    others = (one for one in Datum if one is not given.datum)
    return next((o for o in others if distance_m(TO_WGS84[o](raw), _point(before)) < SAME_M), None)


def hand_in(
    session: Session, manuscript: Manuscript, position: Position, by: Account, at: datetime
) -> Version:
    """Write a position into the version that is being worked on, or into a new one.

    It goes to the reviewers at once when nothing else is new in that version, or when it was with
    them already; else it waits with the rest of the draft. The caller commits.
    """
    version = drafts.open_manuscript(session, manuscript, by, at)
    waited = version.state in (State.submitted, State.approved)
    if waited:
        drafts.take_back(session, version, by)
    text: PlaceText = drafts.typed(version)
    changed = msgspec.structs.replace(text, position=position)
    drafts.save(session, version, changed, by, at, version.saves)
    public = manuscript.public_version
    alone = public is not None and set(differing(public.fields, version.fields)) <= {"position"}
    if waited or alone:
        with suppress(Incomplete, WrongTimes):
            drafts.submit(session, version, by, at)
    return version


def _point(position: Position) -> Point:
    return Point(position.lat, position.lon)


@dataclass(frozen=True)
class Earlier:
    """A position that a version has had before another took its place."""

    version: Version
    position: Position


def earlier(manuscript: Manuscript) -> list[Earlier]:
    """The positions that the public has seen or waits for, the newest first, each once."""
    found: list[Earlier] = []
    for version in manuscript.versions:
        position = _position_in(version)
        if position is not None and (not found or found[-1].position != position):
            found.append(Earlier(version, position))
    return found[::-1]


def _position_in(version: Version) -> Position | None:
    try:
        return msgspec.convert(version.fields.get("position"), Position | None)
    except msgspec.ValidationError:  # written with an older form
        return None
