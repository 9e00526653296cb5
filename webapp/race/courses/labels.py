"""The fields of a course as staff read them."""

from typing import Any

import msgspec
from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for

from webapp.core import languages
from webapp.core.database import db
from webapp.race.courses import words
from webapp.race.courses.models import CoursePoint, Track

LABELS = {
    "edition_year": N_("Edition"),
    "name": N_("Name of the course"),
    "code": N_("Short name for addresses"),
    "note": N_("About the course"),
    "surface": N_("Surface"),
    "is_loop": N_("It is a lap: the finish is where it starts"),
    "official_km": N_("Official length (km)"),
    "official_ascent_m": N_("Official ascent (m)"),
    "track": N_("GPX file"),
    "points": N_("Points on the course"),
}
PARTS = {
    "kind": N_("What is there"),
    "km": N_("Kilometre"),
    "to_km": N_("Until kilometre"),
    "name": N_("Name of the point"),
    "getting_there": N_("How spectators get there"),
    "reach_by": N_("Be there by"),
    "cutoff": N_("Riders out after"),
    "place": N_("Place that lies there"),
}


def labels() -> dict[str, str]:
    """Every field's name, in the order of the form."""
    return {name: str(label) for name, label in LABELS.items()}


def show(name: str, value: Any) -> str:
    """One field (plain JSON) as a person reads it."""
    if value is None or value == []:
        return ""
    if name == "is_loop":
        return _("yes") if value else _("no")
    if name == "track":
        return track_words(db.session.get(Track, value))
    if name == "points":
        return "\n".join(point_words(msgspec.convert(one, CoursePoint)) for one in value)
    if isinstance(value, dict):
        return "\n\n".join(text for text in value.values() if text)
    return str(value)


def track_words(track: Track | None) -> str:
    """A file in a line: what it is called and how long its line is."""
    if track is None:
        return ""
    return f"{track.file_name}{_(', ')}{words.kilometre(track.length_m / 1000)}"


def point_words(point: CoursePoint) -> str:
    """A point in a line."""
    parts = [words.kilometres(point), words.kind_word(point.kind)]
    for text in (point.name, point.getting_there):
        if text.zh:
            parts.append(languages.words(text))
    if point.reach_by is not None:
        parts.append(f"{PARTS['reach_by']} {point.reach_by:%H:%M}")
    if point.cutoff is not None:
        parts.append(f"{PARTS['cutoff']} {point.cutoff:%H:%M}")
    if point.place:
        parts.append(point.place)
    return " · ".join(parts)
