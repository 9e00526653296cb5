"""Writes the pictures of kinds and the signs when it is run.

A kind is a small picture in the sprite `static/src/images/kinds.svg`: `currentColor` is the ink,
its fills are the page's `--d-…` properties with the day's colour to fall back on (windows:
`--k-window`, lit by night). A sign has one colour, and so little that it stands in the page
itself: a file each in `webapp/templates/drawings/signs/`. The shapes are drawn by hand, a little
out of true.
"""

from pathlib import Path

HERE = Path(__file__).parent
SPRITE = HERE.parent / "src" / "images" / "kinds.svg"
SIGNS_FOLDER = HERE.parents[1] / "webapp" / "templates" / "drawings" / "signs"

COLOURS = {
    "white": "#fbf8f0", "ochre": "#9e3b2c", "gold": "#c9973f", "khata": "#3e6c8f",
    "pine": "#2f5d50",
    "pine-2": "#4f7766", "leaf": "#86a08f", "earth-1": "#e0c9a2", "earth-3": "#b99b74",
    "slate": "#6b645b",
    "water": "#7fa0b8", "snow": "#fffdf7",
}  # fmt: skip

# By night the ink is pale, so that what is pale by day has a darker `--k-…` of its own.
PALE = {"white", "snow", "earth-1"}

