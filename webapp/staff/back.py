"""Where to go afterwards: only ever to a page of ours, whatever an address says."""

import re
from urllib.parse import unquote

from webapp.core import languages

# Blanks and backslashes are what browsers read as something else.
REFUSED = re.compile(r"[\\\s\x00-\x1f\x7f]")


def safe(address: str | None) -> str | None:
    """The address if it is a path below the root of the service; None for anything else."""
    if not address:
        return None
    path = address.partition("?")[0].partition("#")[0]
    read = unquote(unquote(path))
    if REFUSED.search(address + read) or "//" in read or ":" in read or ".." in read.split("/"):
        return None
    return address if address.startswith(f"{languages.root()}/") else None
