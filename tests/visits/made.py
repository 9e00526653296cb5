"""What the counting tests send: daily forms, and rows of gates."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.places.models import by_slug
from webapp.visits import chain, count_rows, counts, derivation, devices, importing, ledger, proof
from webapp.visits.importing import Outcome
from webapp.visits.models import Figure, Metric

GUARDED = ("submission", "entry", "chain_link")
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=clock.LOCAL)


def form(*rows: str, header: str = "日期,景区,入园人次") -> bytes:
    """A daily form with these lines."""
    return "\n".join([header, *rows, ""]).encode()


def take(session: Session, content: bytes, correction: str | None = None) -> Outcome:
    """Import a form at NOW in a transaction of its own, and commit."""
    session.rollback()
    outcome = importing.take(session, content, "日报.csv", NOW, correction)
    session.commit()
    return outcome


def in_order(session: Session) -> None:
    """Assert that the chain is whole, and that the figures are what the entries say."""
    session.rollback()
    assert proof.verify(session) == chain.head(session)
    session.rollback()
    ledger.begin(session)
    assert derivation.rebuild(session) == 0
    session.rollback()


def device(session: Session, place: str = "wudangzhao", gate: str = "山门") -> str:
    """Register a device; returns its token."""
    found = session.scalars(by_slug(place)).one()
    _, token = devices.register(session, found, gate, NOW)
    session.commit()
    return token


def row(key: str, value: Any = 7, **more: Any) -> dict[str, Any]:
    """One hour of the gate 山门 of 五当召."""
    return {
        "key": key,
        "place": "wudangzhao",
        "gate": "山门",
        "from": "2026-11-22T10:00:00+08:00",
        "to": "2026-11-22T11:00:00+08:00",
        "metric": "in",
        "value": value,
    } | more


def lines(text: str) -> Iterable[str]:
    """The lines of an answer, blanks at their ends taken away."""
    return [line.strip() for line in text.splitlines()]


def tamper(session: Session, *changes: str) -> None:
    """What somebody does who owns the database: triggers and keys do not hold them."""
    session.rollback()
    name = session.get_bind().dialect.name
    if name == "postgresql":
        session.execute(text("set session_replication_role = replica"))
    else:
        connection = session.connection()
        connection.exec_driver_sql("rollback")
        connection.exec_driver_sql("pragma foreign_keys = off")
        for table in GUARDED:
            for change in ("update", "delete"):
                connection.exec_driver_sql(f"drop trigger if exists {table}_no_{change}")
        connection.exec_driver_sql("begin")
    for change in changes:
        session.execute(text(change))
    session.commit()
    if name == "postgresql":
        session.execute(text("set session_replication_role = origin"))
        session.commit()


def place_id(session: Session, slug: str = "wudangzhao") -> int:
    """The number of a place."""
    return session.scalars(by_slug(slug)).one().id


def sent(
    session: Session,
    token: str,
    *rows: dict[str, Any],
    now: datetime = NOW,
    late_days: int = 400,
) -> None:
    """Let a device send rows, and commit."""
    session.rollback()
    gate = devices.gate_of(session, token)
    assert gate is not None
    session.rollback()
    rows_read = count_rows.decode(msgspec.json.encode(rows))
    outcome = counts.store(session, gate, b"", rows_read, now, late_days)
    session.commit() if outcome.new_rows else session.rollback()


def figure(session: Session, day: str = "2026-11-22", **more: Any) -> int | None:
    """The figure of a place's day as it is stored; its visits unless told."""
    session.rollback()
    metric, place = more.get("metric", Metric.visits), more.get("place", "wudangzhao")
    return session.scalar(
        select(Figure.value).where(
            Figure.place_id == place_id(session, place),
            Figure.metric == metric,
            Figure.business_day == date.fromisoformat(day),
        )
    )
