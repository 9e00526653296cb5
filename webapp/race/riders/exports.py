"""Start lists as files: our own table, CrossMgr's workbook, UCI DataRide's workbook."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from webapp.core import clock
from webapp.core.tables import Cell, Column, Row, Table
from webapp.race import delays
from webapp.race.models import Edition
from webapp.race.plan import Category, OrganiserRole, Sex
from webapp.race.riders import bibs, identity
from webapp.race.riders.known import Known
from webapp.race.riders.models import Rider, RiderState

PLAIN = (
    "号码布",
    "姓名",
    "姓",
    "名",
    "性别",
    "出生年",
    "组别代码",
    "组别",
    "代表队",
    "国家/地区",
    "城市",
    "UCI ID",
    "执照",
)
PERSONAL = (
    "出生日期",
    "证件类型",
    "证件号码",
    "手机",
    "紧急联系人",
    "病史",
    "监护人",
    "免责声明签署时间",
)
CROSSMGR = (
    "Bib#",
    "LastName",
    "FirstName",
    "Team",
    "City",
    "Category",
    "Age",
    "Gender",
    "License",
    "NatCode",
    "UCI ID",
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
START_LIST = (
    "Start Order",
    "BIB",
    "UCI ID",
    "Last Name",
    "First Name",
    "Country",
    "Team",
    "Gender",
)
SEX = {Sex.men: "男", Sex.women: "女", Sex.any: ""}
GENDER = {Sex.men: "Men", Sex.women: "Women", Sex.any: "Open"}
LETTER = {Sex.men: "M", Sex.women: "F", Sex.any: ""}


def riding(known: Known) -> list[Rider]:
    """Everybody who has not withdrawn, by bib."""
    return [one for one in known.riders if one.state is RiderState.confirmed]


def ours(known: Known, personal: bool) -> Table:
    """Our own table: what our import reads again.

    Args:
        personal: Whether the personal data is in it.
    """
    names = {one.code: one.name.zh for one in known.edition.categories}
    header = (*PLAIN, *PERSONAL) if personal else PLAIN
    rows = (
        [*_plain(rider, names), *(_personal(known, rider) if personal else ())]
        for rider in riding(known)
    )
    return Table("参赛选手", [Column(name) for name in header], rows)


def _plain(rider: Rider, names: dict[str, str]) -> list[Cell]:
    return [
        rider.bib,
        rider.name,
        rider.family_name,
        rider.given_name,
        SEX[rider.sex or Sex.any],
        rider.birth_year,
        rider.category,
        names.get(rider.category, rider.category),
        rider.team,
        rider.nation,
        rider.city,
        rider.uci_id,
        rider.licence,
    ]


def _personal(known: Known, rider: Rider) -> list[Cell]:
    fields = ("birth_date", "id_kind", "id_number", "phone", "emergency_contact", "medical_note")
    values = [known.value(rider, name) for name in (*fields, "guardian", "waiver_at")]
    return [value if isinstance(value, str | datetime) else _day(value) for value in values]


def _day(value: object) -> Cell:
    return str(value) if value is not None else None


def halves(rider: Rider) -> tuple[str, str]:
    """Family and given name; of a name that nobody has parted, all of it is the family name."""
    if rider.family_name or rider.given_name:
        return rider.family_name or "", rider.given_name or ""
    return rider.name, ""


def crossmgr(known: Known) -> Iterator[Table]:
    """The workbook that CrossMgr reads riders, categories and the race from."""
    edition = known.edition
    columns = [Column(name) for name in CROSSMGR]
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
        rider.city,
        rider.category,
        age,
        GENDER[rider.sex or Sex.any],
        rider.licence,
        rider.nation,
        rider.uci_id,
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
    yield "Event Date", str(edition.held_on) if edition.held_on else ""
    yield "Scheduled Start", f"{gun:%H:%M}" if gun else ""
    yield "TimeZone", str(clock.LOCAL)
    yield "Race Number", 1
    yield "Race Discipline", "Road"
    yield "Enable RFID", "FALSE"
    yield "Distance Unit", "km"
    yield "Time Trial", "FALSE"
    yield "Event Long Name", edition.name.en or edition.name.zh


def dataride(known: Known, category: str) -> Iterator[Table]:
    """UCI DataRide's start list of one category; the system fills in the codes."""
    columns = [Column("UCI Event's Start List File", 34), *(Column("", 28) for _ in range(3))]
    yield Table("General", columns, _general())
    theirs = [one for one in riding(known) if one.category == category]
    rows = (_start(order, rider) for order, rider in enumerate(theirs, start=1))
    yield Table("StartList", [Column(name) for name in START_LIST], rows)


def _general() -> Iterator[Row]:
    """What stands from line 4 on."""
    yield []
    yield []
    yield ["Field", "Value", "Description", "Comment"]
    yield ["Competition Code", "", "UCI unique competition code", "Filled by the system"]
    yield ["Event Code", "", "UCI unique event code", "Filled by the system"]
    yield ["Race Type", "IRR", "Race type of the event (IRR, XCO, OM)", "Optional"]
    yield ["Competitor Type", "A", "A or T (athlete or team)", "Mandatory"]
    yield ["Result type", "Time", "Points or Time", "Mandatory"]
    yield ["Document version", 1, "Version number of the file", "Mandatory"]


def _start(order: int, rider: Rider) -> Row:
    last, first = halves(rider)
    uci_id = rider.uci_id if identity.UCI_ID.fullmatch(rider.uci_id or "") else ""
    sex = LETTER[rider.sex or Sex.any]
    return [order, rider.bib, uci_id, last, first, rider.nation, rider.team, sex]
