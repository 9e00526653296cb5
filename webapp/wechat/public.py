"""The files by which WeChat sees that a domain belongs to an account."""

from flask import Blueprint, Response, abort, current_app

bp = Blueprint("wechat", __name__)


@bp.get("/MP_verify_<name>.txt")
def proof(name: str) -> Response:
    """One file of the setting."""
    files: dict[str, str] = current_app.config["WECHAT_VERIFY"]
    content = files.get(f"MP_verify_{name}.txt") or abort(404)
    return Response(content, mimetype="text/plain", headers={"Cache-Control": "no-cache"})
