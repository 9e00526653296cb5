"""What becomes of the rows of a list, before anything is stored."""

from datetime import date, datetime

import pytest
from msgspec.structs import replace
from sqlalchemy.orm import Session

from tests.race.made import MEN, YEAR, a_rider, an_edition
from tests.race.riders_made import SEALER, as_csv, as_xlsx, card, looked_at, rows_of, run
from tests.staff.made import stored_account
from webapp.core import clock
from webapp.race.models import Edition
from webapp.race.plan import Sex
from webapp.race.riders import columns, dry_run, identity, sheets, storing
from webapp.race.riders.dry_run import DryRun, Key, Mode, Settings
from webapp.race.riders.known import Known
from webapp.race.riders.lines import Fate
from webapp.race.riders.models import RiderData
from webapp.staff.models import Role
from webapp.visits.tables import NotATable

MAN = {"姓名": "赵试", "性别": "男", "出生日期": "1990-05-01", "组别": "男子精英组"}


def errors(found: DryRun, line: int = 0) -> list[str]:
    problems = found.lines[line].problems
    return [one.reason % one.details for one in problems if not one.warns]


def warnings(found: DryRun, line: int = 0) -> list[str]:
    return [one.reason % one.details for one in found.lines[line].problems if one.warns]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("号码布", "bib"),
        ("Bib#", "bib"),
        ("姓　名", "name"),
        ("LastName", "family_name"),
        ("First Name", "given_name"),
        ("性别（男/女）", "sex"),
        ("DateOfBirth", "birth_date"),
        ("YearOfBirth", "birth_year"),
        ("Contest", "category"),
        ("车队", "team"),
        ("国家/地区", "nation"),
        ("NatCode", "nation"),
        ("UCI ID", "uci_id"),
        ("证件号码", "id_number"),
        ("紧急联系人电话", "emergency_phone"),
        ("监护人", "guardian"),
        ("免责声明签署时间", "waiver_at"),
        ("T恤尺码", None),
    ],
)
def test_headings_are_understood_in_both_languages(heading: str, field: str | None):
    assert columns.field_of(heading) == field


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_same_list_is_read_from_every_file(encoding: str):
    rows = rows_of(6)
    nobody = Known(an_edition(), SEALER, None, [], {})
    of_text = sheets.read(as_csv(rows, encoding=encoding), "list.csv")
    of_book = sheets.read(as_xlsx(rows), "list.xlsx")
    one, other = (dry_run.run(sheet, nobody, Settings()) for sheet in (of_text, of_book))
    assert [line.entry for line in one.lines] == [line.entry for line in other.lines]
    assert one.count == {Fate.new: 6}


def test_full_width_digits_are_digits():
    found = looked_at([MAN | {"号码布": "１２", "出生日期": "１９９０年５月１日"}])
    assert (found.lines[0].entry.bib, found.lines[0].entry.birth_date) == (12, date(1990, 5, 1))


def test_english_halves_make_a_name_and_chinese_ones_too():
    found = looked_at(
        [
            {"LastName": "Li", "FirstName": "Anna", "Category": "Ride"},
            {"LastName": "欧阳", "FirstName": "试", "Category": "ride"},
        ]
    )
    assert [line.name for line in found.lines] == ["Anna Li", "欧阳试"]
    assert [line.category for line in found.lines] == ["ride", "ride"]


def test_the_check_digit_is_the_standards():
    known = ("11010519491231002X", "440524188001010014")  # examples of GB 11643-1999
    assert [identity.read_card(one) for one in known] == [
        identity.Card(date(1949, 12, 31), Sex.women),
        identity.Card(date(1880, 1, 1), Sex.men),
    ]
    for at in range(17):
        wrong = known[0][:at] + str((int(known[0][at]) + 1) % 10) + known[0][at + 1 :]
        assert identity.read_card(wrong) is None


