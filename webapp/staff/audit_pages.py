"""The audit trail as the auditor and the administrator read it; nobody changes it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.exceptions import BadRequest

from webapp.core import clock, tables
from webapp.core.database import db
from webapp.staff import audit_trail, audit_words, lock
from webapp.staff.audit_trail import Wanted
from webapp.staff.lock import allowed
from webapp.staff.models import Role
from webapp.staff.pages import bp

READERS = (Role.auditor, Role.administrator)
LONGEST = 100  # characters of a filter
YEARS = range(2000, 2200)


@bp.get("/audit", endpoint="audit_trail")
@allowed(*READERS)
def entries() -> str:
    """The entries that are looked for, fifty at a time."""
    wanted = _wanted()
    found = audit_trail.page(db.session, wanted, _number("before"), _number("after"))
    return render_template(
        "bureau/audit.html",
        wanted=wanted,
        filters=_filters(),
        page=found,
        actions=audit_words.ACTIONS,
        words=audit_words,
        differences=audit_trail.differences,
    )


@bp.get("/audit.csv")
@allowed(*READERS)
def export_audit_trail() -> ResponseReturnValue:
    """All of the entries that are looked for; the export itself is in the trail."""
    wanted = _wanted()
    lock.start_writing()
    asked = {name: value for name, value in msgspec.to_builtins(wanted).items() if value}
    lock.record("export audit trail", "audit trail", after=asked)
    db.session.commit()
    pieces = _pieces(db.sessionmaker, _header(), wanted)
    response = Response(pieces, content_type="text/csv; charset=utf-8")
    name = f"audit-{clock.today():%Y-%m-%d}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _pieces(make: sessionmaker[Session], header: list[str], wanted: Wanted) -> Iterator[str]:
    # While the answer is being sent, the session of the request is closed already.
    with make() as session:
        yield from tables.csv_pieces(header, audit_trail.rows(session, wanted))


def _header() -> list[str]:
    return [
        _("Number"),
        _("Time"),
        _("Account name"),
        _("Account number"),
        _("Action"),
        _("Object"),
        _("Succeeded"),
        _("Before"),
        _("After"),
        _("Network address"),
    ]


def _wanted() -> Wanted:
    texts = {
        name: request.args.get(name, "").strip()[:LONGEST]
        for name in ("account", "action", "object", "text")
    }
    first, last, failures = _day("from"), _day("to"), bool(request.args.get("failures"))
    return Wanted(first=first, last=last, failures=failures, **texts)


def _filters() -> dict[str, Any]:
    """The filters of this page, for the links to the next one and to the file."""
    names = ("account", "action", "object", "from", "to", "text", "failures")
    return {name: request.args[name] for name in names if request.args.get(name)}


def _day(name: str) -> date | None:
    text = request.args.get(name, "").strip()
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day.year not in YEARS:
        raise BadRequest(_("Write a day like this: 2026-06-01."))
    return day


def _number(name: str) -> int | None:
    text = request.args.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise BadRequest(_("We could not make sense of this address."))
    return int(text)
