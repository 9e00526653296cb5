"""The desk's form of a course. A draft may lack anything."""

from collections.abc import Collection
from typing import Any

import msgspec
from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from wtforms import BooleanField, Field, FieldList, FormField, HiddenField, ValidationError

from webapp.race.courses import words
from webapp.race.courses.draft import TEXTS, CourseText
from webapp.race.courses.labels import LABELS, PARTS
from webapp.race.courses.models import CoursePoint, PointKind
from webapp.race.row_forms import code_field
from webapp.review import fields, in_languages

MOST_POINTS = 100
MOST_KM, MOST_ASCENT_M = 1_000, 20_000
BEYOND_KM = 0.05  # a finish may be rounded up by so much
POINT_TEXTS = ("name", "getting_there")
POINT_VALUES = ("km", "to_km", "reach_by", "cutoff")


class PointForm(in_languages.InLanguages):
    """One point of the course."""

    kind = fields.choice_of(PointKind, PARTS["kind"], words.kind_word, "")
    km = fields.amount(PARTS["km"], 0, MOST_KM)
    to_km = fields.amount(PARTS["to_km"], 0, MOST_KM)
    name_zh = fields.line(PARTS["name"], 60)
    getting_there_zh = fields.long_line(PARTS["getting_there"], 300)
    reach_by = fields.hour(PARTS["reach_by"])
    cutoff = fields.hour(PARTS["cutoff"])
    place = fields.Choice(PARTS["place"], choices=[])
    remove = BooleanField(N_("Take this point out"))

    @property
    def blank(self) -> bool:
        """Whether nothing was written: the empty row at the end, whatever is chosen in it."""
        names = (*POINT_VALUES, *in_languages.names(POINT_TEXTS), "place")
        return not any(self[name].data not in (None, "") for name in names)

    def point(self) -> CoursePoint:
        """What is written, once it is valid."""
        values: dict[str, Any] = {name: self[name].data for name in POINT_VALUES}
        values |= {name: in_languages.written(self, name) for name in POINT_TEXTS}
        kind, place = PointKind(self.kind.data), self.place.data or None
        return CoursePoint(kind=kind, place=place, **values)

    def check(self, length_km: float | None) -> bool:
        """Whether it lies on the course; says so at its fields when it does not."""
        km, to_km = self.km.data, self.to_km.data
        if self.km.errors or self.to_km.errors:
            return False
        if km is None:
            self.km.errors = [_("Say at which kilometre it stands.")]
        elif length_km is not None and km > length_km + BEYOND_KM:
            ends = words.kilometre(length_km)
            self.km.errors = [_("The course ends at %(km)s.", km=ends)]
        elif to_km is not None and to_km <= km:
            self.to_km.errors = [_("It has to end after it begins.")]
        elif to_km is not None and length_km is not None and to_km > length_km + BEYOND_KM:
            ends = words.kilometre(length_km)
            self.to_km.errors = [_("The course ends at %(km)s.", km=ends)]
        return not (self.km.errors or self.to_km.errors)


class CourseForm(in_languages.InLanguages):
    """All of a course but its file. `number` and `saves` say what the page was made of."""

    number = HiddenField()
    saves = HiddenField()
    name_zh = fields.line(LABELS["name"], 60)
    code = code_field(LABELS["code"])
    surface_zh = fields.line(LABELS["surface"], 100)
    note_zh = fields.long_line(LABELS["note"], 600)
    is_loop = BooleanField(LABELS["is_loop"])
    official_km = fields.amount(LABELS["official_km"], 0.1, MOST_KM)
    official_ascent_m = fields.number(LABELS["official_ascent_m"], 0, MOST_ASCENT_M)
    points = FieldList(FormField(PointForm), max_entries=MOST_POINTS)

    def offer(self, places: list[tuple[str, str]], taken: Collection[str]) -> None:
        """Say which places can be chosen, and which codes other courses of the edition have."""
        self.taken = taken
        for entry in self.points:
            entry.form.place.choices = [("", "—"), *places]

    def validate_code(self, field: Field) -> None:
        """Each course of an edition has its own."""
        if field.data and field.data in self.taken:
            raise ValidationError(_("Another course of this edition is called that."))

    def valid(self, length_km: float | None) -> bool:
        """Whether it can be kept; says at its fields why not.

        Args:
            length_km: Where the course ends; None while that is not known.
        """
        sound: bool = self.validate()
        found = [entry.form.check(length_km) for entry in self._written()]
        return sound and all(found)

    def text(self, before: CourseText) -> CourseText:
        """What is written, once it is valid; `before` keeps what no field shows."""
        points = [entry.form.point() for entry in self._written()]
        return msgspec.structs.replace(
            before,
            code=self.code.data,
            is_loop=self.is_loop.data,
            official_km=self.official_km.data,
            official_ascent_m=self.official_ascent_m.data,
            points=tuple(sorted(points, key=lambda point: point.km)),
            **{name: in_languages.written(self, name) for name in TEXTS},
        )

    def _written(self) -> list[Any]:
        return [one for one in self.points if not one.form.remove.data and not one.form.blank]


def values(text: CourseText) -> dict[str, Any]:
    """What stands in the form for a text: its points, and an empty row for another one."""
    known = ("code", "is_loop", "official_km", "official_ascent_m")
    return in_languages.values_of(text, TEXTS) | {
        **{name: getattr(text, name) for name in known},
        "points": [*map(_point_values, text.points), {}][:MOST_POINTS],
    }


def _point_values(one: CoursePoint) -> dict[str, Any]:
    return in_languages.values_of(one, POINT_TEXTS) | {
        **{name: getattr(one, name) for name in POINT_VALUES},
        "kind": one.kind.value,
        "place": one.place or "",
    }
