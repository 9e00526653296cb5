"""What the front desk says of missing reports."""

from datetime import datetime

from sqlalchemy import select

from tests.support import TestCase
from tests.visits import made
from webapp.core import clock
from webapp.places.models import by_slug
from webapp.staff.models import Role
from webapp.visits.models import Figure

MORNING = datetime(2026, 11, 23, 9, 30, tzinfo=clock.LOCAL)


class MissingReports(TestCase):
    content = True

    def setUp(self) -> None:
        rows = (f"2026-11-{day:02},五当召,100" for day in (10, 11, 14, 19, 20, 22))
        made.take(self.session, made.form(*rows))
        assert self.session.scalars(select(Figure)).first()
        self.place_id = self.session.scalars(by_slug("wudangzhao")).one().id

    def seen(self, *roles: Role, column: str, places: tuple[int, ...] = ()) -> list[str]:
        with clock.fixed_at(MORNING):
            self.sign_in(*roles, places=places)
            page = self.get("/en/bureau/")
        return page.texts(f"section[aria-labelledby={column}] .desk-line")

    def test_an_operator_is_asked_for_the_missing_days_of_their_place(self) -> None:
        (line,) = self.seen(Role.operator, column="waiting", places=(self.place_id,))
        assert "no report for 7 days" in line
        assert line.endswith("12–13 Nov, 15–18 Nov, 21 Nov")

    def test_an_operator_of_another_place_is_not(self) -> None:
        assert self.seen(Role.operator, column="waiting", places=(self.place_id + 1,)) == []

    def test_a_statistician_sees_what_every_place_lacks(self) -> None:
        (line,) = self.seen(Role.statistician, column="lacking")
        assert "no report for 7 days" in line

    def test_others_are_not_told(self) -> None:
        assert not [one for one in self.seen(Role.editor, column="lacking") if "report" in one]

    def test_the_day_that_is_running_is_not_missing_yet(self) -> None:
        (line,) = self.seen(Role.statistician, column="lacking")
        assert "23 Nov" not in line
