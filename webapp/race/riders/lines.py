"""The rows of a list of riders with what would become of each."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webapp.race.riders.entries import Entry, Problem
from webapp.race.riders.models import Rider


class Fate(enum.Enum):
    """What becomes of a row; in the order in which they are looked at."""

    refused = "refused"
    changed = "changed"
    new = "new"
    there = "there"  # left as it is: only new riders are asked for
    unchanged = "unchanged"


@dataclass
class Line:
    """One row, and what would become of it.

    Attributes:
        rider: Whom it is about; None: nobody who is entered.
        changes: Field to old and new value, of a rider who is changed.
        assigned: The bib that would be given.
    """

    entry: Entry
    rider: Rider | None
    fate: Fate
    changes: Mapping[str, tuple[object, object]]
    problems: Sequence[Problem] = ()
    assigned: int | None = None

    @property
    def bib(self) -> int | None:
        """The bib that the rider would have."""
        return self.entry.bib or (self.rider.bib if self.rider else None) or self.assigned

    @property
    def name(self) -> str:
        """The name that the rider would have."""
        return self.entry.name or (self.rider.name if self.rider else "")

    @property
    def category(self) -> str | None:
        """The code of the category that the rider would have."""
        return self.entry.category or (self.rider.category if self.rider else None)

    @property
    def stands(self) -> bool:
        """Whether what the row says would hold."""
        return self.fate in (Fate.changed, Fate.new, Fate.unchanged)

    @property
    def leaves_bib(self) -> bool:
        """Whether its rider would give back a bib that others may have then."""
        there = self.rider is not None and self.rider.bib is not None
        return self.stands and there and "bib" in self.changes
