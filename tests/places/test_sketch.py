"""Pins on the drawn sheet."""

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.places.factories import a_place, somewhere_near
from webapp.places.listing import Row
from webapp.places.sketch import (
    EAST,
    HEIGHT,
    NORTH,
    SOUTH,
    WEST,
    WIDTH,
    crop,
    on_sheet,
    pins,
    radius_on_sheet,
)
from webapp.settings import ROOT


def rows(*places):
    return [Row(place, place) for place in places]


def test_the_corners_of_the_box_are_the_corners_of_the_sheet():
    upper_left, lower_right = a_place(lat=NORTH, lon=WEST), a_place(lat=SOUTH, lon=EAST)
    assert (on_sheet(upper_left).x, on_sheet(upper_left).y) == (0, 0)
    assert on_sheet(lower_right).x == WIDTH
    assert on_sheet(lower_right).y == pytest.approx(HEIGHT, abs=0.1)


def test_the_sheet_is_as_high_as_the_drawing():
    drawing = (ROOT / "static/src/images/sketch-map.svg").read_text()
    assert f'viewBox="0 0 1000 {HEIGHT}"' in drawing


def test_wudangzhao_lies_where_web_mercator_puts_it():
    # x = 1000 (110.308472 - 109.985) / 0.59; y by asinh(tan φ), worked out apart from the code.
    spot = on_sheet(a_place(lat=40.791111, lon=110.308472))
    assert (spot.x, spot.y) == (548.3, pytest.approx(284.3, abs=0.1))


def test_a_circle_of_six_kilometres_is_as_wide_as_the_sheets_scale_says():
    # At 40.665° N a degree of longitude is 84.4 km, and 0.59 degrees are 1000 units.
    assert radius_on_sheet(somewhere_near(40.665, 110.075, 6000)) == pytest.approx(120.5, abs=0.5)
    assert radius_on_sheet(a_place(lat=40.665, lon=110.075)) == 0


def test_an_exact_pin_stands_on_its_point_even_when_others_crowd_it():
    exact = a_place(lat=40.79, lon=110.31)
    rough = somewhere_near(40.79, 110.31, 4000)
    sharp, soft = pins(rows(exact, rough), {})
    assert sharp.at == sharp.centre
    assert soft.at != soft.centre


@given(st.lists(st.integers(500, 12000), min_size=1, max_size=8))
def test_a_rough_pin_stays_inside_its_circle(radii):
    drawn = pins(rows(*(somewhere_near(40.7, 110.2, metres) for metres in radii)), {})
    assert len(drawn) == len(radii)
    for pin in drawn:
        assert hypot(pin.at.x - pin.centre.x, pin.at.y - pin.centre.y) <= pin.radius + 0.2


def test_places_at_one_spot_share_one_pin():
    monastery = a_place(lat=40.79, lon=110.31)
    hall = a_place(parent=monastery, parent_id=monastery.id)
    assert len(pins([Row(monastery, monastery), Row(hall, monastery)], {})) == 1


def test_a_crop_shows_the_place_and_its_whole_circle_and_stays_on_the_sheet():
    for place in (a_place(lat=40.57, lon=109.99), somewhere_near(40.665, 110.275, 6000)):
        box, spot, radius = crop(place), on_sheet(place), radius_on_sheet(place)
        assert 0 <= box.left <= spot.x - radius or box.left == 0
        assert box.top <= spot.y - radius or box.top == 0
        assert spot.x + radius <= box.right <= WIDTH
        assert spot.y + radius <= box.bottom <= HEIGHT + 0.1
