"""What is near a place."""

from itertools import pairwise

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.places.factories import a_place, somewhere_near
from webapp.extensions import db
from webapp.places.models import PlaceKind, by_slug
from webapp.places.nearby import around, surroundings

KILOMETRE = 1 / 111.195  # in degrees of latitude


def test_the_nearest_come_first_and_at_most_four_within_fifteen_kilometres():
    here = a_place(lat=40.7, lon=110.2)
    others = [a_place(lat=40.7 + n * KILOMETRE, lon=110.2) for n in (16, 3, 1, 9, 2, 5)]
    near = around(here, here, others).near
    assert [round(one.metres / 1000) for one in near] == [1, 2, 3, 5]
    assert not any(one.rough for one in near)


def test_what_is_too_far_is_left_out():
    here = a_place(lat=40.7, lon=110.2)
    assert around(here, here, [a_place(lat=40.7 + 15.1 * KILOMETRE, lon=110.2)]).near == ()


def test_a_distance_to_a_rough_position_is_rough():
    here, rough = a_place(lat=40.7, lon=110.2), somewhere_near(40.7 + 9 * KILOMETRE, 110.2, 3000)
    (one,) = around(here, here, [rough]).near
    assert one.rough
    assert not one.overlapping


def test_a_distance_smaller_than_what_is_known_says_nothing():
    here, rough = a_place(lat=40.7, lon=110.2), somewhere_near(40.7, 110.2, 3000)
    (one,) = around(here, here, [rough]).near
    assert one.overlapping


def test_the_whole_its_other_parts_and_its_own_parts_are_not_near_it():
    monastery = a_place(lat=40.79, lon=110.31)
    temple = somewhere_near(40.82, 110.31, 1500, parent=monastery, parent_id=monastery.id)
    hall = a_place(parent=monastery, parent_id=monastery.id)
    assert around(hall, monastery, [temple]).near == ()
    assert around(temple, temple, [monastery]).near == ()
    assert around(monastery, monastery, [temple]).near == ()


def test_the_town_is_the_nearest_one_with_a_sure_position():
    here = a_place(lat=40.7, lon=110.2)
    rough = somewhere_near(40.71, 110.2, 3000, kind=PlaceKind.town)
    sure = a_place(lat=40.7, lon=110.5, kind=PlaceKind.town)
    town = around(here, here, [rough, sure]).town
    assert town is not None
    assert town.place is sure


@pytest.mark.parametrize("slug", ["wudangzhao", "baotou-ancient-city"])
def test_it_takes_one_query(loaded: Session, slug: str):
    place = loaded.scalars(by_slug(slug)).one()
    asked: list[str] = []
    listen = lambda *arguments: asked.append(arguments[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listen)
    near = surroundings(loaded, place).near
    event.remove(db.engine, "before_cursor_execute", listen)
    assert len(asked) == 1
    assert 0 < len(near) <= 4
    assert all(a.metres <= b.metres for a, b in pairwise(near))
