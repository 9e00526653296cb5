"""Courses at the desk: writing one, its GPX file, the review, and two people at once."""

from typing import Any

from sqlalchemy import func, select

from tests.forms import filled_in
from tests.race import gpx_made
from tests.race.gpx_made import gpx, meridian, teeth, track, waypoint
from tests.race.made import YEAR, a_course, a_track, an_edition
from tests.support import Page, TestCase
from webapp.core import clock
from webapp.core.audit import AuditEntry
from webapp.race.courses.models import Course, Track
from webapp.review import workflow
from webapp.review.models import Manuscript, State, Version
from webapp.staff.models import Role

DESK = f"/bureau/race/{YEAR}/courses/"
LINE = meridian(teeth(2, 1000, 1100, 60, 10), 50)  # 14,450 m and 200 m of ascent
LENGTH_KM = (len(LINE) - 1) * 50 / 1000
FILE = gpx(
    waypoint(40.02, 110.0, "feed", "补给一"),
    waypoint(40.05, 110.001, "spectator", "柳树湾"),
    waypoint(40.05, 110.1, "water", "远处的泉"),
    waypoint(40.03, 110.0, "summit", "山口"),
    track(LINE),
)


class Desk(TestCase):
    def setUp(self) -> None:
        self.session.add(an_edition())
        self.session.commit()
        self.editor = self.sign_in(Role.editor)

    def write(self, page: Page, button: str = "保存草稿", status: int = 303, **more: Any) -> Page:
        return self.send(page, more, button=button, form="form.form", status=status)

    def begun(self, **more: Any) -> Page:
        """The form of a new course that has been saved once."""
        return self.write(self.get(f"{DESK}new"), **{"name_zh": "大组赛道", **more})

    def upload(self, content: bytes, status: int = 303, name: str = "大组.gpx") -> Page:
        page = self.get(f"{DESK}{self.version().manuscript_id}/file")
        action, fields = filled_in(page.soup, {}, None, "form.sheet-form")
        answer = self.client.post(action, **multipart(fields["csrf_token"], content, name))
        assert answer.status_code == status, answer.status_code
        self.session.rollback()
        return self.get(answer.location) if status == 303 else Page(answer)

    def version(self) -> Version:
        return self.session.scalars(select(Version).order_by(Version.id.desc())).first()  # type: ignore[return-value]

    def opened(self) -> dict[str, str]:
        """What a page made now says it was made of."""
        return {"number": str(self.version().number), "saves": str(self.version().saves)}

    def fields(self) -> dict[str, Any]:
        self.session.expire_all()
        return self.version().fields


