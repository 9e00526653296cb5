"""Links that people write into a text. Nothing else in it becomes mark-up."""

import re

from markupsafe import Markup, escape

# `[words](https://…)`, or an address that stands alone; only http and https, only plain ASCII:
# Chinese goes on right behind an address.
_LINK = re.compile(
    r"\[(?P<words>[^\[\]\n]+)\]\((?P<to>https?://[a-z0-9][!#-&*-;=?-~]*)\)"
    r"|(?P<alone>https?://[a-z0-9][!#-;=?-~]*)",
    re.IGNORECASE,
)
_NOT_THE_END = ".,;:!?'()[]*_~"
_ANCHOR = Markup('<a href="{}" rel="nofollow noopener">{}</a>')


def with_links(text: str) -> Markup:
    """`text` escaped, its links made links and its line ends kept."""
    parts, at = [], 0
    for found in _LINK.finditer(text):
        words, to = _read(found)
        parts += [escape(text[at : found.start()]), _ANCHOR.format(to, words)]
        at = found.end() if found["to"] else found.start() + len(to)
    parts.append(escape(text[at:]))
    return Markup("").join(parts).replace("\n", Markup("<br>"))


def without_links(text: str) -> str:
    """`text` as it is read: of `[words](https://…)` the words alone."""
    return _LINK.sub(lambda found: found["words"] or found["alone"], text)


def _read(found: re.Match[str]) -> tuple[str, str]:
    """The words of a link and its address."""
    if found["to"]:
        return found["words"], found["to"]
    alone = found["alone"].rstrip(_NOT_THE_END)
    return alone, alone
