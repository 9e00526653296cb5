"""The public start list: who is shown, by category, and the search in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.core.search_key import fold
from webapp.race.models import Edition
from webapp.race.plan import Category
from webapp.race.riders import publishing
from webapp.race.riders.masking import shown_name
from webapp.race.riders.models import StartList, riders_of


@dataclass(frozen=True)
class Starter:
    """A rider as the public sees them: this and nothing else."""

    bib: int | None
    name: str
    team: str
    category: str


@dataclass(frozen=True)
class Group:
    """The riders of a category, by bib."""

    category: Category
    starters: Sequence[Starter]


def starters(session: Session, year: int) -> list[Starter] | None:
    """Everybody on the start list, by bib; None while it is not public."""
    listed = session.get(StartList, year)
    if listed is None or listed.published_at is None:
        return None
    found = publishing.shown(listed, session.scalars(riders_of(year)).all())
    return [Starter(one.bib, shown_name(one), one.team or "", one.category) for one in found]


def wanted(found: Sequence[Starter], category: str, words: str) -> list[Starter]:
    """Those of a category whose bib, or part of whose name or team, is looked for.

    A masked name is found by what is shown of it alone.
    """
    sought = fold(words)
    return [
        one
        for one in found
        if category in ("", one.category) and (not sought or _matches(one, sought))
    ]


def _matches(one: Starter, sought: str) -> bool:
    return sought == str(one.bib) or sought in fold(one.name) or sought in fold(one.team)


def grouped(edition: Edition, found: Sequence[Starter]) -> list[Group]:
    """By category in the edition's order; categories with nobody are left out."""
    groups = []
    for category in edition.categories:
        theirs = [one for one in found if one.category == category.code]
        if theirs:
            groups.append(Group(category, theirs))
    return groups
