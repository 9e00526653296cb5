"""What was saved between the versions goes in time; the versions stay."""

from datetime import timedelta

from sqlalchemy import func, select

from tests.review.made import NOW, Desk, a_note
from webapp.review import drafts
from webapp.review.models import Save
from webapp.review.upkeep import forget_saves
from webapp.staff.models import Policy

DAYS = Policy().audit_days


def saves(desk: Desk) -> int:
    return desk.session.scalar(select(func.count()).select_from(Save)) or 0


def test_saves_of_decided_versions_go_with_the_audit_trail_and_no_sooner(desk: Desk) -> None:
    version = desk.draft()
    desk.save(version, a_note("夏天"))
    drafts.drop(desk.session, version, desk.author)
    assert saves(desk) == 2
    assert forget_saves(desk.session, NOW + timedelta(days=DAYS)) == 0
    assert forget_saves(desk.session, NOW + timedelta(days=DAYS, seconds=1)) == 2
    assert saves(desk) == 0
    assert drafts.typed(version) == a_note("夏天")


def test_saves_of_what_is_still_written_stay(desk: Desk) -> None:
    desk.draft()
    assert forget_saves(desk.session, NOW + timedelta(days=10 * DAYS)) == 0
