"""Results at the desk: from a timer's file to the public, as staff go through it."""

import io
from datetime import timedelta
from typing import Any

from tests.race.made import RACE_DAY, YEAR, a_rider, an_edition, on_the_day
from tests.race.results_made import (
    as_json,
    crossmgr,
    csv_of,
    raceclocker,
    row,
    three_hundred,
    timer_table,
    workbook,
)
from tests.race.test_results_layouts import BAD_FILES
from tests.support import Page, TestCase
from webapp.core import clock
from webapp.core.audit import AuditEntry
from webapp.race.results.models import ColumnPreset, MaskedRider, ResultSet, public_sets
from webapp.staff.models import Role

INDEX = f"/en/bureau/race/{YEAR}/results/"
SMALL = csv_of([row(17, name="李明"), row(5, "1:05:00", name="张伟"), row(9, "DNF")]).encode()
AGAIN = csv_of([row(17, name="李明"), row(5, "1:05:00", name="张伟"), row(9, "1:06:00")]).encode()


class ResultsCase(TestCase):
    def setUp(self) -> None:
        super().setUp()
        self.session.add(an_edition())
        self.session.commit()
        self.editor = self.sign_in(Role.editor, name="timer")

    def bring(
        self, content: bytes = SMALL, name: str = "results.csv", status: int = 303, **more: Any
    ) -> Page:
        values = {"file": (io.BytesIO(content), name), **more}
        action = "form[action$='/file']"
        found = self.get(INDEX)
        field = found.one(f"{action} input[type=file]")
        assert field["name"] == "file"
        return self.send_file(found, values, action, status)

    def send_file(self, page: Page, values: dict[str, Any], form: str, status: int) -> Page:
        return self.send(page, values, form=form, status=status)

    def sets(self) -> list[ResultSet]:
        self.session.rollback()
        return list(self.session.query(ResultSet).order_by(ResultSet.id))

    def made_official(self) -> None:
        """The small file, official."""
        self.send(self.bring(), {}, button="Publish 3 riders as provisional")
        self.send(self.get(INDEX), {}, button="Submit as official")
        self.sign_in(Role.reviewer, name="jury")
        waiting = self.sets()[-1].id
        self.send(self.get(f"{INDEX}{waiting}"), {}, button="Publish as official")
        self.act_as(self.editor)


