"""Rows of a list of riders: what each says, and what is wrong with it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from webapp.core.marking import N_
from webapp.race.plan import Category, Sex
from webapp.race.riders import columns, entry_cells, identity
from webapp.race.riders.columns import Heading
from webapp.visits.cells import BadCell
from webapp.visits.tables import Row

CARD_KIND = "居民身份证"
CARD_WORDS = re.compile(r"身份证|id\s*card|identity", re.IGNORECASE)
CHINESE = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Problem:
    """What is wrong with a row, or should be looked at.

    Attributes:
        column: The column's heading as the file has it; empty when it is the whole row.
        reason: An English msgid with the names of `details`.
        warns: True: the row can be stored all the same.
    """

    line: int
    column: str
    reason: str
    details: Mapping[str, object] = field(default_factory=dict)
    warns: bool = False


@dataclass(kw_only=True)
class Entry:
    """What one row says; None: it says nothing of it."""

    line: int
    bib: int | None = None
    name: str | None = None
    family_name: str | None = None
    given_name: str | None = None
    sex: Sex | None = None
    birth_date: date | None = None
    birth_year: int | None = None
    category: str | None = None  # code
    team: str | None = None
    nation: str | None = None
    city: str | None = None
    uci_id: str | None = None
    licence: str | None = None
    id_kind: str | None = None
    id_number: str | None = None
    phone: str | None = None
    emergency_contact: str | None = None
    emergency_phone: str | None = None
    medical_note: str | None = None
    guardian: str | None = None
    waiver_at: datetime | None = None
    waiver_sha256: str | None = None


@dataclass
class Reader:
    """Reads rows, and notes what is wrong with them."""

    headings: Sequence[Heading]
    categories: Sequence[Category]
    day_zero: date
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._readers = entry_cells.readers(self.day_zero)
        self._named = {one.field: one.name for one in self.headings if one.field}
        self._codes = codes(self.categories)

    def column(self, name: str) -> str:
        """A field's heading in the file; empty when it has none."""
        return self._named.get(name, "")

    def read(self, row: Row) -> Entry:
        """What a row says; of a cell that cannot be read, nothing."""
        entry = Entry(line=row.line)
        for one in self.headings:
            text = row.cells[one.at] if one.at < len(row.cells) else ""
            if one.field and (text or one.at in row.faults):
                self._take(entry, row, one.field, one.at, text)
        self._category(entry)
        _complete_name(entry)
        self._card(entry)
        if entry.emergency_phone:
            told = (entry.emergency_contact, entry.emergency_phone)
            entry.emergency_contact = " ".join(part for part in told if part)
        if entry.birth_date:
            entry.birth_year = entry.birth_date.year
        return entry

    def note(self, entry: Entry, name: str, reason: str, warns: bool = False, **of: object) -> None:
        """Note what is wrong."""
        self.problems.append(Problem(entry.line, self.column(name), reason, of, warns))

    def _take(self, entry: Entry, row: Row, name: str, at: int, text: str) -> None:
        try:
            if at in row.faults:
                raise BadCell(row.faults[at])
            value = self._readers.get(name, entry_cells.read_text)(text)
        except (BadCell, OverflowError) as bad:
            self.note(entry, name, str(bad))
        else:
            setattr(entry, name, value or None)

    def _category(self, entry: Entry) -> None:
        if entry.category is None:
            return
        code = self._codes.get(columns.fold(entry.category))
        if code is None:
            reason = N_("there is no category “%(category)s” in this edition")
            self.note(entry, "category", reason, category=entry.category)
        entry.category = code

    def _card(self, entry: Entry) -> None:
        """Hold a card's number to its check digit; take the day of birth and the sex from it."""
        number, kind = entry.id_number, entry.id_kind
        if number is None or not (CARD_WORDS.search(kind) if kind else len(number) == 18):
            return
        entry.id_kind = CARD_KIND
        card = identity.read_card(number)
        if card is None:
            reason = N_("not the number of an identity card: its check digit or its day is wrong")
            self.note(entry, "id_number", reason)
            return
        if entry.birth_date not in (None, card.born_on):
            reason = N_("another day of birth than the identity card says")
            self.note(entry, "birth_date", reason, warns=True)
        if entry.sex not in (None, card.sex):
            self.note(entry, "sex", N_("another sex than the identity card says"), warns=True)
        entry.birth_date = entry.birth_date or card.born_on
        entry.sex = entry.sex or card.sex


def codes(categories: Sequence[Category]) -> dict[str, str]:
    """What a file may call each category, folded, and its code."""
    found: dict[str, str] = {}
    for one in categories:
        for name in (one.name.en, one.name.zh, one.code):
            if name:
                found[columns.fold(name)] = one.code
                found.setdefault(columns.fold(name).removesuffix("组"), one.code)
    return found


def _complete_name(entry: Entry) -> None:
    """The name as it is read out, from its two halves."""
    family, given = entry.family_name, entry.given_name
    if entry.name or not (family or given):
        return
    if CHINESE.search(f"{family or ''}{given or ''}"):
        entry.name = f"{family or ''}{given or ''}"
    else:
        entry.name = " ".join(part for part in (given, family) if part)
