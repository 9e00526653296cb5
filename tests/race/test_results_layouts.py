"""Reading files of results: each format as timers hand it in, and whatever can be wrong with it."""

from typing import Any

import pytest

from tests.race.made import MEN, RIDE, WOMEN, a_rider
from tests.race.results_made import (
    CATEGORIES,
    CHINESE,
    ENGLISH,
    STATUS_WORDS,
    as_json,
    crossmgr,
    crossmgr_live,
    crossmgr_rider,
    csv_of,
    raceclocker,
    row,
    three_hundred,
    timer_table,
    workbook,
)
from webapp.race.plan import Sex
from webapp.race.results.layouts import columns, ours
from webapp.race.results.layouts.pieces import NotResults, UnknownHeadings
from webapp.race.results.models import Result, Status
from webapp.race.results.reading import Reading, read


def taken(content: bytes, **more: Any) -> Reading:
    """The file, read for the edition of the tests."""
    return read(content, CATEGORIES, **more)


def only(content: bytes, **more: Any) -> Result:
    """The file's only row."""
    found = taken(content, **more)
    assert not found.problems, found.problems
    (result,) = found.rows
    return result


def told(reading: Reading) -> list[tuple[int, str, str]]:
    """Line, column and reason of each problem."""
    return [(one.line, one.column, one.reason % one.details) for one in reading.problems]


