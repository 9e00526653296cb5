"""QR codes of our own addresses: how much of one may be lost, the margin, the drawing."""

import io
from functools import lru_cache

import segno
from markupsafe import Markup

QUIET_ZONE = 4  # modules around a code, by its standard (ISO/IEC 18004)
# A quarter of a code may be dirty or torn; inline ones are as small as a stamp.
ON_A_WALL, IN_A_LIST = "q", "m"


def picture(address: str, title: str) -> bytes:
    """An SVG file with the code of `address`, to print and put up; it has no size of its own."""
    drawn = io.BytesIO()
    _code(address, ON_A_WALL).save(
        drawn,
        kind="svg",
        border=QUIET_ZONE,
        light="#fff",
        title=title,
        xmldecl=False,
        omitsize=True,
    )
    return drawn.getvalue()


@lru_cache(64)  # a code takes two milliseconds, and a page for paper has five
def inline(address: str) -> Markup:
    """The code of `address` as a drawing within a page that says in words where it leads."""
    code = _code(address, IN_A_LIST)
    drawn = code.svg_inline(
        border=QUIET_ZONE, light="#fff", omitsize=True, svgclass="code", lineclass=None
    )
    return Markup(drawn.replace("<svg", '<svg aria-hidden="true" focusable="false"', 1))  # noqa: S704


def _code(address: str, error: str) -> segno.QRCode:
    return segno.make(address, error=error, boost_error=False, micro=False)
