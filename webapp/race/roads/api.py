"""Open data about closed roads: GeoJSON (RFC 7946), positions in WGS-84."""

from collections.abc import Mapping
from datetime import datetime

import msgspec
from flask import Blueprint, Response, abort, url_for

from webapp.core import page_cache
from webapp.core.database import db
from webapp.core.open_api import Operation, Parameter
from webapp.core.translated import Translated
from webapp.core.words import absolute
from webapp.race.courses.models import Course, courses_of
from webapp.race.models import edition_of
from webapp.race.roads import closure_entry, reach, stretch
from webapp.race.roads.models import RoadClosure, RoadClosureKind, closures_of

bp = Blueprint("race_roads_api", __name__, url_prefix="/api/v1/race/<int(fixed_digits=4):year>")
MEDIA_TYPE = "application/geo+json"


class LineGeometry(msgspec.Struct, tag_field="type", tag="LineString", frozen=True):
    """The closed stretch: longitude, latitude."""

    coordinates: tuple[tuple[float, float], ...]


class ClosureProperties(msgspec.Struct, frozen=True):
    """What is known of a closure.

    Attributes:
        ends: When it ends, or ended: a road that was opened before its time is open from then on.
        called_off: Whether it was ended before it began.
        course: Code of the course along which the kilometres count.
        detour: Null where there is none.
        places: Slugs of the places that cannot be reached while it lasts, but for the detour.
        changed: When any of this was last changed.
    """

    kind: RoadClosureKind
    road: Translated
    stretch: Translated
    starts: datetime
    ends: datetime
    called_off: bool
    course: str | None
    from_km: float | None
    to_km: float | None
    detour: Translated | None
    places: tuple[str, ...]
    changed: datetime
    url: str


class ClosureFeature(msgspec.Struct, tag_field="type", tag="Feature", frozen=True):
    """One closure; `geometry` is null where nobody has said along which kilometres it is."""

    id: int
    geometry: LineGeometry | None
    properties: ClosureProperties


class ClosureCollection(msgspec.Struct, tag_field="type", tag="FeatureCollection", frozen=True):
    """All closures of an edition, in the order of the day."""

    features: list[ClosureFeature]


def operations() -> tuple[Operation, ...]:
    """What programs can ask for here."""
    return (
        Operation(
            "/api/v1/race/{year}/closures",
            "Every road that an edition of the race closes, as GeoJSON (WGS-84), those called "
            "off too; ask with If-None-Match as often as you like.",
            ClosureCollection,
            parameters=(Parameter("year", int, "Of the edition", required=True),),
            problems=(400, 404),
            media_type=MEDIA_TYPE,
        ),
    )


@bp.get("/closures")
def closures(year: int) -> Response:
    """Every closure of an edition."""
    page_cache.public()
    if db.session.scalar(edition_of(year)) is None:
        abort(404)
    known = db.session.scalars(courses_of(year)).all()
    courses: dict[int | None, Course] = {one.id: one for one in known}
    found = [_feature(one, courses) for one in db.session.scalars(closures_of(year))]
    return Response(
        msgspec.json.encode(ClosureCollection(found)),
        mimetype=MEDIA_TYPE,
        headers={"Access-Control-Allow-Origin": "*"},
    )


def _feature(one: RoadClosure, courses: Mapping[int | None, Course]) -> ClosureFeature:
    course = courses.get(one.course_id)
    track = course.track if course else None
    line = stretch.of_line(track.line, one.from_km, one.to_km) if track else ()
    page = absolute(url_for("race_roads.page", year=one.edition_year, _anchor=f"closure-{one.id}"))
    properties = ClosureProperties(
        kind=one.kind,
        road=one.road,
        stretch=one.stretch,
        starts=one.starts_at,
        ends=reach.ends(one),
        called_off=not reach.lasts(one),
        course=course.code if course else None,
        from_km=one.from_km,
        to_km=one.to_km,
        detour=one.detour,
        places=one.places,
        changed=closure_entry.changed_at(one),
        url=page,
    )
    geometry = LineGeometry(tuple((lon, lat) for lat, lon in line)) if line else None
    return ClosureFeature(one.id, geometry, properties)
