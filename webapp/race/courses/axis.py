"""What the script of the kilometre axis knows of a course: numbers only, words come ready."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from webapp.core import languages
from webapp.race import delays
from webapp.race.courses.course_page import CoursePage
from webapp.race.roads import words as road_words


def axis(page: CoursePage) -> dict[str, Any]:
    """Marks on the sheet, heights, speeds and closures by kilometre.

    Instants are milliseconds since 1970, so that the script adds riding times to them; speeds are
    milliseconds a kilometre.
    """
    by_category = delays.by_category(page.starts)
    return {
        "length": page.length_km,
        "marks": [[x, y, round(km, 2)] for x, y, km in (page.map.marks if page.map else ())],
        "heights": [[round(km, 2), round(height)] for km, height in page.line.heights],
        "riders": [
            {
                "name": languages.words(one.name),
                "start": _milliseconds(by_category[one.code].at),
                "fast": 3_600_000 / one.fastest_kmh,
                "slow": 3_600_000 / one.slowest_kmh,
                "laps": one.laps,
                "limit": one.limit_min and one.limit_min * 60_000,
            }
            for one in page.categories
            if one.code in by_category and one.fastest_kmh and one.slowest_kmh
        ],
        "closed": [
            [one.from_km, one.to_km, road_words.in_brief(one)] for one, _stretch in page.closed
        ],
        "words": {
            "km": _("{km} km"),
            "metres": _("{metres} m above the sea"),
            "riders": _("{name}: {first}–{last}"),
        },
    }


def _milliseconds(instant: datetime) -> int:
    return int(instant.timestamp() * 1000)
