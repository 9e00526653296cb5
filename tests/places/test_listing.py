"""How places are grouped by what is known of their position."""

from tests.places.factories import a_place, somewhere_near
from webapp.places.listing import listing, spot_of
from webapp.places.models import PlaceKind


def test_a_place_is_in_the_group_of_its_position():
    exact, rough, unknown = (
        a_place(lat=40.7, lon=110.2),
        somewhere_near(40.7, 110.1, 4000),
        a_place(),
    )
    shown = listing([unknown, rough, exact])
    assert [row.place for row in shown.exact] == [exact]
    assert [row.place for row in shown.approximate] == [rough]
    assert [row.place for row in shown.unpinned] == [unknown]
    assert shown.count == 3


def test_a_hall_is_told_with_its_monastery_and_stands_where_it_stands():
    monastery = a_place(lat=40.79, lon=110.31)
    hall = a_place(parent=monastery, parent_id=monastery.id)
    shown = listing([monastery, hall])
    (row,) = shown.exact
    assert (row.place, row.parts) == (monastery, (hall,))
    assert spot_of(hall) is monastery
    assert shown.count == 2


def test_a_part_with_a_position_of_its_own_has_a_row_of_its_own():
    monastery = a_place(lat=40.79, lon=110.31)
    temple = somewhere_near(40.82, 110.31, 1500, parent=monastery, parent_id=monastery.id)
    shown = listing([monastery, temple])
    assert [row.place for row in shown.approximate] == [temple]
    assert shown.exact[0].parts == ()


def test_a_part_whose_whole_is_filtered_out_stands_alone_at_the_wholes_position():
    resort = somewhere_near(40.69, 110.11, 9000, kind=PlaceKind.scenic)
    hotel = a_place(kind=PlaceKind.hotel, parent=resort, parent_id=resort.id)
    (row,) = listing([resort, hotel], PlaceKind.hotel)
    assert (row.place, row.spot) == (hotel, resort)


def test_every_part_of_a_part_is_told_once():
    whole = a_place()
    part = a_place(parent=whole, parent_id=whole.id)
    piece = a_place(parent=part, parent_id=part.id)
    shown = listing([whole, part, piece])
    assert [row.parts for row in shown] == [(part, piece)]
