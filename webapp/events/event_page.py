"""What the page of one event shows of its dates."""

from dataclasses import dataclass
from datetime import date

from webapp.events import schedule
from webapp.events.models import DateStatus, Event
from webapp.events.occurrence import Occurrence


@dataclass(frozen=True)
class Dates:
    """All dates of one event.

    Attributes:
        ahead: Today's and later ones.
        undated: Those to be announced.
        past: Those that are over, the latest first.
    """

    ahead: list[Occurrence]
    undated: list[Occurrence]
    past: list[Occurrence]

    @property
    def all(self) -> list[Occurrence]:
        """Every one of them, in the order of the page."""
        return [*self.ahead, *self.undated, *self.past]

    @property
    def main(self) -> Occurrence | None:
        """The one the page opens with: the next, whatever its status, else the one awaited."""
        return next(iter(self.all), None)

    @property
    def to_go(self) -> list[Occurrence]:
        """Those ahead that take place and can be entered in a calendar."""
        off = (DateStatus.cancelled, DateStatus.postponed)
        return [one for one in self.ahead if one.on_days and one.status not in off]

    @property
    def over(self) -> bool:
        """Whether nothing of it is on, to come or awaited."""
        return not (self.ahead or self.undated)


def make(event: Event, today: date) -> Dates:
    """The dates of `event` as seen on `today`."""
    return Dates(
        ahead=schedule.coming([event], today),
        undated=schedule.undated([event]),
        past=schedule.past([event], today),
    )


def source_keys(event: Event) -> tuple[str, ...]:
    """Keys of all sources the event rests on, each once, in reading order."""
    said = [*event.story, *(one for one in (event.price, event.contact) if one)]
    keys = [key for statement in said for key in statement.sources]
    return tuple(dict.fromkeys([*keys, *(key for row in event.dates for key in row.sources)]))