def test_a_card_tells_day_of_birth_and_sex():
    born = date(1991, 2, 3)
    found = looked_at([{"姓名": "赵试", "组别": "男子精英组", "身份证号": card(born, 7)}])
    assert found.lines[0].fate is Fate.new
    entry = found.lines[0].entry
    assert (entry.birth_date, entry.sex, entry.birth_year) == (born, Sex.men, 1991)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"组别": "少年组"}, "there is no category “少年组” in this edition"),
        ({"姓名": ""}, "the name is missing"),
        ({"组别": ""}, "the category is missing"),
        ({"性别": "女"}, "another sex than the category is for"),
        ({"性别": "?"}, "not a sex that is known; write 男 or 女"),
        (
            {"出生日期": "1986-12-31"},
            "born outside the category's window, 1987-01-01 to 2009-12-31",
        ),
        (
            {"出生日期": "2010-01-01"},
            "born outside the category's window, 1987-01-01 to 2009-12-31",
        ),
        ({"出生日期": "1990-02-30"}, "there is no such day in the calendar"),
        ({"号码布": "0"}, "not a bib; bibs run from 1 to 99999"),
        ({"UCI ID": "123"}, "a UCI ID has eleven digits"),
        (
            {"证件类型": "身份证", "证件号码": "11010519491231002"},
            "not the number of an identity card: its check digit or its day is wrong",
        ),
        ({"国家/地区": "某国"}, "write the country as its IOC code, such as CHN"),
        ({"手机": "abc"}, "not a telephone number"),
    ],
)
def test_what_is_wrong_is_told_and_the_row_left_out(change: dict[str, str], said: str):
    with clock.fixed_at(datetime(2027, 7, 1, tzinfo=clock.LOCAL)):
        found = looked_at([MAN | change])
    assert said in errors(found)
    assert found.lines[0].fate is Fate.refused
    problem = next(one for one in found.lines[0].problems if not one.warns)
    assert (problem.line, problem.column) == (
        2,
        next(iter(change)) if len(change) == 1 else "证件号码",
    )


@pytest.mark.parametrize("born", ["1987-01-01", "2009-08-28", "2009-12-31"])
def test_the_first_and_last_birthday_of_the_window_may_ride(born: str):
    assert looked_at([MAN | {"出生日期": born}]).lines[0].fate is Fate.new


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"性别": ""}, "the sex is missing; the category asks for it"),
        ({"出生日期": ""}, "the day of birth is missing; the category asks for it"),
        ({"号码布": "500"}, "outside the category's bibs 1-199"),
        ({"出生日期": "2009-08-29"}, "under 18 on the race day, and no guardian is named"),
    ],
)
def test_what_should_be_looked_at_can_be_stored(change: dict[str, str], said: str):
    found = looked_at([MAN | change])
    assert (warnings(found), found.lines[0].fate) == ([said], Fate.new)


def test_nobody_rides_twice():
    number = card(date(1990, 5, 1), 3)
    found = looked_at(
        [
            MAN | {"证件号码": number, "号码布": "1"},
            MAN | {"姓名": "钱试", "证件号码": number.lower(), "号码布": "2"},
            MAN | {"号码布": "3"},
            MAN | {"姓名": "孙试", "号码布": "1"},
        ]
    )
    assert [line.fate for line in found.lines] == [Fate.new, *[Fate.refused] * 3]
    assert all("the same as in row 2" in errors(found, line) for line in (1, 2, 3))


def test_no_more_are_entered_than_the_category_has_places():
    small = an_edition(categories=(replace(MEN, quota=2),))
    people = [MAN | {"姓名": f"赵{at}"} for at in range(4)]
    found = looked_at(people, small)
    assert [line.fate.value for line in found.lines] == ["new", "new", "refused", "refused"]
    assert errors(found, 2) == ["the category is full: 2 places"]


