"""Finding the place that a sheet means: by slug, Chinese name, alias or English name."""

import re
from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.search_key import fold
from webapp.places.models import Place
from webapp.visits.cells import plain

KIND_OF_PLACE = re.compile(r"(?:旅游|风景)?(?:景区|区|名胜区)$")


class PlaceNames:
    """All names of all places, compared without case, blanks and signs."""

    def __init__(self, session: Session) -> None:
        self._slugs: dict[int, str] = {}
        self._found: dict[str, set[int]] = defaultdict(set)
        self._written: dict[str, str] = {}
        for place in session.execute(
            select(Place.id, Place.slug, Place.name, Place.aliases).order_by(Place.id)
        ):
            self._slugs[place.id] = place.slug
            own = (place.slug, *place.name.texts().values())
            self._take(place.id, own)
            self._take(place.id, place.aliases)

    def _take(self, place_id: int, names: Iterable[str]) -> None:
        for name in names:
            if key := _folded(name):
                self._found[key].add(place_id)
                self._written.setdefault(key, name)

    def meant_by(self, written: str) -> list[int]:
        """The ids of the places that are called so; none, one, or several.

        Forms often say 某某景区 of a place that is called 某某.
        """
        key = _folded(written)
        found = self._found.get(key) or self._found.get(KIND_OF_PLACE.sub("", key)) or ()
        return sorted(found)

    def slugs(self, place_ids: Iterable[int]) -> list[str]:
        """The slugs of these places."""
        return [self._slugs[place_id] for place_id in place_ids]

    def like(self, written: str) -> list[str]:
        """Up to three names that look similar."""
        close = get_close_matches(_folded(written), self._found, n=3, cutoff=0.6)
        return [self._written[key] for key in close]


def _folded(name: str) -> str:
    return fold(plain(name)).strip("()")
