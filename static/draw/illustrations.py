"""Writes every illustration into `webapp/templates/drawings/`: run this file to draw them all anew."""

from collections.abc import Callable
from pathlib import Path

import scenes_places

FOLDER = Path(__file__).parents[2] / "webapp" / "templates" / "drawings"
Scene = tuple[str, int, int, Callable[[], str]]

SCENES: list[Scene] = [
    ("hero", 720, 300, scenes_places.hero),
    ("wudangzhao", 320, 200, scenes_places.wudangzhao),
    ("baotou-ancient-city", 320, 200, scenes_places.baotou_ancient_city),
    ("qingshan-village", 320, 200, scenes_places.qingshan_village),
    ("zhao-great-wall", 320, 200, scenes_places.zhao_great_wall),
    ("huawu-renjian", 320, 200, scenes_places.huawu_renjian),
    ("gangfangdi-village", 320, 200, scenes_places.gangfangdi_village),
]


def drawing(width: int, height: int, content: str) -> str:
    """One illustration as inline SVG without styles or ids, for pages under a strict policy."""
    return (
        f'<svg class="drawing" viewBox="0 0 {width} {height}" aria-hidden="true" focusable="false" '
        f'preserveAspectRatio="xMidYMid slice">{content}</svg>\n'
    )


if __name__ == "__main__":
    for name, width, height, draw in SCENES:
        (FOLDER / f"{name}.svg").write_text(drawing(width, height, draw()), encoding="utf-8")
