"""`flask visits …`: import a daily form, manage devices, rebuild the figures."""

from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from webapp.core import clock, content_version, terminal
from webapp.core.database import begin_writing
from webapp.extensions import db
from webapp.places.models import Place
from webapp.visits import chain, daily_form, derivation, devices, importing, ledger, proof
from webapp.visits.models import Device
from webapp.visits.place_names import PlaceNames

visits = AppGroup("visits", help="Counting visitors.")
device = AppGroup("device", help="Gate devices and their tokens.")
visits.add_command(device)


@visits.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--correct", metavar="REASON", help="Replace values that were reported otherwise.")
def import_(file: Path, correct: str | None) -> None:
    """Take a daily form (xlsx or CSV) into the ledger: the whole file or nothing."""
    if correct is not None and not correct.strip():
        raise click.UsageError("--correct needs a reason.")
    with force_locale(terminal.language()):
        try:
            outcome = importing.take(db.session, file.read_bytes(), file.name, clock.now(), correct)
        except daily_form.Refused as refused:
            db.session.rollback()
            for problem in refused.problems[: daily_form.MOST_PROBLEMS]:
                click.echo(in_words(problem), err=True)
            more = len(refused.problems) - daily_form.MOST_PROBLEMS
            if more > 0:
                click.echo(_("… and %(n)s more", n=more), err=True)
            raise click.ClickException(
                _("Nothing was stored: %(n)s problems.", n=len(refused.problems))
            ) from refused
        db.session.commit()
        click.echo("\n".join(told(outcome)))


def in_words(problem: daily_form.Problem) -> str:
    """A problem in the language in force: line, column, reason."""
    reason = _(problem.reason, **problem.details)
    if not problem.column:
        return _("line %(line)s: %(reason)s", line=problem.line, reason=reason)
    return _(
        "line %(line)s, column “%(column)s”: %(reason)s",
        line=problem.line,
        column=problem.column,
        reason=reason,
    )


def told(outcome: importing.Outcome) -> list[str]:
    """What a file brought, in the language in force."""
    lines = []
    if outcome.ignored:
        lines.append(_("Columns left aside: %(names)s", names=", ".join(outcome.ignored)))
    if outcome.waiting:
        lines.append(
            _("%(n)s corrections wait until somebody at the desk approves them.", n=outcome.waiting)
        )
    if not outcome.changed and not outcome.waiting:
        if outcome.received_before is not None:
            day = clock.local(outcome.received_before).strftime("%Y-%m-%d %H:%M")
            lines.append(_("This file was already received on %(day)s.", day=day))
        return [*lines, _("Nothing changed: everything in it is already in the ledger.")]
    counts = {"new": outcome.new, "corrected": outcome.corrected}
    counts |= {"confirmed": outcome.confirmed, "unchanged": outcome.unchanged}
    return [
        *lines,
        _("%(days)s place-days read.", days=outcome.days),
        _(
            "Values: %(new)s new, %(corrected)s corrected, %(confirmed)s confirmed, "
            "%(unchanged)s unchanged.",
            **counts,
        ),
    ]


@visits.command("rebuild")
def rebuild() -> None:
    """Work out all figures from the entries anew, and say how many were not as they should be."""
    ledger.begin(db.session)
    differing = derivation.rebuild(db.session)
    if differing:
        content_version.rise(db.session)
    db.session.commit()
    click.echo(f"{differing} figures differed from what the entries say.")


@visits.command("verify")
@click.option("--adopt", is_flag=True, help="First link what is older than the chain; once.")
@click.option("--contains", metavar="HASH", help="A head that was printed: which link is it?")
def verify(adopt: bool, contains: str | None) -> None:
    """Work out the whole chain anew: “ok” and its head, or the first broken link."""
    with force_locale(terminal.language()):
        if adopt:
            _adopt()
        try:
            head = proof.verify(db.session)
        except chain.Broken as broken:
            raise click.ClickException(
                _("link %(number)s: %(reason)s", number=broken.number, reason=_(broken.reason))
            ) from broken
        click.echo(f"ok {head.number} {head.hash}")
        if contains is not None:
            number = chain.number_of(db.session, contains.strip().lower())
            if number is None:
                raise click.ClickException(_("No link has the hash %(hash)s.", hash=contains))
            click.echo(_("%(hash)s is link %(number)s.", hash=contains, number=number))


def _adopt() -> None:
    ledger.begin(db.session)
    before = chain.head(db.session)
    after = chain.adopt(db.session)
    db.session.commit()
    click.echo(_("%(n)s submissions linked.", n=after.number - before.number))


@device.command("add")
@click.argument("place")
@click.argument("gate")
def add(place: str, gate: str) -> None:
    """Register a device at GATE of PLACE; its token is printed on the last line, once."""
    begin_writing(db.session)
    try:
        made, token = devices.register(db.session, _place(db.session, place), gate, clock.now())
    except devices.BadGate as error:
        raise click.BadParameter(
            f"a gate has a name of 1 to {devices.LONGEST_GATE} printable characters"
        ) from error
    db.session.commit()
    click.echo(f"Device {made.id} at gate {gate!r} of {place!r}. Its token, shown only now:")
    click.echo(token)


def _place(session: Session, written: str) -> Place:
    meant = PlaceNames(session).meant_by(written)
    if len(meant) != 1:
        raise click.BadParameter(f"no place is called {written!r}; use its slug")
    return session.get_one(Place, meant[0])


@device.command("list")
def list_() -> None:
    """Show every device, without tokens."""
    for one, place in devices.all_devices(db.session):
        state = f"revoked {one.revoked_at:%Y-%m-%d}" if one.revoked_at else "active"
        click.echo(f"{one.id}\t{place.slug}\t{one.gate}\t{one.created_at:%Y-%m-%d}\t{state}")


@device.command("revoke")
@click.argument("number", type=int)
def revoke(number: int) -> None:
    """Make the token of device NUMBER worthless; what it counted stays."""
    begin_writing(db.session)
    found = db.session.get(Device, number)
    if found is None:
        raise click.BadParameter(f"there is no device {number}")
    devices.revoke(found, clock.now())
    db.session.commit()
    click.echo(f"Device {number} is revoked.")
