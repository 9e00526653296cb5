"""Ranks, gaps, same-time groups and times: rules, and what holds of them whatever happens."""

from collections.abc import Sequence
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.race.made import MEN, RIDE, WOMEN
from tests.race.results_made import CATEGORIES, a_result
from webapp.race.results import checking, comparison, times
from webapp.race.results.models import Result, Status
from webapp.race.results.ranking import ORDER, rank
from webapp.race.results.same_time import group_times
from webapp.visits.cells import BadCell

KM = {MEN.code: 45.0, WOMEN.code: 45.0, RIDE.code: 45.0}


def ranked(*rows: Result, same_time_ms: int | None = None) -> list[tuple[int | None, int | None]]:
    """Bib and rank, in the order they are placed."""
    return [(one.bib, one.rank) for one in rank(rows, CATEGORIES, KM, same_time_ms)]


class TestRanking:
    def test_the_status_decides_before_the_time(self) -> None:
        order = [
            Status.disqualified,
            Status.did_not_start,
            Status.over_time_limit,
            Status.did_not_finish,
            Status.relegated,
            Status.finished,
        ]
        rows = [a_result(at, 3600 + at, status=one) for at, one in enumerate(order, start=1)]
        found = ranked(*rows)
        assert found == [(6, 1), (5, 2), (4, None), (3, None), (2, None), (1, None)]

    def test_who_ties_shares_a_rank_and_the_next_one_is_left_out(self) -> None:
        rows = (a_result(1, 100), a_result(2, 90), a_result(3, 90), a_result(4, 110))
        assert ranked(*rows) == [(2, 1), (3, 1), (1, 3), (4, 4)]

    def test_a_penalty_is_added_to_the_time(self) -> None:
        rows = (a_result(1, 100, penalty_s=20), a_result(2, 110))
        first, second = rank(rows, CATEGORIES, KM, None)
        assert (first.bib, second.bib) == (2, 1)
        assert (second.time_ms, second.gap_ms) == (120_000, 10_000)

    def test_lapped_riders_come_after_finishers_by_laps_then_time(self) -> None:
        rows = (
            a_result(1, 100, laps=5),
            a_result(2, 90, laps=3, status=Status.lapped),
            a_result(3, 95, laps=4, status=Status.pulled),
            a_result(4, None, status=Status.lapped),
        )
        assert ranked(*rows) == [(1, 1), (3, 2), (2, 3), (4, None)]

    def test_a_ride_without_a_ranking_has_no_ranks_and_no_gaps(self) -> None:
        rows = [a_result(302, 90, category=RIDE.code), a_result(301, 95, category=RIDE.code)]
        found = rank(rows, CATEGORIES, KM)
        assert [(one.bib, one.rank, one.gap_ms) for one in found] == [
            (301, None, None),
            (302, None, None),
        ]

    def test_without_any_time_the_ranks_of_the_file_are_kept(self) -> None:
        rows = [a_result(1, None, stated_rank=2), a_result(2, None, stated_rank=1)]
        assert ranked(*rows) == [(2, 1), (1, 2)]

    def test_a_mean_speed_follows_from_length_laps_and_time(self) -> None:
        (found,) = rank([a_result(1, 3849)], CATEGORIES, KM)
        assert found.kmh == 42.1
        (found,) = rank([a_result(1, 3849, laps=2)], CATEGORIES, KM)
        assert found.kmh == 84.2

    def test_a_stated_figure_that_differs_is_told_and_kept(self) -> None:
        stated = a_result(1, 3849, stated_rank=3, stated_kmh=35.0, stated_gap_ms=60_000)
        (found,) = rank([stated], CATEGORIES, KM)
        told = [one.reason % one.details for one in checking.disagreements(found)]
        assert told == [
            "the file says rank 3, the times say 1",
            "the file says a gap of 1:00, the times say 0:00",
            "the file says 35.0 km/h, length and time say 42.1 km/h",
        ]
        assert (found.rank, found.stated_rank, found.stated_kmh) == (1, 3, 35.0)

    def test_a_figure_that_was_only_rounded_is_not_told(self) -> None:
        stated = a_result(1, 3849, stated_rank=1, stated_kmh=42.0, stated_gap_ms=400)
        (found,) = rank([stated], CATEGORIES, KM)
        assert not list(checking.disagreements(found))