class TestOurTable:
    def test_every_column_is_read_under_its_chinese_and_its_english_heading(self) -> None:
        cells = [
            *("2027", "men-elite", "男子精英组", "1", "17", "李明", "男", "1990", "蓝队", "CHN"),
            *("FIN", "1:04:19", "1:04:09.3", "+0:00", "1", "42.1", "10", "罚时10秒", "计时", "1"),
        ]
        expected = Result(
            category=MEN.code,
            bib=17,
            name="李明",
            sex=Sex.men,
            birth_year=1990,
            team="蓝队",
            nation="CHN",
            gun_ms=3859_000,
            chip_ms=3849_300,
            laps=1,
            penalty_s=10,
            note="罚时10秒",
            source="计时",
            stated_rank=1,
            stated_gap_ms=0,
            stated_kmh=42.1,
        )
        for header in (CHINESE, ENGLISH):
            text = csv_of([cells], header)
            for content in (
                text.encode(),
                text.encode("utf-8-sig"),
                text.encode("gb18030"),
                text.encode("utf-16"),
                workbook([cells], header),
            ):
                assert only(content) == expected

    @pytest.mark.parametrize("column", ours.ALIASES)
    def test_every_alias_means_its_column(self, column: str) -> None:
        for alias in ours.ALIASES[column].split():
            assert ours.meaning(f" {alias.upper()} ") == column

    @pytest.mark.parametrize("word", STATUS_WORDS)
    def test_a_status_is_read_in_its_column_and_in_the_place_of_time_or_rank(
        self, word: str
    ) -> None:
        expected = STATUS_WORDS[word]
        assert only(csv_of([row(time="", status=word)]).encode()).status is expected
        assert only(csv_of([row(time=word)]).encode()).status is expected
        assert only(csv_of([row(time="", rank=word)]).encode()).status is expected

    def test_full_width_digits_are_digits(self) -> None:
        found = only(csv_of([row("１７", "１：０４：０９", rank="第１名")]).encode())
        assert (found.bib, found.gun_ms, found.stated_rank) == (17, 3849_000, 1)

    def test_the_start_list_fills_what_the_file_leaves_empty(self) -> None:
        rider = a_rider(17, name="李明", team="蓝队", sex=Sex.men, birth_year=1990)
        content = csv_of([["17", "1:04:09", "红队"]], ("号码", "成绩", "队名")).encode()
        found = only(content, riders=[rider])
        assert (found.category, found.name, found.team) == (MEN.code, "李明", "红队")

    def test_without_a_start_list_the_range_of_bibs_tells_the_category(self) -> None:
        content = csv_of([["250", "1:04:09"], ["350", "2:00:00"]], ("号码", "成绩")).encode()
        assert [one.category for one in taken(content).rows] == [WOMEN.code, RIDE.code]

    def test_another_name_of_the_only_category_is_taken_and_told_once(self) -> None:
        rows = [row(1, category_code="公路组"), row(2, category_code="公路组")]
        found = read(csv_of(rows).encode(), [MEN])
        assert [one.category for one in found.rows] == [MEN.code] * 2
        told_of = (2, "", "the category “公路组” is taken for the only one of this edition")
        assert told(found) == [told_of] and not found.problems[0].left_out

    @pytest.mark.parametrize(
        ("cells", "problem"),
        [
            (row("x"), (3, "号码布", "not a whole number")),
            (row("100000"), (3, "号码布", "this number cannot be right")),
            (row(time="-1:04:09"), (3, "枪声成绩", "a time cannot be negative")),
            (row(time="1:64:09"), (3, "枪声成绩", "not a time; write it as 1:04:09")),
            (row(time="9" * 300), (3, "枪声成绩", "not a time; write it as 1:04:09")),
            (row(laps="9" * 30), (3, "圈数", "not a whole number")),
            (row(penalty_s="-5"), (3, "罚时秒", "not a whole number")),
            (row(status="maybe"), (3, "状态", "unknown status; write FIN, DNF, DNS, DSQ, OTL, "
                                   "LAP, PUL or REL")),
            (row(name="名" * 201), (3, "姓名", "longer than 200 characters")),
            (row(""), (3, "", "neither a bib nor a name")),
            (row(category_code="小轮车组"),
             (3, "", "the category “小轮车组” is none of this edition")),
            (row(900, category_code=""),
             (3, "", "no category, and the start list does not know the "
                                     "bib")),
            ([*row(), "more"], (3, "", "more cells than the header has")),
        ],
    )  # fmt: skip
    def test_a_bad_row_is_left_out_and_told_where(
        self, cells: list[object], problem: tuple[int, str, str]
    ) -> None:
        found = taken(csv_of([row(2), cells]).encode())
        assert told(found) == [problem]
        assert [one.bib for one in found.rows] == [2]

    def test_a_stated_figure_that_cannot_be_read_costs_nobody_the_result(self) -> None:
        found = taken(csv_of([row(17, gap="far", avg_kmh="fast", rank="?")]).encode())
        assert [one.left_out for one in found.problems] == [False] * 3
        assert [one.bib for one in found.rows] == [17]

    def test_a_bib_twice_alike_counts_once_and_with_two_results_not_at_all(self) -> None:
        rows = [row(1), row(1), row(2), row(2, "1:05:00"), row(3)]
        found = taken(csv_of(rows).encode())
        assert [one.bib for one in found.rows] == [1, 3]
        assert [line for line, *_ in told(found)] == [3, 4, 5]
        assert told(found)[1][2] == "bib 2 stands there with different results (rows 4, 5)"

    def test_three_hundred_riders_are_read(self) -> None:
        found = taken(csv_of(three_hundred()).encode("gb18030"))
        assert (len(found.rows), found.problems) == (300, ())


class TestWorkbook:
    def test_a_formula_without_a_value_is_told_and_not_worked_out(self) -> None:
        found = taken(workbook([row(2), row("=1+1"), row(3, "=HYPERLINK(1)")]))
        reason = "a formula without a result; open the file in Excel and save it"
        assert told(found) == [(3, "号码布", reason), (4, "枪声成绩", reason)]
        assert [one.bib for one in found.rows] == [2]


