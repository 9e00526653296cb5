"""What is known of the district itself, and what its seasons offer."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.content_version import Public
from webapp.core.database import Json, Model
from webapp.core.records import ContentRecord
from webapp.core.translated import Statement, Translated


class DistrictFact(ContentRecord, Public, Model):
    """One labelled fact about the district, in a group such as land, roads, history."""

    __tablename__ = "district_fact"
    key: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]  # order on the page
    group: Mapped[str]
    statement: Mapped[Statement] = mapped_column(Json(Statement))


class Climate(ContentRecord, Public, Model):
    """Monthly means, January first; °C and millimetres."""

    __tablename__ = "climate"
    id: Mapped[int] = mapped_column(primary_key=True)
    note: Mapped[Translated] = mapped_column(Json(Translated))
    mean_high_c: Mapped[tuple[float, ...]] = mapped_column(Json(tuple[float, ...]))
    mean_low_c: Mapped[tuple[float, ...]] = mapped_column(Json(tuple[float, ...]))
    precip_mm: Mapped[tuple[float, ...]] = mapped_column(Json(tuple[float, ...]))
    sources: Mapped[tuple[str, ...]] = mapped_column(Json(tuple[str, ...]))


class Season(ContentRecord, Public, Model):
    """What one does here in spring, summer, autumn or winter."""

    __tablename__ = "season"
    key: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    title: Mapped[Translated] = mapped_column(Json(Translated))
    text: Mapped[Translated] = mapped_column(Json(Translated))
    places: Mapped[tuple[str, ...]] = mapped_column(Json(tuple[str, ...]))  # slugs
    events: Mapped[tuple[str, ...]] = mapped_column(Json(tuple[str, ...]))


def seasons() -> Select[Season]:
    """The four seasons, spring first."""
    return select(Season).order_by(Season.position)


def district_facts() -> Select[DistrictFact]:
    """All district facts in the order of the content."""
    return select(DistrictFact).order_by(DistrictFact.position)
