"""What was read of a GPX file, and why one is not taken, in sentences."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.core.words import number
from webapp.race.courses import gpx, measuring, refusals, words
from webapp.race.courses.forms import BEYOND_KM
from webapp.race.courses.gpx import Gpx
from webapp.race.courses.measuring import Summary
from webapp.race.courses.models import CoursePoint
from webapp.race.courses.placing import FARTHEST_M, Left


def refusal(error: refusals.Refused) -> str:
    """Why a file is not taken, and what to do."""
    return _SAID[type(error)](error)


def _too_heavy(_error: Any) -> str:
    most = gpx.MOST_BYTES // 1_000_000
    return _(
        "The file is larger than %(most)s MB. Leave out what is not the line: sensors, pictures.",
        most=most,
    )


def _not_xml(error: Any) -> str:
    if not error.line:
        return _("This is no GPX file, or only the first part of one. Export it again.")
    return _(
        "This is no GPX file, or only the first part of one: it breaks off in line %(line)s."
        " Export it again.",
        line=error.line,
    )


def _not_gpx(error: Any) -> str:
    if not error.root:
        return _("This is built like no GPX file. Export the course again from the map program.")
    return _(
        "This file begins with “%(root)s”, not with “gpx”. Export the course as GPX.",
        root=error.root,
    )


def _too_many_points(_error: Any) -> str:
    most = number(gpx.MOST_POINTS)
    return _(
        "It has more than %(most)s points. Export it with fewer: one every few metres is plenty.",
        most=most,
    )


def _too_long(_error: Any) -> str:
    most = number(round(measuring.MOST_M / 1000))
    return _("The line is longer than %(most)s km: that is no course.", most=most)


_SAID: dict[type[refusals.Refused], Callable[[Any], str]] = {
    refusals.Empty: lambda _e: _("The file is empty."),
    refusals.TooHeavy: _too_heavy,
    refusals.WrongEncoding: lambda _e: _(
        "The characters of the file cannot be read. Export it again as UTF-8."
    ),
    refusals.NotXml: _not_xml,
    refusals.Dangerous: lambda _e: _(
        "The file holds declarations (DOCTYPE) that no GPX file needs and attackers use."
        " It was not opened."
    ),
    refusals.NotGpx: _not_gpx,
    refusals.BadValue: lambda e: _(
        "Something in the file is not as GPX wants it: %(detail)s", detail=e.detail
    ),
    refusals.OffTheEarth: lambda e: _(
        "Point %(number)s of the line has a position that is nowhere on the earth.",
        number=number(e.number),
    ),
    refusals.NoLine: lambda _e: _(
        "There is no line in the file, neither a track nor a route: only a course with a line can"
        " be measured."
    ),
    refusals.OnePoint: lambda _e: _("The line has only one point; a course needs at least two."),
    refusals.TooManyPoints: _too_many_points,
    refusals.TooManySegments: lambda _e: _(
        "The line is in more than %(most)s pieces. Join them in the map program first.",
        most=gpx.MOST_SEGMENTS,
    ),
    refusals.TooLong: _too_long,
}


def left_aside(found: Gpx) -> list[str]:
    """What of a file was not read; it can only be told when it is read."""
    said = []
    if found.tracks and found.routes:
        said.append(_("The file has routes beside the track; only the track was taken."))
    if found.tracks > 1:
        said.append(
            _("The file has %(n)s tracks; they follow each other as one course.", n=found.tracks)
        )
    if found.left_out:
        said.append(
            ngettext(
                "%(num)s part without a usable position was left out.",
                "%(num)s parts without a usable position were left out.",
                found.left_out,
            )
        )
    return said


def doubts(summary: Summary, points: tuple[CoursePoint, ...], length_km: float) -> list[str]:
    """What somebody should look at before the file is used."""
    said = []
    if summary.without_height == summary.points:
        said.append(_("No point has a height: ascent and climbs stay unknown."))
    elif summary.without_height:
        said.append(
            ngettext(
                "%(num)s point has no height; it counts for the length alone.",
                "%(num)s points have no height; they count for the length alone.",
                summary.without_height,
            )
        )
    if summary.spikes:
        said.append(
            ngettext(
                "%(num)s point lies far beside the line, as receivers err; it was not measured.",
                "%(num)s points lie far beside the line, as receivers err; they were not measured.",
                summary.spikes,
            )
        )
    for gap in summary.gaps_m:
        metres = number(round(gap))
        said.append(
            _("Between two pieces %(metres)s m are missing; they count nothing.", metres=metres)
        )
    return said + [
        _(
            "“%(point)s” stands at %(km)s, beyond the end of this line.",
            point=words.point_name(point),
            km=words.kilometre(point.km),
        )
        for point in points
        if point.km > length_km + BEYOND_KM
    ]


def left(one: Left) -> str:
    """Why a waypoint is no point of the course."""
    if one.away_m is not None:
        return _(
            "%(metres)s m from the line; more than %(most)s m",
            metres=number(round(one.away_m)),
            most=round(FARTHEST_M),
        )
    if one.waypoint.type:
        return _("“%(type)s” is no type of ours", type=one.waypoint.type)
    return _("says no type")
