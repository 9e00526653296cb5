"""The staff: accounts, signing in, the lock on every page of the desk, the front desk."""

from flask import Flask

from webapp.staff import (
    account_pages,
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
    upkeep.init_app(app)
    cost = app.config.setdefault("PASSWORD_HASHING", passwords.COST)
    app.extensions["hashing"] = passwords.Hashing(cost)
    lock.add_to_desk(app, pages.bp)
