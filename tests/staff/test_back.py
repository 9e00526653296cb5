"""Where one may be sent after signing in."""

import pytest
from flask import Flask

from webapp.core import languages
from webapp.staff import back

EVIL = """
//evil.example ///evil.example /\\evil.example \\/evil.example \\\\evil.example https://evil.example
https:evil.example HTTPS://evil.example http://localhost.evil.example http://localhost@evil.example
javascript:alert(1) data:text/html,x evil.example @evil.example ?next=//evil.example #evil
/%2Fevil.example /%2F%2Fevil.example /%5Cevil.example /%255Cevil.example /%252Fevil.example
/bureau//evil.example /bureau/%2F/evil /../evil /wlj/../../evil /%2e%2e/evil /x:y /%09/evil.example
/\tevil.example \t//evil.example /bureau/\r\nSet-Cookie:x=1 /bureau/%0d%0aSet-Cookie:x
""".replace("\n", " ").split(" ")
OURS = [
    "/bureau/",
    "/en/bureau/events/",
    "/bureau/audit?account=a&text=%E7%9F%B3",
    "/bureau/audit?account=张&text=a%20b+c",
    "/places",
    "/",
]


@pytest.mark.parametrize("address", [one.replace("\\t", "\t") for one in EVIL if one] + ["", None])
def test_nobody_is_sent_away(app: Flask, address: str | None) -> None:
    with app.test_request_context("/bureau/sign-in"):
        assert back.safe(address) is None


@pytest.mark.parametrize("address", OURS)
def test_our_own_pages_are_reached(app: Flask, address: str) -> None:
    with app.test_request_context("/bureau/sign-in"):
        assert back.safe(address) == address


@pytest.mark.parametrize(
    ("address", "ours"),
    [("/wlj/bureau/", True), ("/wlj/en/bureau/", True), ("/bureau/", False), ("/wljx/", False)],
)
def test_under_a_path_of_the_host_only_what_is_below_it_is_ours(
    app: Flask, address: str, ours: bool
) -> None:
    with app.test_request_context("/bureau/sign-in", environ_base={"webapp.root": "/wlj"}):
        assert languages.root() == "/wlj"
        assert (back.safe(address) == address) is ours
