"""`flask staff …`: the first account, and the way back in when nobody can sign in."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import current_app, url_for
from flask.cli import AppGroup
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from webapp.core import audit, clock, terminal
from webapp.core.database import EDITING, begin_writing, db
from webapp.staff import account_words, accounts, links, places_known, role_words, signing_in
from webapp.staff.models import Account, AccountState, Role, all_accounts, by_name

staff = AppGroup("staff", help="Accounts of the bureau's staff.")


@staff.command("add")
@click.argument("name")
@click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=click.Choice([role.value for role in Role]),
    help="What they may do; may be given several times.",
)
@click.option("--place", "slugs", multiple=True, metavar="SLUG", help="A place of an operator.")
@click.option("--full-name", default="", help="As colleagues know them; the account name if empty.")
def add(name: str, roles: tuple[str, ...], slugs: tuple[str, ...], full_name: str) -> None:
    """Make an account; the link to set its password is printed on the last line, once."""
    with _in_sentences():
        begin_writing(db.session, EDITING)
        wish = accounts.Wish(
            full_name.strip() or name,
            tuple(Role(role) for role in dict.fromkeys(roles)),
            _places(db.session, slugs),
            [one.id for one in places_known.all(db.session)],
        )
        try:
            made = accounts.make(db.session, name, wish, clock.now())
        except accounts.Refused as refused:
            raise _in_words(refused) from refused
        after = {"name": made.name, "full_name": made.full_name, "roles": made.roles}
        _record("add account", made, after=after | {"places": made.places})
        _print_link(made)


@staff.command("link")
@click.argument("name")
def link(name: str) -> None:
    """Make a new link to set a password; it is printed on the last line, once."""
    with _in_sentences():
        account = _named(db.session, name)
        if account.state is not AccountState.active:
            raise click.ClickException(
                _("This account is disabled. First: flask staff enable %(name)s", name=account.name)
            )
        signing_in.unlock(account)
        _record("make link", account)
        _print_link(account)


@staff.command("list")
def list_() -> None:
    """Show every account: name, state, roles, when it was last used, the person."""
    with _in_sentences():
        for account in db.session.scalars(all_accounts()):
            roles = ", ".join(role.value for role in account.roles)
            used = clock.local(account.last_used_at).strftime("%Y-%m-%d")
            fields = (account.name, account.state.value, roles, used, account.full_name)
            click.echo("\t".join(fields))


@staff.command("disable")
@click.argument("name")
def disable(name: str) -> None:
    """Shut an account; whoever is signed in with it is out at once."""
    with _in_sentences():
        account = _named(db.session, name)
        try:
            before, after = accounts.disable(db.session, account)
        except accounts.Refused as refused:
            raise _in_words(refused) from refused
        _record("disable account", account, before=before, after=after)
        db.session.commit()
        click.echo(_("%(name)s is disabled.", name=account.name))


@staff.command("enable")
@click.argument("name")
def enable(name: str) -> None:
    """Open an account again that was disabled, or not used for too long."""
    with _in_sentences():
        account = _named(db.session, name)
        before, after = accounts.enable(account, clock.now())
        _record("enable account", account, before=before, after=after)
        db.session.commit()
        click.echo(_("%(name)s can be used again.", name=account.name))


@contextmanager
def _in_sentences() -> Iterator[None]:
    """Speak the language of the terminal, also of a database that is not ready."""
    with force_locale(terminal.language()):
        try:
            yield
        except DBAPIError as error:
            words = _("The database is not ready. Start the service once, then try this again.")
            raise click.ClickException(f"{words} ({error.orig})") from error


def _named(session: Session, name: str) -> Account:
    begin_writing(session, EDITING)
    account = session.scalar(by_name(signing_in.meant_name(name)))
    if account is None:
        raise click.ClickException(_("There is no account called %(name)s.", name=name))
    return account


def _places(session: Session, slugs: tuple[str, ...]) -> tuple[int, ...]:
    ids = {one.slug: one.id for one in places_known.all(session)}
    for slug in slugs:
        if slug not in ids:
            raise click.ClickException(_("There is no place at /places/%(slug)s.", slug=slug))
    return tuple(ids[slug] for slug in slugs)


def _in_words(refused: accounts.Refused) -> click.ClickException:
    return click.ClickException(" ".join(map(account_words.refused, refused.refusals)))


def _record(action: str, account: Account, before: object = None, after: object = None) -> None:
    object = f"account {account.id}"
    audit.record(
        db.session, action, object, by=None, name="command line", before=before, after=after
    )


def _print_link(account: Account) -> None:
    token = links.make(db.session, account, clock.now())
    db.session.commit()
    roles = ", ".join(map(role_words.name, account.roles))
    told = {"name": account.name, "person": account.full_name, "roles": roles}
    click.echo(_("%(name)s, %(person)s: %(roles)s", **told))
    click.echo(
        _("With this link they set their password. It works once, for 24 hours, and is shown now:")
    )
    click.echo(address_of(token))


def address_of(token: str) -> str:
    """The full address of a link, for somebody outside of any request."""
    host, port = current_app.config["HOST"], current_app.config["PORT"]
    written = f"[{host}]" if ":" in host else host
    base = current_app.config["PUBLIC_URL"].rstrip("/") or f"http://{written}:{port}"
    with current_app.test_request_context("/"):
        return base + url_for("bureau.staff.welcome", token=token)
