"""The race's pages: what is known, and what is not, said plainly."""

import json
from datetime import date, datetime
from typing import Any

import icalendar

from tests.events.made import a_date, an_event, stored
from tests.support import TestCase
from webapp.core import clock
from webapp.core.clock import LOCAL
from webapp.core.sources import Source
from webapp.core.translated import Statement, Translated
from webapp.events import addresses
from webapp.events.models import DateStatus
from webapp.race.models import Edition, EditionStatus, NumberBasis, OpenQuestion
from webapp.race.plan import Category, Winner


def an_edition(year: int, **more: Any) -> Edition:
    """An edition of which only the name is known."""
    values = {
        "number": 5,
        "number_basis": NumberBasis.stated,
        "status": EditionStatus.held,
        "name": Translated(zh="第五届五当召山地自行车邀请赛", en="5th Wudangzhao Invitational"),
        "sources": ("paper",),
        **more,
    }
    return Edition(year=year, **values)


def the_fifth() -> Edition:
    return an_edition(
        2012,
        held_on=date(2012, 8, 28),
        course=Translated(zh="终点五当召", en="Finish at Wudangzhao"),
        distance_km=45.5,
        riders=260,
        categories=(Category(code="men-elite", name=Translated(zh="男子精英组", en="Elite men")),),
        winners=(
            Winner(
                category=Translated(zh="男子精英组", en="Elite men"),
                name=Translated(zh="某人", en="Someone"),
                time="1:04:09",
            ),
        ),
        notes=(Statement(zh="一条说明。", en="A note."),),
    )


class TheRace(TestCase):
    def setUp(self) -> None:
        standing = clock.fixed_at(datetime(2026, 11, 23, 9, tzinfo=LOCAL))
        standing.__enter__()
        self.addCleanup(standing.__exit__, None, None, None)

    def test_lists_its_known_editions_the_latest_first_with_sources(self) -> None:
        source = Source(key="paper", title=Translated(zh="报", en="The paper"), kind="news")
        stored(self.session, source, the_fifth(), an_edition(2023, number=13))
        page = self.get("/en/race")
        assert page.texts(".edition-year") == ["2023", "2012"]
        assert [a["href"] for a in page.soup.select(".edition-row h3 a")] == [
            "/en/race/2023",
            "/en/race/2012",
        ]
        assert "The paper" in page.texts(".sources")[0]

    def test_says_plainly_what_is_not_known(self) -> None:
        text = Translated(zh="第1届", en="The first edition was not found.")
        stored(self.session, OpenQuestion(id=1, text=text))
        assert "The first edition was not found." in self.get("/en/race").words

    def test_says_that_the_next_date_is_to_be_announced(self) -> None:
        awaited = a_date(
            "next", None, status=DateStatus.tba, hint=Translated(zh="夏末", en="Late summer")
        )
        cup = an_event("wudangzhao-cup", awaited)
        stored(self.session, cup)
        page = self.get("/en/race")
        said = page.one(".race-next").get_text(" ", strip=True)
        assert "Date to be announced" in said and "Late summer" in said
        addresses.change_address(self.session, cup, "cup")
        self.session.commit()
        assert self.get("/en/race").one(".race-next a")["href"] == "/en/events/cup#date-next"

    def test_works_before_anything_is_known(self) -> None:
        words = self.get("/en/race").words
        assert "No date has been announced." in words
        assert "No edition has been entered yet." in words


class AnEdition(TestCase):
    def test_tells_day_course_riders_categories_and_winners(self) -> None:
        stored(self.session, the_fifth(), an_edition(2016, number=9))
        page = self.get("/en/race/2012")
        assert page.one("h1").get_text() == "Edition 5, 2012"
        for words in (
            "Tuesday, 28 August 2012",
            "Finish at Wudangzhao",
            "45.5 km",
            "260 riders",
            "The number is stated in the source.",
            "A note.",
        ):
            assert words in page.words
        assert page.texts("tbody tr") == ["Elite men Someone 1:04:09"]
        assert page.one("nav a[rel=next]")["href"] == "/en/race/2016"

    def test_says_when_its_number_is_inferred_and_its_day_unknown(self) -> None:
        stored(self.session, an_edition(2023, number=13, number_basis=NumberBasis.inferred))
        words = self.get("/en/race/2023").words
        assert "The number is inferred, not stated in the source." in words
        assert "Held in 2023; the day was not found." in words
        assert "to be verified" in words

    def test_that_was_planned_is_not_told_as_held(self) -> None:
        stored(self.session, an_edition(2024, number=14, status=EditionStatus.planned))
        page = self.get("/en/race/2024")
        assert "Planned; whether it was held is not verified." in page.words
        assert not page.soup.select("script[type='application/ld+json']")

    def test_that_was_held_is_told_to_search_engines_as_exactly_as_it_is_known(self) -> None:
        stored(self.session, the_fifth(), an_edition(2023))
        for year, start in ((2012, "2012-08-28"), (2023, "2023")):
            script = self.get(f"/race/{year}").one("script[type='application/ld+json']")
            data = json.loads(script.get_text())
            assert (data["@type"], data["startDate"]) == ("SportsEvent", start)

    def test_that_nobody_knows_is_a_page_that_does_not_exist(self) -> None:
        for address in ("/race/1999", "/race/1999.ics", "/race/20120", "/race/last"):
            self.get(address, 404)


class TheDayAsAFile(TestCase):
    def test_is_there_only_when_the_day_is_known(self) -> None:
        stored(self.session, the_fifth(), an_edition(2023))
        self.get("/race/2023.ics", 404)
        page = self.get("/en/race/2012.ics")
        [entry] = icalendar.Calendar.from_ical(page.response.data).walk("VEVENT")
        assert entry.decoded("DTSTART") == date(2012, 8, 28)
        assert entry.decoded("DTEND") == date(2012, 8, 29)
        assert entry["SUMMARY"] == "5th Wudangzhao Invitational"
        assert "45.5 km" in entry["DESCRIPTION"]

    def test_bears_the_name_that_the_day_has_in_the_feed(self) -> None:
        cup = an_event("wudangzhao-cup", a_date("2012", date(2012, 8, 28)))
        stored(self.session, the_fifth(), cup)
        uid = "UID:wudangzhao-cup-2012@shiguai"
        assert uid in self.get("/race/2012.ics").text
        assert uid in self.get("/events.ics").text


class TheStartingContent(TestCase):
    content = True

    def test_has_pages_for_every_edition_in_both_languages(self) -> None:
        for year in (2012, 2016, 2023, 2024):
            for root in ("", "/en"):
                self.get(f"{root}/race/{year}")
        words = self.get("/en/race").words
        assert "whether it was held is not verified" in words
        assert len(self.get("/race").soup.select(".open-questions li")) >= 4
