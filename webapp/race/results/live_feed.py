"""What the live page is told: a baseline, then what was removed, added and modified since.

Every publication is one message whose id is the revision, so whoever knows a revision can go on
from there. Built like CrossMgr's live feed, sent as server-sent events in one short answer.
"""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from webapp.race.results.live_rows import LiveRow
from webapp.race.results.models import Result, ResultSet, ResultState

RETRY_MS = 5000  # after which a browser asks again
MOST_BEHIND = 5  # revisions; who is further behind gets a baseline
Shown = Callable[[Sequence[Result]], Sequence[LiveRow]]


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One event.

    Attributes:
        cmd: "baseline": `a` is everybody; "ram": what changed against the revision before.
        over: Whether it is live no more.
        r, a, m: Keys that were removed, rows that were added, rows that were modified.
    """

    cmd: str
    revision: int
    over: bool
    r: Sequence[str] = ()
    a: Sequence[LiveRow] = ()
    m: Sequence[LiveRow] = ()


def asked(*texts: str | None) -> int | None:
    """The revision that a client knows, as the first that says anything has it; None: none."""
    said = next((text for text in texts if text), "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None


def behind(since: int | None, newest: int) -> int | None:
    """How many revisions to send; None: a baseline."""
    if not since or since > newest or newest - since > MOST_BEHIND:
        return None
    return newest - since


def messages(found: Sequence[ResultSet], shown: Shown, baseline: bool) -> list[Message]:
    """A baseline of the only revision, or what changed with each after the first.

    Args:
        found: Revisions, the oldest first.
        shown: Turns results into what the page shows of them.
    """
    if baseline:
        return [_message(one, "baseline", a=shown(one.rows)) for one in found[-1:]]
    told = []
    before = shown(found[0].rows) if found else ()
    for one in found[1:]:
        after = shown(one.rows)
        told.append(_changed(one, before, after))
        before = after
    return told


def _changed(one: ResultSet, before: Sequence[LiveRow], after: Sequence[LiveRow]) -> Message:
    old = {row.key: row for row in before}
    new = {row.key: row for row in after}
    return _message(
        one,
        "ram",
        r=[key for key in old if key not in new],
        a=[row for key, row in new.items() if key not in old],
        m=[row for key, row in new.items() if key in old and old[key] != row],
    )


def _message(one: ResultSet, cmd: str, **rows: Sequence[object]) -> Message:
    over = one.state is not ResultState.live
    return Message(cmd=cmd, revision=one.revision or 0, over=over, **rows)  # type: ignore[arg-type]


def stream(told: Iterable[Message]) -> bytes:
    """The answer: when to ask again, and the messages; never empty, for that ends the stream."""
    pieces = [f"retry: {RETRY_MS}\n\n".encode()]
    for one in told:
        pieces.append(b"id: %d\ndata: %s\n\n" % (one.revision, msgspec.json.encode(one)))
    if len(pieces) == 1:
        pieces.append(b": nothing new\n\n")
    return b"".join(pieces)
