"""Start lists as files: our own table, and UCI DataRide's workbook."""

from collections.abc import Iterator
from datetime import datetime

from webapp.core.tables import Cell, Column, Row, Table
from webapp.race.plan import Bike, Sex
from webapp.race.riders import identity
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
# By what is ridden; of a category that does not say so, nothing: the system asks for it then.
RACE_TYPES = {Bike.road: "IRR", Bike.mountain: "XCO", Bike.any: ""}
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


def dataride(known: Known, category: str) -> Iterator[Table]:
    """UCI DataRide's start list of one category; the system fills in the codes."""
    columns = [Column("UCI Event's Start List File", 34), *(Column("", 28) for _ in range(3))]
    race_type = RACE_TYPES[
        next(one.bike for one in known.edition.categories if one.code == category)
    ]
    yield Table("General", columns, _general(race_type))
    theirs = [one for one in riding(known) if one.category == category]
    rows = (_start(order, rider) for order, rider in enumerate(theirs, start=1))
    yield Table("StartList", [Column(name) for name in START_LIST], rows)


def _general(race_type: str) -> Iterator[Row]:
    """What stands from line 4 on."""
    yield []
    yield []
    yield ["Field", "Value", "Description", "Comment"]
    yield ["Competition Code", "", "UCI unique competition code", "Filled by the system"]
    yield ["Event Code", "", "UCI unique event code", "Filled by the system"]
    yield ["Race Type", race_type, "Race type of the event (IRR, XCO, OM)", "Optional"]
    yield ["Competitor Type", "A", "A or T (athlete or team)", "Mandatory"]
    yield ["Result type", "Time", "Points or Time", "Mandatory"]
    yield ["Document version", 1, "Version number of the file", "Mandatory"]


def _start(order: int, rider: Rider) -> Row:
    last, first = halves(rider)
    uci_id = rider.uci_id if identity.UCI_ID.fullmatch(rider.uci_id or "") else ""
    sex = LETTER[rider.sex or Sex.any]
    return [order, rider.bib, uci_id, last, first, rider.nation, rider.team, sex]
