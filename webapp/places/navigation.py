"""Handing a place over to the reader's own map app, in the datum that app uses.

The addresses are those of C28 in the requirements; all are https pages, because custom schemes are
blocked inside WeChat.
"""

from dataclasses import dataclass
from urllib.parse import quote

from webapp.core.geography import Point, wgs84_to_gcj02
from webapp.places.models import Place

APP = "wanr-shiguai"  # how the map services know who sent the traveller
BAIDU_APP = "webapp.shiguai.wanr"  # Baidu wants company and product


@dataclass(frozen=True)
class Links:
    """One address for each map app; all lead to the same point.

    Attributes:
        goal: That point in GCJ-02, for WeChat's map, which has no address.
        address: What stands below its name there.
    """

    amap: str
    baidu: str
    tencent: str
    apple: str
    goal: Point
    address: str


def links(place: Place | None, name: str, address: str) -> Links | None:
    """Where to send someone who wants to be led to `place`.

    Args:
        place: Its position is WGS-84.
        name: What the app shows at the goal.
        address: What Baidu and WeChat show below the name.

    Returns:
        None when the position is unknown or approximate: nobody is sent to a guess.
    """
    if place is None or place.lat is None or place.lon is None or not place.exact:
        return None
    goal = wgs84_to_gcj02(Point(place.lat, place.lon))
    lat, lon, name = f"{goal.lat:.6f}", f"{goal.lon:.6f}", _encoded(name)
    return Links(
        amap=f"https://uri.amap.com/navigation?to={lon},{lat},{name}"
        f"&mode=car&policy=0&src={APP}&callnative=1",
        baidu=f"https://api.map.baidu.com/marker?location={lat},{lon}&title={name}"
        f"&content={_encoded(address)}&output=html&coord_type=gcj02&src={BAIDU_APP}",
        tencent=f"https://apis.map.qq.com/uri/v1/routeplan?type=drive&to={name}"
        f"&tocoord={lat},{lon}&coord_type=2&policy=0&referer={APP}",
        apple=f"https://maps.apple.com/?daddr={lat},{lon}&dirflg=d",
        goal=Point(round(goal.lat, 6), round(goal.lon, 6)),
        address=address,
    )


def _encoded(text: str) -> str:
    """`text` for an address; commas and bars would otherwise end the name early."""
    return quote(text, safe="")
