"""The desk's list of riders: who is entered, what it needs, and its way to the public."""

from flask import Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.core import clock, maintenance
from webapp.core.database import db
from webapp.core.marking import N_
from webapp.core.search_key import fold
from webapp.race.models import Edition
from webapp.race.riders import (
    change_pages,
    changing,
    export_pages,
    import_pages,
    keeping,
    masking,
    publishing,
    rider_pages,
    storing,
    waits,
    words,
)
from webapp.race.riders.forms import ReturnForm
from webapp.race.riders.models import Rider, RiderState, StartList, riders_of
from webapp.race.riders.pages import READERS, WRITERS, bp, edition_of_desk, known_of_desk
from webapp.staff import desk, lock
from webapp.staff.lock import account, allowed
from webapp.staff.models import Account, Role

__all__ = [
    "change_pages",
    "export_pages",
    "import_pages",
    "rider_pages",
]  # they add their pages to the blueprint
SHOWN = 100  # riders on the page; a search finds the others
LONGEST = 60  # characters that are looked for


def init_app(app: Flask) -> None:
    """Add riders to the desk, and the deletion of what was kept long enough."""
    lock.add_to_desk(app, bp)
    desk.add_lines(app, waits.lines)
    maintenance.add(app, N_("Riders whose personal data was deleted"), keeping.forget_due)
    maintenance.add(app, N_("Uploaded lists of riders emptied"), keeping.forget_sheets)


@bp.get("/")
@allowed(*READERS)
def index(year: int) -> ResponseReturnValue:
    """Everybody who is entered, those first who are looked for."""
    return _page(edition_of_desk(year), ReturnForm())


def _page(edition: Edition, form: ReturnForm, status: int = 200) -> ResponseReturnValue:
    year = edition.year
    riders = list(db.session.scalars(riders_of(year)))
    asked, category = request.args.get("q", "")[:LONGEST], request.args.get("category", "")
    found = [one for one in riders if category in ("", one.category) and _matches(one, asked)]
    listed = db.session.get(StartList, year)
    page = render_template(
        "bureau/race/riders_index.html",
        edition=edition,
        categories=words.category_names(edition),
        riders=found[:SHOWN],
        more=len(found) - SHOWN,
        all=riders,
        riding=[one for one in riders if one.state is RiderState.confirmed],
        asked=asked,
        category=category,
        problems=words.overlapping(edition),
        kept=keeping.kept(edition, keeping.last_import(db.session, year)),
        words=words,
        masked=masking.masked,
        form=form,
        changes=len(changing.waiting(db.session, year)),
        **_standing(listed, riders),
    )
    return page, status


def _matches(rider: Rider, asked: str) -> bool:
    sought = fold(asked)
    if sought.isdecimal():
        return rider.bib is not None and str(rider.bib) == str(int(sought))
    return sought in fold(f"{rider.name} {rider.team or ''}")


def _standing(listed: StartList | None, riders: list[Rider]) -> dict[str, object]:
    """How far the list is on its way to the public."""
    submitter = listed.submitted_by_id if listed else None
    public = publishing.shown(listed, riders)
    riding = [one for one in riders if one.state is RiderState.confirmed]
    return {
        "listed": listed,
        "submitted_by": db.session.get(Account, submitter) if submitter else None,
        "public": public,
        "not_public": len(riding) - len(public),
        "refusal": publishing.refusal(listed, riders, account()),
        "stamp": publishing.stamp(riders),
        "mine_to_review": listed is not None
        and lock.may_open("bureau.race_riders.return_")
        and not publishing.own_work(listed, account()),
    }


@bp.post("/assign")
@allowed(*WRITERS)
def assign(year: int) -> ResponseReturnValue:
    """Give everybody without a bib the next free one of their category."""
    edition = edition_of_desk(year)
    riders = db.session.scalars(riders_of(year)).all()
    given = storing.assign_missing(db.session, edition, riders)
    without = [one for one in riders if one.bib is None and one.state is RiderState.confirmed]
    if given:
        storing.wrote(db.session, year, account())
        for one in given:
            changing.note(db.session, one, {"bib": None}, {"bib": one.bib}, account(), clock.now())
        after = {"bibs": {str(one.id): one.bib for one in given}}
        lock.record("assign bibs", f"race {year}", after=after)
    db.session.commit()
    flash(ngettext("%(num)s bib given.", "%(num)s bibs given.", len(given)))
    if without:
        text = ngettext(
            "%(num)s rider has none: the bibs of the category are used up or not set.",
            "%(num)s riders have none: the bibs of the category are used up or not set.",
            len(without),
        )
        flash(text, "error")
    return _back(year)


@bp.post("/submit")
@allowed(*WRITERS)
def submit(year: int) -> ResponseReturnValue:
    """Ask somebody else to publish the list."""
    edition_of_desk(year)
    listed = db.session.get(StartList, year) or StartList(edition_year=year, imported_by=())
    if not db.session.scalars(riders_of(year).limit(1)).first():
        flash(_("Nobody is entered yet."), "error")
        return _back(year)
    db.session.add(listed)
    publishing.submit(listed, account(), clock.now())
    lock.record("submit", f"start list {year}")
    db.session.commit()
    flash(_("Submitted. Somebody else looks at the list and publishes it."))
    return _back(year)


@bp.post("/publish")
@allowed(Role.reviewer)
def publish(year: int) -> ResponseReturnValue:
    """Let the public see everybody who is entered now."""
    edition: Edition = edition_of_desk(year)
    known = known_of_desk(edition)
    why = publishing.refusal(known.start_list, known.riders, account())
    if why is None and request.form.get("seen") != publishing.stamp(known.riders):
        why = publishing.Refusal.changed
    if why is not None or known.start_list is None:
        flash(words.refusals()[why or publishing.Refusal.not_submitted], "error")
        return _back(year)
    publishing.publish(db.session, known.start_list, known, account(), clock.now())
    lock.record("publish", f"start list {year}", after={"riders": len(known.riders)})
    db.session.commit()
    flash(_("Published. The public sees name, team, category and bib, and nothing else."))
    return _back(year)


@bp.post("/return")
@allowed(Role.reviewer)
def return_(year: int) -> ResponseReturnValue:
    """Give the list back to whoever has submitted it, with a reason."""
    edition, listed = edition_of_desk(year), db.session.get(StartList, year)
    form = ReturnForm(request.form)
    if listed is None or not publishing.waits(listed) or publishing.own_work(listed, account()):
        flash(_("This list does not wait for you."), "error")
        return _back(year)
    if not form.validate():
        return _page(edition, form, 422)
    publishing.return_(listed, form.reason.data or "")
    lock.record("return", f"start list {year}", after={"reason": listed.returned_because})
    db.session.commit()
    flash(_("Returned. Whoever wrote the list reads why."))
    return _back(year)


@bp.post("/take-down")
@allowed(Role.reviewer)
def take_down(year: int) -> ResponseReturnValue:
    """Take the list from the public."""
    edition_of_desk(year)
    listed = db.session.get(StartList, year)
    if listed is not None and listed.published_at is not None:
        publishing.take_down(listed)
        lock.record("withdraw", f"start list {year}")
        db.session.commit()
        flash(_("The public does not see the list any more."))
    return _back(year)


def _back(year: int) -> ResponseReturnValue:
    return redirect(url_for(".index", year=year), 303)
