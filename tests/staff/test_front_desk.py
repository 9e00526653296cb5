"""The front desk: what it tells whom."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from tests.review.made import LATER, NOW, Desk, a_note, notes
from tests.support import Page, TestCase
from webapp.core import clock
from webapp.review import drafts
from webapp.review.models import State
from webapp.staff import desk, front_desk
from webapp.staff.desk import Column, Line
from webapp.staff.models import Account, Role

DESK = "/en/bureau/"
TODAY = NOW.date()


class FrontDesk(TestCase):
    def setUp(self) -> None:
        notes_there = notes()
        notes_there.__enter__()
        self.addCleanup(notes_there.__exit__, None, None, None)
        fixed = clock.fixed_at(NOW)
        fixed.__enter__()
        self.addCleanup(fixed.__exit__, None, None, None)
        self.desk = Desk(self.session)
        self.session.commit()

    def told(self, *lines: Line) -> None:
        """Let a feature tell these lines, and no other feature anything."""

        def lines_of(_session: Session, _account: Account, _today: date) -> Sequence[Line]:
            return lines

        self.app.extensions[desk.EXTENSION].lines[:] = [lines_of]

    def lines(self, page: Page, column: str = "waiting") -> list[str]:
        return page.texts(f"section[aria-labelledby={column}] .desk-line > a")

    def test_a_reviewer_finds_what_others_submitted_and_nothing_of_their_own(self) -> None:
        self.desk.submitted(a_note("别人的"), self.desk.author)
        self.desk.submitted(a_note("自己的"), self.desk.reviewer)
        self.act_as(self.desk.reviewer)
        page = self.get(DESK)
        assert self.lines(page) == ["Review: 别人的"]
        assert "Mon 3 May · by 甲" in page.words
        assert "one thing waits for you." in page.words

    def test_an_author_finds_what_was_returned_and_what_they_have_begun(self) -> None:
        self.desk.in_state(State.returned)
        self.desk.draft(a_note("别人的"), self.desk.coauthor)
        self.desk.draft(a_note(""))
        self.act_as(self.desk.author)
        page = self.get(DESK)
        assert self.lines(page) == ["Returned to you: 春天", "Your draft: Without a title"]
        assert "标题太短" in page.words

    def test_what_went_out_at_once_stands_first_for_everybody_else(self) -> None:
        self.desk.submitted()
        self.session.flush()
        with clock.fixed_at(LATER):
            self.desk.urgent()
        self.act_as(self.desk.reviewer)
        page = self.get(DESK)
        assert self.lines(page) == ["Confirm or correct: 春天", "Review: 春天"]
        assert page.texts(".is-urgent .state") == ["urgent"]
        assert "Changed at once: 暴雨" in page.words
        self.act_as(self.desk.author)
        assert "Confirm or correct: 春天" not in self.lines(self.get(DESK))

    def test_lines_lead_to_where_something_can_be_done(self) -> None:
        version = self.desk.submitted()
        self.act_as(self.desk.reviewer)
        page = self.get(DESK)
        link = page.one(".desk-board.is-waiting .desk-line a")
        assert link["href"] == f"/en/bureau/review/{version.manuscript_id}"
        self.get(str(link["href"]))

    def test_an_editor_who_reviews_nothing_is_not_asked_to(self) -> None:
        self.desk.submitted()
        self.sign_in(Role.editor)
        assert not self.lines(self.get(DESK))

    def test_the_oldest_comes_first_and_what_has_no_day_last(self) -> None:
        self.told(
            Line(Column.waiting, "ohne", "/x"),
            Line(Column.waiting, "new", "/x", TODAY),
            Line(Column.waiting, "old", "/x", TODAY - timedelta(days=400)),
            Line(Column.waiting, "urgent", "/x", TODAY, "", True),
        )
        self.sign_in(Role.editor)
        page = self.get(DESK)
        assert self.lines(page) == ["urgent", "old", "new", "ohne"]
        assert page.texts(".desk-line time") == ["Mon 3 May", "Sun 29 Mar 2026", "Mon 3 May"]

    def test_eight_lines_are_shown_until_all_are_asked_for(self) -> None:
        self.told(*(Line(Column.stale, f"line {n}", "/x") for n in range(11)))
        self.sign_in(Role.editor)
        page = self.get(DESK)
        assert page.one("#stale").get_text() == "Grows old 11"
        assert len(self.lines(page, "stale")) == front_desk.MOST_LINES
        more = page.one(".all-lines")
        assert more.get_text() == "All 11"
        everything = self.get(str(more["href"]))
        assert len(self.lines(everything, "stale")) == 11
        assert not everything.soup.select(".all-lines")

    def test_what_features_tell_is_shown_as_text(self) -> None:
        script = "<script>alert(1)</script>"
        self.told(Line(Column.lacking, script, "/x", None, script))
        self.sign_in(Role.editor)
        page = self.get(DESK)
        assert script not in page.text and script in page.words

    def test_an_empty_desk_is_warm_and_says_where_to_begin(self) -> None:
        self.told()
        for role in Role:
            with self.subTest(role=role):
                self.sign_in(role)
                page = self.get(DESK)
                assert "nothing waits for you today." in page.words
                assert len(page.texts(".nothing")) == 3
                assert page.texts(".first-steps a"), "no hint for this role"
                for link in page.soup.select(".first-steps a"):
                    self.get(str(link["href"]))

    def test_who_has_work_waiting_is_not_told_where_to_begin(self) -> None:
        self.told(Line(Column.waiting, "work", "/x"))
        self.sign_in(Role.editor)
        assert not self.get(DESK).soup.select(".first-steps")

    def test_what_is_due_has_happened_when_the_desk_is_opened(self) -> None:
        version = self.desk.approved()
        self.session.commit()
        with clock.fixed_at(LATER):
            self.sign_in(Role.editor)
            self.get(DESK)
        self.session.expire_all()
        assert version.state is State.published

    def test_taken_back_work_leaves_the_reviewers_desk(self) -> None:
        version = self.desk.submitted()
        drafts.take_back(self.session, version, self.desk.author)
        self.act_as(self.desk.reviewer)
        assert not self.lines(self.get(DESK))


class TheWaysAtTheHead(TestCase):
    def test_exactly_the_way_that_leads_to_a_page_is_marked_on_it(self) -> None:
        self.sign_in(Role.statistician, Role.operator)
        for address in ("/bureau/visits/", "/bureau/visits/report", "/bureau/visits/exports"):
            marked = self.get(address).soup.select(".desk-ways [aria-current]")
            assert [link["href"] for link in marked] == [address]
