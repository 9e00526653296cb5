"""Marking texts that are written in one place and translated where they are shown."""


def N_(text: str) -> str:  # noqa: N802 - the name that Babel looks for
    """The text itself, an English msgid."""
    return text
