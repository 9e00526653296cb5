"""Writing an edition at the desk: begun, written, joined, reviewed, withdrawn, copied."""

from datetime import date, time

from tests.forms import filled_in
from tests.race.desk import EDIT, FORM, HUB, PUBLIC, DeskTestCase
from tests.race.made import RACE_DAY, YEAR, a_course, on_the_day
from webapp.content.files import read
from webapp.content.loader import load
from webapp.core.translated import Statement
from webapp.race.models import Edition, EditionStatus
from webapp.review.models import State
from webapp.staff.models import Role

NEW = "/en/bureau/race/new"
LIST = "/en/bureau/race/"


class ANewEdition(DeskTestCase):
    def begin(self) -> None:
        typed = {"year": "2027", "edition_number": "15", "name_zh": "第十五届五当召杯"}
        for _ in range(2):  # a double tap begins it once
            self.send(self.get(NEW), typed, "Begin the draft")

    def test_is_begun_with_year_number_and_name_and_goes_before_the_public(self) -> None:
        page = self.send(
            self.get(NEW), {"year": "", "edition_number": ""}, "Begin the draft", status=422
        )
        assert page.texts(".form-errors li") == [
            "Year of the race: This has to be filled in.",
            "Edition number: This has to be filled in.",
            "Name: This has to be filled in.",
        ]
        self.begin()
        self.get(PUBLIC, status=404)
        assert "Draft" in self.get(LIST).words
        self.write({"held_on": "2027-08-28", "status": "announced"}, "Submit for review")
        self.publish()
        edition = self.edition()
        assert (edition.number, edition.held_on) == (15, RACE_DAY)
        assert "第十五届五当召杯" in self.get(PUBLIC).words
        assert [one for one in self.actions() if one != "refused"] == [
            "create",
            "save",
            "submit",
            "publish",
        ]

    def test_has_one_draft_a_year(self) -> None:
        self.begin()
        self.act_as(self.other)
        typed = {"year": "2027", "edition_number": "16", "name_zh": "别的"}
        page = self.send(self.get(NEW), typed, "Begin the draft", status=422)
        assert "Year of the race: There is an edition of this year already." in page.texts(
            ".form-errors li"
        )

    def test_begins_as_a_copy_of_the_one_before(self) -> None:
        self.stored(notes=(Statement(zh="旧注"),), riders=300)
        self.session.add(a_course())
        self.session.commit()
        page = self.get(f"{NEW}?copy={YEAR}")
        assert page.one("[name=year]")["value"] == "2028"
        self.send(page, {}, "Begin the draft")
        page = self.get("/en/bureau/race/2028/edit")
        assert page.one("[name=name_zh]")["value"] == "第十六届五当召杯"
        assert page.one("[name=held_on]").get("value", "") == ""
        assert page.one("[name=categories-0-born_from]")["value"] == "1988-01-01"
        assert page.one("[name=waves-1-categories]")["value"] == "women-open, ride"
        assert page.one("[name=timetable-0-starts]")["value"] == "07:00"
        assert page.one("[name=riders]").get("value", "") == ""
        hub = self.get("/en/bureau/race/2028/")
        assert "to be announced" in hub.words and "missing" not in hub.words
        assert "Main course" in self.get("/en/bureau/race/2028/courses/").words