class TheWayToThePublic(ResultsCase):
    def test_a_file_becomes_provisional_in_three_taps(self) -> None:
        with clock.fixed_at(on_the_day(11)):
            timer = self.sign_in(Role.editor, name="at-the-line")
            page = self.bring()
            assert "3 riders 2 finished 1 did not finish" in page.words
            page = self.send(page, {}, button="Publish 3 riders as provisional")
            assert page.one("h1").text == "Revision 1"
            assert "provisional Protests until 11:30." in page.words
        with clock.fixed_at(on_the_day(11) + timedelta(minutes=31)):
            self.act_as(timer)
            assert "The time for protests ended at 11:30." in self.get(INDEX).words
        (found,) = self.sets()
        assert (found.revision, [one.rank for one in found.rows]) == (1, [1, 2, None])

    def test_three_hundred_riders_are_made_official_by_somebody_else(self) -> None:
        page = self.bring(csv_of(three_hundred()).encode("gb18030"))
        page = self.send(page, {"minutes": "15"}, button="Publish 300 riders as provisional")
        page = self.send(page, {}, button="Submit")
        assert "Waits for somebody who neither brought" in page.words
        assert "Submit as official" not in self.get(INDEX).words  # it waits already
        waiting = page.response.request.path
        self.post(f"{waiting}/decide", {"seen": "1"}, 403)  # an editor
        jury = self.sign_in(Role.editor, Role.reviewer, name="jury")
        desk = self.get("/en/bureau/")
        assert f"Results of the {YEAR} race wait to be made official" in desk.words
        page = self.send(self.get(waiting), {}, button="Publish as official")
        assert page.one("h1").text == "Revision 2" and "Nothing changes." in page.words
        (newest, *_) = self.session.scalars(public_sets(YEAR))
        assert (newest.published_by_id, newest.state.value) == (jury.id, "official")

    def test_an_amendment_says_why_and_what_changed(self) -> None:
        self.made_official()
        page = self.get(INDEX)
        page = self.get(f"{INDEX}{self.sets()[-1].id}/rider?bib=9")
        page = self.send(page, {"status": "FIN", "time": "1:04:30", "note": "终点摄像"})
        assert "bib 9 : did not finish → 2nd, – → 1:04:30, 终点摄像" in page.words
        assert "1 rider only moved up or down because of others." in page.words
        page = self.send(page, {"reason": " "}, button="Submit")
        assert "Say why, in at most 500 characters." in page.words
        page = self.send(page, {"reason": "终点摄像显示完赛"}, button="Submit")
        self.sign_in(Role.reviewer, name="referee")
        page = self.send(
            self.get(page.response.request.path), {}, button="Publish as official, amended"
        )
        assert page.one("h1").text == "Revision 3" and "终点摄像显示完赛" in page.words
        assert "Against revision 2" in page.words
        table = self.get(INDEX).texts(".desk-table tbody tr")
        assert [one.split(" ")[1] for one in table] == ["3", "2", "1"]
        actions = [one.action for one in self.session.query(AuditEntry)]
        for action in ("bring", "publish", "submit"):
            assert f"{action} results" in actions
        assert "correct result" in actions and "make results official" in actions

    def test_what_is_returned_carries_the_reason_and_can_be_dropped(self) -> None:
        page = self.send(self.bring(), {}, button="Submit")
        self.sign_in(Role.reviewer, name="jury")
        page = self.get(page.response.request.path)
        assert "Say why" in self.send(page, {"reason": ""}, button="Return").words
        self.send(page, {"reason": "9号不是未完赛"}, button="Return")
        self.act_as(self.editor)
        assert "Returned: 9号不是未完赛" in self.get(INDEX).words
        page = self.get(page.response.request.path)
        page = self.send(page, {}, button="Drop the draft")
        assert "The public never read it." in page.words
        assert self.sets()[0].state.value == "dropped"

    def test_whoever_looked_before_somebody_published_is_told(self) -> None:
        first, second = self.bring(), self.bring(AGAIN)
        self.send(first, {}, button="Publish 3 riders as provisional")
        page = self.send(second, {}, button="Publish 3 riders as provisional")
        assert "Somebody has published results since you looked." in page.words
        assert [one.revision for one in self.sets()] == [1, None]
        page = self.send(page, {}, button="Publish 3 riders as provisional")
        assert "bib 9 : did not finish → 3rd" in page.words

    def test_the_same_file_is_told_and_taken_again_when_asked(self) -> None:
        self.bring()
        page = self.bring()
        assert "This very file was brought before." in page.words
        assert len(self.sets()) == 1
        self.bring(again=True)
        assert len(self.sets()) == 2


