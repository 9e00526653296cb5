"""Reading the audit trail: by who, what, when and words, page by page."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, Text, cast, or_, select
from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.core.audit import AuditEntry
from webapp.core.tables import Row

A_PAGE = 50  # entries


@dataclass(frozen=True)
class Wanted:
    """Which entries somebody looks for; what is empty or None does not matter.

    Attributes:
        account: The account's name.
        action: As the code names it.
        object: "event 17", or only its kind: "event".
        first: The first day, in Shiguai.
        last: The last day, in Shiguai.
        text: Stands in what was changed, in the name, the object or the address.
        failures: Only what did not succeed.
    """

    account: str = ""
    action: str = ""
    object: str = ""
    first: date | None = None
    last: date | None = None
    text: str = ""
    failures: bool = False

    def query(self) -> Select[AuditEntry]:
        """The entries, the newest first."""
        found = select(AuditEntry).order_by(AuditEntry.id.desc())
        if self.account:
            found = found.where(AuditEntry.account == self.account)
        if self.action:
            found = found.where(AuditEntry.action == self.action)
        if self.object:
            one = AuditEntry.object == self.object
            found = found.where(or_(one, AuditEntry.object.startswith(f"{self.object} ")))
        if self.first:
            found = found.where(AuditEntry.at >= clock.at_local(self.first))
        if self.last:
            found = found.where(AuditEntry.at < clock.at_local(self.last + timedelta(days=1)))
        if self.failures:
            found = found.where(AuditEntry.succeeded.is_(False))
        return found.where(_says(self.text)) if self.text else found


def _says(text: str) -> Any:
    """Whether an entry holds a text anywhere; JSON is stored in ASCII."""
    escaped = json.dumps(text)[1:-1]
    within = [cast(column, Text) for column in (AuditEntry.before, AuditEntry.after)]
    plain = (AuditEntry.account, AuditEntry.object, AuditEntry.address)
    return or_(
        *(column.icontains(text, autoescape=True) for column in plain),
        *(column.icontains(escaped, autoescape=True) for column in within),
    )


@dataclass(frozen=True)
class Page:
    """Some entries, and whether there are newer and older ones."""

    entries: list[AuditEntry]
    newer: bool
    older: bool


def page(
    session: Session, wanted: Wanted, before: int | None = None, after: int | None = None
) -> Page:
    """One page of entries: the newest, or those next to an entry's id."""
    query = wanted.query()
    if after is not None:
        near = query.where(AuditEntry.id > after).order_by(None).order_by(AuditEntry.id)
        found = list(session.scalars(near.limit(A_PAGE + 1)))
        return Page(found[:A_PAGE][::-1], len(found) > A_PAGE, older=True)
    if before is not None:
        query = query.where(AuditEntry.id < before)
    found = list(session.scalars(query.limit(A_PAGE + 1)))
    return Page(found[:A_PAGE], before is not None, len(found) > A_PAGE)


def rows(session: Session, wanted: Wanted) -> Iterator[Row]:
    """Every entry for a file, the newest first: its number, the columns of the table, JSON."""
    query = wanted.query().execution_options(yield_per=1000)
    for one in session.scalars(query):
        yield (
            one.id,
            one.at,
            one.account,
            one.account_id,
            one.action,
            one.object,
            "yes" if one.succeeded else "no",
            _json(one.before),
            _json(one.after),
            one.address,
        )


def _json(value: dict[str, Any] | None) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True)
class Difference:
    """One value that an entry tells of; None on a side that says nothing of it."""

    name: str
    before: str | None
    after: str | None


def differences(entry: AuditEntry) -> list[Difference]:
    """What an entry tells of, value by value."""
    old, new = _flat(entry.before or {}), _flat(entry.after or {})
    names = dict.fromkeys([*new, *old])
    return [Difference(name, old.get(name), new.get(name)) for name in names]


def _flat(values: dict[str, Any], within: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in values.items():
        if isinstance(value, dict) and value:
            found |= _flat(value, f"{within}{name}.")
        else:
            found[within + name] = _text(value)
    return found


def _text(value: Any) -> str:
    if value is None or value in ([], {}, ""):
        return "—"
    if isinstance(value, list) and not any(isinstance(one, list | dict) for one in value):
        return ", ".join(map(_text, value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
