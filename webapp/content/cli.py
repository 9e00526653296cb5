"""`flask content load`."""

from pathlib import Path

import click
from flask.cli import AppGroup

from webapp.content import files, loader
from webapp.core.database import db

content = AppGroup("content", help="The starting content.")


@content.command("load")
@click.argument(
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=files.FOLDER,
)
def load(folder: Path) -> None:
    """Bring the database to what the content files say; loading twice changes nothing."""
    try:
        outcome = loader.load(db.session, files.read(folder))
    except files.BrokenContent as error:
        raise click.ClickException(str(error)) from error
    db.session.commit()
    click.echo(", ".join(f"{count} {what}" for what, count in sorted(outcome.items())))
