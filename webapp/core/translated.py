"""Texts in several languages, and statements that know where they come from."""

import msgspec

LANGUAGES = ("zh", "en")  # the first is the one that is always there


class Translated(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One text in several languages; Chinese is required, others may be empty."""

    zh: str
    en: str = ""

    def best(self, language: str) -> tuple[str, str]:
        """The text for a reader of `language`, and the language it really is in.

        The second value is what the element's `lang` attribute has to say.
        """
        text = getattr(self, language, "")
        return (text, language) if text else (self.zh, "zh")


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
