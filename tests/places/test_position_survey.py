"""Saying where a place is: on the map, from a picker, on the spot; then the review."""

from datetime import datetime

from sqlalchemy import select

from tests.places.factories import a_place
from tests.places.test_coordinates import VECTORS
from tests.support import Page, TestCase
from webapp.core import clock
from webapp.core.audit import AuditEntry
from webapp.core.clock import LOCAL
from webapp.core.geography import Point, distance_m
from webapp.places.coordinates import Datum
from webapp.places.models import Basis, Place
from webapp.review import drafts, workflow
from webapp.review.models import Manuscript, State, Version
from webapp.staff.models import Role

MORNING = datetime(2026, 11, 23, 9, tzinfo=LOCAL)
SCRIPT = "<script>alert(1)</script>"
GCJ = {"pasted": "110.324005151,40.795449914", "datum": "gcj02"}


class Survey(TestCase):
    def setUp(self) -> None:
        self.temple = a_place("五当召", slug="temple", lat=40.7, lon=110.2)
        self.hall = a_place("大殿", slug="hall")
        self.session.add_all([self.temple, self.hall])
        self.session.commit()

    def survey(
        self, button: str = "submit", slug: str = "temple", status: int = 303, **values: str
    ) -> Page:
        page = self.get(f"/en/bureau/places/{slug}/position")
        words = {"submit": "Hand it in for review", "show": "Show where that is"}[button]
        return self.send(page, values, button=words, form=".survey", status=status)

    def versions(self) -> list[Version]:
        return list(self.session.scalars(select(Version).order_by(Version.id)))

    def publish(self, version: Version) -> None:
        reviewer = self.staff(Role.reviewer)
        workflow.publish(self.session, version, reviewer, clock.now())
        self.session.commit()


class APastedPosition(Survey):
    def test_is_converted_from_each_datum_as_the_vectors_say(self) -> None:
        self.sign_in(Role.editor)
        for text, datum, wgs in VECTORS:
            page = self.survey("show", status=200, pasted=text, datum=datum.value)
            shown = page.one(".notice strong").get_text()
            lat, lon = (float(part) for part in shown.split(","))
            assert distance_m(Point(lat, lon), wgs) < 0.2, text
            assert page.one("#pasted")["value"] == text
        assert not self.versions()

    def test_goes_to_a_reviewer_before_the_public_sees_it(self) -> None:
        self.sign_in(Role.editor)
        self.survey(**GCJ, note_zh="山门前停车场")
        assert "40.794000" not in self.get("/places/temple").text
        version = self.versions()[-1]
        assert version.state is State.submitted
        self.publish(version)
        self.session.expire_all()
        place = self.session.get_one(Place, self.temple.id)
        assert distance_m(Point(place.lat or 0, place.lon or 0), Point(40.794, 110.318)) < 0.2
        assert (place.basis, place.accuracy_m) == (Basis.surveyed, 30)
        page = self.get("/places/temple")
        assert "40.794000, 110.318000" in page.words
        assert "山门前停车场" in page.words

    def test_keeps_what_was_pasted_and_the_old_position(self) -> None:
        self.sign_in(Role.editor)
        self.survey(**GCJ)
        self.publish(self.versions()[-1])
        page = self.get("/en/bureau/places/temple/position")
        rows = page.texts(".desk-table tbody tr")
        assert "110.324005151,40.795449914 (gcj02)" in rows[0]
        assert "40.700000, 110.200000" in rows[1]

    def test_without_its_datum_is_refused(self) -> None:
        self.sign_in(Role.editor)
        page = self.survey(status=422, pasted="110.324005151,40.795449914")
        assert "Say which map" in page.words
        assert page.one("#pasted")["value"] == "110.324005151,40.795449914"
        assert not self.versions()

    def test_outside_the_district_is_refused_with_the_likely_mistake(self) -> None:
        self.sign_in(Role.editor)
        beijing = self.survey(status=422, pasted="116.391305,39.905530", datum="wgs84")
        assert "outside Shiguai" in beijing.one(".form-errors").get_text()
        swapped = self.survey(status=422, lat="110.318", lon="40.794")
        assert "each other’s box" in swapped.one(".form-errors").get_text()
        rim = self.survey(status=422, pasted="110.8085,40.8", datum="wgs84")
        assert "Was it copied from another map" in rim.one(".form-errors").get_text()
        assert not self.versions()

    def test_in_the_wrong_datum_is_doubted_when_the_old_position_says_so(self) -> None:
        self.temple.lat, self.temple.lon = 40.794, 110.318
        self.session.commit()
        self.sign_in(Role.editor)
        page = self.survey("show", status=200, pasted=GCJ["pasted"], datum="wgs84")
        assert "It would fit: Amap or Tencent picker" in page.one(".notice").get_text()
        page = self.survey("show", status=200, **GCJ)
        assert "It would fit" not in page.one(".notice").get_text()

    def test_that_is_none_is_refused(self) -> None:
        self.sign_in(Role.editor)
        for text in ("五当召", "110.318", SCRIPT, "1,2,3", "12280000,4950000"):
            page = self.survey(status=422, pasted=text, datum="wgs84")
            assert "two numbers" in page.one(".form-errors").get_text()
            assert "<script>alert" not in page.text
        self.survey(status=422)
        for lat in ("", "nan", "inf", "x", "1e400"):
            self.survey(status=422, lat=lat, lon="110.318")
        for metres in ("0", "-5", "999999", "many"):
            self.survey(status=422, lat="40.794", lon="110.318", accuracy_m=metres)
        assert not self.versions()


