"""How long somebody rode: as people and machines write it, in milliseconds."""

import re

from webapp.core.marking import N_
from webapp.visits.cells import BadCell, plain

LONGEST_MS = 100 * 3_600_000 - 1  # nobody rides for a hundred hours
CLOCK = re.compile(r"(?:([0-9]{1,2}):)?([0-9]{1,4}):([0-9]{2})(?:[.,]([0-9]{1,9}))?")
WORDS = re.compile(
    r"(?:([0-9]{1,2})(?:小时|个小时|时|h))?"
    r"(?:([0-9]{1,4})(?:分钟|分|min|m|'|′))?"
    r"(?:([0-9]{1,2})(?:[.,]([0-9]{1,9}))?(?:秒钟|秒|sec|s|\"|''|′′)([0-9]{1,3})?)?"
)


def parse(text: str) -> int | None:
    """Milliseconds of 1:04:09, 64:09.3, 1小时4分9秒, 64'09"3; None for an empty cell.

    Of more than three decimals those beyond are cut off.

    Raises:
        BadCell: it is no such time, negative, or longer than a hundred hours.
    """
    written = re.sub(r"\s", "", plain(text)).casefold().lstrip("+")
    if written in ("", "-", "--", "–", "—"):
        return None
    if re.match(r"[-−–][0-9]", written):
        raise BadCell(N_("a time cannot be negative"))
    found = CLOCK.fullmatch(written) or WORDS.fullmatch(written)
    if not found:
        raise BadCell(N_("not a time; write it as 1:04:09"))
    hours, minutes, seconds, *decimals = found.groups()
    if int(seconds or 0) > 59 or (hours is not None and int(minutes or 0) > 59):
        raise BadCell(N_("not a time; write it as 1:04:09"))
    fraction = next((part for part in decimals if part), "")
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    return checked(whole * 1000 + int(fraction[:3].ljust(3, "0")))


def checked(milliseconds: int) -> int:
    """The same, if somebody can have ridden for so long.

    Raises:
        BadCell: nobody can.
    """
    if milliseconds < 0:
        raise BadCell(N_("a time cannot be negative"))
    if milliseconds > LONGEST_MS:
        raise BadCell(N_("longer than a hundred hours"))
    return milliseconds


def of_seconds(seconds: float) -> int:
    """Milliseconds of seconds as machines write them.

    Raises:
        BadCell: as `checked`; also of what is no number.
    """
    if seconds != seconds or abs(seconds) > LONGEST_MS:
        raise BadCell(N_("longer than a hundred hours"))
    return checked(round(seconds * 1000))


def format(milliseconds: int) -> str:
    """1:04:09, 4:09, with as many decimals as there are: 1:04:09.3."""
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    written = f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
    return f"{written}.{thousandths:03}".rstrip("0") if thousandths else written
