"""Every setting: its name, environment variable (the same name), default and meaning."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent


class BadSetting(Exception):
    """An environment variable holds something that its setting cannot mean."""


def _switch(text: str) -> bool:
    if text.lower() not in {"", "0", "1", "no", "yes", "false", "true"}:
        raise ValueError(text)
    return text.lower() in {"1", "yes", "true"}


def _count(text: str) -> int:
    if not 1 <= int(text) <= 4000:
        raise ValueError(text)
    return int(text)


def _steps(text: str) -> tuple[int, ...]:
    steps = tuple(int(step) for step in text.split(","))
    if len(steps) != 4 or list(steps) != sorted(set(steps)) or steps[0] < 1:
        raise ValueError(text)
    return steps


PROOF = re.compile(r"(MP_verify_[A-Za-z0-9]{1,64}\.txt)=([A-Za-z0-9]{1,64})")


def _proofs(text: str) -> dict[str, str]:
    """Files of WeChat's proof: name=content, several with commas or blanks between them."""
    found = [PROOF.fullmatch(one) for one in re.split(r"[,\s]+", text)]
    if not all(found):
        raise ValueError(text)
    return {one[1]: one[2] for one in found if one}


def _server(text: str) -> str:
    if not re.fullmatch(r"https?://[^/\s]+", text.rstrip("/")):
        raise ValueError(text)
    return text.rstrip("/")


@dataclass(frozen=True)
class Setting:
    """One setting, read from the environment variable of the same name."""

    name: str
    default: Any
    meaning: str
    read: Callable[[str], Any] = str


SETTINGS = (
    Setting(
        "DATA_DIR",
        ROOT / "instance",
        "Folder of the database, the secret key, media",
        Path,
    ),
    Setting("DATABASE_URL", "", "SQLAlchemy address; empty: SQLite in DATA_DIR"),
    Setting("HOST", "127.0.0.1", "Address the server listens on"),
    Setting("PORT", 8000, "Port the server listens on; 0 takes a free one", int),
    Setting("WEB_WORKERS", 2, "Server processes", int),
    Setting("PUBLIC_URL", "", "Address people know (https://…); empty: that of the request"),
    Setting("TRUSTED_PROXIES", 0, "How many proxies in front set X-Forwarded-* headers", int),
    Setting("COUNTS_LATE_DAYS", 60, "How many days late a gate's counts may arrive", _count),
    Setting("CROWD_STEPS", (60, 80, 90, 100), "Per cent at which a place gets fuller", _steps),
    Setting("CROWD_STALE_MINUTES", 15, "Counts older than this say nothing of the crowd", _count),
    Setting("DEMO", False, "Mark every page as demonstration data", _switch),
    Setting(
        "MAP_TILES",
        "",
        "Tile address with {z} {x} {y}; empty: the drawn sketch map only",
    ),
    Setting("MAP_TILE_LABELS", "", "Second tile layer with the names, drawn above MAP_TILES"),
    Setting("MAP_TILE_KEY", "", "Key of the tile service, put where an address says {key}"),
    Setting(
        "MAP_TILE_SUBDOMAINS",
        "01234567",
        "Characters that {s} in a tile address runs through",
    ),
    Setting("MAP_TILE_CREDIT", "", "Whose tiles they are, as the service asks to be named"),
    Setting("MAP_APPROVAL", "", "审图号 of the tiles, shown lower left on the map"),
    Setting("SITE_OWNER", "", "主办单位 in the footer"),
    Setting("SITE_OPERATOR", "", "承办单位 in the footer"),
    Setting("SITE_PHONE", "", "联系电话 in the footer"),
    Setting("SITE_CODE", "", "网站标识码, ten digits"),
    Setting("SITE_ICP", "", "ICP备案号"),
    Setting("SITE_POLICE", "", "公安备案号, as 蒙公网安备…号"),
    Setting("SITE_DATA_LICENCE", "", "Name of the open data's licence; empty: none is stated"),
    Setting("SITE_DATA_LICENCE_URL", "", "Address where that licence can be read"),
    Setting("SITE_CONAC", "", "Address of the 党政机关网站标识 page"),
    Setting("WECHAT_APP_ID", "", "公众号 AppID; empty: pages load nothing of WeChat's"),
    Setting("WECHAT_APP_SECRET", "", "Its AppSecret"),
    Setting("WECHAT_API", "https://api.weixin.qq.com", "Server of WeChat's interface", _server),
    Setting("WECHAT_VERIFY", {}, "MP_verify_….txt=content, several with commas", _proofs),
)


def from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """The value of every setting.

    Raises:
        BadSetting: a value cannot be read; the message names the variable.
    """
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        text = environ.get(setting.name, "").strip()
        try:
            values[setting.name] = setting.read(text) if text else setting.default
        except ValueError as error:
            raise BadSetting(f"{setting.name}={text!r}: {setting.meaning}") from error
    return values


# How the service runs, which no page shows.
RUNNING = {
    "COUNTS_LATE_DAYS",
    "DATA_DIR",
    "DATABASE_URL",
    "HOST",
    "PORT",
    "TRUSTED_PROXIES",
    "WEB_WORKERS",
    "WECHAT_API",
    "WECHAT_APP_SECRET",
    "WECHAT_VERIFY",
}


def shown(config: Mapping[str, Any]) -> str:
    """The settings that pages show, as one text: with another one, every page is another."""
    return repr([config[one.name] for one in SETTINGS if one.name not in RUNNING])
