"""The desk's page of one revision or draft, and what can be done with it."""

from collections import Counter

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.core import clock
from webapp.core.database import db
from webapp.race.models import Edition
from webapp.race.results import desk_pages, names, revisions, words
from webapp.race.results.desk_pages import AT_THE_ROADSIDE, ONE, READERS, back, bp, seen
from webapp.race.results.forms import ProtestForm, ReasonForm
from webapp.race.results.models import ResultSet, ResultState
from webapp.race.results.refusals import NotDone
from webapp.staff import lock
from webapp.staff.lock import account, allowed
from webapp.staff.models import Role

SHOWN = 300  # rows of a category on the page


@bp.get(ONE)
@allowed(*READERS)
def one(year: int, id: int) -> ResponseReturnValue:
    """What was read, what is odd, what would change, and the next step."""
    edition, found = desk_pages.set_of(year, id)
    return _page(edition, found)


def _page(
    edition: Edition,
    found: ResultSet,
    status: int = 200,
    protest: ProtestForm | None = None,
    reason: ReasonForm | None = None,
) -> ResponseReturnValue:
    beside = desk_pages.beside(edition, found)
    mine = {*found.author_ids, found.made_by_id, found.submitted_by_id}
    page = render_template(
        "bureau/race/results_one.html",
        edition=edition,
        found=found,
        beside=beside,
        counts=Counter(row.status for row in found.rows),
        left_out=[one for one in found.warnings if one.left_out],
        remarks=[one for one in found.warnings if not one.left_out],
        categories=words.categories(edition),
        official=revisions.official(db.session, edition.year),
        newest=revisions.newest(db.session, edition.year),
        decides=account().id not in mine,
        hidden=names.hidden(db.session, edition.year),
        people=desk_pages.people([found]),
        protest=protest or ProtestForm(data={"minutes": revisions.PROTEST_MINUTES}),
        reason=reason or ReasonForm(),
        shown=SHOWN,
        words=words,
        now=clock.now(),
    )
    return page, status


@bp.post(f"{ONE}/publish")
@allowed(*AT_THE_ROADSIDE)
def publish(year: int, id: int) -> ResponseReturnValue:
    """Show a draft to the public at once: live, or provisional with time for protests."""
    edition, found = desk_pages.set_of(year, id)
    live = request.form.get("state") == ResultState.live.value
    state = ResultState.live if live else ResultState.provisional
    form = ProtestForm(request.form)
    if not form.validate():
        return _page(edition, found, 422, protest=form)
    minutes = revisions.PROTEST_MINUTES if form.minutes.data is None else form.minutes.data
    try:
        number = revisions.publish(
            db.session,
            found,
            state,
            account(),
            clock.now(),
            seen=seen(),
            protest_minutes=minutes,
        )
    except NotDone as why:
        return desk_pages.refused(why, year, id)
    after = {"revision": number, "state": state, "rows": len(found.rows)}
    lock.record("publish results", f"results {id}", after=after)
    db.session.commit()
    flash(_("The public reads revision %(number)s now.", number=number))
    return back(year, id)


@bp.post(f"{ONE}/submit")
@allowed(*AT_THE_ROADSIDE)
def submit(year: int, id: int) -> ResponseReturnValue:
    """Hand results to a second person to make them official, or to amend what is."""
    _edition, found = desk_pages.set_of(year, id)
    reason = request.form.get("reason", "")
    try:
        waiting = revisions.submit(db.session, found, account(), clock.now(), reason)
    except NotDone as why:
        return desk_pages.refused(why, year, id)
    after = {"wanted": waiting.wanted, "reason": waiting.reason, "rows": len(waiting.rows)}
    lock.record("submit results", f"results {waiting.id}", after=after)
    db.session.commit()
    flash(_("A second person makes them official."))
    return back(year, waiting.id)


@bp.post(f"{ONE}/decide")
@allowed(Role.reviewer)
def decide(year: int, id: int) -> ResponseReturnValue:
    """Make submitted results official."""
    _edition, found = desk_pages.set_of(year, id)
    try:
        number = revisions.decide(db.session, found, account(), clock.now(), seen=seen())
    except NotDone as why:
        return desk_pages.refused(why, year, id)
    after = {"revision": number, "state": found.state, "reason": found.reason}
    lock.record("make results official", f"results {id}", after=after)
    db.session.commit()
    flash(_("Revision %(number)s is official.", number=number))
    return back(year, id)


@bp.post(f"{ONE}/return")
@allowed(Role.reviewer)
def return_(year: int, id: int) -> ResponseReturnValue:
    """Give submitted results back with a reason."""
    _edition, found = desk_pages.set_of(year, id)
    try:
        revisions.return_(found, account(), request.form.get("reason", ""))
    except NotDone as why:
        return desk_pages.refused(why, year, id)
    lock.record("return results", f"results {id}", after={"reason": found.returned_because})
    db.session.commit()
    flash(_("They are a draft again, with your reason."))
    return back(year, id)


@bp.post(f"{ONE}/drop")
@allowed(*AT_THE_ROADSIDE)
def drop(year: int, id: int) -> ResponseReturnValue:
    """Put a draft aside."""
    _edition, found = desk_pages.set_of(year, id)
    try:
        revisions.drop(found)
    except NotDone as why:
        return desk_pages.refused(why, year, id)
    lock.record("drop results", f"results {id}", before={"file": found.file_name})
    db.session.commit()
    flash(_("The draft is dropped. The public never read it."))
    return back(year)
