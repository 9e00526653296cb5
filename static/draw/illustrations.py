"""Writes the illustrations into `webapp/templates/drawings/`: run this file to draw them anew."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import hand
import scenes_events
import scenes_kinds
import scenes_places
import scenes_small

FOLDER = Path(__file__).parents[2] / "webapp" / "templates" / "drawings"
Scene = tuple[str, int, int, Callable[[], str]]

KINDS = (
    "monastery", "scenic", "village", "museum", "heritage", "ski", "hot_spring", "park", "nature",
    "hotel",
    "homestay", "food", "shop", "service", "town",
)  # fmt: skip
EVENTS = ("sport", "temple", "folk", "winter", "culture", "forum", "promotion", "series")

SCENES: list[Scene] = [
    ("hero", 720, 300, scenes_places.hero),
    ("wudangzhao", 320, 200, scenes_places.wudangzhao),
    ("baotou-ancient-city", 320, 200, scenes_places.baotou_ancient_city),
    ("qingshan-village", 320, 200, scenes_places.qingshan_village),
    ("zhao-great-wall", 320, 200, scenes_places.zhao_great_wall),
    ("huawu-renjian", 320, 200, scenes_places.huawu_renjian),
    ("gangfangdi-village", 320, 200, scenes_places.gangfangdi_village),
    *((f"kind-{name}", 320, 200, getattr(scenes_kinds, name)) for name in KINDS),
    *((f"event-{name}", 320, 200, getattr(scenes_events, name)) for name in EVENTS),
    *(
        (f"season-{name}", 240, 160, partial(scenes_small.season, name))
        for name in scenes_small.SEASONS
    ),
    ("empty-calendar", 160, 100, scenes_small.empty_calendar),
    ("not-found", 160, 100, scenes_small.not_found),
    ("no-signal", 160, 100, scenes_small.no_signal),
]


def drawing(width: int, height: int, content: str) -> str:
    """One illustration as inline SVG without styles or ids, for pages under a strict policy."""
    return (
        f'<svg class="drawing" viewBox="0 0 {width} {height}" aria-hidden="true" focusable="false" '
        f'preserveAspectRatio="xMidYMid slice">{content}</svg>\n'
    )


if __name__ == "__main__":
    for name, width, height, draw in SCENES:
        # Most are seen at half their size, the seasons at less: the rest weighs without showing.
        hand.fineness = 1 if name.startswith("season") else 0.5
        (FOLDER / f"{name}.svg").write_text(drawing(width, height, draw()), encoding="utf-8")
