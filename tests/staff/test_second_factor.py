"""Codes from an app."""

from datetime import UTC, datetime, timedelta

import pyotp

from tests.staff.made import an_account
from webapp.staff import second_factor
from webapp.staff.models import Account, Policy, Role

NOON = datetime(2026, 6, 1, 4, 0, 10, tzinfo=UTC)
STEP = timedelta(seconds=30)
SECRET = second_factor.new_secret("key", "token")


def code(at: datetime) -> str:
    return pyotp.TOTP(SECRET).at(at)


def with_an_app() -> Account:
    account = an_account(Role.editor)
    assert second_factor.set_up(account, SECRET, code(NOON), NOON)
    return account


def test_the_code_of_the_set_up_is_used_up() -> None:
    assert not second_factor.accept(with_an_app(), code(NOON), NOON)


def test_a_code_is_right_one_step_before_and_after_its_time_and_not_further() -> None:
    for steps, right in {-2: False, -1: True, 0: True, 1: True, 2: False}.items():
        at = NOON + 10 * STEP
        assert second_factor.accept(with_an_app(), code(at + steps * STEP), at) is right


def test_a_code_works_once_and_so_do_those_before_it() -> None:
    account, at = with_an_app(), NOON + 10 * STEP
    assert second_factor.accept(account, code(at), at)
    assert not second_factor.accept(account, code(at), at + STEP)
    assert not second_factor.accept(account, code(at - STEP), at)
    assert second_factor.accept(account, code(at + STEP), at + STEP)


def test_blanks_and_full_width_digits_are_read() -> None:
    at = NOON + 10 * STEP
    digits = code(at)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in digits)
    assert second_factor.accept(with_an_app(), f" {digits[:3]} {digits[3:]} ", at)
    assert second_factor.accept(with_an_app(), wide, at)


def test_anything_else_is_wrong() -> None:
    for typed in ("", "000000", "1" * 10_000, "١٢٣٤٥٦", "\0"):
        assert not second_factor.accept(with_an_app(), typed, NOON + 10 * STEP)


def test_a_wrong_code_sets_nothing_up() -> None:
    account = an_account(Role.editor)
    assert not second_factor.set_up(account, SECRET, code(NOON + 10 * STEP), NOON)
    assert account.totp_secret is None
    assert not second_factor.accept(account, code(NOON), NOON)


def test_each_session_is_offered_a_secret_of_its_own() -> None:
    offered = {second_factor.new_secret(key, token) for key in "ab" for token in "cd"}
    assert len(offered) == 4
    assert second_factor.new_secret("a", "c") in offered


def test_policy_asks_the_roles_it_names() -> None:
    policy = Policy(second_factor=(Role.administrator,))
    assert second_factor.wanted(an_account(Role.editor, Role.administrator), policy)
    assert not second_factor.wanted(an_account(Role.editor), policy)


def test_what_was_lost_is_forgotten() -> None:
    account = with_an_app()
    second_factor.reset(account)
    assert account.totp_secret is None
    assert "otpauth://totp/" in second_factor.address(account, SECRET)
