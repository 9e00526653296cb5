"""Days that lie so many days before others, in the words of both databases."""

from typing import Any

from sqlalchemy import Date
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class earlier(FunctionElement[Any]):  # noqa: N801 - named as SQL's own functions are
    """`earlier(day, number)`: the day `number` days before `day`; later for a negative one."""

    type = Date()
    inherit_cache = True


@compiles(earlier)
def _plain(element: earlier, compiler: SQLCompiler, **more: Any) -> str:
    day, number = (compiler.process(one, **more) for one in element.clauses)
    return f"({day} - ({number}))"


@compiles(earlier, "sqlite")
def _sqlite(element: earlier, compiler: SQLCompiler, **more: Any) -> str:
    day, number = (compiler.process(one, **more) for one in element.clauses)
    return f"date({day}, (-({number})) || ' days')"
