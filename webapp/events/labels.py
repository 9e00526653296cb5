"""The fields of an event as staff read them: their names, and what is in them."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

import msgspec
from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from sqlalchemy import select

from webapp.core import clock, languages
from webapp.core.database import db
from webapp.core.translated import Translated
from webapp.events import words
from webapp.events.completeness import Lack, What
from webapp.events.draft import DateText, RuleText
from webapp.events.lunar import LunarDay, day_name, month_name
from webapp.events.models import DateStatus, EventKind, Precision
from webapp.events.recurrence import Span
from webapp.places.models import Place
from webapp.review.paragraphs import in_all

LABELS = {
    "title": N_("Title"),
    "kind": N_("Kind of event"),
    "place": N_("Venue"),
    "where": N_("Venue in words"),
    "text": N_("Text"),
    "dates": N_("Dates"),
    "rule": N_("Each year by a rule"),
    "summary": N_("In one sentence"),
    "organiser": N_("Organiser"),
    "run_by": N_("Run by"),
    "price": N_("Cost"),
    "contact": N_("Contact"),
    "pictures": N_("Pictures"),
    "publish_at": N_("Show it from"),
    "unpublish_at": N_("Show it until"),
}
PARTS = {
    "status": N_("Status"),
    "precision": N_("How exactly the day is known"),
    "starts_on": N_("First day"),
    "ends_on": N_("Last day"),
    "starts": N_("Begins at"),
    "ends": N_("Ends at"),
    "hint": N_("Roughly when"),
    "note": N_("Remark"),
    "reason": N_("Reason"),
    "moved_to": N_("Moved to"),
    "postponed_to": N_("New date"),
}
PRECISIONS = {
    Precision.day: N_("to the day"),
    Precision.month: N_("only the month"),
    Precision.year: N_("only the year"),
}
CALENDARS = {"lunar": N_("Lunar calendar"), "gregorian": N_("Solar calendar")}
LACKS = {
    What.empty: N_("This has to be filled in."),
    What.chinese: N_("Write it in Chinese as well."),
    What.day: N_("Choose a day, or say that the date is to be announced."),
    What.order: N_("It ends before it begins."),
    What.start: N_("Say when it begins as well."),
    What.new_place: N_("Say where it takes place now."),
    What.circle: N_("Two dates cannot each be the new one of the other."),
    What.no_such_day: N_("No year has this day. Look at month and day again."),
}


def labels() -> dict[str, str]:
    """Every field's name, in the order of the form."""
    return {name: str(label) for name, label in LABELS.items()}


def label(name: str) -> str:
    """A field's name, with its language where the name has one: title.en."""
    whole, _dot, language = name.partition(".")
    found = str(LABELS.get(whole, whole))
    if not language:
        return found
    return _("%(field)s (%(language)s)", field=found, language=languages.NAMES[language])


def lack(one: Lack) -> str:
    """What has to be done about a field."""
    return str(LACKS[one.what])


def show(name: str, value: Any) -> str:
    """One field, plain JSON, as a person reads it. Of a text in one language that language."""
    if value in (None, "", []):
        return ""
    if "." in name:
        return str(value)
    if name in SHOWN:
        return SHOWN[name](value)
    return in_all(msgspec.convert(value, Translated))


def _kind(value: str) -> str:
    return words.kind_word(EventKind(value))


def _place(slug: str) -> str:
    name = db.session.scalar(select(Place.name).where(Place.slug == slug))
    return languages.words(name) if name else slug


def _pictures(ids: list[int]) -> str:
    return ", ".join(_("Picture %(number)s", number=one) for one in ids)


def _moment(value: str) -> str:
    at = clock.local(msgspec.convert(value, datetime))
    return f"{words.span_words(Span(at.date(), at.date()))} {at:%H:%M}"


def _rule(value: dict[str, Any]) -> str:
    rule = msgspec.convert(value, RuleText)
    if rule.calendar is None:
        return ""
    first = _day_of(rule, rule.month, rule.day)
    if rule.end_month is None and rule.end_day is None:
        return first
    last = _day_of(rule, rule.end_month, rule.end_day)
    return _("%(first)s to %(last)s", first=first, last=last)


def _day_of(rule: RuleText, month: int | None, day: int | None) -> str:
    calendar = str(CALENDARS[rule.calendar or "lunar"])
    if month is None or day is None:
        return f"{calendar} {month or '?'}/{day or '?'}"
    if rule.calendar == "lunar" and languages.current() == "zh" and month <= 12 and day <= 30:
        return "农历" + month_name(LunarDay(2000, month, day, rule.leap)) + day_name(day)
    leap = _(" (leap month)") if rule.leap else ""
    return f"{calendar} {month}/{day}{leap}"


def _dates(value: list[dict[str, Any]]) -> str:
    return "\n".join(date_words(one) for one in msgspec.convert(value, tuple[DateText, ...]))


def date_words(one: DateText) -> str:
    """A date in one line, with everything that is written of it."""
    texts = ((part, getattr(one, part)) for part in ("hint", "note", "reason", "moved_to"))
    told = [f"{PARTS[part]}: {in_all(text)}" for part, text in texts if text.any()]
    if one.postponed_to:
        told.append(f"{PARTS['postponed_to']}: {one.postponed_to}")
    first = " ".join(part for part in (day_words(one), _hours(one.starts, one.ends)) if part)
    return " · ".join([first, words.status_word(one.status), *told])


def date_briefly(one: DateText) -> str:
    """A date as a list shows it: its days, and its status when that is not the usual one."""
    if one.status is DateStatus.tba:
        return words.status_word(one.status)
    if one.status is DateStatus.confirmed:
        return day_words(one)
    return f"{day_words(one)} · {words.status_word(one.status)}"


def day_words(one: DateText) -> str:
    """The days of a date as they are written, however wrong."""
    if one.starts_on is None:
        return _("without a day")
    if one.precision is Precision.month:
        return words.month_word(one.starts_on)
    if one.precision is Precision.year:
        return words.format_year(one.starts_on)
    if one.ends_on is None or one.ends_on == one.starts_on:
        return words.span_words(Span(one.starts_on, one.starts_on))
    if one.ends_on > one.starts_on:
        return words.span_words(Span(one.starts_on, one.ends_on))
    return " – ".join(str(format_date(day, "short")) for day in (one.starts_on, one.ends_on))


def _hours(starts: time | None, ends: time | None) -> str:
    return "–".join(f"{at:%H:%M}" if at else "?" for at in (starts, ends)) if starts or ends else ""


SHOWN: dict[str, Callable[[Any], str]] = {
    "kind": _kind,
    "place": _place,
    "dates": _dates,
    "rule": _rule,
    "pictures": _pictures,
    "publish_at": _moment,
    "unpublish_at": _moment,
}
