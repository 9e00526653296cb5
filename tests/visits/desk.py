"""What the tests of the statistician's desk begin with."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from tests.support import Page, TestCase
from tests.visits.made import NOW, form, in_order, place_id, take
from webapp.core import clock
from webapp.staff.models import Account, Role
from webapp.visits import corrections, ledger, seals
from webapp.visits.corrections import Change
from webapp.visits.models import Metric

DESK = "/en/bureau/visits"
TODAY = date(2026, 11, 23)


class OperatorTest(TestCase):
    """An operator of 五当召 is signed in at `now`; each test leaves the ledger in order."""

    content = True
    now = NOW

    def setUp(self) -> None:
        standing = clock.fixed_at(self.now)
        standing.__enter__()
        self.addCleanup(standing.__exit__, None, None, None)
        self.place = place_id(self.session)
        self.operator = self.sign_in(Role.operator, places=(self.place,), full_name="填报员甲")

    def tearDown(self) -> None:
        in_order(self.session)


class DeskTest(TestCase):
    """五当召 reported two days of October and three of November; a statistician is signed in."""

    content = True

    def setUp(self) -> None:
        take(
            self.session,
            form(
                "2026-10-01,五当召,500",
                "2026-10-31,五当召,400",
                "2026-11-10,五当召,300",
                "2026-11-21,五当召,900",
                "2026-11-22,五当召,812",
            ),
        )
        self.me = self.sign_in(Role.statistician, full_name="李敏")
        self.colleague = self.staff(Role.statistician, full_name="王芳")
        self.session.commit()
        self._clock = clock.fixed_at(NOW)
        self._clock.__enter__()

    def tearDown(self) -> None:
        self._clock.__exit__(None, None, None)

    @contextmanager
    def ledger(self) -> Iterator[None]:
        """The ledger's turn; what is done in it is committed."""
        self.session.rollback()
        ledger.begin(self.session)
        yield
        self.session.commit()

    def asked(
        self, value: int | None = 500, day: str = "2026-11-10", by: Account | None = None
    ) -> int:
        """A correction that waits for a second person, asked for by the colleague unless told."""
        with self.ledger():
            change = Change(place_id(self.session), date.fromisoformat(day), Metric.visits, value)
            by = by or self.session.get_one(Account, self.colleague.id)
            (made,) = corrections.correct(self.session, [change], "核对票据", by, NOW)
            self.session.flush()
            return made.id

    def sealed(self, month: date = date(2026, 10, 1), now: datetime = NOW) -> None:
        """Seal a month as the colleague."""
        with self.ledger():
            seals.seal(self.session, month, self.session.get_one(Account, self.colleague.id), now)

    def as_colleague(self) -> None:
        """Go on as the other statistician."""
        self.act_as(self.session.merge(self.colleague))

    def day(self, day: str = "2026-11-22", status: int = 200) -> Page:
        """The page of a day of 五当召."""
        return self.get(f"{DESK}/wudangzhao/{day}", status)

    def notice(self, page: Page) -> str:
        """What happened, as it stands at the head of a page."""
        return page.texts(".notice")[0]


LATER = NOW + timedelta(hours=1)


@dataclass
class People:
    """Two who work on the figures of one place."""

    session: Session
    clerk: Account
    colleague: Account
    place: int

    def begin(self) -> None:
        """A writing transaction in the ledger's turn."""
        self.session.rollback()
        ledger.begin(self.session)
