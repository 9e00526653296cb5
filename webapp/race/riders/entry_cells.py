"""Reading the cells of a list of riders as people write them."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from webapp.core import blanks, clock
from webapp.core.marking import N_
from webapp.race.plan import Sex
from webapp.race.riders import bibs, identity
from webapp.visits.cells import BadCell, plain

DAY = re.compile(r"([0-9]{4})(?:年|[-/.])([0-9]{1,2})(?:月|[-/.])([0-9]{1,2})日?")
PACKED_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
COUNTED_DAY = re.compile(r"[0-9]{4,5}")
HOUR = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?:\.[0-9]+)?")
FIRST_YEAR = 1900
LONGEST = {"medical_note": 1000, "emergency_contact": 200, "guardian": 200}
USUAL_LENGTH = 100  # characters
SEXES = {
    name: sex
    for sex, names in {
        Sex.men: "男 男子 男性 m male man men boy",
        Sex.women: "女 女子 女性 f w female woman women girl",
    }.items()
    for name in names.split()
}
NATIONS = {
    "中国": "CHN",
    "中华人民共和国": "CHN",
    "china": "CHN",
    "cn": "CHN",
    "中国香港": "HKG",
    "香港": "HKG",
    "中国澳门": "MAC",
    "中华台北": "TPE",
    "蒙古": "MGL",
    "蒙古国": "MGL",
    "俄罗斯": "RUS",
}


def read_bib(text: str) -> int:
    """A bib: 12, #012."""
    found = re.fullmatch(r"#?0*([1-9][0-9]{0,4})(?:\.0+)?", plain(text).replace(" ", ""))
    if not found or int(found[1]) > bibs.LARGEST:
        raise BadCell(N_("not a bib; bibs run from 1 to 99999"))
    return int(found[1])


def read_sex(text: str) -> Sex:
    """男 or 女."""
    sex = SEXES.get(plain(text).casefold())
    if sex is None:
        raise BadCell(N_("not a sex that is known; write 男 or 女"))
    return sex


def read_day(text: str, day_zero: date) -> date:
    """A day written 1987-03-01, 1987/3/1, 1987年3月1日, 19870301, or counted by a workbook."""
    written = re.sub(r"[ T]0{1,2}:00(:00)?$", "", plain(text))
    found = DAY.fullmatch(written) or PACKED_DAY.fullmatch(written)
    if not found:
        if not COUNTED_DAY.fullmatch(written) or int(written) <= FIRST_YEAR * 2:
            raise BadCell(N_("not a day; write it as 1987-03-01"))
        day = day_zero + timedelta(days=int(written))
    else:
        try:
            day = date(*map(int, found.groups()))
        except ValueError as error:
            raise BadCell(N_("there is no such day in the calendar")) from error
    if day.year < FIRST_YEAR or day > clock.today():
        raise BadCell(N_("the year cannot be right"))
    return day


def read_year(text: str) -> int:
    """A year of birth."""
    found = re.fullmatch(r"([0-9]{4})年?", plain(text))
    if not found or not FIRST_YEAR <= int(found[1]) <= clock.today().year:
        raise BadCell(N_("not a year of birth"))
    return int(found[1])


def read_moment(text: str, day_zero: date) -> datetime:
    """When something was signed, on the clocks of Shiguai: 2027-08-01 10:30."""
    written = plain(text).replace("T", " ")
    day, _blank, hour = written.partition(" ")
    at = time()
    if hour:
        found = HOUR.fullmatch(hour.strip())
        if not found or int(found[1]) > 23 or int(found[2]) > 59 or int(found[3] or 0) > 59:
            raise BadCell(N_("not a time; write it as 2027-08-01 10:30"))
        at = time(int(found[1]), int(found[2]), int(found[3] or 0))
    return clock.at_local(read_day(day, day_zero), at)


def read_uci_id(text: str) -> str:
    """A UCI ID: eleven digits, blanks between them taken out."""
    number = identity.plain(text)
    if not identity.UCI_ID.fullmatch(number):
        raise BadCell(N_("a UCI ID has eleven digits"))
    return number


def read_nation(text: str) -> str:
    """An IOC code: CHN; 中国 is understood."""
    written = plain(text)
    known = NATIONS.get(written.casefold())
    if known is None and not re.fullmatch(r"[A-Za-z]{3}", written):
        raise BadCell(N_("write the country as its IOC code, such as CHN"))
    return known or written.upper()


def read_id_number(text: str) -> str:
    """A document's number; whether it is a card's is looked at with the kind of the document."""
    number = identity.plain(text)
    if not re.fullmatch(r"[0-9A-Z()]{4,30}", number):
        raise BadCell(N_("not a document number; keep it as a text in Excel, not as a number"))
    return number


def read_phone(text: str) -> str:
    """A telephone number."""
    number = plain(text)
    if not re.fullmatch(r"\+?[0-9 ()\-]{5,30}", number):
        raise BadCell(N_("not a telephone number"))
    return number


def read_sha256(text: str) -> str:
    """The SHA-256 of a text, in hex."""
    found = plain(text).lower()
    if not re.fullmatch(r"[0-9a-f]{64}", found):
        raise BadCell(N_("not a SHA-256 of 64 digits"))
    return found


def read_text(text: str, longest: int = USUAL_LENGTH) -> str:
    """Words, their blanks tidied; nothing that cannot be seen."""
    tidy = blanks.seen(text)
    if len(tidy) > longest:
        raise BadCell(N_("this is too long"))
    return tidy


def readers(day_zero: date) -> Mapping[str, Callable[[str], Any]]:
    """How each field is read; the others are texts."""
    texts = {field: partial(read_text, longest=most) for field, most in LONGEST.items()}
    return {
        **texts,
        "bib": read_bib,
        "sex": read_sex,
        "birth_date": partial(read_day, day_zero=day_zero),
        "birth_year": read_year,
        "nation": read_nation,
        "uci_id": read_uci_id,
        "id_number": read_id_number,
        "phone": read_phone,
        "emergency_phone": read_phone,
        "waiver_at": partial(read_moment, day_zero=day_zero),
        "waiver_sha256": read_sha256,
    }
