"""Who is entered already, as an import has to know it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.race.models import Edition
from webapp.race.riders.entries import Entry
from webapp.race.riders.models import Rider, RiderData, RiderState, StartList, riders_of
from webapp.race.riders.sealing import Sealer

# Columns of `rider` that a file fills, and those of `rider_data`, sealed and not.
OF_RIDER = (
    "bib",
    "category",
    "name",
    "family_name",
    "given_name",
    "team",
    "sex",
    "birth_year",
    "nation",
    "city",
    "uci_id",
    "licence",
)
SEALED = ("id_number", "phone", "emergency_contact", "medical_note", "guardian")
OPEN = ("birth_date", "id_kind", "waiver_sha256", "waiver_at")
PERSONAL = (*OPEN, *SEALED)


@dataclass
class Known:
    """The riders of an edition, to be found by what names them."""

    edition: Edition
    sealer: Sealer
    start_list: StartList | None
    riders: list[Rider]
    data: Mapping[int, RiderData]
    by_bib: dict[int, Rider] = field(default_factory=dict)
    by_uci: dict[str, Rider] = field(default_factory=dict)
    by_digest: dict[str, Rider] = field(default_factory=dict)
    by_person: dict[tuple[str, object], Rider] = field(default_factory=dict)
    riding: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for rider in self.riders:
            data = self.data.get(rider.id)
            if rider.bib is not None:
                self.by_bib[rider.bib] = rider
            if rider.uci_id:
                self.by_uci[rider.uci_id] = rider
            if data and data.id_digest:
                self.by_digest[data.id_digest] = rider
            if data and data.birth_date:
                self.by_person[rider.name, data.birth_date] = rider
            if rider.state is RiderState.confirmed:
                self.riding[rider.category] += 1

    def digest(self, entry: Entry) -> str | None:
        """What tells its document from others."""
        return self.sealer.digest(entry.id_number) if entry.id_number else None

    def is_public(self, rider: Rider) -> bool:
        """Whether the public sees this rider."""
        return is_public(self.start_list, rider)

    def value(self, rider: Rider, name: str) -> object:
        """What is known of a rider now; sealed values opened."""
        if name in OF_RIDER:
            return getattr(rider, name)
        data = self.data.get(rider.id)
        if data is None:
            return None
        stored = getattr(data, name)
        return self.sealer.open(stored) if name in SEALED else stored


def is_public(start_list: StartList | None, rider: Rider) -> bool:
    """Whether the public sees a rider: entered before the list was published."""
    published = start_list.published_at if start_list else None
    return published is not None and rider.entered_at <= published


def known(session: Session, edition: Edition, sealer: Sealer) -> Known:
    """The riders of an edition. Three queries."""
    riders = list(session.scalars(riders_of(edition.year)))
    theirs = select(RiderData).join(Rider).where(Rider.edition_year == edition.year)
    data = {one.rider_id: one for one in session.scalars(theirs)}
    return Known(edition, sealer, session.get(StartList, edition.year), riders, data)
