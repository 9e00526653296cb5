"""Length, ascent and climbs: figures that are known, and laws that every line keeps."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.race import gpx_made as made
from tests.race.gpx_made import At, equator, gpx, meridian, teeth, track, waypoint
from tests.race.made import a_course
from webapp.core.geography import Point, distance_m
from webapp.core.translated import Translated
from webapp.race.courses import climbs, elevation, gpx_out, measuring, placing, walking
from webapp.race.courses.figures import figures_of, line_of
from webapp.race.courses.models import CoursePoint, PointKind, Track
from webapp.race.courses.refusals import TooLong


def measured(*segments: list[At]) -> Track:
    return measuring.made(measuring.measure(gpx(track(*segments))))


def test_a_long_course_has_exactly_the_length_and_ascent_it_was_built_with() -> None:
    content, length, ascent = made.long_course()
    found = measuring.made(measuring.measure(content))
    assert sum(map(len, found.points)) > 5_000
    assert found.length_m == pytest.approx(length, abs=0.001)
    assert found.ascent_m == pytest.approx(ascent, abs=0.001)
    assert found.descent_m == pytest.approx(ascent, abs=0.001)
    assert (found.elevation_rule, found.climb_rule) == ("elev-v1", "climb-v1")
    assert len(found.climbs) == 13


def test_what_pages_draw_is_small_and_keeps_the_kilometres() -> None:
    bends = [(40 + n * 1e-4, 110 + (n % 40) * 1e-5, 1000 + n % 90) for n in range(6_000)]
    found = measured(bends)
    marks, heights = found.line[0], found.heights
    assert len(marks) <= 400 and len(heights) <= 400
    assert all(before[2] < after[2] for before, after in pairwise(marks))
    assert {float(km) for km in range(1, 60)} <= {mark[2] for mark in marks}
    assert marks[-1][2] * 1000 == pytest.approx(found.length_m, abs=0.1)
    assert marks[0][:2] == bends[0][:2] and marks[-1][:2] == pytest.approx(bends[-1][:2], abs=1e-6)


def test_waves_below_the_hysteresis_are_no_ascent() -> None:
    found = measured(meridian(teeth(20, 1000, 1004.9, 10, 12), 25))
    assert (found.ascent_m, found.descent_m) == (0.0, 0.0)


def test_one_height_that_the_receiver_threw_up_is_no_ascent() -> None:
    heights = [1000.0] * 200
    heights[77], heights[120] = 4000.0, -200.0
    found = measured(meridian(heights, 25))
    assert (found.ascent_m, found.descent_m, found.climbs) == (0.0, 0.0, ())


def test_a_line_without_heights_has_a_length_and_no_ascent() -> None:
    found = measured(meridian([None] * 50, 100))
    assert found.length_m == pytest.approx(4_900, abs=0.001)
    assert (found.ascent_m, found.descent_m, found.heights, found.climbs) == (None, None, (), ())


def test_half_a_file_without_heights_is_not_at_sea_level() -> None:
    heights = [1000.0 if at % 2 else None for at in range(101)]
    assert measured(meridian(heights, 50)).ascent_m == 0.0


def test_across_the_antimeridian_it_goes_the_short_way() -> None:
    found = measured(equator([10.0] * 41, 100, first=179.98))
    assert found.length_m == pytest.approx(4_000, abs=0.001)
    lons = [lon for _lat, lon, _km in found.line[0]]
    assert lons == sorted(lons) and lons[-1] > 180
    there = waypoint_at(found, 0.0, -179.995)
    assert 2.0 < there.points[0].km < 3.0


def waypoint_at(found: Track, lat: float, lon: float, kind: str = "feed") -> placing.Placed:
    read = measuring.measure(gpx(waypoint(lat, lon, kind, "这里"), track(meridian([1, 2], 9))))
    line = line_of(a_course(found))
    assert line is not None
    return placing.placed(read.gpx.waypoints, line)


def test_repeated_points_change_nothing() -> None:
    line = meridian(teeth(3, 1000, 1060, 40, 8), 25)
    once, twice = measured(line), measured([point for point in line for _ in range(2)])
    assert (twice.length_m, twice.ascent_m) == (once.length_m, pytest.approx(once.ascent_m))


def test_a_point_thrown_far_off_is_left_out_and_counted() -> None:
    line = meridian([1000.0] * 200, 25)
    far = [*line[:90], (41.5, 112.0, 1000.0), *line[91:]]
    assert measured(far).length_m == pytest.approx(measured(line).length_m, abs=0.001)
    assert measuring.summary(measured(far)).spikes == 1


def test_a_turning_point_of_a_line_drawn_by_hand_is_no_such_point() -> None:
    line: list[At] = [(40.0, 110.0, None), (40.1, 110.0, None), (40.0, 110.0, None)]
    assert measured(line).length_m == pytest.approx(0.2 * made.METRES_A_DEGREE, abs=0.001)


def test_the_way_between_segments_is_not_ridden_and_is_told() -> None:
    first, then = meridian([1000.0] * 11, 100), meridian([1000.0] * 11, 100, lon=110.1)
    found = measured(first, then)
    assert found.length_m == pytest.approx(2_000, abs=0.001)
    assert [one[0][2] for one in found.line] == [0.0, 1.0]
    summary = measuring.summary(found)
    assert summary.segments == 2 and summary.gaps_m[0] == pytest.approx(8_580, rel=0.01)


def test_what_is_longer_than_any_course_is_refused() -> None:
    with pytest.raises(TooLong):
        measured([(0.0, 0.0, None), (0.0, 90.0, None)])


def slope(*legs: tuple[float, float]) -> elevation.Profile:
    """A profile of straight legs: metres along and per cent each."""
    heights = [1000.0]
    for length, percent in legs:
        for _ in range(round(length / 25)):
            heights.append(heights[-1] + percent * 0.25)
    return elevation.Profile(0.0, 25.0, tuple(heights))


CLIMBS: dict[str, tuple[elevation.Profile, list[str]]] = {
    "8 km at 10 % is beyond category": (slope((500, 0), (8000, 10), (500, 0)), ["HC"]),
    "8 km at 8 % is of the first": (
        slope(
            (8000, 8),
        ),
        ["1"],
    ),
    "4 km at 8 % is of the second": (
        slope(
            (4000, 8),
        ),
        ["2"],
    ),
    "4 km at 4 % is of the third": (
        slope(
            (4000, 4),
        ),
        ["3"],
    ),
    "2 km at 4 % is of the fourth": (
        slope(
            (2000, 4),
        ),
        ["4"],
    ),
    "1 km at 4 % is a climb without category": (
        slope(
            (1000, 4),
        ),
        [""],
    ),
    "275 m are too short": (
        slope(
            (275, 10),
        ),
        [],
    ),
    "2.9 % is too flat": (
        slope(
            (5000, 2.9),
        ),
        [],
    ),
    "a dip of 10 m joins two": (slope((2000, 8), (500, -2), (2000, 8)), ["3"]),
    "300 m of descent join two": (slope((2000, 8), (300, -9), (2000, 8)), ["3"]),
    "a deeper and longer dip parts them": (slope((2000, 8), (325, -9), (2000, 8)), ["3", "3"]),
    "flat roads before and after are no part": (
        slope((9000, 0.5), (2000, 8), (3000, 0.5), (25, 4)),
        ["3"],
    ),
    "a bump, a flat road and a climb are two things": (
        slope((25, 8), (2000, 0), (2000, 8), (2000, 0), (300, 8)),
        ["3", ""],
    ),
}


@pytest.mark.parametrize("name", CLIMBS)
def test_climbs_by_the_rule(name: str) -> None:
    profile, categories = CLIMBS[name]
    assert [one.category for one in climbs.climbs(profile)] == categories


def test_a_climb_says_where_it_is_and_how_steep() -> None:
    (one,) = climbs.climbs(slope((1000, 0), (1000, 5), (200, 12), (300, 0)))
    assert (one.foot_km, one.top_km) == (1.0, 2.2)
    assert one.ascent_m == pytest.approx(74) and one.mean_percent == pytest.approx(74 / 12)
    assert one.steepest_percent == pytest.approx(12)


def test_our_own_file_read_back_has_the_same_figures_and_points() -> None:
    content, _length, _ascent = made.long_course()
    found = measuring.made(measuring.measure(content))
    points = (
        CoursePoint(kind=PointKind.start, km=0.0, name=Translated(zh="起点 <&>")),
        CoursePoint(kind=PointKind.feed, km=20.0),
        CoursePoint(kind=PointKind.finish, km=round(found.length_m / 1000, 2)),
    )
    course = a_course(found, points=points)
    kinds = {kind: kind.value for kind in PointKind}
    again = measuring.measure(gpx_out.course_gpx(course, "五当召杯", "zh", kinds))
    back = measuring.made(again)
    for name in ("length_m", "ascent_m", "descent_m", "climbs", "line", "heights", "points"):
        assert getattr(back, name) == getattr(found, name), name
    line = line_of(course)
    assert line is not None
    placed = placing.placed(back.waypoints, line)
    assert [(one.kind, one.km) for one in placed.points] == [(one.kind, one.km) for one in points]
    assert placed.points[0].name.zh == "起点 <&>" and placed.left == ()


def test_waypoints_far_from_the_line_or_of_no_type_are_listed_and_not_placed() -> None:
    found = measured(meridian([1000.0] * 101, 100))
    near, far = waypoint_at(found, 40.03, 110.005), waypoint_at(found, 40.03, 110.007)
    assert near.points[0].km == pytest.approx(3.34, abs=0.01) and not near.left
    assert not far.points and far.left[0].away_m == pytest.approx(596, abs=2)
    assert waypoint_at(found, 40.03, 110.0, "summit").left[0].away_m is None


def test_the_finish_of_a_lap_lies_at_its_end() -> None:
    there = meridian([1000.0] * 51, 100)
    found = measured([*there, *reversed(there)])
    assert waypoint_at(found, 40.0, 110.0, "start").points[0].km == 0.0
    assert waypoint_at(found, 40.0, 110.0, "finish").points[0].km == pytest.approx(10.0)


def test_official_figures_win_and_the_difference_is_told() -> None:
    found = measured(meridian([1000.0] * 101, 100))
    official = figures_of(a_course(found, official_km=9.5)).length_km
    assert official.shown == 9.5 and official.is_official
    assert official.difference == pytest.approx(0.5)
    assert figures_of(a_course(found)).length_km.shown == pytest.approx(10.0)


HEIGHTS = some.lists(some.floats(900, 1400), min_size=2, max_size=80)
POINTS = some.lists(
    some.tuples(
        some.floats(40, 40.2), some.floats(109.9, 110.2), some.none() | some.floats(9, 2e3)
    ),
    min_size=2,
    max_size=30,
).filter(lambda points: len({(round(lat, 6), round(lon, 6)) for lat, lon, _ in points}) > 1)


@given(HEIGHTS)
def test_ascent_less_descent_is_the_last_height_less_the_first(heights: list[float]) -> None:
    up, down = elevation.climbed(heights)
    assert up >= 0 and down >= 0
    assert abs((up - down) - (heights[-1] - heights[0])) < 2 * elevation.HYSTERESIS_M


@given(POINTS)
def test_the_way_back_climbs_what_the_way_there_falls(points: list[At]) -> None:
    there, back = (_climbed(walking.walk([way])) for way in (points, points[::-1]))
    assert there == pytest.approx(back[::-1], abs=0.01)


def _climbed(walk: walking.Walk) -> tuple[float, float]:
    profile = elevation.profile([(step.metres, step.height) for step in walk.steps])
    return elevation.climbed(profile.heights) if profile else (0.0, 0.0)


@given(POINTS)
def test_no_line_is_shorter_than_the_straight_one_and_its_axis_only_grows(points: list[At]) -> None:
    found = measured(points)
    ends = [Point(*points[at][:2]) for at in (0, -1)]
    assert found.length_m >= distance_m(*ends) * (1 - 1e-9) - 1e-6
    kms = [mark[2] for mark in found.line[0]]
    assert kms == sorted(kms) and kms[-1] == pytest.approx(found.length_m / 1000, abs=1e-4)
    assert [km for km, _height in found.heights] == sorted(km for km, _height in found.heights)


@given(HEIGHTS, some.data())
def test_points_without_height_on_the_line_change_nothing(
    heights: list[float], data: some.DataObject
) -> None:
    line = meridian(heights, 40)
    where = data.draw(some.sets(some.integers(0, len(line) - 2)))
    more: list[At] = []
    for at, point in enumerate(line):
        more.append(point)
        if at in where:
            more.append(((point[0] + line[at + 1][0]) / 2, point[1], None))
    before, after = _climbed(walking.walk([line])), _climbed(walking.walk([more]))
    assert after == pytest.approx(before, abs=0.01)
