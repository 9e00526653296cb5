"""Reading a position as people paste it, in the datum of the picker that it comes from."""

import enum
import re
import unicodedata
from collections.abc import Callable

from webapp.core.geography import Point, bd09_to_gcj02, gcj02_to_wgs84

# The district with its rim: every position of ours lies inside.
SOUTH, NORTH = 40.4, 41.1  # WGS-84 degrees
WEST, EAST = 109.8, 110.8
MIDDLE = Point((SOUTH + NORTH) / 2, (WEST + EAST) / 2)


class Datum(enum.Enum):
    """What a coordinate is counted in; map services of the mainland shift theirs."""

    wgs84 = "wgs84"  # GPS; 天地图, whose CGCS2000 differs by less than a metre
    gcj02 = "gcj02"  # 高德, 腾讯, Apple in the mainland
    bd09 = "bd09"  # 百度


TO_WGS84: dict[Datum, Callable[[Point], Point]] = {
    Datum.wgs84: lambda point: point,
    Datum.gcj02: gcj02_to_wgs84,
    Datum.bd09: lambda point: gcj02_to_wgs84(bd09_to_gcj02(point)),
}

_NUMBER = r"\d+(?:\.\d+)?"
_ONE = re.compile(
    rf"(?P<before>[NSEW])?\s*(?P<minus>-)?(?P<deg>{_NUMBER})\s*(?:°\s*(?:(?P<min>{_NUMBER})\s*'\s*"
    rf"(?:(?P<sec>{_NUMBER})\s*\")?)?)?(?(before)|\s*(?P<after>[NSEW])?)"
)
_PRIMES = str.maketrans({"″": '"', "˚": "°", "º": "°", "´": "'"})  # before they are folded
_SIGNS = str.maketrans(
    {
        "，": ",",
        "、": ",",
        "；": ",",
        ";": ",",
        "/": ",",
        "度": "°",
        "′": "'",
        "’": "'",
        "‘": "'",
        "ʹ": "'",
        "分": "'",
        "”": '"',
        "“": '"',
        "ʺ": '"',
        "秒": '"',
        "北": "N",
        "东": "E",
        "南": "S",
        "西": "W",
        "−": "-",
    }
)
_WORDS = re.compile(r"纬度?|经度?|LATITUDE|LONGITUDE|LAT|LON|LNG|[()\[\]:=]")


class Unreadable(ValueError):
    """No two numbers that could be a position."""


class Outside(ValueError):
    """The position is not in the district.

    Attributes:
        point: As it was read, WGS-84.
        likely: Another reading of it that would lie inside: "swapped", or the name of a datum.
    """

    def __init__(self, point: Point, likely: str = "") -> None:
        super().__init__(f"{point.lat:.6f}, {point.lon:.6f}")
        self.point, self.likely = point, likely


def inside(point: Point) -> bool:
    """Whether a WGS-84 position lies in the district or at its rim."""
    return SOUTH <= point.lat <= NORTH and WEST <= point.lon <= EAST


def read(text: str, datum: Datum) -> Point:
    """A pasted position as WGS-84.

    Takes "110.318,40.794" and "40.794, 110.318" alike (in China the longitude is the greater
    number), 40°47'38.4"N 110°19'4.8"E, full-width signs, and words such as 北纬 and 东经.

    Raises:
        Unreadable, Outside.
    """
    return convert(given(text), datum)


def convert(point: Point, datum: Datum) -> Point:
    """A position in `datum` as WGS-84.

    Raises:
        Outside: it is not in the district.
    """
    found = TO_WGS84[datum](point)
    if not inside(found):
        raise Outside(found, _likely(point, datum))
    return found


def given(text: str) -> Point:
    """The two numbers of a pasted text, in whatever datum they are.

    Raises:
        Unreadable.
    """
    plain = unicodedata.normalize("NFKC", _WORDS.sub(" ", text.translate(_PRIMES))).upper()
    plain = _WORDS.sub(" ", plain).translate(_SIGNS).replace("''", '"')
    parts = [match for match in _ONE.finditer(plain) if match["deg"]]
    rest = _ONE.sub("", plain).replace(",", "").strip()
    if len(parts) != 2 or rest:
        raise Unreadable(text)
    first, second = (_degrees(part) for part in parts)
    letters = [part["before"] or part["after"] or "" for part in parts]
    return _ordered(first, second, letters, text)


def _degrees(match: re.Match[str]) -> float:
    minutes, seconds = float(match["min"] or 0), float(match["sec"] or 0)
    if minutes >= 60 or seconds >= 60:
        raise Unreadable(match[0])
    value = float(match["deg"]) + minutes / 60 + seconds / 3600
    return -value if match["minus"] or {match["before"], match["after"]} & {"S", "W"} else value


def _ordered(first: float, second: float, letters: list[str], text: str) -> Point:
    """Which is the latitude: letters say it, else the range of the numbers."""
    kinds = ["lat" if letter in ("N", "S") else "lon" for letter in letters if letter]
    if len(kinds) == 2 and kinds[0] == kinds[1]:
        raise Unreadable(text)
    if letters[0]:
        swapped = letters[0] in ("E", "W")
    elif letters[1]:
        swapped = letters[1] in ("N", "S")
    else:
        swapped = abs(first) > abs(second)
    lat, lon = (second, first) if swapped else (first, second)
    if abs(lat) > 90 or abs(lon) > 180:
        raise Unreadable(text)
    return Point(lat, lon)


def _likely(point: Point, datum: Datum) -> str:
    """The mistake that was probably made."""
    turned = Point(point.lon, point.lat)
    if abs(turned.lat) <= 90 and inside(TO_WGS84[datum](turned)):
        return "swapped"
    others = (one for one in Datum if one is not datum and inside(TO_WGS84[one](point)))
    return next((one.value for one in others), "")
