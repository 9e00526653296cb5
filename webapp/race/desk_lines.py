"""What the front desk says of the race: announcements that nobody has ended."""

from collections.abc import Sequence
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.race import notice_words
from webapp.race.models import PUBLIC, Edition, Notice
from webapp.staff.desk import Column, Line
from webapp.staff.models import Account, Role


def lines(session: Session, account: Account, today: date) -> Sequence[Line]:
    """Announcements that the public still reads although the day they were made on is over."""
    if not account.holds(Role.editor, Role.reviewer):
        return []
    midnight = clock.at_local(today)
    old = (
        select(Notice, Edition)
        .join(Edition, Edition.year == Notice.edition_year)
        .where(Notice.ended_at.is_(None), Notice.announced_at < midnight, PUBLIC)
        .order_by(Notice.id)
    )
    return [
        Line(
            Column.stale,
            _("%(year)s race: an announcement still stands", year=edition.year),
            url_for("bureau.race.announcements", year=edition.year),
            clock.local(notice.announced_at).date(),
            notice_words.heading(notice, edition),
        )
        for notice, edition in session.execute(old)
    ]
