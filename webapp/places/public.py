"""The pages about places: the map with its list, the list alone, one place, its code and poster."""

from typing import Any
from unicodedata import east_asian_width

from flask import Blueprint, Response, abort, render_template, request, url_for

from webapp.core import languages, page_cache, posters, words
from webapp.core.region import CITY, DISTRICT
from webapp.core.sources import sources_of
from webapp.extensions import db
from webapp.pictures.models import in_order
from webapp.places import closed, filters, kinds, navigation, nearby, sketch, structured
from webapp.places.listing import Listing, listing, spot_of
from webapp.places.models import Place, PlaceKind, all_places, by_slug

bp = Blueprint("places", __name__)


@bp.get("/places")
def index() -> str:
    """Every place, or those that a kind shows, as a list."""
    page_cache.public()
    return render_template("places/index.html", **_list())


@bp.get("/map")
def map() -> str:
    """The map with its list; `?place=` opens it at one place."""
    page_cache.public()
    shown = _list()
    slug = request.args.get("place")
    chosen = shown["by_slug"].get(slug) or abort(404) if slug else None
    return render_template(
        "places/map.html", **shown, pins=_pins(shown["listing"]), chosen=chosen, sketch=sketch
    )


def _list() -> dict[str, Any]:
    """What the list and the map show alike. Filter and nesting need every place."""
    places = db.session.scalars(all_places()).all()
    kind, ahead = filters.asked_kind(), filters.ahead()
    return {
        "listing": listing(places, kind, ahead),
        "kind": kind,
        "of_places": kind is None or isinstance(kind, PlaceKind),
        "place_kinds": kinds.counts(PlaceKind, places, ahead),
        "event_kinds": kinds.counts(ahead, places, ahead),
        "in_calendar": kinds.in_calendar(kind, places, ahead),
        "total": len(places),
        "by_slug": {place.slug: place for place in places},
    }


def _pins(shown: Listing) -> list[sketch.Pin]:
    names = {row.place.slug: _letters(languages.words(row.place.name)) for row in shown}
    return sketch.pins(shown, names)


def _letters(name: str) -> float:
    """How wide a name is, in Chinese letters."""
    return sum(1 if east_asian_width(letter) in "WF" else 0.56 for letter in name)


@bp.get("/places/<slug>")
def page(slug: str) -> str:
    """One place."""
    page_cache.public()
    place = db.session.scalar(by_slug(slug)) or abort(404)
    return render_template("places/page.html", **shown(place))


def shown(place: Place) -> dict[str, Any]:
    """Everything that the page of a place shows; its preview at the desk shows the same."""
    spot = spot_of(place)
    return {
        "place": place,
        "spot": spot,
        "links": _links(spot),
        "around": nearby.surroundings(db.session, place),
        "pin": _locator(place, spot),
        "sketch": sketch,
        "pictures": in_order(db.session, place.pictures),
        "sources": sources_of(db.session, place.source_keys()),
        "json_ld": structured.json_ld(place, _address(place), closed.at(place.id)),
        "address": _address(place),
    }


def _links(spot: Place | None) -> navigation.Links | None:
    if spot is None:
        return None
    township = languages.words(spot.township)
    district = languages.words(DISTRICT)
    return navigation.links(
        spot, languages.words(spot.name), " ".join(n for n in (district, township) if n)
    )


def _locator(place: Place, spot: Place | None) -> dict[str, Any] | None:
    """The small map's piece of the sheet and its pin."""
    if spot is None:
        return None
    return {
        "crop": sketch.crop(spot),
        "at": sketch.on_sheet(spot),
        "radius": sketch.radius_on_sheet(spot),
        "kind": place.kind,
        "closed": closed.closure_of(place) is not None,
    }


def _address(place: Place) -> str:
    return words.absolute(url_for("places.page", slug=place.slug))


@bp.get("/places/<slug>.qr.svg")
def qr_code(slug: str) -> Response:
    """The QR code of a place's page, to print and put up."""
    page_cache.public()
    place = db.session.scalar(by_slug(slug)) or abort(404)
    return posters.code(url_for(".page", slug=slug), languages.words(place.name))


@bp.get("/places/<slug>/poster")
def poster(slug: str) -> str:
    """One place on one sheet, to print and put up."""
    page_cache.public()
    place = db.session.scalar(by_slug(slug)) or abort(404)
    return posters.page(
        "places/poster.html",
        of=url_for(".page", slug=slug),
        code=url_for(".qr_code", slug=slug),
        place=place,
        district=(CITY, DISTRICT),
        pictures=in_order(db.session, place.pictures),
    )
