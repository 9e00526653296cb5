"""Riders, their lists and files in words."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.core import languages
from webapp.core.tables import Cell, Column, Table
from webapp.core.words import day
from webapp.race.models import Edition
from webapp.race.plan import Sex
from webapp.race.riders import bibs
from webapp.race.riders.changing import Obstacle
from webapp.race.riders.checking import ranges_of
from webapp.race.riders.dry_run import DryRun, Key, Mode
from webapp.race.riders.entries import Problem
from webapp.race.riders.keeping import Keep, Kept
from webapp.race.riders.known import SEALED
from webapp.race.riders.lines import Fate, Line
from webapp.race.riders.models import Became, RiderChange, RiderState
from webapp.race.riders.publishing import Refusal
from webapp.visits.upload_words import leaving_out


def fields() -> Mapping[str, str]:
    """What a column of a list can mean."""
    return {
        "bib": _("Bib"),
        "name": _("Rider's name"),
        "family_name": _("Family name"),
        "given_name": _("Given name"),
        "sex": _("Sex"),
        "birth_date": _("Day of birth"),
        "birth_year": _("Year of birth"),
        "category": _("Category"),
        "team": _("Team"),
        "nation": _("Country"),
        "city": _("City"),
        "uci_id": _("UCI ID"),
        "licence": _("Licence"),
        "id_kind": _("Kind of document"),
        "id_number": _("Document number"),
        "phone": _("Phone"),
        "emergency_contact": _("Emergency contact"),
        "emergency_phone": _("Emergency contact's phone"),
        "medical_note": _("Medical note"),
        "guardian": _("Guardian"),
        "waiver_at": _("Waiver signed at"),
        "waiver_sha256": _("Waiver's SHA-256"),
    }


def modes() -> Mapping[Mode, tuple[str, str]]:
    """What can be done with a list, and what that means."""
    return {
        Mode.add: (_("Only add new"), _("Riders who are there already are not touched.")),
        Mode.update: (
            _("Update existing"),
            _("Nobody is added. Empty cells leave what is there."),
        ),
        Mode.both: (_("Add and update"), _("Who is there is updated, the others are added.")),
    }


def keys() -> Mapping[Key, str]:
    """By what a row and a rider are told to be the same."""
    return {
        Key.bib: _("Bib"),
        Key.uci_id: _("UCI ID"),
        Key.id_number: _("Document number"),
    }


def fates() -> Mapping[Fate, str]:
    """What would become of a row."""
    return {
        Fate.refused: _("not taken"),
        Fate.changed: _("changed"),
        Fate.new: _("new"),
        Fate.there: _("there already"),
        Fate.unchanged: _("unchanged"),
    }


def states() -> Mapping[RiderState, str]:
    """Whether somebody rides."""
    return {RiderState.confirmed: _("rides"), RiderState.withdrawn: _("does not ride")}


def values(change: RiderChange, categories: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """What was changed by hand: the field, what it was, what it is."""
    names = {**fields(), "state": _("State")}
    return [
        (
            names[name],
            _changed(name, change.before[name], categories),
            _changed(name, new, categories),
        )
        for name, new in change.after.items()
        if name not in ("family_name", "given_name")
    ]


def _changed(name: str, value: str | int | None, categories: Mapping[str, str]) -> str:
    if name == "state":
        return states()[RiderState(value)]
    if name == "category":
        return categories.get(str(value), str(value))
    return _value(value)


def obstacles() -> Mapping[Obstacle, str]:
    """Why a change by hand cannot be confirmed or put back."""
    return {
        Obstacle.own_work: _("Somebody else confirms: you have made this change."),
        Obstacle.changed_since: _(
            "This rider was changed again since. Deal with the later change first."
        ),
        Obstacle.bib_taken: _("Somebody else has the bib that this rider had."),
    }


def sexes() -> Mapping[Sex, str]:
    """Of a rider."""
    return {Sex.men: _("male"), Sex.women: _("female"), Sex.any: ""}


def category_names(edition: Edition) -> Mapping[str, str]:
    """The names of an edition's categories by code."""
    return {one.code: languages.words(one.name) for one in edition.categories}