class TestPreset:
    PRESET = {"bib": "Stnr", "name": "Fahrer", "category": "Klasse", "gun_time": "Endzeit",
              "rank": "Rang", "team": "Klub"}  # fmt: skip

    def test_headings_that_nobody_knows_are_asked_for(self) -> None:
        with pytest.raises(UnknownHeadings) as unknown:
            taken(timer_table())
        assert unknown.value.headings == ("Rang", "Stnr", "Fahrer", "Klasse", "Endzeit", "Klub")
        assert unknown.value.samples[0][1] == "17"

    def test_a_preset_says_what_they_mean_and_is_found_by_itself(self) -> None:
        found = taken(timer_table(), presets={"other": {"bib": "No"}, "timer": self.PRESET})
        assert found.layout == "timer"
        assert [(one.bib, one.gun_ms, one.status.value) for one in found.rows] == [
            (17, 3849_300, "FIN"),
            (5, 3861_500, "FIN"),
            (9, None, "DNF"),
        ]

    def test_a_table_without_a_header_is_read_by_column_numbers_when_chosen(self) -> None:
        content = csv_of([("1:04:09", "李明")], ("1:05:00", "张伟")).encode()
        preset = {columns.NO_HEADER: "1", "gun_time": "1", "name": "2"}
        rider = read(content, [MEN], presets={"bare": preset}, chosen="bare")
        assert [(one.name, one.gun_ms) for one in rider.rows] == [
            ("张伟", 3900_000),
            ("李明", 3849_000),
        ]
        with pytest.raises(NotResults):
            read(content, [MEN], presets={"bare": preset})


class TestCrossMgr:
    def test_what_it_publishes_is_read_with_what_it_states(self) -> None:
        found = taken(as_json(crossmgr()))
        assert found.layout == "crossmgr"
        first, second, third = found.rows
        assert (first.bib, first.name, first.category) == (17, "Ming Li", MEN.code)
        assert (first.gun_ms, first.stated_kmh, first.laps) == (3849_312, 42.08, 1)
        assert (second.stated_rank, second.stated_gap_ms) == (2, 12_188)
        assert (third.status, third.gun_ms, third.stated_rank) == (
            Status.did_not_finish,
            None,
            None,
        )

    @pytest.mark.parametrize(
        ("written", "status"),
        [
            ("Finisher", Status.finished),
            ("DNF", Status.did_not_finish),
            ("PUL", Status.pulled),
            ("DNS", Status.did_not_start),
            ("DQ", Status.disqualified),
            ("OTL", Status.over_time_limit),
            ("NP", Status.did_not_finish),
        ],
    )
    def test_its_statuses_are_ours(self, written: str, status: Status) -> None:
        assert only(as_json(crossmgr({3: crossmgr_rider(status=written)}))).status is status

    def test_a_time_runs_from_the_start_of_the_wave(self) -> None:
        rider = crossmgr_rider(times=(600, 4449.3))
        assert only(as_json(crossmgr({3: rider}))).gun_ms == 3849_300

    def test_a_finisher_with_fewer_laps_is_lapped_and_a_relegated_one_relegated(self) -> None:
        data = {
            1: crossmgr_rider(times=(0, 100, 200)),
            2: crossmgr_rider(times=(0, 150)),
            3: {**crossmgr_rider(times=(0, 100, 220)), "relegated": True},
        }
        value = crossmgr(data)
        value["catDetails"][1]["laps"] = 2
        found = taken(as_json(value))
        assert [one.status.value for one in found.rows] == ["FIN", "LAP", "REL"]

    def test_live_messages_add_up_and_who_still_rides_has_no_result(self) -> None:
        riding = {**crossmgr_rider(times=(0, 3900)), "interp": [False, True]}
        nothing: dict[str, Any] = {"a": {}, "m": {}, "r": []}
        rams = (
            {"infoRAM": {**nothing, "a": {"20": riding}}, "categoryRAM": nothing},
            {"infoRAM": {**nothing, "r": ["9"]}, "categoryRAM": nothing},
        )
        messages = crossmgr_live(*rams)
        lines = b"\n".join(map(as_json, messages))
        for content in (as_json(messages), lines):
            found = taken(content)
            assert found.running
            assert [one.bib for one in found.rows] == [17, 5]

    def test_a_missing_live_message_is_told(self) -> None:
        baseline, ram = crossmgr_live(
            {"infoRAM": {"a": {}, "m": {}, "r": []}, "categoryRAM": {"a": {}, "m": {}, "r": []}}
        )
        ram["reference"]["versionCount"] += 1
        with pytest.raises(NotResults, match="missing"):
            taken(as_json([baseline, ram]))
        with pytest.raises(NotResults, match="baseline"):
            taken(as_json([ram]))

    @pytest.mark.parametrize(
        "rider",
        [
            {**crossmgr_rider(), "raceTimes": [0, -5]},
            {**crossmgr_rider(), "raceTimes": [0, 1e300]},
            {**crossmgr_rider(), "raceTimes": "soon"},
            {**crossmgr_rider(), "status": "Winner"},
            {**crossmgr_rider(), "FirstName": {"deep": 1}},
            {**crossmgr_rider(), "FirstName": "x" * 1000},
            {**crossmgr_rider(), "ttPenalty": 1e308},
            "Li Ming",
            None,
        ],
    )
    def test_a_bad_rider_is_left_out_and_told(self, rider: Any) -> None:
        value = crossmgr()
        value["data"]["30"] = rider
        found = taken(as_json(value))
        assert [one.bib for one in found.rows] == [17, 5, 9]
        assert [(one.line, one.column, one.left_out) for one in found.problems] == [(4, "30", True)]


