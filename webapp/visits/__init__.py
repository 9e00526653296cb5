"""Counting visitors: the ledger, its figures, the goal of the year."""

from flask import Flask

from webapp.visits import api, cli, public


def init_app(app: Flask) -> None:
    """Add the pages, the programs' side and the commands."""
    app.register_blueprint(public.bp)
    app.register_blueprint(api.bp)
    app.cli.add_command(cli.visits)
