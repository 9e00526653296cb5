"""Texts in several languages, and statements that know where they come from."""

import msgspec

# The first is the one that is always there; mn is Mongolian in Cyrillic, mvf in its own script.
LANGUAGES = ("zh", "en", "mn", "mvf")


class Translated(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One text in several languages; Chinese is required, others may be empty."""

    zh: str
    en: str = ""
    mn: str = ""
    mvf: str = ""

    def best(self, language: str) -> tuple[str, str]:
        """The text for a reader of `language`, and the language it really is in.

        What is missing is shown in Chinese: readers of one Mongolian script may not read the
        other. The second value is what the element's `lang` attribute has to say.
        """
        text = getattr(self, language, "")
        return (text, language) if text else (self.zh, "zh")

    def any(self) -> bool:
        """Whether it says something in any language."""
        return any(self.texts().values())

    def lacks_chinese(self) -> bool:
        """Whether it says something, though not in Chinese."""
        return self.any() and not self.zh

    def texts(self) -> dict[str, str]:
        """What there is in each language; empty where it is missing."""
        return {code: getattr(self, code) for code in LANGUAGES}


class Statement(
    Translated,
    frozen=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    kw_only=True,
):
    """A text that says where it is known from.

    Attributes:
        label: What it states, in a fact table.
        sources: Keys of the sources it rests on.
        verify: True while it is old or disputed; the page then says 待核实.
    """

    label: Translated | None = None
    sources: tuple[str, ...] = ()
    verify: bool = False
