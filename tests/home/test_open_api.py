"""The API keeps what its description says, whatever it is asked."""

import re

import schemathesis
from hypothesis import settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests import databases
from tests.support import TestCase
from webapp import create_app

app = create_app(databases.configuration(databases.fresh(content=True)))
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


@schema.parametrize()
@settings(max_examples=25)
def test_every_answer_is_as_described(case) -> None:
    # That `from` lies before `to` cannot be described: a valid-looking request may be refused.
    case.call_and_validate(
        app=app,
        headers={"Accept-Encoding": "identity"},
        excluded_checks=[positive_data_acceptance],
    )


class TheDescription(TestCase):
    content = True

    def test_lists_every_public_address_of_the_api(self) -> None:
        paths = self.client.get("/api/v1/openapi.json").json["paths"]
        rules = {
            re.sub(r"<[^>]*?(\w+)>", r"{\1}", rule.rule)
            for rule in self.app.url_map.iter_rules()
            if rule.rule.startswith("/api/") and not rule.rule.endswith("openapi.json")
        }
        assert set(paths) == rules

    def test_names_the_server_as_people_know_it(self) -> None:
        document = self.client.get("/api/v1/openapi.json").json
        assert document["servers"] == [{"url": "https://shiguai.example/"}]

    def test_says_what_a_device_may_be_answered(self) -> None:
        post = self.client.get("/api/v1/openapi.json").json["paths"]["/api/v1/visits/counts"][
            "post"
        ]
        assert set(post["responses"]) == {"200", "207", "409", "422", "400", "401", "413"}
        assert post["security"] == [{"device": []}, {"key": []}, {"password": []}]
