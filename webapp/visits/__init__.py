"""Counting visitors: the ledger, its figures, the goal of the year."""

from flask import Flask

from webapp.staff import desk, lock
from webapp.visits import api, bureau, cli, desk_lines, public, words


def init_app(app: Flask) -> None:
    """Add the page, the programs' side, the commands, and words for the templates."""
    app.register_blueprint(public.bp)
    app.register_blueprint(api.bp)
    app.cli.add_command(cli.visits)
    desk.add_lines(app, desk_lines.lines)
    lock.add_to_desk(app, bureau.bp)
    app.jinja_env.filters |= {
        "short_amount": words.short_amount,
        "share": words.share,
        "month_name": words.month_name,
        "gap_days": words.gap_days,
    }
