"""What the front desk says of columns that grow old."""

from datetime import datetime, timedelta

from tests.support import TestCase
from webapp.core import clock
from webapp.events.models import Event
from webapp.places.models import Place
from webapp.staff.models import Role

START = datetime(2027, 3, 1, 9, 0, tzinfo=clock.LOCAL)


class StaleColumns(TestCase):
    def seen(self, days: int, role: Role = Role.editor) -> list[str]:
        """What grows old for a new colleague, some days after the first account was made."""
        with clock.fixed_at(START + timedelta(days=days)):
            self.sign_in(role)
            return self.get("/en/bureau/").texts("section[aria-labelledby=stale] .desk-line > a")

    def setUp(self) -> None:
        with clock.fixed_at(START):
            self.staff(Role.administrator)

    def test_nothing_is_old_for_two_weeks(self) -> None:
        assert self.seen(14) == []

    def test_then_each_column_says_for_how_long_nothing_has_come(self) -> None:
        assert self.seen(15) == [
            "Events: nothing new for 15 days",
            "Places: nothing new for 15 days",
            "The race: nothing new for 15 days",
        ]
        assert self.seen(15, Role.auditor) == []

    def test_holidays_come_once_a_year(self) -> None:
        assert "Holidays: nothing new for 400 days" in self.seen(400)

    def test_a_change_makes_a_column_fresh(self) -> None:
        with clock.fixed_at(START + timedelta(days=10)):
            self.session.add(
                Event(
                    slug="a",
                    kind="folk",
                    title={"zh": "a"},
                    summary={"zh": "a"},
                    story=(),
                    dates=[],
                    changed_at=clock.now(),
                )
            )
            self.session.add(
                Place(
                    slug="b",
                    kind="village",
                    name={"zh": "b"},
                    summary={"zh": "b"},
                    status="open",
                    checked_on=clock.today(),
                    edited_at=clock.now(),
                )
            )
            self.session.commit()
        assert self.seen(20) == ["The race: nothing new for 20 days"]
        assert "Events: nothing new for 15 days" in self.seen(25)
