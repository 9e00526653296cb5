"""An arrangement as text, line by line: the sentences of the official notice, or a table.

二、春节：2月15日（农历腊月二十八、周日）至23日放假调休，共9天。2月14日（周六）上班。
2026-02-15..2026-02-23 休 春节
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from webapp.core.marking import N_
from webapp.holidays import names
from webapp.holidays.arrangement import Day
from webapp.holidays.dates import SPANS, read_days
from webapp.holidays.models import DayOff
from webapp.holidays.reading import NotUnderstood, Reading, Written

PROPOSAL = "建议稿"  # begins the line that has to go before a proposal can be stored
LONGEST_LINE = 500  # characters
CANNOT_BE_READ = N_("This cannot be read: “%(text)s”.")

_NUMBER = re.compile(r"\d\d?[、.](?=\D)|\(?[一二三四五六七八九十]+[)、]", re.ASCII)
# What the State Council writes around the days, and the headings of a table.
_PROSE = re.compile(
    r"(?:\d{4}年)?部分节假日安排的通知|国务院办公厅|国办|各省、|新华社|来源|经.*批准|按照|根据|现将"
    r"|鼓励|节假日期间|\d{4}年\d\d?月\d\d?日$|日期,|date,",
    re.ASCII | re.IGNORECASE,
)
_YEAR = re.compile(r"(?:关于|现将)(\d{4})年", re.ASCII)
_HEADING = re.compile(r"([^\d:,。;]+):?", re.ASCII)
_SENTENCE = re.compile(rf"({SPANS}),?(放假|上班|休息|休|班|off|work)(.*)", re.ASCII | re.IGNORECASE)
_MADE_UP = re.compile(rf"({SPANS})补休", re.ASCII)
_COUNT = re.compile(r"共?(\d+)天", re.ASCII)
_OFF = {"放假", "休息", "休", "off"}
_OFFICIAL = {"放假", "上班"}
_JOINED = {"与周末连休", "连休"}
_SAYS_NOTHING = {"调休", "不调休", *_JOINED}


def read(text: str, year: int) -> Reading:
    """Every day that a text says of the arrangement of `year`, and every line it cannot read."""
    reader = _Reader(year)
    for number, line in enumerate(text.splitlines(), 1):
        try:
            reader.line(number, line)
        except NotUnderstood as error:
            reader.reading.problems.append(error.in_line(number))
    return reader.reading


@dataclass
class _Reader:
    """Reads line after line; a sentence without a name goes on with the holiday named last."""

    year: int
    reading: Reading = field(default_factory=Reading)
    heading: str = ""

    def line(self, number: int, line: str) -> None:
        text = _tidy(line)
        if _PROSE.match(text):
            self._prose(number, text)
        elif text:
            self._holiday(number, text)

    def _prose(self, number: int, text: str) -> None:
        named = _YEAR.search(text)
        if named and int(named[1]) != self.year:
            raise NotUnderstood(N_("This notice is for %(year)s."), year=int(named[1]))
        self.reading.left_aside.append(number)

    def _holiday(self, number: int, text: str) -> None:
        if text.startswith(PROPOSAL):
            raise NotUnderstood(
                N_("This is a proposal: complete it from the notice, then delete this line.")
            )
        name, text = _heading(text)
        self.heading = name or self.heading
        for sentence in re.split("[。;]", text):
            if sentence and not sentence.startswith("鼓励"):
                days = _Sentence.read(sentence, self.year, name).days(self.heading)
                self.reading.days += [Written(number, day) for day in days]


@dataclass
class _Sentence:
    """Days of one kind, and what is said of them.

    Attributes:
        official: Whether it is worded as the notice words it, which names the holiday once.
        count: The number of days it says it has.
        joined: Whether the weekend beside them counts too (与周末连休).
    """

    text: str
    dates: list[date]
    kind: DayOff
    official: bool
    name: str
    count: int | None = None
    joined: bool = False

    @classmethod
    def read(cls, text: str, year: int, name: str) -> "_Sentence":
        match = _SENTENCE.fullmatch(text)
        if match is None:
            raise NotUnderstood(CANNOT_BE_READ, text=text)
        word = match[2].lower()
        kind = DayOff.off if word in _OFF else DayOff.work
        dates = read_days(match[1], year)
        found = cls(text, dates, kind, word in _OFFICIAL, name)
        for part in filter(None, match[3].split(",")):
            found._add(part, year)
        return found

    def _add(self, part: str, year: int) -> None:
        off = self.kind is DayOff.off
        if off and part in _SAYS_NOTHING:
            self.joined = self.joined or part in _JOINED
        elif off and (match := _COUNT.fullmatch(part)):
            self.count = int(match[1])
        elif off and (match := _MADE_UP.fullmatch(part)):
            self.dates += read_days(match[1], year)
        elif not self.name and not re.search(r"\d", part):
            self.name = _named(part)
        else:
            raise NotUnderstood(CANNOT_BE_READ, text=self.text)

    def days(self, heading: str) -> list[Day]:
        """Its days; those of an official sentence without a name belong to `heading`."""
        if self.count not in (None, len(self.dates)) and not self.joined:
            reason = N_("It says %(said)s days, but names %(found)s.")
            raise NotUnderstood(reason, said=self.count, found=len(self.dates))
        name = self.name or (heading if self.official else "")
        if not name and self.kind is DayOff.off:
            raise NotUnderstood(N_("Which holiday is it? Write its name behind the days."))
        return [Day(day, self.kind, name) for day in self.dates]


def _tidy(line: str) -> str:
    """One way of writing: half-width signs, no blanks, commas between the cells of a table."""
    if len(line) > LONGEST_LINE:
        raise NotUnderstood(CANNOT_BE_READ, text=line[:30] + "…")
    text = unicodedata.normalize("NFKC", line.strip().replace("\t", ","))
    return re.sub(r"\s+", "", text)


def _heading(text: str) -> tuple[str, str]:
    """The holiday that a line begins with, if any, and the rest of it."""
    if number := _NUMBER.match(text):
        text = text[number.end() :]
    match = _HEADING.match(text)
    if match is None or (match.end() == len(text) and not names.known(match[1])):
        return "", text
    return _named(match[1]), text[match.end() :]


def _named(text: str) -> str:
    if not names.fit(text):
        raise NotUnderstood(N_("“%(text)s” is no name of a holiday."), text=text[: names.LONGEST])
    return names.usual(text)
