"""The OpenAPI description, made from the same types the answers are made of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

VERSION = "1"
COMPONENT = "#/components/schemas/{name}"
# How a device may bring its token, for not each can be told to send the first.
TOKENS = {
    "device": {"type": "http", "scheme": "bearer"},
    "key": {"type": "apiKey", "in": "header", "name": "X-API-KEY"},
    "password": {
        "type": "http",
        "scheme": "basic",
        "description": "Any name, and the token as its password: https://name:token@host/…",
    },
}


NO_LICENCE = "No licence has been stated for this data yet. Quoting it, please name the source."


@dataclass(frozen=True)
class Licence:
    """Under which terms data may be used, and where they can be read (if anywhere)."""

    name: str
    url: str

    def described(self) -> dict[str, str]:
        """As OpenAPI has it."""
        return {"name": self.name} | ({"url": self.url} if self.url else {})


def licence_of(config: Mapping[str, Any]) -> Licence | None:
    """The licence that the settings state."""
    name = config["SITE_DATA_LICENCE"]
    return Licence(name, config["SITE_DATA_LICENCE_URL"]) if name else None


@dataclass(frozen=True)
class Parameter:
    """A value in the address.

    Attributes:
        kind: What it must be, as a type msgspec can describe (`date`, an Enum, `int` …).
    """

    name: str
    kind: Any
    meaning: str
    required: bool = False


class Problem(msgspec.Struct, frozen=True):
    """What went wrong (RFC 9457)."""

    title: str
    status: int
    detail: str
    type: str = "about:blank"


@dataclass(frozen=True)
class Operation:
    """One thing a program can ask for.

    Attributes:
        answers: Type of the answer, which comes with any of `statuses`.
        body: Type of what is sent, if anything.
        problems: Status codes of refusals, each a `Problem`.
        also: Further media types of the good answer (text/csv).
        description: What does not fit into the summary's one sentence.
    """

    path: str
    summary: str
    answers: Any
    method: str = "get"
    parameters: tuple[Parameter, ...] = ()
    body: Any = None
    problems: tuple[int, ...] = (400,)
    also: tuple[str, ...] = ()
    media_type: str = "application/json"
    statuses: tuple[int, ...] = (200,)
    token: bool = False
    description: str = ""


def describe(
    operations: Iterable[Operation], title: str, server: str, licence: Licence | None = None
) -> dict[str, Any]:
    """The whole document.

    Args:
        server: Absolute address the paths are relative to.
        licence: Of the data; None where its owner has stated none.
    """
    terms = {"license": licence.described()} if licence else {"description": NO_LICENCE}
    listed = list(operations)
    kinds = [Problem]
    for operation in listed:
        kinds += [operation.answers, *([operation.body] if operation.body else [])]
        kinds += [parameter.kind for parameter in operation.parameters]
    schemas, components = msgspec.json.schema_components(kinds, ref_template=COMPONENT)
    schema_of = {id(kind): schema for kind, schema in zip(kinds, schemas, strict=True)}
    paths: dict[str, dict[str, Any]] = {}
    for operation in listed:
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation, schema_of)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": VERSION} | terms,
        "servers": [{"url": server}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": TOKENS,
        },
    }


def _operation(operation: Operation, schema_of: dict[int, Any]) -> dict[str, Any]:
    good = {kind: {"schema": {"type": "string"}} for kind in operation.also}
    good[operation.media_type] = {"schema": schema_of[id(operation.answers)]}
    refusal = {"application/problem+json": {"schema": schema_of[id(Problem)]}}
    described: dict[str, Any] = {
        "summary": operation.summary,
        "parameters": [
            {
                "name": parameter.name,
                "in": "path" if f"{{{parameter.name}}}" in operation.path else "query",
                "required": parameter.required,
                "description": parameter.meaning,
                "schema": schema_of[id(parameter.kind)],
            }
            for parameter in operation.parameters
        ],
        "responses": {
            str(code): {"description": "As asked.", "content": good} for code in operation.statuses
        }
        | {
            str(code): {"description": "Refused.", "content": refusal}
            for code in operation.problems
        },
    }
    if operation.description:
        described["description"] = operation.description
    if operation.body:
        content = {"application/json": {"schema": schema_of[id(operation.body)]}}
        described["requestBody"] = {"required": True, "content": content}
    if operation.token:
        described["security"] = [{scheme: []} for scheme in TOKENS]
    return described