class ACourse(Desk):
    def test_goes_from_its_file_through_the_review_to_the_public(self) -> None:
        self.begun(name_en="Main course", official_km="14.5")
        read = self.upload(FILE)
        assert f"{LENGTH_KM:.2f}公里" in read.words and "14.50公里" in read.words
        assert "200米" in read.words and "elev-v1" in read.words
        assert "补给一" in read.words and "远处的泉" in read.words and "山口" in read.words
        form = self.write(read, "用作这条赛道的线路")
        assert [one["kind"] for one in self.fields()["points"]] == ["feed", "spectator"]
        review = self.write(form, "提交审核")
        assert "大组赛道" in review.words
        shown = self.get(self.preview_address())
        assert "14.5公里" in shown.words and "补给一" in shown.words and "预览" in shown.words
        with self.app.app_context():
            workflow.publish(self.session, self.version(), self.staff(Role.reviewer), clock.now())
        self.session.commit()
        course = self.session.scalars(select(Course)).one()
        assert (course.code, course.official_km) == ("main", 14.5) and course.track is not None
        assert "柳树湾" in self.get(f"/race/{YEAR}/course").words
        index = self.get(DESK)
        assert "大组赛道" in index.words and "14.5公里" in index.words

    def preview_address(self) -> str:
        return f"{DESK}preview/{self.version().id}"

    def test_needs_a_name_a_code_and_a_length_before_it_is_submitted_and_is_kept(self) -> None:
        page = self.write(self.get(f"{DESK}new"), "提交审核", 422, code="")
        assert "大组" not in page.words and self.version().state is State.draft
        assert len(page.soup.select(".form-errors li")) == 3

    def test_has_points_that_stand_in_the_order_of_riding(self) -> None:
        page = self.begun(official_km="45")
        page = self.write(page, "保存，再加一个点位", **point(0, "finish", "45", name_zh="终点"))
        page = self.write(page, "保存，再加一个点位", **point(1, "feed", "20.5", to_km="20.9"))
        spectators = point(2, "spectator", "30", getting_there_zh="走400米", reach_by="09:30")
        page = self.write(page, **spectators)
        assert [(one["kind"], one["km"]) for one in self.fields()["points"]] == [
            ("feed", 20.5),
            ("spectator", 30.0),
            ("finish", 45.0),
        ]
        self.write(page, **{"points-0-remove": True})
        assert [one["kind"] for one in self.fields()["points"]] == ["spectator", "finish"]

    def test_says_what_is_wrong_with_a_point_and_loses_nothing(self) -> None:
        page = self.begun(official_km="45")
        wrong = point(0, "feed", "46", name_zh="太远的补给")
        refused = self.write(page, status=422, **wrong)
        assert "45.0" in refused.one(".form-errors").get_text()
        assert refused.one("[name=points-0-name_zh]")["value"] == "太远的补给"
        without = point(0, "feed", "", name_zh="没有公里数")
        assert len(self.write(page, status=422, **without).soup.select(".form-errors li")) == 1
        backwards = point(0, "feed", "20", to_km="19")
        assert len(self.write(page, status=422, **backwards).soup.select(".form-errors li")) == 1
        nonsense = point(0, "feed", "nan")
        assert "45.5" in self.write(page, status=422, **nonsense).texts(".form-errors li")[0]

    def test_cannot_have_the_code_of_another(self) -> None:
        self.begun()
        second = self.get(f"{DESK}new")
        assert second.one("[name=code]")["value"] == ""
        self.write(second, status=422, name_zh="小组赛道", code="main")
        self.write(second, name_zh="小组赛道", code="short")

    def test_saves_itself_while_somebody_writes(self) -> None:
        page = self.begun()
        action, sent = filled_in(page.soup, {"note_zh": "全程封闭"}, None, "form.form")
        answer = self.client.post(action.replace("/edit", "/autosave"), data=sent)
        assert answer.status_code == 200 and answer.json["save"] == action
        assert self.fields()["note"]["zh"] == "全程封闭"

    def test_that_two_people_change_is_joined_or_asked_about(self) -> None:
        self.begun(note_zh="旧的说明")
        address, old = f"{DESK}{self.version().manuscript_id}/edit", self.opened()
        self.act_as(self.staff(Role.editor))
        self.write(self.get(address), note_zh="他们的说明")
        self.act_as(self.editor)
        mine = old | {"note_zh": "我的说明", "surface_zh": "柏油"}
        asked = self.write(self.get(address), status=409, **mine)
        assert "他们的说明" in asked.words and "我的说明" in asked.words

    def test_of_an_old_edition_can_be_changed_though_no_staff_wrote_it(self) -> None:
        self.session.add(a_course())
        self.session.commit()
        page = self.send(self.get(DESK), {}, form="form.act")
        assert page.one("[name=points-1-km]")["value"] == "20"
        assert self.session.scalars(select(Manuscript)).one().kind == "course"

    def test_belongs_to_an_edition_that_is_there(self) -> None:
        self.get("/bureau/race/1999/courses/", status=404)
        self.begun()
        self.session.add(an_edition(2028))
        self.session.commit()
        self.get(f"/bureau/race/2028/courses/{self.version().manuscript_id}/edit", status=404)


