"""The form for what is said of a picture."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from wtforms import Field, Form, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from webapp.core.translated import Translated
from webapp.pictures.adding import Texts

LONGEST = {"alt": 200, "caption": 300, "credit": 100}  # characters


def _tidied(text: str | None) -> str:
    """One line of what can be seen."""
    line = " ".join((text or "").split())
    return "".join(letter for letter in line if letter.isprintable())


def _needs_chinese(form: Form, field: Field) -> None:
    if field.data and not form[field.short_name.replace("_en", "_zh")].data:
        raise ValidationError(_("Write it in Chinese first."))


def _field(label: object, longest: int, *more: object, of: type[Field] = StringField) -> Field:
    too_long = N_("This is longer than %(max)d characters.")
    rules = [*more, Length(max=longest, message=too_long)]
    return of(label, rules, filters=[_tidied])


class TextsForm(Form):
    """What is said of a picture; only the description in Chinese is needed."""

    alt_zh = _field(
        N_("What the picture shows"),
        LONGEST["alt"],
        DataRequired(N_("Say what the picture shows, for those who cannot see it.")),
        of=TextAreaField,
    )
    alt_en = _field(N_("What the picture shows, in English"), LONGEST["alt"], of=TextAreaField)
    caption_zh = _field(N_("Caption"), LONGEST["caption"])
    caption_en = _field(N_("Caption in English"), LONGEST["caption"], _needs_chinese)
    credit_zh = _field(N_("Who took it"), LONGEST["credit"])
    credit_en = _field(N_("Who took it, in English"), LONGEST["credit"], _needs_chinese)

    @property
    def texts(self) -> Texts:
        """What stands in it, once it is valid."""
        return Texts(self._text("alt"), self._or_none("caption"), self._or_none("credit"))

    @property
    def touched(self) -> bool:
        """Whether anything was written at all."""
        return any(field.data for field in self)

    def _text(self, name: str) -> Translated:
        return Translated(zh=self[f"{name}_zh"].data, en=self[f"{name}_en"].data)

    def _or_none(self, name: str) -> Translated | None:
        text = self._text(name)
        return text if text.zh else None


def of_texts(texts: Texts) -> TextsForm:
    """The form as it stands for a picture."""
    values = {}
    for name, text in (("alt", texts.alt), ("caption", texts.caption), ("credit", texts.credit)):
        values[f"{name}_zh"], values[f"{name}_en"] = (text.zh, text.en) if text else ("", "")
    return TextsForm(data=values)
