"""Backup: a copy of everything the service knows, from either database and into either."""

from flask import Flask

from webapp.backup import cli


def init_app(app: Flask) -> None:
    """Add the commands `flask backup`, `flask restore` and `flask check-backup`."""
    for command in (cli.backup, cli.restore, cli.check):
        app.cli.add_command(command)
