"""The workbook that CrossMgr reads riders, categories and the race from (race-and-counting A4)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from webapp.core import clock
from webapp.core.tables import Cell, Column, Row, Table
from webapp.race import delays
from webapp.race.models import Edition
from webapp.race.plan import Bike, Category, OrganiserRole, Sex
from webapp.race.riders import bibs
from webapp.race.riders.exports import halves, riding
from webapp.race.riders.known import Known
from webapp.race.riders.models import Rider

# Of these, team code, province and the tags of chips are not known here; they stay empty.
COLUMNS = (
    "Bib#",
    "LastName",
    "FirstName",
    "Team",
    "TeamCode",
    "City",
    "StateProv",
    "Category",
    "Age",
    "Gender",
    "License",
    "NatCode",
    "UCI ID",
    "Tag",
    "Tag2",
)
CATEGORIES = (
    "Category Type",
    "Name",
    "Gender",
    "Numbers",
    "Start Offset",
    "Race Laps",
    "Race Distance",
    "Race Minutes",
    "Publish",
    "Upload",
    "Series",
)
GENDER = {Sex.men: "Men", Sex.women: "Women", Sex.any: "Open"}
DISCIPLINES = {Bike.road: "Road", Bike.mountain: "MTB"}
NO = 0  # of a property; any text is taken for a yes, "FALSE" too
BY_HAND = 0  # the clock is started by somebody, not by the first chip; an empty cell means the chip
# Where the timer sends results to is the timer's affair.
NOT_KNOWN = (
    "FTP Host",
    "FTP User",
    "FTP Password",
    "FTP Path",
    "FTP Upload During Race",
    "GATrackingID",
)


def workbook(known: Known) -> Iterator[Table]:
    """The workbook that CrossMgr reads riders, categories and the race from."""
    edition = known.edition
    columns = [Column(name) for name in COLUMNS]
    yield Table("Registration", columns, (_crossmgr_row(edition, one) for one in riding(known)))
    columns = [Column(name) for name in CATEGORIES]
    yield Table("--CrossMgr-Categories", columns, _category_rows(known))
    properties = list(_properties(edition))
    columns = [Column(name) for name, _value in properties]
    yield Table("--CrossMgr-Properties", columns, [[value for _name, value in properties]])


def _crossmgr_row(edition: Edition, rider: Rider) -> Row:
    last, first = halves(rider)
    age = edition.year - rider.birth_year if rider.birth_year else None
    return [
        rider.bib,
        last,
        first,
        rider.team,
        "",
        rider.city,
        "",
        rider.category,
        age,
        GENDER[rider.sex or Sex.any],
        rider.licence,
        rider.nation,
        rider.uci_id,
        "",
        "",
    ]


def _category_rows(known: Known) -> Iterator[Row]:
    """Each wave, and below it its categories when it has several."""
    edition = known.edition
    starts = delays.starts(edition)
    first = min((start.planned for start in starts), default=None)
    categories = {one.code: one for one in edition.categories}
    for start in starts:
        offset = _offset(start.planned - first if first else None)
        theirs = [categories[code] for code in start.wave.categories if code in categories]
        if len(theirs) == 1:
            yield _category_row("Wave", theirs[0], known, offset)
        elif theirs:
            name = start.wave.name.zh or start.wave.code
            sexes = {one.sex for one in theirs}
            gender = GENDER[sexes.pop()] if len(sexes) == 1 else "Open"
            rest = [theirs[0].laps, _distance(edition), None, "TRUE", "TRUE", "TRUE"]
            yield ["Wave", name, gender, "", offset, *rest]
            for one in theirs:
                yield _category_row("Component", one, known, offset)


def _category_row(kind: str, category: Category, known: Known, offset: str) -> Row:
    numbers = [one.bib for one in riding(known) if one.category == category.code and one.bib]
    distance = _distance(known.edition)
    return [
        kind,
        category.code,
        GENDER[category.sex],
        bibs.written(numbers),
        offset,
        category.laps,
        distance,
        None,
        "TRUE",
        "TRUE",
        "TRUE" if category.ranked else "FALSE",
    ]


def _distance(edition: Edition) -> Decimal | None:
    return None if edition.distance_km is None else Decimal(f"{edition.distance_km:.2f}")


def _offset(after: object) -> str:
    """Hours, minutes and seconds after the first start: 00:10:00."""
    return str(after).rjust(8, "0") if after is not None else "00:00:00"


def _properties(edition: Edition) -> Iterator[tuple[str, Cell]]:
    starts = delays.starts(edition)
    gun = clock.local(starts[0].planned) if starts else None
    hosts = [one.name.zh for one in edition.organisers if one.role is OrganiserRole.host]
    yield "Event Name", edition.name.zh
    yield "Event Organizer", "、".join(hosts)
    yield "Event City", "包头"
    yield "Event StateProv", "内蒙古"
    yield "Event Country", "中国"
    yield "Event Date", str(edition.held_on) if edition.held_on else ""
    yield "Scheduled Start", f"{gun:%H:%M}" if gun else ""
    yield "TimeZone", str(clock.LOCAL)
    yield "Race Number", 1
    yield "Race Discipline", discipline(edition.categories)
    yield "Enable RFID", NO
    yield "Distance Unit", "km"
    yield "Time Trial", NO
    yield "RFID Option", BY_HAND
    yield from ((name, "") for name in NOT_KNOWN)
    yield from ((name, NO) for name in ("Road Race Finish Times", "No Data DNS", "Win and Out"))
    yield "Event Long Name", edition.name.en or edition.name.zh
    yield "Email", ""


def discipline(categories: Sequence[Category]) -> str:
    """What is ridden: Road, MTB, or both; empty when no category says so."""
    found = {one.bike for one in categories}
    return ", ".join(name for bike, name in DISCIPLINES.items() if bike in found)
