"""Uploaded sheets in words: what would become of each row, and why some are refused."""

import enum
from collections.abc import Iterator, Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.core.tables import Cell, Column, Table
from webapp.visits import labels
from webapp.visits.daily_form import Problem, Refused
from webapp.visits.dry_run import DryRun, Fate, Line, Mode, Value
from webapp.visits.models import Metric
from webapp.visits.report_words import plain
from webapp.visits.upload import Became


def modes() -> Mapping[enum.Enum, tuple[str, str]]:
    """What can be done with a sheet, and what that means."""
    return {
        Mode.add: (_("Add"), _("Only what is not there yet. A value that stands is not touched.")),
        Mode.replace: (
            _("Replace the days"),
            _("What stands is corrected, with a reason. Empty cells leave it as it is."),
        ),
        Mode.check: (_("Only check"), _("Nothing can be stored.")),
    }


def fates() -> Mapping[enum.Enum, str]:
    """What would become of a row."""
    return {
        Fate.refused: _("refused"),
        Fate.changed: _("changed"),
        Fate.new: _("new"),
        Fate.confirmed: _("confirmed"),
        Fate.unchanged: _("unchanged"),
    }


def why(problem: Problem) -> str:
    """A problem with the column it is in."""
    reason = _(problem.reason, **problem.details)
    if not problem.column:
        return reason
    return _("“%(column)s”: %(reason)s", column=problem.column, reason=reason)


def refusals(refused: Refused) -> list[str]:
    """Why a whole file is refused."""
    return [why(problem) for problem in refused.problems]


def value(one: Value) -> str:
    """A value, with what it replaces: 812 → 820."""
    new = plain(one.metric, one.new)
    if one.fate is not Fate.changed:
        return new
    old = "–" if one.old is None else plain(one.metric, one.old)
    return f"{old} → {new}"


def stores(found: DryRun) -> str:
    """What the button does, to the row."""
    store = ngettext("Store %(num)s row", "Store %(num)s rows", found.stores)
    return leaving_out(store, found.count.get(Fate.refused, 0))


def leaving_out(store: str, left: int) -> str:
    """What a button does, with how many refused rows it leaves out."""
    if not left:
        return store
    leave = ngettext("leave out %(num)s", "leave out %(num)s", left)
    return _("%(store)s, %(leave)s", store=store, leave=leave)


def became(one: Became) -> str:
    """What came of a sheet."""
    said = [
        ngettext("%(num)s new value", "%(num)s new values", one.new),
        ngettext("%(num)s corrected", "%(num)s corrected", one.corrected),
        ngettext(
            "%(num)s waiting for a second person",
            "%(num)s waiting for a second person",
            one.waiting,
        )
        if one.waiting
        else "",
        ngettext("%(num)s confirmed", "%(num)s confirmed", one.confirmed) if one.confirmed else "",
        ngettext("%(num)s row left out", "%(num)s rows left out", one.left_out)
        if one.left_out
        else "",
    ]
    return _(", ").join(part for part in said if part)


def table(found: DryRun, only: Fate | None) -> Table:
    """The rows of a dry run as a table: those of one fate when told."""
    metrics = sorted({one.metric for one in found.statements}, key=list(Metric).index)
    columns = [Column(_("Row")), Column(_("Day")), Column(_("Place")), Column(_("What happens"))]
    columns += [Column(labels.metrics()[metric]) for metric in metrics]
    columns.append(Column(_("Why it is refused")))
    lines = (line for line in found.lines if only in (None, line.fate))
    return Table(_("Dry run"), columns, (_row(line, metrics) for line in lines))


def _row(line: Line, metrics: list[Metric]) -> list[Cell]:
    values = {one.metric: value(one) for one in line.values}
    reasons = "; ".join(why(problem) for problem in line.problems)
    written: list[Cell] = [line.line, line.day, line.place, fates()[line.fate]]
    return [*written, *(values.get(metric, "") for metric in metrics), reasons]


def template() -> Iterator[Table]:
    """An empty sheet to fill in, and how."""
    told = _columns()
    yield Table("01景区日报", [Column(name, 14) for name, _how in told], ())
    yield Table(
        _("How to fill it in"), [Column(_("Column"), 18), Column(_("What it is"), 70)], told
    )


def _columns() -> list[tuple[str, str]]:
    people, money = _("a whole number"), _("yuan, with two decimals at most")
    return [
        ("日期", _("the business day: 05:00 to 05:00; a date, or written 2026-11-22")),
        ("景区", _("the place's name")),
        ("入园人次", _("everybody who came in: full price, discount and free together")),
        ("全票", people),
        ("优惠", people),
        ("免票", people),
        ("同日重复入园修正", people),
        ("去重人次", people),
        ("瞬时最大在园", people),
        ("门票收入元", money),
        ("其他收入元", money),
        ("来源", _("where the numbers are from; may be empty")),
        ("状态", _("预报, 初步 or 核实; may be empty")),
        ("备注", _("a remark; why it is 0 on an open day")),
    ]
