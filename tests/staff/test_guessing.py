"""How hard passwords are to guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.staff import guessing

GUESSED_FIRST = [
    "shiguai2026!",
    "Baotou@123",
    "Qwerty123!!",
    "P@ssw0rd2026",
    "Admin@12345",
    "1qaz@WSX3edc",
    "Wudangzhao1!",
    "Woaini1314!",
    "Aa123456789!",
    "Abcd1234!@#$",
    "Aaaaaaaaa1!",
    "Passw0rd!Passw0rd!",
    "abc123!@#XYZ",
    "Welcome2026!",
    "5201314Love!",
    "Wenlvju@2026",
    "WanErZaiShiGuai1!",
    "玩儿在石拐2026A!",
    "石拐区文旅局Aa1",
    "Zhongguo20261001!",
    "0p;/9ol.8IK,",
    "qweASD123!",
    "Neimenggu-1947",
    "1q2w3e4r5T!",
]
HARD = ["Marmot-Ladder-71", "k7#Pd2vQ9x", "correct-Horse-9", "长安一片月Ab1", "Tr0ub4dor&3x"]


@pytest.mark.parametrize("password", GUESSED_FIRST)
def test_what_is_guessed_first_is_guessable(password: str) -> None:
    assert guessing.guessable(password)


@pytest.mark.parametrize("password", HARD)
def test_what_nobody_thinks_of_is_not(password: str) -> None:
    assert not guessing.guessable(password)


def test_the_persons_own_names_count_as_one_part() -> None:
    assert guessing.guessable("Tuya.Sarnai99!", ["tuya.sarnai"])
    assert not guessing.guessable("Tuya.Sarnai99!", ["somebody.else"])


@pytest.mark.parametrize("password", ["xx-Zh4ng-L1-xx", "ZHANG.LI-marmot", "marmotZhangLi7"])
def test_a_name_is_found_in_disguise(password: str) -> None:
    assert guessing.holds(password, ["zhang.li"])


def test_a_chinese_name_of_two_characters_is_found() -> None:
    assert guessing.holds("我是张丽Marmot7", ["张丽"])
    assert not guessing.holds("Marmot-Ladder-71", ["张", "ma"])


@given(st.text(max_size=200))
def test_there_are_never_more_parts_than_characters(password: str) -> None:
    assert (not password and guessing.parts(password) == 0) or (
        1 <= guessing.parts(password) <= len(password)
    )


@given(st.text(max_size=30), st.sampled_from(sorted(guessing.BRAND)))
def test_the_brand_adds_one_part_at_most(password: str, brand: str) -> None:
    assert guessing.parts(password + brand) <= guessing.parts(password) + 1
    assert guessing.holds(password + brand.upper(), guessing.BRAND)
