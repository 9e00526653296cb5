"""Bibs and places that rows take from who is entered and from each other: the whole file at once.

Two riders may change their bibs within one file: what counts is who has which bib when all of it
is stored, not what row comes first.
"""

from collections import Counter
from collections.abc import Sequence

from webapp.core.marking import N_
from webapp.race.riders.checking import who
from webapp.race.riders.entries import Reader
from webapp.race.riders.known import Known
from webapp.race.riders.lines import Fate, Line
from webapp.race.riders.models import Rider, RiderState


def settle(lines: Sequence[Line], known: Known, reader: Reader) -> None:
    """Refuse rows whose bib somebody keeps, and rows for which their category has no place.

    A row that is refused changes nothing: its rider keeps the bib that another row may want.
    """
    settling = _Settling(lines, known, reader)
    settling.refuse_held_bibs()
    while not settling.gave_places():
        pass


class _Settling:
    def __init__(self, lines: Sequence[Line], known: Known, reader: Reader) -> None:
        self._lines, self._known, self._reader = lines, known, reader
        standing = [line for line in lines if line.stands]
        self._wanting = {line.entry.bib: line for line in standing}
        self._leaving = {line.rider.id for line in standing if line.rider and line.leaves_bib}
        self._placed: set[int] = set()  # rows of this round that moved into a category
        self._quotas = {one.code: one.quota for one in known.edition.categories}

    def refuse_held_bibs(self) -> None:
        for line in self._lines:
            holder = self._holder(line)
            if line.stands and holder is not None:
                self._note_bib(line, holder)
                self._refuse(line)

    def gave_places(self) -> bool:
        """Give places row by row; False when a row that had one already fell: begin again."""
        riding = Counter(self._known.riding)
        self._placed = set()
        for line in self._lines:
            code = line.category
            if not line.stands or code is None or (line.rider and not _moves(line, line.rider)):
                continue
            quota = self._quotas.get(code)
            if quota is not None and riding[code] >= quota:
                reason = N_("the category is full: %(quota)s places")
                self._reader.note(line.entry, "category", reason, quota=quota)
                if self._refuse(line):
                    return False
                continue
            self._placed.add(line.entry.line)
            riding[code] += 1
            if line.rider is not None:
                riding[line.rider.category] -= 1
        return True

    def _holder(self, line: Line) -> Rider | None:
        """Who would have the row's bib as well."""
        holder = self._known.by_bib.get(line.entry.bib or 0)
        if holder is None or holder is line.rider or holder.id in self._leaving:
            return None
        return holder

    def _note_bib(self, line: Line, holder: Rider) -> None:
        reason = N_("the bib of %(who)s")
        self._reader.note(line.entry, "bib", reason, who=who(holder))

    def _refuse(self, line: Line) -> bool:
        """Refuse a row, and whoever wanted the bib that its rider keeps now.

        Returns:
            Whether one of them had a place already.
        """
        fallen = False
        while True:
            fallen |= line.entry.line in self._placed
            left = line.rider if line.leaves_bib else None
            line.fate = Fate.refused
            if left is None:
                return fallen
            self._leaving.discard(left.id)
            following = self._wanting.get(left.bib)
            if following is None or not following.stands:
                return fallen
            self._note_bib(following, left)
            line = following


def _moves(line: Line, rider: Rider) -> bool:
    riding = rider.state is RiderState.confirmed
    return riding and line.entry.category not in (None, rider.category)
