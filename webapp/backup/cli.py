"""`flask backup`, `flask restore` and `flask check-backup`."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError

from webapp.backup import making, restoring
from webapp.backup.manifest import Manifest
from webapp.backup.refused import Refused
from webapp.core import audit, clock, terminal
from webapp.core.database import begin_writing, db

A_BACKUP = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("backup")
@click.argument("dest", type=click.Path(path_type=Path))
@with_appcontext
def backup(dest: Path) -> None:
    """Back up the database and all pictures into the file DEST, or into a new one in folder DEST.

    The service may be in use. The secret key is not part of it. Exit code 1 also when pictures
    were missing.
    """
    with plainly():
        made = making.make(db.engine, data_folder(), dest, clock.now())
        note(made)
        click.echo(_("Made: %(path)s", path=made.path))
        tell(made.manifest)
        if missing := made.manifest.missing_media:
            click.echo(_("Pictures' files that are missing: %(names)s", names=", ".join(missing)))
            raise click.exceptions.Exit(1)


def note(made: making.Made) -> None:
    """Tell the audit trail: whoever has a backup has everything."""
    begin_writing(db.session)
    object, told = f"backup {made.path.name}", {"rows": made.manifest.rows}
    audit.record(db.session, "back up", object, by=None, name="command line", after=told)
    db.session.commit()


@click.command("restore")
@click.argument("src", type=A_BACKUP)
@with_appcontext
def restore(src: Path) -> None:
    """Fill an empty service from the backup SRC: all of it, or nothing."""
    with plainly():
        manifest = restoring.restore(db.engine, data_folder(), src)
        tell(manifest)
        click.echo(_("Restored, and equal to the backup row by row."))


@click.command("check-backup")
@click.argument("src", type=A_BACKUP)
@with_appcontext
def check(src: Path) -> None:
    """Read the whole of the backup SRC and hold it against its checksums."""
    with plainly():
        manifest = restoring.check(src)
        tell(manifest)
        click.echo(_("The backup is whole."))


def data_folder() -> Path:
    """The folder with the media."""
    folder: Path = current_app.config["DATA_DIR"]
    return folder


@contextmanager
def plainly() -> Iterator[None]:
    """Speak the terminal's language, fail in a sentence, and tidy up on SIGTERM as on Ctrl-C."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with force_locale(terminal.language()):
            yield
    except Refused as refused:
        with force_locale(terminal.language()):
            raise click.ClickException(_(refused.reason, **refused.details)) from refused
    except OSError as error:
        raise click.ClickException(str(error)) from error
    except OperationalError as error:
        raise click.ClickException(str(error.orig).splitlines()[0]) from error
    finally:
        signal.signal(signal.SIGTERM, before)


def tell(manifest: Manifest) -> None:
    """What is in a backup, in a line."""
    rows = ngettext("%(num)s row", "%(num)s rows", manifest.rows)
    files = ngettext("%(num)s file of pictures", "%(num)s files of pictures", len(manifest.media))
    made_at = clock.local(manifest.made_at).strftime("%Y-%m-%d %H:%M")
    click.echo(_("As of %(at)s: %(rows)s, %(files)s.", at=made_at, rows=rows, files=files))
