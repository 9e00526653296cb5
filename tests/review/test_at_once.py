"""Several people at the desk press a button in the same instant."""

from collections.abc import Callable
from threading import Barrier

from sqlalchemy import func, select

from tests.review.made import NOW, Desk, a_note, forget_manuscripts, in_parallel
from tests.support import TestCase
from webapp.core.database import EDITING, begin_writing
from webapp.extensions import db
from webapp.places.models import Place
from webapp.review import drafts, workflow
from webapp.review.models import Manuscript, State, Version
from webapp.review.refusals import ChangedMeanwhile, Refused, WrongState
from webapp.staff.models import Account

HANDS = 4


class AtOnce(TestCase):
    def setUp(self) -> None:
        self.desk = Desk(self.session)

    def together(
        self, work: Callable[[int], object], turn: int | None = EDITING
    ) -> tuple[list[object], list[type[Refused]]]:
        """What several threads got that do `work` at once, and what others were refused with."""
        self.session.commit()
        start = Barrier(HANDS)
        got: list[object] = []
        refused: list[type[Refused]] = []

        def one(number: int) -> None:
            with self.app.app_context():
                start.wait()
                begin_writing(db.session, turn)
                try:
                    found = work(number)
                    db.session.commit()
                    got.append(found)
                except Refused as refusal:
                    refused.append(type(refusal))

        in_parallel([lambda number=number: one(number) for number in range(HANDS)])  # type: ignore[misc]
        self.session.expire_all()
        return got, refused

    def count(self, table: type[Manuscript] | type[Version]) -> int | None:
        return self.session.scalar(select(func.count()).select_from(table))

    def test_a_record_that_all_open_has_one_manuscript_and_one_draft(self) -> None:
        record_id = self.desk.published().manuscript.record_id
        forget_manuscripts(self.session)
        author_id = self.desk.author.id
        for turn in (EDITING, None):  # also when somebody does not wait for their turn
            self.session.commit()
            forget_manuscripts(self.session)

            def opened(_: int) -> int:
                by = db.session.get_one(Account, author_id)
                return drafts.open_record(db.session, "note", record_id or 0, by, NOW).id

            got, refused = self.together(opened, turn)
            assert len(set(got)) == 1
            assert set(refused) <= {WrongState}
            assert (self.count(Manuscript), self.count(Version)) == (1, 2)

    def test_new_drafts_are_numbered_one_after_the_other(self) -> None:
        first = self.desk.published()
        manuscript_id, author_id = first.manuscript_id, self.desk.author.id

        def opened_and_dropped(_: int) -> int:
            by = db.session.get_one(Account, author_id)
            manuscript = db.session.get_one(Manuscript, manuscript_id)
            version = drafts.open_manuscript(db.session, manuscript, by, NOW)
            drafts.drop(db.session, version, by)
            return version.number

        got, _ = self.together(opened_and_dropped)
        assert sorted(map(str, got)) == ["2", "3", "4", "5"]

    def test_one_text_is_published_once(self) -> None:
        version_id, reviewer_id = self.desk.submitted().id, self.desk.reviewer.id
        self.session.commit()

        def published(_: int) -> int:
            version = db.session.get_one(Version, version_id)
            by = db.session.get_one(Account, reviewer_id)
            workflow.publish(db.session, version, by, NOW)
            return version_id

        got, refused = self.together(published)
        assert (len(got), refused) == (1, [WrongState] * (HANDS - 1))
        assert self.session.scalar(select(func.count(Place.id))) == 1

    def test_one_save_is_kept_and_the_others_are_shown_it(self) -> None:
        version_id, author_id = self.desk.draft().id, self.desk.author.id
        self.session.commit()

        def saved(number: int) -> int:
            version = db.session.get_one(Version, version_id)
            by = db.session.get_one(Account, author_id)
            drafts.save(db.session, version, a_note(f"第{number}人"), by, NOW, 1)
            return number

        (kept,), refused = self.together(saved)
        assert refused == [ChangedMeanwhile] * (HANDS - 1)
        version = self.session.get_one(Version, version_id)
        assert (version.saves, version.fields["title"]) == (2, {"zh": f"第{kept}人"})

    def test_a_version_is_either_taken_back_or_published(self) -> None:
        version = self.desk.submitted()
        version_id, author_id, reviewer_id = version.id, self.desk.author.id, self.desk.reviewer.id
        self.session.commit()

        def one_or_the_other(number: int) -> str:
            found = db.session.get_one(Version, version_id)
            if number % 2:
                drafts.take_back(db.session, found, db.session.get_one(Account, author_id))
                return "draft"
            workflow.publish(
                db.session, found, db.session.get_one(Account, reviewer_id), NOW, seen=1
            )
            return "published"

        got, refused = self.together(one_or_the_other)
        assert (len(got), refused) == (1, [WrongState] * (HANDS - 1))
        assert version.state is State(str(got[0]))
