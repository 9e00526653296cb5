"""Gate devices: registered once, known by a token that is shown once."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from webapp.places.models import Place
from webapp.visits.models import Device

LONGEST_GATE = 100  # characters


class BadGate(Exception):
    """A gate's name is empty, too long, or cannot be printed."""


@dataclass(frozen=True)
class Gate:
    """What a device may report for.

    Attributes:
        place: The place's slug.
        name: The gate's name at that place.
        source: How the device is named in the ledger.
    """

    place_id: int
    place: str
    name: str
    source: str


def register(session: Session, place: Place, gate: str, now: datetime) -> tuple[Device, str]:
    """Add a device; returns it with its token, of which only a hash is kept."""
    if not gate.strip() or len(gate) > LONGEST_GATE or not gate.isprintable():
        raise BadGate(gate)
    token = secrets.token_urlsafe(32)
    device = Device(place_id=place.id, gate=gate.strip(), token_hash=_hashed(token), created_at=now)
    session.add(device)
    session.flush()
    return device, token


def revoke(device: Device, now: datetime) -> None:
    """Let the device's token count for nothing from `now` on; what it sent stays."""
    device.revoked_at = device.revoked_at or now


_ACTIVE = (
    select(Device.id, Device.place_id, Place.slug, Device.gate)
    .join(Place, Place.id == Device.place_id)
    .where(Device.token_hash == bindparam("token_hash"), Device.revoked_at.is_(None))
)


def gate_of(session: Session, token: str) -> Gate | None:
    """The gate of the device with this token; None when unknown or revoked."""
    found = session.execute(_ACTIVE, {"token_hash": _hashed(token)}).first()
    if found is None:
        return None
    return Gate(found.place_id, found.slug, found.gate, f"device:{found.id}")


def all_devices(session: Session) -> Sequence[tuple[Device, Place]]:
    """Every device with its place, oldest first."""
    rows = session.execute(
        select(Device, Place).join(Place, Place.id == Device.place_id).order_by(Device.id)
    )
    return [(row.Device, row.Place) for row in rows]


def _hashed(token: str) -> str:
    """Tokens are 256 random bits, so a plain digest cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()
