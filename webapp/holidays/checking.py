"""The dry run: what storing a notice would do, to be looked at before it is done."""

import hashlib
from dataclasses import dataclass

from webapp.holidays import notice, store
from webapp.holidays.arrangement import Change, Run, Source, differences, runs
from webapp.holidays.models import HolidayNotice
from webapp.holidays.notice import Notice
from webapp.holidays.reading import Problem


@dataclass(frozen=True)
class Check:
    """What an editor looks at before storing.

    Attributes:
        doubts: What a notice hardly ever says.
        changes: Days that the stored notice of the year sees differently; None without one.
        stamp: Names the text, its source and what is stored: storing what was not looked at, or
            over what a colleague has stored meanwhile, is noticed by it.
    """

    notice: Notice
    source: Source
    doubts: list[Problem]
    changes: list[Change] | None
    stamp: str

    @property
    def runs(self) -> list[Run]:
        """The days in a row."""
        return runs(self.notice.days)


def check(found: Notice, source: Source, stored: HolidayNotice | None) -> Check:
    """Put a notice that has been read beside the one that is stored."""
    changes = differences(store.days_in(stored), found.days) if stored else None
    doubts = notice.doubts(found.days, found.year, source)
    return Check(found, source, doubts, changes, _stamp(found, source, stored))


def _stamp(found: Notice, source: Source, stored: HolidayNotice | None) -> str:
    told = (found.year, found.days, source, store.as_told(stored) if stored else None)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:20]
