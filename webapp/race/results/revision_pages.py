"""Every publication of the results: the list, each as it was, and what one changed."""

from dataclasses import dataclass

from flask import abort, render_template, request
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from webapp.core import clock, page_cache
from webapp.core.database import db
from webapp.race.results import public_parts, public_words, published, standings, words
from webapp.race.results.comparison import compare
from webapp.race.results.models import ResultSet, ResultState, public_sets
from webapp.race.results.public_parts import REVISION, Revision, bp

MOST_COUNTED = 6  # revisions whose changes are counted


@dataclass(frozen=True)
class Publication:
    """One line of the list.

    Attributes:
        before: The revision it is compared with; None: the first one, or too long ago.
        changed: Rows that differ from that.
    """

    found: ResultSet
    before: int | None = None
    changed: int = 0


@bp.get("/results/revisions")
def revisions(year: int) -> str:
    """All publications, the newest first."""
    page_cache.public()
    edition, parts = public_parts.public_edition(year)
    found = list(db.session.scalars(public_sets(year))) or abort(404)
    return render_template(
        "race/results_revisions.html",
        edition=edition,
        parts=parts,
        publications=_publications(year, found),
        live=[one for one in found if one.state is ResultState.live],
        words=words,
        public_words=public_words,
    )


@bp.get(f"/results/revisions/<{REVISION}:number>")
def revision(year: int, number: int) -> str:
    """A revision as it was; `?against=` an other one, what differs."""
    page_cache.public()
    edition, parts = public_parts.public_edition(year)
    found = public_parts.revision_of(year, number)
    other = _other(year)
    if other is not None:
        return _compared(year, found, other)
    return render_template(
        "race/results_revision.html",
        edition=edition,
        parts=parts,
        revision=found,
        standings=standings.standings(edition.categories, found.rows, standings.EVERYTHING),
        words=words,
        public_words=public_words,
        now=clock.now(),
    )


def _other(year: int) -> Revision | None:
    text = request.args.get("against")
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadRequest(_("A revision is a number."))
    return public_parts.revision_of(year, int(text))


def _compared(year: int, one: Revision, other: Revision) -> str:
    edition, parts = public_parts.public_edition(year)
    old, new = sorted((one, other), key=lambda each: each.found.revision or 0)
    changes = compare(old.rows, new.rows)
    return render_template(
        "race/results_compared.html",
        edition=edition,
        parts=parts,
        old=old,
        new=new,
        said=[change for change in changes if not change.only_moved],
        moved=[change for change in changes if change.only_moved],
        words=words,
        public_words=public_words,
    )


def _publications(year: int, found: list[ResultSet]) -> list[Publication]:
    """Those that were more than live, each against the one before it of those."""
    with_rows = published.printed(db.session, year, MOST_COUNTED)
    counted = {
        new.revision: Publication(new, old.revision, len(compare(old.rows, new.rows)))
        for new, old in zip(with_rows, with_rows[1:], strict=False)
    }
    return [
        counted.get(one.revision, Publication(one))
        for one in found
        if one.state is not ResultState.live
    ]
