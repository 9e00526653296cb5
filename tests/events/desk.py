"""Events at the desk as tests need them: in English, so that labels can be read."""

from datetime import datetime
from typing import Any

import flask
from flask_wtf.csrf import generate_csrf
from sqlalchemy import select

from tests.events.made import a_place, stored
from tests.support import Page, TestCase
from webapp.core.clock import LOCAL
from webapp.events.models import Event
from webapp.review.models import Manuscript, Version
from webapp.staff.models import Account, Role

NOW = datetime(2026, 11, 23, 9, tzinfo=LOCAL)  # a Monday
NEW = "/en/bureau/events/new"
LIST = "/en/bureau/events/"
FORM = ".event-form"
FIVE = {
    "title_zh": "五当召冬季庙会",
    "kind": "temple",
    "place": "wudangzhao",
    "text_zh": "初一早上九点开门，有社火。",
    "dates-0-starts_on": "2026-12-05",
}


class DeskTestCase(TestCase):
    """A test with one of our places, and people who write and review."""

    __test__ = False

    def setUp(self) -> None:
        super().setUp()
        if not self.content:
            self.place = a_place()
            stored(self.session, self.place)
        self.editor = self.staff(Role.editor, full_name="编辑甲")
        self.reviewer = self.staff(Role.reviewer, full_name="审核乙")

    def write(self, by: Account | None = None, button: str = "Save the draft", **more: Any) -> Page:
        """Fill in a new form with the five, and more, and press a button."""
        self.act_as(by or self.editor)
        values = FIVE | {name.replace("__", "-"): value for name, value in more.items()}
        return self.send(self.get(NEW), values, button, FORM)

    def submitted(self, **more: Any) -> Version:
        """A version that waits for a reviewer."""
        self.write(button="Submit for review", **more)
        return self.version()

    def published(self, **more: Any) -> Event:
        """An event that an editor has written and a reviewer has published."""
        self.publish(self.submitted(**more))
        return self.event()

    def publish(self, version: Version) -> Page:
        """Let the reviewer publish a version."""
        self.act_as(self.reviewer)
        page = self.get(f"/en/bureau/review/{version.manuscript_id}")
        action = f"/{version.number}/publish"
        return self.send(page, {}, form=f"form[action$='{action}']")

    def version(self) -> Version:
        """The version saved last."""
        self.session.rollback()
        newest = select(Version).order_by(Version.saved_at.desc(), Version.id.desc())
        return self.session.scalars(newest.limit(1)).one()

    def event(self) -> Event:
        """The newest event."""
        self.session.rollback()
        return self.session.scalars(select(Event).order_by(Event.id.desc()).limit(1)).one()

    def manuscripts(self) -> int:
        """How many there are."""
        self.session.rollback()
        return len(self.session.scalars(select(Manuscript)).all())

    def edit_address(self, version: Version) -> str:
        """The form of a version's manuscript."""
        return f"/en/bureau/events/{version.manuscript_id}"

    def token(self) -> str:
        """A CSRF token that is good for the client, as a script on a page of ours has it."""
        with self.app.test_request_context("/"), self.client.session_transaction() as cookie:
            token = generate_csrf()
            cookie["csrf_token"] = flask.session["csrf_token"]
        return str(token)
