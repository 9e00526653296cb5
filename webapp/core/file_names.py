"""Names of files as people's devices send them."""

LONGEST = 120  # characters


def shown(file_name: str | None) -> str:
    """A file's name as it is kept and shown: no folders, nothing that cannot be seen."""
    last = (file_name or "").replace("\\", "/").rpartition("/")[2]
    visible = "".join(letter for letter in last if letter.isprintable()).strip()
    return visible[-LONGEST:] or "?"
