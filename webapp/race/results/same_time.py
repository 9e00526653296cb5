"""The same-time rule: who crosses the line in one group gets one time.

A new group begins when the gap to the rider before is larger than a parameter (UCI: over one
second); the group's time is that of its first rider, without the fractions of the second.
"""

from collections.abc import Sequence

USUAL_MS = 1000


def group_times(crossings: Sequence[int], same_time_ms: int | None) -> list[int]:
    """What each rider is given for when they crossed the line; milliseconds.

    Args:
        crossings: In the order of the line, the earliest first.
        same_time_ms: None: no groups, everybody has their own time.
    """
    if same_time_ms is None:
        return list(crossings)
    given: list[int] = []
    before: int | None = None
    for crossing in crossings:
        same = before is not None and crossing - before <= same_time_ms
        given.append(given[-1] if same else crossing // 1000 * 1000)
        before = crossing
    return given
