"""Numbers and days of the counting, put into words for the templates."""

from datetime import date

from flask_babel import gettext as _

from webapp.core import dates, languages
from webapp.core.words import in_style, number
from webapp.visits.missing import Gap

MILLION, WAN, YI = 1_000_000, 10_000, 100_000_000


def short_amount(value: int) -> str:
    """A round number as people say it: 140万, 5亿, 1.4 million; others in full."""
    if languages.current() == "zh":
        for unit, word in ((YI, "亿"), (WAN, "万")):
            if value >= unit and value % (unit // 10) == 0:
                return f"{value / unit:g}{word}"
    elif value >= MILLION and value % (MILLION // 10) == 0:
        return _("%(n)s million", n=f"{value / MILLION:g}")
    return number(value)


def share(value: float) -> str:
    """A part of a whole: 64.3%; never rounded up to 100."""
    shown = round(value * 100, 1)
    if shown >= 100 > value * 100:
        shown = 99.9
    return f"{shown:g}%"


def month_name(first: date) -> str:
    """The month alone: 11月, November."""
    return in_style(first, dates.MONTH)


def year_month(first: date) -> str:
    """A month with its year: 2026年11月, November 2026."""
    return in_style(first, dates.YEAR_MONTH)


def gap_days(gap: Gap) -> str:
    """A gap: 3月4日, 3月4日—6日, 4 Mar, 4–6 Mar, 28 Feb – 2 Mar."""
    style, language = dates.MONTH_DAY_SHORT, languages.current()
    return dates.span(gap.first, gap.last, style, dates.LEDGER, language)
