"""What the front desk shows and where its ways lead: features register theirs here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from flask import Flask, current_app, request, url_for
from sqlalchemy.orm import Session

from webapp.staff.models import Account

EXTENSION = "front_desk"


class Column(Enum):
    """Under which heading of the front desk a line stands."""

    waiting = "waiting"  # waits for me
    stale = "stale"  # grows old
    lacking = "lacking"  # is not there yet


@dataclass(frozen=True)
class Line:
    """One line of the front desk: what it is, since when, and where to do something about it.

    Attributes:
        what: In words, ready to be shown.
        address: Where it is dealt with.
        since: The day since which it waits or is old; lines are sorted by it, None last.
        more: One more sentence, why it is here.
        urgent: It cannot wait for what is older: it stands before everything else.
    """

    column: Column
    what: str
    address: str
    since: date | None = None
    more: str = ""
    urgent: bool = False


Lines = Callable[[Session, Account, date], Sequence[Line]]


@dataclass
class Register:
    """What the features have registered."""

    ways: list[tuple[int, str, Callable[[], str]]] = field(default_factory=list)
    lines: list[Lines] = field(default_factory=list)


def init_app(app: Flask) -> None:
    """Make the register; give templates `desk_ways` and `way_here`."""
    app.extensions[EXTENSION] = Register()
    app.jinja_env.globals |= {"desk_ways": ways, "way_here": way_here}


def add_way(app: Flask, place: int, endpoint: str, label: Callable[[], str]) -> None:
    """Add a page to the head of the desk, for those who may open it.

    Args:
        place: Its order: 10 review, 20 events, 30 places, 40 pictures, 50 holidays, 60 visits,
            90 accounts, 95 audit.
        label: Its name in the reader's language.
    """
    app.extensions[EXTENSION].ways.append((place, endpoint, label))


def add_lines(app: Flask, lines: Lines) -> None:
    """Let the front desk show what `lines` finds for the account it is given."""
    app.extensions[EXTENSION].lines.append(lines)


def ways() -> list[tuple[str, str]]:
    """Endpoint and label of each way, in order; the front desk first."""
    register: Register = current_app.extensions[EXTENSION]
    return [(endpoint, label()) for _, endpoint, label in sorted(register.ways, key=lambda w: w[0])]


def way_here() -> str:
    """The endpoint of the way that the page being shown lies on; empty on the front desk."""
    register: Register = current_app.extensions[EXTENSION]
    addresses = {url_for(endpoint): endpoint for _, endpoint, _ in register.ways}
    here = f"{request.script_root}{request.path}"
    on = [address for address in addresses if here.startswith(address)]
    return addresses[max(on, key=len)] if on else ""


def lines(session: Session, account: Account, today: date) -> list[Line]:
    """Everything the front desk has to say to an account: the urgent first, then the oldest."""
    register: Register = current_app.extensions[EXTENSION]
    found = [line for one in register.lines for line in one(session, account, today)]
    return sorted(found, key=_place)


def _place(line: Line) -> tuple[bool, bool, date]:
    return not line.urgent, line.since is None, line.since or date.min
