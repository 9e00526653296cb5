"""What the page of closed roads shows: the day's closures, and what they mean for each place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.core.geography import Point
from webapp.core.translated import Translated
from webapp.places.models import PUBLIC, Place
from webapp.race.roads import reach
from webapp.race.roads.models import RoadClosure


@dataclass(frozen=True)
class Affected:
    """A place that closures cut off, with the spans in which they do."""

    slug: str
    name: Translated
    closures: Sequence[RoadClosure]


def destinations(session: Session) -> dict[str, Translated]:
    """Slug and name of every public place that stands alone, in the order of the content."""
    found = select(Place.slug, Place.name).where(PUBLIC, Place.parent_id.is_(None))
    return dict(session.execute(found.order_by(Place.id)).all())


def spots(session: Session) -> dict[str, Point | None]:
    """Slug and position (WGS-84) of every place that can be asked for; None where unknown."""
    found = select(Place.slug, Place.lat, Place.lon).where(PUBLIC, Place.parent_id.is_(None))
    rows = session.execute(found).all()
    return {
        slug: None if lat is None or lon is None else Point(lat, lon) for slug, lat, lon in rows
    }


def affected(closures: Iterable[RoadClosure], places: Mapping[str, Translated]) -> list[Affected]:
    """The places that are cut off, each with what does so in the order of the day."""
    by_place: dict[str, list[RoadClosure]] = {}
    for closure in closures:
        for slug in closure.places if reach.lasts(closure) else ():
            by_place.setdefault(slug, []).append(closure)
    return [Affected(slug, places[slug], by_place[slug]) for slug in places if slug in by_place]


def days(closures: Iterable[RoadClosure]) -> list[date]:
    """The days on which anything is closed."""
    return sorted({clock.local(one.starts_at).date() for one in closures if reach.lasts(one)})


def usual_question(closures: Sequence[RoadClosure], now: datetime) -> datetime:
    """The time that the form begins with: now on the day, else in the midst of the closures."""
    lasting = [one for one in closures if reach.lasts(one)]
    if not lasting:
        return now
    first = min(one.starts_at for one in lasting)
    last = max(reach.ends(one) for one in lasting)
    return now if first <= now <= last else first + (last - first) / 2
