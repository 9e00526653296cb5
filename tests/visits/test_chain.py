"""Whatever is changed, dropped, slipped in or put in another order is found, at its link."""

import hashlib
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask, current_app
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.orm import Session

from tests.visits.made import NOW, device, form, row, sent, take, tamper
from webapp.extensions import db
from webapp.visits import canonical, chain, proof
from webapp.visits.models import ChainLink, Entry, Submission


@pytest.fixture
def ledger_of_three(loaded: Session) -> Iterator[Session]:
    """A form, a batch of a device, a correction of the form."""
    take(loaded, form("2026-11-22,五当召,812", "2026-11-21,五当召,700"))
    sent(loaded, device(loaded), *(row(f"k{n}", n) for n in (3, 1, 2)))
    take(loaded, form("2026-11-22,五当召,821"), "闸机复核")
    yield loaded
    loaded.rollback()


def verdict(session: Session) -> tuple[int, str] | chain.Head:
    session.rollback()
    try:
        return proof.verify(session)
    except chain.Broken as broken:
        return broken.number, broken.reason


def test_each_submission_has_one_link_and_the_chain_holds(ledger_of_three: Session) -> None:
    links = ledger_of_three.scalars(select(ChainLink).order_by(ChainLink.number)).all()
    assert [link.number for link in links] == [1, 2, 3]
    submissions = ledger_of_three.scalars(select(Submission.id).order_by(Submission.id)).all()
    assert [link.submission_id for link in links] == submissions
    assert [link.previous for link in links] == [chain.GENESIS, links[0].hash, links[1].hash]
    assert verdict(ledger_of_three) == chain.Head(3, links[2].hash) == chain.head(ledger_of_three)


def test_a_batch_that_brings_nothing_new_makes_no_link(loaded: Session) -> None:
    token = device(loaded)
    sent(loaded, token, row("a"), row("b"))
    sent(loaded, token, row("b"), row("c"))
    assert verdict(loaded) == chain.head(loaded)
    assert chain.head(loaded).number == 2


EDITS = {
    "submission": {
        "kind": "'staff'",
        "source": "source || '.'",
        "key": "key || '.'",
        "sha256": "'0' || sha256",
        "file_name": "'日报.csw'",
        "method_version": "method_version + 1",
        "note": "'x'",
        "account_id": "7",
        "approved_by_id": "7",
    },
    "entry": {
        "submission_id": "submission_id - 1",
        "place_id": "place_id + 1",
        "metric": "'full'",
        "kind": "'estimate'",
        "value": "value + 1",
        "status": "'verified'",
        "source": "source || '.'",
        "source_key": "source_key || '.'",
        "supersedes": "(select max(id) from entry) - 1",
        "gate": "'后门'",
        "note": "'x'",
    },
    "chain_link": {
        "number": "number + 10",
        "submission_id": "submission_id + 10",
        "previous": "'g' || substr(previous, 2)",  # no digit: it might be the one it has
        "hash": "'g' || substr(hash, 2)",
    },
}
INSTANTS = [
    ("submission", "received_at"),
    ("entry", "observed_from"),
    ("entry", "observed_to"),
    ("chain_link", "at"),
]
ONE_DAY = {"sqlite": "date({}, '+1 day')", "postgresql": "{} + 1"}
ONE_MILLISECOND = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%f', {}, '+0.001 seconds') || '000'",
    "postgresql": "{} + interval '1 millisecond'",
}
HUNDRED_MICROSECONDS = {
    "sqlite": "substr({0}, 1, 23) || '100'",
    "postgresql": "date_trunc('milliseconds', {0}) + interval '100 microseconds'",
}


def second(table: str) -> str:
    """The second link, and a line of its submission."""
    if table == "entry":
        return "source_key = 'k1'"
    column = {"submission": "id", "chain_link": "submission_id"}[table]
    return f"{column} = (select submission_id from entry where source_key = 'k1')"


@pytest.mark.parametrize(
    ("table", "column"), [(table, column) for table in EDITS for column in EDITS[table]]
)
def test_a_change_of_any_column_is_found_at_its_link(
    ledger_of_three: Session, table: str, column: str
) -> None:
    change = f"update {table} set {column} = {EDITS[table][column]} where {second(table)}"
    tamper(ledger_of_three, change)
    broken = verdict(ledger_of_three)
    assert isinstance(broken, tuple) and broken[0] == 2


