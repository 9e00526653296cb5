"""Writing places at the desk: the form, its preview, the review, and two people at once."""

from datetime import date, datetime

from sqlalchemy import select

from tests.forms import filled_in
from tests.places.factories import a_place
from tests.support import Page, TestCase
from webapp.core import clock
from webapp.core.audit import AuditEntry
from webapp.core.clock import LOCAL
from webapp.core.sources import Source
from webapp.core.translated import Statement, Translated
from webapp.places.models import Place, PlaceStatus
from webapp.review import workflow
from webapp.review.models import Manuscript, State, Version
from webapp.staff.models import Role

MORNING = datetime(2026, 11, 23, 9, tzinfo=LOCAL)
SCRIPT = '"><script>alert(1)</script>'
TEXTS = ("name", "summary", "status_note", "hours", "price", "season", "getting_there", "phone")


class Writing(TestCase):
    def setUp(self) -> None:
        self.session.add(Source(key="s", title=Translated("一本书"), kind="book"))
        self.temple = a_place(
            "五当召",
            slug="temple",
            lat=40.79,
            lon=110.31,
            checked_on=date(2025, 1, 1),
            tags=("wdz",),
            story=(
                Statement(zh="第一段。", en="One.", sources=("s",), verify=True),
                Statement(zh="第二段。", sources=("s",)),
            ),
            facts=(Statement(zh="1749年", label=Translated("建成"), sources=("s",)),),
            hours=Statement(zh="8点到18点", en="8 to 18", sources=("s",), verify=True),
        )
        self.session.add(self.temple)
        self.session.commit()

    def open(self, slug: str = "temple") -> Page:
        """The form of a public place, as one gets there from its page."""
        return self.send(self.get(f"/bureau/places/{slug}"), {}, form="form[action$='/edit']")

    def write(self, page: Page, then: str = "save", answer: int = 303, **values: object) -> Page:
        button = {"save": "Save the draft", "submit": "Submit for review", "preview": "Preview"}
        english = self.get(f"/en{page.one('form.form')['action']}".replace("/en/en", "/en"))
        return self.send(english, values, button=button[then], form="form.form", status=answer)

    def version(self) -> Version:
        return self.session.scalars(select(Version).order_by(Version.id.desc())).first()  # type: ignore[return-value]

    def publish(self) -> Place:
        workflow.publish(self.session, self.version(), self.staff(Role.reviewer), clock.now())
        self.session.commit()
        self.session.expire_all()
        record = self.version().manuscript.record_id
        assert record is not None
        return self.session.get_one(Place, record)


class ChangingAPublicPlace(Writing):
    def test_goes_through_a_reviewer_and_keeps_what_nobody_changed(self) -> None:
        self.sign_in(Role.editor)
        self.write(self.open(), "submit", price_zh="免费", price_en="Free")
        assert "免费" not in self.get("/places/temple").words
        assert self.version().state is State.submitted
        place = self.publish()
        assert "免费" in self.get("/places/temple").words
        assert place.story == self.temple.story
        assert place.story[0].sources == ("s",) and place.story[0].verify
        assert place.hours == Statement(zh="8点到18点", en="8 to 18", sources=("s",), verify=True)
        assert place.facts[0].sources == ("s",)
        assert place.edited_at is not None
        assert (place.lat, place.lon, place.tags) == (40.79, 110.31, ("wdz",))

    def test_a_changed_statement_is_the_bureaus_own(self) -> None:
        self.sign_in(Role.editor)
        text = "第一段。\n\n改过的第二段。\n\n第三段。"
        self.write(self.open(), "submit", hours_zh="9点到17点", story_zh=text)
        place = self.publish()
        assert place.hours == Statement(zh="9点到17点", en="8 to 18")
        assert [one.sources for one in place.story] == [("s",), (), ()]

    def test_says_that_all_was_verified_today_only_when_ticked(self) -> None:
        with clock.fixed_at(MORNING):
            self.sign_in(Role.editor)
            self.write(self.open(), "submit", price_zh="免费")
            assert self.publish().checked_on == date(2025, 1, 1)
            self.write(self.open(), "submit", checked=True)
            assert self.publish().checked_on == date(2026, 11, 23)

    def test_is_found_by_its_new_names(self) -> None:
        self.sign_in(Role.editor)
        self.write(self.open(), "submit", aliases="广觉寺，Badgar、 广觉寺 ")
        place = self.publish()
        assert place.aliases == ("广觉寺", "Badgar")
        for question in ("gjs", "guangjuesi", "badgar", "wdz"):
            assert "五当召" in self.get(f"/search?q={question}").words

    def test_the_loader_leaves_it_alone_from_then_on(self) -> None:
        self.sign_in(Role.editor)
        self.write(self.open(), "submit", status="under_repair", status_note_zh="大殿修缮")
        place = self.publish()
        assert (place.status, place.edited_at is not None) == (PlaceStatus.under_repair, True)
        assert "大殿修缮" in self.get("/places/temple").words

    def test_withdrawn_it_is_gone_and_comes_back_with_the_next_text(self) -> None:
        self.sign_in(Role.editor)
        self.write(self.open(), "submit", price_zh="免费")
        self.publish()
        reviewer = self.staff(Role.reviewer)
        manuscript = self.version().manuscript
        workflow.withdraw(self.session, manuscript, reviewer, "搬迁", clock.now())
        self.session.commit()
        self.get("/places/temple", 404)
        assert "withdrawn" in self.get("/en/bureau/places/").words
        self.write(self.open(), "submit", price_zh="三元")
        self.publish()
        assert "三元" in self.get("/places/temple").words


