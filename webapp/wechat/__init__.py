"""WeChat: what its pages need of an official account, where the service has one.

Share cards need none of this: they are tags and pictures of every page.
"""

from flask import Flask

from webapp.settings import BadSetting
from webapp.wechat import api, public


def init_app(app: Flask) -> None:
    """Sign pages where there is an account, and show WeChat's files of proof.

    Raises:
        BadSetting: there is an account, but not all that belongs to it.
    """
    if app.config["WECHAT_APP_ID"]:
        for name in ("WECHAT_APP_SECRET", "PUBLIC_URL"):
            if not app.config[name]:
                raise BadSetting(f"WECHAT_APP_ID needs {name}")
    app.register_blueprint(api.bp)
    app.register_blueprint(public.bp)
