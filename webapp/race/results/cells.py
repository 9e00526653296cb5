"""Reading the cells of results: numbers, statuses and sexes as timers and people write them."""

import re
from dataclasses import dataclass

from webapp.core import blanks
from webapp.core.marking import N_
from webapp.race.plan import Sex
from webapp.race.results import times
from webapp.race.results.models import Status
from webapp.race.riders import bibs
from webapp.visits.cells import BadCell, plain

LONGEST_TEXT = 200
STATUSES = {
    name: status
    for status, names in {
        Status.finished: "fin finish finished finisher ok 完赛 完成 正常 已完赛",
        Status.relegated: "rel relegated 降级 降名次 名次下调",
        Status.pulled: "pul pulled 收容 被收容 退场 被拉下",
        Status.lapped: "lap lapped 被套圈 套圈",
        Status.did_not_finish: "dnf didnotfinish abandoned 未完赛 未完成 退赛 中途退赛 弃赛",
        Status.over_time_limit: "otl hd overtimelimit outsidetimelimit 关门 超时 超过关门时间",
        Status.did_not_start: "dns didnotstart absent 未出发 未出赛 未参赛 缺席 弃权",
        Status.disqualified: "dsq dq disq disqualified 取消资格 取消成绩 犯规",
    }.items()
    for name in names.split()
}
SEXES = {
    name: sex
    for sex, names in {
        Sex.men: "m male man men 男 男子 男性",
        Sex.women: "f w female woman women 女 女子 女性",
        Sex.any: "x open mixed any 混合 不限 公开",
    }.items()
    for name in names.split()
}
NOTHING = ("", "-", "--", "–", "—", "/", "n/a", "none", "无")


@dataclass(frozen=True)
class Gap:
    """A 差距 as a file states it: time, or laps."""

    milliseconds: int | None = None
    laps: int | None = None


def folded(text: str) -> str:
    """A text as it is compared: without blanks, signs and case."""
    return re.sub(r"[\s()\[\]【】_:/\-*·.,，、]", "", plain(text).casefold())


def status_of(text: str) -> Status | None:
    """The status that a text names; None when it names none."""
    return STATUSES.get(folded(text))


def read_status(text: str) -> Status | None:
    """A status; None for an empty cell.

    Raises:
        BadCell: an unknown word.
    """
    if plain(text).casefold() in NOTHING:
        return None
    if (found := status_of(text)) is None:
        raise BadCell(N_("unknown status; write FIN, DNF, DNS, DSQ, OTL, LAP, PUL or REL"))
    return found


def read_sex(text: str) -> Sex | None:
    """A sex; None for an empty cell.

    Raises:
        BadCell: an unknown word.
    """
    if plain(text).casefold() in NOTHING:
        return None
    if (found := SEXES.get(folded(text))) is None:
        raise BadCell(N_("unknown sex; write 男 or 女"))
    return found


def read_whole(text: str, most: int, least: int = 0) -> int | None:
    """A whole number between `least` and `most`; None for an empty cell.

    Raises:
        BadCell: it is none.
    """
    written = plain(text).replace(" ", "")
    if written.casefold() in NOTHING:
        return None
    found = re.fullmatch(r"([0-9]{1,9})(?:\.0+)?", written)
    if not found:
        raise BadCell(N_("not a whole number"))
    if not least <= (number := int(found[1])) <= most:
        raise BadCell(N_("this number cannot be right"))
    return number


def read_bib(text: str) -> int | None:
    """A 号码布: 17, 017, No. 17, 17号.

    Raises:
        BadCell: it is no number.
    """
    written = re.sub(r"^(?:no\.?|nr\.?|#|号)|号$", "", plain(text).casefold())
    return read_whole(written, bibs.LARGEST, 1)


def read_year(text: str) -> int | None:
    """A year of birth; of a whole date the year.

    Raises:
        BadCell: it is none.
    """
    found = re.fullmatch(r"([0-9]{4})[-/.年].*", plain(text))
    return read_whole(found[1] if found else re.sub("年$", "", plain(text)), 2100, 1900)


def read_rank(text: str) -> int | Status | None:
    """A 名次: 1, 1., 第1名; timers write the status there for those who have none.

    Raises:
        BadCell: it is neither.
    """
    if (status := status_of(text)) is not None:
        return status
    written = re.sub(r"^第|名$|\.$|(?:st|nd|rd|th)$", "", plain(text).casefold())
    relegated = re.fullmatch(r"([0-9]+)\s*rel", written)
    return read_whole(relegated[1] if relegated else written, 100_000, 1)


def read_time(text: str) -> int | Status | None:
    """A time, or the status that stands in its place; a time of nothing is none.

    Raises:
        BadCell: it is neither.
    """
    if (status := status_of(text)) is not None:
        return status
    return times.parse(text) or None


def read_gap(text: str) -> Gap:
    """A 差距: +0:12, +12.3, -1 lap, -2圈; nothing for an empty cell, for a status, for 同时.

    Raises:
        BadCell: it is none of these.
    """
    written = plain(text).casefold().replace(" ", "").lstrip("+")
    if written in NOTHING or status_of(text) is not None:
        return Gap()
    if written in ("同时", "s.t.", "st", "0"):
        return Gap(0)
    if laps := re.fullmatch(r"-?([0-9]{1,3})(?:laps?|圈)", written):
        return Gap(laps=int(laps[1]))
    if re.fullmatch(r"[0-9]{1,6}(?:\.[0-9]{1,6})?", written):
        return Gap(times.of_seconds(float(written)))
    return Gap(times.parse(written))


def read_speed(text: str) -> float | None:
    """Kilometres an hour: 42.1, 42.1 km/h, 35迈.

    Raises:
        BadCell: it is none.
    """
    written = re.sub(r"(?:km/h|kph|kmh|公里/小时|千米/时|迈)$", "", plain(text).casefold()).strip()
    if written in NOTHING:
        return None
    if not re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{1,9})?", written):
        raise BadCell(N_("not a speed in kilometres an hour"))
    return float(written)


def read_penalty(text: str) -> int:
    """Whole seconds: 10, 10秒, 0:10.

    Raises:
        BadCell: it is none.
    """
    written = re.sub(r"(?:秒|s|sec)$", "", plain(text).casefold().lstrip("+"))
    if ":" in written:
        return (times.parse(written) or 0) // 1000
    return read_whole(written, 86_400) or 0


def read_text(text: str) -> str:
    """A name, a team, a remark; control characters are blanks.

    Raises:
        BadCell: it is too long.
    """
    shown = blanks.seen("".join(" " if "\x00" <= c < " " else c for c in text))
    if len(shown) > LONGEST_TEXT:
        raise BadCell(N_("longer than 200 characters"))
    return shown
