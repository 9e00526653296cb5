"""The public results: what state they are in, who came where, and what each revision changed."""

import csv
import io
import json
from datetime import timedelta

from msgspec.structs import replace

from tests.race.made import MEN, YEAR, a_rider, an_edition, on_the_day
from tests.race.results_made import CATEGORIES, ResultsTest, a_result
from tests.race.results_public import NOON, a_revision, field
from webapp.core import clock
from webapp.core.translated import Translated
from webapp.race.plan import Winner
from webapp.race.results.models import MaskedRider, Result, ResultState, Status
from webapp.race.results.reading import read

RESULTS = f"/en/race/{YEAR}/results"
REASON = "17号抗议成立：芯片未读到"


def without_17() -> list[Result]:
    """The field as it was before a protest."""
    return [
        replace(row, gun_ms=None, status=Status.did_not_finish) if row.bib == 17 else row
        for row in field()
    ]


class TheResults(ResultsTest):
    def publish_amended(self) -> None:
        """Preliminary, official, amended after a protest of number 17."""
        self.publish(
            a_revision(1, without_17(), ResultState.provisional, protest_until=NOON),
            a_revision(2, without_17(), ResultState.official),
            a_revision(3, field(), ResultState.amended, reason=REASON),
        )

    def test_before_there_are_results_it_says_when_to_expect_them(self) -> None:
        won = Winner(category=Translated(zh="男子组"), name=Translated(zh="李试"), time="1:04:09")
        past = an_edition(YEAR - 1, held_on=on_the_day(9).replace(year=YEAR - 1).date())
        past.winners = (won,)
        self.session.add(past)
        self.session.commit()
        with clock.fixed_at(NOON - timedelta(days=2)):
            page = self.get(RESULTS)
            assert "Results appear here on Sat 28 Aug: live as the riders arrive" in page.words
            assert page.one(".actions a")["href"] == f"/en/race/{YEAR}/live"
            page = self.get(f"/en/race/{YEAR - 1}/results")
            assert "only who won" in page.words
            assert page.one(".actions a")["href"] == f"/en/race/{YEAR - 1}"
        for address in (f"{RESULTS}.csv", f"{RESULTS}/revisions", f"{RESULTS}/17"):
            self.get(address, 404)
        self.get("/race/1999/results", 404)

    def test_it_says_first_in_what_state_they_are(self) -> None:
        until = on_the_day(14, 30)
        self.publish(a_revision(1, field(), ResultState.provisional, protest_until=until))
        with clock.fixed_at(on_the_day(14)):
            page = self.get(RESULTS)
            state = page.texts(".results-state")[0]
            assert page.texts(".results-state[data-live]") == [state]  # kept, it says as of when
            assert state.startswith("Preliminary results Protests until Sat 28 Aug 14:30.")
            assert "Timed by 黄河计时." in state
        with clock.fixed_at(on_the_day(14, 31)):
            state = self.get(RESULTS).texts(".results-state")[0]
            assert "protests ended at Sat 28 Aug 14:30; the official results follow" in state
        self.publish(a_revision(2, field(), ResultState.official))
        page = self.get(RESULTS)
        assert page.texts(".results-state")[0].startswith("Official results They hold")
        assert page.texts("[data-live]") == []
        self.publish(a_revision(3, field(), ResultState.amended, reason=REASON))
        state = self.get(RESULTS).texts(".results-state")[0]
        assert state.startswith(f"Amended results Why: {REASON}. Publication 3")

    def test_podiums_then_the_first_of_each_category_and_a_way_to_the_rest(self) -> None:
        self.publish(a_revision(1, field(), ResultState.official))
        page = self.get(RESULTS)
        assert page.texts(".podiums h2") == ["Elite men", "Women, open"]
        assert page.texts(".podium li")[1] == "2 骑手2 黄河车队 1:05:09 +0:30"
        groups = page.soup.select(".results-group")
        assert [len(one.select("tbody tr")) for one in groups] == [20, 20, 10]
        assert page.texts(".results-group h2")[0] == "Elite men 58 of 60 finished"
        assert page.texts("tbody tr")[1] == "2 2 骑手2 黄河车队 1:05:09 +0:30 41.4"
        assert "Ridden without a ranking." in page.words
        assert "at most 1 s behind the rider in front gets the same time" in page.words
        more = page.soup.select(".results-group .more")
        assert [one.text for one in more] == [f"All {n} of this category" for n in (60, 30)]
        page = self.get(str(more[0]["href"]))
        assert page.texts(".results-group h2") == ["Elite men 58 of 60 finished"]
        assert page.texts("tbody tr")[-2:] == [
            "– 59 未到 did not finish",
            "– 60 未来 did not start",
        ]
        assert len(self.get(f"{RESULTS}?category=all").soup.select("tbody tr")) == 100
        self.get(f"{RESULTS}?category=nobody", 404)

    def test_a_rider_is_found_by_bib_and_by_the_name_that_is_shown(self) -> None:
        self.session.add(MaskedRider(edition_year=YEAR, bib=7, asked_on=NOON))
        rows = [replace(row, name="秘密") if row.bib == 7 else row for row in field()]
        self.publish(a_revision(1, rows, ResultState.official))
        for asked, names in {"７": ["秘*"], "女骑手30": ["女骑手30"], "秘密": []}.items():
            assert self.get(f"{RESULTS}?q={asked}").texts("tbody th a") == names, asked
        page = self.get(f"{RESULTS}?q=秘密")
        assert "Masked names are found by the bib alone." in page.words

    def test_masked_names_are_nowhere(self) -> None:
        self.session.add(MaskedRider(edition_year=YEAR, bib=7, asked_on=NOON))
        self.session.add(a_rider(8, name="少年", minor=True))
        named = {7: "秘密", 8: "少年", 11: "少年"}
        rows = [
            replace(row, name=named.get(row.bib or 0, row.name), birth_year=1970 + (row.bib or 0))
            for row in field()
        ]
        before = [replace(row, name="原名") if row.bib == 7 else row for row in rows]
        self.publish(a_revision(1, before), a_revision(2, rows, ResultState.official))
        for path in (
            *("", "?category=all", "?q=7", ".csv", ".csv?revision=1", "/7", "/8", "/revisions"),
            *("/revisions/1", "/revisions/2?against=1"),
        ):
            text = self.get(RESULTS + path).text
            assert not [name for name in ("秘密", "少年", "原名") if name in text], path
        for path in (f"/race/{YEAR}/live/changes?since=1", f"/race/{YEAR}/live/changes"):
            assert "秘*" in self.get(path).text or "since" in path
            assert "秘密" not in self.get(path).text
        answer = self.get(f"/api/v1/race/{YEAR}/results").text
        assert "秘*" in answer and "秘密" not in answer and "birth" not in answer
        assert self.get(f"{RESULTS}/7").one("h1").text == "Bib 7"
        # Masked by the name alone: the row has a bib that the start list gave to nobody.
        assert self.get(f"{RESULTS}/11").one("h1").text == "Bib 11"
        table = list(csv.DictReader(io.StringIO(self.get(f"{RESULTS}.csv").text[1:])))
        assert [row["birth_year"] for row in table[6:9]] == ["", "", "1979"]

    def test_the_table_is_read_back_as_it_was_and_no_cell_is_a_formula(self) -> None:
        rows = [
            a_result(1, name="=1+1", team="黄河", chip_ms=3_848_123, note="备注"),
            a_result(2, 3900.5, penalty_s=10, laps=1),
            a_result(3, 4000.0, status=Status.relegated),
            a_result(4, None, status=Status.disqualified),
        ]
        self.publish(a_revision(1, field()), a_revision(2, rows, ResultState.official))
        page = self.get(f"{RESULTS}.csv")
        assert page.text.startswith("\ufeffedition,category_code,category,rank,bib,name,gender")
        assert page.text.splitlines()[1].startswith(f"{YEAR},men-elite,Elite men,1,1,'=1+1,,")
        again = read(page.text.encode(), CATEGORIES)
        keep = ("bib", "team", "status", "gun_ms", "chip_ms", "penalty_s", "laps", "note")
        assert [[getattr(row, name) for name in keep] for row in again.rows] == [
            [getattr(row, name) for name in keep] for row in rows
        ]
        assert not [one for one in again.problems if one.left_out]
        etag = {"If-None-Match": page.headers["ETag"]}
        assert self.client.get(f"{RESULTS}.csv", headers=etag).status_code == 304
        chinese = self.get(f"/race/{YEAR}/results.csv").text
        assert chinese.startswith("\ufeff赛事届次,组别代码,组别,名次,号码布,姓名,性别")
        assert not [one for one in read(chinese.encode(), CATEGORIES).problems if one.left_out]
        assert self.get(f"{RESULTS}.csv?revision=1").text.count("\r\n") == 101
        self.get(f"{RESULTS}.csv?revision=9", 404)
        assert "A revision is a number." in self.get(f"{RESULTS}.csv?revision=x", 400).words

    def test_each_publication_stays_readable_and_can_be_compared(self) -> None:
        self.publish_amended()
        page = self.get(f"{RESULTS}/revisions")
        assert page.texts(".publications h2") == [
            "Amended results These hold",
            "Official results",
            "Preliminary results",
        ]
        assert "Against publication 2: rows changed: 42" in page.words
        assert "Against publication 1: no row changed" in page.words
        old = self.get(f"{RESULTS}/revisions/1")
        assert "Publication 1 does not hold any more." in old.one(".results-outdated").text
        assert "– 17 骑手17 黄河车队 did not finish" in old.texts("tbody tr")
        assert not self.get(f"{RESULTS}/revisions/3").soup.select(".results-outdated")
        compared = self.get(f"{RESULTS}/revisions/3?against=1")
        told = compared.texts("section .results-changes li")
        assert told == ["Bib 17 骑手17 did not finish → 17th, – → 1:12:39"]
        moved = compared.texts("details .results-changes li")
        assert moved[0].startswith("Bib 18 骑手18 17th → 18th")
        assert compared.words.count("Bib ") == 42
        assert self.get(f"{RESULTS}/revisions/1?against=3").texts("h1") == compared.texts("h1")
        for address, status in {"9": 404, "0": 404, "3?against=9": 404, "3?against=x": 400}.items():
            self.get(f"{RESULTS}/revisions/{address}", status)

    def test_a_rider_has_a_page_with_who_was_near_and_what_changed(self) -> None:
        self.publish_amended()
        page = self.get(f"{RESULTS}/17")
        assert page.one("h1").text == "Bib 17 骑手17"
        assert page.texts(".rider-place") == ["17th of 58 placed"]
        facts = dict(zip(page.texts("dl dt"), page.texts("dl dd"), strict=True))
        assert facts == {
            "Among all on this course": "17th of 88 by time",
            "Mean speed": "37.2 km/h",
            "Directly before": "Bib 16 骑手16 , 30 s apart",
            "Directly behind": "Bib 18 骑手18 , 30 s apart",
        }
        assert page.texts(".publications li") == [
            "3 Amended results Sat 28 Aug 12:03 did not finish → 17th, – → 1:12:39 " + REASON + ".",
            "1 Preliminary results Sat 28 Aug 12:01 new: did not finish",
        ]
        page = self.get(f"{RESULTS}/60")
        assert page.texts(".rider-place") == ["did not start"]
        assert not page.texts("dl dt")
        self.get(f"{RESULTS}/999", 404)

    def test_where_the_file_says_something_else_it_is_said(self) -> None:
        rows = [replace(row, stated_rank=5) if row.bib == 2 else row for row in field()]
        self.publish(a_revision(1, rows, ResultState.official, same_time_ms=None))
        page = self.get(RESULTS)
        assert page.texts(".results-odd li") == [
            "bib 2 骑手2: the file says rank 5, the times say 2"
        ]
        assert "Everybody has the time of their own." in page.words

    def test_programs_get_the_results_that_hold(self) -> None:
        address = f"/api/v1/race/{YEAR}/results"
        self.get(address, 404)
        self.publish_amended()
        page = self.get(address)
        body = json.loads(page.text)
        assert (body["revision"], body["state"], body["reason"]) == (3, "amended", REASON)
        assert body["url"].endswith(f"/race/{YEAR}/results")
        first = body["rows"][0]
        assert (first["category"], first["bib"], first["rank"]) == (MEN.code, 1, 1)
        assert (first["time_ms"], first["gap_ms"], first["status"]) == (3_879_000, 0, "FIN")
        again = self.client.get(address, headers={"If-None-Match": page.headers["ETag"]})
        assert again.status_code == 304
        paths = json.loads(self.get("/api/v1/openapi.json").text)["paths"]
        parameters = paths["/api/v1/race/{year}/results"]["get"]["parameters"]
        assert [(one["name"], one["in"]) for one in parameters] == [("year", "path")]
        self.get("/api/v1/race/1999/results", 404)

    def test_three_hundred_riders_are_light(self) -> None:
        self.publish(a_revision(1, field(150, 90, 60), ResultState.official))
        assert len(self.get(RESULTS).text.encode()) <= 60_000
