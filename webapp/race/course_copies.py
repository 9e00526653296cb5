"""The courses of one edition as the beginning of another's: drafts, looked at like any other."""

from datetime import datetime

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.race.courses import draft
from webapp.race.courses.models import Course
from webapp.race.courses.subject import KIND
from webapp.review import writing
from webapp.review.models import Version
from webapp.staff.models import Account


def begin(session: Session, old: int, new: int, by: Account, at: datetime) -> list[Version]:
    """A draft of each public course of the edition of `old`, for that of `new`.

    The measured line is the same one: it is kept once, whoever rides it.
    """
    public = select(Course).where(Course.edition_year == old, Course.withdrawn_at.is_(None))
    texts = [draft.read(one) for one in session.scalars(public.order_by(Course.id))]
    copies = (msgspec.structs.replace(one, edition_year=new) for one in texts)
    return [writing.start(session, KIND, one, by, at) for one in copies]
