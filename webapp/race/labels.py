"""The fields of an edition as staff read them: their names, and what is in them."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import msgspec
from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for

from webapp.core.translated import Translated
from webapp.core.words import day
from webapp.race import draft, plan_words
from webapp.race.completeness import Lack, What
from webapp.race.models import EditionStatus, NumberBasis
from webapp.review.paragraphs import in_all

LABELS = {
    "year": N_("Year of the race"),
    "number": N_("Edition number"),
    "number_basis": N_("How the number is known"),
    "name": N_("Name"),
    "status": N_("Status of the race"),
    "held_on": N_("First day"),
    "ends_on": N_("Last day"),
    "course": N_("The course in words"),
    "distance_km": N_("Course length in km"),
    "categories": N_("Categories"),
    "waves": N_("Waves"),
    "timetable": N_("Timetable"),
    "organisers": N_("Organisers"),
    "documents": N_("Documents"),
    "entry_note": N_("How to enter"),
    "travel_note": N_("Getting there and staying"),
    "riders": N_("Number of riders"),
    "riders_note": N_("Riders in words"),
    "winners": N_("Winners"),
    "notes": N_("What else is known"),
    "sources": N_("Sources"),
}
PARTS = {
    "code": N_("Code"),
    "name": N_("Name"),
    "sex": N_("Who may ride"),
    "born_from": N_("Born from"),
    "born_to": N_("Born until"),
    "bike": N_("Bicycle"),
    "quota": N_("Quota"),
    "bibs": N_("Bib numbers"),
    "course": N_("Code of its course"),
    "laps": N_("Laps"),
    "fastest_kmh": N_("Fastest, km/h"),
    "slowest_kmh": N_("Slowest, km/h"),
    "limit_min": N_("Time limit in minutes"),
    "ranked": N_("There is a ranking"),
    "day": N_("Day"),
    "starts": N_("Begins at"),
    "ends": N_("Ends at"),
    "categories": N_("Categories that start"),
    "step": N_("Kind of item"),
    "what": N_("In words"),
    "where": N_("Where, in words"),
    "place": N_("One of our places"),
    "role": N_("Role"),
    "kind": N_("Kind of document"),
    "title": N_("Title"),
    "file": N_("File"),
    "link": N_("Address (https://…)"),
    "category": N_("Category"),
    "time": N_("Finishing time"),
}
LACKS = {
    What.empty: N_("This has to be filled in."),
    What.chinese: N_("Write it in Chinese as well."),
    What.day: N_("With this status the day has to be known."),
    What.other_year: N_("This day lies in another year than the edition."),
    What.order: N_("It ends before it begins."),
    What.in_use: N_(
        "“%(about)s” is used by riders or results: keep this code, or move them to another "
        "category first."
    ),
    What.same_code: N_("Two have the code “%(about)s”: each needs its own."),
    What.unknown_category: N_("No category is called “%(about)s”."),
    What.second_wave: N_("“%(about)s” starts in another wave already."),
    What.no_wave: N_("“%(about)s” starts in no wave."),
    What.births: N_("The last birthday lies before the first."),
    What.speeds: N_("The slowest are faster than the fastest."),
    What.bibs: N_("“%(about)s” is no number or range such as 1-99, 120, -50."),
    What.bibs_twice: N_("The number %(about)s belongs to another category as well."),
    What.before_race: N_("This cannot be before the first day of the race."),
    What.after_race: N_("This lies after the last day of the race."),
    What.after_gun: N_("The call-up goes on after the last start of its day."),
    What.nowhere: N_("Add a file, or an address."),
}


def labels() -> dict[str, str]:
    """Every field's name, in the order of the form."""
    return {name: str(label) for name, label in LABELS.items()}


def lack(one: Lack) -> str:
    """What has to be done about a field."""
    return str(LACKS[one.what]).replace("%(about)s", one.about)


def show(name: str, value: Any) -> str:
    """One field, plain JSON, as a person reads it."""
    if value in (None, "", []):
        return ""
    if name in ROWS:
        kind, words = ROWS[name]
        return "\n".join(words(msgspec.convert(one, kind)) for one in value)
    if name in SHOWN:
        return SHOWN[name](value)
    return in_all(msgspec.convert(value, Translated)) if isinstance(value, dict) else str(value)


def _line(parts: Iterable[Any]) -> str:
    return " · ".join(str(part) for part in parts if part)


def _named(text: Translated) -> str:
    return " / ".join(part for part in text.texts().values() if part)


def _category(one: draft.CategoryText) -> str:
    known = ("quota", "bibs", "course", "laps", "fastest_kmh", "slowest_kmh", "limit_min")
    values = ((PARTS[name], getattr(one, name)) for name in known)
    born = [one.born_from, one.born_to]
    return _line(
        [
            one.code,
            _named(one.name),
            plan_words.word(one.sex),
            plan_words.word(one.bike),
            any(born) and f"{_('Born')} {' – '.join(str(at or '…') for at in born)}",
            *(f"{label}: {value}" for label, value in values if value not in (None, "")),
            not one.ranked and _("without a ranking"),
        ]
    )


def _wave(one: draft.WaveText) -> str:
    hour = f"{one.starts:%H:%M}" if one.starts else "?"
    codes = ", ".join(one.categories)
    return _line([one.code, plan_words.race_day(one.day), hour, _named(one.name), codes])


def _item(one: draft.ItemText) -> str:
    hours = "–".join(f"{at:%H:%M}" for at in (one.starts, one.ends) if at)
    step = plan_words.word(one.step)
    where = [_named(one.where), one.place]
    return _line([plan_words.race_day(one.day), hours, step, _named(one.what), *where])


def _organiser(one: draft.OrganiserText) -> str:
    return _line([plan_words.word(one.role), _named(one.name)])


def _document(one: draft.DocumentText) -> str:
    file = _("File %(number)s", number=one.file) if one.file else ""
    return _line([plan_words.word(one.kind), _named(one.title), file, one.link])


def _winner(one: draft.WinnerText) -> str:
    return _line([_named(one.category), _named(one.name), one.time])


def _day(value: str) -> str:
    return day(date.fromisoformat(value))


ROWS: dict[str, tuple[Any, Callable[[Any], str]]] = {
    "categories": (draft.CategoryText, _category),
    "waves": (draft.WaveText, _wave),
    "timetable": (draft.ItemText, _item),
    "organisers": (draft.OrganiserText, _organiser),
    "documents": (draft.DocumentText, _document),
    "winners": (draft.WinnerText, _winner),
}
SHOWN: dict[str, Callable[[Any], str]] = {
    "number_basis": lambda value: plan_words.word(NumberBasis(value)),
    "status": lambda value: plan_words.word(EditionStatus(value)),
    "held_on": _day,
    "ends_on": _day,
    "sources": ", ".join,
}
