"""What the desk's pages of results share: the blueprint, finding things, going back with a word."""

from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.core.database import db
from webapp.race import pages
from webapp.race.models import Edition
from webapp.race.results import checking, comparison, words
from webapp.race.results.comparison import Change
from webapp.race.results.models import Problem, ResultSet, public_sets
from webapp.race.results.refusals import NotDone
from webapp.race.riders.models import riders_of
from webapp.staff.models import Account, Role

bp = Blueprint("race_results", __name__, url_prefix="/race")
READERS = (Role.editor, Role.reviewer, Role.auditor)
AT_THE_ROADSIDE = (Role.editor, Role.reviewer)
BASE = f"/<{pages.YEAR}>/results"
ONE = f"{BASE}/<{pages.ID}:id>"


@dataclass(frozen=True)
class Beside:
    """Results beside what the public read before them.

    Attributes:
        before: The newest public revision; of a public one the revision before it.
        changes: From there to here; empty without one.
        findings: What somebody should look at.
    """

    before: ResultSet | None
    changes: list[Change]
    findings: list[Problem]

    @property
    def said(self) -> list[Change]:
        """Riders of whom something is said differently."""
        return [one for one in self.changes if not one.only_moved]


def set_of(year: int, id: int) -> tuple[Edition, ResultSet]:
    """The edition and one of its revisions or drafts; answers 404."""
    edition = pages.public_edition(year)
    found = db.session.get(ResultSet, id)
    return (edition, found) if found and found.edition_year == year else abort(404)


def beside(edition: Edition, found: ResultSet) -> Beside:
    """Results beside those before them, and checked."""
    older = public_sets(edition.year)
    if found.revision is not None:
        older = older.where(ResultSet.revision < found.revision)
    before = db.session.scalars(older.limit(1)).first()
    changes = comparison.compare(before.rows, found.rows) if before else []
    riders = db.session.scalars(riders_of(edition.year)).all()
    return Beside(before, changes, checking.find(found.rows, riders, edition.categories))


def seen() -> int | None:
    """The revision that was the newest when the form was made."""
    text = request.form.get("seen", "")
    if not text:
        return None
    return int(text) if text.isdecimal() and len(text) < 9 else abort(400)


def people(sets: list[ResultSet]) -> dict[int, str]:
    """Names of everybody who did something with them."""
    ids = {one.made_by_id for one in sets} | {one.published_by_id for one in sets}
    ids |= {one.submitted_by_id for one in sets}
    found = (db.session.get(Account, id) for id in ids if id is not None)
    return {one.id: one.full_name for one in found if one is not None}


def back(year: int, id: int | None = None) -> ResponseReturnValue:
    """To the page of these results, else to all of the edition."""
    if id is None:
        return redirect(url_for("bureau.race_results.index", year=year), 303)
    return redirect(url_for("bureau.race_results.one", year=year, id=id), 303)


def refused(error: NotDone, year: int, id: int | None = None) -> ResponseReturnValue:
    """Back, with the reason; nothing was stored."""
    db.session.rollback()
    flash(words.refusal(error), "error")
    return back(year, id)
