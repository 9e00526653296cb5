"""The race's pages: what is known, and what is not, said plainly."""

import json
from datetime import date, datetime, time
from typing import Any

import icalendar

from tests.events.made import a_date, a_place, an_event, stored
from tests.race import made
from tests.support import TestCase
from webapp.core import clock
from webapp.core.clock import LOCAL
from webapp.core.sources import Source
from webapp.core.translated import Statement, Translated
from webapp.events import addresses
from webapp.events.models import DateStatus
from webapp.race.models import Edition, EditionStatus, NumberBasis, OpenQuestion
from webapp.race.plan import (
    Category,
    Document,
    DocumentKind,
    Organiser,
    OrganiserRole,
    Step,
    TimetableItem,
    Winner,
)
from webapp.staff.models import Role


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


class AnEditionToCome(TestCase):
    def setUp(self) -> None:
        standing = clock.fixed_at(datetime(2027, 6, 1, 9, tzinfo=LOCAL))
        standing.__enter__()
        self.addCleanup(standing.__exit__, None, None, None)

    def make(self, **more: Any) -> Edition:
        edition = made.an_edition(**more)
        stored(self.session, a_place(), edition)
        return edition

    def words(self) -> str:
        page = self.get(f"/en/race/{made.YEAR}")
        return page.one("main").get_text(" ", strip=True)

    def test_says_how_far_it_is_in_one_sentence(self) -> None:
        edition = self.make()
        day = "Saturday, 28 August 2027"
        for status, held_on, said in (
            (EditionStatus.planned, made.RACE_DAY, f"Planned for {day}; not announced yet."),
            (EditionStatus.planned, None, "Planned; nothing has been announced yet."),
            (EditionStatus.announced, made.RACE_DAY, f"It is held on {day}."),
            (EditionStatus.announced, None, "Announced; the day is to be announced."),
            (EditionStatus.entries_open, made.RACE_DAY, f"Entries are open. It is held on {day}."),
            (EditionStatus.entries_closed, made.RACE_DAY, "Entries are closed. It is held on"),
            (EditionStatus.postponed, made.RACE_DAY, f"Postponed: it is not held on {day}."),
            (EditionStatus.postponed, None, "Postponed; the new day is not known yet."),
            (EditionStatus.cancelled, made.RACE_DAY, f"Cancelled: it is not held on {day}."),
        ):
            edition.status, edition.held_on = status, held_on
            self.session.commit()
            words = self.words()
            assert said in words, said
            off = (EditionStatus.planned, EditionStatus.postponed, EditionStatus.cancelled)
            assert ("88 days to go" in words) == (held_on is not None and status not in off)
            assert ("Date to be announced" in words) == (held_on is None)

    def test_tells_categories_starts_timetable_organisers_and_documents(self) -> None:
        award = TimetableItem(
            day=made.RACE_DAY, starts=time(14), step=Step.award, place="wudangzhao"
        )
        self.make(
            timetable=(award,),
            organisers=(
                Organiser(role=OrganiserRole.host, name=Translated(zh="区政府", en="District")),
            ),
            documents=(
                Document(kind=DocumentKind.programme, title=Translated(zh=""), file=7),
                Document(
                    kind=DocumentKind.regulations,
                    title=Translated(zh="规程", en="Rules"),
                    link="https://rules.example/a.pdf",
                ),
            ),
            entry_note=Translated(zh="到局里报名。", en="Enter at the bureau."),
        )
        stored(self.session, made.a_course(official_ascent_m=480))
        page = self.get(f"/en/race/{made.YEAR}")
        rows = [" ".join(row.split()) for row in page.texts(".race-categories tbody tr")]
        assert rows[0] == ("Elite men Men 1 Jan 1987 to 31 Dec 2009 Any bicycle 200 09:00 —")
        assert rows[2] == (
            "Ride without a ranking Women and men at any time Any bicycle — 09:10 4 hours (13:10)"
        )
        main = " ".join(page.one("main").get_text(" ", strip=True).split())
        for said in ("Host District", "Enter at the bureau.", "09:10 Women, open, Ride"):
            assert said in main, said
        assert "14:00 Award ceremony" in main
        links = {a.get_text(): a["href"] for a in page.soup.select("main a[href]")}
        assert links["Programme book"] == "/en/race/files/7.pdf"
        assert links["Rules"] == "https://rules.example/a.pdf"
        assert links["45.0 km, 480 m of ascent"] == "/en/race/2027/course"
        assert "/en/places/wudangzhao" in links.values()
        assert page.texts(".race-parts a[aria-current]") == ["Overview"]

    def test_tells_search_engines_whether_it_takes_place(self) -> None:
        edition = self.make()
        for status, said in (
            (EditionStatus.announced, "EventScheduled"),
            (EditionStatus.postponed, "EventPostponed"),
            (EditionStatus.cancelled, "EventCancelled"),
        ):
            edition.status = status
            self.session.commit()
            script = self.get("/en/race/2027").one("script[type='application/ld+json']")
            data = json.loads(script.get_text())
            assert data["eventStatus"] == f"https://schema.org/{said}"
            assert data["startDate"] == "2027-08-28T09:00:00+08:00"

    def test_stands_at_the_head_of_the_race_and_in_search_and_site_map(self) -> None:
        self.make()
        stored(self.session, made.a_course())
        page = self.get("/en/race")
        card = page.one(".race-next-card").get_text(" ", strip=True)
        assert "15th Wudangzhao Cup Saturday, 28 August 2027 88 days to go" in card
        assert "/en/race/2027/course" in [a["href"] for a in page.soup.select(".edition-row a")]
        for question in ("2027", "第十五届", "wdzb", "wudangzhao cup 2027"):
            found = self.get(f"/en/search?q={question}").soup.select("main .row[href^='/en/race']")
            assert [a["href"] for a in found] == ["/en/race/2027"], question
        stored(self.session, made.a_rider(name="某骑手"))
        assert "Nothing here is called that" in self.get("/en/search?q=某骑手").words
        links = [a["href"] for a in self.get("/en/site-map").soup.select("main a[href]")]
        assert {"/en/race/2027/course", "/en/race/2027/travel"} <= set(links)
        assert "/en/race/2027/start-list" not in links


