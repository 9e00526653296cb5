"""Fields of the desk's forms: each may stay empty; what cannot be read is said in our words."""

import enum
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    Field,
    FieldList,
    FloatField,
    Form,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import Length, NumberRange, Optional, ValidationError
from wtforms.widgets import TextArea

from webapp.core import blanks, clock
from webapp.review.paragraphs import joined, split

TOO_LONG = N_("This is longer than %(max)d characters.")
# Control characters, and those that turn the direction of a whole line around.
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
MOST_DIGITS = 9
_AMOUNT = re.compile(r"[0-9]{1,6}(\.[0-9]{1,4})?")
_MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]


def one_line(text: str | None) -> str:
    """What was typed, as one line without letters that nobody sees."""
    return blanks.single(_UNWANTED.sub("", (text or "").replace("\r", "\n")))


def _paragraphs(text: str | None) -> str:
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return joined(blanks.single(line) for line in split(_UNWANTED.sub("", lines)))


def line(label: Any, longest: int, **attributes: Any) -> Field:
    """A text of one line."""
    rules = [Length(max=longest, message=TOO_LONG)]
    attributes = {"maxlength": longest, "autocomplete": "off"} | attributes
    return StringField(label, rules, filters=[one_line], render_kw=attributes)


def long_line(label: Any, longest: int, **attributes: Any) -> Field:
    """A text of one line that may run over several on the screen."""
    made = line(label, longest, rows=2, **attributes)
    made.kwargs["widget"] = TextArea()
    return made


def block(label: Any, longest: int, rows: int = 3) -> Field:
    """A text of several paragraphs, one a line."""
    rules = [Length(max=longest, message=TOO_LONG)]
    attributes = {"maxlength": longest, "rows": rows}
    return TextAreaField(label, rules, filters=[_paragraphs], render_kw=attributes)


class _InOurWords:
    """Says in the reader's language what cannot be read; nothing for nothing."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        if not "".join(valuelist).strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)  # type: ignore[misc]
        except ValueError as error:
            raise ValidationError(self.wrong()) from error

    def wrong(self) -> str:
        """What cannot be read."""
        return _("This is no day such as 2027-06-17.")


class Day(_InOurWords, DateField):
    """A day."""


class Hour(_InOurWords, TimeField):
    """An hour on the clocks of Shiguai."""

    def wrong(self) -> str:
        """What cannot be read."""
        return _("This is no time such as 08:30.")


class Moment(_InOurWords, DateTimeLocalField):
    """A day with its hour, on the clocks of Shiguai; an instant afterwards."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        super().process_formdata(valuelist)
        if isinstance(self.data, datetime):
            self.data = self.data.replace(tzinfo=clock.LOCAL)

    def process_data(self, value: datetime | None) -> None:
        """Show it on our clocks."""
        self.data = clock.local(value) if value else None

    def wrong(self) -> str:
        """What cannot be read."""
        return _("This is no time such as 2027-06-17T08:30.")


class Number(_InOurWords, IntegerField):
    """A whole number of at most nine digits."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        if len("".join(valuelist).strip()) > MOST_DIGITS:  # comparing it would overflow
            raise ValidationError(self.wrong())
        super().process_formdata(valuelist)

    def wrong(self) -> str:
        """What cannot be read."""
        return _("This is no whole number.")


class Amount(_InOurWords, FloatField):
    """A number that may have decimals: 45.5."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; neither "nan" nor "1e9"."""
        typed = "".join(valuelist).strip()
        if typed and not _AMOUNT.fullmatch(typed):
            raise ValidationError(self.wrong())
        super().process_formdata(valuelist)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:g}"

    def wrong(self) -> str:
        """What cannot be read."""
        return _("This is no number such as 45 or 45.5.")


class Choice(SelectField):
    """One of several; empty for none."""

    data: Any

    def pre_validate(self, form: Any) -> None:
        """Refuse what was not offered; what was not sent is the first of what was."""
        if self.data is None:
            self.data = next((value for value, *_rest in self.iter_choices()), None)
        if not any(value == self.data for value, *_rest in self.iter_choices()):
            raise ValidationError(_("Choose one of these."))

    def iter_choices(self) -> Any:
        """All of them, also those in groups."""
        if self.has_groups():
            return [one for _group, choices in self.iter_groups() for one in choices]
        return super().iter_choices()


def day(label: Any) -> Field:
    """A day, or none."""
    return Day(label, [Optional()])


def hour(label: Any) -> Field:
    """An hour, or none."""
    return Hour(label, [Optional()])


def moment(label: Any) -> Field:
    """A day with its hour, or none."""
    return Moment(label, [Optional()], format=_MOMENTS)


def number(label: Any, least: int, most: int) -> Field:
    """A whole number of a range, or none."""
    message = N_("This lies outside %(min)s to %(max)s.")
    rules = [Optional(), NumberRange(least, most, message)]
    return Number(label, rules, render_kw={"inputmode": "numeric"})


def amount(label: Any, least: float, most: float) -> Field:
    """A number of a range, with decimals or without, or none."""
    message = N_("This lies outside %(min)s to %(max)s.")
    rules = [Optional(), NumberRange(least, most, message)]
    return Amount(label, rules, render_kw={"inputmode": "decimal"})


def choice_of(kind: type[enum.Enum], label: Any, word: Callable[[Any], str], nothing: Any) -> Field:
    """One of an enumeration, by its value; without `nothing` one is always chosen."""

    def offered() -> list[tuple[str, str]]:
        known = [(one.value, word(one)) for one in kind]
        return [("", str(nothing)), *known] if nothing else known

    return Choice(label, choices=offered)


def sent_values(form: Form) -> list[tuple[str, str]]:
    """Names and values that a browser would send for a form as it stands."""
    found: list[tuple[str, str]] = []
    for field in form:
        if isinstance(field, FieldList):
            found += [pair for entry in field for pair in sent_values(entry.form)]
        elif isinstance(field, BooleanField):
            found += [(field.name, "y")] if field.data else []
        elif isinstance(field, SelectField):
            found += [(field.name, field.data)] if field.data is not None else []
        elif field.name not in ("number", "saves"):
            found.append((field.name, str(field._value())))
    return found
