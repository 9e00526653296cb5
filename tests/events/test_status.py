"""One status, shown the same on every surface: the six of them, each with all its surfaces."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from sqlalchemy.orm import Session

from tests.events.made import MORNING, TODAY, a_date, a_place, an_event, stored
from tests.support import Page
from webapp.core import clock
from webapp.core.translated import Translated
from webapp.events import schedule
from webapp.events.models import DateStatus
from webapp.settings import ROOT

DAY = date(2026, 11, 25)
NEW_DAY = date(2026, 12, 8)
WHY = Translated(zh="山上有雪", en="Snow on the mountain")
ELSEWHERE = Translated(zh="游客中心", en="Visitor centre")
SCHEMA = "https://schema.org/"
SIGNS = ROOT / "webapp" / "templates" / "drawings" / "signs"

# What each surface says: word on pages, STATUS in calendars, eventStatus for search engines.
SAID = {
    DateStatus.confirmed: ("Confirmed", "CONFIRMED", "EventScheduled"),
    DateStatus.expected: ("Expected", "TENTATIVE", "EventScheduled"),
    DateStatus.tba: ("Date to be announced", None, None),
    DateStatus.postponed: ("Postponed", "CANCELLED", "EventPostponed"),
    DateStatus.moved: ("Moved", "CONFIRMED", "EventScheduled"),
    DateStatus.cancelled: ("Cancelled", "CANCELLED", "EventCancelled"),
}


@pytest.fixture
def made(session: Session, request: pytest.FixtureRequest) -> DateStatus:
    """An event at a place, with one date of the wanted status."""
    status: DateStatus = request.param
    place = a_place()
    stored(session, place)
    row = a_date("d", None if status is DateStatus.tba else DAY, status=status)
    dates = [row]
    if status in (DateStatus.cancelled, DateStatus.postponed, DateStatus.moved):
        row.reason = WHY
    if status is DateStatus.moved:
        row.moved_to = ELSEWHERE
    event = an_event("fair", *dates, place_id=place.id)
    stored(session, event)
    if status is DateStatus.postponed:
        row.postponed_to = a_date("new", NEW_DAY, event_id=event.id)
        stored(session, row)
    return status


def get(app: Flask, url: str) -> Page:
    with clock.fixed_at(MORNING):
        response = app.test_client().get(url)
    assert response.status_code == 200, url
    return Page(response)


def entry(page: Page) -> icalendar.Event | None:
    events = icalendar.Calendar.from_ical(page.response.data).walk("VEVENT")
    return next((one for one in events if one["UID"].startswith("fair-d@")), None)


def tag_and_words(element: Tag | BeautifulSoup) -> tuple[str, str, str]:
    [tag] = element.select(".status")
    outline = str(tag.select_one("svg.sign path"))
    [sign] = [file.stem for file in SIGNS.glob("*.svg") if outline_in(file) == outline]
    return tag.get_text(strip=True), sign, element.get_text(" ", strip=True)


def outline_in(file: Path) -> str:
    return str(BeautifulSoup(file.read_text(), "html.parser").path)


@pytest.mark.parametrize("made", list(DateStatus), indirect=True, ids=lambda one: one.value)
def test_one_status_is_said_on_every_surface(
    app: Flask, session: Session, made: DateStatus
) -> None:
    """Point 6: nobody has to shout CANCELLED in a title, and nothing looks alive elsewhere."""
    word, ical, schema = SAID[made]

    with clock.fixed_at(MORNING):
        assert schedule.statuses_by_place(session, TODAY) == {1: made}
    beside_the_pin = get(app, "/en/map").texts(".place-row-event")  # its popup reads it from here
    assert len(beside_the_pin) == 1
    assert (word in beside_the_pin[0]) == (made is not DateStatus.confirmed)

    calendar = get(app, "/en/events")
    cards = [
        card for card in calendar.soup.select(".event-card") if f"is-{made.value}" in card["class"]
    ]
    assert cards, "no card"
    assert tag_and_words(cards[0])[:2] == (word, made.value)
    if made is not DateStatus.tba:
        day = calendar.one(f".day time[datetime='{DAY}']")
        assert word in day.find_parent("li").get_text(" ", strip=True)

    page = get(app, "/en/events/fair")
    verdict = page.one(".verdict")
    assert tag_and_words(verdict)[:2] == (word, made.value)
    assert word in page.one("#date-d .status").get_text()

    data: list[dict[str, Any]] = [
        one
        for script in page.soup.select("script[type='application/ld+json']")
        for one in json.loads(script.get_text())
        if one["@id"].endswith("#date-d")
    ]
    assert [one["eventStatus"] for one in data] == ([SCHEMA + schema] if schema else [])

    for address in ("/en/events.ics", "/en/events/fair.ics"):
        found = entry(get(app, address))
        assert (str(found["STATUS"]) if found else None) == ical
        if found and made is not DateStatus.confirmed:
            assert found["SUMMARY"] == f"{word}: Event fair"
            assert data[0]["name"] == found["SUMMARY"]

    answer = json.loads(get(app, "/api/v1/events").text)
    statuses = {one["id"]: one["status"] for one in answer["events"] + answer["undated"]}
    assert statuses["fair-d"] == made.value


@pytest.mark.parametrize("made", [DateStatus.cancelled], indirect=True)
def test_a_cancelled_event_stays_everywhere_and_offers_nothing_to_join(
    app: Flask, made: DateStatus
) -> None:
    """Point 7: cancel is not delete, and nobody is asked to add it to a calendar."""
    page = get(app, "/en/events/fair")
    assert "Snow on the mountain" in page.one(".verdict").get_text()
    assert not page.soup.select(".take-along a.button")
    card = get(app, "/en/events").soup.select(".event-card.is-cancelled")[0]
    assert "Snow on the mountain" in card.get_text()
    found = entry(get(app, "/en/events.ics"))
    assert found is not None and "Snow on the mountain" in found["DESCRIPTION"]


@pytest.mark.parametrize("made", [DateStatus.postponed], indirect=True)
def test_a_postponed_date_leads_to_the_new_one_everywhere(app: Flask, made: DateStatus) -> None:
    """Point 7: postponed needs a link from the old date to the new."""
    page = get(app, "/en/events/fair")
    link = page.one(".verdict a")
    assert link["href"] == "/en/events/fair#date-new"
    assert link.get_text() == "New date: Tuesday, 8 December 2026"
    assert page.one("#date-new")
    for card in get(app, "/en/events").soup.select(".event-card.is-postponed"):
        assert card.select("a[href='/en/events/fair#date-new']")
    answer = json.loads(get(app, "/api/v1/events").text)
    [old] = [one for one in answer["events"] if one["id"] == "fair-d"]
    assert old["postponed_to"] == "fair-new"
    found = entry(get(app, "/en/events.ics"))
    assert found is not None and "8 December 2026" in found["DESCRIPTION"]
    data = json.loads(page.one("script[type='application/ld+json']").get_text())
    [new] = [one for one in data if one["@id"].endswith("#date-new")]
    assert new["eventStatus"] == SCHEMA + "EventRescheduled"
    assert new["previousStartDate"] == "2026-11-25"


@pytest.mark.parametrize("made", [DateStatus.moved], indirect=True)
def test_a_moved_event_names_the_other_place_everywhere(app: Flask, made: DateStatus) -> None:
    page = get(app, "/en/events/fair")
    assert "Visitor centre" in page.one(".verdict").get_text()
    assert "Visitor centre" in get(app, "/en/events").soup.select(".event-card")[0].get_text()
    found = entry(get(app, "/en/events.ics"))
    assert found is not None
    assert (found["LOCATION"], found.get("GEO")) == ("Visitor centre", None)
    data = json.loads(page.one("script[type='application/ld+json']").get_text())
    assert data[0]["location"]["name"] == "Visitor centre"
    assert "geo" not in data[0]["location"]
