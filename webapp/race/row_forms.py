"""The rows of an edition's form: categories, waves, timetable, organisers, documents, winners."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec
from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from wtforms import BooleanField
from wtforms.validators import Regexp, ValidationError

from webapp.race import draft, plan_words
from webapp.race.labels import PARTS
from webapp.race.plan import Bike, DocumentKind, OrganiserRole, Part, Sex, Step
from webapp.review import fields, in_languages

CODE = r"^([a-z0-9]+(-[a-z0-9]+)*)?$"
CODE_WRONG = N_("Only a to z, digits and single hyphens: men-elite.")
LINK = r"^(https://[a-z0-9][^\s<>\"]*)?$"
LINK_WRONG = N_("An address begins with https://")
FASTEST = 120.0  # km/h
DAYS = range(-3, 7)  # of the timetable, around the first day of the race
_BETWEEN = re.compile(r"[\s,，、;；]+")


def code_field(label: Any) -> Any:
    """A name for files and addresses."""
    made = fields.line(label, 40, autocapitalize="none", spellcheck="false")
    made.args[1].append(Regexp(CODE, message=CODE_WRONG))
    return made


def day_of_race() -> Any:
    """A day counted from the first day of the race."""
    return fields.Choice(PARTS["day"], choices=[], default="0")


class Row(in_languages.InLanguages):
    """One row; `taken_over` names the fields that stand in the form as in the text."""

    taken_over: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    kind: type[Any] = Part
    remove = BooleanField(N_("Take this out"))

    def written(self) -> dict[str, Any]:
        """Values of the text's fields."""
        found = {name: self[name].data for name in self.taken_over}
        return found | {name: in_languages.written(self, name) for name in self.texts}

    def row(self) -> Any:
        """What is written, once it is valid."""
        return msgspec.convert(msgspec.to_builtins(self.written()), self.kind)

    def title(self) -> str:
        """What its folded row is headed with; empty while nothing says it."""
        name: str = self["name_zh"].data or ""
        return name

    @property
    def blank(self) -> bool:
        """Whether nothing was written: the empty row at the end."""
        return not self.remove.data and self.row() == self.kind()

    @classmethod
    def values(cls, one: Any) -> dict[str, Any]:
        """What stands in the form for a row of the text."""
        plain = {name: getattr(one, name) for name in cls.taken_over}
        return plain | in_languages.values_of(one, cls.texts)


class CategoryForm(Row):
    """A category."""

    kind = draft.CategoryText
    texts = ("name",)
    taken_over = (
        *("code", "born_from", "born_to", "quota", "bibs", "course", "laps"),
        *("fastest_kmh", "slowest_kmh", "limit_min"),
    )
    code = code_field(PARTS["code"])
    name_zh = fields.line(PARTS["name"], 60)
    sex = fields.choice_of(Sex, PARTS["sex"], plan_words.word, "")
    bike = fields.choice_of(Bike, PARTS["bike"], plan_words.word, "")
    born_from = fields.day(PARTS["born_from"])
    born_to = fields.day(PARTS["born_to"])
    quota = fields.number(PARTS["quota"], 1, 100_000)
    bibs = fields.line(PARTS["bibs"], 200)
    course = code_field(PARTS["course"])
    laps = fields.number(PARTS["laps"], 1, 99)
    fastest_kmh = fields.amount(PARTS["fastest_kmh"], 1, FASTEST)
    slowest_kmh = fields.amount(PARTS["slowest_kmh"], 1, FASTEST)
    limit_min = fields.number(PARTS["limit_min"], 1, 10_000)
    unranked = BooleanField(N_("Without a ranking"))

    def written(self) -> dict[str, Any]:
        """Values of the text's fields."""
        chosen = {"sex": Sex(self.sex.data), "bike": Bike(self.bike.data)}
        return super().written() | chosen | {"ranked": not self.unranked.data}

    @classmethod
    def values(cls, one: draft.CategoryText) -> dict[str, Any]:
        """What stands in the form for a category."""
        chosen = {"sex": one.sex.value, "bike": one.bike.value, "unranked": not one.ranked}
        return super().values(one) | chosen


class WaveForm(Row):
    """A wave; its categories by their codes, or by their names in Chinese."""

    kind = draft.WaveText
    texts = ("name",)
    taken_over = ("code", "starts")
    code = code_field(PARTS["code"])
    name_zh = fields.line(PARTS["name"], 60)
    day = day_of_race()
    starts = fields.hour(PARTS["starts"])
    categories = fields.line(PARTS["categories"], 400)

    def written(self) -> dict[str, Any]:
        """Values of the text's fields."""
        codes = [one for one in _BETWEEN.split(self.categories.data or "") if one]
        more = {"day": int(self.day.data or 0), "categories": tuple(dict.fromkeys(codes))}
        return super().written() | more

    def title(self) -> str:
        """Its hour, and who starts."""
        return _line(self.starts, self.name_zh.data or self.categories.data)

    def named(self, codes: Mapping[str, str]) -> draft.WaveText:
        """The wave, with codes in the place of names."""
        one: draft.WaveText = self.row()
        known = tuple(dict.fromkeys(codes.get(each, each) for each in one.categories))
        return msgspec.structs.replace(one, categories=known)

    @classmethod
    def values(cls, one: draft.WaveText) -> dict[str, Any]:
        """What stands in the form for a wave."""
        more = {"day": str(one.day), "categories": ", ".join(one.categories)}
        return super().values(one) | more


