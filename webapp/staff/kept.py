"""What somebody had typed when their session turned out to have ended: nothing of it is lost."""

from collections.abc import Iterable

import msgspec

from webapp.staff import back

FIELD = "kept"  # carries it through the forms of signing in
NEVER = frozenset({"csrf_token", "password", "new_password", "again", "code", FIELD})


class Kept(msgspec.Struct, frozen=True):
    """A form that was sent too late.

    Attributes:
        path: Where it went.
        fields: What was in it, but for passwords.
        files: Whether files were chosen, which have to be chosen again.
    """

    path: str
    fields: tuple[tuple[str, str], ...]
    files: bool = False


def of(path: str, fields: Iterable[tuple[str, str]], *, files: bool) -> Kept:
    """Keep a form."""
    kept = tuple((name, value) for name, value in fields if name not in NEVER)
    return Kept(path, kept, files)


def written(kept: Kept) -> str:
    """As the value of a hidden field."""
    return msgspec.json.encode(kept).decode()


def read(text: str | None) -> Kept | None:
    """From a hidden field; None unless it goes to a page of ours."""
    try:
        kept = msgspec.json.decode(text or "", type=Kept)
    except msgspec.DecodeError:
        return None
    return kept if back.safe(kept.path) else None
