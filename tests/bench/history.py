"""A past for the measures: gates that have counted every day for years."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice, product
from typing import Any

from sqlalchemy import select

from tests.bench.fresh import application
from webapp.core import clock, content_version
from webapp.extensions import db
from webapp.places.models import Place
from webapp.visits import derivation, devices, ledger
from webapp.visits.models import EntryKind, Metric, SubmissionKind

PLACES, GATES = 10, 50
AT_ONCE = 20_000
PLACE, GATE = "wudangzhao", "bench"


def fill(url: str, years: int, rows_a_day: int = 1) -> str:
    """Let 50 gates, five at each of ten places, count on every day of the last years.

    Args:
        rows_a_day: Of each gate.

    Returns:
        The token of one device, to send more.
    """
    with application(url) as app, app.app_context():
        session = db.session
        ledger.begin(session)
        places = session.scalars(select(Place.id).order_by(Place.id).limit(PLACES)).all()
        rows = _entries(list(places), years, rows_a_day)
        while some := list(islice(rows, AT_ONCE)):
            submission = ledger.open_submission(
                session,
                SubmissionKind.device,
                source="bench",
                key=f"bench {some[0]['source']} {some[0]['source_key']}",
                sha256="",
                received_at=clock.now(),
            )
            ledger.add(session, submission, [{**row, "submission_id": submission} for row in some])
        derivation.rebuild(session)
        content_version.rise(session)
        place = session.scalars(select(Place).where(Place.slug == PLACE)).one()
        _device, token = devices.register(session, place, GATE, clock.now())
        session.commit()
        return token


def _entries(places: list[int], years: int, rows_a_day: int) -> Iterator[dict[str, Any]]:
    today = clock.today()
    first = date(today.year - years + 1, 1, 1)
    for number in range((today - first).days):
        day = first + timedelta(days=number)
        morning = datetime(day.year, day.month, day.day, tzinfo=UTC)
        long = timedelta(hours=12) / rows_a_day
        for gate, part in product(range(GATES), range(rows_a_day)):
            yield {
                "place_id": places[gate % len(places)],
                "business_day": day,
                "metric": Metric.in_,
                "kind": EntryKind.report,
                "value": (number * 37 + gate * 101 + part * 11) % 900,
                "source": f"bench:{gate}",
                "source_key": f"{day.isoformat()} {part}",
                "gate": f"gate {gate}",
                "observed_from": morning + part * long,
                "observed_to": morning + (part + 1) * long,
            }
