"""The live page, and what it is told: whoever knows any revision ends with the same table."""

import json
import random
from datetime import timedelta
from threading import Thread
from typing import Any

from msgspec.structs import replace

from tests.race.made import WOMEN, YEAR, on_the_day
from tests.race.results_made import CATEGORIES, ResultsTest, a_result
from tests.race.results_public import NOON, a_revision, field
from tests.staff.made import stored_account
from webapp.core import clock
from webapp.core.database import EDITING, begin_writing, db
from webapp.race.results import revisions
from webapp.race.results.models import MaskedRider, Result, ResultSet, ResultState, Status
from webapp.race.results.ranking import rank
from webapp.race.results.refusals import ChangedMeanwhile
from webapp.staff.models import Account, Role

LIVE = f"/en/race/{YEAR}/live"
Table = dict[str, dict[str, Any]]


def apply(table: Table, message: dict[str, Any]) -> None:
    """What the page does with a message."""
    if message["cmd"] == "baseline":
        table.clear()
    for key in message["r"]:
        del table[key]
    for row in message["a"]:
        assert row["key"] not in table
        table[row["key"]] = row
    for row in message["m"]:
        assert table[row["key"]] != row
        table[row["key"]] = row


class TheLivePage(ResultsTest):
    def ask(self, since: object = None, last: object = None) -> list[dict[str, Any]]:
        """The messages of one answer, as EventSource reads them."""
        headers = {} if last is None else {"Last-Event-ID": str(last)}
        address = f"{LIVE}/changes" + ("" if since is None else f"?since={since}")
        page = self.get(address, headers=headers)
        assert page.headers["Content-Type"] == "text/event-stream; charset=utf-8"
        assert "s-maxage=2" in page.headers["Cache-Control"]
        assert "Last-Event-ID" in page.headers["Vary"]
        assert "Set-Cookie" not in page.headers
        first, *events = page.text.removesuffix("\n\n").split("\n\n")
        assert first == "retry: 5000"
        found = []
        for event in events:
            if event == ": nothing new":
                continue
            number, data = event.split("\n")
            found.append(json.loads(data.removeprefix("data: ")))
            assert number == f"id: {found[-1]['revision']}"
        return found

    def test_before_the_start_it_says_when_and_asks_on(self) -> None:
        page = self.get(LIVE)
        assert "Nobody has arrived yet The first start is on Sat 28 Aug 09:00." in page.words
        assert page.one("[data-behaviour=live]")["data-revision"] == "0"
        assert page.one("[data-live] .live-reload")["href"] == LIVE
        assert self.ask(since=0) == []
        self.publish(a_revision(1, [a_result(1)]))
        (told,) = self.ask(since=0)
        assert (told["cmd"], told["revision"], told["over"]) == ("baseline", 1, False)
        self.get(f"{LIVE}?category=x", 404)
        self.get("/en/race/1999/live/changes", 404)

    def test_the_last_arrival_stands_first_across_waves_or_a_category_by_place(self) -> None:
        rows = [
            a_result(1, 3900.0, name="甲试"),
            a_result(2, 3850.0, name="乙试", team="黄河"),
            a_result(3, None, name="丙试", status=Status.did_not_finish),
            a_result(201, 3800.0, name="丁试", category=WOMEN.code),  # started 10 minutes later
        ]
        self.publish(a_revision(1, rows))
        page = self.get(LIVE)
        assert page.texts("tbody tr") == [
            "1 201 丁试 Women, open 1:03:20",
            "2 1 甲试 Elite men 1:05:00 +0:50",
            "1 2 乙试 Elite men 1:04:10",
        ]
        assert page.one("[data-none]").has_attr("hidden")
        page = self.get(f"{LIVE}?category=men-elite")
        assert page.texts("tbody tr") == [
            "1 2 乙试 黄河 1:04:10",
            "2 1 甲试 1:05:00 +0:50",
            "– 3 丙试 did not finish",
        ]

    def test_once_they_are_preliminary_it_leads_to_the_results(self) -> None:
        self.publish(a_revision(1, [a_result(1)]))
        more = {"protest_until": NOON + timedelta(hours=1)}
        self.publish(a_revision(2, [a_result(1)], ResultState.provisional, **more))
        with clock.fixed_at(NOON):
            page = self.get(LIVE)
        assert "Preliminary results Protests until Sat 28 Aug 13:00." in page.words
        assert page.one("article .button")["href"] == f"/en/race/{YEAR}/results"
        assert not page.soup.select("[data-behaviour=live]")
        (told,) = self.ask(since=1)
        assert told["over"]

    def test_it_goes_on_from_any_revision_that_is_known(self) -> None:
        first, second = a_result(1, name="甲试"), a_result(2, 3900.0, name="乙试")
        self.publish(
            a_revision(1, [first]),
            a_revision(2, [first, second]),
            a_revision(3, [replace(second, gun_ms=3_800_000), a_result(3, 3950.0)]),
        )
        last, before = self.ask(last=2), self.ask(since=1)
        assert [one["revision"] for one in before] == [2, 3]
        assert last == before[1:]
        assert (last[0]["cmd"], last[0]["r"]) == ("ram", ["1"])
        assert [row["key"] for row in last[0]["a"]] == ["3"]
        assert last[0]["m"] == [
            {
                "key": "2",
                "category": "men-elite",
                "group": "Elite men",
                "bib": 2,
                "name": "乙试",
                "rank": "1",
                "time": "1:03:20",
                "sort": 100_002,
                "at": int(on_the_day(9).timestamp() * 1000) + 3_800_000,
            }
        ]
        assert self.ask(last=3) == []
        assert self.ask(since=1, last=3) == []  # what the browser knows since goes first
        for unknown in (None, "", "0", "9", "-1", "x", "9" * 30, "２"):
            (told,) = self.ask(since=unknown)
            assert told["cmd"] == "baseline", unknown
            assert [row["key"] for row in told["a"]] == ["2", "3"]
        self.publish(*(a_revision(number, [first]) for number in range(4, 9)))
        assert [one["revision"] for one in self.ask(last=3)] == [4, 5, 6, 7, 8]
        assert [one["cmd"] for one in self.ask(last=2)] == ["baseline"]

    def test_from_wherever_one_begins_the_table_is_the_same_in_the_end(self) -> None:
        chance = random.Random(5)
        everybody = field(12, 5, 3)
        baselines: dict[int, dict[str, Any]] = {}
        for number in range(1, 7):
            rows = chance.sample(everybody, chance.randint(0, len(everybody)))
            late = [
                replace(row, gun_ms=row.gun_ms + 1000 * chance.randint(0, 99))
                for row in rows
                if row.gun_ms is not None
            ]
            self.publish(a_revision(number, late))
            (baselines[number],) = self.ask()
        for begin, baseline in baselines.items():
            table: Table = {}
            for message in [baseline, *self.ask(last=begin)]:
                apply(table, message)
            assert table == {row["key"]: row for row in baselines[6]["a"]}

    def test_a_reader_misses_nothing_while_several_publish(self) -> None:
        id = stored_account(self.session, Role.editor).id
        self.session.commit()

        threads = [Thread(target=self._six_more, args=(id, first)) for first in (1, 21)]
        for thread in threads:
            thread.start()
        table: Table = {}
        known = 0
        for _time in range(3000):
            if known == 12:
                break
            for message in self.ask(last=known or None):
                assert message["cmd"] == "baseline" or message["revision"] == known + 1
                apply(table, message)
                known = message["revision"]
        for thread in threads:
            thread.join()
        (baseline,) = self.ask()
        assert table == {row["key"]: row for row in baseline["a"]}
        assert len(table) == 12

    def _six_more(self, id: int, first: int) -> None:
        """Publish six times, trying again whenever somebody was faster."""
        with self.app.app_context():
            for bib in range(first, first + 6):
                while not self._one_more(id, bib):
                    pass

    def _one_more(self, id: int, bib: int) -> bool:
        """Publish what is public and one rider more; False when somebody was faster."""
        before = revisions.newest(db.session, YEAR)
        rows: tuple[Result, ...] = before.rows if before else ()
        seen = before.revision if before else None
        db.session.rollback()
        begin_writing(db.session, EDITING)
        draft = ResultSet(
            edition_year=YEAR,
            state=ResultState.draft,
            rows=rank([*rows, a_result(bib, 3800.0 + bib)], CATEGORIES, {}),
            made_at=NOON,
        )
        db.session.add(draft)
        db.session.flush()
        try:
            by = db.session.get_one(Account, id)
            revisions.publish(db.session, draft, ResultState.live, by, NOON, seen=seen)
        except ChangedMeanwhile:
            db.session.rollback()
            return False
        db.session.commit()
        return True

    def test_masked_names_are_not_told(self) -> None:
        self.session.add(MaskedRider(edition_year=YEAR, bib=1, asked_on=NOON))
        self.publish(a_revision(1, []), a_revision(2, [a_result(1, name="秘密")]))
        for messages in (self.ask(), self.ask(last=1)):
            assert messages[0]["a"][0]["name"] == "秘*"
        assert self.get(LIVE).texts("tbody th a") == ["秘*"]