class TheRaceInTheCalendar(TestCase):
    def setUp(self) -> None:
        standing = clock.fixed_at(datetime(2027, 6, 1, 9, tzinfo=LOCAL))
        standing.__enter__()
        self.addCleanup(standing.__exit__, None, None, None)
        self.date = a_date("2027", made.RACE_DAY)
        self.edition = made.an_edition()
        others = an_event("naadam", a_date("2027", made.RACE_DAY))
        cup = an_event("wudangzhao-cup", self.date)
        stored(self.session, self.edition, cup, others)
        addresses.change_address(self.session, cup, "cup")
        self.session.commit()

    def test_its_date_leads_to_the_edition_of_that_year(self) -> None:
        page = self.get("/en/events/cup")
        assert page.soup.select(".event-when a[href='/en/race/2027']")
        assert not self.get("/en/events/naadam").soup.select("main a[href^='/en/race']")
        cards = self.get("/en/").soup.select(".event-card a[href='/en/race/2027']")
        assert [a.get_text() for a in cards] == ["The race of 2027"]

    def told(self, role: Role = Role.editor) -> list[str]:
        self.sign_in(role)
        lines = self.get("/en/bureau/").texts(".desk-line")
        return [" ".join(one.split()) for one in lines if "do not agree" in one]

    def test_the_desk_is_told_when_the_two_do_not_agree(self) -> None:
        assert self.told() == []
        self.edition.held_on = date(2027, 8, 29)
        self.session.commit()
        [line] = self.told()
        assert "The calendar says: Saturday, 28 August 2027 (Confirmed)." in line
        assert "The edition says: Sunday, 29 August 2027." in line
        assert self.told(Role.auditor) == []
        self.edition.held_on = made.RACE_DAY
        self.edition.status = EditionStatus.cancelled
        self.session.commit()
        assert len(self.told()) == 1
        self.date.status = DateStatus.cancelled
        self.session.commit()
        assert self.told() == []


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