class TestSameTime:
    @pytest.mark.parametrize(
        ("crossings", "rule", "given_"),
        [
            ([3849_312, 3850_312, 3851_313], 1000, [3849_000, 3849_000, 3851_000]),
            ([3849_312, 3849_912, 3850_512, 3851_112], 1000, [3849_000] * 4),  # a long bunch
            ([3849_312, 3849_313], 0, [3849_000, 3849_000]),
            ([3849_312, 3850_000], None, [3849_312, 3850_000]),
            ([], 1000, []),
        ],
    )
    def test_a_gap_above_the_parameter_parts_groups(
        self, crossings: list[int], rule: int | None, given_: list[int]
    ) -> None:
        assert group_times(crossings, rule) == given_

    def test_within_a_group_the_line_decides_about_the_rank(self) -> None:
        rows = (a_result(1, 100.9), a_result(2, 100.2))
        found = rank(rows, CATEGORIES, KM, 1000)
        assert [(one.bib, one.rank, one.time_ms) for one in found] == [
            (2, 1, 100_000),
            (1, 2, 100_000),
        ]

    @given(st.lists(st.integers(0, 60_000)), st.integers(0, 3000))
    def test_groups_keep_the_order_and_never_make_anybody_slower(
        self, crossings: list[int], rule: int
    ) -> None:
        ordered = sorted(crossings)
        found = group_times(ordered, rule)
        assert found == sorted(found)
        assert all(group <= own for group, own in zip(found, ordered, strict=True))
        for (a, b), (c, d) in zip(pairwise(ordered), pairwise(found), strict=True):
            assert (c == d) or b - a > rule


RESULTS = st.builds(
    a_result,
    st.just(None),
    st.one_of(st.none(), st.integers(1, 20_000).map(lambda tenths: tenths / 10)),
    status=st.sampled_from(Status),
    category=st.sampled_from([MEN.code, RIDE.code, "nobody-knows"]),
    penalty_s=st.sampled_from([0, 0, 0, 10]),
    laps=st.sampled_from([None, None, 1, 2]),
)


def with_bibs(rows: Sequence[Result]) -> list[Result]:
    return [replace(row, bib=bib) for bib, row in enumerate(rows, start=1)]


class TestWhateverHappens:
    @given(st.lists(RESULTS, max_size=25), st.sampled_from([None, 0, 1000]), st.randoms())
    def test_the_order_of_the_rows_changes_nothing(
        self,
        rows: list[Result],
        rule: int | None,
        chance: Random,
    ) -> None:
        once = with_bibs(rows)
        mixed = list(once)
        chance.shuffle(mixed)
        assert rank(once, CATEGORIES, KM, rule) == rank(mixed, CATEGORIES, KM, rule)

    @given(st.lists(RESULTS, max_size=25), st.sampled_from([None, 0, 1000]))
    def test_ranks_and_gaps_rise_and_no_gap_is_negative(
        self, rows: list[Result], rule: int | None
    ) -> None:
        found = rank(with_bibs(rows), CATEGORIES, KM, rule)
        assert len(found) == len(rows)
        for category in {one.category for one in found}:
            mine = [one for one in found if one.category == category]
            ranks = [one.rank for one in mine if one.rank is not None]
            assert ranks == sorted(ranks) and (not ranks or ranks[0] == 1)
            gaps = [one.gap_ms for one in mine if one.gap_ms is not None]
            assert gaps == sorted(gaps) and (not gaps or gaps[0] == 0)
            if category != RIDE.code:
                orders = [ORDER[one.status] for one in mine]
                assert orders == sorted(orders)

    @given(st.lists(RESULTS, max_size=25))
    def test_ranking_again_changes_nothing(self, rows: list[Result]) -> None:
        once = rank(with_bibs(rows), CATEGORIES, KM)
        assert rank(once, CATEGORIES, KM) == once
        assert comparison.compare(once, once) == []

    @given(st.integers(0, times.LONGEST_MS))
    def test_a_time_that_was_written_is_read_as_the_same(self, milliseconds: int) -> None:
        assert times.parse(times.format(milliseconds)) == milliseconds


class TestTimes:
    @pytest.mark.parametrize(
        ("text", "milliseconds"),
        [
            ("1:04:09", 3849_000),
            ("64:09.3", 3849_300),
            ("01:04:09.3129", 3849_312),
            ("1小时4分9秒", 3849_000),
            ("1小时04分9.3秒", 3849_300),
            ("64分9秒", 3849_000),
            ("1h04m09s", 3849_000),
            ("64'09\"3", 3849_300),
            ("64′09″", 3849_000),
            ("１：０４：０９．３", 3849_300),
            ("+0:12", 12_000),
            ("1:04:09,3", 3849_300),
            ("", None),
            ("—", None),
        ],
    )
    def test_a_time_is_read_as_people_write_it(self, text: str, milliseconds: int | None) -> None:
        assert times.parse(text) == milliseconds

    @pytest.mark.parametrize(
        "text",
        ["-1:04:09", "1:64:09", "1:04:79", "0.0445", "soon", "1:2:3:4", "999:00:00:00", "9" * 400]
        + ["6001:00"],
    )
    def test_what_is_no_time_is_refused(self, text: str) -> None:
        with pytest.raises(BadCell):
            times.parse(text)
