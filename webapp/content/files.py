"""Reading the content files: all of them are right, or none is used."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from webapp.content.format import ContentFile

FOLDER = Path(__file__).parent


class BrokenContent(Exception):
    """A content file cannot be used.

    Attributes:
        file, key, reason: Where it is broken, and why, for the person who mends it.
    """

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"{file}: {key}: {reason}" if key else f"{file}: {reason}")
        self.file, self.key, self.reason = file, key, reason


@dataclass(frozen=True)
class Content:
    """Everything the files say, in file order."""

    files: dict[str, ContentFile]

    def items(self, kind: str) -> Iterator[Any]:
        """All items of a kind (`place`, `event`, …), or the single tables of that name."""
        for file in self.files.values():
            found = getattr(file, kind)
            if isinstance(found, tuple):
                yield from found
            elif found is not None:
                yield found


def read(folder: Path = FOLDER) -> Content:
    """Read and check every .toml file under `folder`.

    Raises:
        BrokenContent: the first file that is not right.
    """
    paths = sorted(folder.rglob("*.toml"))
    content = Content({str(path.relative_to(folder)): _read_file(path, folder) for path in paths})
    for name, file in content.files.items():
        _check_references(name, file, content)
    _check_unique(content)
    _check_nesting(content)
    return content


def _read_file(path: Path, folder: Path) -> ContentFile:
    name = str(path.relative_to(folder))
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BrokenContent(name, "", str(error)) from error
    try:
        return msgspec.convert(raw, ContentFile)
    except msgspec.ValidationError as error:
        reason, _, path_ = str(error).partition(" - at `$.")
        raise BrokenContent(name, _name_key(path_.rstrip("`"), raw), reason) from error


def _name_key(path: str, raw: dict[str, Any]) -> str:
    """`place[3].name` with the slug or key of the item it means: `place[3] (wudangzhao).name`."""
    match = re.match(r"(\w+)\[(\d+)\](.*)", path)
    if not match:
        return path
    table, index, rest = match[1], int(match[2]), match[3]
    item = raw[table][index]
    label = (
        next((str(item[k]) for k in ("slug", "key", "year") if k in item), "")
        if isinstance(item, dict)
        else ""
    )
    return f"{table}[{index}] ({label}){rest}" if label else path


def _check_references(name: str, file: ContentFile, content: Content) -> None:
    """Every source key, parent, place and event named must exist."""
    sources = {source.key for source in content.items("source")}
    places = {place.slug for place in content.items("place")}
    events = {event.slug for event in content.items("event")}
    for key, used in _source_keys(file):
        _all_known(name, key, used, sources, "source")
    for place in file.place:
        _all_known(name, f"place ({place.slug}).parent", [place.parent], places, "place")
    for event in file.event:
        _all_known(name, f"event ({event.slug}).place", [event.place], places, "place")
    for season in file.season:
        _all_known(name, f"season ({season.key}).places", season.places, places, "place")
        _all_known(name, f"season ({season.key}).events", season.events, events, "event")


def _all_known(file: str, key: str, used: Iterable[str | None], known: set[str], what: str) -> None:
    for one in used:
        if one is not None and one not in known:
            raise BrokenContent(file, key, f"no {what} is called {one!r}")


def _source_keys(value: Any, path: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each `sources` found anywhere inside `value`, with the path to it."""
    if isinstance(value, tuple):
        for index, part in enumerate(value):
            label = next(
                (getattr(part, k) for k in ("slug", "key", "year") if hasattr(part, k)),
                index,
            )
            yield from _source_keys(part, f"{path} ({label})")
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            part = getattr(value, field)
            if field == "sources":
                yield f"{path}.sources".lstrip(". "), part
            else:
                yield from _source_keys(part, f"{path}.{field}" if path else field)


def _check_unique(content: Content) -> None:
    for kind, *keys in (
        ("place", "slug"),
        ("event", "slug"),
        ("source", "key"),
        ("fact", "key"),
        ("season", "key"),
        ("edition", "year"),
        ("goal", "year", "metric"),
    ):
        seen: dict[Any, str] = {}
        for name, file in content.files.items():
            for item in getattr(file, kind):
                value = " ".join(str(msgspec.to_builtins(getattr(item, key))) for key in keys)
                if value in seen:
                    raise BrokenContent(name, f"{kind} ({value})", f"already in {seen[value]}")
                seen[value] = name


def _check_nesting(content: Content) -> None:
    """No place is, in the end, a part of itself."""
    parents = {place.slug: place.parent for place in content.items("place")}
    for name, file in content.files.items():
        for place in file.place:
            above, seen = place.parent, {place.slug}
            while above is not None:
                if above in seen:
                    raise BrokenContent(name, f"place ({place.slug}).parent", "is a part of itself")
                seen.add(above)
                above = parents[above]
