"""Numbers and days of the counting, put into words for the templates."""

from datetime import date

from flask_babel import gettext as _

from webapp.core import languages
from webapp.core.words import in_pattern, number
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
    return in_pattern(first, "M月", "LLLL")


def year_month(first: date) -> str:
    """A month with its year: 2026年11月, November 2026."""
    return in_pattern(first, "y年M月", "LLLL y")


def gap_days(gap: Gap) -> str:
    """A gap: 3月4日, 3月4日—6日, 4 Mar, 4–6 Mar, 28 Feb – 2 Mar."""
    first, last = (in_pattern(day, "M月d日", "d MMM") for day in (gap.first, gap.last))
    if gap.days == 1:
        return last
    same_month = (gap.first.year, gap.first.month) == (gap.last.year, gap.last.month)
    if languages.current() == "zh":
        return f"{first}—{gap.last.day}日" if same_month else f"{first}—{last}"
    return f"{gap.first.day}–{last}" if same_month else f"{first} – {last}"
