"""What the front desk says of places: what grows old, what is missing, closures to look after."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import clock, languages
from webapp.places import closures, listed
from webapp.places.listed import Lacks, Row
from webapp.places.models import Closure, Place
from webapp.staff.desk import Column, Line
from webapp.staff.models import Account, Role

LONG = timedelta(days=30)  # a closure without an end is asked about after it
LATELY = timedelta(days=7)  # one that has ended by the clock is told for so long


def lines(session: Session, account: Account, today: date) -> Sequence[Line]:
    """What an account has to do about the places that are its business."""
    if not account.holds(Role.editor, Role.reviewer, Role.operator):
        return []
    all_of_them = account.holds(Role.editor, Role.reviewer)
    among = None if all_of_them else account.places
    now = clock.now()
    found = listed.rows(session, today, closures.in_force_at(session, now), among)
    told = [*_of_closures(session, {row.place.id: row.place for row in found}, now)]
    told += _of_positions(found)
    if all_of_them:
        told += [*_unverified(found), *_untranslated(found)]
    return told


def _of_closures(session: Session, places: dict[int, Place], now: datetime) -> Iterator[Line]:
    standing = select(Closure).where(Closure.ended_at.is_(None)).order_by(Closure.id)
    for one in session.scalars(standing):
        place = places.get(one.place_id)
        if place is None or not place.public:
            continue
        name, address = languages.words(place.name), url_for("bureau.places.place", slug=place.slug)
        begun = clock.local(one.starts_at).date()
        if one.ends_at is None and now - one.starts_at > LONG:
            days = (now - one.starts_at).days
            what = _("%(place)s: closed for %(days)s days without an end", place=name, days=days)
            yield Line(Column.stale, what, address, begun, languages.words(one.reason))
        elif one.ends_at is not None and timedelta(0) <= now - one.ends_at < LATELY:
            over = clock.local(one.ends_at).date()
            what = _("%(place)s: the closure has ended by itself. Is it open?", place=name)
            yield Line(Column.stale, what, address, over, languages.words(one.reason))


def _of_positions(rows: Sequence[Row]) -> Iterator[Line]:
    missing = [row.place for row in rows if Lacks.position in row.lacks]
    if not missing:
        return
    what = ngettext(
        "%(num)s place without a surveyed position",
        "%(num)s places without a surveyed position",
        len(missing),
    )
    yield Line(Column.lacking, what, _list(Lacks.position), more=_names(missing))


def _unverified(rows: Sequence[Row]) -> Iterator[Line]:
    old = [row.place for row in rows if Lacks.check in row.lacks]
    if not old:
        return
    what = ngettext(
        "%(num)s place not verified for a year",
        "%(num)s places not verified for a year",
        len(old),
    )
    oldest = min(place.checked_on for place in old)
    yield Line(Column.stale, what, _list(Lacks.check), oldest, _names(old))


def _untranslated(rows: Sequence[Row]) -> Iterator[Line]:
    lacking = [row.place for row in rows if Lacks.english in row.lacks]
    if not lacking:
        return
    what = ngettext(
        "%(num)s place not all in English", "%(num)s places not all in English", len(lacking)
    )
    yield Line(Column.lacking, what, _list(Lacks.english), more=_names(lacking))


def _list(lacks: Lacks) -> str:
    return url_for("bureau.places.index", show=lacks.value)


def _names(places: Sequence[Place]) -> str:
    """The first few by name."""
    names = _(", ").join(languages.words(place.name) for place in places[:3])
    return _("%(names)s …", names=names) if len(places) > 3 else names
