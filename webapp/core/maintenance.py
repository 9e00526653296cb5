"""Upkeep: small jobs that features register, done whenever `flask maintenance run` is called.

A job may run at any time and beside another run: they take turns, with each other and with the
desk, and whoever comes second finds nothing left to do.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from webapp.core import clock, terminal
from webapp.core.database import EDITING, begin_writing, db

EXTENSION = "maintenance"

maintenance = AppGroup("maintenance", help="What has to be done now and then.")


@dataclass(frozen=True)
class Job:
    """One job.

    Attributes:
        name: What there is after it, as an English msgid: "Old audit entries removed".
        work: Does what is due now and says how often; the caller commits.
    """

    name: str
    work: Callable[[Session, datetime], int]


@dataclass(frozen=True)
class Done:
    """What came of a job: how many, or why not."""

    name: str
    count: int = 0
    failure: Exception | None = None


def init_app(app: Flask) -> None:
    """Make the register and add the command."""
    app.extensions[EXTENSION] = []
    app.cli.add_command(maintenance)


def add(app: Flask, name: str, work: Callable[[Session, datetime], int]) -> None:
    """Register a job; see `Job`."""
    app.extensions[EXTENSION].append(Job(name, work))


def run_all(jobs: list[Job], session: Session, now: datetime) -> Iterator[Done]:
    """Do each job in a transaction of its own; one that fails leaves the others to be done."""
    for job in jobs:
        session.rollback()
        try:
            begin_writing(session, EDITING)
            count = job.work(session, now)
            session.commit()
        except (SQLAlchemyError, OSError) as failure:
            session.rollback()
            yield Done(job.name, failure=failure)
        else:
            yield Done(job.name, count)


@maintenance.command("run")
def run() -> None:
    """Do every job that is due; may be called at any time, as often as one likes."""
    failed = False
    with force_locale(terminal.language()):
        for done in run_all(current_app.extensions[EXTENSION], db.session, clock.now()):
            failed = failed or done.failure is not None
            said = done.count if done.failure is None else _failure(done.failure)
            line = _("%(job)s: %(said)s", job=_(done.name), said=said)
            click.echo(line, err=done.failure is not None)
    if failed:
        raise click.exceptions.Exit(1)


def _failure(failure: Exception) -> str:
    reason = str(getattr(failure, "orig", None) or failure).splitlines()[0]
    return _("failed (%(reason)s)", reason=reason)
