"""What devices send: rows of counts, in our own layout and in those of several makers."""

from collections.abc import Callable
from typing import Annotated, Any

import msgspec
from flask import Blueprint, Response, current_app, request
from msgspec import Meta
from werkzeug.exceptions import RequestEntityTooLarge

from webapp.core import clock
from webapp.core.open_api import Operation, Parameter
from webapp.core.problems import problem
from webapp.extensions import db
from webapp.visits import count_rows, counts, devices
from webapp.visits.count_rows import Answer
from webapp.visits.layouts import eco_counter, flow_event, megvii
from webapp.visits.layouts.pieces import Read, Rows

bp = Blueprint("visits_devices", __name__, url_prefix="/api/v1/visits/counts")
Answering = Callable[[bytes, Answer], Any]
Numbers = Annotated[str, Meta(max_length=200)]


RULES = (
    "A row sent again with the same key counts once; the same key with another value is a "
    "conflict (409) for that row. Rows are taken up to 60 days late, unless the bureau has set "
    "another number, and change the figures of their own day. After that day's month was sealed "
    "they are taken all the same: what they change stands among the public revisions at once, "
    "with both values, and what the seal says stays."
)


def _operation(
    layout: str, summary: str, body: Any, answers: Any = Answer, *parameters: Parameter
) -> Operation:
    return Operation(
        f"/api/v1/visits/counts{layout}",
        summary,
        answers,
        method="post",
        body=body,
        parameters=parameters,
        statuses=(200, 207, 409, 422),
        problems=(400, 401, 413),
        token=True,
        description=RULES,
    )


OPERATIONS = (
    _operation(
        "",
        "Send counts of a gate; every row's fate is in the answer.",
        list[count_rows.Count],
    ),
    _operation(
        "/eco-counter",
        "The same as Eco-Counter's API v2 writes it (GET /history/traffic/raw).",
        list[eco_counter.Flow],
        Answer,
        Parameter("in", Numbers, "Flows that go in: their numbers, with commas."),
        Parameter("out", Numbers, "Flows that go out; others as their `direction` says."),
    ),
    _operation(
        "/flow-event",
        "One event “PassengerFlowStatics”, answered in the form its makers ask for.",
        flow_event.FlowEvent,
        flow_event.Ack,
    ),
    _operation(
        "/megvii",
        "Records of dataType 6003: what went in and out since the record before.",
        list[megvii.Record],
    ),
)


@bp.post("")
def receive_counts() -> Response:
    """A batch of counts from one device; every row's fate is in the answer, in their order.

    The status is that of all rows where they agree, otherwise 207. What is answered as accepted
    is on disk.
    """
    return _receive(lambda body, gate: count_rows.decode(body))


@bp.post("/eco-counter")
def receive_eco_counter() -> Response:
    """A batch as Eco-Counter's API answers it; the fates are as of any other."""
    directions = eco_counter.Directions(*(_numbers(name) for name in ("in", "out")))
    return _receive(lambda body, gate: eco_counter.read(body, gate, directions))


def _numbers(name: str) -> frozenset[str]:
    said = request.args.get(name, "").split(",")
    return frozenset(one.strip() for one in said if one.strip())


@bp.post("/flow-event")
def receive_flow_event() -> Response:
    """One event of a counter; its answer has the form that lets the counter forget it."""
    return _receive(flow_event.read, flow_event.ack)


@bp.post("/megvii")
def receive_megvii() -> Response:
    """Records as Megvii's platform pushes them; the fates are as of any other batch."""
    return _receive(megvii.read)


def _receive(read: Read, answering: Answering = lambda body, answer: answer) -> Response:
    gate = _gate()
    if gate is None:
        refused = problem(401, "Send the device's token as Authorization: Bearer …")
        refused.headers["WWW-Authenticate"] = 'Bearer realm="visits"'
        return refused
    request.max_content_length = count_rows.MOST_BYTES
    try:
        body = request.get_data(cache=False)
        rows = read(body, gate)
    except (RequestEntityTooLarge, count_rows.TooManyRows):
        return problem(
            413, f"At most {count_rows.MOST_ROWS} rows and {count_rows.MOST_BYTES} bytes a request."
        )
    except count_rows.NotRows as error:
        return problem(400, f"Send a JSON array, or one JSON object a line: {error}")
    answer = _stored(gate, body, rows)
    statuses = {fate.status for fate in answer.rows} or {200}
    status = statuses.pop() if len(statuses) == 1 else 207
    content = msgspec.json.encode(answering(body, answer))
    return Response(content, status, mimetype="application/json")


def _stored(gate: devices.Gate, body: bytes, rows: Rows) -> Answer:
    late_days = current_app.config["COUNTS_LATE_DAYS"]
    outcome = counts.store(db.session, gate, body, rows, clock.now(), late_days)
    if outcome.new_rows:
        db.session.commit()
    else:
        db.session.rollback()
    return outcome.answer


def _gate() -> devices.Gate | None:
    """The gate of the device that asks; the look-up leaves no transaction open."""
    token = _token()
    if not token:
        return None
    gate = devices.gate_of(db.session, token)
    db.session.rollback()
    return gate


def _token() -> str | None:
    """The token, however this device can bring it; never in the address, which is logged."""
    sent = request.authorization
    if sent is None:
        return request.headers.get("X-API-KEY")
    if sent.type == "bearer":
        return sent.token
    return sent.password if sent.type == "basic" else None
