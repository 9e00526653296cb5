"""The front desk: what waits for whoever is signed in, what grows old, what is not there yet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import current_app, render_template, request
from flask_babel import gettext as _

from webapp.core import clock, due
from webapp.core.database import db
from webapp.staff import desk as registered
from webapp.staff.desk import Column, Line
from webapp.staff.lock import account, for_all_staff, may_open
from webapp.staff.models import Account, Role
from webapp.staff.pages import bp

MOST_LINES = 8  # in a column, until all are asked for


@dataclass(frozen=True)
class Board:
    """One column as it is shown.

    Attributes:
        count: How many lines there are, shown or not.
    """

    column: Column
    heading: str
    empty: str
    count: int
    lines: Sequence[Line]


@dataclass(frozen=True)
class Step:
    """Something to begin with, for somebody whose desk is empty."""

    endpoint: str
    label: Callable[[], str]
    sentence: Callable[[], str]


@bp.get("/")
@for_all_staff
def desk() -> str:
    """The first page after signing in."""
    due.catch_up(clock.now())
    lines = registered.lines(db.session, account(), clock.today())
    boards = [_board(column, lines) for column in Column]
    return render_template(
        "bureau/desk.html",
        boards=boards,
        waiting=boards[0].count,
        urgent=any(line.urgent for line in lines),
        steps=[] if boards[0].count else first_steps(account()),
    )


def first_steps(account: Account) -> list[Step]:
    """What somebody with these roles can begin with."""
    held = [step for role in Role if role in account.roles for step in FIRST_STEPS[role]]
    there = [one for one in held if one.endpoint in current_app.view_functions]
    return [one for one in dict.fromkeys(there) if may_open(one.endpoint)]


def _board(column: Column, lines: Sequence[Line]) -> Board:
    own = [line for line in lines if line.column is column]
    heading, empty = _words(column)
    everything = request.args.get("all") == column.value
    return Board(column, heading, empty, len(own), own if everything else own[:MOST_LINES])


def _words(column: Column) -> tuple[str, str]:
    words = {
        Column.waiting: (
            _("Waits for you"),
            _("Nothing waits for you. What colleagues hand over appears here."),
        ),
        Column.stale: (
            _("Grows old"),
            _("Nothing is old: every column has seen something new lately."),
        ),
        Column.lacking: (_("Is missing"), _("Nothing is missing that we know of.")),
    }
    return words[column]


_REVIEW = Step(
    "bureau.review.index",
    lambda: _("Review"),
    lambda: _("Read what colleagues submit, publish it, or return it with a reason."),
)
_POST = Step(
    "bureau.events.edit",
    lambda: _("Post an event"),
    lambda: _("A title, a day and a place will do to begin with; it saves itself as you write."),
)
_PLACES = Step(
    "bureau.places.index",
    lambda: _("Look through the places"),
    lambda: _("Hours, prices and telephone numbers grow old first. Say here when a place closes."),
)
_ACCOUNTS = Step(
    "bureau.staff.accounts_list",
    lambda: _("Give colleagues their accounts"),
    lambda: _("One writes, another one publishes: at least two people have to be here."),
)
_AUDIT = Step(
    "bureau.staff.audit_trail",
    lambda: _("Read the audit trail"),
    lambda: _("Who did what, when, and from where; it can be searched and taken away as a table."),
)
_VISITS = Step(
    "visits.index",
    lambda: _("The year’s visitors"),
    lambda: _("The numbers as the public sees them, with what is missing."),
)
FIRST_STEPS: dict[Role, tuple[Step, ...]] = {
    Role.administrator: (_ACCOUNTS,),
    Role.editor: (_POST, _PLACES),
    Role.reviewer: (_REVIEW,),
    Role.operator: (_PLACES,),
    Role.statistician: (_VISITS,),
    Role.auditor: (_AUDIT, _REVIEW),
}
