"""In what state results are, and what one has to know of them, in sentences."""

from datetime import datetime

from flask_babel import gettext as _

from webapp.core import clock
from webapp.core.words import clock_time, short_day
from webapp.race.models import Edition
from webapp.race.results import words
from webapp.race.results.models import Result, ResultSet, ResultState, Status
from webapp.race.results.ranking import CROSSED
from webapp.race.results.standings import Standing

MINIMUM_FROM = 60_000  # milliseconds; a shorter gap reads better in seconds


def state(found: ResultSet) -> str:
    """What these results are, in a few words."""
    return {
        ResultState.live: _("Live, unofficial"),
        ResultState.provisional: _("Preliminary results"),
        ResultState.official: _("Official results"),
        ResultState.amended: _("Amended results"),
    }[found.state]


def standing(found: ResultSet, now: datetime) -> str:
    """What follows from that, in a sentence; of amended results why they were."""
    if found.state is ResultState.live:
        return _("Riders are still on their way: places and times change.")
    if found.state is ResultState.provisional:
        if found.protest_until is None:
            return _("Protests may still change them.")
        if found.protest_until > now:
            return _("Protests until %(time)s.", time=moment(found.protest_until))
        return _(
            "The time for protests ended at %(time)s; the official results follow.",
            time=moment(found.protest_until),
        )
    if found.state is ResultState.amended:
        return _("Why: %(reason)s", reason=why(found))
    return _("They hold.")


def why(found: ResultSet) -> str:
    """The reason of an amendment, ending as a sentence does."""
    reason = found.reason or ""
    return reason if not reason or reason[-1] in "。.!！?？" else reason + _(".")


def moment(at: datetime) -> str:
    """8月28日 周六 14:30, Sat 28 Aug 14:30."""
    return f"{short_day(clock.local(at).date())} {clock_time(at)}"


def same_time(found: ResultSet) -> str:
    """The rule by which groups get one time."""
    if found.same_time_ms is None:
        return _("Everybody has the time of their own.")
    return _(
        "Who crosses the line at most %(seconds)s s behind the rider in front gets the same time.",
        seconds=f"{found.same_time_ms / 1000:g}",
    )


def timed_by(found: ResultSet) -> str:
    """Who timed it; empty when nobody is named."""
    return _("Timed by %(name)s.", name=found.attribution) if found.attribution else ""


def outcome(row: Result) -> str:
    """What stands where the time would."""
    return words.time(row.time_ms) if row.time_ms is not None else words.status(row.status)


def cell(row: Result) -> str:
    """The time in a table; of who did not finish, how the race ended; of who was relegated both."""
    if row.status is Status.relegated:
        return f"{words.time(row.time_ms)} {words.status(row.status)}".strip()
    return words.time(row.time_ms) if row.status in CROSSED else words.status(row.status)


def counted(group: Standing) -> str:
    """How many there are, and how many came to the finish."""
    return _("%(finished)s of %(total)s finished", finished=group.finished, total=group.total)


def who(row: Result) -> str:
    """17号 李明, Bib 17 李明."""
    number = _("Bib %(bib)s", bib=row.bib) if row.bib is not None else ""
    return f"{number} {row.name}".strip()


def apart(milliseconds: int) -> str:
    """How far two riders were apart: 9秒, 1:02."""
    if milliseconds < MINIMUM_FROM:
        return _("%(seconds)s s", seconds=f"{milliseconds / 1000:g}")
    return words.time(milliseconds)


def expected(edition: Edition) -> str:
    """When there will be results, or why there are none."""
    if edition.held_on is None:
        return _("Results appear here when the race has been ridden. The day is not fixed yet.")
    if edition.held_on >= clock.today():
        return _(
            "Results appear here on %(day)s: live as the riders arrive, and official afterwards.",
            day=short_day(edition.held_on),
        )
    if edition.winners:
        return _("No table of results is known of this edition, only who won.")
    return _("No results of this edition are known.")


def changes(count: int) -> str:
    """How many rows a revision changed."""
    return _("no row changed") if not count else _("rows changed: %(count)s", count=count)