# Each picture is a list of "colour: outline"; "ink" fills with the ink alone, "line" only strokes.
KINDS = {
    "monastery": (
        "white: M5.2 28 6.6 11.5h18.7L26.8 28z", "ochre: M5.5 8h21.2l-.2 4.6H5.6z",
        "gold: M13.8 8l.9-2.6h2.7l.9 2.6z", "line: M16 5.4V3.2",
        "ink: M9.3 16h2.6l.3 3.6H9zM20 16h2.6l.4 3.6h-3.2zM14.7 15.5h2.6l.3"
        " 3.2h-3.2z",
        "ochre: M13.6 28v-6.3l4.8-.1.1 6.4z",
    ),
    "scenic": (
        "gold: M24.5 11.8a3.3 3.3 0 1 1 .1-6.6 3.3 3.3 0 0 1-.1 6.6z",
        "leaf: M13 27 21.8 13.4 30 27z", "pine: M2 27 11.6 8.6 21.5 27z",
        "white: M11.6 8.6 8.4 14.8l2.5-1.1 1.6 1.7 2.3-1z",
    ),
    "village": (
        "leaf: M25.4 6c3 3.8 3 11 .1 14.8-3.3-3.8-3.2-11-.1-14.8z",
        "line: M25.4 13V27.5",
        "earth-1: M4.5 16.5h16.7v11H4.4z", "slate: M2.5 17 6 9.8h13.6l3.7 7z",
        "ink: M7 19.8h3.3v3.3H7z", "ochre: M13.6 27.5v-7.6h4.3v7.5z",
    ),
    "museum": (
        "white: M6 11.5h20v13H6z", "slate: M3.4 7.2 28.6 7l.1 4.6H3.5z",
        "earth-1: M3.6 24.5h24.9v3.2H3.5z",
        "ochre: M13.3 12h5.5v12.5h-5.6z", "line: M9.3 12v12.3M22.9 12v12.3",
        "gold: M14.6 15.5h2.8l-.3 4.4h-2.2z",
    ),
    "heritage": (
        "earth-1: M20.5 20.3h8v7.4h-8z", "slate: M19.3 20.6l2-4h6.4l2 4z",
        "thick: M7 28l3-16.5h4.2L17 28M8.2 21.3h7.6M9.6 14.5l6.4 6.6M14 12.2"
        " 22 27.8",
        "white: M12 12.2a4.2 4.2 0 1 1 .1-8.4 4.2 4.2 0 0 1-.1 8.4z",
        "line: M12 4v8M7.9 8h8.3",
    ),
    "ski": (
        "snow: M2 14.5q12 2.5 28 14H2z", "line: M9.5 17.5l9 8.3q2 1.6 3.8.6M14.7"
        " 14.2l-5.4 5.6",
        "ochre: M14.4 11.3l3.9 2.4-1.6 4.5 2.6 4.5-2 1.3-3.6-5.2z",
        "khata: M18.3 11.3a2.7 2.7 0 1 1 .1-5.4 2.7 2.7 0 0 1-.1 5.4z",
    ),
    "hot_spring": (
        "water: M3.5 22.5q.6-4.6 12.6-4.7t12.4 4.5q-.3 5.5-12.6 5.4T3.5"
        " 22.5z",
        "earth-3: M2.8 26.6q.5-4.3 4-4t3.4 4.6zM22.5 27.3q.2-4.2 3.6-4.2t3.4"
        " 4z",
        "line: M10.8 15c-2.6-2.4 2.4-3.6 0-6.4M16.2 14.5c-3-3 2.8-5.4 0-9.4"
        "M21.5 15c-2.6-2.4 2.4-3.6 0-6.4",
    ),
    "park": (
        "line: M12 16v12M3 28h26M21 23.8v4.1M27.7 23.8V28",
        "leaf: M5.5 17.8q-3.3-3.8.8-6.6 0-5.6 5.7-5.7 5.2-.3 6 4.7 4.4 2.7"
        " 1.2 7.2-6.5 3.4-13.7.4z",
        "ochre: M19.5 20.4h9.6v3.4h-9.6z",
    ),
    "nature": (
        "leaf: M2 28 12.5 10 22 28z", "pine-2: M12.5 28 21 14.5 30 28z",
        "water: M15.6 17q-3.2 2.8-.2 5.2T12 28h6.3q2.2-3-.6-5.4t-2.1-5.6z",
        "earth-3: M9.3 10.5l1.3-3.3 1.8-1.5 1.9 1.7 1.2 3.2z",
        "line: M12.5 5.6V2.5l3.2 1.2-3.1 1.1",
    ),
    "hotel": (
        "white: M7 6.5h17.8V28H6.9z", "slate: M5.6 4.2h20.6v2.9H5.7z",
        "ink: M10 10h2.6v3H10zM14.7 10h2.6v3h-2.6zM19.4 10H22v3h-2.6zM10 16h2.6v3H10"
        "zM14.7 16h2.6v3h-2.6zM19.4 16H22v3h-2.6z",
        "ochre: M11.5 22.3h9V28h-9z", "gold: M10 21.5h12.2v1.9H10z",
    ),
    "homestay": (
        "earth-1: M3.5 17h25v10.8h-25z", "white: M9.5 13h13v14.8h-13z",
        "slate: M6.5 13.6q3.3-.9 4.3-5.6h10.5q1 4.8 4.3 5.6z",
        "ochre: M12.8 27.8V18h6.5v9.8z", "line: M16 18v9.7M26 17v1.8",
        "gold: M24 19.2q2-1 4 0v4q-2 1-4 0z",
    ),
    "food": (
        "white: M4 16.3h24q-.4 8-7 10.6h-10Q4.4 24.3 4 16.3z",
        "ochre: M4.2 16.4h23.6l-.6 3.5H4.7z",
        "earth-3: M8 16.2q1.5-4 5-2.8 1.8-2.7 5-.6 3.7-1.7 5.8 3.4z",
        "line: M11.5 9.8c-2-1.9 2-2.9 0-5.2M16.3 9.5c-2.2-2.2 2.2-3.6 0-6M21"
        " 9.8c-2-1.9 2-2.9 0-5.2M11 27.6h10",
    ),
    "shop": (
        "white: M5.5 14h21v13.8h-21z", "ochre: M3.5 13.8 6 6.5h4.4l-.8 7.3q-3"
        " 2.6-6.1 0zM15.9 13.8V6.5h5l1.2 7.3q-3.1 2.6-6.2 0z",
        "gold: M9.6 13.8l.8-7.3h5.5v7.3q-3.2 2.6-6.3 0zM22.1 13.8l-1.2-7.3"
        "h5l2.7 7.3q-3.4 2.6-6.5 0z",
        "earth-3: M8.5 18.5h7v5.4h-7z", "pine-2: M18.5 27.8v-9.3h5v9.3z",
    ),
    "service": (
        "thick: M10 22v6M22 22v6", "khata: M5.5 5h21.2v17.3H5.4z",
        "white: M16 10.7a1.5 1.5 0 1 1 .1-3 1.5 1.5 0 0 1-.1 3zM14 12.6h3.6v5h1.3"
        "v1.7h-5.2v-1.7H15v-3.3h-1z",
    ),
    "town": (
        "white: M3.5 13.5h8.2V28H3.5z", "earth-1: M11.5 6.5h9V28h-9z",
        "white: M20.5 16h8v12h-8z",
        "slate: M2.6 11.7h9.3v2.2H2.6zM10.7 4.4h10.6v2.4H10.7zM20 14h9.4"
        "v2.2H20z",
        "ink: M5.5 16.5h1.5v2.5H5.5zM8.4 16.5h1.5V19H8.4zM5.5 21.5h1.5V24"
        "H5.5zM8.4 21.5h1.5V24H8.4zM13.7 9.5h1.6v2.8h-1.6zM16.8 9.5h1.6"
        "v2.8h-1.6zM13.7 15h1.6v2.8h-1.6zM16.8 15h1.6v2.8h-1.6zM13.7 20.5"
        "h1.6v2.8h-1.6zM16.8 20.5h1.6v2.8h-1.6zM22.7 19h1.5v2.5h-1.5z"
        "M25.4 19h1.5v2.5h-1.5z",
    ),
}  # fmt: skip

