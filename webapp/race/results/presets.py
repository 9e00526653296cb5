"""Column presets: what the headings of a timer's table mean, kept for the next file.

The file that a preset is made for travels with the form, packed: it is stored nowhere before
somebody has said what it is.
"""

import base64
import zlib
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.race.results.layouts import columns
from webapp.race.results.models import ColumnPreset
from webapp.staff.models import Account
from webapp.visits.tables import MOST_BYTES

MOST_PACKED = 300_000  # characters in a form
LONGEST_NAME = 60


class NotEnough(Exception):
    """The preset does not say who, or not how it ended for them."""


class NameTaken(Exception):
    """Another preset has this name."""


class NotPacked(Exception):
    """What came back is not what was packed."""


def known(session: Session) -> dict[str, Mapping[str, str]]:
    """All presets by name, in the order of the names."""
    found = session.scalars(select(ColumnPreset).order_by(ColumnPreset.name))
    return {one.name: one.columns for one in found}


def make(
    session: Session, name: str, meaning: Mapping[str, str], by: Account, now: datetime
) -> ColumnPreset:
    """Keep a preset.

    Raises:
        NotEnough, NameTaken.
    """
    chosen = {column: heading for column, heading in meaning.items() if heading}
    if not columns.enough(chosen) or not name:
        raise NotEnough
    if session.scalars(select(ColumnPreset).where(ColumnPreset.name == name)).first():
        raise NameTaken
    made = ColumnPreset(name=name, columns=chosen, made_by_id=by.id, made_at=now)
    session.add(made)
    session.flush()
    return made


def packed(content: bytes) -> str | None:
    """A file as a form carries it; None when it is too large."""
    found = base64.urlsafe_b64encode(zlib.compress(content, 9)).decode()
    return found if len(found) <= MOST_PACKED else None


def unpacked(text: str) -> bytes:
    """The file again.

    Raises:
        NotPacked: it is something else, or would be too large.
    """
    try:
        reader = zlib.decompressobj()
        content = reader.decompress(base64.urlsafe_b64decode(text.encode("ascii")), MOST_BYTES)
    except (ValueError, zlib.error) as error:
        raise NotPacked from error
    if reader.unconsumed_tail or not content:
        raise NotPacked
    return content