class WhatIsRead(ResultsCase):
    def test_every_format_is_found_out_by_itself(self) -> None:
        files = {
            "a.csv": SMALL,
            "b.xlsx": workbook([row(17), row(5, "1:05:00")]),
            "c.json": as_json(crossmgr()),
            "d.json": as_json(raceclocker()),
        }
        for name, content in files.items():
            assert self.bring(content, name).one("h1").text == name
        assert [one.layout for one in self.sets()] == ["csv", "csv", "crossmgr", "raceclocker"]

    def test_unknown_headings_are_asked_about_once(self) -> None:
        page = self.bring(timer_table(), "timer.csv", status=200)
        assert page.one("h1").text == "What the columns mean"
        assert page.texts(".result-column label")[1] == "Stnr"
        meaning = {
            f"column-{at}": column
            for at, column in enumerate(
                ("rank", "bib", "name", "category", "gun_time", "team"), start=1
            )
        }
        bad = self.send(page, {**meaning, "preset_name": ""}, status=422)
        assert "Give it a name" in bad.words
        assert bad.one("#column-2 option[selected]")["value"] == "bib"
        page = self.send(bad, {"preset_name": "云计时"})
        assert "3 riders 2 finished 1 did not finish" in page.words
        assert page.one("h1").text == "timer.csv"
        self.bring(timer_table() + b"\n", "next.csv")
        assert [one.layout for one in self.sets()] == ["云计时", "云计时"]
        (preset,) = self.session.query(ColumnPreset)
        assert preset.columns["gun_time"] == "Endzeit"

    def test_rows_that_cannot_be_taken_are_told_with_line_and_column(self) -> None:
        content = csv_of([row(17, avg_kmh="35"), row("x"), row(5, "-1:00:00")]).encode()
        page = self.bring(content)
        assert "2 rows cannot be taken and are left out" in page.words
        assert page.texts(".result-problems li") == [
            "Row 3, “号码布”: not a whole number",
            "Row 4, “枪声成绩”: a time cannot be negative",
            "bib 17: the file says 35.0 km/h, length and time say 42.1 km/h",
        ]
        assert page.texts(".roadside button") == [
            "Publish 1 rider as provisional",
            "Publish as live: they still ride",
        ]

    def test_the_start_list_is_held_against_the_results(self) -> None:
        self.session.add_all(
            [a_rider(17), a_rider(5, "women-open"), a_rider(30), a_rider(9, minor=True)]
        )
        self.session.commit()
        content = csv_of([row(17), row(5), row(9), row(40), row(17, "0:30:00")]).encode()
        odd = [row(17, "0:30:00"), row(5), row(9, "0:50:00"), row(40)]
        page = self.bring(csv_of(odd).encode())
        assert page.texts(".result-problems li") == [
            "bib 17 骑手17: 90.0 km/h on average is impossibly fast",
            "bib 9 骑手9: 54.0 km/h on average is far more than expected",
            "bib 5 骑手5: the start list has this bib in another category (women-open)",
            "bib 40: this bib is not on the start list",
            "bib 30: on the start list, but not in the results: 骑手30",
        ]
        assert "bib 9 骑手9 masked" in page.words
        assert "different results (rows 2, 6)" in self.bring(content).words

    def test_many_of_a_kind_are_gathered(self) -> None:
        self.session.add(a_rider(500))
        self.session.commit()
        page = self.bring(csv_of([row(bib, name="某") for bib in range(1, 21)]).encode())
        assert page.texts(".result-problems li") == [
            *(f"bib {bib} 某: this bib is not on the start list" for bib in (1, 2, 3)),
            "17 more of this kind: bibs 4-20",
            "bib 500: on the start list, but not in the results: 骑手500",
        ]

    def test_no_bad_file_is_stored_or_breaks_the_page(self) -> None:
        bad = {**BAD_FILES, "nul": b"\0" * 50, "x" * 300: b"bib\n1"}
        for name, content in bad.items():
            if len(content) > 400_000:  # would lie on the disk while it is sent
                continue
            page = self.bring(content, f"{name}.csv", status=200 if name == "x" * 300 else 422)
            assert name == "x" * 300 or page.one("[role=alert]").text, name
        assert self.sets() == []

    def test_a_file_of_more_than_ten_megabytes_is_refused(self) -> None:
        body, kind = b"x" * 10_300_000, "multipart/form-data; boundary=x"
        response = self.client.post(f"{INDEX}file", data=body, content_type=kind)
        assert response.status_code == 413
        assert self.sets() == []


class CorrectingAndMasking(ResultsCase):
    def test_a_correction_without_a_time_is_told_at_the_field(self) -> None:
        found = self.bring()
        page = self.get(f"{found.response.request.path}/rider?bib=9")
        for time, told in (("", "Whoever finished has a time."), ("soon", "not a time")):
            again = self.send(page, {"status": "FIN", "time": time, "note": "复核"}, status=422)
            assert told in again.one("#time-error-1").text
            assert again.one("#note")["value"] == "复核"
        for bib in ("99", "x", ""):
            assert "know this bib" in self.get_on(f"{found.response.request.path}/rider?bib={bib}")

    def get_on(self, url: str) -> str:
        response = self.client.get(url, follow_redirects=True)
        assert response.status_code == 200
        return response.text

    def test_a_name_is_masked_and_shown_again(self) -> None:
        self.made_official()
        page = self.send(self.get(INDEX), {"bib": "17"}, button="Mask")
        assert "The public reads the name of bib 17 masked now." in page.words
        assert self.session.query(MaskedRider).count() == 1
        page = self.send(page, {"bib": "x"}, button="Mask")
        assert "This is no bib." in page.words
        assert "Show the name again" not in page.words  # that is a reviewer's to decide
        self.sign_in(Role.reviewer, name="who-shows")
        self.send(self.get(INDEX), {}, button="Show the name again")
        assert self.session.query(MaskedRider).count() == 0

    def test_results_of_another_year_are_not_found(self) -> None:
        self.session.add(an_edition(2028, held_on=RACE_DAY.replace(year=2028)))
        self.session.commit()
        page = self.bring()
        elsewhere = page.response.request.path.replace(f"/{YEAR}/", "/2028/")
        self.get(elsewhere, 404)
        self.post(f"{elsewhere}/publish", {"seen": ""}, 404)
        self.post(f"{page.response.request.path}/publish", {"seen": "x"}, 400)
        self.post(f"{INDEX}preset", {"content": "???"}, 400)
