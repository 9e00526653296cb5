"""Writing an event at the desk: five fields, drafts that may lack anything, preview, review."""

from datetime import date, time

from sqlalchemy import select

from tests.events.desk import FIVE, FORM, LIST, NEW, NOW, DeskTestCase
from webapp.core import clock
from webapp.core.translated import Translated
from webapp.events.models import DateStatus, Event, EventKind
from webapp.review.models import State


class TheForm(DeskTestCase):
    def test_asks_for_five_things_at_most(self) -> None:
        self.act_as(self.editor)
        page = self.get(NEW)
        required = {tag["name"] for tag in page.soup.select("[aria-required=true], [required]")}
        assert required == set(FIVE)

    def test_five_are_enough_to_go_public(self) -> None:
        with clock.fixed_at(NOW):
            event = self.published()
            assert (event.title.zh, event.kind) == ("五当召冬季庙会", EventKind.temple)
            assert event.place_id == self.place.id
            assert [(row.key, row.starts_on, row.status) for row in event.dates] == [
                ("2026", date(2026, 12, 5), DateStatus.confirmed)
            ]
            assert "五当召冬季庙会" in self.get("/events?month=2026-12").words
            assert "初一早上九点开门，有社火。" in self.get(f"/events/{event.slug}").words

    def test_takes_a_day_to_be_announced_or_a_rule_instead_of_a_day(self) -> None:
        day = {"dates__0__starts_on": ""}
        version = self.submitted(**day, dates__0__status="tba")
        assert version.state is State.submitted
        version = self.submitted(**day, rule_calendar="lunar", rule_month="5", rule_day="13")
        assert version.state is State.submitted
        assert version.fields["dates"] == []

    def test_takes_a_free_address_instead_of_one_of_our_places(self) -> None:
        event_text = {"place": "", "where_zh": "石拐区文化馆前广场"}
        assert self.published(**event_text).where == Translated(zh="石拐区文化馆前广场")

    def test_keeps_everything_that_can_be_written(self) -> None:
        everything = {
            "title_en": "Winter fair",
            "where_zh": "东门",
            "where_en": "East gate",
            "text_en": "It opens at nine.",
            "summary_zh": "热闹。",
            "organiser_zh": "石拐区文旅局",
            "run_by_zh": "五当召管委会",
            "price_zh": "免费",
            "contact_zh": "12345",
            "dates-0-ends_on": "2026-12-06",
            "dates-0-starts": "09:00",
            "dates-0-ends": "17:30",
            "dates-0-note_zh": "第十届",
        }
        with clock.fixed_at(NOW):
            event = self.published(**everything)
            page = self.get(f"/events/{event.slug}")
        row = event.dates[0]
        assert row.starts_at == clock.at_local(date(2026, 12, 5), time(9))
        assert row.ends_at == clock.at_local(date(2026, 12, 6), time(17, 30))
        for words in ("石拐区文旅局", "五当召管委会", "免费", "12345", "第十届", "东门"):
            assert words in page.words

    def test_shows_again_everything_that_was_saved(self) -> None:
        self.write(dates__0__starts="09:00", price_zh="免费", publish_at="2026-12-01T08:00")
        page = self.get(self.edit_address(self.version()))
        for name, value in (
            *FIVE.items(),
            ("dates-0-starts", "09:00"),
            ("price_zh", "免费"),
            ("publish_at", "2026-12-01T08:00"),
        ):
            tag = page.one(f"{FORM} [name='{name}']")
            shown = tag.select_one("option[selected]") or tag
            assert value in (shown.get("value"), shown.get_text().strip())


