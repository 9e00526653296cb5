"""Calling off at the desk: public at once, in the feed, with its reason; confirmed afterwards."""

from datetime import date

from sqlalchemy import select

from tests.events.desk import FORM, LIST, NOW, DeskTestCase
from webapp.content import files, loader
from webapp.core import audit, clock
from webapp.events import addresses
from webapp.events.models import DateStatus, Event
from webapp.review.models import State
from webapp.staff.models import Role

TITLE = "五当召冬季庙会"
RULE = {"rule_calendar": "lunar", "rule_month": "5", "rule_day": "13"}


class CallingOff(DeskTestCase):
    def call_off(self, event: Event, status: int = 303, **values: str):
        page = self.get(f"/en/bureau/events/public/{event.id}/call-off")
        return self.send(page, values, form=".form", status=status)

    def test_is_public_at_once_with_its_reason(self) -> None:
        with clock.fixed_at(NOW):
            event = self.published()
            before = self.client.get("/events.ics").text
            self.act_as(self.editor)
            page = self.call_off(event, reason_zh="大风蓝色预警", reason_en="Strong wind")
            assert "The public sees it now." in page.text
            for address in (f"/events/{event.slug}", "/events"):
                assert "大风蓝色预警" in self.get(address).words
            assert "Strong wind" in self.get(f"/en/events/{event.slug}").words
            feed = self.client.get("/events.ics").text
        assert "STATUS:CONFIRMED" in before and "SEQUENCE:0" in before
        assert "STATUS:CANCELLED" in feed and "SEQUENCE:1" in feed
        assert "大风蓝色预警" in feed

    def test_waits_for_a_second_person_to_confirm_it(self) -> None:
        with clock.fixed_at(NOW):
            event = self.published()
            self.act_as(self.reviewer)
            self.call_off(event, reason_zh="大风")
            version = self.version()
            assert (version.urgent, version.state) == (True, State.published)
            assert version.authors == (self.reviewer.id,)
            assert version.reviewer_id is None
            self.act_as(self.staff(Role.reviewer))
            page = self.get(f"/en/bureau/review/{version.manuscript_id}")
            self.send(page, {}, form="form[action$='/confirm']")
            assert self.version().reviewer_id is not None

    def test_needs_a_reason(self) -> None:
        with clock.fixed_at(NOW):
            event = self.published()
            self.act_as(self.editor)
            page = self.call_off(event, 422, reason_en="Wind", new_day="nonsense")
            errors = page.texts(".form-errors li")
            assert "Reason: This has to be filled in." in errors
            assert "New day, if it is known: This is no day such as 2027-06-17." in errors
            assert page.one("[name=reason_en]")["value"] == "Wind"
            assert self.event().dates[0].status is DateStatus.confirmed

    def test_postpones_to_a_new_day_of_the_same_hours(self) -> None:
        with clock.fixed_at(NOW):
            event = self.published(dates__0__starts="09:00")
            self.act_as(self.editor)
            self.call_off(event, way="postponed", reason_zh="大雪", new_day="2026-12-12")
            old, new = sorted(self.event().dates, key=lambda row: row.starts_on or date.max)
            assert (old.status, old.postponed_to) == (DateStatus.postponed, new)
            assert new.starts_on == date(2026, 12, 12)
            assert clock.local(new.starts_at or NOW).hour == 9
            page = self.get(f"/en/events/{event.slug}")
            assert "New date: Saturday, 12 December 2026" in page.words

    def test_moves_to_another_place_that_is_named(self) -> None:
        with clock.fixed_at(NOW):
            event = self.published()
            self.act_as(self.editor)
            page = self.call_off(event, 422, way="moved", reason_zh="维修")
            assert "Moved to: This has to be filled in." in page.texts(".form-errors li")
            self.call_off(event, way="moved", reason_zh="维修", moved_to_zh="文化馆")
            assert self.event().dates[0].status is DateStatus.moved
            assert "文化馆" in self.get("/events").words

    def test_a_computed_day_can_be_called_off(self) -> None:
        with clock.fixed_at(NOW):
            event = self.published(dates__0__starts_on="", **RULE)
            self.act_as(self.editor)
            self.call_off(event, key="2027", reason_zh="草场防火")
            [row] = self.event().dates
            assert (row.key, row.status) == ("2027", DateStatus.cancelled)
            assert "草场防火" in self.get("/events?month=2027-06").words

    def test_a_date_without_a_day_cannot_move(self) -> None:
        with clock.fixed_at(NOW):
            event = self.published(dates__0__starts_on="", dates__0__status="tba")
            self.act_as(self.editor)
            page = self.call_off(event, 422, way="moved", reason_zh="维修", moved_to_zh="文化馆")
            assert "no day yet" in page.one(".form-errors").get_text()
            self.call_off(event, way="cancelled", reason_zh="停办")
            assert self.event().dates[0].status is DateStatus.cancelled

    def test_nothing_can_be_called_off_twice_or_that_is_over(self) -> None:
        with clock.fixed_at(NOW):
            event = self.published()
            self.act_as(self.editor)
            self.call_off(event, reason_zh="大风")
            page = self.get(f"/en/bureau/events/public/{event.id}/call-off")
            assert "No date of it is to come" in page.words
            sent = {"key": "2026", "way": "cancelled", "reason_zh": "再一次"}
            self.post(f"/en/bureau/events/public/{event.id}/call-off", sent, 422)
            assert self.event().dates[0].sequence == 1

    def test_goes_into_a_draft_that_is_being_written(self) -> None:
        with clock.fixed_at(NOW):
            event = self.published()
            self.act_as(self.editor)
            address = self.edit_address(self.version())
            self.send(self.get(address), {"price_zh": "免费"}, "Save the draft", FORM)
            self.call_off(event, reason_zh="大风")
            page = self.get(address)
            assert page.one("[name=dates-0-reason_zh]")["value"] == "大风"
            assert page.one("[name=price_zh]")["value"] == "免费"

    def test_is_noted_in_the_audit_trail(self) -> None:
        with clock.fixed_at(NOW):
            event = self.published()
            self.act_as(self.editor)
            self.call_off(event, reason_zh="大风")
        query = select(audit.AuditEntry).filter_by(action="call off")
        entry = self.session.scalars(query).one()
        assert entry.before is not None and entry.after is not None
        assert entry.before["dates"][0]["status"] == "confirmed"
        assert entry.after["dates"][0]["status"] == "cancelled"
        assert entry.account_id == self.editor.id


