"""The staff: accounts, signing in, the lock on every page of the desk, the front desk."""

from flask import Flask
from flask_babel import gettext as _

from webapp.core import network
from webapp.staff import (
    account_pages,
    audit_pages,
    cli,
    cookie,
    desk,
    front_desk,
    lock,
    pages,
    password_pages,
    passwords,
    policy_pages,
    role_words,
    second_factor_pages,
    signing_in_pages,
    upkeep,
)

# They add their pages to the blueprint.
__all__ = [
    "account_pages",
    "audit_pages",
    "front_desk",
    "password_pages",
    "policy_pages",
    "second_factor_pages",
    "signing_in_pages",
]


def init_app(app: Flask) -> None:
    """Lock the desk; features add their pages to it."""
    cookie.init_app(app)
    lock.init_app(app)
    desk.init_app(app)
    role_words.init_app(app)
    signing_in_pages.init_app(app)
    app.cli.add_command(cli.staff)
    app.jinja_env.filters["network_address"] = network.shown
    desk.add_way(app, 90, "bureau.staff.accounts_list", lambda: _("Accounts"))
    desk.add_way(app, 92, "bureau.staff.policy", lambda: _("Rules"))
    desk.add_way(app, 95, "bureau.staff.audit_trail", lambda: _("Audit trail"))
    upkeep.init_app(app)
    cost = app.config.setdefault("PASSWORD_HASHING", passwords.COST)
    app.extensions["hashing"] = passwords.Hashing(cost)
    lock.add_to_desk(app, pages.bp)
