"""Addresses of events: readable for Chinese titles, and they never break."""

import pytest
from sqlalchemy.orm import Session

from tests.events.made import a_date, an_event, stored
from webapp.events import addresses
from webapp.events.addresses import AddressTaken, BadAddress


def test_a_chinese_title_gets_a_readable_address(session: Session) -> None:
    """Gancio, run: a Chinese title gives an empty address there."""
    assert addresses.new_address(session, "敖包山祭敖包") == "ao-bao-shan-ji-ao-bao"


def test_an_address_is_never_given_twice_not_even_an_old_one(session: Session) -> None:
    fair = an_event("ji-ao-bao", a_date())
    stored(session, fair)
    assert addresses.new_address(session, "祭敖包") == "ji-ao-bao-2"
    addresses.change_address(session, fair, "obo")
    session.commit()
    assert addresses.new_address(session, "祭敖包") == "ji-ao-bao-2"
    assert addresses.new_address(session, "obo") == "obo-2"
    with pytest.raises(AddressTaken):
        addresses.change_address(session, an_event("other", id=99), "ji-ao-bao")


def test_a_changed_address_leads_on_however_often_it_changes(session: Session) -> None:
    fair = an_event("one", a_date())
    stored(session, fair)
    for address in ("two", "three"):
        addresses.change_address(session, fair, address)
        session.commit()
    assert addresses.moved_to(session, "one") == "three"
    assert addresses.moved_to(session, "two") == "three"
    assert fair.uid == "one"


def test_an_event_may_have_its_old_address_back(session: Session) -> None:
    fair = an_event("one", a_date())
    stored(session, fair)
    for address in ("two", "one", "one"):
        addresses.change_address(session, fair, address)
        session.commit()
    assert fair.slug == "one"
    assert addresses.moved_to(session, "one") is None
    assert addresses.moved_to(session, "two") == "one"


@pytest.mark.parametrize("address", ["", "Fair", "a--b", "-a", "a/b", "活动", "a" * 81])
def test_what_no_address_can_hold_is_refused(session: Session, address: str) -> None:
    fair = an_event("one", a_date())
    stored(session, fair)
    with pytest.raises(BadAddress):
        addresses.change_address(session, fair, address)