EVENTS = {
    "sport": (
        "line: M8 27a5 5 0 1 1 .1-10 5 5 0 0 1-.1 10zM24.2 27a5 5 0 1 1 .1-10 5 5 0 0 1-.1 10zM8"
        " 22l4.3-8h8.5l-6 8zM24.2 22 19.8 11.5l2.7-1.3M10.8 11.3h3.3M12.3 14"
        "l-.8-2.7",
        "ochre: M12.5 22q.2-7 8.3-8l-6 8z",
    ),
    "temple": (
        "gold: M16 22.5a8.7 8.7 0 1 1 .1-17.4 8.7 8.7 0 0 1-.1 17.4z",
        "line: M16 5v17.4M7.3 13.8h17.5M9.9 7.7l12.2 12.3M22.2 7.8 9.8 19.9",
        "ochre: M16 16.8a3 3 0 1 1 .1-6 3 3 0 0 1-.1 6zM8.5 28q.8-4.2 7.5-4.3t7.6"
        " 4.3z",
    ),
    "folk": (
        "line: M16 2.5v4M16 24v5.5M13 24.5v3.5M19 24.5v3.5",
        "gold: M9.5 9.4q-4.5 6 0 11.8h13q4.5-6 0-11.8z",
        "line: M13.2 9.3q-2.2 6 0 12M18.8 9.3q2.2 6 0 12",
        "ochre: M9.8 6.5h12.4v2.9H9.7zM9.8 21.2h12.4v2.9H9.7z",
    ),
    "winter": (
        "khata: M16 29a13 13 0 1 1 .1-26A13 13 0 0 1 16 29z",
        "snowline: M16 6.5v19M7.8 11.3l16.4 9.5M24.2 11.3 7.8 20.8M13.5 8.3"
        "l2.5 2 2.5-2M13.5 23.7l2.5-2 2.5 2M8 15l3-1.5-.4-3.3M24 15"
        "l-3-1.5.4-3.3M8 17l3 1.5-.4 3.3M24 17l-3 1.5.4 3.3",
    ),
    "culture": (
        "earth-1: M8.5 18h11.2l3.3 9.5q-8.8 2.2-17.6 0z",
        "line: M14.2 18V7.5M12.7 27V8M15.6 27.3V8M25.5 6.5q4 9-1.5 18",
        "ochre: M12.3 8.3q-.3-5 3.9-5.8l4.3 2.6-1.3 1.8-3.2-.3-.4 1.8z",
        "gold: M11 22.5h6.4v1.7H11z",
    ),
    "forum": (
        "white: M3.5 6h17v11.5H11L6.5 21.8v-4.3h-3z",
        "khata: M14.5 12.5h14v10.7H26v4.2l-4.6-4.2h-6.9z",
        "line: M7 9.8h9.6M7 13.3h4.5",
    ),
    "promotion": (
        "ochre: M11.5 11.5 24 5.5v18.6l-12.5-5.6z", "white: M4.5 11.5h7v7h-7z",
        "gold: M7 18.5h4l1.7 8.5H8.8z", "line: M27.3 12.3v5.3M29.7 10.3v9.4",
    ),
    "series": (
        "line: M3 7q13 7.5 26 0M5 28V6M27.2 28V6",
        "ochre: M6.5 8.6l5 1.9-3 5.6z", "gold: M13.4 11l5.3-.1-2.7 6.2z",
        "khata: M20.6 10.4l5-2-2 7.5z",
        "white: M8.5 19.5h15.2v2.3a1.7 1.7 0 0 0 0 3.4v2.6H8.4v-2.6a1.7"
        " 1.7 0 0 0 0-3.4z", "line: M19 20v1.5M19 23v1.5M19 26v1.3",
    ),
}  # fmt: skip

