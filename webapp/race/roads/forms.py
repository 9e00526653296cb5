"""The desk's forms of closed roads: announcing one, and changing its times or detour."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from wtforms import Field, HiddenField, SelectMultipleField, ValidationError
from wtforms.validators import Length

from webapp.core import clock
from webapp.core.languages import words as in_words
from webapp.core.translated import Translated
from webapp.places.forms import YEARS
from webapp.race.courses.models import Course
from webapp.race.roads import words
from webapp.race.roads.closing import Announcement
from webapp.race.roads.models import RoadClosure, RoadClosureKind
from webapp.review import fields, in_languages

MOST_KM = 1000


class ClosureForm(in_languages.InLanguages):
    """A closure to be announced."""

    road_zh = fields.line(N_("Which road"), 60)
    stretch_zh = fields.line(N_("From where to where"), 120)
    kind = fields.choice_of(RoadClosureKind, N_("How it is closed"), words.kind_word, None)
    day = fields.day(N_("Day"))
    starts = fields.hour(N_("From what time"))
    ends = fields.hour(N_("Until what time"))
    course = fields.Choice(N_("Along which course"), choices=[])
    from_km = fields.amount(N_("From kilometre"), 0, MOST_KM)
    to_km = fields.amount(N_("To kilometre"), 0, MOST_KM)
    detour_zh = fields.line(N_("Detour"), 200)
    places = SelectMultipleField(N_("Places that it cuts off"), validate_choice=False)

    def offer(self, courses: Sequence[Course], places: Mapping[str, Translated]) -> None:
        """Let it choose among the courses and places there are."""
        self._lengths = {str(one.id): one.track.length_m / 1000 for one in courses if one.track}
        known = [(str(one.id), in_words(one.name) or one.code) for one in courses]
        self.course.choices = [("", _("not along a course")), *known]
        self.places.choices = [(slug, in_words(name)) for slug, name in places.items()]

    def validate_road_zh(self, field: Field) -> None:
        """It has a name, in Chinese at least."""
        if not field.data:
            raise ValidationError(_("Say which road it is."))

    def validate_day(self, field: Field) -> None:
        """It is closed on a day, and on one of ours."""
        if not field.data or field.data.year not in YEARS:
            raise ValidationError(_("Say on which day."))

    def validate_starts(self, field: Field) -> None:
        """It begins at a time."""
        if field.data is None:
            raise ValidationError(_("Say from when."))

    def validate_ends(self, field: Field) -> None:
        """It ends, and after it begins."""
        if field.data is None:
            raise ValidationError(_("Say until when."))
        if self.starts.data is not None and field.data <= self.starts.data:
            raise ValidationError(_("It has to end after it begins."))

    def validate_from_km(self, field: Field) -> None:
        """Both kilometres or neither, and on the course."""
        if (field.data is None) != (self.to_km.data is None):
            raise ValidationError(_("Give both kilometres, or neither."))
        if field.data is not None and not self.course.data:
            raise ValidationError(_("Say along which course the kilometres count."))

    def validate_to_km(self, field: Field) -> None:
        """After the first one, and not beyond the finish."""
        if field.data is None or self.from_km.data is None:
            return
        if field.data <= self.from_km.data:
            raise ValidationError(_("The stretch has to end after it begins."))
        length = self._lengths.get(self.course.data)
        if length is not None and field.data > length + 0.05:
            raise ValidationError(_("The course ends at %(km)s km.", km=f"{length:.1f}"))

    def validate_places(self, field: Field) -> None:
        """Only places of ours."""
        if set(field.data or ()) - {slug for slug, _name in field.choices}:
            raise ValidationError(_("We do not know this place."))

    def announcement(self) -> Announcement:
        """What is announced."""
        chosen = set(self.places.data or ())
        detour = in_languages.written(self, "detour")
        along = self.from_km.data is not None
        return Announcement(
            kind=RoadClosureKind(self.kind.data),
            road=in_languages.written(self, "road"),
            stretch=in_languages.written(self, "stretch"),
            starts_at=clock.at_local(self.day.data, self.starts.data),
            ends_at=clock.at_local(self.day.data, self.ends.data),
            course_id=int(self.course.data) if self.course.data and along else None,
            from_km=self.from_km.data,
            to_km=self.to_km.data,
            detour=detour if detour.zh else None,
            places=tuple(slug for slug, _name in self.places.choices if slug in chosen),
        )


class TimesForm(in_languages.InLanguages):
    """Other times for a closure, or another detour."""

    starts = fields.moment(N_("From what time"))
    ends = fields.moment(N_("Until what time"))
    detour_zh = fields.line(N_("Detour"), 200)
    seen = HiddenField(validators=[Length(max=60)])

    def validate_starts(self, field: Field) -> None:
        """It begins at a time of our days."""
        if not field.data or field.data.year not in YEARS:
            raise ValidationError(_("Say from when."))

    def validate_ends(self, field: Field) -> None:
        """It ends, and after it begins."""
        if not field.data or field.data.year not in YEARS:
            raise ValidationError(_("Say until when."))
        if self.starts.data and field.data <= self.starts.data:
            raise ValidationError(_("It has to end after it begins."))

    @property
    def times(self) -> tuple[datetime, datetime]:
        """From when until when."""
        return self.starts.data, self.ends.data

    @property
    def detour(self) -> Translated | None:
        """The other way; None where there is none."""
        written = in_languages.written(self, "detour")
        return written if written.zh else None


def times_of(closure: RoadClosure, stamp: str) -> dict[str, Any]:
    """What the form of a closure's times shows."""
    detour = in_languages.values(closure.detour, "detour")
    return detour | {"starts": closure.starts_at, "ends": closure.ends_at, "seen": stamp}
