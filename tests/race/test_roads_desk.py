"""The desk's page of closed roads: what is tapped there, the public reads at once."""

from typing import Any

from sqlalchemy import func, select

from tests.events.made import a_place
from tests.race.desk import DeskTestCase
from tests.race.made import YEAR, a_closure, a_course, on_the_day
from tests.support import Page
from webapp.core.audit import AuditEntry
from webapp.core.translated import Translated
from webapp.race.roads.models import RoadClosure
from webapp.staff.models import Role

DESK = f"/en/bureau/race/{YEAR}/roads/"
ROADS = f"/en/race/{YEAR}/roads"
NEW = {
    "road_zh": "青五线",
    "starts": "08:30",
    "ends": "12:00",
    "from_km": "20",
    "to_km": "45",
    "detour_zh": "走包固线。",
}


class AtTheRoadside(DeskTestCase):
    now = on_the_day(10)

    def setUp(self) -> None:
        super().setUp()
        self.stored()
        far = a_place("coal-museum", name=Translated(zh="博物馆", en="Museum"), lat=40.6, lon=110.5)
        monastery = a_place(name=Translated(zh="五当召", en="Wudangzhao"), lat=40.815, lon=110.31)
        self.session.add_all([monastery, far])
        self.session.commit()

    def closed(self, **more: Any) -> RoadClosure:
        one = a_closure(**more)
        self.session.add(one)
        self.session.commit()
        return one

    def tap(self, words: str, page: Page | None = None) -> Page:
        """Press the button that says so, on this page or on that of now."""
        page = page or self.get(DESK)
        (button,) = [one for one in page.soup.select(".road-tap button") if words in one.text]
        form = button.find_parent("form")
        assert form
        return self.send(page, {}, button.text, f"form[action='{form['action']}']")

    def count(self) -> int:
        self.session.rollback()
        return self.session.scalar(select(func.count(RoadClosure.id))) or 0

    def test_a_road_is_opened_taken_back_extended_and_closed_again_by_one_tap_each(self) -> None:
        self.closed()
        before = self.get(DESK)
        assert "Open. Every page" in self.tap("Open it now", before).words
        assert "Opened at 10:00" in self.get(ROADS).words
        self.tap("Open it now", before)
        assert self.actions() == ["open road"]
        self.tap("Undo")
        assert "Road closed now" in self.get(ROADS).words
        stale = self.get(DESK)
        for _ in range(2):
            said = self.tap("until 12:30", stale)
            assert "Closed until 12:30" in said.words
        assert "08:30–12:30" in self.get(ROADS).words
        told = self.tap("Open it now", stale).one(".notice.is-error").get_text()
        assert "Somebody has changed this meanwhile. It now reads: closed 08:30–12:30" in told
        self.tap("Open it now")
        page = self.get(DESK)
        for _ in range(2):
            assert "Closed until 10:30" in self.tap("again for 30 minutes", page).words
        assert self.count() == 2
        assert self.get(DESK).texts(".road-item.is-on .road-when strong") == ["10:00–10:30"]
        taps = ["open road", "take back opening", "extend road closure", "open road", "close road"]
        assert self.actions() == taps
        entry = self.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert entry
        assert entry.account == self.editor.name

    def test_what_is_to_come_begins_now_or_is_called_off(self) -> None:
        self.closed(starts_at=on_the_day(11), ends_at=on_the_day(12))
        self.closed(starts_at=on_the_day(14), ends_at=on_the_day(15))
        page = self.get(DESK)
        form = page.soup.select("form[action$='/close']")[0]["action"]
        self.send(page, {}, form=f"form[action='{form}']")
        form = page.soup.select("form[action$='/open']")[1]["action"]
        self.send(page, {}, form=f"form[action='{form}']")
        assert self.get(ROADS).texts(".road-state") == ["Road closed now", "Not closed after all"]

    def test_announcing_proposes_the_places_near_the_stretch_and_two_taps_are_one(self) -> None:
        self.session.add(a_course())
        self.session.commit()
        self.act_as(self.reviewer)
        page = self.get(f"{DESK}new")
        assert page.one("#day")["value"] == "2027-08-28"
        looked = self.send(
            page, NEW, "Tick the places near these kilometres", ".road-form", status=200
        )
        assert "1 place within 3 km" in looked.one("#places").get_text()
        ticked = [one["value"] for one in looked.soup.select("[name=places][checked]")]
        assert ticked == ["wudangzhao"]
        assert looked.one("#road_zh")["value"] == "青五线"
        for _ in range(2):
            done = self.send(looked, {"places": "wudangzhao"}, "Announce it now", ".road-form")
        assert "20.0–45.0 km of the course" in done.words
        assert (self.count(), self.actions()) == (1, ["close road"])
        answer = self.get(f"{ROADS}?to=wudangzhao").one(".road-answer").get_text(" ", strip=True)
        assert "10:00 The road to Wudangzhao is closed. There is a detour." in answer

    def test_what_is_wrong_is_said_and_what_was_typed_stays(self) -> None:
        self.session.add(a_course())
        self.session.commit()
        page = self.get(f"{DESK}new")
        for wrong, said in (
            ({"ends": "08:00"}, "It has to end after it begins."),
            ({"ends": "09:00"}, "This time has passed already."),
            ({"to_km": "46"}, "The course ends at 45.0 km."),
            ({"to_km": "19"}, "The stretch has to end after it begins."),
            ({"to_km": ""}, "Give both kilometres, or neither."),
            ({"course": ""}, "Say along which course"),
            ({"road_zh": " "}, "Say which road it is."),
            ({"starts": "x"}, "This is no time such as 08:30."),
        ):
            refused = self.send(page, NEW | wrong, "Announce it now", ".road-form", status=422)
            assert said in refused.one(".form-errors").get_text(), wrong
            assert refused.one("#detour_zh")["value"] == "走包固线。"
        self.post(f"{DESK}new", NEW | {"day": "2027-08-28", "places": "nowhere"}, status=422)
        assert self.count() == 0

    def test_times_and_detour_change_unless_somebody_was_faster(self) -> None:
        one = self.closed()
        page = self.get(f"{DESK}{one.id}/times")
        wanted = {"ends": "2027-08-28T11:00", "detour_zh": "走包固线。"}
        self.tap("until 12:30")
        told = self.send(page, wanted, status=422)
        assert "It now reads: closed 08:30–12:30" in told.one(".form-errors").get_text()
        assert told.one("#ends")["value"] == "2027-08-28T11:00"
        self.send(told, {})
        words = self.get(ROADS).words
        assert "08:30–11:00" in words
        assert "走包固线" in words
        assert self.actions() == ["extend road closure", "change road closure"]

    def test_the_auditor_reads_and_what_was_never_there_is_no_page(self) -> None:
        one = self.closed()
        self.sign_in(Role.auditor)
        page = self.get(DESK)
        assert "Qingwu road" in page.words
        assert not page.soup.select(".road-tap, .road-taps")
        self.post(f"{DESK}{one.id}/open", {"seen": ""}, status=403)
        self.act_as(self.editor)
        self.post(f"{DESK}999/open", status=404)
        self.post(f"{DESK}{one.id}/again", {"minutes": "7"}, status=400)
        self.post(f"{DESK}{one.id}/extend", {"until": "1e99"}, status=400)
        self.get(f"/bureau/race/1999/roads/{one.id}/times", 404)
