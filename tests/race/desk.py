"""The race at the desk as tests need it: in English, so that labels can be read."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from tests.race.made import YEAR, an_edition
from tests.support import Page, TestCase
from webapp.core import clock
from webapp.core.audit import AuditEntry
from webapp.race.models import Edition, Notice
from webapp.review.models import Version
from webapp.staff.models import Role

HUB = f"/en/bureau/race/{YEAR}/"
EDIT = f"/en/bureau/race/{YEAR}/edit"
FORM = ".edition-form"
PUBLIC = f"/en/race/{YEAR}"


class DeskTestCase(TestCase):
    """A test with the edition of 2027, and people who write and review."""

    __test__ = False
    now: datetime | None = None  # set: the clock stands still

    def setUp(self) -> None:
        super().setUp()
        if self.now is not None:
            standing = clock.fixed_at(self.now)
            standing.__enter__()
            self.addCleanup(standing.__exit__, None, None, None)
        self.editor = self.staff(Role.editor, full_name="编辑甲")
        self.other = self.staff(Role.editor, full_name="编辑丙")
        self.reviewer = self.staff(Role.reviewer, full_name="审核乙")
        self.act_as(self.editor)

    def stored(self, **more: Any) -> None:
        """Put the public edition into the database."""
        self.session.add(an_edition(**more))
        self.session.commit()

    def write(
        self, values: dict[str, Any], button: str = "Save the draft", status: int = 303
    ) -> Page:
        """Fill in the form of 2027 and press a button."""
        return self.send(self.get(EDIT), values, button, FORM, status=status)

    def publish(self) -> None:
        """Let the reviewer publish what waits."""
        self.act_as(self.reviewer)
        version = self.version()
        page = self.get(f"/en/bureau/review/{version.manuscript_id}")
        self.send(page, {}, form=f"form[action$='/{version.number}/publish']")
        self.act_as(self.editor)

    def version(self) -> Version:
        """The version saved last."""
        self.session.rollback()
        newest = select(Version).order_by(Version.saved_at.desc(), Version.id.desc())
        return self.session.scalars(newest.limit(1)).one()

    def edition(self, year: int = YEAR) -> Edition:
        """An edition as the public has it."""
        self.session.rollback()
        return self.session.get_one(Edition, year)

    def notices(self) -> list[Notice]:
        """All announcements, in their order."""
        self.session.rollback()
        return list(self.session.scalars(select(Notice).order_by(Notice.id)))

    def actions(self) -> list[str]:
        """What the audit trail holds of content, in its order."""
        self.session.rollback()
        return list(self.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))
