"""Speaking to the person at the terminal: in their language, and in sentences."""

import os

from webapp.core.languages import DESK


def language() -> str:
    """The language of the person at the terminal, as its locale says; English if unknown."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG", "")
    return next((code for code in DESK if locale.startswith(code)), "en")
