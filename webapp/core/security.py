"""Headers that keep a page to itself: no foreign script, no inline one, no framing."""

from urllib.parse import urlsplit

from flask import Flask, Response, request

WECHAT = "https://res.wx.qq.com"  # where its script comes from
# What only a page brings in: the page's own policies hold, and on weak signal every header weighs.
PARTS_OF_PAGES = ("text/css", "text/javascript", "font/", "image/")
DRAWING = "image/svg+xml"  # opened by itself it is a page, which could run scripts
PERMISSIONS = "geolocation=(self), camera=(), microphone=(), payment=(), usb=()"


def init_app(app: Flask) -> None:
    """Put the headers on every answer that does not bring its own."""
    policy = content_policy(
        app.config["MAP_TILES"],
        app.config["MAP_TILE_LABELS"],
        app.config["MAP_TILE_SUBDOMAINS"],
        scripts=(WECHAT,) if app.config["WECHAT_APP_ID"] else (),
    )

    @app.after_request
    def _headers(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("X-Content-Type-Options", "nosniff")
        if stands_alone(response.mimetype):
            headers.setdefault("Content-Security-Policy", policy)
            headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
            headers.setdefault("Permissions-Policy", PERMISSIONS)
            headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if request.is_secure:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return response


def stands_alone(mimetype: str | None) -> bool:
    """Whether an answer can be a page of its own, or data; anything unknown can."""
    return mimetype == DRAWING or not (mimetype or "").startswith(PARTS_OF_PAGES)


def content_policy(*tile_settings: str, scripts: tuple[str, ...] = ()) -> str:
    """The Content-Security-Policy; images may also come from the tile service that is set.

    Args:
        tile_settings: Tile addresses, then the characters that {s} runs through.
        scripts: Hosts that may send scripts, besides ours.
    """
    *addresses, subdomains = tile_settings
    hosts = [host for address in addresses if address for host in _hosts(address, subdomains)]
    images = " ".join(dict.fromkeys(["'self'", "data:", *hosts]))
    programs = " ".join(["'self'", *scripts])
    return (
        f"default-src 'none'; img-src {images}; script-src {programs}; style-src 'self'; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def _hosts(address: str, subdomains: str) -> list[str]:
    each = (
        [address.replace("{s}", letter) for letter in subdomains] if "{s}" in address else [address]
    )
    parts = [urlsplit(one) for one in each]
    return [f"{part.scheme}://{part.netloc}" for part in parts if part.netloc]
