"""Reading a notice: every way it can be handed in, and every line that cannot be true."""

import contextlib
import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.holidays.made import (
    DAYS_2026,
    HOLIDAY_CN_2026,
    JSON_2026,
    OFFICIAL_2026,
    TABLE_2026,
    TITLE,
    URL,
)
from webapp.holidays import notice, proposal
from webapp.holidays.arrangement import Day, Source, as_lines, differences
from webapp.holidays.models import DayOff
from webapp.holidays.reading import Unreadable

SOURCE = Source(TITLE, URL)


def problems(text: str, year: int = 2026) -> list[tuple[int, str]]:
    """The lines with what is wrong in each, in English."""
    with pytest.raises(Unreadable) as refused:
        notice.read(text, year)
    return [(one.line, one.reason % one.details) for one in refused.value.problems]


def said(text: str, year: int = 2026) -> list[str]:
    """The days in short: 2026-02-14 work 春节."""
    days = notice.read(text, year).days
    return [f"{day.date} {day.kind.value} {day.holiday}".rstrip() for day in days]


@pytest.mark.parametrize("text", [OFFICIAL_2026, TABLE_2026, JSON_2026, HOLIDAY_CN_2026])
def test_the_official_text_the_table_and_json_say_the_same_days(text: str) -> None:
    assert list(notice.read(text, 2026).days) == DAYS_2026


def test_the_prose_around_the_days_is_left_aside_and_named() -> None:
    assert notice.read(OFFICIAL_2026, 2026).left_aside == (1, 2, 4, 5, 13, 14)


def test_json_brings_its_source() -> None:
    assert notice.read(JSON_2026, 2026).source == Source(TITLE, URL, date(2025, 11, 4))
    assert notice.read(HOLIDAY_CN_2026, 2026).source == Source("", URL, None)


@pytest.mark.parametrize(
    ("year", "line", "days"),
    [
        (2024, "一、元旦：1月1日放假，与周末连休。", ["2024-01-01 off 元旦"]),
        (2025, "一、元旦：1月1日（周三）放假1天，不调休。", ["2025-01-01 off 元旦"]),
        (
            2023,
            "一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。",
            ["2022-12-31 off 元旦", "2023-01-01 off 元旦", "2023-01-02 off 元旦"],
        ),
        (
            2019,
            "元旦:2018年12月30日至2019年1月1日放假调休,共3天。2018年12月29日(星期六)上班。",
            [
                "2018-12-29 work 元旦",
                "2018-12-30 off 元旦",
                "2018-12-31 off 元旦",
                "2019-01-01 off 元旦",
            ],
        ),
        (
            2016,
            "四、劳动节：5月1日放假，5月2日（星期一）补休。",
            ["2016-05-01 off 劳动节", "2016-05-02 off 劳动节"],
        ),
        (
            2013,
            "清明节：4月4日至6日放假调休，共3天。4月7日(星期日)上班。",
            [
                "2013-04-04 off 清明节",
                "2013-04-05 off 清明节",
                "2013-04-06 off 清明节",
                "2013-04-07 work 清明节",
            ],
        ),
    ],
)
def test_sentences_of_earlier_notices_are_read(year: int, line: str, days: list[str]) -> None:
    assert said(line, year) == days


def test_one_holiday_may_join_two() -> None:
    text = "六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）上班。"
    days = said(text, 2025)
    assert days[0] == "2025-09-28 work 国庆节、中秋节"
    assert (len(days), days[-1]) == (9, "2025-10-08 off 国庆节、中秋节")


def test_advice_behind_the_days_says_none() -> None:
    text = "春节：2月10日至11日放假。2月4日（星期日）上班。鼓励各单位安排职工在除夕（2月9日）休息。"
    assert [line[:10] for line in said(text, 2024)] == ["2024-02-04", "2024-02-10", "2024-02-11"]


def test_a_sentence_goes_on_with_the_holiday_named_last() -> None:
    text = "春节：\n2月15日至16日放假\n2月14日（星期六）、2月28日（星期六）上班"
    assert said(text) == [
        "2026-02-14 work 春节",
        "2026-02-15 off 春节",
        "2026-02-16 off 春节",
        "2026-02-28 work 春节",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "2026-06-19..2026-06-20 休 端午节",
        "2026-06-19..2026-06-20\t休\t端午节",
        "2026-06-19～20,休,端午",
        "2026/6/19 至 2026/6/20 休 端午节",
        "端午节 6月19日—20日 休",
        "６月１９日、２０日放假 端午节",
        "五、端午节:6 月 19 日(周五)、6 月 20 日(周六)放假,共2天",
        "6月19号到20号 放假 端午节",
        "2026-06-19..2026-06-20 OFF 端午节",
    ],
)
def test_a_table_can_be_written_in_many_ways(line: str) -> None:
    assert said(line) == ["2026-06-19 off 端午节", "2026-06-20 off 端午节"]


