"""Filling an empty database, table by table, past foreign keys and append-only triggers."""

from collections.abc import Iterator, Sequence
from itertools import islice

from sqlalchemy import Connection, bindparam, delete, exists, func, insert, select, text, update

from webapp.backup.refused import Refused
from webapp.backup.tables import BATCH, Row, Stored
from webapp.core import clock
from webapp.core.content_version import ContentVersion
from webapp.core.database import EDITING, Model
from webapp.core.marking import N_

VERSION = ContentVersion.metadata.tables[ContentVersion.__tablename__]
# Between the backup and the accident the version went on rising; the same numbers will come again
# with other pages, and browsers must not take those for the ones they have kept.
LEAP = 1_000_000


def require_empty(connection: Connection) -> None:
    """Insist on a database without rows, and let nobody else write until the end.

    Raises:
        Refused: there are some.
    """
    tables = [one for one in Model.metadata.sorted_tables if one is not VERSION]
    if connection.dialect.name == "postgresql":
        quoted = connection.dialect.identifier_preparer.format_table
        names = ", ".join(quoted(one) for one in [*tables, VERSION])
        # Upkeep takes turns with the desk: it must not see files of which no row tells yet.
        connection.execute(select(func.pg_advisory_xact_lock(EDITING)))
        connection.execute(text(f"lock table {names} in share row exclusive mode"))
    for table in tables:
        if connection.scalar(select(exists(select(1).select_from(table)))):
            raise Refused(
                N_(
                    "The database is not empty: there are rows in “%(table)s”. Restore into a new"
                    " one: set DATABASE_URL or DATA_DIR, run flask --app webapp db upgrade, and"
                    " restore before the service is first started."
                ),
                table=table.name,
            )


def take_version(connection: Connection) -> int:
    """Remove the content version, the one row an empty service may have; 0 if there was none."""
    value: int = connection.scalar(select(func.max(VERSION.c.value))) or 0
    connection.execute(delete(VERSION))
    return value


def leap(connection: Connection, before: int) -> None:
    """Let the content version go on from a number that nobody has seen before."""
    restored: int = connection.scalar(select(func.max(VERSION.c.value))) or 0
    # What was read between backup and accident must not pass for as new as this, either.
    now = int(clock.now().timestamp())
    connection.execute(update(VERSION).values(value=max(before, restored) + LEAP, changed=now))


def fill(connection: Connection, table: Stored, rows: Iterator[Row]) -> None:
    """Insert rows, which come by primary key.

    A row that refers to one of its table still to come is inserted without that and tied to it at
    the end. Tables whose rows can never be changed hold none: theirs refer to earlier ones.
    """
    later: list[tuple[str, int, int]] = []
    while batch := list(islice(rows, BATCH)):
        for row in batch:
            later += _set_aside(table, row)
        connection.execute(insert(table.plain), batch)
    for column, key, value in later:
        mine = table.key[0] == bindparam("mine", key)
        connection.execute(update(table.plain).where(mine).values({column: value}))


def _set_aside(table: Stored, row: Row) -> list[tuple[str, int, int]]:
    """What `row` says of rows after it: column, its own key, the other's; taken out of it."""
    key = table.key[0].name
    forward = [
        (column, row[key], row[column])
        for column in table.own
        if row[column] is not None and row[column] > row[key]
    ]
    for column, _, _ in forward:
        row[column] = None
    return forward


def count_on(connection: Connection, tables: Sequence[Stored]) -> None:
    """On PostgreSQL, let each table's next row get a number after the last; SQLite does it."""
    if connection.dialect.name != "postgresql":
        return
    quoted = connection.dialect.identifier_preparer.format_table
    for table in tables:
        key = table.key[0]
        names = {"table": quoted(table.plain), "column": key.name}
        sequence = connection.scalar(text(_SEQUENCE), names)
        last = connection.scalar(select(func.max(key))) if sequence else None
        if last is not None:
            connection.execute(select(func.setval(sequence, last)))


_SEQUENCE = "select pg_get_serial_sequence(:table, :column)"
