"""Open data about places: GeoJSON (RFC 7946), positions in WGS-84."""

from datetime import datetime

import msgspec
from flask import Blueprint, Response, url_for

from webapp.core import page_cache
from webapp.core.open_api import Operation
from webapp.core.translated import Translated
from webapp.core.words import absolute
from webapp.extensions import db
from webapp.places import closed, filters
from webapp.places.kinds import fits
from webapp.places.models import Basis, Place, PlaceKind, PlaceStatus, all_places

bp = Blueprint("places_api", __name__, url_prefix="/api/v1")


class PointGeometry(msgspec.Struct, tag_field="type", tag="Point", frozen=True):
    """A position: longitude, latitude."""

    coordinates: tuple[float, float]


class Closed(msgspec.Struct, frozen=True):
    """Why a place is closed at this moment.

    Attributes:
        until: When it opens again; null: until further notice.
    """

    since: datetime
    until: datetime | None
    reason: Translated


class Properties(msgspec.Struct, frozen=True):
    """What is known of a place.

    Attributes:
        accuracy_m: The place lies within this many metres of the point.
        basis: How the position is known; `approximate` is an area and nowhere to navigate to.
        closed: Null while it is not closed for a while.
        parent: Slug of the place it is part of.
    """

    slug: str
    kind: PlaceKind
    names: Translated
    summary: Translated
    status: PlaceStatus
    closed: Closed | None
    accuracy_m: int | None
    basis: Basis | None
    parent: str | None
    url: str


class Feature(msgspec.Struct, tag_field="type", tag="Feature", frozen=True):
    """One place; `geometry` is null while its position is to be verified."""

    id: str
    geometry: PointGeometry | None
    properties: Properties


class FeatureCollection(msgspec.Struct, tag_field="type", tag="FeatureCollection", frozen=True):
    """All places that were asked for."""

    features: list[Feature]


def operations() -> tuple[Operation, ...]:
    """What programs can ask for here."""
    kind = filters.parameter("Only places of this kind, or with an event of it on or ahead.")
    return (
        Operation(
            "/api/v1/places",
            "Every place as GeoJSON (WGS-84); its geometry is null while nobody knows where it is.",
            FeatureCollection,
            parameters=(kind,),
            problems=(400, 404),
            media_type="application/geo+json",
        ),
    )


@bp.get("/places")
def places() -> Response:
    """Every place, or those that `?kind=` shows."""
    page_cache.public()
    kind, ahead = filters.asked_kind(), filters.ahead()
    found = db.session.scalars(all_places()).all()
    features = [_feature(place) for place in found if fits(place, kind, ahead)]
    body = msgspec.json.encode(FeatureCollection(features))
    return Response(
        body, mimetype="application/geo+json", headers={"Access-Control-Allow-Origin": "*"}
    )


def _feature(place: Place) -> Feature:
    geometry = None
    if place.lat is not None and place.lon is not None:
        geometry = PointGeometry((place.lon, place.lat))
    properties = Properties(
        slug=place.slug,
        kind=place.kind,
        names=place.name,
        summary=place.summary,
        status=place.status,
        closed=_closed(place),
        accuracy_m=place.accuracy_m,
        basis=place.basis,
        parent=place.whole.slug if place.whole else None,
        url=absolute(url_for("places.page", slug=place.slug)),
    )
    return Feature(place.slug, geometry, properties)


def _closed(place: Place) -> Closed | None:
    closure = closed.closure_of(place)
    return Closed(closure.starts_at, closure.ends_at, closure.reason) if closure else None