def test_a_day_worked_in_a_table_need_not_say_for_which_holiday() -> None:
    """The one before it in the table may be another: 20 September 2026 belongs to October."""
    assert said("2026-06-19..2026-06-21 休 端午节\n2026-09-20 班")[-1] == "2026-09-20 work"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("六月放假", "This cannot be read: “六月放假”."),
        ("hello", "This cannot be read: “hello”."),
        ("2026-06-19 端午节", "This cannot be read: “2026-06-19端午节”."),
        ("6月19日放假 端午节共1天", "This cannot be read: “6月19日放假端午节共1天”."),
        ("端午节：6月19日上班，共1天。", "This cannot be read: “6月19日上班,共1天”."),
        ("2026-06-19..2026-06-17 休 端午节", "2026-06-17 is before 2026-06-19."),
        ("2026-02-30 休 春节", "There is no such day as “2026-02-30”."),
        ("19日放假 端午节", "“19日” does not say the month."),
        ("2026年19日放假 端午节", "“2026年19日” does not say the month."),
        ("2026-01-01..9999-12-31 休 春节", "2912443 days in a row are no holiday."),
        ("端午节：6月19日（周六）放假。", "2026-06-19 is no 星期六."),
        ("2026-06-20(星期天) 休 端午节", "2026-06-20 is no 星期天."),
        (
            "端午节：6月19日至21日放假，共4天。",
            "It says 4 days, but names 3.",
        ),
        ("2026-06-19 休", "Which holiday is it? Write its name behind the days."),
        ("6月19日放假", "Which holiday is it? Write its name behind the days."),
        (
            "2026-06-18 班 端午节",
            "2026-06-18 is worked anyway: only a Saturday or Sunday can be a work day.",
        ),
        ("2027-01-01 休 元旦", "2027-01-01 does not belong to the notice for 2026."),
        ("2025-11-30 班 元旦", "2025-11-30 does not belong to the notice for 2026."),
        (
            "2026-05-02 休 劳动节",
            "2026-05-02 is there twice: line 1 has it too.",
        ),
        (
            "国务院办公厅关于2025年部分节假日安排的通知",
            "This notice is for 2025.",
        ),
        (
            "建议稿，不是放假安排",
            "This is a proposal: complete it from the notice, then delete this line.",
        ),
        ("2026-06-19 休 " + "长" * 21, "“" + "长" * 20 + "” is no name of a holiday."),
        ("2026-06-19 休 端\x00午", "“端\x00午” is no name of a holiday."),
        ("x" * 501, "This cannot be read: “" + "x" * 30 + "…”."),
    ],
)
def test_what_cannot_be_read_or_cannot_be_true_is_named_with_its_line(
    line: str, reason: str
) -> None:
    good = "2026-05-01..2026-05-05 休 劳动节\n\n"
    assert problems(good + line) == [(3, reason)]


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_the_lines() -> None:
    text = "2026-02-30 休 春节\n\n2026-02-17 休 春节\nhm\n2026-02-17 班"
    assert [line for line, _ in problems(text)] == [1, 4, 5, 5]


def test_a_text_without_a_day_is_no_notice() -> None:
    for text in ("", " \n", "国务院办公厅", '{"year": 2026, "days": []}'):
        assert problems(text) == [(0, "There is no day in it.")]
    assert problems("x" * 20_001) == [(0, "The text is too long for a notice.")]


