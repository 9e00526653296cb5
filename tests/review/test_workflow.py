"""What may be done to a version, when, and by whom."""

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import select

from tests.review.made import LATER, NOW, Desk, Note, a_note
from webapp.core.translated import Translated
from webapp.places.models import Place
from webapp.review import drafts, workflow
from webapp.review.models import Manuscript, State, Version, to_confirm
from webapp.review.refusals import (
    Incomplete,
    NotAsSeen,
    OwnWork,
    ReasonMissing,
    WrongState,
    WrongTimes,
)

Action = Callable[[Desk, Version], object]


def cancel(note: Note) -> Note:
    return msgspec.structs.replace(note, tags=("取消",))


ACTIONS: dict[str, Action] = {
    "save": lambda d, v: d.save(v, a_note("秋天")),
    "submit": lambda d, v: drafts.submit(d.session, v, d.author, NOW),
    "take back": lambda d, v: drafts.take_back(d.session, v, d.author),
    "drop": lambda d, v: drafts.drop(d.session, v, d.author),
    "publish": lambda d, v: workflow.publish(d.session, v, d.reviewer, NOW),
    "return": lambda d, v: workflow.return_(d.session, v, d.reviewer, "请补充", NOW),
    "withdraw": lambda d, v: workflow.withdraw(d.session, v.manuscript, d.reviewer, "误发", NOW),
    "urgent": lambda d, v: workflow.urgent(d.session, v.manuscript, cancel, d.author, "雨", NOW),
    "confirm": lambda d, v: workflow.confirm_urgent(d.session, v, d.reviewer, NOW),
}
# What becomes of a version; whatever is not here is refused. A replaced one has a public successor.
ALLOWED = {
    ("save", "draft"): "draft",
    ("save", "returned"): "returned",
    ("submit", "draft"): "submitted",
    ("submit", "returned"): "submitted",
    ("take back", "submitted"): "draft",
    ("take back", "approved"): "draft",
    ("drop", "draft"): "dropped",
    ("drop", "submitted"): "dropped",
    ("drop", "returned"): "dropped",
    ("drop", "approved"): "dropped",
    ("publish", "submitted"): "published",
    ("return", "submitted"): "returned",
    ("return", "approved"): "returned",
    ("withdraw", "published"): "withdrawn",
    ("withdraw", "replaced"): "replaced",
    ("urgent", "published"): "replaced",
    ("urgent", "replaced"): "replaced",
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_in_every_state(desk: Desk, action: str, state: State):
    version = desk.in_state(state)
    expected = ALLOWED.get((action, state.value))
    if expected is None:
        with pytest.raises(WrongState):
            ACTIONS[action](desk, version)
        assert version.state is state
    else:
        ACTIONS[action](desk, version)
        desk.session.flush()
        desk.session.refresh(version)
        assert version.state is State(expected)


@pytest.mark.parametrize("action", ["publish", "return"])
@pytest.mark.parametrize("who", ["author", "coauthor"])
def test_nobody_decides_about_what_they_wrote_some_of(desk: Desk, action: str, who: str):
    version = desk.draft()
    desk.save(version, a_note("秋天"), desk.coauthor)
    drafts.submit(desk.session, version, desk.reviewer, NOW)
    desk.reviewer = getattr(desk, who)
    with pytest.raises(OwnWork):
        ACTIONS[action](desk, version)
    assert version.state is State.submitted


def test_who_only_submits_is_no_author(desk: Desk):
    version = desk.draft()
    drafts.submit(desk.session, version, desk.reviewer, NOW)
    workflow.publish(desk.session, version, desk.reviewer, NOW)
    assert version.state is State.published
    assert version.reviewer == desk.reviewer


def test_the_author_of_an_urgent_change_does_not_confirm_it(desk: Desk):
    version = desk.urgent()
    assert list(to_confirm(desk.session)) == [version]
    with pytest.raises(OwnWork):
        workflow.confirm_urgent(desk.session, version, desk.author, NOW)
    workflow.confirm_urgent(desk.session, version, desk.reviewer, NOW)
    assert not to_confirm(desk.session)
    with pytest.raises(WrongState):
        workflow.confirm_urgent(desk.session, version, desk.coauthor, NOW)


def test_an_urgent_change_is_public_at_once_and_kept_by_what_was_being_written(desk: Desk):
    first = desk.published()
    draft = desk.next_draft(first, desk.coauthor)
    desk.save(draft, a_note("夏天", text=Translated("长长的故事")), desk.coauthor)
    urgent = workflow.urgent(desk.session, first.manuscript, cancel, desk.author, " 暴雨 ", NOW)
    place = desk.session.get_one(Place, first.manuscript.record_id)
    assert (place.tags, place.name.zh) == (("取消",), "春天")
    assert (urgent.number, urgent.reason, urgent.urgent) == (3, "暴雨", True)
    drafts.submit(desk.session, draft, desk.coauthor, NOW)
    workflow.publish(desk.session, draft, desk.reviewer, NOW)
    assert (place.tags, place.name.zh) == (("取消",), "夏天")
    assert first.manuscript.public_version == draft
    assert urgent.state is State.replaced
    assert list(to_confirm(desk.session)) == [urgent]


def test_what_is_withdrawn_by_a_colleague_need_not_be_confirmed_too(desk: Desk):
    version = desk.urgent()
    workflow.withdraw(desk.session, version.manuscript, desk.reviewer, "误发", NOW)
    assert not to_confirm(desk.session)


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a_reason_has_to_be_given(desk: Desk, reason: str):
    public, submitted = desk.published(), desk.submitted()
    with pytest.raises(ReasonMissing):
        workflow.return_(desk.session, submitted, desk.reviewer, reason, NOW)
    with pytest.raises(ReasonMissing):
        workflow.withdraw(desk.session, public.manuscript, desk.reviewer, reason, NOW)
    with pytest.raises(ReasonMissing):
        workflow.urgent(desk.session, public.manuscript, cancel, desk.author, reason, NOW)
    desk.session.flush()
    assert (public.state, submitted.state) == (State.published, State.submitted)
    assert public.manuscript.public_version == public


def test_a_text_is_published_as_the_reviewer_has_read_it_or_not_at_all(desk: Desk):
    version = desk.submitted()
    seen = version.saves
    drafts.take_back(desk.session, version, desk.author)
    desk.save(version, a_note("秋天"))
    drafts.submit(desk.session, version, desk.author, NOW)
    with pytest.raises(NotAsSeen):
        workflow.publish(desk.session, version, desk.reviewer, NOW, seen)
    with pytest.raises(NotAsSeen):
        workflow.return_(desk.session, version, desk.reviewer, "太短", NOW, seen)
    workflow.publish(desk.session, version, desk.reviewer, NOW, version.saves)
    assert version.state is State.published


def test_the_old_version_stays_public_while_the_new_one_goes_through_review(desk: Desk):
    first = desk.published(a_note("春天"))
    second = desk.next_submitted(first, a_note("夏天"))
    place = desk.session.get_one(Place, first.manuscript.record_id)
    assert (place.name.zh, first.state) == ("春天", State.published)
    workflow.publish(desk.session, second, desk.reviewer, LATER)
    assert (place.name.zh, first.state, second.state) == ("夏天", State.replaced, State.published)
    assert [one.number for one in first.manuscript.versions] == [1, 2]


def test_what_was_withdrawn_can_be_published_again_at_its_old_address(desk: Desk):
    first = desk.published()
    place = desk.session.get_one(Place, first.manuscript.record_id)
    workflow.withdraw(desk.session, first.manuscript, desk.reviewer, "误发", NOW)
    assert place.withdrawn_at is not None
    given_up = desk.next_draft(first)
    desk.save(given_up, a_note("胡写"))
    drafts.drop(desk.session, given_up, desk.author)
    again = desk.next_draft(first)
    assert again.fields["title"] == {"zh": "春天"}, "starts from what was given up"
    drafts.submit(desk.session, again, desk.author, NOW)
    workflow.publish(desk.session, again, desk.reviewer, NOW)
    assert place.withdrawn_at is None
    assert desk.session.scalars(select(Place)).all() == [place]
    assert [one.state.value for one in first.manuscript.versions] == [
        "withdrawn",
        "dropped",
        "published",
    ]


def test_after_a_withdrawal_nothing_goes_out_by_itself(desk: Desk):
    first = desk.published()
    second = desk.next_submitted(first)
    second.publish_at = LATER
    workflow.publish(desk.session, second, desk.reviewer, NOW)
    assert second.state is State.approved
    workflow.withdraw(desk.session, first.manuscript, desk.reviewer, "误发", NOW)
    assert second.state is State.draft


def test_what_lacks_something_goes_nowhere(desk: Desk):
    version = desk.draft(a_note(""))
    with pytest.raises(Incomplete) as refusal:
        drafts.submit(desk.session, version, desk.author, NOW)
    assert refusal.value.names == ("title",)
    assert version.state is State.draft


def test_what_would_be_over_before_it_begins_goes_nowhere(desk: Desk):
    version = desk.draft()
    version.publish_at, version.unpublish_at = LATER, LATER
    with pytest.raises(WrongTimes):
        drafts.submit(desk.session, version, desk.author, NOW)
    version.unpublish_at = LATER + timedelta(minutes=1)
    drafts.submit(desk.session, version, desk.author, NOW)
    with pytest.raises(WrongTimes):
        workflow.publish(desk.session, version, desk.reviewer, LATER + timedelta(minutes=1))


def test_a_correction_keeps_the_time_at_which_the_text_is_taken_down(desk: Desk):
    first = desk.submitted()
    first.unpublish_at = LATER
    workflow.publish(desk.session, first, desk.reviewer, NOW)
    assert desk.next_draft(first).unpublish_at == LATER
    urgent = workflow.urgent(desk.session, first.manuscript, cancel, desk.author, "雨", NOW)
    assert urgent.unpublish_at == LATER


def test_all_versions_of_a_manuscript_lead_to_one_record(desk: Desk):
    first = desk.published()
    for title in ("夏天", "秋天", "冬天"):
        second = desk.next_submitted(first, a_note(title))
        workflow.publish(desk.session, second, desk.reviewer, NOW)
    assert desk.session.scalars(select(Manuscript.record_id)).all() == [first.manuscript.record_id]
    assert [one.number for one in first.manuscript.versions] == [1, 2, 3, 4]
