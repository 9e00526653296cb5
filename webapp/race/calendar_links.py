"""What the calendar shows of the race, and what the desk is told where the two do not agree."""

from collections.abc import Sequence
from datetime import date

from flask import g, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session, load_only

from webapp.core.database import db
from webapp.events import event_page
from webapp.events import words as event_words
from webapp.events.models import Event, listed
from webapp.events.occurrence import Occurrence
from webapp.events.own_pages import OwnPage
from webapp.race import calendar, words
from webapp.race.models import Edition, EditionStatus, editions
from webapp.race.plan_words import word
from webapp.staff.desk import Column, Line
from webapp.staff.models import Account, Role

SHOWN = (Edition.year, Edition.held_on, Edition.ends_on, Edition.status)


def page_of(one: Occurrence) -> OwnPage | None:
    """The edition that a date of the race's event is, for `events.own_pages`."""
    if one.event.uid != calendar.RACE_EVENT:
        return None
    if "editions_in_calendar" not in g:
        g.editions_in_calendar = _editions(db.session)
    edition = calendar.edition_for(one, g.editions_in_calendar)
    if edition is None:
        return None
    label = _("The race of %(year)s", year=edition.year)
    return OwnPage(label, url_for("race.edition", year=edition.year))


def desk_lines(session: Session, account: Account, today: date) -> Sequence[Line]:
    """Editions of this year and later of which the calendar says something else, for editors."""
    if not account.holds(Role.editor, Role.reviewer):
        return []
    event = session.scalar(listed().where(Event.uid == calendar.RACE_EVENT))
    if event is None:
        return []
    known = [one for one in _editions(session) if one.year >= today.year]
    found = []
    for edition in known:
        dates = event_page.make(event, today).all
        mine = [one for one in dates if calendar.edition_for(one, known) is edition]
        if mine and not any(calendar.agree(one, edition) for one in mine):
            found.append(_line(mine[0], edition))
    return found


def _editions(session: Session) -> Sequence[Edition]:
    return session.scalars(editions().options(load_only(*SHOWN))).all()


def _line(one: Occurrence, edition: Edition) -> Line:
    return Line(
        Column.waiting,
        _("The race of %(year)s: calendar and edition do not agree", year=edition.year),
        url_for("bureau.race.hub", year=edition.year),
        more=_(
            "The calendar says: %(calendar)s (%(status)s). The edition says: %(edition)s.",
            calendar=event_words.days(one),
            status=event_words.status_word(one.status),
            edition=_said(edition),
        ),
        urgent=True,
    )


def _said(edition: Edition) -> str:
    off = (EditionStatus.cancelled, EditionStatus.postponed)
    days = words.days_of(edition)
    return f"{days} ({word(edition.status)})" if edition.status in off else days
