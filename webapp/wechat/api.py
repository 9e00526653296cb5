"""Signing a page for WeChat's script: asked for by our own, once the page is there."""

import secrets

from flask import Blueprint, Response, current_app, jsonify, request

from webapp.core import clock
from webapp.core.problems import problem
from webapp.extensions import db
from webapp.wechat import signing, tickets
from webapp.wechat.asking import Account

bp = Blueprint("wechat_api", __name__, url_prefix="/wechat")
SOON_S = 3  # by then whoever is asking WeChat has an answer


@bp.get("/signature")
def signature() -> Response:
    """The signature of one of our own pages."""
    answer = _signature()
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _signature() -> Response:
    config = current_app.config
    if not config["WECHAT_APP_ID"]:
        return problem(404, "This service has no official account.")
    address = signing.own_page(request.args.get("url", ""), config["PUBLIC_URL"])
    if address is None:
        return problem(400, "Only addresses of this service are signed.")
    secret, server = config["WECHAT_APP_SECRET"], config["WECHAT_API"]
    account = Account(config["WECHAT_APP_ID"], secret, server)
    ticket = tickets.ticket(db.session, account)
    if ticket is None:
        answer = problem(503, "WeChat has given no ticket yet.")
        answer.headers["Retry-After"] = str(SOON_S)
        return answer
    nonce, timestamp = secrets.token_hex(8), int(clock.now().timestamp())
    return jsonify(
        app_id=account.app_id,
        timestamp=timestamp,
        nonce=nonce,
        signature=signing.signature(ticket, nonce, timestamp, address),
    )