class ADraft(DeskTestCase):
    def test_may_lack_anything(self) -> None:
        self.act_as(self.editor)
        self.send(self.get(NEW), {"price_zh": "免费"}, "Save the draft", FORM)
        assert self.version().fields["price"] == {"zh": "免费"}
        assert "Without a title" in self.get(LIST).words

    def test_is_saved_even_when_it_cannot_be_submitted(self) -> None:
        self.act_as(self.editor)
        typed = {"title_zh": "半成品", "dates-0-ends_on": "2026-12-06"}
        page = self.send(self.get(NEW), typed, "Submit for review", FORM, status=422)
        assert self.version().state is State.draft
        assert self.version().fields["title"] == {"zh": "半成品"}
        assert page.one("[name=title_zh]")["value"] == "半成品"
        errors = page.texts(".form-errors li")
        assert "Kind of event: This has to be filled in." in errors
        assert "First day: Choose a day, or say that the date is to be announced." in errors
        assert not any(text.startswith("Title") for text in errors)
        self.send(page, FIVE | {"dates-0-ends_on": ""}, "Submit for review", FORM)
        assert self.version().state is State.submitted
        assert self.manuscripts() == 1

    def test_with_something_unreadable_comes_back_as_it_was_typed(self) -> None:
        self.act_as(self.editor)
        typed = FIVE | {"dates-0-starts_on": "五月初五", "price_zh": "十" * 201}
        page = self.send(self.get(NEW), typed, "Save the draft", FORM, status=422)
        assert page.one("[name=dates-0-starts_on]")["value"] == "五月初五"
        assert page.one("[name=price_zh]")["value"] == "十" * 201
        errors = page.texts(".form-errors li")
        assert "First day: This is no day such as 2027-06-17." in errors
        assert "Cost: This is longer than 200 characters." in errors
        assert self.manuscripts() == 0

    def test_of_nothing_is_not_kept(self) -> None:
        self.act_as(self.editor)
        for button in ("Save the draft", "Submit for review", "Preview"):
            page = self.send(self.get(NEW), {}, button, FORM, status=422)
            assert "Title: This has to be filled in." in page.texts(".form-errors li")
        assert self.manuscripts() == 0

    def test_sent_twice_is_one(self) -> None:
        self.act_as(self.editor)
        page = self.get(NEW)
        for _ in range(2):
            self.send(page, FIVE, "Save the draft", FORM)
        assert self.manuscripts() == 1

    def test_is_cleaned_of_what_nobody_can_see(self) -> None:
        self.write(title_zh=" 庙\u202e\x08会 \r\n 二 ", text_zh="一。\r\n\r\n\r\n二。\x0b三。 \n")
        fields = self.version().fields
        assert fields["title"]["zh"] == "庙会 二"
        assert fields["text"]["zh"] == "一。\n\n二。三。"

    def test_goes_on_with_another_date_in_an_empty_line(self) -> None:
        page = self.write(button="Add another date")
        assert page.one("[name=dates-0-key]")["value"] == "2026"
        self.send(page, {"dates-1-starts_on": "2026-12-12"}, "Save the draft", FORM)
        assert [one["key"] for one in self.version().fields["dates"]] == ["2026", "2026-2"]

    def test_loses_a_date_that_is_taken_out(self) -> None:
        page = self.write()
        self.send(page, {"dates-0-remove": True}, "Save the draft", FORM)
        assert self.version().fields["dates"] == []


class ThePreview(DeskTestCase):
    def test_is_the_page_that_the_public_will_see(self) -> None:
        with clock.fixed_at(NOW):
            page = self.write(button="Preview", text_zh="见[官网](https://example.cn/a)。")
            assert "五当召冬季庙会" in page.one("h1").get_text()
            assert page.one(".story a")["href"] == "https://example.cn/a"
            assert "Saturday, 5 December 2026" in page.words
            assert "Preview" in page.one(".preview-banner").get_text()
            assert page.headers["Cache-Control"] == "no-store"
            assert page.soup.select("meta[name=robots][content=noindex]")

    def test_does_not_make_it_public(self) -> None:
        with clock.fixed_at(NOW):
            self.write(button="Preview")
            assert "五当召冬季庙会" not in self.get("/events?month=2026-12").words
            self.get("/events/wu-dang-zhao-dongji-miaohui", 404)

    def test_of_something_half_written_works_too(self) -> None:
        self.act_as(self.editor)
        page = self.send(self.get(NEW), {"price_zh": "免费"}, "Preview", FORM)
        assert "免费" in page.words

    def test_shows_a_changed_event_with_the_old_one_still_public(self) -> None:
        with clock.fixed_at(NOW):
            event = self.published()
            self.act_as(self.editor)
            page = self.get(self.edit_address(self.version()))
            page = self.send(page, {"title_zh": "改名的庙会"}, "Preview", FORM)
            assert "改名的庙会" in page.one("h1").get_text()
            assert "五当召冬季庙会" in self.get(f"/events/{event.slug}").words


