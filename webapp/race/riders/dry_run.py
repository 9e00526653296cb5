"""What storing a list of riders would do: the fate of each row. Nothing is stored here."""

import enum
import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from webapp.core.marking import N_
from webapp.race.riders import bibs, columns, settling
from webapp.race.riders.checking import Checker, changes
from webapp.race.riders.columns import Heading
from webapp.race.riders.entries import Entry, Problem, Reader
from webapp.race.riders.known import Known
from webapp.race.riders.lines import Fate, Line
from webapp.race.riders.models import Rider
from webapp.visits.tables import Row
from webapp.visits.workbook_rows import Sheet


class Mode(enum.Enum):
    """What is done with a list."""

    add = "add"  # only who is not there yet
    update = "update"  # only who is there
    both = "both"


class Key(enum.Enum):
    """What tells that a row and a rider are the same person."""

    bib = "bib"
    uci_id = "uci_id"
    id_number = "id_number"


@dataclass(frozen=True)
class Settings:
    """How a list is read.

    Attributes:
        assign: Whether riders without a bib get the next free one of their category.
        chosen: What columns mean, by position; see `columns.headings`.
    """

    mode: Mode = Mode.add
    key: Key = Key.bib
    assign: bool = False
    chosen: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DryRun:
    """Everything that storing a list would do.

    Attributes:
        twice: Fields for which two columns are chosen; nothing can be stored then.
        stamp: Stands for all of it; another one means that something has changed since.
    """

    settings: Settings
    headings: Sequence[Heading]
    lines: Sequence[Line]
    twice: Sequence[str]
    stamp: str

    @property
    def count(self) -> Mapping[Fate, int]:
        """How many rows there are of each fate."""
        return Counter(line.fate for line in self.lines)

    @property
    def stores(self) -> int:
        """How many rows would bring something."""
        return sum(line.fate in (Fate.new, Fate.changed) for line in self.lines)


def run(sheet: Sheet, known: Known, settings: Settings) -> DryRun:
    """Work out what storing a list would do now."""
    header = columns.header(sheet.rows)
    headings = columns.headings(header, settings.chosen)
    reader = Reader(headings, known.edition.categories, sheet.day_zero)
    rows = [row for row in sheet.rows if row.line > header.line]
    lines = _lines(rows, reader, known, settings)
    if settings.assign:
        _assign(lines, known, reader)
    by_line: dict[int, list[Problem]] = defaultdict(list)
    for problem in reader.problems:
        by_line[problem.line].append(problem)
    for line in lines:
        line.problems = by_line[line.entry.line]
    twice = columns.chosen_twice(headings)
    return DryRun(settings, headings, lines, twice, _stamp(settings, lines))


def _lines(rows: Sequence[Row], reader: Reader, known: Known, settings: Settings) -> list[Line]:
    checker, lines = Checker(known, reader), []
    for row in rows:
        before = len(reader.problems)
        entry = reader.read(row)
        rider = _match(entry, known, settings.key)
        if settings.mode is Mode.add and rider is not None:
            _look_at_name(entry, rider, reader)
            lines.append(Line(entry, rider, Fate.there, {}))
            continue
        if settings.mode is Mode.update and rider is None:
            _nobody(entry, reader, settings.key)
        else:
            checker.check(entry, rider)
        found = changes(known, entry, rider) if rider else {}
        fate = Fate.new if rider is None else Fate.changed if found else Fate.unchanged
        lines.append(Line(entry, rider, Fate.refused if _wrong(reader, before) else fate, found))
    settling.settle(lines, known, reader)
    return lines


def _wrong(reader: Reader, before: int) -> bool:
    return any(not one.warns for one in reader.problems[before:])


def _match(entry: Entry, known: Known, key: Key) -> Rider | None:
    if key is Key.bib:
        return known.by_bib.get(entry.bib or 0)
    if key is Key.uci_id:
        return known.by_uci.get(entry.uci_id or "")
    return known.by_digest.get(known.digest(entry) or "")


def _look_at_name(entry: Entry, rider: Rider, reader: Reader) -> None:
    if entry.name and entry.name != rider.name:
        reason = N_("somebody else has this key: %(who)s")
        reader.note(entry, "name", reason, warns=True, who=rider.name)


def _nobody(entry: Entry, reader: Reader, key: Key) -> None:
    if getattr(entry, key.value) is None:
        reader.note(entry, key.value, N_("empty: nobody can be found by it"))
    else:
        reader.note(entry, key.value, N_("nobody is entered under this"))


def _assign(lines: Sequence[Line], known: Known, reader: Reader) -> None:
    """Give each rider without a bib the next free one, in the order of the rows."""
    taken = {*known.by_bib, *(line.entry.bib for line in lines if line.entry.bib)}
    ranges = Checker(known, reader).ranges
    free = {code: bibs.free(those, taken) for code, those in ranges.items()}
    for line in lines:
        if line.bib is not None or line.fate in (Fate.refused, Fate.there):
            continue
        line.assigned = next(free.get(line.category or "", iter(())), None)
        if line.assigned is None:
            reason = N_("no bib of the category is free")
            reader.note(line.entry, "bib", reason, warns=True)
            continue
        taken.add(line.assigned)
        if line.fate is Fate.unchanged and line.rider and not known.is_public(line.rider):
            line.fate = Fate.changed


def _stamp(settings: Settings, lines: Sequence[Line]) -> str:
    said = [
        (line.entry, line.rider.id if line.rider else None, line.fate, line.changes, line.assigned)
        for line in lines
    ]
    chosen = sorted(settings.chosen.items())
    whole = repr([settings.mode, settings.key, settings.assign, chosen, said])
    return hashlib.sha256(whole.encode()).hexdigest()[:32]
