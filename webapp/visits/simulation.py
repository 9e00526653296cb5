"""A simulated year of gate counts for the demonstration: plausible, and the same every time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from lunar_python import Lunar

from webapp.core import clock

MONTHS = (0.16, 0.35, 0.35, 0.8, 1.3, 1.4, 2.1, 2.2, 1.4, 1.3, 0.35, 0.2)
WEEKDAYS = (0.75, 0.7, 0.72, 0.8, 1.05, 1.75, 1.65)
HOURS = {9: 9, 10: 16, 11: 18, 12: 9, 13: 10, 14: 15, 15: 12, 16: 8, 17: 3}  # weights of arrival
STAY = 2  # hours until people leave again
LAST_HOUR = max(HOURS) + STAY
SLICES = 6  # in which a gate sends an hour of a day that is running: old counts say nothing
# Month, day, length in days, and how many times an ordinary day.
HOLIDAYS = ((1, 1, 3, 2.0), (4, 4, 3, 1.6), (5, 1, 5, 2.6), (10, 1, 7, 2.8))
LUNAR_HOLIDAYS = ((1, 1, 7, 4.0), (5, 5, 3, 1.6), (8, 15, 3, 1.6))
CLOSED = ((1, 14), (1, 15))  # reported as zero
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class SimulatedGate:
    """A gate with its person-times of a full year."""

    place: str
    gate: str
    a_year: int
    silent: tuple[tuple[int, int], ...] = ()  # month and day on which nothing arrives


GATES = (
    SimulatedGate("wudangzhao", "山门", 260_000, ((3, 17),)),
    SimulatedGate("baotou-ancient-city", "南门", 370_000),
    SimulatedGate("baotou-ancient-city", "东门", 120_000),
    SimulatedGate("huawu-renjian", "正门", 150_000, ((2, 25), (2, 26), (2, 27))),
    SimulatedGate("qingshan-village", "村口", 80_000, ((4, 8), (9, 9))),
    SimulatedGate("gangfangdi-village", "村口", 45_000, ((7, 2),)),
)


def rows_of(gate: SimulatedGate, year: int, last: date) -> Iterator[dict[str, Any]]:
    """Hourly counts in and out, as a device sends them, from 1 January to `last`."""
    chance = Random(f"{year} {gate.place} {gate.gate}")  # noqa: S311 - nothing secret
    days = [date(year, 1, 1) + ONE_DAY * n for n in range(366)]
    days = [day for day in days if day.year == year]
    busy = holidays(year)
    weights = [
        0.0
        if (day.month, day.day) in CLOSED
        else MONTHS[day.month - 1]
        * max(busy.get(day, 0), WEEKDAYS[day.weekday()])
        * chance.lognormvariate(0, 0.17)
        for day in days
    ]
    for day, weight in zip(days, weights, strict=True):
        visits = round(gate.a_year * weight / sum(weights))
        if day <= last and (day.month, day.day) not in gate.silent:
            yield from _hours(gate, day, visits, chance)


def rows_since(gate: SimulatedGate, first: date, now: datetime) -> Iterator[dict[str, Any]]:
    """Counts of ten minutes each, from a day's morning on, as far as they are over by `now`."""
    today = clock.business_day(now)
    for row in rows_of(gate, today.year, today):
        begins = datetime.fromisoformat(row["from"])
        if clock.business_day(begins) < first:
            continue
        for part in range(SLICES):
            since = begins + timedelta(hours=1) * part / SLICES
            until = begins + timedelta(hours=1) * (part + 1) / SLICES
            if until <= now:
                value = row["value"] * (part + 1) // SLICES - row["value"] * part // SLICES
                ends = {"from": since.isoformat(), "to": until.isoformat(), "value": value}
                yield row | ends | {"key": f"{row['key']}-{part}"}


def at_once(place: str) -> int:
    """A made-up capacity of a place: a good Sunday of its best month fills most of it."""
    return round(sum(gate.a_year for gate in GATES if gate.place == place) / 150)


def holidays(year: int) -> dict[date, float]:
    """How many times an ordinary day each holiday is."""
    found: dict[date, float] = {}
    for month, number, length, times in HOLIDAYS:
        for n in range(length):
            found[date(year, month, number) + ONE_DAY * n] = times
    for month, number, length, times in LUNAR_HOLIDAYS:
        solar = Lunar.fromYmd(year, month, number).getSolar()
        for n in range(length):
            day = date(solar.getYear(), solar.getMonth(), solar.getDay()) + ONE_DAY * n
            found[day] = max(times, found.get(day, 0))
    return found


def _hours(gate: SimulatedGate, day: date, visits: int, chance: Random) -> Iterator[dict[str, Any]]:
    """The day's visits spread over its hours; everybody who came in has left by the evening."""
    weights = {hour: weight * chance.uniform(0.8, 1.2) for hour, weight in HOURS.items()}
    total, come, left_over = sum(weights.values()), {}, 0.0
    for hour, weight in weights.items():
        exact = visits * weight / total + left_over
        come[hour] = round(exact)
        left_over = exact - come[hour]
    for hour in range(min(HOURS), LAST_HOUR + 1):
        begins = datetime.combine(day, time(hour), clock.LOCAL)
        for metric, value in (("in", come.get(hour, 0)), ("out", come.get(hour - STAY, 0))):
            yield {
                "key": f"{begins:%Y%m%dT%H}-{metric}",
                "place": gate.place,
                "gate": gate.gate,
                "from": begins.isoformat(),
                "to": (begins + timedelta(hours=1)).isoformat(),
                "metric": metric,
                "value": value,
            }
