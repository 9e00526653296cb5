"""Nothing bad gets in by any door, each time with the reason; what is good beside it does."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from tests.visits import bad_input, made
from tests.visits.bad_input import Case
from tests.visits.test_layouts import BASE, LayoutTestCase, event, flow, record
from tests.visits.test_report_pages import FORM, TheReport
from tests.visits.test_sheets import NOW, STORE, TheSheets
from webapp.visits.models import Entry, Submission
from webapp.visits.upload import Upload


def test_the_table_is_long_and_no_case_stands_twice() -> None:
    names = [case.name for case in bad_input.CASES]
    assert len(names) == len(set(names)) >= 60
    said = [(repr(case.bad), table) for table in bad_input.TABLES for case in table]
    assert len(said) == len({(bad, id(table)) for bad, table in said})


class Doors(LayoutTestCase):
    """Each bad row is sent between two good ones of its own."""

    def among_good(self, cases: Sequence[Case], good: Any) -> None:
        for number, case in enumerate(cases):
            before, after = (json.dumps(good(2 * number + side)) for side in (0, 1))
            answer = self.send_to(f"[{before},{case.bad},{after}]")
            assert answer.status_code == 207, (case.name, answer.text)
            fates = answer.json["rows"]
            assert [fate["status"] for fate in fates] == [200, case.status, 200], case.name
            assert case.said in fates[1]["reason"], (case.name, fates[1]["reason"])
            assert len(self.entries()) == 2 * (number + 1), case.name

    def refused_whole(self, cases: Sequence[Case]) -> None:
        for case in cases:
            token = {"Authorization": f"Bearer {self.token}"}
            answer = self.client.post(f"{BASE}{self.layout}", data=case.bad, headers=token)
            assert answer.status_code == case.status, (case.name, self.layout, answer.text)
            assert answer.mimetype == "application/problem+json"
            assert case.said in answer.json["detail"], (case.name, answer.json)
            assert self.entries() == [], case.name


class Rows(Doors):
    def test_bad_rows_are_refused_and_their_neighbours_kept(self) -> None:
        self.among_good(bad_input.COUNTS, lambda n: made.row(f"good{n}"))

    def test_bad_lines_are_refused_and_their_neighbours_kept(self) -> None:
        for number, case in enumerate([*bad_input.COUNTS, *bad_input.LINES]):
            good = [json.dumps(made.row(f"good{number}-{side}")) for side in (0, 1)]
            answer = self.send_to("\n".join([good[0], case.bad, good[1]]))
            fates = answer.json["rows"]
            assert [fate["status"] for fate in fates] == [200, 422, 200], case.name
            assert case.said in fates[1]["reason"], (case.name, fates[1]["reason"])
            assert len(self.entries()) == 2 * (number + 1), case.name


class Bodies(Doors):
    def test_that_cannot_be_read_are_refused_at_every_door(self) -> None:
        for self.layout in ("", "/eco-counter", "/megvii", "/flow-event"):
            self.refused_whole(bad_input.BODIES)


class Flows(Doors):
    layout = "/eco-counter"

    def test_bad_bins_are_refused_and_their_neighbours_kept(self) -> None:
        self.among_good(bad_input.ECO, lambda n: flow(n + 1000, "in", ("10:00", n)))


class Records(Doors):
    layout = "/megvii"

    def test_bad_records_are_refused_and_their_neighbours_kept(self) -> None:
        self.among_good(
            bad_input.MEGVII, lambda n: record(f"good{n}") | {"leavePersonNumber": None}
        )


class Events(Doors):
    layout = "/flow-event"

    def test_bad_ones_are_refused_and_the_next_is_taken(self) -> None:
        for case in bad_input.EVENTS:
            answer = self.send_to(case.bad)
            assert answer.status_code == case.status, (case.name, answer.text)
            told = answer.json["result"] if case.status == 422 else {"description": answer.text}
            assert case.said in told["description"], (case.name, answer.text)
            assert self.entries() == [], case.name
        assert self.send_to(event()).status_code == 200


class TheForm(TheReport):
    def test_bad_reports_are_refused_at_their_field_and_stay_written(self) -> None:
        for case in bad_input.FORM:
            page = self.hand_in(status=422, **case.bad)
            assert case.said in " ".join(self.errors(page)), (case.name, self.errors(page))
            for name, typed in case.bad.items():
                field = page.soup.select_one(f".report-form [name={name}]")
                assert field is not None
                assert typed is True or typed in (field.get("value", ""), field.text.strip())
            assert self.count(Entry) == self.count(Submission) == 0, case.name
        self.hand_in()
        assert self.figures()["visits"] == 812

    def test_fields_that_nobody_types_in_are_refused_when_they_are_forged(self) -> None:
        self.get(FORM)
        known = {"place": "wudangzhao", "key": "0123-4567-89ab", "day": "2026-11-22", "full": "5"}
        for case in bad_input.FORGED:
            self.post(FORM, known | case.bad, status=case.status)
            assert self.count(Entry) == self.count(Submission) == 0, case.name
        self.post(FORM, known, status=303)


class TheSheet(TheSheets):
    HEADER = "日期,景区,入园人次,门票收入元,状态,备注"

    def test_bad_rows_are_refused_and_their_neighbours_stored(self) -> None:
        made.take(self.session, made.form("2026-11-01,五当召,700"))
        for number, case in enumerate(bad_input.SHEET):
            day = NOW.date() - timedelta(days=30 + number)
            good = f"{day},五当召,{number}"
            page = self.upload(made.form(case.bad, good, header=self.HEADER))
            refused = [line for line in self.rows(page) if " refused " in line]
            assert len(refused) == 1, (case.name, self.rows(page))
            assert case.said in refused[0], (case.name, refused)
            self.send(page, {}, form=STORE)
            assert self.figure(day.isoformat()) == number, case.name
            self.session.rollback()
            entries = self.session.scalar(select(func.count()).select_from(Entry))
            assert entries == number + 2, case.name

    def test_bad_files_are_refused_in_a_sentence_and_not_kept(self) -> None:
        for case in bad_input.FILES:
            page = self.upload(case.bad, status=422)
            said = " ".join(page.texts(".form-errors li"))
            assert said and case.said in said, (case.name, said)
            assert self.count(Upload) == self.count(Entry) == 0, case.name