@pytest.mark.parametrize(("table", "column"), [*INSTANTS, ("entry", "business_day")])
def test_another_day_or_millisecond_is_found(
    ledger_of_three: Session, table: str, column: str
) -> None:
    how = ONE_DAY if column == "business_day" else ONE_MILLISECOND
    value = how[ledger_of_three.get_bind().dialect.name].format(column)
    tamper(ledger_of_three, f"update {table} set {column} = {value} where {second(table)}")
    assert verdict(ledger_of_three) == (2, proof.CHANGED)


@pytest.mark.parametrize(("table", "column"), INSTANTS)
def test_what_a_database_keeps_below_a_millisecond_does_not_matter(
    ledger_of_three: Session, table: str, column: str
) -> None:
    value = HUNDRED_MICROSECONDS[ledger_of_three.get_bind().dialect.name].format(column)
    tamper(ledger_of_three, f"update {table} set {column} = {value} where {second(table)}")
    assert isinstance(verdict(ledger_of_three), chain.Head)


def test_a_value_that_no_program_of_ours_would_read_is_found(ledger_of_three: Session) -> None:
    changes = ["update entry set metric = 'nonsense' where source_key = 'k1'"]
    if ledger_of_three.get_bind().dialect.name == "sqlite":
        changes = [
            *changes,
            "update entry set business_day = '2026-99-99', observed_from = 'x', value = 'many' "
            "where source_key = 'k1'",
        ]
    tamper(ledger_of_three, *changes)
    assert isinstance(verdict(ledger_of_three), tuple)


ALL_OF_THE_FIRST = (
    "delete from entry where submission_id = (select min(id) from submission)",
    "delete from chain_link where number = 1",
    "delete from submission where id = (select min(id) from submission)",
)
LAST = "(select max(id) from submission)"


@pytest.mark.parametrize(
    ("number", "changes"),
    [
        (2, ["delete from entry where source_key = 'k1'"]),
        (2, ["delete from chain_link where number = 2"]),
        (3, ["delete from chain_link where number = 3"]),
        (1, ["delete from chain_link"]),
        (1, ALL_OF_THE_FIRST),
        (3, [f"delete from submission where id = {LAST}"]),
        (
            3,
            [
                f"delete from submission where id = {LAST}",
                "delete from chain_link where number = 3",
            ],
        ),
    ],
)
def test_what_was_deleted_is_missed(
    ledger_of_three: Session, number: int, changes: list[str]
) -> None:
    tamper(ledger_of_three, *changes)
    broken = verdict(ledger_of_three)
    assert isinstance(broken, tuple) and broken[0] == number


def copied(column: str, value: str) -> str:
    names = [column.name for column in Entry.__table__.columns]
    picked = {"id": "(select max(id) from entry) + 1", "source_key": "'slipped in'", column: value}
    return (
        f"insert into entry ({', '.join(names)}) select "
        f"{', '.join(picked.get(name, name) for name in names)} from entry where source_key = 'k1'"
    )


def test_a_line_slipped_in_is_found(ledger_of_three: Session) -> None:
    tamper(ledger_of_three, copied("value", "900"))
    broken = verdict(ledger_of_three)
    assert isinstance(broken, tuple) and broken[0] == 3  # it stands behind the lines of the third


def test_a_line_of_no_submission_is_found(ledger_of_three: Session) -> None:
    tamper(ledger_of_three, copied("submission_id", "submission_id + 1000"))
    assert verdict(ledger_of_three) == (4, proof.NO_SUBMISSION)


def test_links_in_another_order_are_found(ledger_of_three: Session) -> None:
    tamper(
        ledger_of_three,
        "update chain_link set number = 10 where number = 1",
        "update chain_link set number = 1 where number = 2",
        "update chain_link set number = 2 where number = 10",
    )
    assert verdict(ledger_of_three) == (1, proof.MISSING)


def test_lines_exchanged_between_submissions_are_found(ledger_of_three: Session) -> None:
    tamper(
        ledger_of_three,
        "update entry set value = 812 where value = 821",
    )
    assert verdict(ledger_of_three) == (3, proof.CHANGED)


def test_a_fork_is_impossible(ledger_of_three: Session) -> None:
    second_link = ledger_of_three.scalars(select(ChainLink).where(ChainLink.number == 2)).one()
    ledger_of_three.execute(
        insert(Submission).values(
            id=99, kind="staff", source="x", key="x", sha256="", received_at=NOW, method_version=1
        )
    )
    link = {"submission_id": 99, "hash": "f", "at": NOW}
    for more in (
        {"number": 4, "previous": second_link.previous},
        {"number": 2, "previous": "elsewhere"},
        {"number": 4, "previous": "x", "submission_id": second_link.submission_id},
    ):
        with pytest.raises(IntegrityError), ledger_of_three.begin_nested():
            ledger_of_three.execute(insert(ChainLink).values(**(link | more)))


