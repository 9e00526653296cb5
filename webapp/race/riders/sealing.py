"""Sealing what only the organiser may know (Fernet), with keys made of the service's secret key.

Another service has another secret key: what a backup brings from here it cannot open.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from webapp.race.riders import identity


class Sealer:
    """Seals texts and opens them again."""

    def __init__(self, secret: str | bytes) -> None:
        """Derive the keys.

        Args:
            secret: The service's secret key, long and random.
        """
        key = secret.encode() if isinstance(secret, str) else secret
        self._fernet = Fernet(urlsafe_b64encode(_derived(key, b"riders: sealed values")))
        self._digests = _derived(key, b"riders: digests of document numbers")

    def seal(self, text: str) -> str:
        """The text, sealed; each time another one."""
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str | None) -> str | None:
        """What was sealed; None for nothing, and for what another service sealed."""
        if sealed is None:
            return None
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None

    def digest(self, number: str) -> str:
        """What tells two document numbers apart without telling them: HMAC-SHA256, hex."""
        text = identity.plain(number).encode()
        return hmac.new(self._digests, text, hashlib.sha256).hexdigest()


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(key)
