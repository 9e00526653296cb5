"""Pages of a service that has an official account, and its ticket."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests import databases
from tests.support import TestCase
from tests.wechat.made import SECRET, TOKEN, wechat
from webapp import create_app
from webapp.core import clock
from webapp.settings import BadSetting
from webapp.wechat import signing
from webapp.wechat.models import WechatTicket

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
PAGE = "https://shiguai.example/places/wudangzhao"
BOTH = ["/cgi-bin/stable_token", "/cgi-bin/ticket/getticket"]
ACCOUNT = {"WECHAT_APP_ID": "wx1", "WECHAT_APP_SECRET": SECRET}


class WithAnAccount(TestCase):
    content = True
    settings = ACCOUNT | {"WECHAT_VERIFY": {"MP_verify_aB3.txt": "aB3"}}

    @pytest.fixture(autouse=True)
    def _wechat(self) -> Iterator[None]:
        with wechat() as self.wechat:
            yield

    def setUp(self) -> None:
        self.app.config["WECHAT_API"] = self.wechat.address

    def ask(self, minutes: float = 0, url: str = PAGE) -> Any:
        with clock.fixed_at(NOW + timedelta(minutes=minutes)):
            return self.client.get("/wechat/signature", query_string={"url": url})

    def signed_with(self, answer: Any) -> str:
        """Which of the tickets of these tests a page was signed with."""
        said = answer.get_json()
        for ticket in ("first", "second"):
            made = signing.signature(ticket, said["nonce"], said["timestamp"], PAGE)
            if made == said["signature"]:
                return ticket
        raise AssertionError(said)

    def test_a_page_of_ours_is_signed_and_what_is_secret_stays(self) -> None:
        answer = self.ask(url=f"{PAGE}#directions")
        assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
        said = answer.get_json()
        assert said["app_id"] == "wx1" and said["timestamp"] == int(NOW.timestamp())
        assert self.signed_with(answer) == "first" and self.wechat.asked == BOTH
        for secret in (SECRET, TOKEN, "first"):
            assert secret not in answer.text
        assert "wechat" not in self.get("/api/v1/openapi.json").text
        for url in ("https://evil.example/", "http://shiguai.example/", ""):
            refused = self.ask(url=url)
            assert refused.status_code == 400, url
            assert refused.mimetype == "application/problem+json"
        assert self.wechat.asked == BOTH

    def test_one_ticket_serves_until_shortly_before_its_end(self) -> None:
        for minutes in (0, 1, 60, 109):
            assert self.signed_with(self.ask(minutes)) == "first"
        assert self.wechat.asked == BOTH
        self.wechat.ticket = "second"
        assert self.signed_with(self.ask(111)) == "second"
        assert self.wechat.asked == 2 * BOTH

    def test_a_refusal_is_remembered_for_a_minute(self) -> None:
        self.wechat.refusal = {"errcode": 40164, "errmsg": "invalid ip 1.2.3.4, not in whitelist"}
        with self.assertLogs("webapp.wechat.tickets") as logged:
            answer = self.ask()
        assert answer.status_code == 503 and answer.headers["Retry-After"] == "3"
        assert "40164 invalid ip 1.2.3.4" in logged.output[0] and SECRET not in logged.output[0]
        assert self.ask(0.9).status_code == 503 and self.wechat.asked == BOTH[:1]
        self.wechat.refusal = None
        assert self.ask(1.1).status_code == 200

    def test_while_wechat_fails_the_old_ticket_goes_on_to_its_end(self) -> None:
        self.ask()
        for raw in (b"<html>", b"[]", b'{"access_token": 5}', b"{}", b""):
            self.wechat.raw = raw
            with self.assertLogs("webapp.wechat.tickets") as logged:
                asked_at = 112 + len(self.wechat.asked)
                assert self.signed_with(self.ask(asked_at)) == "first"
            assert TOKEN not in logged.output[0]
        with self.assertLogs("webapp.wechat.tickets"):
            assert self.ask(121).status_code == 503

    def test_a_short_lived_ticket_is_asked_for_once_a_minute_at_most(self) -> None:
        self.wechat.seconds = 90
        assert [self.ask(minutes).status_code for minutes in (0, 0.5, 0.9)] == [200] * 3
        assert self.wechat.asked == BOTH

    def test_of_many_at_once_one_asks_and_nobody_else_waits(self) -> None:
        self.wechat.goes_on.clear()
        with ThreadPoolExecutor(6) as pool:
            first = pool.submit(self.ask)
            assert self.wechat.is_asked.wait(10)
            others = [one.status_code for one in pool.map(lambda _: self.ask(), range(5))]
            assert others == [503] * 5 and not first.done()
            self.wechat.goes_on.set()
            assert first.result().status_code == 200
        assert self.wechat.asked == BOTH and self.ask().status_code == 200

    def test_only_its_pages_name_the_script_and_let_it_in(self) -> None:
        page = self.get("/en/places/wudangzhao")
        policy = page.headers["Content-Security-Policy"]
        assert "script-src 'self' https://res.wx.qq.com;" in policy
        tag = page.one("meta[name=wechat]")
        assert tag["data-ask"] == "/wechat/signature"
        assert self.client.get(str(tag["content"]), buffered=True).status_code == 200
        assert not [one for one in page.soup.select("script[src]") if "wechat" in str(one["src"])]
        button = page.one("[data-open-location]")
        amap = page.one("a[href^='https://uri.amap.com']")["href"]
        assert f"to={button['data-lon']},{button['data-lat']}," in str(
            amap
        )  # GCJ-02, as C28 has it
        assert button["data-name"] and page.one("li[hidden] [data-open-location]")
        assert SECRET not in page.text and "WeChat" in self.get("/en/privacy").words

    def test_its_files_of_proof_are_there_and_no_others(self) -> None:
        answer = self.client.get("/MP_verify_aB3.txt")
        assert (answer.status_code, answer.text, answer.mimetype) == (200, "aB3", "text/plain")
        for name in (
            "MP_verify_other.txt",
            "MP_verify_.txt",
            "MP_verify_aB3.txtx",
            "MP_verify_aB3",
        ):
            assert self.client.get(f"/{name}").status_code == 404, name


class WithoutAnAccount(TestCase):
    content = True

    def test_nothing_of_wechat_is_in_pages_or_their_policy(self) -> None:
        page = self.get("/places/wudangzhao")
        assert "wx.qq" not in page.headers["Content-Security-Policy"]
        assert not page.soup.select("meta[name=wechat], [data-open-location]")
        answer = self.client.get("/wechat/signature", query_string={"url": PAGE})
        assert answer.status_code == 404 and answer.mimetype == "application/problem+json"
        assert self.client.get("/MP_verify_aB3.txt").status_code == 404
        assert self.session.query(WechatTicket).count() == 0


@pytest.mark.parametrize("missing", ["WECHAT_APP_SECRET", "PUBLIC_URL"])
def test_half_an_account_is_a_mistake_at_the_start(missing: str) -> None:
    settings = databases.configuration("sqlite://") | ACCOUNT | {missing: ""}
    with pytest.raises(BadSetting, match=f"WECHAT_APP_ID needs {missing}"):
        create_app(settings)