SIGNS = {
    "places": "M4.2 20.2V10.6h15.7l.1 9.5zM3.3 10.5l.2-3.4h17v3.4M10.3 7l.7-2.8h2l.7 2.7M10 20v-4.9"
    "l4-.1V20M7.2 13.6v1.6M16.9 13.5v1.7",
    "race": "M6 13.2a3.7 3.7 0 1 1-.1 0zM18 13.2a3.7 3.7 0 1 1-.1 0zM6 16.9l3.5-6.6h6L18 16.9M9.5"
    " 10.3l3 6.6H6M12.5 16.9l3-6.6-.9-2.9h2.6M8.2 7.7h2.9",
    "map": "M3.5 6.5 9 4.2l6.1 2.3 5.5-2.2v13.4L15 19.9l-6-2.3-5.5 2.2zM9"
    " 4.3v13.2M15.1 6.6v13.2",
    "list": "M9 6h11.5M9 12h11.4M9 18h11.5M4.4 6h.1M4.4 12h.1M4.4 18h.1",
    "calendar": "M4 6.2h16.2V20H3.9zM4 10.3h16M8.2 3.5v4.3M15.9 3.5v4.3M8 14"
    "h.1M12 14h.1M16 14h.1M8 17h.1M12 17h.1",
    "clock": "M12 3.6a8.4 8.4 0 1 1-.2 0zM12 7.4V12l3.4 2.3",
    "ticket": "M3.5 7h17v3.2a2 2 0 0 0 0 3.7V17h-17v-3.2a2 2 0 0 0 0-3.7zM14.5 7.3"
    "v1.5M14.5 11.3v1.5M14.5 15.2v1.5",
    "season": "M6 19.5Q3.5 8 19.5 4.2q1.5 14-9.5 14.3-2.3 0-3-.7M5 20.5Q8 13.5"
    " 14.5 9.5",
    "route": "M6.2 20.2q-6-6.5 0-8.6 6 2.1 0 8.6zM17.8 10q-5.5-5.8 0-7.2 5.5"
    " 1.4 0 7.2zM9 20h7.5q4 0 4-3t-4-3.1h-2.6",
    "phone": "M6 3.8l3.3.1 1.6 4.2-2 1.9q1.6 3.6 5.1 5.2l2-2.1 4.1 1.7"
    "v3.3q-.5 2.2-3 2.1Q4.4 18.7 3.8 6.3 3.9 4.2 6 3.8z",
    "locate": "M12 6.3a5.7 5.7 0 1 1-.2 0zM12 2.8v3.3M12 18v3.3M2.8 12H6M18 12h3.2"
    "M12 12h.1",
    "search": "M10.5 4a6.5 6.5 0 1 1-.2 0zM15.3 15.4l5.1 5",
    "language": "M12 3.6a8.4 8.4 0 1 1-.2 0zM3.7 12h16.5M12 3.7q-7.6 8.3 0 16.6"
    " 7.6-8.3 0-16.6",
    "qr": "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5M20 14v.1M14 20h.1M17.5 17.5"
    "V20H20v-2.5M7 7h.1M17 7h.1M7 17h.1",
    "print": "M7.5 9V3.8h9V9M7.5 16.8H4V9h16v7.7h-3.5M7.5 13.8h9v6.4h-9z",
    "link": "M10 14.2 14.3 9.8M8.2 11.3 5.3 14.2q-2 2.7.3 4.6 2.2 1.6"
    " 4.3-.1l2.7-2.8M15.9 12.7l2.9-3q1.9-2.6-.3-4.5-2.3-1.7-4.3.2l-2.8"
    " 2.7",
    "cancelled": "M12 3.6a8.4 8.4 0 1 1-.2 0zM8.7 8.8l6.6 6.5M15.3 8.7l-6.6"
    " 6.6",
    "expected": "M6.5 3.8h11M6.5 20.2h11M8 4q-.2 4.6 4 8-4.2 3.5-4 8M16 4q.2 4.6-4"
    " 8 4.2 3.5 4 8M10.3 17.2h3.5",
    "tba": "M9 9.3q.2-3.3 3.2-3.3 3 .1 3 2.9 0 1.7-1.8 2.8-1.4.9-1.4 2.7M12"
    " 18h.1",
    "confirmed": "M12 3.6a8.4 8.4 0 1 1-.2 0zM8 12.3l2.9 2.9 5.3-6",
    "postponed": "M4 6.2h16.2V20H3.9zM4 10.3h16M8.2 3.5v4.3M15.9 3.5v4.3M8.3"
    " 15.1h7M13 12.7l2.5 2.4-2.4 2.5",
    "moved": "M9 20.3q-8.5-8.8 0-11.8 8.5 3 0 11.8zM9 12.5h.1M13.5 4.8h6.8"
    "M17.6 2.5l2.8 2.3-2.7 2.5",
    "approximate": "M12 8.8a3.2 3.2 0 1 1-.1 0zM12 3.6q2.7-.1 5 1.6M20 9.2q1 2.8.1"
    " 5.5M17.3 18.5q-2.3 1.9-5.2 1.9M6.9 18.6Q4.7 17 4 14.6M4 9.3q.8-2.6"
    " 2.9-4.1",
    "closed": "M12 3.6a8.4 8.4 0 1 1-.2 0zM7.8 11.4l8.4-.1M7.8 12.8l8.4-.1",
    "crowd": "M8.3 11.3a2.9 2.9 0 1 1 .1 0zM3 19.5q.2-5.3 5.3-5.4 5.2.1 5.3"
    " 5.4M16 11a2.5 2.5 0 1 0-1-4.7M16.3 14q4.5.2 4.7 5.3",
}  # fmt: skip

