"""One word in the address chooses on map, list and calendar, in the feed and in the open data."""

import json
from datetime import date, datetime

from bs4 import Tag

from tests.events.made import MORNING, TODAY, a_date, a_place, an_event, stored
from tests.support import Page, TestCase
from webapp.core import clock
from webapp.core.translated import Translated
from webapp.events.models import DateStatus, EventKind, Rule
from webapp.places.models import PlaceKind

VIEWS = ("/map", "/places", "/events")
OPEN = ("/events.ics", "/api/v1/events", "/api/v1/places")
LANGUAGES = ("", "/en")


def name(text: str) -> Translated:
    return Translated(zh=f"{text}处", en=text)


def chips(page: Page, group: str) -> list[str]:
    """The words of the address that a group of the filter offers, "" for all."""
    return [kind_in(link) for link in page.soup.select(f".kinds ul.{group}-filter a")]


def kind_in(link: Tag) -> str:
    return str(link["href"]).partition("kind=")[2]


class OneFilter(TestCase):
    """At the temple a fair today and a cup in spring; a village feast by the moon; nothing else."""

    moment: datetime = MORNING

    def setUp(self) -> None:
        standing = clock.fixed_at(self.moment)
        standing.__enter__()
        self.addCleanup(standing.__exit__, None, None, None)
        temple = a_place("temple", name=name("Temple"))
        village = a_place("village", name=name("Village"), kind=PlaceKind.village)
        museum = a_place("museum", name=name("Museum"), kind=PlaceKind.museum)
        old = a_date("2020", date(2020, 11, 20))
        stored(
            self.session,
            an_event("fair", a_date("d", TODAY), kind=EventKind.temple, place=temple),
            an_event("cup", a_date("d", date(2027, 4, 4)), kind=EventKind.sport, place=temple),
            an_event("feast", rule=Rule(5, 13), kind=EventKind.folk, place=village),
            an_event("show", a_date("x", None, status=DateStatus.tba), kind=EventKind.culture),
            an_event("forum", old, kind=EventKind.forum, place=museum),
        )

    def rows(self, address: str) -> list[str]:
        return [str(row["data-place"]) for row in self.get(address).soup.select(".place-row")]

    def told(self, address: str) -> set[str]:
        return set(self.get(address).texts(".event-link"))

    def in_open_data(self, address: str) -> set[str]:
        body = json.loads(self.get(f"/api/v1{address}").text)
        if "features" in body:
            return {one["id"] for one in body["features"]}
        return {one["event"] for one in [*body["events"], *body["undated"]]}


class TheWord(OneFilter):
    def test_of_an_event_shows_the_places_where_it_is_on_or_ahead(self) -> None:
        for language in LANGUAGES:
            for view in ("/map", "/places"):
                address = f"{language}{view}?kind="
                assert self.rows(f"{address}temple") == ["temple"]
                assert self.rows(f"{address}sport") == ["temple"]
                assert self.rows(f"{address}folk") == ["village"]
                assert self.rows(f"{address}forum") == []
                assert self.rows(f"{address}culture") == []

    def test_of_a_place_shows_the_events_at_such_places(self) -> None:
        for language, first in (("", "活动"), ("/en", "Event ")):
            told = {kind.value: self.told(f"{language}/events?kind={kind.value}") for kind in KINDS}
            assert told == {
                "monastery": {f"{first}fair", f"{first}cup"},
                "village": {f"{first}feast"},
                "museum": {f"{first}forum"},
                "hotel": set(),
            }

    def test_means_the_same_in_feed_and_open_data(self) -> None:
        feed = self.get("/events.ics?kind=monastery").text
        assert feed.count("BEGIN:VEVENT") == 2
        assert self.in_open_data("/events?kind=monastery") == {"fair", "cup"}
        assert self.in_open_data("/events?kind=culture") == {"show"}
        assert self.in_open_data("/places?kind=sport") == {"temple"}
        assert self.in_open_data("/places?kind=village") == {"village"}
        assert self.in_open_data("/places?kind=culture") == set()

    def test_answers_at_every_address_and_an_unknown_one_at_none(self) -> None:
        for address in (*VIEWS, *(f"/en{view}" for view in VIEWS), *OPEN):
            for kind in (*PlaceKind, *EventKind):
                self.get(f"{address}?kind={kind.value}")
            for word in ("circus", "", "Sport", "x" * 300):
                self.get(f"{address}?kind={word}", 404)

    def test_is_described_with_all_it_may_be(self) -> None:
        described = json.loads(self.get("/api/v1/openapi.json").text)["paths"]
        for path in ("/api/v1/places", "/api/v1/events"):
            (kind,) = (p for p in described[path]["get"]["parameters"] if p["name"] == "kind")
            assert set(kind["schema"]["enum"]) == {k.value for k in (*PlaceKind, *EventKind)}


KINDS = (PlaceKind.monastery, PlaceKind.village, PlaceKind.museum, PlaceKind.hotel)


