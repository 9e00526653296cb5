"""What somebody with a grudge tries at the desk's pages of events, and does not get."""

from tests import forms
from tests.events.desk import FIVE, FORM, LIST, NEW, NOW, DeskTestCase
from tests.support import Page
from webapp.core import clock
from webapp.events.models import DateStatus
from webapp.staff.models import Role

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(1)>'
ADDRESS = "javascript:alert(1)"
HOSTILE = f"{SCRIPT}{IMAGE} [x]({ADDRESS})"
ONE_LINE = (
    *(f"{name}_{code}" for name in ("title", "where", "summary") for code in ("zh", "en")),
    *(f"{name}_{code}" for name in ("organiser", "run_by", "price") for code in ("zh", "en")),
    *("contact_zh", "contact_en"),
    *(f"dates-0-{name}_{code}" for name in ("hint", "note", "reason") for code in ("zh", "en")),
    *("dates-0-moved_to_zh", "dates-0-moved_to_en"),
)
TEXTS = (*ONE_LINE, "text_zh", "text_en")


def attacked(page: Page) -> list[str]:
    """Elements that would run somebody else's script."""
    soup = page.soup
    own = [tag for tag in soup.select("script[src]") if "/static/" in str(tag["src"])]
    data = soup.select("script[type='application/ld+json'], script[type='application/json']")
    foreign = [str(tag) for tag in soup.select("script") if tag not in [*own, *data]]
    handlers = [str(t) for t in soup.find_all() if any(name.startswith("on") for name in t.attrs)]
    images = [str(tag) for tag in soup.select("img[src=x]")]
    links = [
        str(tag)
        for tag in soup.find_all()
        for name in ("href", "src", "action", "formaction")
        if str(tag.get(name, "")).strip().lower().startswith(("javascript:", "data:text", "//"))
    ]
    return [*foreign, *handlers, *images, *links]


class Scripts(DeskTestCase):
    def hostile(self, status: str = "confirmed") -> dict[str, str]:
        return FIVE | dict.fromkeys(TEXTS, HOSTILE) | {"dates-0-status": status}

    def test_written_into_every_text_are_shown_as_text_everywhere(self) -> None:
        for status in ("confirmed", "cancelled", "moved", "postponed", "tba"):
            with self.subTest(status), clock.fixed_at(NOW):
                self.act_as(self.editor)
                form = self.get(NEW)
                sent = self.hostile(status) | {"title_zh": f"{HOSTILE}{status}"}
                page = self.send(form, sent, "Submit for review", FORM)
                version = self.version()
                pages = [page, self.get(f"/en/bureau/events/versions/{version.id}/preview")]
                pages += [self.publish(version), self.get(LIST)]
                event = self.event()
                pages += [self.get(f"{prefix}/events/{event.slug}") for prefix in ("", "/en")]
                addresses = ("/events?month=2026-12", "/events", "/places/wudangzhao", "/")
                pages += [self.get(address) for address in addresses]
                pages += [self.get(f"/search?q={status}"), self.get("/site-map")]
                for page in pages:
                    assert attacked(page) == []
                assert SCRIPT in self.get(f"/events/{event.slug}").words

    def test_stay_data_for_programs(self) -> None:
        with clock.fixed_at(NOW):
            self.act_as(self.editor)
            self.send(self.get(NEW), self.hostile(), "Submit for review", FORM)
            self.publish(self.version())
            answer = self.client.get("/api/v1/events")
            assert answer.mimetype == "application/json"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.get_json()["events"][0]["names"]["zh"] == HOSTILE
            feed = self.client.get("/events.ics")
            assert feed.mimetype == "text/calendar"
            assert feed.text.count("BEGIN:VEVENT") == 1
            page = self.get(f"/events/{self.event().slug}")
            [linked] = page.soup.select("script[type='application/ld+json']")
            assert "<" not in linked.get_text()

    def test_cannot_break_out_of_a_line_of_the_calendar_file(self) -> None:
        with clock.fixed_at(NOW):
            breaking = {"title_zh": "庙会\r\nEND:VEVENT\r\nATTACH:http://x", "price_zh": "a\r\nb"}
            self.published(**breaking)
            feed = self.client.get("/events.ics").text
        assert "\r\nATTACH" not in feed
        assert feed.count("\r\nEND:VEVENT") == 1

    def test_in_a_form_that_is_refused_come_back_as_text(self) -> None:
        self.act_as(self.editor)
        sent = self.hostile() | {"dates-0-starts_on": IMAGE, "dates-0-starts": IMAGE}
        page = self.send(self.get(NEW), sent, "Save the draft", FORM, status=422)
        assert page.one("[name=dates-0-starts_on]")["value"] == IMAGE
        assert attacked(page) == []

    def test_in_an_address_are_not_reflected(self) -> None:
        self.act_as(self.editor)
        for address in (f"{LIST}?q={IMAGE}", f"{NEW}?copy={IMAGE}", f"{NEW}?date={IMAGE}"):
            assert attacked(self.get(address)) == []
        self.get(f"{LIST}?show={IMAGE}", 404)

    def test_chosen_between_by_two_people_stay_text(self) -> None:
        self.write()
        version = self.version()
        page = self.get(self.edit_address(version))
        _, mine = forms.filled_in(page.soup, {"title_zh": HOSTILE}, "Save the draft", FORM)
        self.act_as(self.staff(Role.editor, full_name=SCRIPT))
        other = self.get(self.edit_address(version))
        self.send(other, {"title_zh": SCRIPT, "price_zh": IMAGE}, "Save the draft", FORM)
        self.act_as(self.editor)
        merge = self.post(self.edit_address(version), mine, 409)
        assert attacked(merge) == []
        assert SCRIPT in merge.words


class ALinkInAText(DeskTestCase):
    def test_is_a_link_on_the_page_and_words_in_the_summary(self) -> None:
        with clock.fixed_at(NOW):
            event = self.published(text_zh="见[官网](https://example.cn/a)，再来。")
            page = self.get(f"/events/{event.slug}")
        link = page.one(".story a")
        assert (link["href"], link["rel"]) == ("https://example.cn/a", ["nofollow", "noopener"])
        assert event.summary.zh == "见官网，再来。"
        assert event.dates[0].status is DateStatus.confirmed