def test_bibs_are_given_in_order_and_never_one_that_the_file_has():
    settings = Settings(assign=True)
    people = [
        {"号码布": bib} | MAN | {"姓名": f"赵{at}"} for at, bib in enumerate(["", "1", "", "3"])
    ]
    assert [line.bib for line in looked_at(people, settings=settings).lines] == [2, 1, 4, 3]


def test_an_unknown_column_is_left_out_until_it_is_chosen():
    row = MAN | {"家长": "钱试", "T恤": "XL"}
    assert looked_at([row]).lines[0].entry.guardian is None
    found = looked_at([row], settings=Settings(chosen={4: "guardian"}))
    assert found.lines[0].entry.guardian == "钱试"
    assert [one.name for one in found.headings if one.field is None] == ["T恤"]
    assert looked_at([row], settings=Settings(chosen={4: "name", 0: "name"})).twice == ["name"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        "随便\n写写".encode(),
        b"\xff\xfe\x00",
        b"PK\x03\x04 no workbook",
        as_csv([], ("A", "B")),
    ],
)
def test_what_is_no_list_is_refused_with_a_reason(content: bytes):
    with pytest.raises(NotATable):
        sheets.read(content, "list.csv")


def entered(session: Session) -> None:
    session.add(an_edition())
    session.flush()
    session.add_all([a_rider(1, name="赵试", uci_id="10000000001"), a_rider(2, name="钱试")])
    session.commit()


@pytest.mark.parametrize(
    ("mode", "key", "fates"),
    [
        (Mode.add, Key.bib, ["there", "new", "new"]),
        (Mode.update, Key.bib, ["changed", "refused", "refused"]),
        (Mode.both, Key.bib, ["changed", "new", "new"]),
        (Mode.add, Key.uci_id, ["there", "new", "new"]),
        (Mode.update, Key.uci_id, ["changed", "refused", "refused"]),
    ],
)
def test_the_mode_and_the_key_say_who_is_touched(
    session: Session, mode: Mode, key: Key, fates: list[str]
) -> None:
    entered(session)
    header = ("号码布", "UCI ID", "姓名", "组别", "代表队")
    rows = [
        ["1", "10000000001", "赵试", "", "新车队"],
        ["7", "10000000007", "孙试", "骑游组", ""],
        ["", "", "李试", "骑游组", ""],
    ]
    found, _known = run(
        session, session.get_one(Edition, YEAR), as_csv(rows, header), mode=mode, key=key
    )
    assert [line.fate.value for line in found.lines] == fates


def test_who_is_updated_keeps_what_the_file_does_not_say(session: Session) -> None:
    entered(session)
    edition = session.get_one(Edition, YEAR)
    by = stored_account(session, Role.editor)
    number = card(date(1990, 5, 1), 5)
    content = as_csv([["1", number, "13800000000"]], ("号码布", "证件号码", "手机"))
    for fate in (Fate.changed, Fate.unchanged):
        found, entries = run(session, edition, content, mode=Mode.update)
        assert found.count == {fate: 1}
        storing.store(session, found, entries, by, clock.now())
        session.commit()
    rider = entries.by_bib[1]
    data = session.get_one(RiderData, rider.id)
    assert (rider.name, rider.team, rider.birth_year) == ("赵试", "车队", 1990)
    assert data.id_last4 == number[-4:]
    assert number not in (data.id_number or "")
    assert SEALER.open(data.id_number) == number
    again = as_csv([["9", "孙试", "骑游组", number]], ("号码布", "姓名", "组别", "证件号码"))
    found, _entries = run(session, edition, again)
    assert errors(found) == ["entered already: 1 赵试"]


def test_the_bib_of_somebody_else_is_not_taken(session: Session) -> None:
    entered(session)
    edition = session.get_one(Edition, YEAR)
    content = as_csv([["2", "10000000001"]], ("号码布", "UCI ID"))
    found, _entries = run(session, edition, content, mode=Mode.update, key=Key.uci_id)
    assert errors(found) == ["the bib of 2 钱试"]
