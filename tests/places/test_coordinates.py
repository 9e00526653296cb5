"""Reading positions as people paste them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core.geography import Point, distance_m, gcj02_to_bd09, wgs84_to_gcj02
from webapp.places.coordinates import (
    EAST,
    NORTH,
    SOUTH,
    WEST,
    Datum,
    Outside,
    Unreadable,
    convert,
    read,
)
from webapp.places.coordinates import (
    given as as_given,
)

WUDANGZHAO = Point(40.794, 110.318)
# C1.1, vectors 5 and 6: arithmetic test points.
VECTORS = [
    ("110.060000, 40.675000", Datum.wgs84, Point(40.675, 110.06)),
    ("110.066060466, 40.676434853", Datum.gcj02, Point(40.675, 110.06)),
    ("110.072531991, 40.682501195", Datum.bd09, Point(40.675, 110.06)),
    ("110.318000, 40.794000", Datum.wgs84, WUDANGZHAO),
    ("110.324005151, 40.795449914", Datum.gcj02, WUDANGZHAO),
    ("110.330582641, 40.801226747", Datum.bd09, WUDANGZHAO),
]


@pytest.mark.parametrize(("text", "datum", "wgs"), VECTORS)
def test_each_datum_leads_to_the_same_point(text: str, datum: Datum, wgs: Point) -> None:
    assert distance_m(read(text, datum), wgs) < 0.01


@pytest.mark.parametrize(
    "text",
    [
        "110.318,40.794",
        "40.794, 110.318",
        "40.794 110.318",
        "110.318，40.794",
        "１１０．３１８，４０．７９４",
        "经度:110.318 纬度:40.794",
        "北纬40.794度 东经110.318度",
        "北纬40度47分38.4秒，东经110度19分4.8秒",
        "40°47'38.4\"N 110°19'4.8\"E",
        "40°47′38.4″N, 110°19′4.8″E",
        "E110°19.08' N40°47.64'",
        "N40.794° E110.318°",
        "(40.794, 110.318)",
        "lat=40.794, lng=110.318",
        "[110.318,40.794]",
        "  110.318 \t 40.794 \n",
    ],
)
def test_a_position_is_read_however_it_is_written(text: str) -> None:
    assert distance_m(read(text, Datum.wgs84), WUDANGZHAO) < 0.1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "五当召",
        "110.318",
        "110.318,40.794,12",
        "110.318,40.794 m",
        "1e2, 40.794",
        "N40.794 N110.318",
        "40°75'N 110°19'E",
        "12280000, 4950000",
        "<script>alert(1)</script>",
        "9" * 5000,
        "nan, inf",
    ],
)
def test_what_is_no_position_is_not_guessed_at(text: str) -> None:
    with pytest.raises(Unreadable):
        as_given(text)


def test_a_position_outside_the_district_is_refused() -> None:
    with pytest.raises(Outside) as refused:
        read("116.391305, 39.905530", Datum.wgs84)
    assert refused.value.likely == ""


def test_degrees_in_each_others_boxes_are_recognised() -> None:
    with pytest.raises(Outside) as refused:
        convert(Point(110.318, 40.794), Datum.wgs84)
    assert refused.value.likely == "swapped"


def test_at_the_rim_another_datum_is_the_likely_mistake() -> None:
    rim = gcj02_to_bd09(wgs84_to_gcj02(Point(40.8, EAST - 0.002)))
    with pytest.raises(Outside) as refused:
        convert(rim, Datum.wgs84)
    assert refused.value.likely in ("gcj02", "bd09")


@given(st.floats(SOUTH, NORTH), st.floats(WEST, EAST), st.sampled_from(Datum))
def test_a_point_of_the_district_is_read_back_in_either_order(
    lat: float, lon: float, datum: Datum
) -> None:
    here = Point(lat, lon)
    there = {
        Datum.wgs84: here,
        Datum.gcj02: wgs84_to_gcj02(here),
        Datum.bd09: gcj02_to_bd09(wgs84_to_gcj02(here)),
    }[datum]
    for text in (f"{there.lon:.9f},{there.lat:.9f}", f"{there.lat:.9f} {there.lon:.9f}"):
        try:
            found = read(text, datum)
        except Outside as error:  # on the rim itself, by a hair
            found = error.point
        assert distance_m(found, here) < 0.01


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    with suppress(Unreadable):
        as_given(text)
