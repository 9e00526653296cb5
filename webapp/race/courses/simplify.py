"""Fewer points for the same shape (Ramer, Douglas and Peucker)."""

from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def kept(
    items: Sequence[Item],
    most: int,
    away: Callable[[Item, Item, Item], float],
    least: float,
    always: Sequence[int] = (),
) -> list[int]:
    """Indices of the items that shape a line most; its ends and `always` are among them.

    The rule splits a line again and again where it lies farthest from the straight piece. How far
    that was, but never farther than where the piece itself was split off, says how much an item
    shapes the line; so one pass serves for every number of items.

    Args:
        most: How many are kept at most.
        least: Items that would be missed by less are not kept.
        away: How far an item lies from the straight piece between two others.
    """
    pinned = sorted({0, len(items) - 1, *always})
    worth = dict.fromkeys(pinned, float("inf"))
    open_ = [(a, b, float("inf")) for a, b in zip(pinned, pinned[1:], strict=False)]
    while open_:
        start, end, limit = open_.pop()
        if end - start < 2:
            continue
        first, last = items[start], items[end]
        farthest, at = max((away(items[i], first, last), -i) for i in range(start + 1, end))
        if farthest < least:
            continue
        worth[-at] = min(limit, farthest)
        open_ += [(start, -at, worth[-at]), (-at, end, worth[-at])]
    best = sorted(worth, key=lambda i: (-worth[i], i))
    return sorted(best[: max(most, len(pinned))])