class ANewAddress(DeskTestCase):
    def test_holds_at_once_and_the_old_one_leads_to_it(self) -> None:
        with clock.fixed_at(NOW):
            event = self.published()
            old = event.slug
            self.act_as(self.reviewer)
            page = self.get(f"/en/bureau/events/public/{event.id}/address")
            page = self.send(page, {"slug": "winter-fair"}, form=".form")
            assert TITLE in page.text
            self.assertRedirects(self.client.get(f"/events/{old}"), "/events/winter-fair")

    def test_has_to_be_one_and_free(self) -> None:
        with clock.fixed_at(NOW):
            first = self.published()
            taken = first.slug
            event = self.published(title_zh="另一个")
            self.act_as(self.reviewer)
            page = self.get(f"/en/bureau/events/public/{event.id}/address")
            for wrong in (taken, "庙会", "a b", "../x", "", "A", "a--b"):
                refused = self.send(page, {"slug": wrong}, form=".form", status=422)
                assert refused.soup.select(".form-errors"), wrong
            assert self.event().slug == "ling-yige"

    def test_is_not_taken_back_by_the_content_files(self) -> None:
        loader.load(self.session, files.read())
        event = self.session.scalars(select(Event).filter_by(slug="mani-puja")).one()
        addresses.change_address(self.session, event, "mani")
        self.session.commit()
        loader.load(self.session, files.read())
        self.session.commit()
        slugs = set(self.session.scalars(select(Event.slug)))
        assert "mani" in slugs and "mani-puja" not in slugs


class Withdrawing(DeskTestCase):
    def test_takes_it_from_the_public_and_a_new_version_brings_it_back(self) -> None:
        with clock.fixed_at(NOW):
            event = self.published()
            slug, version = event.slug, self.version()
            page = self.get(f"/en/bureau/review/{version.manuscript_id}")
            self.send(page, {"withdraw-reason": "重复发布"}, form="form[action$='/withdraw']")
            assert TITLE not in self.get("/events?month=2026-12").words
            self.get(f"/events/{slug}", 410)
            self.act_as(self.editor)
            assert TITLE not in self.get(LIST).words
            assert TITLE in self.get(f"{LIST}?show=gone").words
            self.get(f"/en/bureau/events/public/{event.id}/call-off", 400)
            page = self.get(self.edit_address(version))
            self.send(page, {"title_zh": "又来了"}, "Submit for review", FORM)
            self.publish(self.version())
            assert "又来了" in self.get(f"/events/{slug}").words

    def test_is_not_undone_by_the_content_files(self) -> None:
        loader.load(self.session, files.read())
        self.session.commit()
        with clock.fixed_at(NOW):
            event = self.session.scalars(select(Event).filter_by(slug="mani-puja")).one()
            self.act_as(self.editor)
            form = self.get(f"/en/bureau/events/public/{event.id}")
            self.send(form, {"price_zh": "免费"}, "Submit for review", FORM)
            self.publish(self.version())
            page = self.get(f"/en/bureau/review/{self.version().manuscript_id}")
            self.send(page, {"withdraw-reason": "有误"}, form="form[action$='/withdraw']")
            loader.load(self.session, files.read())
            self.session.commit()
            self.get("/events/mani-puja", 410)
