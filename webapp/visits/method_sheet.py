"""06口径说明: what a table says of itself, so that it can be defended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.tables import Column, Row, Table
from webapp.visits import adding_up, chain, methods, report_words
from webapp.visits.decisions import Seal
from webapp.visits.scope import Scope


@dataclass(frozen=True)
class Origin:
    """Where a table comes from.

    Attributes:
        method: The version of the method in force (口径版本).
        head: The chain's last link: it stands for every entry that the table rests on.
    """

    made_at: datetime
    made_by: str
    method: int
    head: chain.Head


def origin_of(session: Session, made_by: str, now: datetime) -> Origin:
    """Where a table comes from that is made now out of what the session sees."""
    return Origin(now, made_by, methods.current(session), chain.head(session))


def about(title: str, scope: Scope, origin: Origin) -> list[Row]:
    """Name and value of everything that has to stand on a table."""
    whole = len(scope.places) == len(scope.everywhere)
    places = _("all that are counted") if whole else ", ".join(scope.places.values())
    return [
        [_("Table"), title],
        [_("Period"), f"{scope.first} – {scope.last}"],
        [_("Places"), places],
        [_("Level"), _("L0: admissions of each place, added up. L1 where a heading says so.")],
        [_("Method version"), origin.method],
        [_("Made at"), origin.made_at],
        [_("Made by"), origin.made_by],
        [_("Head of the chain"), f"{origin.head.number} {origin.head.hash}"],
    ]


def method(title: str, scope: Scope, origin: Origin) -> Table:
    """The sheet: where the tables come from, what their words mean, what was sealed."""
    rows = [*about(title, scope, origin), *_meanings(), *_quality(scope), *_seals(scope)]
    rows += _versions(scope.session)
    return Table(_("06 Method"), [Column(_("Item"), 24), Column(_("Statement"), 110)], rows)


def _meanings() -> Sequence[Row]:
    return [
        [_("Business day"), _("From 05:00 to 05:00 of the next day, Beijing time.")],
        [
            _("Person-times"),
            _(
                "Admissions, free ones and those with a yearly pass included. Who visits two "
                "places in a day counts twice; the sum is no number of different people."
            ),
        ],
        [
            _("De-duplicated"),
            _("L1: without a second admission to the same place on the same day. Only given "
              "where it is known for every day."),
        ],
        [_("Empty cell"), _("Not reported or not known. It is never zero; zero is written 0.")],
        [_("In ten thousands"),
            _("With two decimals, to be shown. Sums are made of the whole numbers.")],
        [
            _("Status"),
            _("Advance: the day was not over. Preliminary: reported. Verified: somebody stands "
              "for it. Sealed: its month is closed, changes are public revisions."),
        ],
        [
            _("Growth"),
            _("Months: on the same days of the year before, whatever was missing then; the "
              "missing place-days stand beside it. Holidays: per holiday day, only where both "
              "are over and complete at the same places."),
        ],
        [
            _("Revenue"),
            _("Operating revenue of the places (tickets and sales) in yuan. It is not tourism "
              "revenue, which is estimated from surveys."),
        ],
        [
            _("Proof"),
            _("“flask visits verify --contains” with the head's hash says whether the ledger "
              "still holds every entry that this table was made of."),
        ],
    ]  # fmt: skip


def _quality(scope: Scope) -> list[Row]:
    """What does not add up: day by day where it has to, as a number where gates go first."""
    found = adding_up.unequal(scope.session, scope.first, scope.last, scope.places)
    rows: list[Row] = [
        [f"{one.day} {scope.places[one.place_id]}", report_words.unequal(one)]
        for one in found
        if one.hinders
    ]
    beside = len(found) - len(rows)
    if not rows:
        fine = _("Admissions are the sum of their kinds wherever people reported both.")
        rows.append([_("Adding up"), fine])
    if beside:
        told = _(
            "Days of places on which the gates, which go first there, counted other than full "
            "price, discount and free come to: %(n)s.",
            n=beside,
        )
        rows.append([_("Gates and tickets"), told])
    return rows


def _seals(scope: Scope) -> list[Row]:
    found = scope.session.scalars(
        select(Seal).where(Seal.last >= scope.first, Seal.first <= scope.last).order_by(Seal.first)
    )
    return [
        [_("Sealed: %(month)s", month=f"{one.first:%Y-%m}"), f"{one.chain_number} {one.chain_hash}"]
        for one in found
    ]


def _versions(session: Session) -> list[Row]:
    return [
        [_("Method version %(number)s since", number=one.number), one.started_at]
        for one in session.scalars(methods.all_versions())
    ]
