"""What changed from one revision of the results to another, rider by rider."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from webapp.race.results.models import Result

# What is said of a rider; rank, gap and speed follow from it and from others.
SAID = (
    *("category", "name", "team", "status", "gun_ms", "chip_ms"),
    *("laps", "penalty_s", "note"),
)
Key = tuple[int | None, str]


@dataclass(frozen=True)
class Change:
    """One rider: None where they were not in the results, or are not any more."""

    old: Result | None
    new: Result | None

    @property
    def row(self) -> Result:
        """The newer row there is."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def only_moved(self) -> bool:
        """Whether nothing is said differently: the rank or the gap moved because of others."""
        if self.old is None or self.new is None:
            return False
        return all(getattr(self.old, name) == getattr(self.new, name) for name in SAID)


def compare(old: Iterable[Result], new: Sequence[Result]) -> list[Change]:
    """Riders whose result changed: in the order of `new`, then those who are gone.

    A rider is known by the bib, without one by the name. What only moved stands there too.
    """
    before = {_key(row): row for row in old}
    after = {_key(row) for row in new}
    changed = [
        Change(before.get(_key(row)), row)
        for row in new
        if _key(row) not in before or _differ(before[_key(row)], row)
    ]
    gone = [Change(row, None) for key, row in before.items() if key not in after]
    return changed + gone


def _key(row: Result) -> Key:
    return (row.bib, "") if row.bib is not None else (None, row.name)


def _differ(old: Result, new: Result) -> bool:
    shown = (*SAID, "rank", "time_ms", "gap_ms")
    return any(getattr(old, name) != getattr(new, name) for name in shown)
