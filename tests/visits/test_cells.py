"""Cells are read as people write them, and refused with a reason when they cannot be meant."""

from datetime import date

import pytest

from webapp.visits.cells import BadCell, read_day, read_status, read_value
from webapp.visits.models import Metric, Status

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-22",
        "2026/11/22",
        "2026.11.22",
        "2026年11月22日",
        "2026年11月22日 星期日",
        "20261122",
        "２０２６－１１－２２",
        "2026-11-22 00:00:00",
    ],
)
def test_a_day_may_be_written_in_many_ways(written: str) -> None:
    assert read_day(written, TODAY) == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "not a day"),
        ("22.11.2026", "not a day"),
        ("2026-11", "not a day"),
        ("昨天", "not a day"),
        ("２０２６-11-22x", "not a day"),
        ("٢٠٢٦-11-22", "not a day"),
        ("合计", "totals"),
        ("2026-02-29", "no such day"),
        ("2026-13-01", "no such day"),
        ("2026-11-24", "future"),
        ("1999-12-31", "year"),
        ("9999-01-01", "year"),
    ],
)
def test_what_is_no_reportable_day_is_refused(written: str, reason: str) -> None:
    with pytest.raises(BadCell, match=reason):
        read_day(written, TODAY)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0", 0),
        ("812", 812),
        ("１，２３４", 1234),
        ("1,234", 1234),
        ("12,345", 12345),
        ("1 234", 1234),
        ("1234.0", 1234),
        ("100000", 100_000),
        ("", None),
        ("  ", None),
    ],
)
def test_a_number_of_visits(written: str, value: int | None) -> None:
    assert read_value(written, Metric.visits) == value


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("-3", "negative"),
        ("−3", "negative"),
        ("(3)", "negative"),
        ("－３", "negative"),
        ("1.5万", "not a number"),
        ("1,23", "not a number"),
        ("1,2345", "not a number"),
        ("—", "not a number"),
        ("1e3", "not a number"),
        ("NaN", "not a number"),
        ("٣", "not a number"),
        ("十二", "not a number"),
        ("9" * 400, "not a number"),
        ("12.5", "whole"),
        ("100001", "100,000"),
    ],
)
def test_what_is_no_number_of_visits_is_refused(written: str, reason: str) -> None:
    with pytest.raises(BadCell, match=reason):
        read_value(written, Metric.visits)


def test_money_is_kept_in_fen() -> None:
    assert read_value("60,000.5", Metric.ticket_revenue) == 6_000_050
    with pytest.raises(BadCell, match="decimals"):
        read_value("0.005", Metric.ticket_revenue)
    with pytest.raises(BadCell, match="100 million"):
        read_value("100000001", Metric.other_revenue)


def test_a_file_cannot_seal() -> None:
    assert read_status("封账") is Status.verified
    assert read_status("初步") is Status.preliminary
    assert read_status("") is None
    with pytest.raises(BadCell):
        read_status("大概")
