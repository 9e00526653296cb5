"""What the holidays are called: one name each, in both languages."""

import re

from webapp.core.translated import Translated

ENGLISH = {
    "元旦": "New Year’s Day",
    "春节": "Spring Festival",
    "清明节": "Qingming Festival",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival",
    "国庆节": "National Day",
}
ALSO_CALLED = {
    "元旦节": "元旦",
    "清明": "清明节",
    "劳动": "劳动节",
    "五一": "劳动节",
    "五一劳动节": "劳动节",
    "国际劳动节": "劳动节",
    "端午": "端午节",
    "中秋": "中秋节",
    "国庆": "国庆节",
    "国庆中秋": "国庆节、中秋节",
    "中秋国庆": "中秋节、国庆节",
}
LONGEST = 20  # characters


def parts(name: str) -> list[str]:
    """The holidays that a name joins, each by its usual name: 国庆、中秋节 is two."""
    written = ALSO_CALLED.get(name.strip(), name.strip())
    return [ALSO_CALLED.get(part, part) for part in re.split("[、和]", written) if part]


def usual(name: str) -> str:
    """The name as it is stored, whichever way it was written."""
    return "、".join(parts(name))


def known(name: str) -> bool:
    """Whether it is made of statutory holidays only."""
    return bool(name) and all(part in ENGLISH for part in parts(name))


def fit(name: str) -> bool:
    """Whether a text can be the name of a holiday."""
    return len(name) <= LONGEST and name.isprintable()


def translated(name: str) -> Translated:
    """A stored name in both languages; English stays empty for one that is not known."""
    english = " · ".join(ENGLISH[part] for part in parts(name)) if known(name) else ""
    return Translated(zh=name, en=english)
