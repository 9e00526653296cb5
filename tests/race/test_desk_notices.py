"""Announcements at the roadside: one tap, seen at once, once however often it was tapped."""

from tests.race.desk import HUB, PUBLIC, DeskTestCase
from tests.race.made import YEAR, on_the_day
from tests.support import Page
from webapp.core import clock
from webapp.race.models import NoticeKind
from webapp.staff.models import Role

NOTICES = f"/en/bureau/race/{YEAR}/notices"
DELAY = "form[action$='/delay']"
STOP = "form[action$='/stop']"
SAY = "form[action$='/say']"


class Announcements(DeskTestCase):
    now = on_the_day(8, 40)

    def setUp(self) -> None:
        super().setUp()
        self.stored()

    def public(self) -> list[str]:
        return self.get(PUBLIC).texts(".race-notice strong")

    def late(self, minutes: int, wave: str = "", page: Page | None = None) -> Page:
        values = {"wave": wave}
        return self.send(page or self.get(NOTICES), values, f"{minutes} minutes", DELAY)

    def test_a_delay_takes_two_taps_and_is_public_at_once(self) -> None:
        assert self.get(PUBLIC).texts(".race-notice") == []
        page = self.get(HUB)
        assert page.one(".race-ways.is-big a[href$='/notices']")
        page = self.late(30)
        assert "09:30 instead of 09:00" in page.words and "09:40 instead of 09:10" in page.words
        assert self.public() == ["All starts are 30 minutes late"]
        assert self.actions()[-1] == "announce"

    def test_a_double_tap_announces_once(self) -> None:
        page = self.get(NOTICES)
        for _ in range(2):
            self.late(15, page=page)
        assert len(self.notices()) == 1
        assert self.actions().count("announce") == 1

    def test_the_last_delay_of_a_wave_is_the_one_that_is_read(self) -> None:
        self.late(15)
        self.late(60, "b")
        assert len(self.public()) == 2
        self.late(30, "b")
        assert self.public() == [
            "女子大众组, 骑游组 starts 30 minutes late".replace(
                "女子大众组, 骑游组", "Women, open, Ride"
            ),
            "All starts are 15 minutes late",
        ]
        self.late(60)
        assert self.public() == ["All starts are 60 minutes late"]
        assert [one.minutes for one in self.notices() if one.ended_at is None] == [60]

    def test_what_was_announced_before_can_be_announced_again(self) -> None:
        self.late(15)
        self.late(30, "b")
        self.late(15)
        assert self.public() == ["All starts are 15 minutes late"]
        self.end()
        self.late(15)
        assert self.public() == ["All starts are 15 minutes late"]

    def end(self) -> None:
        page = self.get(NOTICES)
        action = str(page.soup.select(".ends form")[0]["action"])
        for _ in range(2):
            self.send(page, {}, form=f"form[action='{action}']")

    def test_a_delay_ends_once_however_often_it_is_tapped(self) -> None:
        self.late(15)
        self.end()
        assert self.public() == []
        assert self.actions().count("end announcement") == 1
        assert "09:00" in self.get(NOTICES).words and "instead of" not in self.get(NOTICES).words

    def test_a_stop_and_a_message_say_why(self) -> None:
        page = self.send(self.get(NOTICES), {}, form=STOP, status=422)
        assert "Say it in Chinese, in a few words." in page.texts(".field-error")
        words = {"stop_form-text_zh": "雷雨，请就地避雨。", "stop_form-text_en": "Thunderstorm."}
        self.send(self.get(NOTICES), words, form=STOP)
        words = {"say_form-text_zh": "颁奖改在广场北侧。"}
        self.act_as(self.reviewer)
        self.send(self.get(NOTICES), words, form=SAY)
        assert self.public() == ["颁奖改在广场北侧。", "The race is stopped"]
        assert "Thunderstorm." in self.get(PUBLIC).words
        assert [one.kind for one in self.notices()] == [NoticeKind.stopped, NoticeKind.information]

    def test_nonsense_is_refused_in_words(self) -> None:
        for minutes in ("0", "-5", "601", "abc", ""):
            page = self.send(self.get(NOTICES), {"minutes": minutes}, "Announce", DELAY, 422)
            assert page.texts(".field-error"), minutes
        self.post(f"{NOTICES}/delay", {"minutes": "15", "wave": "nobody"}, status=400)
        self.post("/en/bureau/race/notices/999/end", status=404)
        self.post("/en/bureau/race/2031/notices/delay", {"minutes": "15"}, status=404)
        assert self.notices() == []

    def test_one_that_nobody_has_ended_is_on_the_front_desk_the_day_after(self) -> None:
        self.late(15)
        assert "still stands" not in self.get("/en/bureau/").words
        with clock.fixed_at(on_the_day(8).replace(day=29)):
            self.act_as(self.editor)
            page = self.get("/en/bureau/")
        assert "2027 race: an announcement still stands" in page.words
        assert "All starts are 15 minutes late" in page.words

    def test_an_auditor_reads_and_announces_nothing(self) -> None:
        self.late(15)
        self.sign_in(Role.auditor)
        page = self.get(NOTICES)
        assert "15 minutes late" in page.words
        assert page.soup.select("main form") == []
