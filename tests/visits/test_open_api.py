"""With a device's token, past the door: whatever is sent is answered as the API describes it."""

from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance
from sqlalchemy import func, select

from tests import databases
from tests.visits.made import NOW, device, in_order, row
from webapp import create_app
from webapp.core import clock
from webapp.extensions import db
from webapp.visits.models import Entry

app = create_app(databases.configuration(databases.fresh(content=True)))
with app.app_context():
    TOKEN = device(db.session)
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app).include(
    method="POST", path_regex="^/api/v1/visits/counts"
)
SENT = {"Authorization": f"Bearer {TOKEN}", "Accept-Encoding": "identity"}
# A row of the right shape may be refused by its value, and of several each has its own fate: what
# has the wrong shape is refused within an answer, and the others are kept.
BESIDE = [positive_data_acceptance, negative_data_rejection]


@schema.parametrize()
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
def test_whatever_a_device_sends_is_answered_as_described(case: schemathesis.Case) -> None:
    with clock.fixed_at(NOW):
        seen = case.call_and_validate(app=app, headers=SENT, excluded_checks=BESIDE)
        assert seen.status_code != 401
        if case.method == "POST" and isinstance(case.body, list) and case.path.endswith("/counts"):
            case.body = [_of_this_gate(one) for one in case.body]
            case.call_and_validate(app=app, headers=SENT, excluded_checks=BESIDE)


def _of_this_gate(one: Any) -> Any:
    """The row, made one that can be taken unless its key or value forbids it."""
    if not isinstance(one, dict):
        return one
    good = row("a")
    return one | {name: good[name] for name in ("place", "gate", "from", "to")}


def test_some_of_it_was_counted_and_the_ledger_is_in_order() -> None:
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Entry))
        in_order(db.session)
