"""Writing: saving, two at once, opening, restoring."""

import pytest

from tests.review.made import NOW, Desk, Note, a_note, forget_manuscripts
from webapp.places.models import Place
from webapp.review import drafts, workflow
from webapp.review.models import Save, State
from webapp.review.refusals import ChangedMeanwhile, StillOpen, Unreadable


def test_saving_what_is_there_already_changes_nothing(desk: Desk):
    version = desk.draft(a_note(tags=("a", "b")))
    desk.session.commit()
    drafts.save(desk.session, version, a_note(tags=("a", "b")), desk.coauthor, NOW, 1)
    assert (version.saves, version.authors) == (1, (desk.author.id,))


def test_whoever_saves_is_an_author_once(desk: Desk):
    version = desk.draft()
    for title, who in (("夏天", desk.coauthor), ("秋天", desk.author), ("冬天", desk.coauthor)):
        desk.save(version, a_note(title), who)
    assert version.authors == (desk.author.id, desk.coauthor.id)
    assert (version.saves, version.saved_by) == (4, desk.coauthor)


def test_the_second_of_two_writers_is_shown_what_the_first_changed(desk: Desk):
    version = desk.draft(a_note("春天", tags=("a",)))
    opened = version.saves
    drafts.save(desk.session, version, a_note("夏天", tags=("a",)), desk.author, NOW, opened)
    with pytest.raises(ChangedMeanwhile) as refusal:
        drafts.save(desk.session, version, a_note(tags=("b",)), desk.coauthor, NOW, opened)
    merged = refusal.value.merged
    assert (merged.fields["title"], merged.fields["tags"]) == ({"zh": "夏天"}, ["b"])
    assert merged.theirs == ("title.zh",)
    assert (version.fields["tags"], version.saves) == (["a"], 2), "something was stored"
    joined = a_note("夏天", tags=("b",))
    drafts.save(desk.session, version, joined, desk.coauthor, NOW, version.saves)
    assert drafts.typed(version) == joined


def test_the_second_writer_may_have_changed_nothing(desk: Desk):
    version = desk.draft()
    desk.save(version, a_note("夏天"))
    drafts.save(desk.session, version, a_note("春天"), desk.coauthor, NOW, 1)
    assert version.fields["title"] == {"zh": "夏天"}
    assert desk.coauthor.id not in version.authors


@pytest.mark.parametrize("opened", [-1, 0, 99, 10**30])
def test_a_page_that_says_nonsense_loses_nothing(desk: Desk, opened: int):
    version = desk.draft()
    with pytest.raises(ChangedMeanwhile) as refusal:
        drafts.save(desk.session, version, a_note("夏天"), desk.coauthor, NOW, opened)
    (conflict,) = refusal.value.merged.conflicts
    assert (conflict.theirs, conflict.mine) == ("春天", "夏天")


def test_every_save_is_kept(desk: Desk):
    version = desk.draft()
    desk.save(version, a_note("夏天"), desk.coauthor)
    kept = [desk.session.get_one(Save, (version.id, number)) for number in (1, 2)]
    assert [one.fields["title"]["zh"] for one in kept] == ["春天", "夏天"]
    assert [one.account_id for one in kept] == [desk.author.id, desk.coauthor.id]


def test_opening_a_record_for_the_first_time_keeps_its_text_as_the_first_version(desk: Desk):
    record_id = desk.published().manuscript.record_id
    forget_manuscripts(desk.session)
    draft = drafts.open_record(desk.session, "note", record_id, desk.author, NOW)
    first = draft.manuscript.public_version
    assert first is not None
    assert (first.number, first.authors, first.saved_by) == (1, (), None)
    assert (draft.number, draft.fields) == (2, first.fields)
    assert drafts.open_record(desk.session, "note", record_id, desk.coauthor, NOW) is draft
    assert draft.authors == (desk.author.id,), "reading made somebody an author"


def test_restoring_makes_a_new_draft_of_an_old_text(desk: Desk):
    first = desk.in_state(State.replaced)
    new = drafts.restore(desk.session, first, desk.coauthor, NOW)
    assert (new.number, new.state, new.fields) == (3, State.draft, first.fields)
    assert new.authors == (desk.coauthor.id,)
    assert first.state is State.replaced


def test_nothing_is_restored_over_what_somebody_is_writing(desk: Desk):
    first = desk.published()
    desk.next_draft(first, desk.coauthor)
    with pytest.raises(StillOpen) as refusal:
        drafts.restore(desk.session, first, desk.author, NOW)
    assert refusal.value.number == 2


def test_a_text_that_no_longer_fits_the_form_is_not_restored(desk: Desk):
    first = desk.in_state(State.replaced)
    first.fields = {"title": {"zh": "春天"}, "an old field": 1}
    with pytest.raises(Unreadable):
        drafts.restore(desk.session, first, desk.author, NOW)


def test_what_the_content_files_bring_meanwhile_is_not_undone(desk: Desk):
    record_id = desk.published().manuscript.record_id
    forget_manuscripts(desk.session)
    manuscript = drafts.manuscript_for(desk.session, "note", record_id, NOW)
    place = desk.session.get_one(Place, record_id)
    place.tags = ("由文件更新",)
    desk.session.flush()
    draft = drafts.open_manuscript(desk.session, manuscript, desk.author, NOW)
    assert drafts.typed(draft) == Note(place.name, place.summary, ("由文件更新",))
    assert [one.state.value for one in draft.manuscript.versions] == [
        "replaced",
        "published",
        "draft",
    ]
    workflow.urgent(desk.session, manuscript, lambda note: note, desk.author, "雨", NOW)
    assert place.tags == ("由文件更新",)