class ItemForm(Row):
    """A line of the timetable."""

    kind = draft.ItemText
    texts = ("what", "where")
    taken_over = ("starts", "ends")
    step = fields.choice_of(Step, PARTS["step"], plan_words.word, "")
    day = day_of_race()
    starts = fields.hour(PARTS["starts"])
    ends = fields.hour(PARTS["ends"])
    what_zh = fields.line(PARTS["what"], 100)
    where_zh = fields.line(PARTS["where"], 100)
    place = fields.Choice(PARTS["place"], choices=[])

    def written(self) -> dict[str, Any]:
        """Values of the text's fields."""
        more = {"step": Step(self.step.data), "day": int(self.day.data or 0)}
        return super().written() | more | {"place": self.place.data or None}

    def title(self) -> str:
        """Its hour, and what it is."""
        step = next((one for one in Step if one.value == self.step.data), None)
        what = self.what_zh.data or (plan_words.word(step) if step else "")
        return _line(self.starts, what) if self.starts.data else ""

    @property
    def blank(self) -> bool:
        """Whether nothing was written; that a step was chosen says nothing alone."""
        return not self.remove.data and msgspec.structs.replace(
            self.row(), step=Step.other
        ) == self.kind(day=int(self.day.data or 0))

    @classmethod
    def values(cls, one: draft.ItemText) -> dict[str, Any]:
        """What stands in the form for a line."""
        more = {"step": one.step.value, "day": str(one.day), "place": one.place or ""}
        return super().values(one) | more


class OrganiserForm(Row):
    """An organiser."""

    kind = draft.OrganiserText
    texts = ("name",)
    role = fields.choice_of(OrganiserRole, PARTS["role"], plan_words.word, "")
    name_zh = fields.line(PARTS["name"], 160)

    def written(self) -> dict[str, Any]:
        """Values of the text's fields."""
        return super().written() | {"role": OrganiserRole(self.role.data)}

    @property
    def blank(self) -> bool:
        """Whether nothing was written."""
        return not (self.remove.data or in_languages.written(self, "name").any())

    @classmethod
    def values(cls, one: draft.OrganiserText) -> dict[str, Any]:
        """What stands in the form for an organiser."""
        return super().values(one) | {"role": one.role.value}


class DocumentForm(Row):
    """A document."""

    kind = draft.DocumentText
    texts = ("title",)
    taken_over = ("link",)
    kind_of = fields.choice_of(DocumentKind, PARTS["kind"], plan_words.word, "")
    title_zh = fields.line(PARTS["title"], 100)
    file = fields.Choice(PARTS["file"], choices=[])
    link = fields.line(PARTS["link"], 500, inputmode="url", autocapitalize="none")

    def written(self) -> dict[str, Any]:
        """Values of the text's fields."""
        more = {"kind": DocumentKind(self.kind_of.data), "file": int(self.file.data or 0) or None}
        return super().written() | more

    def title(self) -> str:
        """Its title, else its address."""
        return self.title_zh.data or self.link.data or ""

    @property
    def blank(self) -> bool:
        """Whether nothing was written."""
        parts = (self.remove, self.link, self.file)
        written = in_languages.written(self, "title").any()
        return not (written or any(one.data for one in parts))

    def validate_link(self, field: Any) -> None:
        """Refuse what is no address."""
        if not re.match(LINK, field.data or "", re.IGNORECASE):
            raise ValidationError(str(LINK_WRONG))

    @classmethod
    def values(cls, one: draft.DocumentText) -> dict[str, Any]:
        """What stands in the form for a document."""
        file = str(one.file) if one.file else ""
        return super().values(one) | {"kind_of": one.kind.value, "file": file}


class WinnerForm(Row):
    """A winner, as a report has it."""

    kind = draft.WinnerText
    texts = ("category", "name")
    taken_over = ("time",)
    category_zh = fields.line(PARTS["category"], 60)
    name_zh = fields.line(PARTS["name"], 60)
    time = fields.line(PARTS["time"], 20)

    def title(self) -> str:
        """Who, and of what category."""
        return " · ".join(one for one in (self.category_zh.data, self.name_zh.data) if one)


def row_name(form: Row) -> str:
    """What a folded row is headed with."""
    return form.title() or _("not named yet")


def _line(hour: Any, text: str | None) -> str:
    at = f"{hour.data:%H:%M}" if hour.data else ""
    return " ".join(part for part in (at, text) if part)
