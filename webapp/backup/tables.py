"""Tables as a backup sees them: plain values, in an order that both databases agree on.

A row is one line of JSON. Enumerations and structs stay what is stored of them, so that a backup
is no stricter than the database it was taken from.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, TypedDict

import msgspec
from sqlalchemy import JSON, Column, Connection, Enum, MetaData, String, Table, select
from sqlalchemy.types import TypeEngine

from webapp.core.database import Json, Model, UtcDateTime

# They let somebody in without a password: one that was used or ended must not come back to life.
# The ticket is WeChat's, good for two hours.
LEFT_OUT = ("sign_in_link", "staff_session", "wechat_ticket")
BATCH = 1000  # rows held in memory at a time

Row = dict[str, Any]


@dataclass(frozen=True)
class Stored:
    """One table.

    Attributes:
        plain: The same table with plain column types, columns in alphabetical order.
        own: Its columns that refer to rows of the table itself.
    """

    plain: Table
    own: tuple[str, ...]

    @property
    def name(self) -> str:
        """The table's name."""
        return str(self.plain.name)

    @property
    def key(self) -> tuple[Column[Any], ...]:
        """Its primary key."""
        return tuple(self.plain.primary_key.columns)

    def lines(self, connection: Connection) -> Iterator[bytes]:
        """All rows by primary key, a batch of lines at a time."""
        # Any other collation is a matter of the server's language.
        order = [
            column.collate(_BINARY[connection.dialect.name])
            if isinstance(column.type, String)
            else column
            for column in self.key
        ]
        names = [column.name for column in self.plain.columns]
        rows = connection.execute(
            select(self.plain).order_by(*order), execution_options={"yield_per": BATCH}
        )
        for batch in rows.partitions():
            yield _ENCODER.encode_lines([dict(zip(names, row, strict=True)) for row in batch])

    def rows(self, lines: Iterable[bytes]) -> Iterator[Row]:
        """The rows that lines hold, ready to be inserted.

        Raises:
            msgspec.MsgspecError: a line is not a row of this table.
        """
        return map(self._decoder.decode, lines)

    @cached_property
    def _decoder(self) -> msgspec.json.Decoder[Row]:
        fields = {column.name: _kind(column) for column in self.plain.columns}
        return msgspec.json.Decoder(TypedDict(self.name, fields))  # type: ignore[operator]


_ENCODER = msgspec.json.Encoder()
_BINARY = {"sqlite": "BINARY", "postgresql": "C"}


def all_tables() -> list[Stored]:
    """Every table that is backed up, those that others refer to first."""
    tables = Model.metadata.sorted_tables
    return [_stored(table) for table in tables if table.name not in LEFT_OUT]


def _stored(table: Table) -> Stored:
    columns = sorted(table.columns, key=lambda column: column.name)
    plain = [
        Column(
            one.name,
            _plain(one.type),
            primary_key=one.primary_key,
            nullable=one.nullable,
            autoincrement=False,
        )
        for one in columns
    ]
    own = [one.name for one in columns if any(key.references(table) for key in one.foreign_keys)]
    return Stored(Table(table.name, MetaData(), *plain), tuple(own))


def _plain(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    if isinstance(kind, Json | JSON):
        return JSON(none_as_null=True)
    return String() if isinstance(kind, Enum) else kind


def _kind(column: Column[Any]) -> Any:
    if isinstance(column.type, JSON):
        return Any
    kind = datetime if isinstance(column.type, UtcDateTime) else column.type.python_type
    return kind | None if column.nullable else kind


class Digest:
    """What tells two contents of a table apart: how many rows, and SHA-256 of their lines."""

    def __init__(self) -> None:
        self.rows = 0
        self._sha256 = hashlib.sha256()

    def over(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Pass chunks of lines on, and count them in."""
        for chunk in chunks:
            self.rows += chunk.count(b"\n")
            self._sha256.update(chunk)
            yield chunk

    def take(self, chunks: Iterable[bytes]) -> "Digest":
        """Count chunks of lines in."""
        for _ in self.over(chunks):
            pass
        return self

    @property
    def sha256(self) -> str:
        """Over everything that has passed."""
        return self._sha256.hexdigest()
