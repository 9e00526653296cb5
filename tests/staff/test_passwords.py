"""What makes a good password, and how it is kept."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.databases import CHEAP
from tests.staff.made import an_account
from webapp.staff import passwords
from webapp.staff.models import Account, Policy, Role
from webapp.staff.passwords import COST, Cost, Hashing, Refusal

NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)
GOOD = "Marmot-Ladder-71"
hashing = Hashing(CHEAP)


def account(**more: str) -> Account:
    return an_account(Role.editor, **({"name": "tuya.s", "full_name": "Tuya"} | more))


@pytest.mark.parametrize(
    "password", [GOOD, "长安一片月，Ab1，万户捣衣声", "ñandú GRANDE 7 çà", "k7#Pd2vQ9x"]
)
def test_a_good_one_in_any_script_is_taken(password: str) -> None:
    assert passwords.refusals(password, account(), hashing) == ()


@pytest.mark.parametrize(
    ("password", "refusals"),
    [
        ("Ma-71rmot", {Refusal.short}),
        ("Marmot-71" * 30, {Refusal.long}),
        ("marmotladder71", {Refusal.kinds}),
        ("MARMOTLADDER", {Refusal.kinds}),
        ("Baotou@123", {Refusal.guessable}),
        ("My-Tuya-Ladder-71", {Refusal.name}),
        ("Shiguai-Marmot-Ladder-71", {Refusal.brand}),
        ("shiguai", {Refusal.short, Refusal.kinds, Refusal.brand, Refusal.guessable}),
        ("", {Refusal.short, Refusal.kinds, Refusal.guessable}),
    ],
)
def test_every_reason_against_one_is_named_at_once(password: str, refusals: set[Refusal]) -> None:
    assert set(passwords.refusals(password, account(), hashing)) == refusals


def test_a_chinese_name_is_found_in_pinyin_too() -> None:
    known = account(full_name="图雅娜")
    assert Refusal.name in passwords.refusals("Marmot-Tuyana-71", known, hashing)


def test_full_width_letters_are_the_same_password() -> None:
    kept = hashing.hashed("Ｍａｒｍｏｔ－Ｌａｄｄｅｒ－７１")
    assert hashing.matches(kept, GOOD)
    assert not hashing.matches(kept, GOOD.lower())


def test_nothing_matches_where_there_is_no_password_or_no_hash() -> None:
    assert not hashing.matches(None, GOOD)
    assert not hashing.matches(None, "nobody's password")
    assert not hashing.matches("not a hash", GOOD)


@pytest.mark.parametrize(
    "password", ["\ud800\udfff" * 8, "\x00" * 12, "\ufdfa" * 200, "x" * 100_000]
)
def test_strange_ones_are_answered_and_do_no_harm(password: str) -> None:
    assert not hashing.matches(hashing.hashed(GOOD), password)
    assert passwords.refusals(password, account(), hashing)


def test_the_last_five_are_not_taken_again_and_the_sixth_is() -> None:
    known = account()
    used = [f"Marmot-Ladder-7{n}" for n in range(6)]
    for password in used:
        passwords.put(known, hashing.hashed(password), NOON)
    refused = [Refusal.used in passwords.refusals(one, known, hashing) for one in used]
    assert refused == [False, True, True, True, True, True]


def test_it_expires_after_the_days_of_the_policy() -> None:
    known = account()
    passwords.put(known, hashing.hashed(GOOD), NOON)
    end = NOON + timedelta(days=90)
    assert not passwords.expired(known, Policy(), end - timedelta(seconds=1))
    assert passwords.expired(known, Policy(), end)
    assert passwords.expired(known, Policy(password_days=30), NOON + timedelta(days=30))


def test_a_new_one_forgives_the_failures_before() -> None:
    known = account()
    known.failures, known.locked_until = 5, NOON + timedelta(minutes=15)
    passwords.put(known, hashing.hashed(GOOD), NOON)
    assert (known.failures, known.locked_until) == (0, None)


def test_a_cheaper_hash_is_known_to_be_outdated() -> None:
    kept = hashing.hashed(GOOD)
    dearer = Hashing(Cost(**{**CHEAP, "time_cost": CHEAP["time_cost"] + 1}))
    assert dearer.outdated(kept) and not hashing.outdated(kept)
    assert dearer.matches(kept, GOOD)


def test_the_service_hashes_with_argon2id_at_what_owasp_asks() -> None:
    kept = Hashing().hashed(GOOD)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert COST["memory_cost"] == 19456
