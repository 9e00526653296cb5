"""Riders from the file to the public list, by those who may and nobody else."""

import io
from datetime import timedelta
from typing import Any

from msgspec.structs import replace
from sqlalchemy import select

from tests.race.made import MEN, RIDE, WOMEN, WRITTEN, YEAR, a_rider, an_edition, on_the_day
from tests.race.riders_made import HEADER, SEALER, as_csv, rows_of
from tests.support import Page, TestCase
from webapp.core import clock
from webapp.core.audit import AuditEntry
from webapp.race.riders.models import Rider, RiderData, RiderSheet, StartList
from webapp.staff.models import Account, Role

DESK = f"/en/bureau/race/{YEAR}/riders/"
PUBLIC = f"/en/race/{YEAR}/start-list"


class Riders(TestCase):
    def setUp(self) -> None:
        wide = (MEN, replace(WOMEN, bibs="200-299"), replace(RIDE, bibs="300-399"))
        self.session.add(an_edition(categories=wide))
        self.session.commit()

    def sign_in(self, *roles: Role, **more: Any) -> Account:
        self.session.rollback()  # what a page has written since is not in its view
        return super().sign_in(*roles, **more)

    def upload(self, content: bytes, **settings: str) -> Page:
        data = {"file": (io.BytesIO(content), "名单.csv"), **settings}
        return self.get(self.post(f"{DESK}sheets", data).headers["Location"])

    def actions(self) -> list[str]:
        self.session.rollback()
        return list(self.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))

    def enter(self, *riders: Rider, public: bool = True) -> None:
        self.session.add_all(riders)
        if public:
            self.session.add(StartList(edition_year=YEAR, imported_by=(), published_at=WRITTEN))
        self.session.commit()

    def test_300_riders_go_from_the_file_to_the_public(self) -> None:
        editor = self.sign_in(Role.editor)
        rows = rows_of(300)
        page = self.upload(as_csv(rows, encoding="gb18030"), assign="1")
        assert page.texts(".sheet-counts li") == ["300 new"]
        assert "Nobody is entered by this yet." in page.words
        assert rows[0][7] not in page.text  # no document number on the page
        assert not self.session.scalars(select(Rider)).all()
        kept = self.session.scalars(select(RiderSheet)).one()
        assert kept.content is not None
        assert rows[0][1] not in kept.content
        page = self.send(page, {}, form="#store")
        assert "300 riders entered" in page.words
        self.session.expire_all()
        assert kept.content is None
        assert len(set(self.session.scalars(select(Rider.bib)))) == 300
        self.get(PUBLIC, 404)

        page = self.send(self.get(DESK), {}, "Submit for publication")
        assert "Submitted. Somebody else looks at the list and publishes it." in page.words
        self.may_not_publish(editor)
        self.sign_in(Role.reviewer)
        page = self.send(self.get(DESK), {}, "Publish the start list")
        assert "300 riders, as published on" in page.words
        assert self.actions() == ["upload riders", "store riders", "submit", "publish"]

        self.sign_out()
        page = self.get(PUBLIC)
        assert page.texts("article h2") == ["Elite men 100", "Women, open 100", "Ride 100"]
        assert page.texts("tbody tr")[0] == "1 赵试0 第0车队"
        assert len(page.text.encode()) <= 60_000
        assert not any(row[7] in page.text or row[3] in page.text for row in rows)
        assert self.get(f"{PUBLIC}.csv").text.count("\r\n") == 301

    def may_not_publish(self, editor: Account) -> None:
        """Whoever imported cannot publish, whatever other roles they hold."""
        editor.roles = (Role.editor, Role.reviewer)
        self.session.commit()
        page = self.get(DESK)
        assert "Somebody else publishes" in page.words
        self.post(f"{DESK}publish")
        self.get(PUBLIC, 404)

    def test_what_has_changed_since_the_look_is_not_stored(self) -> None:
        self.sign_in(Role.editor)
        page = self.upload(as_csv([["1", "赵试", "男", "1990-01-01", "骑游组", "", "", ""]]))
        self.enter(a_rider(7, "ride", name="钱试"), a_rider(1, "ride", name="孙试"), public=False)
        page = self.send(page, {}, form="#store", status=422)
        assert "There is nothing to be brought in." in page.words
        assert "there already" in page.words

    def test_unknown_columns_are_asked_about_and_refused_rows_taken_home(self) -> None:
        self.sign_in(Role.editor)
        header = (*HEADER[:2], "组别", "家长")
        page = self.upload(as_csv([["1", "赵试", "骑游组", "钱试"], ["2", "", "?", ""]], header))
        assert page.texts(".sheet-counts li") == ["1 not taken", "1 new"]
        assert "“组别”: there is no category “?” in this edition" in page.words
        assert page.texts("#settings legend")[0].startswith("Columns that are not understood")
        asked = "?mode=add&key=bib&column-3=guardian"
        page = self.get(page.one("#settings")["action"] + asked)  # type: ignore[operator]
        assert page.one("#column-3 option[selected]").text == "Guardian"
        table = self.get(page.one("a[href*=only]")["href"])  # type: ignore[arg-type]
        assert [line.split(",")[0] for line in table.text.splitlines()] == ["\ufeffRow", "3"]
        self.send(page, {}, form="#store")
        data = self.session.scalars(select(RiderData)).one()
        assert data.guardian and "钱试" not in data.guardian
        other = f"{DESK}sheets/{self.session.scalars(select(RiderSheet.id)).one()}"
        self.sign_in(Role.editor)
        self.get(other, 403)

    def test_the_public_finds_by_category_name_bib_and_team_but_no_masked_name(self) -> None:
        self.enter(
            a_rider(1, name="赵试", team="黄河车队"),
            a_rider(201, "women-open", name="钱小试", minor=True),
            a_rider(202, "women-open", name="孙试", masked=True),
            a_rider(203, "women-open", name="周试", state="withdrawn"),
            a_rider(301, "ride", name="李试", entered_at=WRITTEN + timedelta(hours=1)),
        )
        found = {
            "": ["1 赵试 黄河车队", "201 钱* 车队", "202 孙* 车队"],
            "?category=women-open": ["201 钱* 车队", "202 孙* 车队"],
            "?q=黄河": ["1 赵试 黄河车队"],
            "?q=２０１": ["201 钱* 车队"],
            "?q=小试": [],
            "?q=孙试": [],
        }
        for asked, rows in found.items():
            assert self.get(PUBLIC + asked).texts("tbody tr") == rows, asked
        assert "Nobody on the start list matches." in self.get(f"{PUBLIC}?q=小试").words
        assert "钱小试" not in self.get(f"{PUBLIC}.csv").text
        self.get(f"{PUBLIC}?category=x", 404)

    def test_a_rider_is_changed_withdrawn_and_masked_by_hand(self) -> None:
        self.enter(a_rider(1, name="赵试"), a_rider(2, name="钱试"))
        self.sign_in(Role.editor)
        page = self.get(f"{DESK}?q=1")
        assert page.texts("tbody tr") == ["1 赵试 Elite men 车队"]
        rider = self.get(page.one("tbody a")["href"])  # type: ignore[arg-type]
        page = self.send(rider, {"bib": "2", "name": " "}, form="#change", status=422)
        assert page.one("#name")["value"] == ""
        page = self.send(rider, {"bib": "2"}, form="#change", status=422)
        assert "The bib of 钱试." in page.words
        page = self.send(rider, {"bib": "250", "name": "赵小试"}, form="#change")
        assert "This bib lies outside the category's bibs." in page.words
        page = self.send(page, {}, form="#mask")
        assert "The public reads 赵*." in page.words
        self.send(page, {}, form="#state")
        assert self.get(PUBLIC).texts("tbody tr") == ["2 钱试 车队"]
        told = self.session.scalars(select(AuditEntry)).all()
        assert [one.action for one in told] == ["change rider", "mask rider", "change rider"]
        assert "小试" not in repr([(one.before, one.after) for one in told])

    def test_personal_data_is_opened_by_editors_and_noted(self) -> None:
        self.enter(a_rider(1, name="赵试"))
        rider = self.session.scalars(select(Rider)).one()
        phone = SEALER.seal("13800000000")
        foreign = "gAAAAA-of-another-service"
        self.session.add(
            RiderData(rider_id=rider.id, id_last4="002X", phone=phone, medical_note=foreign)
        )
        self.session.commit()
        for role in (Role.reviewer, Role.auditor):
            self.sign_in(role)
            page = self.get(f"{DESK}{rider.id}")
            assert "ends with 002X" in page.words
            assert "13800000000" not in page.text
            self.get(f"{DESK}{rider.id}/personal", 403)
            self.get(f"{DESK}exports/personal.csv", 403)
        self.sign_in(Role.editor)
        page = self.get(f"{DESK}{rider.id}/personal")
        assert "13800000000" in page.words
        assert "sealed by another service" in page.words
        assert "13800000000" in self.get(f"{DESK}exports/personal.csv").text
        assert self.actions()[-2:] == ["read rider data", "export rider data"]
        with clock.fixed_at(on_the_day(12)):
            self.sign_in(Role.editor)
            assert "Medical notes until Monday, 27 September 2027" in self.get(DESK).words
        self.sign_in(Role.editor)
        page = self.send(self.get(f"{DESK}{rider.id}"), {"sure": "yes"}, form="#erase")
        assert "No personal data is kept." in page.words
        assert page.one("h1").text == "1 赵*"

    def test_missing_bibs_files_and_the_way_back(self) -> None:
        self.enter(a_rider(None, name="赵试"), a_rider(None, "gone", name="钱试"), public=False)
        self.sign_in(Role.editor)
        page = self.send(self.get(DESK), {}, "Give the next free ones")
        assert "1 bib given." in page.words
        assert "1 rider has none" in page.words
        page = self.get(f"{DESK}exports")
        assert "紧急联系人" in page.words
        for link in page.soup.select("a[download]"):
            assert self.client.get(link["href"]).status_code == 200
        self.get(f"{DESK}exports/uci-x.xlsx", 404)
        assert self.actions()[1:] == [*["export riders"] * 5, "export rider data"]
        self.get("/bureau/race/2031/riders/", 404)

    def test_what_the_public_sees_at_once_is_confirmed_or_put_back_by_somebody_else(self) -> None:
        self.enter(
            a_rider(1, name="赵试", family_name="赵", given_name="试"), a_rider(2, name="钱试")
        )
        first, second = self.session.scalars(select(Rider.id).order_by(Rider.bib))
        self.sign_in(Role.editor, Role.reviewer, full_name="编辑甲")
        page = self.get(f"{DESK}{first}")
        assert (
            "The public sees a change at once; somebody else confirms it afterwards." in page.words
        )
        page = self.send(page, {"name": "赵小试", "team": "黄河车队"}, form="#change")
        assert "Waits to be confirmed by somebody else" in page.words
        self.send(page, {"bib": "3"}, form="#change")
        page = self.send(self.get(f"{DESK}{second}"), {}, form="#state")
        assert self.get(PUBLIC).texts("tbody tr") == ["3 赵小试 黄河车队"]
        page = self.get(f"{DESK}changes")
        assert page.texts(".rider-changes button") == []
        assert "Your own change: somebody else confirms it." in page.words
        assert "to confirm" not in self.get("/en/bureau/").words
        number = page.soup.select(".rider-changes li")[0]["id"].removeprefix("change-")  # type: ignore[union-attr]
        self.post(f"{DESK}changes/{number}/confirm")
        assert "Somebody else confirms: you have made this change." in self.get(DESK).words

        self.sign_in(Role.reviewer)
        front = self.get("/en/bureau/")
        assert "2 changes to the start list of 2027 to confirm" in front.words
        page = self.get(f"{DESK}changes")
        assert page.texts(".rider-changes li .rider-values > div") == [
            "Rider's name 赵试 → becomes 赵小试",
            "Team 车队 → becomes 黄河车队",
            "Bib 1 → becomes 3",
            "State rides → becomes does not ride",
        ]
        assert "编辑甲" in page.words
        self.enter(a_rider(1, name="孙试"), public=False)
        page = self.send(page, {}, form=f"form[action$='changes/{number}/put-back']")
        assert "Somebody else has the bib that this rider had." in page.words
        self.session.delete(self.session.scalars(select(Rider).where(Rider.name == "孙试")).one())
        self.session.commit()
        page = self.send(page, {}, form=f"form[action$='changes/{number}/put-back']")
        page = self.send(page, {}, "Confirm")
        assert "Nothing waits to be confirmed." in page.words
        assert self.get(PUBLIC).texts("tbody tr") == ["1 赵试 车队"]
        assert "to confirm" not in self.get("/en/bureau/").words
        self.session.rollback()
        assert self.session.get_one(Rider, first).given_name == "试"
        told = list(self.session.scalars(select(AuditEntry).order_by(AuditEntry.id)))[-2:]
        assert [one.action for one in told] == ["put back rider change", "confirm rider change"]
        assert "小试" not in repr([(one.before, one.after) for one in told])
        self.get(f"{DESK}changes/99/confirm", 405)

    def test_a_change_that_is_taken_back_needs_nobody_and_a_later_one_comes_first(self) -> None:
        self.enter(a_rider(1, name="赵试"), a_rider(None, "ride", name="钱试"))
        rider, other = self.session.scalars(select(Rider.id).order_by(Rider.id))
        self.sign_in(Role.editor)
        for team in ("黄河车队", "车队"):
            self.send(self.get(f"{DESK}{rider}"), {"team": team}, form="#change")
        assert "Nothing waits to be confirmed." in self.get(f"{DESK}changes").words
        self.send(self.get(DESK), {}, "Give the next free ones")
        assert self.get(f"{DESK}changes").texts(".rider-values > div") == ["Bib – → becomes 300"]
        self.sign_in(Role.editor)
        self.send(self.get(f"{DESK}{other}"), {"bib": "303"}, form="#change")
        self.sign_in(Role.reviewer)
        page = self.get(f"{DESK}changes")
        page = self.send(page, {}, form=".rider-changes li:first-child form[action$=put-back]")
        assert "Deal with the later change first." in page.words
        for _change in range(2):
            page = self.send(page, {}, form=".rider-changes li:last-child form[action$=put-back]")
        assert "Nothing waits to be confirmed." in page.words
        self.session.rollback()
        assert self.session.get_one(Rider, other).bib is None

    def test_only_a_reviewer_shows_a_masked_name_again(self) -> None:
        self.enter(a_rider(1, name="赵试", masked=True))
        address = f"{DESK}{self.session.scalars(select(Rider.id)).one()}"
        self.sign_in(Role.editor)
        assert "A reviewer can show the masked name again." in self.get(address).words
        self.post(f"{address}/unmask", status=403)
        self.sign_in(Role.reviewer)
        page = self.send(self.get(address), {}, form="#unmask")
        assert "The public reads 赵试." in page.words

    def test_a_submitted_list_can_be_given_back_with_a_reason(self) -> None:
        self.enter(a_rider(1, name="赵试"), public=False)
        editor = self.sign_in(Role.editor, Role.reviewer)
        self.send(self.get(DESK), {}, "Submit for publication")
        assert "Review: start list" not in self.get("/en/bureau/").words
        self.post(f"{DESK}return", {"reason": "x"})
        self.sign_in(Role.reviewer)
        assert "Review: start list of 2027" in self.get("/en/bureau/").words
        page = self.send(self.get(DESK), {"reason": " "}, form="#return", status=422)
        assert "Please say what has to change." in page.words
        page = self.send(page, {"reason": "女子组缺三人"}, form="#return")
        assert "Returned: 女子组缺三人" in page.words
        assert "Review: start list" not in self.get("/en/bureau/").words
        self.session.rollback()
        self.act_as(editor)
        assert "Returned to you: start list of 2027 女子组缺三人" in self.get("/en/bureau/").words
        page = self.send(self.get(DESK), {}, "Submit for publication")
        assert "女子组缺三人" not in page.words
        assert self.actions() == ["submit", "return", "submit"]
