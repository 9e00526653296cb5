"""The list of events at the desk, copying, confirming a year, publishing by the clock."""

from datetime import date, time, timedelta

from sqlalchemy import select

from tests.events.desk import FIVE, FORM, LIST, NEW, NOW, DeskTestCase
from webapp.core import audit, clock
from webapp.review.models import State


class CopyingAnEvent(DeskTestCase):
    def test_fills_in_the_form_and_stores_nothing(self) -> None:
        with clock.fixed_at(NOW):
            event = self.published(title_zh="2026年庙会", price_zh="免费")
            self.act_as(self.editor)
            page = self.get(f"{NEW}?copy={event.id}")
            assert self.manuscripts() == 1
            assert page.one("[name=title_zh]")["value"] == "2027年庙会"
            assert page.one("[name=price_zh]")["value"] == "免费"
            assert page.one("[name=dates-0-status] [selected]")["value"] == "tba"
            self.send(
                page,
                {"dates-0-starts_on": "2027-12-04", "dates-0-status": "confirmed"},
                "Submit for review",
                FORM,
            )
            self.publish(self.version())
            assert self.event().id != event.id
            assert self.event().slug == "2027-nian-miaohui"

    def test_of_an_event_that_is_not_there_is_not_found(self) -> None:
        self.act_as(self.editor)
        self.get(f"{NEW}?copy=4711", 404)


class ConfirmingAYear(DeskTestCase):
    def test_makes_the_computed_day_a_confirmed_one_and_goes_through_review(self) -> None:
        with clock.fixed_at(NOW):
            rule = {"rule_calendar": "lunar", "rule_month": "5", "rule_day": "13"}
            event = self.published(dates__0__starts_on="", **rule)
            self.act_as(self.editor)
            page = self.get(self.edit_address(self.version()))
            assert "17 June 2027" in page.words
            page = self.send(page, {}, "Confirm this day", FORM)
            assert page.one("[name=dates-0-key]")["value"] == "2027"
            self.send(page, {}, "Submit for review", FORM)
            assert "Expected" in self.get(f"/en/events/{event.slug}").words
            self.publish(self.version())
            assert "Expected" not in self.get(f"/en/events/{event.slug}").words


class TheAuditTrail(DeskTestCase):
    def test_tells_who_wrote_what(self) -> None:
        with clock.fixed_at(NOW):
            self.published()
            self.act_as(self.editor)
            page = self.get(self.edit_address(self.version()))
            self.send(page, {"title_zh": "改名的庙会"}, "Save the draft", FORM)
        name = f"manuscript {self.version().manuscript_id}"
        entries = self.session.scalars(
            select(audit.AuditEntry)
            .where(audit.AuditEntry.object == name)
            .order_by(audit.AuditEntry.id)
        ).all()
        assert [one.action for one in entries] == ["create", "submit", "publish", "save"]
        assert entries[-1].before == {"title": {"zh": "五当召冬季庙会"}}
        assert entries[-1].after == {"title": {"zh": "改名的庙会"}}


class TheClock(DeskTestCase):
    def test_publishes_at_its_second_and_not_before_also_with_kept_pages(self) -> None:
        out = clock.at_local(date(2026, 12, 1), time(8))
        with clock.fixed_at(NOW):
            self.publish(self.submitted(publish_at="2026-12-01T08:00"))
            assert self.version().state is State.approved
            assert "五当召冬季庙会" not in self.get("/events?month=2026-12").words
        with clock.fixed_at(out - timedelta(seconds=1)):
            assert "五当召冬季庙会" not in self.get("/events?month=2026-12").words
            assert "五当召冬季庙会" not in self.get("/events?month=2026-12").words
        with clock.fixed_at(out):
            assert "五当召冬季庙会" in self.get("/events?month=2026-12").words
            assert self.version().state is State.published

    def test_takes_down_at_its_second_and_not_before(self) -> None:
        down = clock.at_local(date(2026, 12, 7), time(0))
        with clock.fixed_at(NOW):
            self.published(unpublish_at="2026-12-07T00:00")
            slug = self.event().slug
        with clock.fixed_at(down - timedelta(seconds=1)):
            for _ in range(2):
                assert "五当召冬季庙会" in self.get("/events?month=2026-12").words
        with clock.fixed_at(down):
            assert "五当召冬季庙会" not in self.get("/events?month=2026-12").words
            assert self.client.get(f"/events/{slug}").status_code == 410
            assert "UID" not in self.client.get("/events.ics").text

    def test_refuses_to_take_down_before_it_publishes(self) -> None:
        with clock.fixed_at(NOW):
            self.act_as(self.editor)
            times = {"publish_at": "2026-12-02T08:00", "unpublish_at": "2026-12-01T08:00"}
            page = self.send(self.get(NEW), FIVE | times, "Submit for review", FORM, status=422)
            assert "taken down before anybody could see it" in page.one(".form-errors").get_text()


class TheList(DeskTestCase):
    def test_shows_what_is_written_what_is_public_and_what_is_not_translated(self) -> None:
        with clock.fixed_at(NOW):
            self.published(title_zh="公开的", title_en="Public one", text_en="Text.")
            self.write(title_zh="草稿", button="Save the draft")
            page = self.get(LIST)
            assert page.texts("tbody th") == ["草稿 not translated", "Public one"]
            assert "Draft" in page.words and "5 December 2026" in page.words

    def test_can_be_filtered(self) -> None:
        with clock.fixed_at(NOW):
            self.published(title_zh="公开的庙会")
            self.write(title_zh="我的草稿")
            other = self.staff(*self.editor.roles)
            self.write(title_zh="别人的草稿", by=other)
            for query, titles in {
                "?show=draft": {"别人的草稿", "我的草稿"},
                "?show=published": {"公开的庙会"},
                "?mine=1": {"别人的草稿"},
                "?q=庙会": {"公开的庙会"},
                "?show=past": set(),
            }.items():
                rows = self.get(LIST + query).soup.select("tbody th a")
                assert {tag.get_text() for tag in rows} == titles, query
            self.get(f"{LIST}?show=nothing", 404)

    def test_leaves_out_what_is_past_until_it_is_asked_for(self) -> None:
        with clock.fixed_at(NOW):
            self.published()
        with clock.fixed_at(NOW + timedelta(days=60)):
            self.act_as(self.editor)
            assert self.get(LIST).soup.select("tbody th") == []
            assert len(self.get(f"{LIST}?show=past").soup.select("tbody th")) == 1