class AMeasuredPosition(Survey):
    def test_says_how_it_was_found_and_how_sure_it_is(self) -> None:
        self.sign_in(Role.operator, places=(self.hall.id,))
        self.survey(
            slug="hall", lat="40.794", lon="110.318", accuracy_m="9", found="device", note_zh=""
        )
        self.publish(self.versions()[-1])
        page = self.get("/places/hall")
        assert "现场用手机测定" in page.words
        self.session.expire_all()
        place = self.session.get_one(Place, self.hall.id)
        assert (place.accuracy_m, place.basis) == (9, Basis.surveyed)

    def test_that_is_not_sure_stays_an_area(self) -> None:
        self.sign_in(Role.editor)
        self.survey(slug="hall", lat="40.794", lon="110.318", accuracy_m="900", found="device")
        self.publish(self.versions()[-1])
        assert not self.get("/places/hall").soup.select(".place-apps")

    def test_claims_nothing_that_is_not_known(self) -> None:
        self.sign_in(Role.editor)
        self.post(
            "/bureau/places/hall/position",
            {"lat": "40.794", "lon": "110.318", "found": "satellite", "basis": "published"},
        )
        position = self.versions()[-1].fields["position"]
        assert (position["found"], position["basis"]) == ("typed", "surveyed")


class WhoMaySurvey(Survey):
    def test_an_operator_surveys_their_own_place_alone(self) -> None:
        self.sign_in(Role.operator, places=(self.hall.id,))
        self.survey(slug="hall", lat="40.794", lon="110.318")
        assert self.versions()[-1].state is State.submitted
        self.get("/bureau/places/temple/position", 403)
        self.post("/bureau/places/temple/position", {"lat": "40.794", "lon": "110.318"}, 403)
        number = self.session.scalars(select(Manuscript)).one().id
        self.act_as(self.staff(Role.operator, places=(self.temple.id,)))
        self.get(f"/bureau/places/{number}/position", 403)
        self.post(f"/bureau/places/{number}/position", {"lat": "40.7", "lon": "110.3"}, 403)
        self.get("/bureau/places/99999/position", 404)
        self.get("/bureau/places/nowhere/position", 404)

    def test_nobody_else_does(self) -> None:
        for role in (Role.auditor, Role.administrator, Role.statistician, Role.reviewer):
            self.sign_in(role)
            self.get("/bureau/places/temple/position", 403)
            self.post("/bureau/places/temple/position", {"lat": "40.7", "lon": "110.3"}, 403)
        assert not self.versions()

    def test_nobody_approves_their_own_survey(self) -> None:
        self.sign_in(Role.editor, Role.reviewer)
        self.survey(**GCJ)
        version = self.versions()[-1]
        self.post(f"/bureau/review/{version.manuscript_id}/{version.number}/publish", {"seen": 2})
        self.session.expire_all()
        assert self.versions()[-1].state is State.submitted

    def test_the_audit_trail_tells_it(self) -> None:
        self.sign_in(Role.editor)
        self.survey(**GCJ)
        entry = self.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert entry and entry.action == "survey position"
        assert entry.before and entry.before["position"]["lat"] == 40.7
        assert entry.after and entry.after["position"]["datum"] == Datum.gcj02.value


class ASurveyOfWhatIsBeingWritten(Survey):
    def setUp(self) -> None:
        super().setUp()
        self.author = self.staff(Role.editor)
        version = drafts.open_record(
            self.session, "place", self.temple.id, self.author, clock.now()
        )
        text = drafts.plain(drafts.typed(version)) | {"aliases": ["广觉寺"]}
        drafts.store(self.session, version, text, self.author, clock.now())
        self.session.commit()
        self.version = version

    def test_joins_the_draft_and_does_not_hand_it_in(self) -> None:
        self.sign_in(Role.operator, places=(self.temple.id,))
        page = self.survey(**GCJ)
        assert "Written into the draft" in page.text
        self.session.expire_all()
        assert self.version.state is State.draft
        assert self.version.fields["aliases"] == ["广觉寺"]
        assert self.version.fields["position"]["datum"] == "gcj02"

    def test_joins_what_waits_for_a_reviewer_who_has_to_read_it_again(self) -> None:
        drafts.submit(self.session, self.version, self.author, clock.now())
        self.session.commit()
        seen = self.version.saves
        self.sign_in(Role.operator, places=(self.temple.id,))
        self.survey(**GCJ)
        self.session.expire_all()
        assert self.version.state is State.submitted
        self.sign_in(Role.reviewer)
        manuscript, number = self.version.manuscript_id, self.version.number
        address = f"/bureau/review/{manuscript}/{number}/publish"
        self.post(address, {"seen": seen})
        self.session.expire_all()
        assert self.version.state is State.submitted
        self.post(address, {"seen": self.version.saves})
        self.session.expire_all()
        assert self.session.get_one(Place, self.temple.id).basis is Basis.surveyed