INK = 'stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"'


def shape(line: str) -> str:
    """One outline of a picture with its fill."""
    colour, outline = line.split(": ", 1)
    if colour == "ink":
        return f'<path d="{outline}" fill="var(--k-window,currentColor)" stroke="none"/>'
    if colour == "line":
        return f'<path d="{outline}" fill="none"/>'
    if colour == "thick":
        return f'<path d="{outline}" fill="none" stroke-width="1.7"/>'
    if colour == "snowline":
        return f'<path d="{outline}" fill="none" stroke="{COLOURS["snow"]}"/>'
    family = "k" if colour in PALE else "d"
    return f'<path d="{outline}" fill="var(--{family}-{colour},{COLOURS[colour]})"/>'


def picture(name: str, lines: tuple[str, ...]) -> str:
    """The symbol of a kind, 32 × 32."""
    shapes = "".join(shape(line) for line in lines)
    return f'<symbol id="{name}" viewBox="0 0 32 32" {INK} stroke-width="1.2">{shapes}</symbol>\n'


def sprite() -> str:
    """All kinds of places and events."""
    pictures = [picture(f"kind-{name}", lines) for name, lines in KINDS.items()]
    pictures += [picture(f"event-{name}", lines) for name, lines in EVENTS.items()]
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{"".join(pictures)}</svg>\n'


if __name__ == "__main__":
    SPRITE.write_text(sprite(), encoding="utf-8")
    for name, outline in SIGNS.items():
        (SIGNS_FOLDER / f"{name}.svg").write_text(f'<path d="{outline}"/>\n', encoding="utf-8")
