"""Documents as they were handed in: checked, stored once, public while an edition names them."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from webapp.race.draft import DocumentText
from webapp.race.models import PUBLIC, Edition, RaceFile
from webapp.staff.models import Account

MOST_BYTES = 10_000_000
_HEAD = re.compile(rb"%PDF-[12]\.\d")
_TAIL = 2048  # bytes at the end within which a PDF says that it ends
_NO_NAME = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*\u202a-\u202e\u2066-\u2069]")
OFFERED = 50


class NoPdf(ValueError):
    """What was handed in is no PDF, whatever it is called, or not a whole one."""


class TooLarge(ValueError):
    """It is larger than `MOST_BYTES`."""


def check(content: bytes) -> None:
    """Look whether a file is what we show to the public.

    Raises:
        NoPdf, TooLarge.
    """
    if len(content) > MOST_BYTES:
        raise TooLarge(len(content))
    if not _HEAD.match(content) or b"%%EOF" not in content[-_TAIL:]:
        raise NoPdf


def store(session: Session, content: bytes, name: str, by: Account, at: datetime) -> RaceFile:
    """Keep a file; the one that is there when the same has been handed in before.

    Raises:
        NoPdf, TooLarge.
    """
    check(content)
    digest = sha256(content).hexdigest()
    known = session.scalar(select(RaceFile).where(RaceFile.sha256 == digest))
    if known is not None:
        return known
    made = RaceFile(
        name=named(name),
        sha256=digest,
        size=len(content),
        content=content,
        uploaded_by_id=by.id,
        uploaded_at=at,
    )
    session.add(made)
    session.flush()
    return made


def named(name: str) -> str:
    """What a file was called, without what no name should hold; it always ends in .pdf."""
    plain = _NO_NAME.sub("", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    stem = re.sub(r"\.pdf$", "", plain, flags=re.IGNORECASE)[:100].strip() or "file"
    return f"{stem}.pdf"


def is_public(session: Session, file: int) -> bool:
    """Whether a public edition names the file."""
    lists = session.scalars(select(Edition.documents).where(PUBLIC))
    return any(one.file == file for documents in lists for one in documents)


def choices(session: Session, used: Iterable[DocumentText]) -> list[tuple[str, str]]:
    """Files that a document can be, the newest first, and those that are in use."""
    newest = session.execute(_named().limit(OFFERED)).all()
    wanted = {one.file for one in used if one.file} - {row.id for row in newest}
    rows: Sequence[tuple[int, str]] = [
        *newest,
        *session.execute(_named().where(RaceFile.id.in_(wanted))).all(),
    ]
    return [(str(id), name) for id, name in rows]


def _named() -> Select[int, str]:
    return select(RaceFile.id, RaceFile.name).order_by(RaceFile.id.desc())
