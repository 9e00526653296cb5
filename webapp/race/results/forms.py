"""Forms of the results' desk."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from wtforms import BooleanField, Form, HiddenField, SelectField

from webapp.race.results import cells, presets, revisions, times, words
from webapp.race.results.correcting import Correction
from webapp.race.results.models import Result, Status
from webapp.race.results.same_time import USUAL_MS
from webapp.review import fields
from webapp.visits.cells import BadCell

MOST_MINUTES = 24 * 60


class FileForm(Form):
    """A file and how it is taken."""

    layout = SelectField(N_("Layout of the file"), validate_choice=False, default="")
    attribution = fields.line(N_("Who timed it, as the public reads it"), 120)
    same_time_ms = fields.number(
        N_("Riders get one time while the gap is at most this many milliseconds"), 0, 10_000
    )
    again = BooleanField(N_("Take it even if this very file was brought before"))

    def offer(self, names: list[str]) -> None:
        """Let the form choose among presets."""
        known = [(name, name) for name in names]
        self.layout.choices = [("", _("Found out by itself")), *known]

    @property
    def settings(self) -> dict[str, Any]:
        """How it is taken, for `revisions.begin`."""
        return {
            "same_time_ms": self.same_time_ms.data,
            "attribution": self.attribution.data or None,
            "again": bool(self.again.data),
        }


class PresetForm(FileForm):
    """What a timer's headings mean; the file comes along."""

    preset_name = fields.line(N_("Name of this timer's table"), presets.LONGEST_NAME)
    no_header = BooleanField(N_("The first row is a result, not a header"))
    content = HiddenField()
    file_name = HiddenField()


class CorrectionForm(Form):
    """One rider's result as it should be."""

    status = SelectField(N_("How it ended"), validate_choice=False)
    time = fields.line(N_("Time from the gun"), 30, inputmode="decimal")
    penalty_s = fields.number(N_("Penalty in seconds"), 0, 86_400)
    note = fields.line(N_("Remark, as the public reads it"), 200)

    def offer(self) -> None:
        """Let the form choose among statuses."""
        self.status.choices = [(one.value, words.status(one)) for one in Status]

    @classmethod
    def of(cls, row: Result) -> "CorrectionForm":
        """The form as the row stands."""
        made = cls(
            data={
                "status": row.status.value,
                "time": words.time(row.gun_ms),
                "penalty_s": row.penalty_s,
                "note": row.note,
            }
        )
        made.offer()
        return made

    def correction(self) -> Correction | None:
        """What was entered; None with messages at the fields."""
        if not self.validate():
            return None
        status = cells.status_of(self.status.data or "")
        if status is None:
            self.status.errors = [_("Choose how it ended.")]
            return None
        try:
            time = times.parse(self.time.data or "") or None
        except BadCell as bad:
            self.time.errors = [_(str(bad))]  # marked where it is written
            return None
        if status in (Status.finished, Status.relegated) and time is None:
            self.time.errors = [_("Whoever finished has a time.")]
            return None
        penalty, note = self.penalty_s.data or 0, self.note.data or ""
        return Correction(status=status, gun_ms=time, penalty_s=penalty, note=note)


class ProtestForm(Form):
    """How long protests can be made."""

    minutes = fields.number(N_("Minutes for protests from now"), 0, MOST_MINUTES)


class ReasonForm(Form):
    """Why."""

    reason = fields.long_line(N_("Why"), revisions.LONGEST_REASON)


def new_file_form(names: list[str]) -> FileForm:
    """The empty form."""
    form = FileForm(data={"same_time_ms": USUAL_MS})
    form.offer(names)
    return form
