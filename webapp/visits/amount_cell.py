"""Numbers larger than a day's, as people type them: totals of months and years."""

from decimal import Decimal

from flask_babel import gettext as _
from wtforms import Field

from webapp.visits.cells import NUMBER, plain
from webapp.visits.ledger import MONEY
from webapp.visits.models import Metric

MOST = 10**15  # fen or person-times; a slip of the pen beyond


def read_amount(field: Field, metric: Metric) -> int | None:
    """A whole number of person-times, or yuan turned into fen; None with a message at the field."""
    written = plain(field.data or "").replace("\u00a0", "").replace(" ", "")
    if not NUMBER.fullmatch(written):
        field.errors = [_("This is no number such as 12,345; it may not be negative.")]
        return None
    value = Decimal(written.replace(",", "")) * (100 if metric in MONEY else 1)
    if value != value.to_integral_value():
        field.errors = [_("Too many decimals.")]
        return None
    if value > MOST:
        field.errors = [_("This is too large.")]
        return None
    return int(value)