class TheForm(DeskTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.stored()

    def test_takes_another_row_of_each_list_without_javascript(self) -> None:
        page = self.write({}, "Add another category")
        page = self.send(page, {"categories-3-name_zh": "青年组"}, "Add another wave", FORM)
        row = {"waves-2-starts": "10:00", "waves-2-categories": "青年组"}
        page = self.send(page, row, "Add another line", FORM)
        row = {
            "timetable-4-step": "briefing",
            "timetable-4-day": "-1",
            "timetable-4-starts": "19:00",
            "timetable-4-where_zh": "石拐区第一中学",
        }
        page = self.send(page, row, "Add another organiser", FORM)
        page = self.send(
            page, {"organisers-0-name_zh": "石拐区人民政府"}, "Add another address", FORM
        )
        row = {"documents-0-title_zh": "竞赛规程", "documents-0-link": "https://example.org/a.pdf"}
        page = self.send(page, row, "Add another winner", FORM)
        row = {
            "winners-0-category_zh": "青年组",
            "winners-0-name_zh": "甲",
            "winners-0-time": "1:02",
        }
        self.send(page, row, "Submit for review", FORM)
        self.publish()
        edition = self.edition()
        assert [one.code for one in edition.categories] == ["men-elite", "women-open", "ride", "c1"]
        assert (edition.waves[2].code, edition.waves[2].categories) == ("c", ("c1",))
        first = edition.timetable[0]
        assert (first.day, first.starts) == (date(2027, 8, 27), time(19))
        assert edition.organisers[0].name.zh == "石拐区人民政府"
        assert edition.documents[0].link == "https://example.org/a.pdf"
        assert edition.winners[0].time == "1:02"

    def test_changes_nothing_when_it_is_only_saved(self) -> None:
        before = self.edition()
        kept = (before.categories, before.waves, before.timetable, before.notes, before.sources)
        self.write({"distance_km": "45.5"}, "Submit for review")
        self.publish()
        after = self.edition()
        assert after.distance_km == 45.5
        assert (after.categories, after.waves, after.timetable, after.notes, after.sources) == kept

    def test_says_in_words_what_does_not_fit(self) -> None:
        wrong = {
            "categories-1-code": "men-elite",
            "categories-2-bibs": "1-9",
            "waves-0-categories": "men-elite, kids",
            "timetable-1-ends": "09:30",
            "held_on": "",
            "status": "entries_open",
        }
        page = self.write(wrong, "Submit for review", status=422)
        said = page.texts(".form-errors li")
        assert "First day: With this status the day has to be known." in said
        assert "女子大众组 · Code: Two have the code “men-elite”: each needs its own." in said
        assert "骑游组 · Bib numbers: The number 1 belongs to another category as well." in said
        assert (
            "09:00 men-elite, kids · Categories that start: No category is called “kids”." in said
        )
        assert any("The call-up goes on after the last start" in one for one in said)
        assert self.version().state is State.draft
        assert "No category is called “kids”" in self.get(HUB).words

    def test_gives_back_what_it_cannot_read(self) -> None:
        typed = {"distance_km": "1e5", "categories-0-quota": "many", "categories-0-code": "Men!"}
        page = self.write(typed, status=422)
        assert page.one("[name=distance_km]")["value"] == "1e5"
        said = page.texts(".form-errors li")
        assert "Course length in km: This is no number such as 45 or 45.5." in said
        assert "男子精英组 · Quota: This is no whole number." in said
        page = self.get(f"{EDIT}?add=nonsense")
        assert page.one("[name=distance_km]")["value"] == "45"

    def test_takes_a_row_out(self) -> None:
        self.write({"timetable-3-remove": True})
        assert len(self.version().fields["timetable"]) == 3

    def test_saves_itself_and_joins_two_editors(self) -> None:
        typed = {"name_en": "15th Cup", "distance_km": "46"}
        _address, mine = filled_in(self.get(EDIT).soup, typed, "Save the draft", FORM)
        self.act_as(self.other)
        self.write({"name_en": "Fifteenth Cup"})
        self.act_as(self.editor)
        page = self.post(EDIT, mine, status=409)
        assert "Fifteenth Cup" in page.words and "编辑丙" in page.words
        self.send(page, {"choice-name.en": "theirs"}, "Save both together")
        fields = self.version().fields
        assert (fields["name"]["en"], fields["distance_km"]) == ("Fifteenth Cup", 46.0)
        autosave = self.get(EDIT).one(FORM)["data-autosave"]
        answer = self.post(autosave, {"number": "2", "saves": "99", "name_zh": "新名"}, status=409)
        assert "changed this meanwhile" in answer.response.get_json()["problem"]

    def test_compares_versions_in_words_and_previews_them(self) -> None:
        self.write({"categories-0-bibs": "1-150", "name_en": "Cup"}, "Submit for review")
        version = self.version()
        page = self.get(f"/en/bureau/review/{version.manuscript_id}")
        assert "150" in page.texts("ins")[-1]
        preview = self.get(f"/en/bureau/race/{YEAR}/versions/{version.number}")
        assert preview.one(".preview-banner") and "Cup" in preview.words
        self.get(f"/en/bureau/race/{YEAR}/versions/99", status=404)


class AnEditionThatIsWithdrawn(DeskTestCase):
    def test_is_gone_from_every_page_and_can_come_back(self) -> None:
        self.stored()
        self.write({"name_en": "Cup"}, "Submit for review")
        self.publish()
        self.act_as(self.reviewer)
        page = self.get(f"/en/bureau/review/{self.version().manuscript_id}")
        self.send(page, {"withdraw-reason": "错"}, form="form[action$='/withdraw']")
        for address in (PUBLIC, f"{PUBLIC}.ics", f"/en/bureau/race/{YEAR}/notices"):
            self.get(address, status=404)
        assert self.get("/en/race").texts(".edition-row") == []
        self.act_as(self.editor)
        assert "The public does not see it." in self.get(HUB).words
        self.write({"name_en": "Cup again"}, "Submit for review")
        self.publish()
        assert "Cup again" in self.get(PUBLIC).words


class WhatTheContentBrought(DeskTestCase):
    content = True

    def test_keeps_its_sources_and_is_left_alone_once_staff_have_edited_it(self) -> None:
        before = self.session.get_one(Edition, 2012)
        notes, sources = before.notes, before.sources
        address = "/en/bureau/race/2012/edit"
        self.send(self.get(address), {"riders": "261"}, "Submit for review", FORM)
        self.publish()
        edition = self.edition(2012)
        assert (edition.notes, edition.sources, edition.riders) == (notes, sources, 261)
        assert edition.status is EditionStatus.held
        self.session.rollback()
        load(self.session, read())
        self.session.commit()
        assert self.edition(2012).riders == 261

    def test_shows_every_edition_to_whoever_may_read(self) -> None:
        self.sign_in(Role.auditor)
        page = self.get(LIST)
        assert [one[:4] for one in page.texts("tbody th")] == ["2024", "2023", "2016", "2012"]
        assert "New edition" not in page.words
        hub = self.get("/en/bureau/race/2012/")
        assert "Write the text" not in hub.words
        self.get("/en/bureau/race/2011/", status=404)


class TheHub(DeskTestCase):
    now = on_the_day(8)

    def test_puts_the_roadside_first_on_the_race_day(self) -> None:
        self.stored()
        page = self.get(HUB)
        assert page.texts("h2")[0] == "At the roadside"
        assert page.texts(".race-ways.is-big strong")[0] == "Announce something"
        edition = self.edition()
        edition.held_on = date(2027, 8, 29)
        self.session.commit()
        assert self.get(HUB).texts("h2")[0] == "Where it stands"
