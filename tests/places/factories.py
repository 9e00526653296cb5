"""Places to test with."""

from datetime import date
from itertools import count

from webapp.core.translated import Translated
from webapp.places.models import Basis, Place, PlaceKind, PlaceStatus

_number = count(1)


def a_place(name: str = "庙", *, slug: str = "", **more: object) -> Place:
    """A place that is open; with `lat` and `lon` it is exact unless told otherwise."""
    number = next(_number)
    if "lat" in more:
        more = {"basis": Basis.published, "accuracy_m": 100} | more
    values: dict[str, object] = {
        "id": number,
        "slug": slug or f"place-{number}",
        "kind": PlaceKind.monastery,
        "name": Translated(zh=name, en=f"Place {number}"),
        "summary": Translated(zh="一处去处。"),
        "status": PlaceStatus.open,
        "checked_on": date(2026, 11, 1),
    }
    return Place(**(values | more))


def somewhere_near(lat: float, lon: float, metres: int, **more: object) -> Place:
    """A place known only to lie within `metres` of a point."""
    return a_place(lat=lat, lon=lon, accuracy_m=metres, basis=Basis.approximate, **more)
