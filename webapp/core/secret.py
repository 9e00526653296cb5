"""The secret key: made on the first start, kept in DATA_DIR, readable by its owner alone."""

import os
import secrets
import tempfile
from pathlib import Path

FILE = "secret-key"


def secret_key(folder: Path) -> str:
    """The key in `folder`; made when it is not there yet, by exactly one of several starters."""
    path = folder / FILE
    folder.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        handle, fresh = tempfile.mkstemp(prefix=FILE, dir=folder)  # mode 600
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(fresh, path)  # atomic: the first starter wins
        except FileExistsError:
            pass
        finally:
            os.unlink(fresh)
    return path.read_text()