class ANewPlace(Writing):
    def test_gets_an_address_of_its_own_once_it_is_published(self) -> None:
        self.sign_in(Role.editor)
        page = self.get("/en/bureau/places/new")
        self.write(page, "submit", name_zh="五当召", summary_zh="另一座。", kind="monastery")
        place = self.publish()
        assert place.slug == "wu-dang-zhao"
        assert "另一座" in self.get(f"/places/{place.slug}").words
        assert place.id in {one.id for one in self.session.scalars(select(Place))}

    def test_named_like_a_page_of_the_desk_can_still_be_opened_there(self) -> None:
        self.sign_in(Role.editor)
        for name in ("New", "2026", "preview"):
            page = self.get("/en/bureau/places/new")
            self.write(page, "submit", name_zh=name, summary_zh="一处。")
            place = self.publish()
            assert self.get(f"/bureau/places/{place.slug}").texts("h1") == [name]

    def test_without_a_name_is_kept_and_not_submitted(self) -> None:
        self.sign_in(Role.editor)
        page = self.get("/en/bureau/places/new")
        refused = self.write(page, "submit", answer=422, name_zh="", hours_zh="8点")
        assert "This has to be filled in" in refused.one(".form-errors").get_text()
        assert refused.one("#hours_zh").get_text().strip() == "8点"
        assert self.version().state is State.draft
        assert self.version().fields["hours"]["zh"] == "8点"

    def test_sent_twice_is_one_draft(self) -> None:
        self.sign_in(Role.editor)
        page = self.get("/en/bureau/places/new")
        for _ in range(2):
            self.write(page, name_zh="新村", summary_zh="一处。")
        assert len(self.session.scalars(select(Manuscript)).all()) == 1
        assert "新村" in self.get("/bureau/places/").words


class ThePreview(Writing):
    def test_shows_the_public_page_as_it_would_be_and_changes_nothing(self) -> None:
        self.sign_in(Role.editor)
        page = self.write(
            self.open(), "preview", price_zh="九十九元", story_zh="新故事。", story_en=""
        )
        assert "九十九元" in page.words
        assert "新故事" in page.words
        assert page.soup.select(".preview-banner")
        assert page.headers["Cache-Control"] == "no-store"
        public = self.get("/places/temple")
        assert "九十九元" not in public.words and "第一段" in public.words
        self.session.expire_all()
        assert self.session.get_one(Place, self.temple.id).price is None

    def test_shows_a_new_place_that_has_hardly_anything(self) -> None:
        self.sign_in(Role.editor)
        page = self.get("/en/bureau/places/new")
        shown = self.write(page, "preview", name_zh="新村")
        assert "新村" in shown.words
        assert not shown.soup.select(".place-events")

    def test_is_for_those_whose_business_it_is(self) -> None:
        self.sign_in(Role.editor)
        self.write(self.open(), price_zh="九十九元")
        address = f"/bureau/places/preview/{self.version().id}"
        for roles in ((Role.reviewer,), (Role.auditor,)):
            self.sign_in(*roles)
            self.get(address)
        self.sign_in(Role.operator, places=(self.temple.id,))
        self.get(address)
        self.sign_in(Role.operator)
        self.get(address, 403)
        self.sign_in(Role.statistician)
        self.get(address, 403)
        self.sign_in(Role.editor)
        self.get("/bureau/places/preview/999", 404)


