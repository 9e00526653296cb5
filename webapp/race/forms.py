"""The form in which an edition is written. A draft may lack anything but its number and name."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec
from wtforms import FieldList, FormField

from webapp.race import draft, plan_words
from webapp.race.draft import CategoryText, EditionText, WaveText
from webapp.race.labels import LABELS
from webapp.race.models import EditionStatus, NumberBasis
from webapp.race.row_forms import (
    DAYS,
    CategoryForm,
    DocumentForm,
    ItemForm,
    OrganiserForm,
    Row,
    WaveForm,
    WinnerForm,
)
from webapp.review import fields, in_languages

TEXTS = ("name", "course", "entry_note", "travel_note", "riders_note", "notes")
NUMBERS = ("number", "held_on", "ends_on", "distance_km", "riders")
ROWS: dict[str, type[Row]] = {
    "categories": CategoryForm,
    "waves": WaveForm,
    "timetable": ItemForm,
    "organisers": OrganiserForm,
    "documents": DocumentForm,
    "winners": WinnerForm,
}
Groups = dict[str, list[tuple[str, str]]]


def _rows(form: type[Row], most: int) -> Any:
    return FieldList(FormField(form), max_entries=most)


class EditionForm(in_languages.InLanguages):
    """All of an edition but its year. `number` and `saves`, hidden, speak of the version."""

    name_zh = fields.line(LABELS["name"], 100)
    edition_number = fields.number(LABELS["number"], 1, 999)
    number_basis = fields.choice_of(NumberBasis, LABELS["number_basis"], plan_words.word, "")
    status = fields.choice_of(EditionStatus, LABELS["status"], plan_words.word, "")
    held_on = fields.day(LABELS["held_on"])
    ends_on = fields.day(LABELS["ends_on"])
    course_zh = fields.block(LABELS["course"], 2_000, 3)
    distance_km = fields.amount(LABELS["distance_km"], 0.1, 2_000)
    categories = _rows(CategoryForm, 40)
    waves = _rows(WaveForm, 40)
    timetable = _rows(ItemForm, 80)
    organisers = _rows(OrganiserForm, 40)
    documents = _rows(DocumentForm, 40)
    entry_note_zh = fields.block(LABELS["entry_note"], 2_000, 3)
    travel_note_zh = fields.block(LABELS["travel_note"], 2_000, 3)
    riders = fields.number(LABELS["riders"], 1, 100_000)
    riders_note_zh = fields.line(LABELS["riders_note"], 200)
    winners = _rows(WinnerForm, 40)
    notes_zh = fields.block(LABELS["notes"], 10_000, 4)

    def offer(self, places: Groups, files: Iterable[tuple[str, str]], first: date | None) -> None:
        """Say what can be chosen: days around the first one, our places, our files."""
        known = list(files)
        for entry in (*self.waves, *self.timetable):
            entry.form.day.choices = _days(first, entry.form.day.data)
        for entry in self.timetable:
            entry.form.place.choices = {"": [("", "—")]} | places
        for entry in self.documents:
            entry.form.file.choices = [("", "—"), *known]

    def text(self, before: EditionText) -> EditionText:
        """What is written, once it is valid; `before` keeps what no field shows."""
        rows = {name: self.rows(name) for name in ROWS if name != "waves"}
        categories = coded(rows.pop("categories"))
        return msgspec.structs.replace(
            before,
            number=self.edition_number.data,
            number_basis=NumberBasis(self.number_basis.data),
            status=EditionStatus(self.status.data),
            categories=categories,
            waves=draft.in_order(self._waves(categories)),
            timetable=draft.in_order(rows.pop("timetable")),
            **{name: self[name].data for name in NUMBERS if name != "number"},
            **{name: in_languages.written(self, name) for name in TEXTS},
            **rows,
        )

    def rows(self, name: str) -> tuple[Any, ...]:
        """The rows of a list, without those that are blank or taken out."""
        return tuple(form.row() for form in self._kept(name))

    def _kept(self, name: str) -> list[Any]:
        forms = [entry.form for entry in self[name]]
        return [form for form in forms if not form.remove.data and not form.blank]

    def _waves(self, categories: Iterable[CategoryText]) -> tuple[WaveText, ...]:
        by_name = {one.name.zh: one.code for one in categories if one.name.zh}
        waves = [form.named(by_name) for form in self._kept("waves")]
        taken = {one.code for one in waves}
        letters = (one for one in "abcdefghijklmnopqrstuvwxyz" if one not in taken)
        return tuple(
            one if one.code else msgspec.structs.replace(one, code=next(letters, ""))
            for one in waves
        )


def coded(rows: Iterable[CategoryText]) -> tuple[CategoryText, ...]:
    """Categories, those without a code with one that no other has, such as c1."""
    categories = tuple(rows)
    taken = {one.code for one in categories}
    free = (f"c{at}" for at in range(1, 1_000) if f"c{at}" not in taken)
    return tuple(
        one if one.code else msgspec.structs.replace(one, code=next(free)) for one in categories
    )


def values(text: EditionText) -> dict[str, Any]:
    """What stands in the form for a text."""
    found: dict[str, Any] = in_languages.values_of(text, TEXTS)
    found |= {name: getattr(text, name) for name in NUMBERS if name != "number"}
    found |= {
        name: [form.values(row) for row in getattr(text, name)] for name, form in ROWS.items()
    }
    return found | {
        "edition_number": text.number,
        "number_basis": text.number_basis.value,
        "status": text.status.value,
    }


def _days(first: date | None, chosen: str | None) -> list[tuple[str, str]]:
    days = set(DAYS)
    if chosen and chosen.removeprefix("-").isdecimal() and len(chosen) <= 3:
        days.add(int(chosen))
    return [(str(one), plan_words.race_day(one, first)) for one in sorted(days)]
