"""Personal data: sealed, kept as long as it is needed, deleted on its day."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.race.made import RACE_DAY, WRITTEN, YEAR, a_rider, an_edition
from tests.race.riders_made import SEALER
from tests.staff.made import stored_account
from webapp.core import clock, maintenance
from webapp.core.audit import AuditEntry
from webapp.race.models import Edition
from webapp.race.results.models import MaskedRider
from webapp.race.riders import erasing, keeping, masking
from webapp.race.riders.keeping import COLUMNS, Keep
from webapp.race.riders.models import Rider, RiderData, RiderSheet, StartList
from webapp.race.riders.sealing import Sealer
from webapp.staff.models import Role

SECRETS = {
    "id_number": "11010519491231002X",
    "phone": "13800000000",
    "emergency_contact": "钱试 13900000000",
    "medical_note": "花粉过敏",
    "guardian": "孙试",
}


def enter(session: Session, edition: Edition) -> Rider:
    """Somebody of whom everything is known."""
    session.add(edition)
    session.flush()
    rider = a_rider(1, name="赵试", birth_year=2010, city="包头")
    session.add(rider)
    session.flush()
    sealed = {name: SEALER.seal(text) for name, text in SECRETS.items()}
    session.add(
        RiderData(
            rider_id=rider.id,
            birth_date=date(2010, 3, 4),
            id_kind="居民身份证",
            id_digest=SEALER.digest(SECRETS["id_number"]),
            id_last4="002X",
            waiver_sha256="0" * 64,
            waiver_at=WRITTEN,
            **sealed,
        )
    )
    session.commit()
    return rider


def left(session: Session, day: date) -> set[str]:
    """What is still there after the upkeep at the end of `day`."""
    now = clock.at_local(day) + timedelta(hours=23, minutes=59)
    keeping.forget_due(session, now)
    session.commit()
    data = session.scalar(select(RiderData))
    if data is None:
        return set()
    return {
        keep.value for keep, names in COLUMNS.items() if any(getattr(data, one) for one in names)
    }


ALL = {"medical", "contact", "waiver"}
IN_3_YEARS = date(2030, 8, 28)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, ALL),
        (30, ALL),
        (31, {"contact", "waiver"}),
        (90, {"contact", "waiver"}),
        (91, {"waiver"}),
        ((IN_3_YEARS - RACE_DAY).days, {"waiver"}),
        ((IN_3_YEARS - RACE_DAY).days + 1, set()),
    ],
)
def test_each_value_is_there_to_the_end_of_its_last_day(
    session: Session, days: int, expected: set[str]
) -> None:
    enter(session, an_edition())
    assert left(session, RACE_DAY + timedelta(days=days)) == expected
    rider = session.scalars(select(Rider)).one()
    assert (rider.name, rider.birth_year) == ("赵试", 2010)


def test_a_postponed_race_takes_the_days_with_it(session: Session) -> None:
    edition = enter(session, an_edition()).edition_year
    later = RACE_DAY + timedelta(days=40)
    session.get_one(Edition, edition).held_on = later
    session.commit()
    assert left(session, RACE_DAY + timedelta(days=39)) == ALL
    assert left(session, later + timedelta(days=30)) == ALL
    assert left(session, later + timedelta(days=31)) == {"contact", "waiver"}


def test_a_race_of_several_days_counts_from_its_last(session: Session) -> None:
    enter(session, an_edition(ends_on=RACE_DAY + timedelta(days=2)))
    assert left(session, RACE_DAY + timedelta(days=32)) == ALL
    assert left(session, RACE_DAY + timedelta(days=33)) == {"contact", "waiver"}


def test_without_a_day_nothing_outlives_90_days_after_the_last_import(session: Session) -> None:
    enter(session, an_edition(held_on=None))
    imported = datetime(2027, 6, 20, 17, tzinfo=clock.LOCAL)
    session.add(StartList(edition_year=YEAR, imported_by=(), imported_at=imported))
    session.commit()
    last = date(2027, 9, 18)
    assert left(session, last) == ALL
    assert left(session, last + timedelta(days=1)) == set()


def test_the_upkeep_says_what_it_deleted_and_finds_nothing_the_second_time(
    session: Session,
) -> None:
    enter(session, an_edition())
    late = clock.at_local(RACE_DAY + timedelta(days=91))
    jobs = [maintenance.Job("riders", keeping.forget_due)]
    assert [done.count for done in maintenance.run_all(jobs, session, late)] == [1]
    assert [done.count for done in maintenance.run_all(jobs, session, late)] == [0]
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.object, entry.account) == (
        "forget rider data",
        "race 2027",
        "maintenance",
    )
    assert entry.after == {Keep.medical.value: 1, Keep.contact.value: 1}


def test_a_list_that_nobody_stored_is_emptied_after_seven_days(session: Session) -> None:
    session.add(an_edition())
    by = stored_account(session, Role.editor)
    sheet = RiderSheet(
        edition_year=YEAR,
        account_id=by.id,
        file_name="名单.csv",
        sha256="0" * 64,
        uploaded_at=WRITTEN,
        content="x",
    )
    session.add(sheet)
    session.commit()
    assert keeping.forget_sheets(session, WRITTEN + timedelta(days=7)) == 0
    assert keeping.forget_sheets(session, WRITTEN + timedelta(days=7, seconds=1)) == 1
    session.commit()
    session.refresh(sheet)
    assert (sheet.content, sheet.file_name) == (None, "名单.csv")


def test_nothing_in_the_table_can_be_read_and_another_service_opens_none_of_it(
    session: Session,
) -> None:
    enter(session, an_edition())
    stored = repr(tuple(session.execute(select(RiderData.__table__)).one()))
    assert not any(text in stored for text in SECRETS.values())
    data = session.scalars(select(RiderData)).one()
    other = Sealer("another service")
    for name, text in SECRETS.items():
        assert SEALER.open(getattr(data, name)) == text
        assert other.open(getattr(data, name)) is None
    assert other.digest(SECRETS["id_number"]) != data.id_digest
    assert SEALER.digest("11010519491231002ｘ ") == data.id_digest
    assert SEALER.seal("a") != SEALER.seal("a")


def test_whoever_asks_is_forgotten_at_once(session: Session) -> None:
    rider = enter(session, an_edition())
    now = clock.at_local(RACE_DAY)
    erasing.erase(session, rider, now)
    erasing.erase(session, rider, now)
    session.commit()
    # In results, too, which name the rider in rows of their own.
    assert session.scalars(select(MaskedRider.bib)).all() == [1]
    assert session.scalar(select(RiderData)) is None
    assert (rider.name, rider.birth_year, rider.city, rider.bib) == ("赵*", None, None, 1)
    assert rider.masked


@pytest.mark.parametrize(
    ("born_on", "year", "minor"),
    [
        (date(2009, 8, 28), None, False),  # 18 on the race day
        (date(2009, 8, 29), None, True),
        (None, 2009, True),  # may still be 17
        (None, 2008, False),
        (None, None, False),
        (date(2008, 2, 29), 2008, False),
    ],
)
def test_who_is_under_18_on_the_race_day_is_a_minor(
    born_on: date | None, year: int | None, minor: bool
):
    assert masking.is_minor(an_edition(), born_on, year) is minor


def test_a_masked_name_shows_its_first_character():
    assert [masking.masked(name) for name in ("张三丰", "Anna Li", " 李")] == ["张*", "A*", "李*"]
