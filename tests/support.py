"""The page test, and what every page it asks for must keep."""

import re
from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import flask
import flask_testing
import html5lib
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask_wtf.csrf import generate_csrf
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests import databases, forms
from tests.staff.made import stored_account
from webapp.core import clock
from webapp.extensions import db
from webapp.staff import lock, sessions
from webapp.staff.models import Account, Role

# The only part of a form that differs whenever it is asked for.
A_TOKEN = re.compile(r'(?<=name="csrf_token" value=")[\w.-]+(?=">)')
_checked: set[int] = set()


class Page:
    """One answer of the server; an HTML page has been checked for what none may get wrong."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.headers = response.headers
        self.text = response.text if response.mimetype != "image/png" else ""
        if response.mimetype == "text/html" and self.text:
            self._check()

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page in pieces."""
        return BeautifulSoup(self.text, "html.parser")

    def _check(self) -> None:
        """Check what was not checked before: many tests ask for the same page."""
        markup = A_TOKEN.sub("", self.text)
        if hash(markup) not in _checked:
            check_markup(self.text)
            check_page(self.soup)
            _checked.add(hash(markup))

    @property
    def words(self) -> str:
        """Everything a person reads in the main part, blanks tidied."""
        main = self.soup.find("main")
        return " ".join((main or self.soup).get_text(" ").split())

    def one(self, selector: str) -> Tag:
        """The only element that matches."""
        found = self.soup.select(selector)
        assert len(found) == 1, f"{len(found)} elements match {selector}"
        return found[0]

    def texts(self, selector: str) -> list[str]:
        """The words of each element that matches, blanks tidied."""
        return [" ".join(tag.get_text(" ").split()) for tag in self.soup.select(selector)]


def check_markup(html: str) -> None:
    """The HTML parses without an error."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    assert not parser.errors, parser.errors[:3]


def check_page(soup: BeautifulSoup) -> None:
    """Language, one heading that the title repeats, unique ids, named fields, strict CSP."""
    assert soup.html is not None and soup.html.get("lang"), "the page has no language"
    headings = soup.find_all("h1")
    assert len(headings) == 1, f"{len(headings)} main headings"
    heading, title = headings[0].get_text(strip=True), soup.title
    assert title is not None and heading in title.get_text(), f"no {heading!r} in the title"
    tags = [tag for tag in soup.descendants if isinstance(tag, Tag)]
    ids = [tag["id"] for tag in tags if tag.has_attr("id")]
    assert len(ids) == len(set(ids)), f"repeated id: {sorted(i for i in ids if ids.count(i) > 1)}"
    labelled = {tag["for"] for tag in tags if tag.name == "label" and tag.has_attr("for")}
    for tag in tags:
        check_tag(tag, labelled)


def check_tag(tag: Tag, labelled: Collection[object]) -> None:
    """What one element must not lack."""
    if tag.name in ("input", "select", "textarea") and tag.get("type") != "hidden":
        assert tag.get("aria-label") or tag.get("id") in labelled, f"no label for {tag}"
    assert tag.name != "form" or tag.has_attr("action"), "a form without an action"
    assert tag.name != "img" or tag.has_attr("alt"), "an image without a text"
    assert not tag.has_attr("style"), "an inline style"
    if tag.name == "script" and not tag.has_attr("src"):
        assert tag.get("type") in ("application/ld+json", "application/json"), "inline script"


class TestCase(flask_testing.TestCase):
    """A test that asks for pages; each request has an application context of its own."""

    __test__ = False
    content = False  # True: the starting content is loaded
    settings: dict[str, Any] = {}

    def __init_subclass__(cls) -> None:
        cls.__test__ = True

    def create_app(self) -> Flask:
        """An application on a fresh database."""
        return databases.application(databases.fresh(content=self.content), **self.settings)

    def _pre_setup(self) -> None:
        # Flask-Testing holds one request context open, and `g` would leak between requests.
        super()._pre_setup()
        self._ctx.pop()
        self._ctx = None
        self._kept = self.app.app_context()
        self._kept.push()
        self.engine = db.engine
        self.session: Session = db.sessionmaker()
        self._kept.pop()

    def _post_teardown(self) -> None:
        self.session.close()
        self.engine.dispose()
        super()._post_teardown()

    def get(self, url: str, status: int = 200, **more: Any) -> Page:
        """Ask for a page as a browser would, and check it."""
        response = self.client.get(url, **more)
        assert response.status_code == status, f"{url}: {response.status_code}, not {status}"
        return Page(response)

    def staff(self, *roles: Role, **more: Any) -> Account:
        """A new account with these roles."""
        return stored_account(self.session, *roles, **more)

    def sign_in(self, *roles: Role, **more: Any) -> Account:
        """Sign the client in as a new account; the way in itself is tested in tests/staff."""
        account = self.staff(*roles, **more)
        self.act_as(account)
        return account

    def act_as(self, account: Account) -> None:
        """Sign the client in as this account, whoever was signed in before."""
        token = sessions.start(self.session, account, clock.now(), second_factor=True)
        self.session.commit()
        with self.client.session_transaction() as cookie:
            cookie.clear()
            cookie[lock.TOKEN] = token

    def sign_out(self) -> None:
        """Forget who is signed in, as a browser does whose cookies are deleted."""
        with self.client.session_transaction() as cookie:
            cookie.clear()

    def send(
        self,
        page: Page,
        values: Mapping[str, Any],
        button: str | None = None,
        form: str | None = None,
        status: int = 303,
    ) -> Page:
        """Fill in a form that the page shows and send it, as a browser would.

        Args:
            values: What to type, by the names of the fields; the form has to have them.
            button: The words on the button that is pressed, when there are several.
            form: Selects the form when the page's main part has several.
        """
        action, fields = forms.filled_in(page.soup, values, button, form)
        response = self.client.post(action, data=fields)
        assert response.status_code == status, f"{action}: {response.status_code}, not {status}"
        self.session.rollback()  # on SQLite a transaction sees nothing newer than itself
        if response.status_code == 303:
            return self.get(response.location)
        return Page(response)

    def post(self, url: str, data: Mapping[str, Any] | None = None, status: int = 303) -> Page:
        """Post anything, with a token that is good: what an attacker's form cannot bring."""
        with self.app.test_request_context("/"), self.client.session_transaction() as cookie:
            token = generate_csrf()
            cookie["csrf_token"] = flask.session["csrf_token"]
        response = self.client.post(url, data={**(data or {}), "csrf_token": token})
        assert response.status_code == status, f"{url}: {response.status_code}, not {status}"
        self.session.rollback()  # on SQLite a transaction sees nothing newer than itself
        return Page(response)

    def assertRedirects(  # noqa: N802 - Flask-Testing's name
        self, response: TestResponse, location: str, message: str | None = None
    ) -> None:
        """The answer sends the reader to the path `location`."""
        assert response.status_code in (301, 302, 303, 307, 308), response.status_code
        target = urlsplit(response.location)
        found = target.path + (f"?{target.query}" if target.query else "")
        assert found == location, message or f"{found}, not {location}"
