"""The ticket of all instances: asked for by one process at a time, before it runs out.

Whoever finds it due takes a turn, which is stored, and asks WeChat while nothing is locked: a slow
answer holds up no gate and no editor. The others go on with the old ticket or do without.
"""

import logging
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.core import clock
from webapp.core.database import begin_writing
from webapp.wechat import asking
from webapp.wechat.asking import Account, Refused
from webapp.wechat.models import WechatTicket

EARLY = timedelta(minutes=10)  # before it runs out
A_TURN = timedelta(seconds=4 * asking.PATIENCE_S)  # two questions, and something to spare
PAUSE = timedelta(minutes=1)  # before WeChat is asked again, whatever it has said
WRITERS = 150213  # their turn in `begin_writing`

log = logging.getLogger(__name__)


def ticket(session: Session, account: Account) -> str | None:
    """The ticket of the account, or None while there is none. Ends the session's transaction."""
    now = clock.now()
    row = session.get(WechatTicket, account.app_id)
    old = row.ticket if row and row.holds(now) else None
    if not _is_due(row, now):
        return old
    session.rollback()
    return (_renewed(session, account) or old) if _take_turn(session, account, now) else old


def _is_due(row: WechatTicket | None, now: datetime) -> bool:
    return row is None or (not row.holds(now + EARLY) and row.not_before <= now)


def _take_turn(session: Session, account: Account, now: datetime) -> bool:
    """Say to all processes that this one asks; False when another one does or just did."""
    begin_writing(session, WRITERS)
    row = session.get(WechatTicket, account.app_id)
    if mine := _is_due(row, now):
        row = row or WechatTicket(app_id=account.app_id)
        row.not_before = now + A_TURN
        session.add(row)
    session.commit()
    return mine


def _renewed(session: Session, account: Account) -> str | None:
    asked_at = clock.now()
    try:
        given, seconds = asking.ticket(account)
    except Refused as refused:
        log.warning("WeChat gives no ticket: %s", refused)
        _store(session, account, {"not_before": asked_at + PAUSE})
        return None
    until = asked_at + timedelta(seconds=seconds)
    values = {"ticket": given, "expires_at": until, "not_before": asked_at + PAUSE}
    _store(session, account, values)
    return given


def _store(session: Session, account: Account, values: dict[str, object]) -> None:
    begin_writing(session, WRITERS)
    row = session.get_one(WechatTicket, account.app_id)
    for name, value in values.items():
        setattr(row, name, value)
    session.execute(delete(WechatTicket).where(WechatTicket.app_id != account.app_id))
    session.commit()
