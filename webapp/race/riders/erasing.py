"""Deleting what is known of a rider at once, on request."""

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.race.results.models import MaskedRider
from webapp.race.riders import changing
from webapp.race.riders.masking import masked
from webapp.race.riders.models import Rider, RiderData


def erase(session: Session, rider: Rider, now: datetime) -> None:
    """Delete a rider's personal data; of the name only the first character stays.

    Bib, category, sex and result stay: the race and its ranking need them. The caller commits.
    """
    data = session.get(RiderData, rider.id)
    if data is not None:
        session.delete(data)
    changing.forget(session, rider)
    if rider.bib is not None:  # old rows of results know the rider by the bib alone from now on
        known = (rider.edition_year, rider.bib)
        if session.get(MaskedRider, known) is None:
            session.add(MaskedRider(edition_year=known[0], bib=known[1], asked_on=now))
    rider.name = masked(rider.name)
    rider.family_name = rider.given_name = None
    rider.birth_year = rider.city = rider.uci_id = rider.licence = None
    rider.masked = True
    session.flush()
