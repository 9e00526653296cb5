"""The administrator's pages about accounts; the auditor reads them."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.core import clock, words
from webapp.core.database import db
from webapp.staff import account_words, accounts, links, lock, places_known, sessions, signing_in
from webapp.staff.account_forms import AT_FIELD, AccountForm, NewAccountForm, filled_in
from webapp.staff.lock import allowed
from webapp.staff.models import Account, AccountState, Role, all_accounts
from webapp.staff.pages import bp
from webapp.staff.way_in import qr_code


@bp.get("/accounts/")
@allowed(Role.administrator, Role.auditor)
def accounts_list() -> str:
    """Every account."""
    found = db.session.scalars(all_accounts()).all()
    return render_template(
        "bureau/accounts.html",
        accounts=found,
        now=clock.now(),
        locked=signing_in.locked,
        names={one.id: one.name for one in places_known.all(db.session)},
    )


@bp.get("/accounts/new")
@allowed(Role.administrator)
def new_account() -> str:
    """The form for one more."""
    return _new_page(NewAccountForm())


@bp.post("/accounts/new")
@allowed(Role.administrator)
def add_account() -> ResponseReturnValue:
    """Make it; its one-time link is shown at once, and only now."""
    form, places = NewAccountForm(request.form), places_known.all(db.session)
    try:
        made = accounts.make(db.session, form.name.data or "", form.wish(places), clock.now())
    except accounts.Refused as refused:
        _show(refused, form)
        return _new_page(form), 422
    after = {"name": made.name, "full_name": made.full_name, "roles": made.roles}
    lock.record("add account", _object(made), after=after | {"places": made.places})
    return _link_page(made)


@bp.get("/accounts/<int:account_id>")
@allowed(Role.administrator, Role.auditor)
def one_account(account_id: int) -> str:
    """One account: what it may do, and what can be done about it."""
    account = _found(account_id)
    return _account_page(account, filled_in(account))


@bp.post("/accounts/<int:account_id>")
@allowed(Role.administrator)
def change_account(account_id: int) -> ResponseReturnValue:
    """Another name, other roles or places."""
    account, form = _found(account_id), AccountForm(request.form)
    wish = form.wish(places_known.all(db.session))
    try:
        before, after = accounts.change(db.session, account, wish, lock.account())
    except accounts.Refused as refused:
        _show(refused, form)
        return _account_page(account, form), 422
    if after:
        lock.record("change account", _object(account), before=before, after=after)
    return _done(account, _("Saved."))


@bp.post("/accounts/<int:account_id>/link")
@allowed(Role.administrator)
def make_link(account_id: int) -> ResponseReturnValue:
    """A new one-time link, shown only now."""
    account = _found(account_id)
    if account.state is not AccountState.active:
        return _done(account, _("This account is disabled: enable it first."), "error")
    lock.record("make link", _object(account))
    return _link_page(account)


@bp.post("/accounts/<int:account_id>/disable")
@allowed(Role.administrator)
def disable_account(account_id: int) -> ResponseReturnValue:
    """Shut it at once."""
    account = _found(account_id)
    try:
        before, after = accounts.disable(db.session, account)
    except accounts.Refused as refused:
        return _done(account, account_words.refused(refused.refusals[0]), "error")
    lock.record("disable account", _object(account), before=before, after=after)
    return _done(account, _("The account is disabled; whoever used it is signed out."))


@bp.post("/accounts/<int:account_id>/enable")
@allowed(Role.administrator)
def enable_account(account_id: int) -> ResponseReturnValue:
    """Open it again."""
    account = _found(account_id)
    before, after = accounts.enable(account, clock.now())
    lock.record("enable account", _object(account), before=before, after=after)
    return _done(account, _("The account can be used again."))


@bp.post("/accounts/<int:account_id>/unlock")
@allowed(Role.administrator)
def unlock_account(account_id: int) -> ResponseReturnValue:
    """Let somebody try again at once."""
    account = _found(account_id)
    signing_in.unlock(account)
    lock.record("unlock account", _object(account))
    return _done(account, _("They can try to sign in again."))


@bp.post("/accounts/<int:account_id>/reset-second-factor")
@allowed(Role.administrator)
def reset_second_factor(account_id: int) -> ResponseReturnValue:
    """Forget a lost phone."""
    account = _found(account_id)
    accounts.reset_second_factor(db.session, account)
    lock.record("reset second factor", _object(account))
    return _done(account, _("The second factor is reset; they are signed out."))


@bp.post("/accounts/<int:account_id>/end-sessions")
@allowed(Role.administrator)
def end_sessions(account_id: int) -> ResponseReturnValue:
    """Sign somebody out everywhere."""
    account = _found(account_id)
    sessions.end_all(db.session, account)
    lock.record("end sessions", _object(account))
    return _done(account, _("They are signed out everywhere."))


def _found(account_id: int) -> Account:
    account = db.session.get(Account, account_id) if account_id < 2**31 else None
    return account or abort(404)


def _object(account: Account) -> str:
    return f"account {account.id}"


def _done(account: Account, said: str, category: str = "message") -> ResponseReturnValue:
    db.session.commit()
    flash(said, category)
    return redirect(url_for("bureau.staff.one_account", account_id=account.id), 303)


def _show(refused: accounts.Refused, form: AccountForm) -> None:
    for refusal in refused.refusals:
        field = form[AT_FIELD[refusal]]
        field.errors = [*field.errors, account_words.refused(refusal)]


def _new_page(form: NewAccountForm) -> str:
    form.offer(places_known.all(db.session))
    return render_template("bureau/account_new.html", form=form)


def _account_page(account: Account, form: AccountForm) -> str:
    form.offer(places_known.all(db.session))
    return render_template(
        "bureau/account.html",
        form=form,
        owner=account,
        now=clock.now(),
        locked=signing_in.locked,
        sessions=sessions.of(db.session, account, lock.current_policy(), clock.now()),
    )


def _link_page(account: Account) -> str:
    token = links.make(db.session, account, clock.now())
    db.session.commit()
    link = words.absolute(url_for("bureau.staff.welcome", token=token))
    return render_template("bureau/link.html", owner=account, link=link, qr=qr_code(link))
