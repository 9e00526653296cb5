"""Files of riders: what other programs read, and nothing that becomes a formula."""

import csv
import io

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from tests.race.made import MEN, WOMEN, YEAR, a_rider, an_edition
from tests.race.riders_made import SEALER, run
from webapp.core import clock, tables, workbook
from webapp.core.tables import Table
from webapp.core.workbook import Properties
from webapp.race.models import Edition
from webapp.race.plan import Bike, Sex
from webapp.race.riders import crossmgr, exports, known
from webapp.race.riders.dry_run import Mode
from webapp.race.riders.known import Known
from webapp.race.riders.lines import Fate
from webapp.race.riders.models import RiderData, RiderState


def entered(session: Session) -> Known:
    session.add(an_edition())
    session.flush()
    men = {"category": "men-elite", "sex": Sex.men, "nation": "CHN", "birth_year": 1990}
    session.add_all(
        [
            a_rider(1, name="赵试", family_name="赵", given_name="试", uci_id="10000000001", **men),
            a_rider(3, name="=HYPERLINK(1)", team="+包头", **men),
            a_rider(4, name="退试", state=RiderState.withdrawn, **men),
            a_rider(201, "women-open", name="Anna Li", sex=Sex.women),
        ]
    )
    session.flush()
    first = known.known(session, session.get_one(Edition, YEAR), SEALER)
    phone = SEALER.seal("13800000000")
    session.add(RiderData(rider_id=first.by_bib[1].id, phone=phone, waiver_sha256="0" * 64))
    session.commit()
    return known.known(session, session.get_one(Edition, YEAR), SEALER)


def cells(found: list[Table]) -> dict[str, list[list[object]]]:
    file = io.BytesIO()
    workbook.write(file, found, Properties("", "", clock.now(), ""))
    book = load_workbook(file)
    assert not any(cell.data_type == "f" for sheet in book for row in sheet for cell in row)
    return {sheet.title: [[cell.value for cell in row] for row in sheet] for sheet in book}


def test_our_table_is_read_again_by_our_import(session: Session) -> None:
    table = exports.ours(entered(session), personal=True)
    text = "".join(tables.csv_pieces(table.header, table.rows))
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["号码布"] for row in rows] == ["1", "3", "201"]
    assert (rows[0]["手机"], rows[1]["姓名"]) == ("13800000000", "'=HYPERLINK(1)")
    edition = session.get_one(Edition, YEAR)
    found, _known = run(session, edition, text.encode(), mode=Mode.update)
    assert [line.fate for line in found.lines] == [Fate.unchanged, Fate.changed, Fate.unchanged]
    assert not set(exports.PERSONAL) & set(exports.ours(entered_again(session), False).header)


def entered_again(session: Session) -> Known:
    return known.known(session, session.get_one(Edition, YEAR), SEALER)


def test_crossmgr_finds_its_sheets_categories_and_the_race(session: Session) -> None:
    found = cells(list(crossmgr.workbook(entered(session))))
    assert list(found) == ["Registration", "--CrossMgr-Categories", "--CrossMgr-Properties"]
    header, first, second, third = found["Registration"]
    assert header[:3] == ["Bib#", "LastName", "FirstName"]
    row = dict(zip(header, first, strict=True))
    assert (row["Bib#"], row["LastName"], row["FirstName"]) == (1, "赵", "试")
    assert (row["Gender"], row["NatCode"], row["UCI ID"]) == ("Men", "CHN", "10000000001")
    assert (row["Category"], row["Age"]) == ("men-elite", 37)
    assert (second[0], third[0]) == (3, 201)
    header, *rows = found["--CrossMgr-Categories"]
    told = [dict(zip(header, row, strict=True)) for row in rows]
    assert [(one["Category Type"], one["Name"], one["Numbers"]) for one in told] == [
        ("Wave", "men-elite", "1,3"),
        ("Wave", "b", None),
        ("Component", "women-open", "201"),
        ("Component", "ride", None),
    ]
    assert [one["Start Offset"] for one in told] == ["00:00:00", *["00:10:00"] * 3]
    assert told[0]["Race Distance"] == 45
    names, values = found["--CrossMgr-Properties"]
    race = dict(zip(names, values, strict=True))
    assert race["Event Name"] == "第十五届五当召杯"
    assert (race["Event Date"], race["Scheduled Start"]) == ("2027-08-28", "09:00")
    assert race["TimeZone"] == "Asia/Shanghai"
    assert race["Race Discipline"] is None  # no category says what is ridden
    assert (race["Enable RFID"], race["RFID Option"], race["FTP Host"]) == (0, 0, None)
    assert {row["TeamCode"], row["StateProv"], row["Tag"], row["Tag2"]} == {None}


@pytest.mark.parametrize(
    ("bikes", "discipline", "race_types"),
    [
        ((Bike.mountain, Bike.mountain), "MTB", ["XCO", "XCO"]),
        ((Bike.road, Bike.any), "Road", ["IRR", None]),
        ((Bike.mountain, Bike.road), "Road, MTB", ["XCO", "IRR"]),
    ],
)
def test_what_is_ridden_stands_in_the_files(
    bikes: tuple[Bike, Bike], discipline: str, race_types: list[str | None]
) -> None:
    found = (replace(MEN, bike=bikes[0]), replace(WOMEN, bike=bikes[1]))
    assert crossmgr.discipline(found) == discipline
    nobody = Known(an_edition(categories=found), SEALER, None, [], {})
    told = [cells(list(exports.dataride(nobody, one.code)))["General"][6][1] for one in found]
    assert told == race_types


def test_what_crossmgr_has_beside_is_left_out_without_a_question(session: Session) -> None:
    table = next(crossmgr.workbook(entered(session)))
    text = "".join(tables.csv_pieces(table.header, table.rows))
    found, _known = run(session, session.get_one(Edition, YEAR), text.encode(), mode=Mode.update)
    assert [one.name for one in found.headings if one.guessed is None] == []
    left = [one.name for one in found.headings if one.field is None]
    assert left == ["TeamCode", "StateProv", "Age", "Tag", "Tag2"]
    assert found.count[Fate.refused] == 0


def test_dataride_begins_on_line_4_and_names_each_starter(session: Session) -> None:
    found = cells(list(exports.dataride(entered(session), "men-elite")))
    assert list(found) == ["General", "StartList"]
    assert found["General"][3] == ["Field", "Value", "Description", "Comment"]
    assert [row[0] for row in found["General"][4:]] == [
        "Competition Code",
        "Event Code",
        "Race Type",
        "Competitor Type",
        "Result type",
        "Document version",
    ]
    assert found["StartList"][:2] == [
        list(exports.START_LIST),
        [1, 1, "10000000001", "赵", "试", "CHN", "车队", "M"],
    ]
    assert found["StartList"][2][3:] == ["=HYPERLINK(1)", None, "CHN", "+包头", "M"]
