"""Why a picture is refused and what to do about it, in words."""

from collections.abc import Callable

from flask_babel import gettext as _

from webapp.core import languages
from webapp.pictures import processing, refusals
from webapp.pictures.refusals import Refused

MEGABYTE = 1_000_000


def why_refused(refused: Refused) -> str:
    """What is wrong with the file, and what whoever sent it can do."""
    return WHY[type(refused)]()


def too_heavy() -> str:
    """What to do about too many bytes."""
    return _(
        "This file has more than %(n)s MB. Make the picture smaller, or send it to yourself in a"
        " chat without “original”, and choose that one.",
        n=processing.MOST_BYTES // MEGABYTE,
    )


def _too_many_pixels() -> str:
    return _(
        "This picture has too many pixels: %(most)s are the most, %(less)s for PNG and WebP."
        " Make it smaller, then choose it again.",
        most=_pixels(processing.MOST_PIXELS),
        less=_pixels(processing.MOST_PIXELS_OF["PNG"]),
    )


def _pixels(number: int) -> str:
    """As cameras are sold: 5200万, 52 million."""
    if languages.current() == "zh":
        return f"{number // 10_000}万"
    return _("%(n)s million", n=number // 1_000_000)


def _too_small() -> str:
    return _(
        "This picture is too small: it has to be at least %(n)s pixels wide. Choose the original,"
        " not a copy that a chat has made small.",
        n=processing.LEAST_WIDTH,
    )


def _too_long() -> str:
    return _(
        "This picture is more than %(n)s times as long as it is wide, or as wide as it is long."
        " Cut out the part that matters, then choose that.",
        n=processing.LONGEST,
    )


WHY: dict[type[Refused], Callable[[], str]] = {
    refusals.NotAPicture: lambda: _(
        "This is no JPEG, PNG, WebP or HEIC picture, whatever its name says. Open it, save it or"
        " take a screenshot of it as JPEG, and choose that one."
    ),
    refusals.Damaged: lambda: _(
        "This file is broken or did not arrive whole. Open it to see whether it is all there, then"
        " choose it again."
    ),
    refusals.Moving: lambda: _(
        "This picture moves. Choose one that stands still, or take a screenshot of it."
    ),
    refusals.TwoInOne: lambda: _(
        "This file holds something else besides a picture. Open it, save it under another name as"
        " JPEG, and choose that one."
    ),
    refusals.TooHeavy: too_heavy,
    refusals.TooManyPixels: _too_many_pixels,
    refusals.TooSmall: _too_small,
    refusals.TooLong: _too_long,
}