class TheRows(OneFilter):
    def lines(self, address: str) -> list[str]:
        return self.get(address).texts("#row-temple .place-row-event")

    def test_say_the_event_that_was_asked_for(self) -> None:
        fair, cup = "Event fair · Monday, 23 November 2026", "Event cup · Sunday, 4 April 2027"
        for view in ("/en/map", "/en/places"):
            assert self.lines(view) == self.lines(f"{view}?kind=monastery") == [fair]
            assert self.lines(f"{view}?kind=temple") == [fair]
            assert self.lines(f"{view}?kind=sport") == [cup]

    def test_say_an_expected_event_as_expected(self) -> None:
        line = self.get("/en/map?kind=folk").texts("#row-village .place-row-event")
        assert line == ["Expected: Event feast · Thursday, 17 June 2027"]


class TheChips(OneFilter):
    def test_stand_in_two_labelled_groups_on_each_view(self) -> None:
        for language, labels in (("", ["景点", "活动"]), ("/en", ["Places", "Events"])):
            for view in VIEWS:
                page = self.get(f"{language}{view}")
                assert sorted(page.texts(".kinds-label")) == sorted(labels)
                for label in page.soup.select(".kinds-label"):
                    assert page.one(f".kinds ul[aria-labelledby={label['id']}]")

    def test_offer_no_kind_that_would_show_nothing(self) -> None:
        """Point 12."""
        for view in ("/map", "/places"):
            page = self.get(view)
            assert chips(page, "place") == ["", "monastery", "village", "museum"]
            assert chips(page, "event") == ["sport", "temple", "folk"]
        page = self.get("/events")
        assert chips(page, "event") == ["", "sport", "temple", "folk", "culture"]
        assert chips(page, "place") == ["monastery", "village"]

    def test_that_are_offered_show_something(self) -> None:
        for view in VIEWS:
            offered = [str(link["href"]) for link in self.get(view).soup.select(".kinds a")]
            assert len(offered) == 7
            for href in offered:
                assert self.get(href).soup.select(".place-row, .event-link"), href

    def test_lead_to_the_same_view_and_month_in_the_readers_language(self) -> None:
        for view in VIEWS:
            links = self.get(f"/en{view}").soup.select(".kinds a")
            assert {str(link["href"]).partition("?")[0] for link in links} == {f"/en{view}"}
        (link,) = self.get("/events?month=2027-06").soup.select(".kinds a[href$=village]")
        assert link["href"] == "/events?month=2027-06&kind=village"

    def test_count_the_places_that_they_show(self) -> None:
        assert "Sport 1" in self.get("/en/map").texts(".kinds a")

    def test_say_which_one_is_chosen(self) -> None:
        for view in VIEWS:
            for kind in ("sport", "village"):
                (chosen,) = self.get(f"{view}?kind={kind}").soup.select(".kinds [aria-current]")
                assert kind_in(chosen) == kind
            (everything,) = self.get(view).soup.select(".kinds [aria-current]")
            assert kind_in(everything) == ""


class TheHeading(OneFilter):
    def test_says_what_is_shown(self) -> None:
        for address, heading in {
            "/en/map?kind=sport": "Map of Shiguai: Sport",
            "/en/places?kind=temple": "Places: Temple festivals",
            "/en/events?kind=sport": "Sport",
            "/en/events?kind=monastery": "Events: Monastery",
            "/map?kind=sport": "石拐地图：体育",
            "/events?kind=monastery": "活动：召庙",
        }.items():
            assert self.get(address).one("h1").get_text() == heading

    def test_of_the_feed_says_it_too(self) -> None:
        feed = self.get("/en/events.ics?kind=monastery").text
        assert "X-WR-CALNAME:Events in Shiguai: Monastery" in feed


class TheWayToAnotherView(OneFilter):
    def ways(self, address: str) -> list[str]:
        return [str(link["href"]) for link in self.get(address).soup.select("a.other-view")]

    def test_keeps_the_filter(self) -> None:
        for language in LANGUAGES:
            for kind in ("sport", "village"):
                asked = f"?kind={kind}"
                events, on_map = f"{language}/events{asked}", f"{language}/map{asked}"
                assert self.ways(f"{language}/map{asked}") == [events]
                assert self.ways(f"{language}/places{asked}") == [on_map, events]
                assert self.ways(f"{language}/events{asked}") == [on_map]
            assert self.ways(f"{language}/map") == [f"{language}/events"]
            assert self.ways(f"{language}/events") == [f"{language}/map"]

    def test_is_not_offered_to_where_nothing_is(self) -> None:
        assert self.ways("/map?kind=museum") == []  # its only event is past
        assert self.ways("/map?kind=culture") == ["/events?kind=culture"]  # at no place of ours
        assert self.ways("/events?kind=culture") == []
        assert self.ways("/events?kind=hotel") == []
        assert self.ways("/events?kind=museum") == ["/map?kind=museum"]


class AKindThatShowsNothing(OneFilter):
    def test_says_so(self) -> None:
        for address, said in {
            "/en/map?kind=winter": "Nothing of this kind is on or ahead at the places listed here.",
            "/en/places?kind=hotel": "No place of this kind is listed yet.",
            "/en/events?kind=winter": "We know of no event of this kind.",
            "/en/events?kind=hotel": "We know of no event at places of this kind.",
            "/map?kind=winter": "这里收录的地方近期没有这类活动。",
            "/events?kind=hotel": "目前没有已知在这类地方举办的活动。",
        }.items():
            assert said in self.get(address).words
