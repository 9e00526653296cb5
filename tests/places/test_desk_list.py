"""The desk's list of places, and what the front desk says of them."""

from datetime import date, datetime, timedelta

from tests.places.factories import a_place
from tests.support import TestCase
from webapp.core import clock
from webapp.core.clock import LOCAL
from webapp.core.translated import Statement, Translated
from webapp.places import closures
from webapp.places.listed import a_year_before
from webapp.places.models import Basis
from webapp.review import drafts
from webapp.staff.models import Role

MORNING = datetime(2026, 11, 23, 9, tzinfo=LOCAL)


def test_a_year_before_a_leap_day_is_the_day_before_march() -> None:
    assert a_year_before(date(2028, 2, 29)) == date(2027, 2, 28)
    assert a_year_before(date(2026, 11, 23)) == date(2025, 11, 23)


class TheList(TestCase):
    def setUp(self) -> None:
        surveyed = {"lat": 40.7, "lon": 110.2, "basis": Basis.surveyed}
        summary = Translated("一处。", "A place.")
        whole = a_place("全", slug="whole", summary=summary, **surveyed)
        self.places = [
            whole,
            a_place("殿", slug="hall", summary=summary, parent=whole),
            a_place("旧", slug="old", summary=summary, checked_on=date(2025, 11, 23), **surveyed),
            a_place("文", slug="chinese", hours=Statement(zh="全天"), **surveyed),
            a_place("空", slug="nowhere", summary=summary),
            a_place("撤", slug="gone", withdrawn_at=MORNING),
        ]
        self.session.add_all(self.places)
        self.session.commit()

    def names(self, show: str) -> list[str]:
        with clock.fixed_at(MORNING):
            page = self.get(f"/bureau/places/?show={show}" if show else "/bureau/places/")
        return [text.split()[0] for text in page.texts(".desk-table tbody th")]

    def close(self, slug: str, since: datetime, until: datetime | None = None) -> None:
        place = next(one for one in self.places if one.slug == slug)
        by = self.staff(Role.editor)
        closures.announce(self.session, place, Translated("雪"), since, until, by, since)
        self.session.commit()

    def test_is_filtered_by_what_is_to_be_done(self) -> None:
        self.close("old", MORNING)
        with clock.fixed_at(MORNING):
            self.sign_in(Role.editor)
        assert self.names("") == ["全", "殿", "旧", "文", "空", "撤"]
        assert self.names("position") == ["空"]
        assert self.names("english") == ["文"]
        assert self.names("check") == ["旧"]
        assert self.names("closed") == ["旧"]
        with clock.fixed_at(MORNING):
            self.get("/bureau/places/?show=nonsense", 404)

    def test_tells_what_is_being_written(self) -> None:
        author = self.sign_in(Role.editor)
        drafts.open_record(self.session, "place", self.places[0].id, author, clock.now())
        self.session.commit()
        page = self.get("/en/bureau/places/")
        assert "Draft" in page.texts(".desk-table tbody tr")[0]

    def test_the_front_desk_leads_there(self) -> None:
        with clock.fixed_at(MORNING):
            self.sign_in(Role.editor)
            page = self.get("/en/bureau/")
        for words in (
            "1 place without a surveyed position",
            "1 place not verified for a year",
            "1 place not all in English",
        ):
            assert words in page.words
        assert page.soup.select("a[href$='/bureau/places/?show=position']")

    def test_the_front_desk_asks_about_closures_nobody_ended(self) -> None:
        self.close("whole", MORNING - timedelta(days=31))
        self.close("old", MORNING - timedelta(days=29))
        self.close("nowhere", MORNING - timedelta(days=3), MORNING - timedelta(days=1))
        self.close("chinese", MORNING - timedelta(days=30), MORNING - timedelta(days=9))
        with clock.fixed_at(MORNING):
            self.sign_in(Role.reviewer)
            words = self.get("/en/bureau/").words
        assert "closed for 31 days without an end" in words
        assert words.count("without an end") == 1
        assert words.count("ended by itself") == 1

    def test_the_front_desk_tells_an_operator_of_their_own_places_alone(self) -> None:
        nowhere = next(one for one in self.places if one.slug == "nowhere")
        self.close("whole", MORNING - timedelta(days=31))
        with clock.fixed_at(MORNING):
            self.sign_in(Role.operator, places=(nowhere.id,))
            words = self.get("/en/bureau/").words
            assert "1 place without a surveyed position" in words
            assert "without an end" not in words and "English" not in words
            self.sign_in(Role.statistician)
            assert "surveyed" not in self.get("/en/bureau/").words
