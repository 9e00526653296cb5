"""Compiled once for all applications of a run: addresses, templates, statements.

Each test has an application of its own, and making all that anew took half of a run.
"""

from collections.abc import Callable
from types import CodeType
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Dialect, Engine
from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


class KnownRule(Rule):
    """An address whose builders are functions of its text alone, as long as it has no defaults."""

    _builders: dict[tuple[object, ...], Builder] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Builder:
        if self.defaults:
            return super()._compile_builder(append_unknown)
        key = (self.rule, append_unknown, *self._trace)
        if key not in self._builders:
            self._builders[key] = super()._compile_builder(append_unknown)
        return self._builders[key]


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
