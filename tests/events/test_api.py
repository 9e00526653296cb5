"""Open data about events."""

import json
from datetime import date, datetime
from typing import Any

from tests.events.made import TODAY, a_date, a_place, an_event, stored
from tests.support import TestCase
from webapp.core import clock
from webapp.core.clock import LOCAL
from webapp.events.models import DateStatus, Rule


class OpenEvents(TestCase):
    def setUp(self) -> None:
        standing = clock.fixed_at(datetime(2026, 11, 23, 9, tzinfo=LOCAL))
        standing.__enter__()
        self.addCleanup(standing.__exit__, None, None, None)

    def ask(self, query: str = "") -> Any:
        return json.loads(self.get(f"/api/v1/events{query}").text)

    def test_answer_a_range_of_days_called_off_ones_too(self) -> None:
        off = a_date("off", date(2027, 6, 16), status=DateStatus.cancelled)
        stored(
            self.session,
            an_event("fair", off, a_date("later", date(2027, 7, 1))),
            an_event("obo", rule=Rule(5, 13)),
            an_event("cup", a_date("next", None, status=DateStatus.tba)),
        )
        answer = self.ask("?from=2027-06-15&to=2027-06-20")
        assert (answer["from"], answer["to"]) == ("2027-06-15", "2027-06-20")
        found = [(one["id"], one["status"], one["computed"]) for one in answer["events"]]
        assert found == [("fair-off", "cancelled", False), ("obo-2027", "expected", True)]
        assert [one["id"] for one in answer["undated"]] == ["cup-next"]

    def test_answer_from_today_to_the_end_of_next_year_unless_asked(self) -> None:
        answer = self.ask()
        assert (answer["from"], answer["to"]) == ("2026-11-23", "2027-12-31")
        assert self.ask("?from=2030-01-01")["to"] == "2030-01-01"

    def test_give_days_instants_place_and_address(self) -> None:
        place = a_place()
        stored(self.session, place)
        begin = datetime(2026, 11, 23, 5, 30, tzinfo=LOCAL)
        stored(self.session, an_event("dawn", a_date("d", starts_at=begin), place_id=place.id))
        [one] = self.ask()["events"]
        assert (one["starts_on"], one["ends_on"]) == (str(TODAY), str(TODAY))
        assert (one["starts_at"], one["ends_at"]) == ("2026-11-22T21:30:00Z", None)
        assert one["place"] == "wudangzhao"
        assert one["names"] == {"zh": "活动dawn", "en": "Event dawn"}
        assert one["url"] == "https://shiguai.example/events/dawn#date-d"

    def test_refuse_what_is_no_day_or_no_range(self) -> None:
        for query in (
            "from=june",
            "from=2027-02-30",
            "to=0001-01-01",
            "from=9999-12-31",
            "from=2027-02-02&to=2027-02-01",
            "from=2000-01-01&to=2099-01-01",
        ):
            page = self.get(f"/api/v1/events?{query}", 400)
            assert page.headers["Content-Type"] == "application/problem+json", query