def why(problem: Problem) -> str:
    """A problem with the column that it is in."""
    reason = _(problem.reason, **problem.details)
    if not problem.column:
        return reason
    return _("“%(column)s”: %(reason)s", column=problem.column, reason=reason)


def changed(line: Line) -> list[str]:
    """What would change of a rider; of what is sealed only that it does."""
    names = fields()
    said = []
    for name, (old, new) in line.changes.items():
        if name in SEALED or name == "birth_date":
            said.append(names[name])
        else:
            said.append(f"{names[name]} {_value(old)} → {_value(new)}")
    return said


def _value(value: object) -> str:
    if isinstance(value, Sex):
        return sexes()[value]
    return "–" if value is None else str(value)


def stores(found: DryRun) -> str:
    """What the button does, to the row."""
    store = ngettext("Bring in %(num)s row", "Bring in %(num)s rows", found.stores)
    return leaving_out(store, found.count.get(Fate.refused, 0))


def became(one: Became) -> str:
    """What came of a list."""
    said = [
        ngettext("%(num)s rider entered", "%(num)s riders entered", one.new),
        ngettext("%(num)s changed", "%(num)s changed", one.changed),
        ngettext("%(num)s row left out", "%(num)s rows left out", one.left_out)
        if one.left_out
        else "",
    ]
    return _(", ").join(part for part in said if part)


def table(found: DryRun, edition: Edition, only: Fate | None) -> Table:
    """The rows of a dry run with what becomes of them: those of one fate when told."""
    names = (_("Row"), _("Bib"), _("Rider's name"), _("Category"), _("What happens"), _("Why"))
    lines = (line for line in found.lines if only in (None, line.fate))
    categories = category_names(edition)
    return Table(_("Dry run"), [Column(name) for name in names], _rows(lines, categories))


def _rows(lines: Any, categories: Mapping[str, str]) -> Any:
    for line in lines:
        row: list[Cell] = [line.entry.line, line.bib, line.name]
        row += [categories.get(line.category or "", ""), fates()[line.fate]]
        yield [*row, "; ".join(why(problem) for problem in line.problems)]


def overlapping(edition: Edition) -> list[str]:
    """Categories whose bibs overlap or cannot be read, in sentences."""
    names = category_names(edition)
    said = []
    for one in edition.categories:
        try:
            bibs.parse(one.bibs)
        except bibs.BadRange as bad:
            reason = _(bad.reason, piece=bad.piece)
            said.append(_("%(category)s: %(reason)s", category=names[one.code], reason=reason))
    ranges = {one.code: ranges_of(one) for one in edition.categories}
    for first, second, both in bibs.overlaps(ranges):
        text = _(
            "%(one)s and %(other)s both claim the bibs %(bibs)s.",
            one=names[first],
            other=names[second],
            bibs=both,
        )
        said.append(text)
    return said


def refusals() -> Mapping[Refusal, str]:
    """Why a start list cannot be published."""
    return {
        Refusal.nobody: _("Nobody is entered yet."),
        Refusal.not_submitted: _("Nobody has submitted the list yet."),
        Refusal.changed: _("The list has changed since you looked. Please look at it again."),
        Refusal.own_work: _("Somebody else publishes: you have written or submitted this list."),
    }


def kept_words(found: Kept | None) -> list[str]:
    """What is kept until when, a sentence each."""
    if found is None:
        return []
    until = {keep: day(last) for keep, last in found.until.items()}
    return [
        _("Medical notes until %(day)s.", day=until[Keep.medical]),
        _(
            "Day of birth, document, phone and emergency contact until %(day)s.",
            day=until[Keep.contact],
        ),
        _("Waiver and guardian until %(day)s.", day=until[Keep.waiver]),
    ]
