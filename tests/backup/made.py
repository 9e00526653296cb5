"""A service in the middle of its life, and what is compared of two of them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import databases
from tests.race import results_made
from tests.race.made import a_closure, a_course, a_track
from tests.staff.made import stored_account
from tests.visits.made import NOW, device, form, row, take
from webapp import create_app
from webapp.core import audit, clock, migrate
from webapp.core.database import Model
from webapp.core.translated import Translated
from webapp.events.models import DateStatus, Event, EventDate, OldEventAddress
from webapp.extensions import alembic, db
from webapp.holidays.models import DayOff, HolidayDay, HolidayNotice
from webapp.pictures.models import Picture
from webapp.places.models import Closure, Place
from webapp.race.courses.models import Climb, Waypoint
from webapp.race.models import Edition, Notice, NoticeKind, RaceFile
from webapp.race.riders import models as riders
from webapp.race.riders.models import Rider, RiderChange, RiderData, RiderSheet, StartList
from webapp.review.models import Manuscript, Save, State, Version
from webapp.staff import sessions
from webapp.staff.models import Account, Policy, PolicyRow, Role, SignInLink
from webapp.visits import (
    capacity,
    checks,
    corrections,
    method_changes,
    methods,
    opening,
    revenue,
    seals,
)
from webapp.visits.capacity import Approved
from webapp.visits.cells import DAY_ZERO
from webapp.visits.corrections import Change
from webapp.visits.methods import Precedence
from webapp.visits.models import Metric
from webapp.visits.upload import Became, KeptRow, KeptSheet, Upload
from webapp.wechat.models import WechatTicket

PICTURE = "0123456789abcdef0123456789abcdef"
FILES = [f"{PICTURE}-{width}.{kind}" for width in (480, 960) for kind in ("avif", "webp", "jpg")]
COUNTS = "/api/v1/visits/counts"


@contextmanager
def service(url: str, data: Path) -> Iterator[Flask]:
    """An application on this database and DATA_DIR, inside its context."""
    app = create_app(databases.configuration(url) | {"DATA_DIR": data})
    with app.app_context():
        engine = db.engine
        yield app
    engine.dispose()


def empty(kind: str, data: Path) -> str:
    """The address of a new database of this kind, migrated and without rows."""
    if kind == databases.KIND:
        return databases.fresh(content=False)
    url = f"sqlite:///{data / 'other.sqlite'}"
    data.mkdir(parents=True, exist_ok=True)
    with service(url, data):
        migrate.upgrade(alembic)
    return url


def busy(app: Flask, data: Path) -> None:
    """Fill every table of a service that has the starting content."""
    session = db.session
    with clock.fixed_at(NOW):
        editor = stored_account(session, Role.editor, password_hash="$argon2id$…", places=(1, 2))
        reviewer = stored_account(session, Role.reviewer, totp_secret="ABC", totp_step=9)
        _desk(session, editor, reviewer)
        _looking_ahead(session)
        _race(session, editor)
        _pictures(session, editor, data / "media")
        session.commit()
        _counts(app, session)
        _statistics(session, editor)
        session.commit()


def _desk(session: Session, editor: Account, reviewer: Account) -> None:
    session.add(PolicyRow(value=Policy(audit_days=365, second_factor=(Role.reviewer,))))
    session.add(SignInLink(token_hash="a" * 64, account_id=editor.id, expires_at=NOW))
    session.add(WechatTicket(app_id="wx1", ticket="secret", expires_at=NOW, not_before=NOW))
    sessions.start(session, editor, NOW, second_factor=True)
    text = Manuscript(kind="event", record_id=1, created_at=NOW)
    session.add(text)
    for number, state in enumerate([State.replaced, State.published, State.draft], start=1):
        version = Version(
            manuscript=text,
            number=number,
            state=state,
            fields={
                "title": {"zh": f"第{number}版 “引号”\n换行\u2028"},
                "price": [1.5, 10**15, None],
            },
            authors=(editor.id,),
            created_at=NOW,
            saved_at=NOW,
            saved_by_id=editor.id,
            reviewer_id=reviewer.id if number < 3 else None,
        )
        session.add(version)
    session.flush()
    session.add(
        Save(version_id=version.id, number=1, fields={"a": 1}, account_id=editor.id, at=NOW)
    )
    session.add(
        Upload(
            account_id=editor.id,
            file_name="日报.xlsx",
            sha256="0" * 64,
            uploaded_at=NOW,
            sheet=KeptSheet(
                (KeptRow(2, ("2026-11-22", "五当召"), ((1, "a"),)),), DAY_ZERO, 1, ("旧",)
            ),
            became=Became("add", 1, 0, 0, 0, 0, 2),
        )
    )
    notice = HolidayNotice(
        year=2027, title="通知", url="https://www.gov.cn/", entered_by_id=editor.id, entered_at=NOW
    )
    notice.days = [HolidayDay(day=date(2027, 1, 1), kind=DayOff.off, holiday="元旦")]
    session.add(notice)
    for days in (0, 200, 400):
        with clock.fixed_at(NOW - timedelta(days=days)):
            audit.record(session, "publish", "event 1", by=editor, before={"title": "旧"})


def _looking_ahead(session: Session) -> None:
    """Rows that refer to later ones of their own table, and old addresses."""
    first, last = (session.scalars(select(Place).order_by(order)).first() for order in _ENDS)
    assert first and last
    first.parent_id = last.id
    closed = {"reason": Translated(zh="维修"), "announced_by_id": 1, "announced_at": NOW}
    session.add(Closure(place_id=first.id, starts_at=NOW, ends_at=NOW, **closed))
    event = session.get_one(Event, 1)
    dates = [
        EventDate(key=key, status=DateStatus.postponed, starts_on=date(2027, 5, 1), changed_at=NOW)
        for key in ("before", "after")
    ]
    event.dates += dates
    session.flush()
    dates[0].postponed_to_id = dates[1].id
    session.add(OldEventAddress(slug="an-old-address", event_id=event.id))


_ENDS = (Place.id, Place.id.desc())


def _race(session: Session, editor: Account) -> None:
    """A course of the race with its file, and results."""
    climb = Climb(20.0, 24.5, 310.5, 6.9, 11.2, "3")
    spring = Waypoint("泉水", "water", 40.7, 110.2)
    track = a_track(climbs=(climb,), waypoints=(spring,), uploaded_by_id=editor.id)
    year = session.scalars(select(Edition.year)).first()
    assert year is not None
    session.add(a_course(track, edition_year=year, surface=Translated(zh="柏油")))
    ended = {"ended_at": NOW, "edited_at": NOW, "announced_by_id": editor.id}
    session.add(a_closure(edition_year=year, detour=Translated(zh="绕行"), **ended))
    session.add_all(results_made.kept(year, editor.id))
    _announced(session, year, editor)
    _riders(session, year, editor)


def _riders(session: Session, year: int, editor: Account) -> None:
    """Somebody of whom something is sealed, a list on its way, and one that nobody has stored."""
    rider = Rider(edition_year=year, bib=9_001, category="a", name="赵试", entered_at=NOW)
    session.add(rider)
    session.flush()
    session.add(RiderData(rider_id=rider.id, id_last4="002X", phone="sealed", waiver_at=NOW))
    listed = {"submitted_by_id": editor.id, "submitted_at": NOW, "imported_by": (editor.id,)}
    session.add(StartList(edition_year=year, imported_at=NOW, **listed))
    waits = {"edition_year": year, "rider_id": rider.id, "made_by_id": editor.id, "made_at": NOW}
    session.add(RiderChange(before={"bib": None}, after={"bib": 9_001}, **waits))
    file = {"file_name": "名单.csv", "sha256": "0" * 64, "uploaded_at": NOW}
    became = riders.Became(1, 0, 2)
    session.add(
        RiderSheet(edition_year=year, account_id=editor.id, content="sealed", became=became, **file)
    )


def _announced(session: Session, year: int, editor: Account) -> None:
    """An announcement, and a document with every byte there is."""
    late: dict[str, Any] = {"text": Translated(zh="大雾"), "announced_by_id": editor.id}
    delay = Notice(edition_year=year, kind=NoticeKind.delay, minutes=15, announced_at=NOW, **late)
    content = b"%PDF-1.7\n" + bytes(range(256)) * 40
    file = RaceFile(
        name="竞赛规程.pdf",
        sha256=sha256(content).hexdigest(),
        size=len(content),
        content=content,
        uploaded_by_id=editor.id,
        uploaded_at=NOW,
    )
    session.add_all([delay, file])


def _pictures(session: Session, editor: Account, media: Path) -> None:
    media.mkdir(parents=True)
    for name in FILES:
        (media / name).write_bytes(name.encode() * 1000)
    (media / f"{'f' * 32}-480.jpg").write_bytes(b"of no picture")
    session.add(
        Picture(
            name=PICTURE,
            width=960,
            height=540,
            widths=(480, 960),
            alt=Translated(zh="雪中的五当召"),
            uploaded_by_id=editor.id,
            uploaded_at=NOW,
        )
    )


def _counts(app: Flask, session: Session) -> None:
    take(session, form("2026-11-20,五当召,812", "2026-11-21,五当召,700"))
    take(session, form("2026-11-20,五当召,821"), correction="闸机复核")
    token = device(session)
    session.rollback()
    answer = send(app, token, row("first", 40))
    assert answer["accepted"] == 1


def _statistics(session: Session, clerk: Account) -> None:
    """What statisticians say of the numbers: methods, capacities, checks, a sealed month."""
    october = (date(2026, 10, 1), date(2026, 10, 31))
    ahead = (date(2026, 12, 1), methods.FOREVER)
    place = session.scalars(select(Place.id).where(Place.slug == "wudangzhao")).one()
    session.commit()
    take(session, form("2026-10-02,五当召,900"))
    by: dict[str, Any] = {"by": clerk, "now": NOW}
    method_changes.let_go_first(session, place, Precedence.gates, ahead[0], "新闸机", **by)
    method_changes.set_factor(session, place, "", ahead, 1100, "录像比对", **by)
    method_changes.set_reentry(session, place, ahead, 50, 400, "抽样", **by)
    capacity.approve(session, place, Approved(2_000, 8_000), october, "石文旅发1号", **by)
    opening.say(session, place, october, range(7), is_open=True, note=None, **by)
    words = ("抽样调查", "统计公报", None)
    revenue.enter(session, (2026, 1), 90_000_000, words, clerk, NOW, date(2026, 11, 23))
    checks.enter(session, place, Metric.visits, october, 900, 0, "票务系统", **by)
    seals.verify_days(session, [place], *october, **by)
    seals.seal(session, october[0], **by)
    change = Change(place, date(2026, 10, 2), Metric.visits, 910)
    corrections.correct(session, [change], "漏记一团", **by)


def send(app: Flask, token: str, *rows: dict[str, Any]) -> dict[str, Any]:
    """What the service says to a gate's batch."""
    headers = {"Authorization": f"Bearer {token}"}
    answer = app.test_client().post(COUNTS, data=json.dumps(rows), headers=headers)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def everything(session: Session) -> dict[str, list[str]]:
    """Every row of every table, as the models read them."""
    session.rollback()
    found = {
        name: sorted(repr(tuple(row)) for row in session.execute(select(table)))
        for name, table in Model.metadata.tables.items()
    }
    session.rollback()
    return found
