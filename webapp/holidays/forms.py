"""The form with which an editor enters a notice."""

from datetime import date
from urllib.parse import urlsplit

import wtforms
from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from wtforms import DateField, Field, Form, HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from webapp.core import clock, languages
from webapp.holidays import sentences
from webapp.holidays.arrangement import Source, as_lines
from webapp.holidays.models import HolidayNotice
from webapp.holidays.notice import LONGEST_TEXT
from webapp.holidays.proposal import Proposal
from webapp.holidays.store import days_in, source_of

NEEDED = N_("This has to be filled in.")


def _short(most: int) -> Length:
    return Length(max=most, message=N_("This is longer than %(max)d characters."))


def _stripped(text: str | None) -> str:
    return (text or "").strip()


def _needed(_form: Form, field: Field) -> None:
    # Not `required` in the browser: JSON may bring it.
    if not field.data:
        raise wtforms.validators.StopValidation(str(NEEDED))


def _one_line(_form: Form, field: Field) -> None:
    if not field.data.isprintable():
        raise wtforms.ValidationError(_("This has to be one line of ordinary characters."))


def _web_address(_form: Form, field: Field) -> None:
    try:
        parts = urlsplit(field.data)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or " " in field.data:
        raise wtforms.ValidationError(_("This is no address that begins with https://."))


def _not_to_come(_form: Form, field: Field) -> None:
    if field.data and field.data > clock.today():
        raise wtforms.ValidationError(_("This day is still to come."))


class NoticeForm(Form):
    """A notice and where it was published; `looked_at` is the stamp of the dry run."""

    text = TextAreaField(N_("The notice"), [DataRequired(NEEDED), _short(LONGEST_TEXT)])
    title = StringField(N_("Title of the source"), [_needed, _short(200), _one_line], [_stripped])
    url = StringField(
        N_("Its address"),
        [_needed, _short(500), _one_line, _web_address],
        [_stripped],
    )
    published_on = DateField(N_("Published on"), [Optional(), _not_to_come])
    looked_at = HiddenField()

    class Meta:
        """What WTForms itself says (of a day that is none) comes in the reader's language."""

        @property
        def locales(self) -> list[str]:  # noqa: D102
            return [languages.current()]

    def fill_in(self, source: Source) -> None:
        """Take from the text what the fields of the source were left without."""
        self.title.data = self.title.data or source.title
        self.url.data = self.url.data or source.url
        if not self.published_on.raw_data or not self.published_on.raw_data[0]:
            self.published_on.data = source.published_on

    @property
    def source(self) -> Source:
        """The source as the fields say it."""
        published: date | None = self.published_on.data
        return Source(self.title.data, self.url.data, published)


def of_stored(stored: HolidayNotice) -> NoticeForm:
    """The form with what is stored, to be corrected."""
    source = source_of(stored)
    return NoticeForm(
        text=as_lines(days_in(stored)),
        title=source.title,
        url=source.url,
        published_on=source.published_on,
    )


def of_proposal(proposed: Proposal) -> NoticeForm:
    """The form with a proposal, and the line that keeps it from being stored as it is."""
    warning = _("not an arrangement: complete it from the notice, then delete this line.")
    return NoticeForm(text=f"{sentences.PROPOSAL} - {warning}\n{as_lines(proposed.days)}")
