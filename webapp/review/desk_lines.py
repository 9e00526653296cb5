"""What the front desk says of the review: what waits for whoever is signed in."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from webapp.core import clock, languages
from webapp.review import sheet, waiting
from webapp.review.models import State, Version, to_confirm
from webapp.review.subjects import SUBJECTS
from webapp.staff.desk import Column, Line
from webapp.staff.models import Account, Role


def lines(session: Session, account: Account, today: date) -> Sequence[Line]:
    """What this account has to decide, to change, or has begun."""
    found = waiting.open_versions(session)
    told: list[Line] = []
    if account.holds(Role.reviewer):
        others = _not_by(account, to_confirm(session))
        told += _lines(others, _("Confirm or correct: %(title)s"), _changed, urgent=True)
        told += _lines(_not_by(account, found[State.submitted]), _("Review: %(title)s"), _submitted)
    mine = [one for one in found[State.returned] if account.id in one.authors]
    told += _lines(mine, _("Returned to you: %(title)s"), lambda one: one.reason or "")
    mine = [one for one in found[State.draft] if account.id in one.authors]
    told += _lines(mine, _("Your draft: %(title)s"), lambda _one: "")
    return told


def _lines(
    versions: Iterable[Version], what: str, more: Callable[[Version], str], urgent: bool = False
) -> list[Line]:
    return [
        Line(
            Column.waiting,
            what % {"title": languages.words(sheet.title_of(one)) or _("Without a title")},
            url_for("bureau.review.manuscript", manuscript_id=one.manuscript_id),
            clock.local(_since(one)).date(),
            more(one),
            urgent,
        )
        for one in versions
        if one.manuscript.kind in SUBJECTS
    ]


def _not_by(account: Account, versions: Iterable[Version]) -> list[Version]:
    return [one for one in versions if account.id not in one.authors]


def _since(version: Version) -> datetime:
    if version.urgent and version.published_at is not None:
        return version.published_at
    return waiting.since(version)


def _changed(version: Version) -> str:
    return _("Changed at once: %(reason)s", reason=version.reason)


def _submitted(version: Version) -> str:
    return _("by %(name)s", name=version.saved_by.full_name if version.saved_by else "")
