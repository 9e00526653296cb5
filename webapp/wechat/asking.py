"""Asking WeChat for a ticket, in two requests: what the account may do, then the ticket."""

from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import msgspec

PATIENCE_S = 3
LONGEST = 20_000  # bytes of an answer


@dataclass(frozen=True)
class Account:
    """An official account.

    Attributes:
        server: Where its interface is: https://api.weixin.qq.com, or one that passes questions on.
    """

    app_id: str
    secret: str
    server: str


class Refused(Exception):
    """There is no ticket; the message says why, and holds nothing secret."""


class Answer(msgspec.Struct, frozen=True):
    """What WeChat says: what was asked for, or why not."""

    errcode: int = 0
    errmsg: str = ""
    access_token: str = ""
    ticket: str = ""
    expires_in: int = 0


def ticket(account: Account) -> tuple[str, int]:
    """A ticket, and for how many seconds it holds.

    The stable token is asked for, which leaves alone those that other programs of the same
    account hold: https://developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken.

    Raises:
        Refused: WeChat does not answer, or says no.
    """
    body = {"grant_type": "client_credential", "appid": account.app_id, "secret": account.secret}
    token = _answer(f"{account.server}/cgi-bin/stable_token", msgspec.json.encode(body))
    if not token.access_token:
        raise Refused("the answer holds no token")
    query = urlencode({"access_token": token.access_token, "type": "jsapi"})
    given = _answer(f"{account.server}/cgi-bin/ticket/getticket?{query}")
    if not given.ticket or given.expires_in <= 0:
        raise Refused("the answer holds no ticket")
    return given.ticket, given.expires_in


def _answer(address: str, body: bytes | None = None) -> Answer:
    headers = {"Content-Type": "application/json"} if body else {}
    question = Request(address, body, headers)  # noqa: S310 - the address is a setting
    try:
        with urlopen(question, timeout=PATIENCE_S) as response:  # noqa: S310
            answer = msgspec.json.decode(response.read(LONGEST), type=Answer)
    except (OSError, HTTPException, msgspec.DecodeError) as error:
        # Not its words: they may repeat the address, and with it the token.
        raise Refused(f"no answer that can be read ({type(error).__name__})") from None
    if answer.errcode:
        raise Refused(f"{answer.errcode} {answer.errmsg[:200]}")
    return answer
