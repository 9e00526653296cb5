"""How network addresses are written down."""

import pytest

from webapp.core import network


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8::1", "2001:0db8:0000:0000:0000:0000:0000:0001"),
        ("fe80::1%eth0", "fe80:0000:0000:0000:0000:0000:0000:0001"),
        ("", ""),
        (None, ""),
        ("unix:", ""),
    ],
)
def test_an_address_is_written_in_one_way(given: str | None, written: str) -> None:
    assert network.written(given) == written


def test_what_is_shown_is_short_again() -> None:
    assert network.shown(network.written("2001:db8::1")) == "2001:db8::1"
    assert network.shown("192.0.2.7") == "192.0.2.7"
    assert network.shown("") == ""


def test_one_64_is_one_network_and_its_neighbour_another() -> None:
    networks = [
        network.network(network.written(address))
        for address in (
            "2001:db8:1:2::1",
            "2001:db8:1:2:ffff::",
            "2001:db8:1:3::1",
            "2001:db8:1:20::",
        )
    ]
    assert networks[0] == networks[1]
    assert len(set(networks)) == 3


def test_an_ipv4_address_is_a_network_of_its_own() -> None:
    assert network.network("192.0.2.7") == "192.0.2.7"
