"""The one kilometre axis."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.race.made import a_track, marks
from webapp.race.courses.line import Line

LINE = Line((marks(),), a_track().heights)


def test_a_kilometre_is_a_position_and_back() -> None:
    assert LINE.length_km == 45.0
    assert LINE.at(0) == marks()[0][:2]
    assert LINE.at(45) == pytest.approx(marks()[-1][:2])
    assert LINE.at(-1) == LINE.at(0)
    assert LINE.at(99) == pytest.approx(LINE.at(45))
    assert LINE.height_at(12.25) == pytest.approx(1122.5)
    assert LINE.height_at(99) == pytest.approx(1450)
    assert Line((marks(),)).height_at(3) is None


def test_a_part_begins_and_ends_where_it_should() -> None:
    part = LINE.part(10.2, 11.7)
    assert part[0] == LINE.at(10.2)
    assert part[-1] == LINE.at(11.7)
    assert len(part) == 5  # 10.5, 11.0, 11.5 lie between


def test_a_line_without_points_says_so() -> None:
    with pytest.raises(ValueError, match="without points"):
        Line(()).at(1)
    with pytest.raises(ValueError, match="without points"):
        Line(()).nearest(40.0, 110.0)


@given(km=st.floats(0, 45))
def test_what_lies_on_the_line_is_found_at_its_kilometre(km: float) -> None:
    found, away = LINE.nearest(*LINE.at(km))
    assert away < 1
    assert found == pytest.approx(km, abs=0.01)


def test_a_gap_between_segments_is_not_part_of_the_course() -> None:
    first, second = marks()[:30], marks()[60:]
    km, away = Line((first, second)).nearest(*LINE.at(22.25))
    assert away > 1000
    assert km in (pytest.approx(first[-1][2]), pytest.approx(second[0][2]))
