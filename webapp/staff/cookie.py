"""The one cookie of the service: set for staff alone, and only on the desk's pages."""

from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface

from webapp.core import languages


class Cookie(SecureCookieSessionInterface):
    """Sent over https alone as soon as the service is reached over https."""

    def get_cookie_secure(self, app: Flask) -> bool:
        """Whether browsers may send it over https only."""
        return request.is_secure or str(app.config["PUBLIC_URL"]).startswith("https:")

    def get_cookie_path(self, app: Flask) -> str:
        """Below which path it is sent: that of the service on its host, for every language."""
        return languages.root() or "/"


def init_app(app: Flask) -> None:
    """Name it, and keep it from scripts and from other sites' forms."""
    app.config.update(
        SESSION_COOKIE_NAME="bureau", SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax"
    )
    app.session_interface = Cookie()