class TestRaceClocker:
    @pytest.mark.parametrize("finish", ["Ziel", "Finish", "Arrivée", "Meta"])
    def test_its_feed_is_read_in_any_language(self, finish: str) -> None:
        for value in (raceclocker(finish), raceclocker(finish)["Results"]):
            found = taken(as_json(value))
            assert found.layout == "raceclocker"
            assert [(one.bib, one.gun_ms, one.status.value) for one in found.rows] == [
                (17, 3849_300, "FIN"),
                (5, 3861_500, "FIN"),
                (9, None, "DNF"),
                (11, None, "DSQ"),
            ]
            assert found.rows[1].penalty_s == 10

    def test_who_is_on_the_way_has_no_result_and_no_problem(self) -> None:
        value = raceclocker()
        value["Results"].append({"Bib number": "30", "Start": "09:00:00", "Ziel": ""})
        found = taken(as_json(value))
        assert (len(found.rows), found.problems) == (4, ())

    def test_a_finish_before_the_start_is_told(self) -> None:
        value = raceclocker()
        value["Results"].append({"Bib number": "30", "Start": "09:00:00", "Ziel": "08:59:00"})
        assert told(taken(as_json(value))) == [(5, "Finish", "the time lies before the gun")]


BAD_FILES = {
    "empty": b"",
    "blank": b" \r\n\t",
    "truncated JSON": as_json(crossmgr())[:-20],
    "JSON of something else": b'{"data": 5}',
    "JSON with a NaN": b'{"data": {}, "catDetails": [], "x": NaN}',
    "a JSON number": b"[1, 2, 3]",
    "nested too deep": b"[" * 5000 + b"]" * 5000,
    "empty list": b"[]",
    "catDetails of another shape": as_json({"data": {"1": {}}, "catDetails": {"a": 1}}),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "half a workbook": workbook([row()])[:900],
    "an old workbook": b"\xd0\xcf\x11\xe0" + bytes(100),
    "neither encoding": b"\xff\xff\xfe\x81",
    "open quotation mark": csv_of([row()]).encode() + b'"',
    "header alone": csv_of([]).encode(),
    "larger than 10 MB": b"a,b\n" * 2_600_000,
    "more rows than riders": csv_of([row(at) for at in range(1, 5100)]).encode(),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(NotResults) as refused:
        taken(BAD_FILES[name])
    assert str(refused.value).endswith((".", "…"))
