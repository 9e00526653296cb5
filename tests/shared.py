"""Compiled once for all applications of a run: addresses, templates, statements.

Each test has an application of its own, and making all that anew took half of a run.
"""

from types import CodeType
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Dialect, Engine
from werkzeug.routing import Rule


class KnownRule(Rule):
    """An address; what is computed of it depends on its text alone, as long as it has no defaults.

    All our applications have the converters that Flask brings.
    """

    _known: dict[tuple[object, ...], Rule] = {}
    _computed = ("_parts", "_trace", "_converters", "arguments", "_build", "_build_unknown")

    def compile(self) -> None:
        """Take over what was computed of the same address before."""
        if self.defaults:
            super().compile()
            return
        key = (self.rule, self.subdomain, self.host, self.merge_slashes)
        if key not in self._known:
            super().compile()
            self._known[key] = self
        for name in self._computed:
            setattr(self, name, getattr(self._known[key], name))


class Templates(BytecodeCache):
    """The code of templates, by name and text; in memory."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Hand out what is known."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        assert bucket.code is not None
        self._codes[bucket.key, bucket.checksum] = bucket.code


TEMPLATES = Templates()
_dialects: dict[str, Dialect] = {}
_statements: dict[Any, Any] = {}


def share(app: Flask, engine: Engine) -> None:
    """Let an application find what others of this run have compiled."""
    app.jinja_env.bytecode_cache = TEMPLATES
    # Statements are kept by dialect; each engine would have one of its own.
    engine.dialect = _dialects.setdefault(engine.dialect.name, engine.dialect)
    engine.update_execution_options(compiled_cache=_statements)


Flask.url_rule_class = KnownRule
