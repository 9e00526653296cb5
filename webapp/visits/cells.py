"""Reading the cells of the daily form: days and numbers as people write them."""

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal

from webapp.core.marking import N_
from webapp.visits.ledger import FIRST_YEAR, LAST_YEAR, MONEY, MOST_FEN, MOST_VISITS
from webapp.visits.models import Metric, Status

DAY = re.compile(
    r"([0-9]{4})(?:年|[-/.])([0-9]{1,2})(?:月|[-/.])([0-9]{1,2})日?"
    r"(?:\s*(?:星期|周)[一二三四五六日天])?(?:[ T]0{1,2}:00(?::00)?)?"
)
DAY_ZERO = date(1899, 12, 30)  # what workbooks count their days from
COUNTED_DAY = re.compile(r"[0-9]{5}")
PACKED_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
NUMBER = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?:\.([0-9]{1,6}))?")
STATUSES: dict[str, Status | None] = {
    "预报": Status.advance,
    "初步": Status.preliminary,
    "核实": Status.verified,
    "封账": Status.verified,  # a month is sealed here, not by a file
    "advance": Status.advance,
    "preliminary": Status.preliminary,
    "verified": Status.verified,
    "sealed": Status.verified,
    # What our own table says of a day without a figure; whoever fills one in says nothing more.
    "缺报": None,
    "闭园": None,
    "missing": None,
    "closed": None,
}


class BadCell(Exception):
    """A cell cannot be taken; the message (an English msgid) says why."""


def plain(text: str) -> str:
    """The cell with full-width signs made ordinary and blanks at its ends taken away."""
    return unicodedata.normalize("NFKC", text).strip()


def read_day(text: str, latest: date, day_zero: date = DAY_ZERO) -> date:
    """A day written 2026-11-22, 2026/11/22, 2026.11.22, 2026年11月22日 or 20261122.

    Args:
        day_zero: From which the days are counted that stand there as a number, such as 46348.

    Raises:
        BadCell: it is none, or after `latest`.
    """
    if plain(text) in {"合计", "总计", "小计", "total", "Total"}:
        raise BadCell(N_("take out the row of totals; they are added up here"))
    day = _written_day(plain(text), day_zero)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadCell(N_("the year cannot be right"))
    if day > latest:
        raise BadCell(N_("this day lies in the future"))
    return day


def _written_day(text: str, day_zero: date) -> date:
    if COUNTED_DAY.fullmatch(text):
        return day_zero + timedelta(days=int(text))
    found = DAY.fullmatch(text) or PACKED_DAY.fullmatch(text)
    if not found:
        raise BadCell(N_("not a day; write it as 2026-11-22"))
    year, month, number = map(int, found.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadCell(N_("the year cannot be right"))
    try:
        return date(year, month, number)
    except ValueError as error:
        raise BadCell(N_("there is no such day in the calendar")) from error


def read_value(text: str, metric: Metric) -> int | None:
    """A whole number of person-times, or yuan turned into fen; None for an empty cell.

    Raises:
        BadCell: it is no such number, negative, or too large.
    """
    written = plain(text).replace("\u00a0", "").replace(" ", "")
    if not written:
        return None
    if re.fullmatch(r"[-−–(].*[0-9].*", written):
        raise BadCell(N_("a value cannot be negative"))
    found = NUMBER.fullmatch(written)
    if not found:
        raise BadCell(N_("not a number; leave the cell empty when nothing was counted"))
    number = Decimal(written.replace(",", ""))
    if metric in MONEY:
        return _fen(number)
    if number != number.to_integral_value():
        raise BadCell(N_("not a whole number"))
    if number > MOST_VISITS:
        raise BadCell(N_("more than 100,000 in one day; please check"))
    return int(number)


def _fen(yuan: Decimal) -> int:
    fen = yuan * 100
    if fen != fen.to_integral_value():
        raise BadCell(N_("more than two decimals in an amount of money"))
    if fen > MOST_FEN:
        raise BadCell(N_("more than 100 million yuan in one day; please check"))
    return int(fen)


def read_status(text: str) -> Status | None:
    """How firm the row says it is; None for an empty cell, and for a day without a figure.

    Raises:
        BadCell: an unknown word.
    """
    word = plain(text).casefold()
    if not word:
        return None
    if word not in STATUSES:
        raise BadCell(N_("unknown status; write 预报, 初步 or 核实"))
    return STATUSES[word]


def read_note(text: str) -> str | None:
    """A remark; None for an empty cell.

    Raises:
        BadCell: it is longer than 500 characters.
    """
    if len(text) > 500:
        raise BadCell(N_("longer than 500 characters"))
    return text or None
