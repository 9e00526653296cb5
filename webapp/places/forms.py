"""The desk's forms of places: writing one, closing one, and saying where it is."""

from datetime import date, datetime
from typing import Any

import msgspec
from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectChoice,
    ValidationError,
)
from wtforms.validators import Length

from webapp.core import languages
from webapp.core.translated import Translated
from webapp.places import words
from webapp.places.coordinates import Datum
from webapp.places.draft import TEXTS, PlaceText
from webapp.places.labels import DATUMS, LABELS
from webapp.places.models import PlaceKind, PlaceStatus
from webapp.review import fields, in_languages

LEAST_M, MOST_M = 1, 20_000
YEARS = range(2020, 2100)
LONGEST_ALIAS, MOST_ALIASES = 60, 12
# What closes places most often, in all our languages at once.
READY_REASONS = {
    "snow": Translated(zh="道路积雪结冰", en="Snow and ice on the road"),
    "wind": Translated(zh="大风天气", en="Strong wind"),
    "rain": Translated(zh="暴雨，有山洪风险", en="Heavy rain, danger of flash floods"),
    "fire": Translated(zh="森林草原防火期管控", en="Access restricted in the fire season"),
    "road": Translated(zh="进景区道路施工", en="Roadworks on the way there"),
    "repair": Translated(zh="设施检修", en="Maintenance"),
    "event": Translated(zh="举办内部活动", en="Private event"),
}


class PlaceForm(in_languages.InLanguages):
    """All of a place but its position and pictures. `number` and `saves`: what it was made of."""

    number = HiddenField()
    saves = HiddenField()
    name_zh = fields.line(LABELS["name"], 60)
    kind = fields.choice_of(PlaceKind, LABELS["kind"], words.kind_name, "")
    summary_zh = fields.long_line(LABELS["summary"], 120)
    status = fields.choice_of(PlaceStatus, LABELS["status"], words.status_name, "")
    status_note_zh = fields.long_line(LABELS["status_note"], 200)
    hours_zh = fields.long_line(LABELS["hours"], 200)
    price_zh = fields.long_line(LABELS["price"], 200)
    season_zh = fields.long_line(LABELS["season"], 200)
    getting_there_zh = fields.long_line(LABELS["getting_there"], 400)
    phone_zh = fields.line(LABELS["phone"], 120)
    story_zh = fields.block(LABELS["story"], 20_000, 8)
    township_zh = fields.line(LABELS["township"], 60)
    aliases = fields.line(LABELS["aliases"], 400)
    checked = BooleanField(N_("I have verified today that all of this holds"))

    def validate_aliases(self, field: Field) -> None:
        """Names are short, and not without number."""
        found = _names(field.data)
        if len(found) > MOST_ALIASES or any(len(one) > LONGEST_ALIAS for one in found):
            raise ValidationError(
                _(
                    "At most %(n)s names of at most %(most)s characters.",
                    n=MOST_ALIASES,
                    most=LONGEST_ALIAS,
                )
            )

    def text(self, before: PlaceText, today: date) -> PlaceText:
        """What is written, once it is valid; `before` keeps what no field shows."""
        texts = {name: in_languages.written(self, name) for name in TEXTS}
        return msgspec.structs.replace(
            before,
            kind=PlaceKind(self.kind.data),
            status=PlaceStatus(self.status.data),
            aliases=_names(self.aliases.data),
            checked_on=today if self.checked.data else before.checked_on,
            **texts,
        )


def values(text: PlaceText, today: date) -> dict[str, Any]:
    """What stands in the form for a text."""
    return in_languages.values_of(text, TEXTS) | {
        "kind": text.kind.value,
        "status": text.status.value,
        "aliases": "、".join(text.aliases),
        "checked": text.checked_on >= today,
    }


def _names(data: str) -> tuple[str, ...]:
    """Names as they are written in one line, between 、 or commas."""
    parts = data.replace("，", "、").replace(",", "、").replace("；", "、").split("、")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _of_our_days(field: Field) -> None:
    if field.data is not None and field.data.year not in YEARS:
        raise ValidationError(_("Look at the year again."))


class ClosureForm(in_languages.InLanguages):
    """Why a place is closed, and from when until when."""

    ready = fields.Choice(
        N_("Reason"),
        choices=lambda: [
            SelectChoice("", _("In your own words")),
            *(SelectChoice(name, languages.words(text)) for name, text in READY_REASONS.items()),
        ],
    )
    reason_zh = fields.line(N_("Reason in your own words"), 120)
    starts = fields.moment(N_("Closed from"))
    ends = fields.moment(N_("Closed until"))

    def validate_reason_zh(self, field: Field) -> None:
        """A reason there must be, in Chinese at least."""
        if not field.data and not self.ready.data:
            raise ValidationError(_("Say why it is closed, or choose a reason."))

    def validate_starts(self, field: Field) -> None:
        """Refuse years that are slips of a finger."""
        _of_our_days(field)

    def validate_ends(self, field: Field) -> None:
        """Refuse years that are slips of a finger."""
        _of_our_days(field)

    @property
    def reason(self) -> Translated:
        """Own words count more than a ready reason."""
        own = in_languages.written(self, "reason")
        return own if own.zh else READY_REASONS[self.ready.data]

    def starts_at(self, now: datetime) -> datetime:
        """When it begins: now, when nothing is said."""
        given: datetime | None = self.starts.data
        return given or now

    @property
    def ends_at(self) -> datetime | None:
        """When it ends; None until further notice."""
        given: datetime | None = self.ends.data
        return given


class PositionForm(in_languages.InLanguages):
    """Where a place is: pasted in any datum, or as numbers of WGS-84 that the map writes."""

    pasted = fields.line(N_("Position from a map picker"), 200)
    datum = RadioField(
        N_("Where you copied it from"),
        validate_choice=False,
        choices=[SelectChoice(one.value, name) for one, name in DATUMS.items()],
    )
    lat = fields.line(N_("Latitude"), 20)
    lon = fields.line(N_("Longitude"), 20)
    accuracy_m = fields.number(N_("It is right to within (metres)"), LEAST_M, MOST_M)
    note_zh = fields.line(N_("Which spot it is"), 200)
    found = HiddenField(validators=[Length(max=20)])

    def validate_datum(self, field: Field) -> None:
        """What is pasted needs its datum: the same numbers lie 500 metres apart."""
        if self.pasted.data and field.data not in {one.value for one in Datum}:
            raise ValidationError(_("Say which map you copied it from: each counts differently."))
