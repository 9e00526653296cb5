"""The lock on the desk: one parent blueprint, and every page below it says who may open it.

A page that says nothing is shut for everybody. A feature's `bureau.py` makes a child blueprint:

    bp = Blueprint("events", __name__, url_prefix="/events")

    @bp.get("/")
    @allowed(Role.editor, Role.reviewer)
    def index() -> str: ...

and its `init_app` calls `lock.add_to_desk(app, bp)`. A request that changes something has begun
its writing transaction when the view starts; the view commits once.
"""

from collections.abc import Callable
from typing import Any, NoReturn, TypeVar
from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    g,
    redirect,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError, generate_csrf
from markupsafe import Markup
from werkzeug.exceptions import BadRequest

from webapp.core import audit, clock, network
from webapp.core.database import EDITING, begin_writing, db
from webapp.staff import passwords, sessions
from webapp.staff.models import Account, AccountState, Policy, Role, policy

TOKEN = "staff"  # noqa: S105 - the name of it in the signed cookie
READS = ("GET", "HEAD", "OPTIONS")
View = TypeVar("View", bound=Callable[..., Any])

csrf = CSRFProtect()


def init_app(app: Flask) -> None:
    """Make the parent of every page for staff."""
    app.config.setdefault("WTF_CSRF_CHECK_DEFAULT", False)  # the lock asks, for its pages alone
    app.config.setdefault("WTF_CSRF_TIME_LIMIT", None)  # a form lives as long as the session
    app.config.setdefault("WTF_CSRF_SSL_STRICT", False)  # some browsers here never send a Referer
    csrf.init_app(app)
    bureau = Blueprint("bureau", __name__, url_prefix="/bureau")
    bureau.before_request(_let_in)
    bureau.after_request(_keep_nowhere)
    app.extensions["bureau"] = bureau
    app.jinja_env.globals |= {"csrf": csrf_field, "may_open": may_open, "signed_in": signed_in}


def close(app: Flask) -> None:
    """Put the desk into the application, once every feature has added its pages."""
    app.register_blueprint(app.extensions["bureau"])


def csrf_field() -> Markup:
    """The hidden field that every form of the desk carries."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def signed_in() -> Account | None:
    """Who is signed in, if anybody; for the head of the desk's pages."""
    found: Account | None = g.get("account")
    return found


def add_to_desk(app: Flask, pages: Blueprint) -> None:
    """Put a feature's pages under the parent."""
    app.extensions["bureau"].register_blueprint(pages)


def allowed(*roles: Role) -> Callable[[View], View]:
    """Open a view to accounts that hold one of `roles`."""

    def mark(view: View) -> View:
        view.roles = frozenset(roles)  # type: ignore[attr-defined]
        return view

    return mark


def for_all_staff(view: View) -> View:
    """Open a view to everybody who is signed in."""
    return allowed(*Role)(view)


def without_signing_in(view: View) -> View:
    """Open a view to everybody: signing in itself."""
    view.roles = None  # type: ignore[attr-defined]
    return view


def with_an_old_password(view: View) -> View:
    """Leave a view open to whoever has to change their password first."""
    view.with_an_old_password = True  # type: ignore[attr-defined]
    return view


def writes_later(view: View) -> View:
    """Mark a view with long work before its first change: it calls `start_writing` itself."""
    view.writes_later = True  # type: ignore[attr-defined]
    return view


def roles_of(endpoint: str) -> frozenset[Role] | None:
    """Who may open an endpoint: none at all when its view says nothing, everybody for None."""
    view = current_app.view_functions[endpoint]
    roles: frozenset[Role] | None = getattr(view, "roles", frozenset())
    return roles


def account() -> Account:
    """Who is signed in; only within pages that need it."""
    found: Account = g.account
    return found


