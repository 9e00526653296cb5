"""A list is held to what it comes to as a whole: bibs that riders exchange, places, thousands."""

from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from tests.race.made import MEN, RIDE, WOMEN, YEAR, a_rider, an_edition
from tests.race.riders_made import as_csv, run
from tests.staff.made import stored_account
from webapp.core import clock
from webapp.race.models import Edition
from webapp.race.riders import storing
from webapp.race.riders.dry_run import DryRun, Key, Mode
from webapp.race.riders.models import Rider
from webapp.staff.models import Role

UCI = 10_000_000_000
HEADER = ("UCI ID", "号码布", "组别")


def entered(session: Session, count: int = 3, **more: Any) -> None:
    """Riders with the bibs 1, 2, 3 …; each has a UCI ID that ends like it."""
    session.add(an_edition(**more))
    session.flush()
    session.add_all(a_rider(bib, uci_id=str(UCI + bib)) for bib in range(1, count + 1))
    session.commit()


def changed(session: Session, *rows: tuple[int, int, str], **settings: Any) -> DryRun:
    """Store a list that changes bibs and categories; each row is found by its UCI ID."""
    edition, by = session.get_one(Edition, YEAR), stored_account(session, Role.editor)
    content = as_csv([[str(UCI + who), str(bib), code] for who, bib, code in rows], HEADER)
    settings = {"mode": Mode.update, "key": Key.uci_id, **settings}
    found, known = run(session, edition, content, **settings)
    storing.store(session, found, known, by, clock.now())
    session.commit()
    return found


def said(found: DryRun) -> list[str]:
    return [
        "; ".join(one.reason % one.details for one in line.problems if not one.warns)
        or line.fate.value
        for line in found.lines
    ]


def bibs(session: Session) -> list[int | None]:
    session.expire_all()
    return list(session.scalars(select(Rider.bib).order_by(Rider.uci_id)))


@pytest.mark.parametrize(
    ("rows", "told", "then"),
    [
        pytest.param([(1, 2, ""), (2, 1, "")], ["changed"] * 2, [2, 1, 3], id="two exchange"),
        pytest.param(
            [(1, 2, ""), (2, 3, ""), (3, 1, "")], ["changed"] * 3, [2, 3, 1], id="three in a ring"
        ),
        pytest.param([(1, 2, ""), (2, 9, "")], ["changed"] * 2, [2, 9, 3], id="one moves on"),
        pytest.param([(1, 2, "")], ["the bib of 2 骑手2"], [1, 2, 3], id="one is not in the file"),
        pytest.param(
            [(1, 2, ""), (2, 1, "?")],
            ["the bib of 2 骑手2", "there is no category “?” in this edition"],
            [1, 2, 3],
            id="half of an exchange is refused",
        ),
        pytest.param(
            [(1, 9, "骑游组"), (2, 1, ""), (3, 2, "")],
            ["the category is full: 0 places", "the bib of 1 骑手1", "the bib of 2 骑手2"],
            [1, 2, 3],
            id="who has no place keeps the bib, and so do all behind",
        ),
    ],
)
def test_bibs_are_held_to_what_the_whole_file_comes_to(
    session: Session, rows: list[tuple[int, int, str]], told: list[str], then: list[int]
) -> None:
    entered(session, categories=(MEN, WOMEN, replace(RIDE, quota=0)))
    assert said(changed(session, *rows)) == told
    assert bibs(session) == then


def test_a_new_rider_takes_the_bib_that_another_row_gives_back(session: Session) -> None:
    entered(session)
    edition, by = session.get_one(Edition, YEAR), stored_account(session, Role.editor)
    rows = [[str(UCI + 1), "7", "", ""], [str(UCI + 8), "1", "新试", "骑游组"]]
    header = ("UCI ID", "号码布", "姓名", "组别")
    found, known = run(session, edition, as_csv(rows, header), mode=Mode.both, key=Key.uci_id)
    storing.store(session, found, known, by, clock.now())
    session.commit()
    assert said(found) == ["changed", "new"]
    assert bibs(session) == [7, 2, 3, 1]


def test_a_place_that_falls_back_to_its_rider_is_not_given_twice(session: Session) -> None:
    entered(session, 2, categories=(replace(MEN, quota=2), WOMEN, replace(RIDE, quota=1)))
    rows = [(1, 2, "骑游组"), (9, 50, "男子精英组"), (2, 1, "骑游组")]
    edition, by = session.get_one(Edition, YEAR), stored_account(session, Role.editor)
    header = (*HEADER, "姓名")
    content = as_csv([[str(UCI + who), str(bib), code, "试"] for who, bib, code in rows], header)
    found, known = run(session, edition, content, mode=Mode.both, key=Key.uci_id)
    assert said(found) == [
        "the bib of 2 骑手2",
        "the category is full: 2 places",
        "the category is full: 1 places",
    ]
    storing.store(session, found, known, by, clock.now())
    assert bibs(session) == [1, 2]


class Counted:
    """How often a session asks its database."""

    def __init__(self, session: Session) -> None:
        self._on, self.count = session.get_bind(), 0

    def __enter__(self) -> "Counted":
        event.listen(self._on, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_error: object) -> None:
        event.remove(self._on, "before_cursor_execute", self._note)

    def _note(self, *_more: object) -> None:
        self.count += 1


def many(count: int, team: str) -> bytes:
    """Riders without bibs; each third also brings a telephone number and a medical note."""
    header = ("UCI ID", "姓名", "组别", "代表队", "手机", "病史")
    rows = [
        [
            str(UCI + at),
            f"骑手{at}",
            "骑游组",
            team,
            *(("13800000000", "无") if at % 3 else ("", "")),
        ]
        for at in range(1, count + 1)
    ]
    return as_csv(rows, header)


def test_5000_rows_ask_the_database_no_more_than_50_do(session: Session) -> None:
    session.add(an_edition(categories=(replace(RIDE, bibs="1-99999"),)))
    by = stored_account(session, Role.editor)
    session.commit()
    asked: dict[tuple[str, int], int] = {}
    for count in (50, 5000):
        for team in ("车队", "新车队"):
            session.expire_all()
            edition = session.get_one(Edition, YEAR)
            settings: dict[str, Any] = {"mode": Mode.both, "key": Key.uci_id, "assign": True}
            with Counted(session) as counted:
                found, known = run(session, edition, many(count, f"{team}{count}"), **settings)
                storing.store(session, found, known, by, clock.now())
                session.commit()
            asked[team, count] = counted.count
    assert len(set(bibs(session))) == 5000
    few, more = (max(asked[team, count] for team in ("车队", "新车队")) for count in (50, 5000))
    assert more <= few <= 13, asked
