"""Closures of roads in words."""

from datetime import datetime

from flask_babel import gettext as _

from webapp.core import clock
from webapp.core.words import clock_time, short_day
from webapp.race.roads import reach
from webapp.race.roads.models import RoadClosure, RoadClosureKind


def kind_word(kind: RoadClosureKind) -> str:
    """全封闭, 单向通行, 临时管制."""
    words = {
        RoadClosureKind.full: _("Closed to all traffic"),
        RoadClosureKind.one_way: _("One way only"),
        RoadClosureKind.temporary: _("Stopped while riders pass"),
    }
    return words[kind]


def hours(closure: RoadClosure) -> str:
    """From when until when: 08:30–12:00, with the days where they differ."""
    start, end = clock.local(closure.starts_at), clock.local(reach.ends(closure))
    if start.date() == end.date():
        return f"{clock_time(start)}–{clock_time(end)}"
    return f"{_moment(start)} – {_moment(end)}"


def _moment(instant: datetime) -> str:
    return f"{short_day(clock.local(instant).date())} {clock_time(instant)}"


def in_brief(closure: RoadClosure) -> str:
    """What it is and when: 全封闭 08:30–12:00."""
    return _("%(kind)s %(hours)s", kind=kind_word(closure.kind), hours=hours(closure))
