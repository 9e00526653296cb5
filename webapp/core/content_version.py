"""The content version: one number that rises with every change the public can see."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, ColumnElement, Engine, case, event, insert, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.core import clock
from webapp.core.database import Model

RISEN_IN = "risen in"  # of a session's info: the transaction that has its second


class ContentVersion(Model):
    """The single row that holds the number.

    Attributes:
        changed: When it last rose, in seconds since 1970; each change has a second of its own, so
            that a Last-Modified tells any two apart. None until the first change that noted it.
    """

    __tablename__ = "content_version"
    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    value: Mapped[int]
    changed: Mapped[int | None] = mapped_column(BigInteger)


class Public:
    """Mixin of tables whose rows are shown to the public: a flush of one raises the version."""

    __public__: ClassVar[bool] = True


def rise(session: Session) -> None:
    """Raise the version in the session's transaction; needed after bulk statements only."""
    now = int(clock.now().timestamp())
    risen = update(ContentVersion).values(
        value=ContentVersion.value + 1, changed=_second_of_its_own(session, now)
    )
    changed = session.execute(risen.execution_options(synchronize_session=False))
    if not changed.rowcount:  # type: ignore[attr-defined]
        session.execute(insert(ContentVersion).values(id=1, value=1, changed=now))


def _second_of_its_own(session: Session, now: int) -> ColumnElement[int | None]:
    """What `changed` becomes; what one transaction changes, it changes at once."""
    session.connection()
    transaction = session.get_nested_transaction() or session.get_transaction()
    if session.info.get(RISEN_IN) is transaction:
        return ContentVersion.changed.expression
    session.info[RISEN_IN] = transaction
    return case((ContentVersion.changed >= now, ContentVersion.changed + 1), else_=now)


def changed_at(session: Session) -> datetime | None:
    """When public content last changed, to the second; None when nobody noted it.

    Many changes in a row each take a second of their own, so this may lie a little ahead of now.
    """
    second = session.scalar(select(ContentVersion.changed))
    return None if second is None else datetime.fromtimestamp(second, UTC)


@event.listens_for(Session, "before_flush")
def _rise_with_public_rows(session: Session, _context: Any, _instances: Any) -> None:
    changed = (
        *session.new,
        *session.deleted,
        *(o for o in session.dirty if session.is_modified(o)),
    )
    if any(isinstance(row, Public) for row in changed):
        rise(session)


def current(engine: Engine) -> int:
    """The version as committed now; 0 before any content was loaded.

    Raises:
        SQLAlchemyError: the database does not answer.
    """
    try:
        return _current_at_once(engine)
    except engine.dialect.loaded_dbapi.Error:
        return _current_or_why_not(engine)


def _current_at_once(engine: Engine) -> int:
    # Asked with every page: past SQLAlchemy it takes 10 microseconds, through it 60.
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(_CURRENT)
        row = cursor.fetchone()
        cursor.close()
    except engine.dialect.loaded_dbapi.Error:
        connection.invalidate()
        raise
    finally:
        connection.close()
    return row[0] if row else 0


def _current_or_why_not(engine: Engine) -> int:
    # SQLAlchemy knows a connection that the server has dropped, and drops the others with it.
    with engine.connect() as connection:
        return connection.scalar(text(_CURRENT)) or 0


_CURRENT = "select value from content_version"
