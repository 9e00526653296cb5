"""The demonstration's race, stored as of a summer, for whatever looks at its pages."""

from datetime import date

from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.race import simulation

SUMMER = clock.at_local(date(2027, 6, 1))


def store(session: Session) -> None:
    """The editions of 2026, which was held, and 2027, which is to come."""
    simulation.fill(session, SUMMER)
