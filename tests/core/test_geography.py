"""Datums and distances, held to the vectors of C1.1."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core.geography import (
    Point,
    bd09_to_gcj02,
    distance_m,
    gcj02_to_bd09,
    gcj02_to_wgs84,
    wgs84_to_gcj02,
)

# Longitude, latitude: WGS-84, GCJ-02, BD-09, and the shift between the first two in metres.
VECTORS = {
    "Shanghai": (
        (121.5272106, 31.1774276),
        (121.531541859, 31.175303984),
        (121.538015686, 31.181328607),
        474.9,
    ),
    "Shenzhen": (
        (113.912316, 22.543847),
        (113.917176481, 22.540796132),
        (113.923684729, 22.546667438),
        603.5,
    ),
    "Beijing": (
        (116.377817, 39.911954),
        (116.384047225, 39.913345455),
        (116.390454713, 39.919575551),
        553.4,
    ),
    "Tian'anmen": (
        (116.391305, 39.905530),
        (116.397545933, 39.906931192),
        (116.403920483, 39.913275203),
        554.7,
    ),
    "near Shiguai": (
        (110.060000, 40.675000),
        (110.066060466, 40.676434853),
        (110.072531991, 40.682501195),
        535.4,
    ),
    "near Wudangzhao": (
        (110.318000, 40.794000),
        (110.324005151, 40.795449914),
        (110.330582641, 40.801226747),
        530.6,
    ),
}
PRINTED = 0.5e-9  # the vectors have nine decimals
every_vector = pytest.mark.parametrize("vector", VECTORS.values(), ids=VECTORS)
in_district = st.builds(Point, st.floats(40.56, 40.92), st.floats(109.98, 110.58))
abroad = st.one_of(
    st.builds(Point, st.floats(-80, 0.8), st.floats(-180, 180)),
    st.builds(Point, st.floats(56, 80), st.floats(-180, 180)),
    st.builds(Point, st.floats(1, 55), st.floats(-180, 72)),
)


def point(pair: tuple[float, float]) -> Point:
    return Point(lat=pair[1], lon=pair[0])


def same(found: Point, wanted: Point, within: float = PRINTED) -> bool:
    return abs(found.lat - wanted.lat) <= within and abs(found.lon - wanted.lon) <= within


@every_vector
def test_wgs84_becomes_gcj02_to_every_printed_decimal(vector):
    assert same(wgs84_to_gcj02(point(vector[0])), point(vector[1]))


@every_vector
def test_gcj02_becomes_bd09_to_every_printed_decimal(vector):
    assert same(gcj02_to_bd09(wgs84_to_gcj02(point(vector[0]))), point(vector[2]))


@every_vector
def test_gcj02_becomes_wgs84_again(vector):
    assert same(gcj02_to_wgs84(point(vector[1])), point(vector[0]), within=2e-9)


@every_vector
def test_bd09_becomes_gcj02_again(vector):
    assert same(bd09_to_gcj02(point(vector[2])), point(vector[1]), within=2e-9)


@every_vector
def test_the_shift_is_the_published_one(vector):
    wgs = point(vector[0])
    assert round(distance_m(wgs, wgs84_to_gcj02(wgs)), 1) == pytest.approx(vector[3], abs=0.11)


@given(in_district)
def test_in_the_district_nobody_forgets_the_shift_or_applies_it_twice(wgs):
    assert 500 < distance_m(wgs, wgs84_to_gcj02(wgs)) < 570


@given(in_district)
def test_there_and_back_is_closer_than_a_centimetre(wgs):
    gcj = wgs84_to_gcj02(wgs)
    assert distance_m(gcj02_to_wgs84(gcj), wgs) < 0.01
    assert distance_m(bd09_to_gcj02(gcj02_to_bd09(gcj)), gcj) < 0.01


@given(abroad)
def test_outside_china_nothing_is_shifted(wgs):
    assert wgs84_to_gcj02(wgs) == wgs


def test_a_degree_of_latitude_is_111_kilometres():
    assert distance_m(Point(40, 110), Point(41, 110)) == pytest.approx(111_195, abs=1)


@given(in_district, in_district)
def test_a_distance_is_the_same_both_ways(a, b):
    assert distance_m(a, b) == pytest.approx(distance_m(b, a), abs=1e-6)
