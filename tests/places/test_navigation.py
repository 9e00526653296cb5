"""Hand-off links, on vector 6 of C1.1."""

from urllib.parse import unquote, urlsplit

from tests.places.factories import a_place, somewhere_near
from webapp.places.navigation import APP, BAIDU_APP, links

VECTOR_6 = {"lat": 40.794, "lon": 110.318}  # WGS-84; in GCJ-02 40.795449914, 110.324005151
LAT, LON = "40.795450", "110.324005"


def found(name: str = "五当召"):
    made = links(a_place(**VECTOR_6), name, "石拐区 吉忽伦图苏木")
    assert made is not None
    return made


def test_amap_takes_longitude_first():
    assert unquote(found().amap) == (
        f"https://uri.amap.com/navigation?to={LON},{LAT},五当召"
        f"&mode=car&policy=0&src={APP}&callnative=1"
    )


def test_baidu_is_told_that_the_datum_is_gcj02_and_who_asks():
    assert unquote(found().baidu) == (
        f"https://api.map.baidu.com/marker?location={LAT},{LON}&title=五当召"
        f"&content=石拐区 吉忽伦图苏木&output=html&coord_type=gcj02&src={BAIDU_APP}"
    )


def test_tencent_plans_a_drive_to_latitude_first():
    assert unquote(found().tencent) == (
        f"https://apis.map.qq.com/uri/v1/routeplan?type=drive&to=五当召"
        f"&tocoord={LAT},{LON}&coord_type=2&policy=0&referer={APP}"
    )


def test_apple_gets_gcj02_as_it_draws_mainland_china():
    assert found().apple == f"https://maps.apple.com/?daddr={LAT},{LON}&dirflg=d"


def test_a_name_cannot_break_out_of_its_address():
    made = found("召|庙,&to=0,0 #1")
    for address in (made.amap, made.baidu, made.tencent):
        assert "%7C" in address
        assert "|" not in address
        assert urlsplit(address).fragment == ""
    assert made.amap.split("to=")[1].split("&")[0].count(",") == 2


def test_every_link_is_an_https_page():
    made = found()
    assert all(
        link.startswith("https://") for link in (made.amap, made.baidu, made.tencent, made.apple)
    )


def test_an_approximate_position_is_never_handed_over():
    assert links(somewhere_near(40.79, 110.31, 3000), "某处", "") is None


def test_an_unknown_position_is_never_handed_over():
    assert links(a_place(), "某处", "") is None
    assert links(None, "某处", "") is None
