"""What is unusual about a report, and why a correction cannot be, in words."""

from decimal import Decimal

from flask_babel import gettext as _

from webapp.core.words import number
from webapp.visits import refusals
from webapp.visits.adding_up import Unequal
from webapp.visits.ledger import MONEY
from webapp.visits.models import Metric
from webapp.visits.refusals import NotDecided
from webapp.visits.unusual import Doubt, Finding


def amount(metric: Metric, value: int | None) -> str:
    """A value with its unit: 1,234 person-times, 5,000.50 yuan; a dash for none."""
    if value is None:
        return "–"
    if metric in MONEY:
        return _("%(n)s yuan", n=plain(metric, value))
    return _("%(n)s person-times", n=number(value))


def plain(metric: Metric, value: int) -> str:
    """The same without its unit."""
    if metric not in MONEY:
        return number(value)
    return number(value // 100) if value % 100 == 0 else f"{Decimal(value) / 100:,.2f}"


def finding(one: Finding) -> str:
    """A doubt as a sentence."""
    value, beside = amount(one.metric, one.value), amount(one.metric, one.beside)
    said = {
        Doubt.digit_too_many: _("%(value)s – a digit too many? Usual is %(usual)s."),
        Doubt.digit_too_few: _("%(value)s – a digit too few? Usual is %(usual)s."),
        Doubt.much_more: _("%(value)s is more than three times the usual %(usual)s."),
        Doubt.same_again: _("%(value)s is exactly the same as the day before."),
        Doubt.over_capacity: _(
            "%(value)s is more than 1.2 times what is approved for a day: %(usual)s."
        ),
        Doubt.closed: _("%(value)s, though the place was closed that day."),
        Doubt.nobody: _("Nobody came, though the place was open that day."),
        Doubt.takings_alone: _("%(value)s were taken, though nobody came."),
        Doubt.spending: _(
            "%(value)s for each visit; 20 to 2,000 yuan are to be expected. Is the amount in yuan?"
        ),
    }
    return said[one.doubt] % {"value": value, "usual": beside}


def unequal(one: Unequal) -> str:
    """What does not add up in a day, as a sentence."""
    values = {"visits": number(one.visits), "kinds": number(one.kinds)}
    if one.hinders:
        return _(
            "The figures do not add up: %(visits)s admissions, but full price, discount and free "
            "come to %(kinds)s.",
            **values,
        )
    return _(
        "The gates counted %(visits)s; full price, discount and free come to %(kinds)s. Here the "
        "gates go first, so nothing has to be done.",
        **values,
    )


def refusal(why: NotDecided) -> str:
    """Why a correction cannot be."""
    if isinstance(why, refusals.AlreadyAsked):
        return _("Another correction of this day waits for a second person. It has to be decided.")
    if isinstance(why, refusals.NoReason):
        return _("Write why the numbers change.")
    return _("This cannot be corrected like this.")
