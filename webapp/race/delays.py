"""When waves really start: the timetable, moved by the delays that were announced."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.core import clock
from webapp.race.models import Edition, Notice, NoticeKind
from webapp.race.plan import Wave


@dataclass(frozen=True)
class Start:
    """When a wave starts: as planned, and as it stands now."""

    wave: Wave
    planned: datetime
    at: datetime

    @property
    def delay(self) -> timedelta:
        """How late it is."""
        return self.at - self.planned


def by_category(starts: Iterable[Start]) -> dict[str, Start]:
    """With which start a category goes, by its code."""
    return {code: start for start in starts for code in start.wave.categories}


def starts(edition: Edition, notices: Iterable[Notice] = ()) -> list[Start]:
    """When each wave starts, the earliest first; nothing while the day is not known.

    A delay states by how much the timetable moves; of several that hold for a wave, the one that
    was announced last is true.
    """
    delays = [one for one in notices if one.kind is NoticeKind.delay and one.ended_at is None]
    delays.sort(key=lambda one: (one.announced_at, one.id))
    found = []
    for wave in edition.waves:
        day = wave.day or edition.held_on
        if day is None:
            continue
        planned = clock.at_local(day, wave.starts)
        mine = [one for one in delays if one.wave in (None, wave.code)]
        late = timedelta(minutes=(mine[-1].minutes or 0) if mine else 0)
        found.append(Start(wave, planned, planned + late))
    return sorted(found, key=lambda start: start.at)
