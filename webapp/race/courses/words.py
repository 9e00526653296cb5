"""What stands along a course, in words."""

from flask_babel import gettext as _

from webapp.core import languages
from webapp.core.words import number
from webapp.race.courses.models import Climb, Course, CoursePoint, PointKind


def kind_word(kind: PointKind) -> str:
    """起点, 补给区, 观赛点."""
    words = {
        PointKind.start: _("Start of the race"),
        PointKind.finish: _("Finish"),
        PointKind.feed: _("Feed zone"),
        PointKind.water: _("Water"),
        PointKind.spectator: _("Spectator point"),
        PointKind.medical: _("Medical point"),
        PointKind.hazard: _("Hazard"),
        PointKind.cutoff: _("Cut-off point"),
        PointKind.other: _("Point on the course"),
    }
    return words[kind]


def point_name(point: CoursePoint) -> str:
    """Its name, or what it is."""
    return languages.words(point.name) if point.name.zh else kind_word(point.kind)


def kilometre(km: float) -> str:
    """A place on the axis: 30.0 km."""
    return _("%(distance)s km", distance=f"{km:.1f}")


def kilometres(point: CoursePoint) -> str:
    """Where it is, or from where to where."""
    if point.to_km is None:
        return kilometre(point.km)
    return _("%(from)s–%(to)s km", **{"from": f"{point.km:.1f}", "to": f"{point.to_km:.1f}"})


def length(course: Course) -> tuple[str, str]:
    """The length that counts, and where it comes from; the official one wins over the measured."""
    measured = course.track.length_m / 1000 if course.track else None
    if course.official_km is not None:
        said = _("%(distance)s km", distance=number(course.official_km))
        if measured is None:
            return said, _("Official figure.")
        return said, _(
            "Official figure; %(measured)s km on the line below.", measured=f"{measured:.1f}"
        )
    if measured is None:
        return "", ""
    return _("%(distance)s km", distance=f"{measured:.1f}"), _("Measured on the line below.")


def ascent(course: Course) -> tuple[str, str]:
    """Metres of ascent that count, and where they come from; empty when nobody knows."""
    track = course.track
    measured = track.ascent_m if track else None
    rule = track.elevation_rule if track else ""
    if course.official_ascent_m is not None:
        said = _("%(metres)s m", metres=number(course.official_ascent_m))
        if measured is None:
            return said, _("Official figure.")
        return said, _(
            "Official figure; %(metres)s m by our rule %(rule)s.",
            metres=number(round(measured)),
            rule=rule,
        )
    if measured is None:
        return "", ""
    said = _("%(metres)s m", metres=number(round(measured)))
    return said, _("Worked out by our rule %(rule)s.", rule=rule)


def ascent_brief(course: Course) -> str:
    """The ascent that counts, without its origin: 爬升450米; empty when nobody knows."""
    said, _basis = ascent(course)
    return _("%(metres)s of ascent", metres=said) if said else ""


def climb_name(climb: Climb) -> str:
    """A climb by its category: HC, 3级爬坡; 爬坡 without one."""
    if climb.category == "HC":
        return _("Climb, hors catégorie")
    if climb.category:
        return _("Climb of category %(category)s", category=climb.category)
    return _("Climb")
