"""The places there are, for accounts that are bound to some of them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.places.models import Place
from webapp.staff.places_known import KnownPlace


def known(session: Session) -> Sequence[KnownPlace]:
    """Every place, withdrawn ones too: somebody still looks after those."""
    columns = select(Place.id, Place.slug, Place.name)
    in_order = columns.order_by(Place.signature.is_(None), Place.signature, Place.id)
    return [KnownPlace(*row) for row in session.execute(in_order)]
