"""The signature by which WeChat knows that a page belongs to an account (C88)."""

import hashlib
from urllib.parse import urlsplit


def signature(ticket: str, nonce: str, timestamp: int, address: str) -> str:
    """SHA-1 over what WeChat names, in the order of the names.

    Args:
        timestamp: Seconds since 1970.
        address: As the browser has it, without fragment.
    """
    text = f"jsapi_ticket={ticket}&noncestr={nonce}&timestamp={timestamp}&url={address}"
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def own_page(address: str, public_url: str) -> str | None:
    """`address` without its fragment if it is a page below `public_url`, else None."""
    if not address.isprintable() or " " in address or "\\" in address:
        return None  # browsers and urlsplit would read it differently
    try:
        asked, ours = urlsplit(address), urlsplit(public_url)
    except ValueError:
        return None
    root = ours.path.rstrip("/") + "/"
    if (asked.scheme, asked.netloc) != (ours.scheme, ours.netloc):
        return None
    return address.partition("#")[0] if f"{asked.path}/".startswith(root) else None