@pytest.mark.parametrize("change", ["update chain_link set at = at", "delete from chain_link"])
def test_links_can_only_be_added(ledger_of_three: Session, change: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        ledger_of_three.execute(text(change))


def test_a_submission_that_was_never_linked_is_found_and_cannot_be_adopted(
    ledger_of_three: Session,
) -> None:
    slipped = {"kind": "staff", "source": "x", "sha256": "", "received_at": NOW}
    ledger_of_three.execute(insert(Submission).values(key="x", method_version=1, **slipped))
    ledger_of_three.commit()
    assert verdict(ledger_of_three) == (4, proof.NOT_LINKED)
    chain.adopt(ledger_of_three)
    ledger_of_three.commit()
    assert verdict(ledger_of_three) == (4, proof.NOT_LINKED)


def unlinked(session: Session) -> None:
    tamper(session, "delete from chain_link")


def test_submissions_older_than_the_chain_are_adopted_once(ledger_of_three: Session) -> None:
    unlinked(ledger_of_three)
    assert verdict(ledger_of_three) == (1, proof.OLDER)
    ledger_of_three.rollback()
    assert chain.adopt(ledger_of_three).number == 3
    ledger_of_three.commit()
    assert verdict(ledger_of_three) == chain.head(ledger_of_three)


def test_the_first_submission_after_them_adopts_them_too(ledger_of_three: Session) -> None:
    unlinked(ledger_of_three)
    take(ledger_of_three, form("2026-11-20,五当召,5"))
    assert verdict(ledger_of_three) == chain.head(ledger_of_three)
    assert chain.head(ledger_of_three).number == 4


def test_an_empty_ledger_is_whole(loaded: Session) -> None:
    assert verdict(loaded) == chain.Head(0, chain.GENESIS)


def test_writers_at_once_make_one_chain(loaded: Session) -> None:
    tokens = [device(loaded, gate=f"门{n}") for n in range(4)]
    loaded.rollback()
    app: Flask = current_app._get_current_object()
    failures: list[Exception] = []

    def write(number: int) -> None:
        try:
            with app.app_context():
                for batch in range(5):
                    gate = f"门{number}"
                    rows = [row(f"{batch}-{n}", n, gate=gate) for n in range(20)]
                    sent(db.session, tokens[number], *rows)
        except Exception as failure:
            failures.append(failure)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    head = verdict(loaded)
    assert isinstance(head, chain.Head) and head.number == 20
    assert loaded.scalar(select(func.count()).select_from(Entry)) == 400


FIRST, LATEST = datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2100-01-01")


@given(
    st.datetimes(FIRST, LATEST),
    st.integers(-14 * 60, 14 * 60),
    st.integers(0, 999),
)
def test_instants_are_the_same_text_in_any_zone_and_precision(
    moment: datetime, minutes: int, microseconds: int
) -> None:
    exact = moment.replace(tzinfo=UTC)
    cut = exact.replace(microsecond=exact.microsecond // 1000 * 1000)
    elsewhere = (cut + timedelta(microseconds=microseconds)).astimezone(
        timezone(timedelta(minutes=minutes))
    )
    stored = f"{exact:%Y-%m-%d %H:%M:%S.%f}"
    assert canonical.instant(exact) == canonical.instant(elsewhere) == canonical.instant(stored)


def test_the_text_that_is_hashed_never_changes() -> None:
    """With any other text, chains that are out there would be called broken."""
    envelope = canonical.envelope(
        {"kind": "device", "source": "device:1", "key": "k", "sha256": "s", "received_at": NOW}
        | {"method_version": 1}
    )
    line = {"source": "device:1", "source_key": "a", "place_id": 3, "value": 7, "gate": "山门"}
    other = line | {"source_key": "B", "value": None}
    lines = [canonical.line(line, None), canonical.line(other, ("device:1", "a"))]
    expected = (
        '["device","device:1","k","s",null,"2026-11-23T01:30:00.000+00:00",1,null,null,null]\n'
        '["device:1","B",3,null,null,null,null,null,["device:1","a"],"山门",null,null,null]\n'
        '["device:1","a",3,null,null,null,7,null,null,"山门",null,null,null]\n'
        f'[1,"2026-11-23T01:30:00.000+00:00","{chain.GENESIS}"]\n'
    )
    assert (
        canonical.digest(envelope, lines, 1, NOW, chain.GENESIS)
        == hashlib.sha256(expected.encode()).hexdigest()
    )
