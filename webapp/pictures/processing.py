"""Making an upload safe: only its pixels go on, upright, in sRGB, encoded anew in small copies."""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import ExifTags, Image, ImageCms
from PIL.JpegImagePlugin import JpegImageFile
from pillow_heif import register_heif_opener

from webapp.pictures.refusals import (
    Damaged,
    Moving,
    NotAPicture,
    Refused,
    TooHeavy,
    TooLong,
    TooManyPixels,
    TooSmall,
    TwoInOne,
)

MOST_BYTES = 15_000_000
MOST_PIXELS = 52_000_000  # telephones of 48 and 50 megapixels are many, beyond there are few
# These are decoded whole and several times over (0.6 GB), JPEG at the size needed.
MOST_PIXELS_OF = {"PNG": 26_000_000, "WEBP": 26_000_000}
LEAST_WIDTH = 320  # pixels
LONGEST = 5  # times as long as wide, or as wide as long
WIDTHS = (480, 960, 1600)  # pixels
SQUARE = 600  # pixels, each way, of the copy that stands beside a shared link
LEAST_SQUARE = 300  # pixels of the shorter side: of less, no square is made
MOST_SQUARE_BYTES = 120_000  # WeChat wants fewer than 128 kB
APART = 1.15  # a copy hardly smaller than the largest is not worth its bytes
MOST_SCANS = 200  # of a JPEG; cameras write 1, programs 10, bombs thousands
NAME_LENGTH = 32  # hexadecimal digits
LYING = 5  # the EXIF orientation from which on width and height change places

# Two cores, 1600 × 1200 of a photograph: AVIF 0.5 s (speed 6: 1.3 s for 4 % fewer bytes),
# WebP 0.2 s, JPEG 0.03 s. One thread each: the other core is the readers'.
ENCODINGS = {
    "avif": ("AVIF", {"quality": 60, "speed": 8, "max_threads": 1}),
    "webp": ("WEBP", {"quality": 76, "method": 4}),
    "jpg": ("JPEG", {"quality": 80, "progressive": True, "optimize": True}),
}

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
BEGINNINGS = re.compile(rb"\xff\xd8\xff|\x89PNG|RIFF....WEBP|....ftyp(?:hei|hev|mif1)", re.DOTALL)
# Nobody's camera writes these; each is long enough not to turn up in 15 MB by chance.
FOREIGN = re.compile(rb"<script[\s>]|<html[\s>]|<!doctype\s|<\?php\s|%pdf-[12]\.", re.IGNORECASE)
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

register_heif_opener()
Image.MAX_IMAGE_PIXELS = MOST_PIXELS  # Pillow then refuses twice as many by the header alone


@dataclass(frozen=True)
class Master:
    """What a picture's copies are made from: as wide as the widest of them."""

    pixels: Image.Image

    @property
    def name(self) -> str:
        """A name of what it shows: the same picture has the same one."""
        digest = hashlib.sha256(repr(self.pixels.size).encode() + self.pixels.tobytes())
        return digest.hexdigest()[:NAME_LENGTH]


@dataclass(frozen=True)
class Copy:
    """One encoded copy."""

    width: int
    ending: str
    content: bytes


def read(data: bytes) -> Master:
    """The picture in an uploaded file.

    Raises:
        Refused: it is not taken; the class says why.
    """
    if len(data) > MOST_BYTES:
        raise TooHeavy
    image = _opened(data)
    if _is_something_else(data):
        raise TwoInOne
    try:
        return _upright(image)
    except Refused:
        raise
    except Exception as error:  # what a decoder raises over broken data, nobody has listed
        raise Damaged from error


def widths(largest: int) -> tuple[int, ...]:
    """Widths of the copies of a picture in pixels, smallest first, `largest` the last."""
    return (*(width for width in WIDTHS if width * APART < largest), largest)


def copies(master: Master) -> Iterator[Copy]:
    """Its copies, one after the other, so that they need not all be held."""
    for width in widths(master.pixels.width):
        height = max(1, round(master.pixels.height * width / master.pixels.width))
        scaled = master.pixels.resize((width, height), Image.Resampling.LANCZOS)
        for ending, (kind, how) in ENCODINGS.items():
            file = io.BytesIO()
            scaled.save(file, kind, **how)
            yield Copy(width, ending, file.getvalue())


def square(image: Image.Image) -> bytes:
    """The middle of a picture as a square JPEG that WeChat takes for a share card."""
    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    part = image.resize(
        (SQUARE, SQUARE), Image.Resampling.LANCZOS, box=(left, top, left + side, top + side)
    )
    for quality in (80, 65, 45, 25):
        file = io.BytesIO()
        part.save(file, "JPEG", quality=quality, progressive=True, optimize=True)
        if file.tell() <= MOST_SQUARE_BYTES:
            break
    return file.getvalue()


def _opened(data: bytes) -> Image.Image:
    """The file as a picture of one of our formats; its header has been read, its pixels not."""
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixels from error
    except Exception as error:
        raise (Damaged if BEGINNINGS.match(data) else NotAPicture) from error
    if image.width * image.height > MOST_PIXELS_OF.get(str(image.format), MOST_PIXELS):
        raise TooManyPixels
    # A telephone's JPEG or HEIC may have others beside it: the first is the picture.
    if image.format in ("PNG", "WEBP") and getattr(image, "is_animated", False):
        raise Moving
    if isinstance(image, JpegImageFile) and data.count(b"\xff\xda") > MOST_SCANS:
        raise Damaged
    return image


def _is_something_else(data: bytes) -> bool:
    """Whether other programs would take the file for theirs: an archive, a document, a page."""
    return zipfile.is_zipfile(io.BytesIO(data)) or FOREIGN.search(data) is not None


def _upright(image: Image.Image) -> Master:
    orientation = _orientation(image)
    width, height = image.size[::-1] if orientation >= LYING else image.size
    if width < LEAST_WIDTH:
        raise TooSmall
    if max(width, height) > LONGEST * min(width, height):
        raise TooLong
    scale = min(1.0, WIDTHS[-1] / width)
    pixels = _pixels(image, (round(image.width * scale), round(image.height * scale)))
    if orientation in UPRIGHT:
        pixels = pixels.transpose(UPRIGHT[orientation])
    pixels.info = {}  # encoders would write on what they find here
    return Master(pixels)


def _orientation(image: Image.Image) -> int:
    try:
        found = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # a camera that writes nonsense still takes good pictures
        return 1
    return found if isinstance(found, int) else 1


def _pixels(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture at this size in sRGB, what is transparent filled with white."""
    profile = image.info.get("icc_profile")
    if isinstance(image, JpegImageFile):  # a HEIC would give us its thumbnail
        image.draft(None, size)
    image.load()
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    elif image.has_transparency_data:
        image = image.convert("RGBA")
    elif image.mode not in ("L", "RGB", "CMYK"):
        image = image.convert("RGB")
    image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    if image.mode == "RGBA":
        paper = Image.new("RGB", size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    return _in_srgb(image, profile)


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):  # of another kind of picture, or broken
            converted = None
        if converted is not None:
            return converted
    return image.convert("RGB")
