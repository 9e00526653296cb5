"""Publishing and taking down by the clock, as readers see it."""

from datetime import timedelta
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from tests import databases
from tests.review.made import LATER, NOW, Desk, a_note, in_parallel
from tests.support import TestCase
from webapp import create_app
from webapp.core import clock
from webapp.core.audit import AuditEntry
from webapp.extensions import db
from webapp.places.models import Place
from webapp.review import drafts, timetable, workflow
from webapp.review.models import State, Version
from webapp.review.timetable import CLOCK

SECOND = timedelta(seconds=1)


class ByTheClock(TestCase):
    def setUp(self) -> None:
        self.desk = Desk(self.session)

    def state(self, version: Version) -> State:
        self.session.expire_all()
        return version.state

    def test_the_first_page_of_that_second_shows_what_was_to_go_out(self) -> None:
        version = self.desk.approved()
        self.session.commit()
        with clock.fixed_at(LATER - SECOND):
            before = self.get("/places")
            self.get("/places/note-1", 404)
        assert "春天" not in before.words
        with clock.fixed_at(LATER):
            assert "春天" in self.get("/places/note-1").words
            assert "春天" in self.get("/places").words
        assert self.state(version) is State.published
        assert version.published_at == LATER

    def test_the_first_page_of_that_second_no_longer_shows_what_was_to_be_taken_down(self) -> None:
        version = self.desk.submitted()
        version.unpublish_at = LATER
        workflow.publish(self.session, version, self.desk.reviewer, NOW)
        self.session.commit()
        with clock.fixed_at(LATER - SECOND):
            for _ in range(2):
                assert "春天" in self.get("/places").words
        with clock.fixed_at(LATER):
            assert "春天" not in self.get("/places").words
            self.get("/places/note-1", 404)
        assert self.state(version) is State.withdrawn

    def test_a_time_set_for_a_text_that_is_public_already_is_kept_to(self) -> None:
        first = self.desk.published()
        self.session.commit()
        with clock.fixed_at(NOW):
            self.get("/places/note-1")
        self.desk = Desk(self.session)
        second = self.desk.next_submitted(first, a_note())
        second.unpublish_at = LATER
        workflow.publish(self.session, second, self.desk.reviewer, NOW)
        self.session.commit()
        with clock.fixed_at(NOW):
            self.get("/places/note-1")
        with clock.fixed_at(LATER):
            self.get("/places/note-1", 404)

    def test_a_new_version_takes_the_place_of_one_that_ends_in_the_same_second(self) -> None:
        first = self.desk.submitted()
        first.unpublish_at = LATER
        workflow.publish(self.session, first, self.desk.reviewer, NOW)
        second = self.desk.next_submitted(first)
        second.publish_at, second.unpublish_at = LATER, None
        workflow.publish(self.session, second, self.desk.reviewer, NOW)
        self.session.commit()
        with clock.fixed_at(LATER):
            assert "夏天" in self.get("/places/note-1").words
        assert self.state(first) is State.replaced

    def test_what_came_and_went_while_nobody_looked_is_not_shown_late(self) -> None:
        version = self.desk.submitted()
        version.publish_at, version.unpublish_at = LATER, LATER + SECOND
        workflow.publish(self.session, version, self.desk.reviewer, NOW)
        self.session.commit()
        with clock.fixed_at(LATER + timedelta(days=1)):
            assert "春天" not in self.get("/places").words
        assert self.state(version) is State.withdrawn

    def test_what_was_taken_back_does_not_go_out(self) -> None:
        version = self.desk.approved()
        self.session.commit()
        with clock.fixed_at(NOW):
            self.get("/places")
        self.desk = Desk(self.session)
        drafts.take_back(self.session, version, self.desk.author)
        self.session.commit()
        with clock.fixed_at(LATER):
            assert "春天" not in self.get("/places").words
        assert self.state(version) is State.draft

    def test_the_audit_trail_says_that_the_clock_did_it(self) -> None:
        version = self.desk.approved()
        self.session.commit()
        with clock.fixed_at(LATER):
            self.get("/places")
        entry = self.session.scalars(select(AuditEntry)).one()
        assert (entry.account, entry.account_id, entry.action) == (CLOCK, None, "publish")
        assert (entry.object, entry.after) == (version.manuscript.audit_name, {"version": 1})

    def test_a_text_that_breaks_harms_no_page_and_is_given_back(self) -> None:
        broken, good = self.desk.approved(), self.desk.approved()
        self.session.flush()
        broken.fields = {"title": {"zh": "炸"}}
        self.session.commit()
        with clock.fixed_at(LATER), self.assertLogs("webapp.review.timetable"):
            assert "春天" in self.get("/places").words
            self.get("/")
        assert self.state(broken) is State.returned
        assert broken.reason == timetable.FAILED
        assert self.state(good) is State.published
        entries = self.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        assert [entry.succeeded for entry in entries] == [False, True]

    def test_two_servers_on_one_database_do_it_once(self) -> None:
        version = self.desk.approved()
        self.session.commit()
        apps = [self.app, create_app(self.app.config | databases.configuration(str(self.url)))]
        together = Barrier(4)
        found: list[str] = []

        def read(app: Flask) -> None:
            together.wait()
            found.append(app.test_client().get("/places").text)

        with clock.fixed_at(LATER):
            in_parallel([lambda app=app: read(app) for app in apps for _ in range(2)])
        close(apps[1])
        assert len(found) == 4 and all("春天" in text for text in found)
        assert self.state(version) is State.published
        for counted in (AuditEntry.id, Place.id):
            assert self.session.scalar(select(func.count(counted))) == 1

    @property
    def url(self) -> str:
        return str(self.app.config["DATABASE_URL"])


def close(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()