class WhoMayWrite(Writing):
    def test_editors_alone(self) -> None:
        self.sign_in(Role.editor)
        self.write(self.open(), price_zh="免费")
        number = self.version().manuscript_id
        for role in set(Role) - {Role.editor}:
            self.sign_in(role, places=(self.temple.id,))
            self.get(f"/bureau/places/{number}/edit", 403)
            self.get("/bureau/places/new", 403)
            data = {"name_zh": "坏", "number": "2", "saves": "2"}
            for address in (f"{number}/edit", f"{number}/autosave", "new", "new/autosave"):
                self.post(f"/bureau/places/{address}", data, 403)
            self.post("/bureau/places/temple/edit", status=403)
        assert self.version().fields["name"]["zh"] == "五当召"

    def test_what_is_no_place_is_not_there(self) -> None:
        self.sign_in(Role.editor)
        self.session.add(Manuscript(kind="event", created_at=clock.now()))
        self.session.commit()
        number = self.session.scalars(select(Manuscript)).one().id
        for address in (f"{number}/edit", "999/edit", "nowhere/edit", "nowhere"):
            self.get(f"/bureau/places/{address}", 405 if address == "nowhere/edit" else 404)
        self.post(f"/bureau/places/{number}/edit", {"name_zh": "坏"}, 404)

    def test_a_form_decides_nothing_but_its_fields(self) -> None:
        self.sign_in(Role.editor)
        forged = {
            "slug": "evil",
            "signature": "1",
            "position": '{"lat": 1}',
            "checked_on": "2030-01-01",
            "edited_at": "x",
            "state": "published",
            "authors": "[]",
            "parent_id": "1",
        }
        page = self.open()
        action = page.one("form.form")["action"]
        sent = {f"{name}_{code}": "新" for name in TEXTS for code in ("zh", "en")}
        sent |= {"kind": "village", "status": "open", "number": "1", "saves": "0", "aliases": ""}
        sent |= {"story_zh": "", "story_en": "", "township_zh": "", "township_en": ""}
        self.post(str(action), sent | forged | {"then": "submit"})
        assert self.version().state is State.submitted
        place = self.publish()
        assert (place.slug, place.signature, place.parent_id) == ("temple", None, None)
        assert (place.lat, place.checked_on) == (40.79, date(2025, 1, 1))

    def test_scripts_in_every_field_are_texts(self) -> None:
        self.sign_in(Role.editor)
        values = {f"{name}_{code}": f"{name}{SCRIPT}" for name in TEXTS for code in ("zh", "en")}
        values |= {"story_zh": f"[x](javascript:alert(1)) {SCRIPT}", "story_en": SCRIPT}
        values |= {"township_zh": SCRIPT, "township_en": SCRIPT, "aliases": SCRIPT}
        shown = self.write(self.open(), "preview", **values)
        number = self.version().manuscript_id
        self.write(self.get(f"/bureau/places/{number}/edit"), "submit")
        pages = [shown, self.get(f"/bureau/review/{number}")]
        self.publish()
        for address in ("/places/temple", "/en/places/temple", "/map", "/places", "/"):
            pages.append(self.get(address))
        for address in ("/bureau/places/", "/bureau/places/temple", "/bureau/places/temple/close"):
            pages.append(self.get(address))
        for page in pages:
            assert "<script>alert" not in page.text
            assert not page.soup.select("a[href^='javascript']")

    def test_the_audit_trail_tells_what_changed(self) -> None:
        self.sign_in(Role.editor)
        self.write(self.open(), "submit", price_zh="免费")
        entries = self.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        assert [one.action for one in entries] == ["save", "submit"]
        assert entries[0].after == {"price": {"zh": "免费"}}
        assert entries[0].before == {"price": {"zh": ""}}


class TwoPeopleAtOnce(Writing):
    def setUp(self) -> None:
        super().setUp()
        self.first, self.second = self.staff(Role.editor), self.staff(Role.editor)
        self.act_as(self.first)
        self.pages = self.open(), self.open()
        self.address = str(self.pages[0].one("form.form")["action"])

    def send_as_second(self, **values: str) -> Page:
        action, sent = filled_in(self.pages[1].soup, values, "Save the draft", "form.form")
        self.act_as(self.second)
        return self.post(action, sent, 409)

    def test_what_only_one_changed_is_joined(self) -> None:
        self.write_first(price_zh="免费")
        page = self.send_as_second(phone_zh="0472-1234567")
        assert "免费" in page.words
        self.send(page, {}, form="form.form", button="Save both together")
        fields = self.version().fields
        assert (fields["price"]["zh"], fields["phone"]["zh"]) == ("免费", "0472-1234567")

    def test_what_both_changed_is_asked(self) -> None:
        self.write_first(price_zh="免费", hours_zh="全天")
        page = self.send_as_second(price_zh="五元")
        assert page.texts(".question legend") == ["Tickets (中文)"]
        choice = {"choice-price.zh": "theirs"}
        self.send(page, choice, form="form.form", button="Save both together")
        fields = self.version().fields
        assert (fields["price"]["zh"], fields["hours"]["zh"]) == ("免费", "全天")

    def write_first(self, **values: str) -> None:
        self.pages = self.get(f"/en{self.address}"), self.get(f"/en{self.address}")
        self.send(self.pages[0], values, form="form.form", button="Save the draft")

    def test_saving_by_itself_says_when_somebody_else_was_faster(self) -> None:
        self.write_first(price_zh="免费")
        self.act_as(self.second)
        number = self.version().manuscript_id
        data = {"number": "1", "saves": "0", "kind": "monastery", "status": "open"}
        answer = self.post(f"/bureau/places/{number}/autosave", data | {"name_zh": "别名"}, 409)
        assert answer.response.json and answer.response.json["merge"]

    def test_saving_by_itself_goes_on_from_what_it_saved(self) -> None:
        self.act_as(self.first)
        sent = {"number": "0", "saves": "0", "kind": "village", "status": "open"}
        first = self.post("/bureau/places/new/autosave", sent | {"name_zh": "新"}, 200)
        told = first.response.json
        assert told and told["page"].endswith("/edit")
        sent |= {"number": str(told["number"]), "saves": str(told["saves"]), "name_zh": "新村"}
        self.post(told["autosave"], sent, 200)
        assert self.version().fields["name"]["zh"] == "新村"
        assert len(self.session.scalars(select(Manuscript)).all()) == 2
