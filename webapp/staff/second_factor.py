"""The second factor: a code from an app (TOTP, RFC 6238), asked of the roles that policy names."""

import base64
import hashlib
import hmac
import re
import unicodedata
from datetime import datetime

from pyotp import TOTP
from pyotp.exceptions import OTPVerificationError

from webapp.staff.models import Account, Policy

ISSUER = "玩儿在石拐"
CLOCKS_DIFFER = 1  # steps of 30 seconds, before and after


def wanted(account: Account, policy: Policy) -> bool:
    """Whether policy asks this account for a code."""
    return account.holds(*policy.second_factor)


def new_secret(key: str, token: str) -> str:
    """The secret offered to one session until it is confirmed; the same each time it is asked for.

    Args:
        key: The secret key of the service.
        token: The token of the session in which it is set up.
    """
    made = hmac.digest(key.encode(), f"second factor {token}".encode(), hashlib.sha256)
    return base64.b32encode(made[:20]).decode()


def address(account: Account, secret: str) -> str:
    """What an app reads from the QR code."""
    return TOTP(secret).provisioning_uri(name=account.name, issuer_name=ISSUER)


def set_up(account: Account, secret: str, code: str, at: datetime) -> bool:
    """Give an account this secret if the code shows that its app knows it."""
    step = _step(secret, code, at)
    if step is not None:
        account.totp_secret, account.totp_step = secret, step
    return step is not None


def accept(account: Account, code: str, at: datetime) -> bool:
    """Whether a code is right now; it, and every one before it, is not right again."""
    if account.totp_secret is None:
        return False
    step = _step(account.totp_secret, code, at)
    if step is None or step <= (account.totp_step or 0):
        return False
    account.totp_step = step
    return True


def reset(account: Account) -> None:
    """Forget the app, which was lost; it is set up anew at the next sign-in."""
    account.totp_secret = account.totp_step = None


def _step(secret: str, code: str, at: datetime) -> int | None:
    digits = re.sub(r"\s", "", unicodedata.normalize("NFKC", code[:40]))
    try:
        return TOTP(secret).verify_and_get_timecode(digits, for_time=at, valid_window=CLOCKS_DIFFER)
    except OTPVerificationError:
        return None
