"""旅游收入: what surveys estimate it at, for a year or its quarters, and how far the goal is.

It is never counted: what scenic areas take in (景区营业收入) is another thing, and smaller.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import BigInteger, ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.core.content_version import Public
from webapp.core.database import Model
from webapp.staff.models import Account
from webapp.visits.goals import YearGoal
from webapp.visits.refusals import BadValue, NoReason, NotOver

MOST = 1_000_000_000_000  # yuan
WHOLE_YEAR = 0
QUARTERS = (1, 2, 3, 4)
ONE_DAY = timedelta(days=1)


class RevenueEstimate(Public, Model):
    """What was estimated for a year or a quarter; of several the one entered last counts."""

    __tablename__ = "revenue_estimate"
    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    quarter: Mapped[int]  # 1 to 4, 0 for the whole year
    value: Mapped[int] = mapped_column(BigInteger)  # yuan
    method: Mapped[str]  # how it was estimated, for everybody to read
    title: Mapped[str]  # of the document that says so
    url: Mapped[str | None]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    entered_at: Mapped[datetime]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    withdrawn_at: Mapped[datetime | None]


@dataclass(frozen=True)
class Estimate:
    """One estimate as everybody sees it.

    Attributes:
        number: Of several of the same quarter the largest counts.
        quarter: 1 to 4, 0 for the whole year.
        value: Yuan.
    """

    number: int
    quarter: int
    value: int
    method: str
    title: str
    url: str | None


@dataclass(frozen=True)
class Revenue:
    """Tourism revenue of a year as far as it is estimated.

    Attributes:
        estimates: Those that count: of the whole year alone, or of quarters, earliest first.
        through: The last day they reach from 1 January without a hole; None with one.
    """

    year: int
    estimates: tuple[Estimate, ...]
    through: date | None

    @property
    def total(self) -> int:
        """Yuan."""
        return sum(one.value for one in self.estimates)

    def share(self, goal: YearGoal) -> float:
        """Total over goal, 0 upwards."""
        return self.total / goal.value

    def days_left(self) -> int:
        """Days of the year that no estimate reaches yet; 0 with a hole before them."""
        return (date(self.year, 12, 31) - self.through).days if self.through else 0

    def pace_needed(self, goal: YearGoal) -> int | None:
        """Yuan on each of the days left, rounded up; None when none are, or with a hole."""
        days = self.days_left()
        return -(-max(0, goal.value - self.total) // days) if days else None


def revenue_of(year: int, estimates: Iterable[Estimate]) -> Revenue | None:
    """What the estimates of a year come to; None without any."""
    by_quarter = {one.quarter: one for one in sorted(estimates, key=lambda one: one.number)}
    if not by_quarter:
        return None
    if WHOLE_YEAR in by_quarter:
        return Revenue(year, (by_quarter[WHOLE_YEAR],), date(year, 12, 31))
    quarters = tuple(by_quarter[number] for number in sorted(by_quarter))
    in_a_row = [one.quarter for one in quarters] == list(range(1, len(quarters) + 1))
    return Revenue(year, quarters, end_of(year, len(quarters)) if in_a_row else None)


def through(session: Session, year: int, last: date) -> Revenue | None:
    """What the estimates of a year's periods come to that were over on a day."""
    rows = session.scalars(
        select(RevenueEstimate).where(
            RevenueEstimate.year == year, RevenueEstimate.withdrawn_at.is_(None)
        )
    )
    over = (one for one in rows if end_of(year, one.quarter) <= last)
    return revenue_of(
        year,
        (Estimate(one.id, one.quarter, one.value, one.method, one.title, one.url) for one in over),
    )


def last_over(today: date) -> tuple[int, int]:
    """The year and the number of the quarter that ended last before a day."""
    year, quarter = today.year, (today.month - 1) // 3
    return (year, quarter) if quarter else (year - 1, QUARTERS[-1])


def end_of(year: int, quarter: int) -> date:
    """The last day of a quarter, or of the whole year."""
    if quarter in (WHOLE_YEAR, QUARTERS[-1]):
        return date(year, 12, 31)
    return date(year, quarter * 3 + 1, 1) - ONE_DAY


def enter(
    session: Session,
    period: tuple[int, int],
    value: int,
    words: tuple[str, str, str | None],
    by: Account,
    now: datetime,
    today: date,
) -> RevenueEstimate:
    """Note an estimate; the caller commits.

    Args:
        period: Year and quarter; 0 for the whole year. It has to be over.
        value: Yuan.
        words: How it was estimated, the document that says so, and its address.

    Raises:
        BadValue, NoReason, NotOver: nothing is stored then.
    """
    year, quarter = period
    method, title, url = words
    if not 1 <= value <= MOST or quarter not in (WHOLE_YEAR, *QUARTERS):
        raise BadValue
    if not method.strip() or not title.strip():
        raise NoReason
    if end_of(year, quarter) >= today:
        raise NotOver
    made = RevenueEstimate(
        year=year,
        quarter=quarter,
        value=value,
        method=method.strip(),
        title=title.strip(),
        url=url,
        entered_by_id=by.id,
        entered_at=now,
    )
    session.add(made)
    session.flush()
    return made


def withdraw(one: RevenueEstimate, by: Account, now: datetime) -> None:
    """Let an estimate entered by mistake count for nothing; it stays to be read."""
    if one.withdrawn_at is None:
        one.withdrawn_by_id, one.withdrawn_at = by.id, now
