"""Addresses made from titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core.slugs import LONGEST, is_slug, slug


def free(_address: str) -> bool:
    return False


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("敖包山祭敖包", "ao-bao-shan-ji-ao-bao"),
        ("“五当召杯”自行车赛", "wu-dang-zhao-bei-zixingche-sai"),
        ("2026长城文化论坛", "2026-changcheng-wenhua-luntan"),
        ("MTB 挑战赛", "mtb-tiaozhan-sai"),
        ("Café Ñandú", "cafe-nandu"),
        ("女神节", "nvshen-jie"),
        ("……！", "event"),
        ("", "event"),
    ],
)
def test_titles_become_words_one_can_read(title: str, address: str) -> None:
    assert slug(title, free, fallback="event") == address


def test_a_number_is_added_until_the_address_is_free() -> None:
    assert slug("节", {"jie", "jie-2"}.__contains__) == "jie-3"


@given(st.text(), st.integers(0, 3))
def test_every_title_gives_a_valid_address_of_at_most_80_characters(title: str, used: int) -> None:
    taken: set[str] = set()
    for _ in range(used + 1):
        found = slug(title, taken.__contains__)
        assert found not in taken and is_slug(found)
        taken.add(found)


def test_a_long_title_is_cut_between_words() -> None:
    found = slug("石拐区赵北古长城文化论坛" * 9, free)
    assert len(found) <= LONGEST
    words = {"shi", "guai", "qu", "zhao", "bei", "gu", "changcheng", "wenhua", "luntan"}
    assert set(found.split("-")) <= words