def a_json(**more: object) -> str:
    day = {"date": "2026-06-19", "kind": "off", "name": "端午节"} | more
    days = [{"date": "2026-06-20", "kind": "off", "name": "端午节"}, day]
    return json.dumps({"year": 2026, "days": days}, ensure_ascii=False, indent=1)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('{"year": 2026,\n"days": [}', 2, "This is no JSON"),
        ('{"year": 2026,\n"days": [', 2, "This is no JSON"),
        ('{"x":' * 3999, 1, "This is no JSON"),
        ("[1]", 1, "“{ }” is missing"),
        ('{"days": []}', 1, "“year” is missing"),
        (a_json(date="2026-6-19"), 10, "“days[1].date” is missing"),
        (a_json(kind="休"), 10, "“days[1].kind” is missing"),
        (a_json().replace('"days"', '"tage"'), 1, "“days” is missing"),
        (a_json(kind=None), 10, "Is it off or work?"),
        (a_json(name=""), 10, "Which holiday is it?"),
        (a_json(name="端\x00午"), 10, "“端\x00午” is no name"),
        (a_json(date="2026-06-20"), 10, "2026-06-20 is there twice: line 5"),
        (a_json(date="2025-06-20"), 10, "2025-06-20 does not belong to the notice for 2026."),
        (a_json().replace("2026,", "2025,"), 1, "This notice is for 2025."),
    ],
)
def test_json_that_is_wrong_is_named_with_its_line(text: str, line: int, reason: str) -> None:
    [(found, why)] = problems(text)
    assert (found, why[: len(reason)]) == (line, reason)


def test_no_day_is_lost_when_json_hides_where_it_is() -> None:
    text = a_json().replace('"date"', '"\\u0064ate"', 1)
    assert len(notice.read(text, 2026).days) == 2


@settings(max_examples=60)
@given(st.text("2026-15./年月日、至休班放假。：共天,(周六) \n春节", max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(Unreadable):
        assert notice.read(text, 2026).days


days_of_2026 = st.integers(0, 364).map(lambda n: date(2026, 1, 1) + timedelta(days=n))
arrangements = st.dictionaries(
    days_of_2026, st.sampled_from(["春节", "国庆节、中秋节", "泼水节"]), min_size=1, max_size=30
)


@settings(max_examples=60)
@given(arrangements)
def test_the_table_it_writes_is_the_table_it_reads(chosen: dict[date, str]) -> None:
    days = [
        Day(day, DayOff.work if day.weekday() > 4 and day.day % 2 else DayOff.off, name)
        for day, name in sorted(chosen.items())
    ]
    assert list(notice.read(as_lines(days), 2026).days) == days


def doubts(text: str, year: int = 2026, source: Source = SOURCE) -> list[str]:
    found = notice.doubts(notice.read(text, year).days, year, source)
    return [one.reason % one.details for one in found]


def test_the_notice_of_2026_leaves_no_doubt() -> None:
    assert doubts(OFFICIAL_2026) == []


def test_a_statutory_day_that_is_not_off_is_worth_a_look() -> None:
    without = OFFICIAL_2026.replace("三、清明节：4月4日（周六）至6日（周一）放假，共3天。", "")
    assert doubts(without) == ["By law 2026-04-05 belongs to 清明节, but it is not off here."]
    short = OFFICIAL_2026.replace("2月15日（农历腊月二十八、周日）", "2月18日").replace(
        "共9天", "共6天"
    )
    assert doubts(short) == [
        "By law 2026-02-16 to 2026-02-17 belong to 春节, but are not off here."
    ]


def test_a_gap_is_worth_a_look_but_the_weekend_is_none() -> None:
    for text, gaps in (
        ("2026-05-01 休 劳动节\n2026-05-05 休 劳动节", 1),  # a Monday between
        ("2026-05-01 休 劳动节\n2026-05-04 休 劳动节", 0),  # Friday and Monday
        ("2026-05-01 休 劳动节\n2026-05-02 班\n2026-05-04 休 劳动节", 1),
    ):
        assert sum("has a gap" in doubt for doubt in doubts(text)) == gaps


def test_the_statutory_days_alone_look_like_a_proposal_stored_by_mistake() -> None:
    text = as_lines(proposal.statutory_days(2027))
    assert doubts(text, 2027) == [
        "These are the statutory days alone. A notice arranges more days."
    ]


def test_unusual_names_and_sources_are_worth_a_look() -> None:
    elsewhere = Source(TITLE, "https://gov.cn.example/2026")
    found = doubts(TABLE_2026 + "\n2026-07-01 休 泼水节", source=elsewhere)
    assert found == [
        "“泼水节” is none of the statutory holidays.",
        "The address is not one of gov.cn, where notices are published.",
    ]


def test_two_arrangements_are_compared_day_by_day() -> None:
    changed = TABLE_2026.replace("2026-10-10 班", "2026-10-11 班")
    before, after = (notice.read(text, 2026).days for text in (TABLE_2026, changed))
    found = [(str(c.date), bool(c.before), bool(c.after)) for c in differences(before, after)]
    assert found == [("2026-10-10", True, False), ("2026-10-11", False, True)]
    assert differences(before, before) == []
