"""Numbers and days of the counting, put into words for the templates."""

from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from webapp.core import languages
from webapp.core.words import number
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
    return str(format_date(first, "M月" if languages.current() == "zh" else "LLLL"))


def year_month(first: date) -> str:
    """A month with its year: 2026年11月, November 2026."""
    return str(format_date(first, "y年M月" if languages.current() == "zh" else "LLLL y"))


def gap_days(gap: Gap) -> str:
    """A gap: 3月4日, 3月4日—6日, 4 Mar, 4–6 Mar, 28 Feb – 2 Mar."""
    zh = languages.current() == "zh"
    whole = "M月d日" if zh else "d MMM"
    last = format_date(gap.last, whole)
    if gap.days == 1:
        return str(last)
    same_month = (gap.first.year, gap.first.month) == (gap.last.year, gap.last.month)
    if zh:
        ends = format_date(gap.last, "d日") if same_month else last
        return f"{format_date(gap.first, whole)}—{ends}"
    if same_month:
        return f"{gap.first.day}–{last}"
    return f"{format_date(gap.first, whole)} – {last}"
