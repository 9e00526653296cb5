"""What is made sure of a file before any library builds something of it.

The file is run once through expat, which builds nothing: a document type declaration, and with it
every entity (billion laughs, external files), ends it at once. That is what defusedxml does too; it
has had no release since 2021 and would not see what is checked here besides.
"""

import re
from xml.parsers import expat

from webapp.race.courses.refusals import Dangerous, NotGpx, NotXml, WrongEncoding

DEEPEST = 40  # elements within each other; GPX has six, extensions a few more
MOST_NAMESPACES = 60  # gpxpy's way of finding them takes the square of their number
_DECLARED = re.compile(r"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,30})[\"']")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_KNOWN = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "utf-16": "utf-16",
    "iso-8859-1": "latin-1",
    "windows-1252": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
}


def text_of(content: bytes) -> str:
    """The text of an XML file without its declaration, by its byte order mark or what it declares.

    Raises:
        WrongEncoding.
    """
    named = next((name for mark, name in _MARKS.items() if content.startswith(mark)), None)
    if named is None:
        declared = _DECLARED.search(content[:300].decode("latin-1"))
        named = _KNOWN.get(declared[1].lower() if declared else "utf-8")
    if named is None:
        raise WrongEncoding
    try:
        text = content.decode(named)
    except UnicodeDecodeError as error:
        raise WrongEncoding from error
    return _DECLARATION.sub("", text, count=1)


class _Watch:
    """What is noticed while expat reads."""

    def __init__(self) -> None:
        self.root, self.depth = "", 0

    def begins(self, name: str, _attributes: dict[str, str]) -> None:
        """An element begins."""
        if not self.depth:
            self.root = name
            if name.rpartition(":")[2] != "gpx":
                raise NotGpx(name[:40])
        self.depth += 1
        if self.depth > DEEPEST:
            raise NotGpx

    def ends(self, _name: str) -> None:
        """An element ends."""
        self.depth -= 1

    def declares(self, *_what: str | bool | None) -> None:
        """A document type is declared."""
        raise Dangerous


def checked(text: str) -> str:
    """The same text when it is harmless XML whose root is <gpx>; without a prefix before "gpx".

    Raises:
        Dangerous, NotXml, NotGpx.
    """
    if text.count("xmlns") > MOST_NAMESPACES:
        raise NotGpx
    parser, watch = expat.ParserCreate(), _Watch()
    parser.StartElementHandler, parser.EndElementHandler = watch.begins, watch.ends
    parser.StartDoctypeDeclHandler = watch.declares
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        raise NotXml(error.lineno) from error
    prefix, _colon, _root = watch.root.rpartition(":")
    if not prefix:
        return text
    # gpxpy knows elements by their bare names.
    return text.replace(f"<{prefix}:", "<").replace(f"</{prefix}:", "</")