class AChange(DeskTestCase):
    def test_goes_through_review_while_the_old_text_stays_public(self) -> None:
        with clock.fixed_at(NOW):
            event = self.published()
            self.act_as(self.editor)
            page = self.get(self.edit_address(self.version()))
            self.send(page, {"title_zh": "改名的庙会"}, "Submit for review", FORM)
            assert (self.version().number, self.version().state) == (2, State.submitted)
            assert "五当召冬季庙会" in self.get("/events?month=2026-12").words
            self.publish(self.version())
            assert "改名的庙会" in self.get("/events?month=2026-12").words
            assert self.event().slug == event.slug

    def test_that_was_returned_shows_why_and_goes_in_again(self) -> None:
        version = self.submitted()
        self.act_as(self.reviewer)
        review = self.get(f"/en/bureau/review/{version.manuscript_id}")
        self.send(review, {"return-reason": "几点开始？"}, form="form[action$='/return']")
        self.act_as(self.editor)
        page = self.get(self.edit_address(version))
        assert "几点开始？" in page.words
        self.send(page, {"dates-0-starts": "09:00"}, "Submit for review", FORM)
        assert self.version().state is State.submitted

    def test_of_what_is_submitted_is_not_taken_and_not_lost(self) -> None:
        self.write()
        version = self.version()
        page = self.get(self.edit_address(version))
        self.send(page, {}, "Submit for review", FORM)
        late = self.send(page, {"title_zh": "还没写完"}, "Save the draft", FORM, status=409)
        assert late.one("[name=title_zh]")["value"] == "还没写完"
        assert "To review" in late.one(".form-errors").get_text()
        assert self.version().fields["title"]["zh"] == FIVE["title_zh"]

    def test_of_what_is_submitted_begins_with_taking_it_back(self) -> None:
        version = self.submitted()
        self.assertRedirects(
            self.client.get(self.edit_address(version)),
            f"/en/bureau/review/{version.manuscript_id}",
        )
        page = self.get(f"/en/bureau/review/{version.manuscript_id}")
        self.send(page, {}, form="form[action$='/take-back']")
        self.get(self.edit_address(version))

    def test_keeps_the_sources_of_dates_nobody_changed(self) -> None:
        with clock.fixed_at(NOW):
            event = self.published()
            event.dates[0].sources = ("official",)
            self.session.commit()
            self.act_as(self.editor)
            page = self.get(self.edit_address(self.version()))
            version = self.version()
            version.fields = version.fields | {
                "dates": [version.fields["dates"][0] | {"sources": ["official"]}]
            }
            self.session.commit()
            self.send(page, {"title_zh": "改名的庙会"}, "Submit for review", FORM)
            self.publish(self.version())
            assert self.event().dates[0].sources == ("official",)


class AnEventOfTheContentFiles(DeskTestCase):
    content = True

    def test_can_be_changed_like_any_other(self) -> None:
        with clock.fixed_at(NOW):
            event = self.event_called("mani-puja")
            before = [row.sources for row in event.dates]
            self.act_as(self.editor)
            page = self.get(f"/en/bureau/events/public/{event.id}")
            assert self.manuscripts() == 0
            self.send(page, {"title_zh": "嘛呢法会"}, "Submit for review", FORM)
            assert self.manuscripts() == 1
            self.publish(self.version())
            changed = self.event_called("mani-puja")
            assert changed.title.zh == "嘛呢法会"
            assert [row.sources for row in changed.dates] == before
            assert [row.sequence for row in changed.dates] == [0, 0]
            assert all(one.sources for one in changed.story)
            self.act_as(self.editor)
            self.assertRedirects(
                self.client.get(f"/en/bureau/events/public/{event.id}"),
                f"/en/bureau/events/{self.version().manuscript_id}",
            )

    def event_called(self, slug: str) -> Event:
        self.session.rollback()
        return self.session.scalars(select(Event).filter_by(slug=slug)).one()
