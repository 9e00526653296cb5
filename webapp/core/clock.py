"""The district's clock: one `now` that tests can set, and the days it belongs to."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")
BUSINESS_DAY_STARTS = time(5)

_fixed: datetime | None = None


def now() -> datetime:
    """The present instant, in UTC."""
    return _fixed or datetime.now(UTC)


def local(instant: datetime) -> datetime:
    """`instant` on the clocks of Shiguai."""
    return instant.astimezone(LOCAL)


def today() -> date:
    """The calendar day in Shiguai."""
    return local(now()).date()


def at_local(day: date, hour: time = time.min) -> datetime:
    """The instant, in UTC, when clocks in Shiguai show `hour` on `day`."""
    return datetime.combine(day, hour, LOCAL).astimezone(UTC)


def next_midnight() -> datetime:
    """The instant at which tomorrow begins in Shiguai."""
    return at_local(today() + timedelta(days=1))


def business_day(instant: datetime) -> date:
    """The 统计日 that `instant` counts for: 05:00 to 05:00, Asia/Shanghai."""
    shown = local(instant)
    early = shown.time() < BUSINESS_DAY_STARTS
    return shown.date() - timedelta(days=1) if early else shown.date()


def next_business_day() -> datetime:
    """The instant at which the running 统计日 ends."""
    return at_local(business_day(now()) + timedelta(days=1), BUSINESS_DAY_STARTS)


@contextmanager
def fixed_at(instant: datetime) -> Iterator[None]:
    """For tests: time stands still at `instant` (any zone) within the block."""
    global _fixed
    before, _fixed = _fixed, instant.astimezone(UTC)
    try:
        yield
    finally:
        _fixed = before
