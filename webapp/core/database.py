"""The database: the extension, the base class, and the column types all tables share."""

import enum
from datetime import UTC, datetime
from inspect import iscoroutinefunction
from typing import Any, ClassVar

import msgspec
from flask import Flask
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Integer,
    MetaData,
    TypeDecorator,
    event,
    text,
)
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeEngine

# Named constraints are what lets a later migration drop them.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


# The turn (`begin_writing`) of everything that changes content: the loader, the desk, the clock.
EDITING = 150207

# SQLite counts rows by itself only in a column that it calls INTEGER.
RowNumber = BigInteger().with_variant(Integer, "sqlite")


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: refuses naive values, hands back aware UTC ones on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware value into UTC on its way in."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Mark a value as UTC on its way out (SQLite forgets)."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Json(TypeDecorator[Any]):
    """A value of a declared type (msgspec), kept as JSON and checked on its way out."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Write plain JSON values."""
        return None if value is None else msgspec.to_builtins(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Read them back as the declared type."""
        return None if value is None else msgspec.convert(value, self.kind)


def named(kind: type[enum.Enum]) -> Enum:
    """A column type that stores the values of `kind` as text, checked by the database."""
    return Enum(
        kind,
        name=kind.__name__.lower(),
        native_enum=False,
        create_constraint=False,
        length=30,
        values_callable=lambda members: [member.value for member in members],
    )


class Model(DeclarativeBase):
    """Base of every table."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, TypeEngine[Any]]] = {datetime: UtcDateTime()}


db = SQLAlchemy()


def prepare_sqlite(engine: Engine) -> None:
    """Give an SQLite engine safe settings and transactions that SQLAlchemy controls.

    WAL lets readers go on while one writes; FULL makes what was acknowledged survive a crash.
    """

    @event.listens_for(engine, "connect")
    def _settings(connection: DBAPIConnection, _record: object) -> None:
        connection.isolation_level = None  # no hidden BEGIN
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "foreign_keys=ON",
            "recursive_triggers=ON",  # REPLACE then fires delete triggers
            "busy_timeout=10000",
            "synchronous=FULL",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def begin_writing(session: Session, turn: int | None = None) -> None:
    """Start a transaction that will write, before it has read anything.

    SQLite then waits for its turn here instead of failing at the first write.

    Args:
        turn: Any number; on PostgreSQL, writers with the same one wait for each other.
    """
    session.connection(execution_options={"writes": True})
    if turn is not None and session.get_bind().dialect.name == "postgresql":
        session.execute(text("select pg_advisory_xact_lock(:turn)"), {"turn": turn})


def hold_still(session: Session) -> Connection:
    """Let a session that has read nothing yet see the database as it is at its first reading.

    SQLite's transactions (WAL) do so by themselves; PostgreSQL has to be asked.
    """
    if session.get_bind().dialect.name == "postgresql":
        return session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    return session.connection()


def init_app(app: Flask) -> None:
    """Bind the extension to DATABASE_URL, or to an SQLite file in DATA_DIR."""
    url = app.config["DATABASE_URL"] or f"sqlite:///{app.config['DATA_DIR'] / 'webapp.sqlite'}"
    app.config["SQLALCHEMY_ENGINES"] = {"default": {"url": url}}
    db.init_app(app)
    _leave_out_the_event_loop(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            prepare_sqlite(db.engine)


def _leave_out_the_event_loop(app: Flask) -> None:
    # Flask-SQLAlchemy-Lite would close asynchronous sessions, of which there are none, after every
    # request: 0.3 ms each for a thread and an event loop, and impossible beside Playwright's loop.
    functions = app.teardown_appcontext_funcs
    functions[:] = [one for one in functions if not iscoroutinefunction(one)]
