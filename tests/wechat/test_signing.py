"""The signature, what is signed, and how settings are read."""

import pytest

from webapp.settings import BadSetting, from_environment
from webapp.wechat.signing import own_page, signature

TICKET = "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg"


def test_the_example_of_wechats_own_documents_is_signed_as_there() -> None:
    made = signature(TICKET, "Wm3WZYTPz0wzccnW", 1414587457, "http://mp.weixin.qq.com?params=value")
    assert made == "0f9de62fce790f9a083d5c99e95740ceb90c27ed"


@pytest.mark.parametrize(
    ("address", "signed"),
    [
        ("https://shiguai.example/places?kind=ski#map", "https://shiguai.example/places?kind=ski"),
        ("https://shiguai.example", "https://shiguai.example"),
        ("https://shiguai.example?a=1", "https://shiguai.example?a=1"),
        ("http://shiguai.example/", None),
        ("https://shiguai.example.evil.example/", None),
        ("https://shiguai.example@evil.example/", None),
        ("https://evil.example/https://shiguai.example/", None),
        ("https://evil.example\\@shiguai.example/", None),
        ("https://shiguai.example:8443/", None),
        ("//shiguai.example/", None),
        ("https://shiguai.example/\n", None),
        ("https://[", None),
        ("", None),
    ],
)
def test_only_pages_of_our_own_host_are_signed(address: str, signed: str | None) -> None:
    assert own_page(address, "https://shiguai.example") == signed


def test_under_a_path_of_the_portals_host_only_what_is_below_it() -> None:
    for address in ("https://portal.example/wlj", "https://portal.example/wlj/map?x=1"):
        assert own_page(address, "https://portal.example/wlj/") == address
    for address in ("https://portal.example/", "https://portal.example/wljx/"):
        assert own_page(address, "https://portal.example/wlj") is None


def test_files_of_proof_are_read_from_one_line() -> None:
    text = "MP_verify_aB3.txt=aB3, MP_verify_zz9.txt=content9"
    read = from_environment({"WECHAT_VERIFY": text})["WECHAT_VERIFY"]
    assert read == {"MP_verify_aB3.txt": "aB3", "MP_verify_zz9.txt": "content9"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("WECHAT_VERIFY", "../settings.txt=x"),
        ("WECHAT_VERIFY", "MP_verify_a.html=x"),
        ("WECHAT_VERIFY", "MP_verify_a.txt"),
        ("WECHAT_VERIFY", "MP_verify_a.txt=<script>"),
        ("WECHAT_API", "file:///etc/passwd"),
        ("WECHAT_API", "https://api.weixin.qq.com/cgi-bin"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused(name: str, text: str) -> None:
    with pytest.raises(BadSetting, match=name):
        from_environment({name: text})