class AFile(Desk):
    def test_that_is_uploaded_again_is_the_same_track(self) -> None:
        self.begun()
        first = self.upload(FILE, name="../大\u202e组.gpx")
        second = self.upload(FILE, name="又一次.gpx")
        assert first.one("h1").get_text() == second.one("h1").get_text()
        assert list(self.session.scalars(select(Track.file_name))) == ["大组.gpx"]
        actions = list(self.session.scalars(select(AuditEntry.action)))
        assert actions.count("upload course") == 2

    def test_is_replaced_without_losing_the_points(self) -> None:
        self.begun()
        self.write(self.upload(FILE), "用作这条赛道的线路")
        short = gpx(track(LINE[:101]))  # 5 km: the spectators stand beyond its end
        read = self.upload(short, name="短.gpx")
        assert "柳树湾" in read.one(".notice").get_text()
        before = self.fields()["points"]
        form = self.write(read, "用作这条赛道的线路")
        assert self.fields()["points"] == before and "短.gpx" in form.words
        refused = self.write(form, status=422)
        assert "5.0" in refused.one(".form-errors").get_text()

    def test_tells_what_is_doubtful_in_it(self) -> None:
        self.begun()
        line = [*LINE[:40], (41.5, 112.0, None), *LINE[41:60]]
        other = meridian([None] * 5, 100, lon=110.2)
        read = self.upload(gpx(track(line, other), gpx_made.route(LINE[:2])))
        said = read.texts(".notice li")
        assert any(text.startswith("6") for text in said)  # points without height
        assert any("1 个点" in text for text in said) and any("米" in text for text in said)
        assert len(said) == 3

    def test_that_is_no_course_is_refused_in_a_sentence_and_nothing_is_stored(self) -> None:
        self.begun()
        wrong = {
            "空": b"",
            "DOCTYPE": gpx_made.bomb(),
            "html": b"<html></html>",
            "第3行": b"<gpx>\n\n<trk></gpx>",
            "一个点": gpx(track(LINE[:1])),
            "10 MB": b" " * 10_000_001 + b"x",
        }
        for word, content in wrong.items():
            page = self.upload(content, status=422)
            assert word in page.one(".form-errors").get_text(), word
        assert self.session.scalar(select(func.count(Track.id))) == 0

    def test_of_fifty_megabytes_is_refused_before_it_is_read(self) -> None:
        self.begun()
        address = f"{DESK}{self.version().manuscript_id}/file"
        never_sent = {
            "CONTENT_LENGTH": "50000000",
            "CONTENT_TYPE": "multipart/form-data; boundary=x",
        }
        answer = Page(self.client.post(address, environ_overrides=never_sent))
        assert answer.status == 413 and "11 MB" in answer.words

    def test_is_not_used_when_the_course_was_changed_meanwhile(self) -> None:
        self.begun()
        self.upload(FILE)
        mine, old = self.session.scalars(select(Track.id)).one(), self.opened()
        other = a_track()
        self.session.add(other)
        self.session.commit()
        files = f"{DESK}{self.version().manuscript_id}/file/"
        self.act_as(self.staff(Role.editor))
        self.write(self.get(f"{files}{other.id}"), "用作这条赛道的线路")
        self.act_as(self.editor)
        again = self.write(self.get(f"{files}{mine}"), "用作这条赛道的线路", **old)
        assert again.one(".notice.is-error") and self.fields()["track"] == other.id


def point(row: int, kind: str, km: str, **more: str) -> dict[str, str]:
    """What is typed into a row of the points."""
    typed = {"kind": kind, "km": km, **more}
    return {f"points-{row}-{name}": value for name, value in typed.items()}


def multipart(token: str, content: bytes, name: str) -> dict[str, Any]:
    """A form with a file as a browser sends it; Werkzeug's client leaves large ones open."""
    head = 'Content-Disposition: form-data; name="{}"'
    parts = (
        f"--x\r\n{head.format('csrf_token')}\r\n\r\n{token}\r\n--x\r\n"
        f'{head.format("file")}; filename="{name}"\r\nContent-Type: application/gpx+xml\r\n\r\n'
    )
    data = parts.encode() + content + b"\r\n--x--\r\n"
    return {"data": data, "content_type": "multipart/form-data; boundary=x"}