def may_open(endpoint: str) -> bool:
    """Whether whoever is signed in may open an endpoint, for links that are shown only then."""
    if not endpoint.startswith("bureau."):
        return True  # a public page
    roles = roles_of(endpoint)
    return roles is None or account().holds(*roles)


def current_policy() -> Policy:
    """The policy, read once a request."""
    if "policy" not in g:
        g.policy = policy(db.session)
    found: Policy = g.policy
    return found


def address() -> str:
    """Where the request comes from."""
    return network.written(request.remote_addr)


def record(action: str, object: str, **more: Any) -> None:
    """Note in the audit trail what the person signed in does; the view commits."""
    audit.record(db.session, action, object, by=account(), address=address(), **more)


def _let_in() -> ResponseReturnValue | None:
    endpoint = request.endpoint or ""
    roles = roles_of(endpoint)
    _recognise()
    if roles is not None and g.account is None:
        return _ask_to_sign_in()
    if g.account and g.password_expired and roles is not None and not _with_an_old(endpoint):
        return redirect(url_for("bureau.staff.password"), 303)
    if request.method not in READS:
        _refuse_nul()
        try:
            csrf.protect()
        except CSRFError as error:
            return _ask_to_send_again(error)
        if not getattr(current_app.view_functions[endpoint], "writes_later", False):
            start_writing()
    if roles is not None and not (account().state is AccountState.active and may_open(endpoint)):
        _refuse()
    return None


def _refuse_nul() -> None:
    # No keyboard makes one, and PostgreSQL keeps none.
    if any("\0" in name + value for name, value in request.form.items(multi=True)):
        raise BadRequest(_("What you sent holds characters that no text has."))


def _with_an_old(endpoint: str) -> bool:
    return getattr(current_app.view_functions[endpoint], "with_an_old_password", False)


def _recognise() -> None:
    g.account = None
    token = session.get(TOKEN)
    if token is None:
        return
    found = sessions.find(db.session, token, current_policy(), clock.now())
    if found is None:
        session.pop(TOKEN)
        return
    g.account = found.account
    # What expires while somebody is at work has time until the next sign-in.
    g.password_expired = passwords.expired(found.account, current_policy(), found.started_at)
    if clock.now() - found.seen_at > sessions.SEEN_EVERY:
        start_writing()
        sessions.touch(db.session, token, clock.now())
        db.session.commit()


def _ask_to_send_again(error: CSRFError) -> ResponseReturnValue:
    if g.account is not None and came_from_here():
        # Signed in anew in another window: what was typed in this one is the same person's.
        return current_app.extensions["send_again"]()  # type: ignore[no-any-return]
    words = _("This form has been open for too long. Go back, reload the page, send it again.")
    raise BadRequest(words) from error


def came_from_here() -> bool:
    """Whether a page of ours sent the form: browsers say so with every POST, scripts cannot."""
    public = urlsplit(current_app.config["PUBLIC_URL"])
    ours = {request.host_url.rstrip("/"), f"{public.scheme}://{public.netloc}"}
    return request.headers.get("Origin") in ours


def sent_from_our_page() -> bool:
    """Whether the form of this request was sent from a page of ours, signed in or not."""
    try:
        csrf.protect()
    except CSRFError:
        return came_from_here()
    return True


def start_writing() -> None:
    """Begin the transaction that changes something; a view that `writes_later` calls it itself.

    What was read so far is read again: on SQLite a reader cannot become a writer, and what was
    read before one's turn may be old.
    """
    db.session.rollback()
    begin_writing(db.session, EDITING)


def _refuse() -> NoReturn:
    start_writing()
    record("refused", request.path, succeeded=False)
    db.session.commit()
    abort(403)


def _ask_to_sign_in() -> ResponseReturnValue:
    if request.method in READS:
        back = request.script_root + request.full_path.rstrip("?")
        return redirect(url_for("bureau.staff.sign_in", next=back))
    return current_app.extensions["sign_in_again"]()  # type: ignore[no-any-return]


def _keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
