"""The form for what is said of a picture."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from wtforms import Field, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from webapp.core.translated import Translated
from webapp.pictures.adding import Texts
from webapp.review import fields, in_languages

LONGEST = {"alt": 200, "caption": 300, "credit": 100}  # characters


def _field(label: object, longest: int, *more: object, of: type[Field] = StringField) -> Field:
    too_long = N_("This is longer than %(max)d characters.")
    rules = [*more, Length(max=longest, message=too_long)]
    return of(label, rules, filters=[fields.one_line])


class TextsForm(in_languages.InLanguages):
    """What is said of a picture; only the description in Chinese is needed."""

    alt_zh = _field(
        N_("What the picture shows"),
        LONGEST["alt"],
        DataRequired(N_("Say what the picture shows, for those who cannot see it.")),
        of=TextAreaField,
    )
    caption_zh = _field(N_("Caption"), LONGEST["caption"])
    credit_zh = _field(N_("Who took it"), LONGEST["credit"])

    def validate_caption_zh(self, _field: Field) -> None:
        """What is there in another language is there in Chinese."""
        self._needs_chinese("caption")

    def validate_credit_zh(self, _field: Field) -> None:
        """What is there in another language is there in Chinese."""
        self._needs_chinese("credit")

    @property
    def texts(self) -> Texts:
        """What stands in it, once it is valid."""
        alt = in_languages.written(self, "alt")
        return Texts(alt, self._or_none("caption"), self._or_none("credit"))

    @property
    def touched(self) -> bool:
        """Whether anything was written at all."""
        return any(field.data for field in self)

    def _or_none(self, name: str) -> Translated | None:
        text = in_languages.written(self, name)
        return text if text.zh else None

    def _needs_chinese(self, name: str) -> None:
        if in_languages.written(self, name).lacks_chinese():
            raise ValidationError(_("Write it in Chinese first."))


def of_texts(texts: Texts) -> TextsForm:
    """The form as it stands for a picture."""
    parts = {"alt": texts.alt, "caption": texts.caption, "credit": texts.credit}
    values = (in_languages.values(text, name) for name, text in parts.items())
    return TextsForm(data={key: one for part in values for key, one in part.items()})
