"""What pages about places say of events."""

from datetime import datetime

from tests.support import TestCase
from webapp.core import clock
from webapp.core.translated import Translated
from webapp.events.models import DateStatus, Event, EventDate, EventKind
from webapp.places.models import by_slug

NOW = datetime(2027, 6, 1, 9, tzinfo=clock.LOCAL)


class EventsAtPlaces(TestCase):
    content = True

    def an_event(self, status: DateStatus) -> None:
        place = self.session.scalars(by_slug("old-shiguai")).one()
        event = Event(
            slug="coal-lamp-walk",
            uid="coal-lamp-walk",
            kind=EventKind.folk,
            title=Translated(zh="矿灯夜走", en="Coal-lamp walk"),
            summary=Translated(zh="提着矿灯走老街。"),
            place_id=place.id,
            changed_at=NOW,
        )
        date = EventDate(key="2027", status=status, starts_on=NOW.date(), changed_at=NOW)
        event.dates = [date]
        self.session.add(event)
        self.session.commit()

    def said_on_the_day(self) -> tuple[str, str]:
        with clock.fixed_at(NOW):
            row = self.get("/en/map").one("#row-old-shiguai .place-row-event").get_text()
            return row, self.get("/en/places/old-shiguai").words

    def test_the_list_and_the_page_say_what_is_on_there(self) -> None:
        self.an_event(DateStatus.confirmed)
        row, words = self.said_on_the_day()
        assert row == "Coal-lamp walk · Tuesday, 1 June 2027"
        assert "What is on here" in words
        assert "Coal-lamp walk" in words

    def test_a_cancelled_event_is_told_as_cancelled_on_both(self) -> None:
        self.an_event(DateStatus.cancelled)
        row, words = self.said_on_the_day()
        assert row == "Cancelled: Coal-lamp walk · Tuesday, 1 June 2027"
        assert "Cancelled" in words

    def test_a_place_without_events_has_no_such_section(self) -> None:
        assert "What is on here" not in self.get("/en/places/daheng-hotel").words
