"""What a row says against what its category asks for, other rows, and who is entered already.

Who has which bib and place in the end is a matter of all rows: see `settling`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from webapp.core.marking import N_
from webapp.race.plan import Category, Sex
from webapp.race.riders import bibs, masking
from webapp.race.riders.entries import Entry, Reader
from webapp.race.riders.known import OF_RIDER, PERSONAL, Known
from webapp.race.riders.models import Rider

FILLED = (*OF_RIDER, *PERSONAL)


@dataclass
class Checker:
    """Goes through the rows in their order and notes what is wrong with them."""

    known: Known
    reader: Reader
    seen: dict[tuple[str, object], int] = field(default_factory=dict)  # what names whom: line
    ranges: Mapping[str, bibs.Bibs] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.categories = {one.code: one for one in self.known.edition.categories}
        self.ranges = {code: ranges_of(one) for code, one in self.categories.items()}

    def check(self, entry: Entry, rider: Rider | None) -> None:
        """Note what is wrong with a row.

        Args:
            rider: Whom it would change; None: it would enter somebody.
        """
        self._there_twice(entry)
        self._entered_already(entry, rider)
        self._bib(entry, rider)
        code = entry.category or (rider.category if rider else None)
        if rider is None:
            self._complete(entry)
        elif self.known.is_public(rider) and changes(self.known, entry, rider):
            reason = N_("the start list is public; change this rider on their own page")
            self.reader.note(entry, "", reason)
        category = self.categories.get(code or "")
        if category is not None:
            self._born(entry, rider, category)
            self._sex(entry, rider, category)
            self._guardian(entry, rider)

    def _complete(self, entry: Entry) -> None:
        wrong = {one.column for one in self.reader.problems if one.line == entry.line}
        if not entry.name:
            self.reader.note(entry, "name", N_("the name is missing"))
        if not entry.category and self.reader.column("category") not in wrong:
            self.reader.note(entry, "category", N_("the category is missing"))

    def _there_twice(self, entry: Entry) -> None:
        named: list[tuple[str, object]] = [
            ("bib", entry.bib),
            ("uci_id", entry.uci_id),
            ("id_number", entry.id_number),
        ]
        if entry.birth_date:
            named.append(("name", (entry.name, entry.birth_date)))
        for column, value in named:
            if value is None:
                continue
            before = self.seen.setdefault((column, value), entry.line)
            if before != entry.line:
                reason = N_("the same as in row %(line)s")
                self.reader.note(entry, column, reason, line=before)

    def _entered_already(self, entry: Entry, rider: Rider | None) -> None:
        found = {
            "uci_id": self.known.by_uci.get(entry.uci_id or ""),
            "id_number": self.known.by_digest.get(self.known.digest(entry) or ""),
        }
        for column, other in found.items():
            if other is not None and other is not rider:
                reason = N_("entered already: %(who)s")
                self.reader.note(entry, column, reason, who=who(other))
        same = self.known.by_person.get((entry.name or "", entry.birth_date))
        if same is not None and same is not rider and same not in found.values():
            reason = N_("the same name and day of birth as %(who)s")
            self.reader.note(entry, "name", reason, warns=True, who=who(same))

    def _bib(self, entry: Entry, rider: Rider | None) -> None:
        if entry.bib is None:
            return
        code = entry.category or (rider.category if rider else "")
        ranges = self.ranges.get(code)
        if ranges is not None and ranges.spans and entry.bib not in ranges:
            reason = N_("outside the category's bibs %(bibs)s")
            written = self.categories[code].bibs
            self.reader.note(entry, "bib", reason, warns=True, bibs=written)

    def _born(self, entry: Entry, rider: Rider | None, category: Category) -> None:
        first, last = category.born_from or date.min, category.born_to or date.max
        if first == date.min and last == date.max:
            return
        born = entry.birth_date or (self.known.value(rider, "birth_date") if rider else None)
        year = entry.birth_year or (rider.birth_year if rider else None)
        details: Any = {"first": category.born_from or "…", "last": category.born_to or "…"}
        column = "birth_date" if self.reader.column("birth_date") else "birth_year"
        outside = N_("born outside the category's window, %(first)s to %(last)s")
        if isinstance(born, date):
            if not first <= born <= last:
                self.reader.note(entry, column, outside, **details)
        elif year is None:
            reason = N_("the day of birth is missing; the category asks for it")
            self.reader.note(entry, column, reason, warns=True)
        elif not first.year <= year <= last.year:
            self.reader.note(entry, column, outside, **details)
        elif date(year, 1, 1) < first or date(year, 12, 31) > last:
            reason = N_("the year alone does not tell whether it is in the category's window")
            self.reader.note(entry, column, reason, warns=True)

    def _sex(self, entry: Entry, rider: Rider | None, category: Category) -> None:
        sex = entry.sex or (rider.sex if rider else None)
        if category.sex is Sex.any or sex is category.sex:
            return
        if sex is None:
            reason = N_("the sex is missing; the category asks for it")
            self.reader.note(entry, "sex", reason, warns=True)
        else:
            self.reader.note(entry, "sex", N_("another sex than the category is for"))

    def _guardian(self, entry: Entry, rider: Rider | None) -> None:
        there = entry.guardian or (rider and self.known.value(rider, "guardian"))
        if there or not (entry.birth_date or entry.birth_year):
            return
        if masking.is_minor(self.known.edition, entry.birth_date, entry.birth_year):
            reason = N_("under 18 on the race day, and no guardian is named")
            self.reader.note(entry, "guardian", reason, warns=True)


def ranges_of(category: Category) -> bibs.Bibs:
    """A category's bibs; none when they cannot be read, which its own page tells."""
    try:
        return bibs.parse(category.bibs)
    except bibs.BadRange:
        return bibs.Bibs()


def who(rider: Rider) -> str:
    """A rider, so that staff find them: 12 李明."""
    return f"{rider.bib} {rider.name}" if rider.bib is not None else rider.name


def changes(known: Known, entry: Entry, rider: Rider) -> dict[str, tuple[object, object]]:
    """What a row would change of a rider: field to old and new. What it does not say stays."""
    found = {}
    for name in FILLED:
        new = getattr(entry, name)
        old = known.value(rider, name)
        if new is not None and new != old:
            found[name] = (old, new)
    return found
