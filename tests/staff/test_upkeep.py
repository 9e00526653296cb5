"""What time brings for accounts, sessions, links and the audit trail, by the rules of the house."""

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import delete, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.staff.made import stored_account
from webapp.core import audit, clock
from webapp.core.audit import AuditEntry
from webapp.extensions import db
from webapp.staff import links, sessions
from webapp.staff.models import (
    Account,
    AccountState,
    Policy,
    PolicyRow,
    Role,
    SignInLink,
    StaffSession,
)

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=clock.LOCAL)


def run(app: Flask, at: datetime = NOW) -> Result:
    """`flask maintenance run` at an instant."""
    db.session.rollback()
    with clock.fixed_at(at):
        said = app.test_cli_runner().invoke(args=["maintenance", "run"])
    assert said.exit_code == 0, said.output
    db.session.expire_all()
    return said


def set_policy(session: Session, policy: Policy) -> None:
    session.merge(PolicyRow(id=1, value=policy))
    session.commit()


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_sessions_idle_for_too_long_are_removed(app: Flask, session: Session) -> None:
    account = stored_account(session, Role.editor, last_used_at=NOW)
    for minutes in (1, 10, 29, 31, 600):
        sessions.start(session, account, NOW - timedelta(minutes=minutes), second_factor=False)
    session.commit()
    assert "Ended sessions removed: 2\n" in run(app).output
    set_policy(session, Policy(idle_minutes=5))
    assert "Ended sessions removed: 2\n" in run(app).output
    assert count(session, StaffSession) == 1


def test_links_that_have_run_out_are_removed(app: Flask, session: Session) -> None:
    for hours in (1, 23, 24, 25):
        account = stored_account(session, Role.editor, last_used_at=NOW)
        links.make(session, account, NOW - timedelta(hours=hours))
    session.commit()
    assert "Expired sign-in links removed: 2\n" in run(app).output
    assert count(session, SignInLink) == 2


def test_accounts_nobody_uses_are_disabled_and_that_is_noted(app: Flask, session: Session) -> None:
    used = [NOW - timedelta(days=days) for days in (0, 89, 91)]
    accounts = [stored_account(session, Role.editor, last_used_at=at) for at in used]
    sessions.start(session, accounts[2], NOW, second_factor=False)
    links.make(session, accounts[2], NOW)
    session.commit()
    assert "Unused accounts disabled: 1\n" in run(app).output
    states = [session.get_one(Account, one.id).state for one in accounts]
    assert states == [AccountState.active, AccountState.active, AccountState.disabled]
    assert count(session, StaffSession) == count(session, SignInLink) == 0
    noted = session.scalars(select(AuditEntry)).one()
    assert (noted.action, noted.object) == ("disable account", f"account {accounts[2].id}")
    assert (noted.before, noted.after) == (
        {"state": "active"},
        {"state": "disabled", "unused_days": 90},
    )
    assert "Unused accounts disabled: 0\n" in run(app).output


def test_after_how_many_days_is_a_rule_that_can_be_changed(app: Flask, session: Session) -> None:
    stored_account(session, Role.editor, last_used_at=NOW - timedelta(days=8))
    assert "Unused accounts disabled: 0\n" in run(app).output
    set_policy(session, Policy(unused_days=7))
    assert "Unused accounts disabled: 1\n" in run(app).output


def entries(session: Session, today: datetime, *ages: int) -> None:
    """Audit entries as old as this in days; the database's own clock guards them."""
    for age in ages:
        with clock.fixed_at(today - timedelta(days=age)):
            audit.record(session, "sign in", f"{age} days ago", by=None)
    session.commit()


def objects(session: Session) -> list[str]:
    found = session.scalars(select(AuditEntry.object).where(AuditEntry.action == "sign in"))
    return sorted(found)


def test_how_long_the_audit_trail_is_kept_is_a_rule_that_takes_effect(
    app: Flask, session: Session
) -> None:
    today = datetime.now(UTC)
    entries(session, today, 1, 183, 189, 191, 199, 201)
    assert "Old audit entries removed: 3\n" in run(app, today).output
    assert objects(session) == ["1 days ago", "183 days ago", "189 days ago"]

    entries(session, today, 191, 199, 201)
    set_policy(session, Policy(audit_days=200))
    assert "Old audit entries removed: 1\n" in run(app, today).output
    assert objects(session)[-1] == "199 days ago"

    set_policy(session, Policy(audit_days=185))
    assert "Old audit entries removed: 3\n" in run(app, today).output
    assert objects(session) == ["1 days ago", "183 days ago"]


def test_that_something_was_forgotten_is_noted(app: Flask, session: Session) -> None:
    today = datetime.now(UTC)
    entries(session, today, 1, 300, 301)
    run(app, today)
    noted = session.scalars(select(AuditEntry).where(AuditEntry.action == "forget")).one()
    assert noted.after == {"entries": 2, "audit_days": 190}


def test_no_rule_keeps_the_trail_for_less_than_184_days(app: Flask, session: Session) -> None:
    today = datetime.now(UTC)
    entries(session, today, 1, 183, 185)
    with clock.fixed_at(today):
        assert audit.forget(session, 30) == 1
    session.commit()
    assert objects(session) == ["1 days ago", "183 days ago"]
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(delete(AuditEntry))
    session.rollback()


def test_a_clock_that_runs_ahead_deletes_nothing_young(app: Flask, session: Session) -> None:
    """The database looks at its own clock; the job says that it could not."""
    today = datetime.now(UTC)
    entries(session, today, 1)
    db.session.rollback()
    with clock.fixed_at(today + timedelta(days=1000)):
        said = app.test_cli_runner().invoke(args=["maintenance", "run"])
    assert said.exit_code == 1
    assert "Old audit entries removed: failed (audit_entry is append-only)" in said.output
    assert objects(session) == ["1 days ago"]
