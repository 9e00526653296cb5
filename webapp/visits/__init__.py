"""Counting visitors: the ledger, its figures, the goal of the year."""

from flask import Flask
from flask_babel import gettext as _

from webapp.core import maintenance
from webapp.core.marking import N_
from webapp.staff import desk, lock
from webapp.visits import (
    api,
    bureau,
    cli,
    correction_pages,
    crowd_shown,
    desk_lines,
    desk_waits,
    device_api,
    device_pages,
    export_pages,
    goal_pages,
    method_pages,
    month_pages,
    overview_pages,
    place_day_pages,
    public,
    record_words,
    report_pages,
    revenue_pages,
    seal_pages,
    upload,
    upload_pages,
    words,
)

# They add their pages to the blueprint.
__all__ = [
    "correction_pages",
    "device_pages",
    "export_pages",
    "goal_pages",
    "method_pages",
    "month_pages",
    "overview_pages",
    "place_day_pages",
    "report_pages",
    "revenue_pages",
    "seal_pages",
    "upload_pages",
]


def init_app(app: Flask) -> None:
    """Add the page, the programs' side, the commands, and words for the templates."""
    app.register_blueprint(public.bp)
    app.register_blueprint(api.bp)
    app.register_blueprint(device_api.bp)
    app.cli.add_command(cli.visits)
    crowd_shown.init_app(app)
    record_words.init_app(app)
    desk.add_lines(app, desk_lines.lines)
    desk.add_lines(app, desk_waits.lines)
    lock.add_to_desk(app, bureau.bp)
    maintenance.add(app, N_("Uploaded sheets removed"), upload.forget_old)
    desk.add_way(app, 56, "bureau.visits.overview", lambda: _("Visitor numbers"))
    desk.add_way(app, 58, "bureau.visits.report", lambda: _("Daily report"))
    desk.add_way(app, 60, "bureau.visits.export_form", lambda: _("Tables"))
    app.jinja_env.filters |= {
        "short_amount": words.short_amount,
        "share": words.share,
        "month_name": words.month_name,
        "gap_days": words.gap_days,
        "year_month": words.year_month,
    }
