"""Posters: one sheet of A4 for one page of ours, in Chinese and English whoever asks for it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unicodedata import east_asian_width

from flask import Response, render_template, request
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup

from webapp.core import languages, qr
from webapp.core.words import absolute, current_setting

ON_PAPER = ("zh", "en")  # who stands before a wall has chosen no language
# Letters that a sheet holds in its usual size, a Chinese one counting two; and what it is beyond.
SIZES = ((440, ""), (900, " is-full"), (1_000_000, " is-brimful"))


@dataclass(frozen=True)
class Side:
    """What a poster says in one language.

    Attributes:
        tag: Of that language.
        words: What it is about: name, sentence, when and where.
        scan: What the code is for.
        owner: Who put it up.
    """

    tag: str
    words: Markup
    scan: str
    owner: str
    help: str


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within the block, words are said in `language`; addresses stay the reader's."""
    before = languages.current()
    request.environ["webapp.language"] = language
    try:
        with force_locale(languages.locale()):
            yield
    finally:
        request.environ["webapp.language"] = before


def page(template: str, *, of: str, code: str, **values: object) -> str:
    """The page of a poster, with the sheet as it is printed.

    Args:
        template: Extends `components/poster.html`, and includes what is said in each language.
        of: Path of the page that it leads to.
        code: Path of the picture of its QR code.
    """
    said = template.replace("poster.html", "_poster.html")
    sides = [_side(language, said, values) for language in ON_PAPER]
    return render_template(
        template,
        sides=sides,
        address=absolute(of),
        code=code,
        page=of,
        size=_size(sides),
        **values,
    )


def _size(sides: Iterable[Side]) -> str:
    letters = "".join(side.words.striptags() for side in sides)
    width = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in letters)
    return next(size for most, size in SIZES if width <= most)


def code(path: str, title: str) -> Response:
    """The QR code of a page of ours as a picture."""
    return Response(qr.picture(absolute(path), title), mimetype="image/svg+xml")


def _side(language: str, template: str, values: dict[str, object]) -> Side:
    with speaking(language):
        return Side(
            tag=languages.TAGS[language],
            words=Markup(render_template(template, **values)),  # noqa: S704 - escaped there
            scan=_("Scan it: what holds today, the way there, what is on"),
            owner=str(current_setting("SITE_OWNER") or "")
            or _("Culture and Tourism Bureau of Shiguai District"),
            help=_("Complaints and advice"),
        )
