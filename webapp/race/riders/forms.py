"""The desk's forms of a rider."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from wtforms import Form, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from webapp.core import blanks
from webapp.race.riders import bibs

LONGEST_NAME, LONGEST_TEAM = 80, 100
LONGEST_REASON = 500


def _tidy(text: str | None) -> str:
    return blanks.seen(text or "")


class RiderForm(Form):
    """What is changed of a rider by hand."""

    bib = IntegerField(
        N_("Bib"),
        [Optional(), NumberRange(1, bibs.LARGEST, N_("Bibs run from 1 to 99999."))],
    )
    name = StringField(
        N_("Rider's name"),
        [DataRequired(N_("The name is missing.")), Length(max=LONGEST_NAME)],
        filters=[_tidy],
    )
    team = StringField(N_("Team"), [Length(max=LONGEST_TEAM)], filters=[_tidy])
    category = SelectField(N_("Category"))

    def offer(self, categories: Mapping[str, str]) -> "RiderForm":
        """Let it choose among categories."""
        field: Any = self.category
        field.choices = list(categories.items())
        return self


class ReturnForm(Form):
    """Why a start list is given back."""

    reason = TextAreaField(
        N_("What has to change"),
        [
            DataRequired(N_("Please say what has to change.")),
            Length(max=LONGEST_REASON, message=N_("Please say it in at most %(max)d characters.")),
        ],
        filters=[lambda text: (text or "").strip()],
    )
