"""The starting content and the loader that puts it into the database."""

from flask import Flask

from webapp.content import cli


def init_app(app: Flask) -> None:
    """Add the command `flask content load`."""
    app.cli.add_command(cli.content)
