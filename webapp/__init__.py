"""玩儿在石拐: `create_app` puts the parts together and does nothing else."""

import os
from collections.abc import Mapping
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp import (
    backup,
    content,
    events,
    holidays,
    home,
    offline,
    pictures,
    places,
    race,
    review,
    staff,
    visits,
    wechat,
)
from webapp.core import (
    assets,
    body_size,
    catalogues,
    database,
    due,
    languages,
    maintenance,
    migrate,
    page_cache,
    problems,
    secret,
    security,
    words,
)
from webapp.extensions import alembic, babel, db
from webapp.settings import ROOT, from_environment, shown

FEATURES = (
    review,
    pictures,
    holidays,
    home,
    places,
    events,
    race,
    visits,
    offline,
    wechat,
    content,
    backup,
)


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """A ready application; `overrides` win over the environment (tests use them)."""
    app = Flask(__name__, static_folder=None)
    app.config.update(from_environment(os.environ) | dict(overrides or {}))
    app.secret_key = app.secret_key or secret.secret_key(app.config["DATA_DIR"])
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(ROOT / "translations")

    database.init_app(app)
    with app.app_context():
        page_cache.init_app(app, db.engine, ROOT, shown(app.config))
    migrate.init_app(app, alembic)
    babel.init_app(app, default_locale="en", locale_selector=languages.locale)
    catalogues.init_app(app, babel)
    assets.init_app(app, ROOT / "static" / "build")
    words.init_app(app)
    problems.init_app(app)
    body_size.init_app(app)
    security.init_app(app)
    due.init_app(app)
    maintenance.init_app(app)

    staff.init_app(app)
    for feature in FEATURES:
        feature.init_app(app)
    staff.lock.close(app)

    app.wsgi_app = languages.LanguagePrefix(app.wsgi_app)  # type: ignore[method-assign]
    if count := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, count, count, count, 0, count)  # type: ignore[method-assign]
    return app
