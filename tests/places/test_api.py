"""Open data about places."""

import json
from typing import Any

from tests.support import TestCase
from webapp.places.models import all_places


class ThePlacesAsGeoJson(TestCase):
    content = True

    def features(self, query: str = "") -> dict[str, dict[str, Any]]:
        page = self.get(f"/api/v1/places{query}")
        assert page.headers["Content-Type"] == "application/geo+json"
        body = json.loads(page.text)
        assert body["type"] == "FeatureCollection"
        return {feature["id"]: feature for feature in body["features"]}

    def test_every_place_is_a_feature(self) -> None:
        found = self.features()
        assert set(found) == {place.slug for place in self.session.scalars(all_places())}
        assert all(feature["type"] == "Feature" for feature in found.values())

    def test_a_position_is_longitude_first_with_its_accuracy_and_basis(self) -> None:
        feature = self.features()["wudangzhao"]
        assert feature["geometry"] == {"type": "Point", "coordinates": [110.308472, 40.791111]}
        said = feature["properties"]
        assert (said["accuracy_m"], said["basis"], said["status"]) == (300, "published", "open")
        assert said["names"] == {"zh": "五当召", "en": "Wudangzhao Monastery"}
        assert said["url"] == "https://shiguai.example/places/wudangzhao"

    def test_an_unknown_position_is_null(self) -> None:
        feature = self.features()["chongde-street"]
        assert feature["geometry"] is None
        assert feature["properties"]["basis"] is None

    def test_a_part_names_its_whole(self) -> None:
        assert self.features()["ahui-hall"]["properties"]["parent"] == "wudangzhao"

    def test_a_kind_can_be_asked_for(self) -> None:
        found = self.features("?kind=museum")
        assert {feature["properties"]["kind"] for feature in found.values()} == {"museum"}

    def test_an_unknown_kind_is_a_problem_for_programs(self) -> None:
        page = self.get("/api/v1/places?kind=airport", 404)
        assert page.headers["Content-Type"] == "application/problem+json"

    def test_it_is_kept_by_the_page_cache(self) -> None:
        assert self.get("/api/v1/places").headers["ETag"]
