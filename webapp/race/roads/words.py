"""Closures of roads in words."""

from datetime import datetime

from flask_babel import gettext as _

from webapp.core import clock
from webapp.core.words import clock_time, short_day
from webapp.race.roads import reach
from webapp.race.roads.models import RoadClosure, RoadClosureKind
from webapp.race.roads.reach import Answer, Verdict


def kind_word(kind: RoadClosureKind) -> str:
    """全封闭, 单向通行, 临时管制."""
    words = {
        RoadClosureKind.full: _("Closed to all traffic"),
        RoadClosureKind.one_way: _("One way only"),
        RoadClosureKind.temporary: _("Stopped while riders pass"),
    }
    return words[kind]


def planned(closure: RoadClosure) -> str:
    """From when until when it was announced: 08:30–12:00, with the days where they differ."""
    return _span(closure.starts_at, closure.ends_at)


def hours(closure: RoadClosure) -> str:
    """From when until when it lasts: a road opened before its time is open from then on."""
    return _span(closure.starts_at, reach.ends(closure))


def _span(start: datetime, end: datetime) -> str:
    if clock.local(start).date() == clock.local(end).date():
        return f"{clock_time(start)}–{clock_time(end)}"
    return f"{_moment(start)} – {_moment(end)}"


def _moment(instant: datetime) -> str:
    return f"{short_day(clock.local(instant).date())} {clock_time(instant)}"


def in_brief(closure: RoadClosure) -> str:
    """What it is and when: 全封闭 08:30–12:00."""
    return _("%(kind)s %(hours)s", kind=kind_word(closure.kind), hours=hours(closure))


def verdict(answer: Answer, place: str) -> str:
    """The answer in one sentence: 10:30到不了五当召."""
    words = {
        Verdict.free: _(
            "Nothing announced hinders you on the way to %(place)s at this time.", place=place
        ),
        Verdict.just_opened: _(
            "The road to %(place)s opens shortly before: allow half an hour more.", place=place
        ),
        Verdict.wait: _("You reach %(place)s, but are stopped while riders pass.", place=place),
        Verdict.one_way: _(
            "You reach %(place)s; the road is open in one direction only.", place=place
        ),
        Verdict.detour: _("The road to %(place)s is closed. There is a detour.", place=place),
        Verdict.shut: _("You do not reach %(place)s by road at this time.", place=place),
    }
    return words[answer.verdict]


def advice(answer: Answer) -> str:
    """When to come instead; empty where nothing hinders."""
    if answer.through_before is None or answer.free_from is None:
        return ""
    return _(
        "Free before %(before)s and again from %(after)s.",
        before=_moment_on_its_day(answer.through_before, answer.free_from),
        after=clock_time(answer.free_from),
    )


def _moment_on_its_day(instant: datetime, other: datetime) -> str:
    same = clock.local(instant).date() == clock.local(other).date()
    return clock_time(instant) if same else _moment(instant)


def standing(closure: RoadClosure, now: datetime) -> str:
    """How it stands, for the desk: closed until 12:00, opened at 09:40, called off, over."""
    if not reach.lasts(closure):
        return _("called off")
    if closure.ended_at is not None and closure.ended_at < closure.ends_at:
        return _("opened at %(time)s", time=clock_time(closure.ended_at))
    return _("closed %(hours)s", hours=planned(closure))
