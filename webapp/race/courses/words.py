"""What stands along a course, in words."""

from flask_babel import gettext as _

from webapp.core import languages
from webapp.core.words import number
from webapp.race.courses.figures import figures_of
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
    """The length that counts, and where it comes from; empty when nobody knows."""
    figure = figures_of(course).length_km
    measured = "" if figure.measured is None else f"{figure.measured:.1f}"
    if figure.official is None:
        said = kilometre(figure.measured) if figure.measured is not None else ""
        return said, _("Measured on the line below.") if said else ""
    basis = (
        _("Official figure; %(measured)s km on the line below.", measured=measured)
        if measured
        else _("Official figure.")
    )
    return _("%(distance)s km", distance=number(figure.official)), basis


def ascent(course: Course) -> tuple[str, str]:
    """Metres of ascent that count, and where they come from; empty when nobody knows."""
    figure = figures_of(course).ascent_m
    rule = course.track.elevation_rule if course.track else ""
    measured = "" if figure.measured is None else number(round(figure.measured))
    if figure.official is None:
        said = _("%(metres)s m", metres=measured) if measured else ""
        return said, _("Worked out by our rule %(rule)s.", rule=rule) if said else ""
    basis = (
        _("Official figure; %(metres)s m by our rule %(rule)s.", metres=measured, rule=rule)
        if measured
        else _("Official figure.")
    )
    return _("%(metres)s m", metres=number(figure.official)), basis


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
