"""The journey in words."""

from flask_babel import gettext as _

from webapp.core import languages
from webapp.core.words import clock_time, distance
from webapp.race.courses.words import point_name
from webapp.race.plan_words import word
from webapp.race.travel.itinerary import Check, Day, Stop, StopKind


def kind_word(kind: StopKind) -> str:
    """看比赛, 住, 吃, 看."""
    words = {
        StopKind.timetable: _("On the programme"),
        StopKind.watch: _("Watch the riders"),
        StopKind.see: _("See"),
        StopKind.stay: _("Stay the night"),
        StopKind.eat: _("Eat"),
    }
    return words[kind]


def title(stop: Stop) -> str:
    """What one does: 检录, 柳树湾观赛点, 五当召."""
    if stop.item is not None:
        return languages.words(stop.item.what) or word(stop.item.step)
    if stop.station is not None:
        return point_name(stop.station.point)
    return languages.words(stop.place.name) if stop.place else ""


def summary(stop: Stop) -> str:
    """A stop in one line: 看比赛：柳树湾观赛点."""
    return _("%(kind)s: %(title)s", kind=kind_word(stop.kind), title=title(stop))


def where(stop: Stop) -> str:
    """Where that is, when it is not said by the title."""
    return languages.words(stop.item.where) if stop.item is not None else ""


def hours(stop: Stop) -> str:
    """When: 09:34–10:43, from 12:45; empty for any time."""
    if stop.starts is None:
        return ""
    if stop.ends is not None:
        return f"{clock_time(stop.starts)}–{clock_time(stop.ends)}"
    if stop.kind is StopKind.see:
        return _("from %(time)s", time=clock_time(stop.starts))
    return clock_time(stop.starts)


def check_word(check: Check) -> str:
    """What to look at before relying on it."""
    words = {
        Check.closed: _("Announced as closed on this day."),
        Check.not_open: _("Not open to visitors yet."),
        Check.status_unknown: _("Whether it is open is not verified."),
        Check.hours_unknown: _("Opening hours are not verified; call before you go."),
        Check.position_rough: _("Its position is known only roughly."),
        Check.position_unknown: _("Where it is has not been verified."),
        Check.road_shut: _("The road there is closed for a part of this day."),
        Check.road_slow: _("Count on delays on the road there."),
    }
    return words[check]


def advice(stop: Stop) -> str:
    """By when one has to be there."""
    if stop.be_there_by is None:
        return ""
    return _("Be there by %(time)s.", time=clock_time(stop.be_there_by))


def away(stop: Stop) -> str:
    """How far it is from the course; empty when nobody knows, or hardly at all."""
    if stop.away_m is None or stop.place is None or not stop.place.exact:
        return ""
    return _("%(distance)s from the course", distance=distance(stop.away_m))


def day_word(day: Day, count: int) -> str:
    """赛前一天, 比赛日, 赛后一天."""
    if day.offset < 0:
        return _("The day before")
    return _("Race day") if day.offset < count else _("The day after")
