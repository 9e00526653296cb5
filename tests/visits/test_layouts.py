"""Counters of several makers send what they send anyway, and it counts like any other row."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.visits.made import figure
from tests.visits.test_api import CountingTestCase
from webapp.core import clock
from webapp.visits.models import Entry

BASE = "/api/v1/visits/counts"

# As the makers' own documents show them.
FLOW_EVENT = """{
    "operator": "PassengerFlowStatics",
    "deviceInfo": {
        "serialNumber": "I320013590DEA0BE21F6958",
        "platformID": "123456666"
    },
    "info": {
        "eventId": 1,
        "time": "2020-03-31T10:10:01+08:00",
        "staticInterval": 1,
        "staticBegainTime": "20200331T101001+08",
        "staticEndTime": "20210101-20210102",
        "outNumber": 10,
        "inNumber": 10
    }
}"""
MEGVII = """{
"devicePointType":0,
"leavePersonNumber":0,
"devicePointUuid":"9fb9ad4f607f4c098113c4000ad7ae79",
"enterPersonNumber":1,
"recognitionTime":1681891847264,
"devicePointName":"算力引擎1-通道7",
"dataType":6003,
"zoneUuid":"0",
"zoneName":"默认区域",
"uuid":"8fc92f53bac64fcdac8117b675c13e5e",
"retentionPersonNumber":1
}"""


def flow(flow_id: int = 101, direction: str = "in", *bins: Any, **more: Any) -> dict[str, Any]:
    """A flow of Eco-Counter; a bin is its hour and its count."""
    data = [
        {"timestamp": f"2026-11-22T{hour}+08:00", "granularity": "PT15M", "counts": count}
        for hour, count in bins
    ]
    said = {"flowID": flow_id, "flowName": "山门", "travelMode": "pedestrian"}
    return said | {"direction": direction, "data": data} | more


def event(number: int = 7, **info: Any) -> dict[str, Any]:
    """A flow event of an hour."""
    known = {
        "eventId": number,
        "staticInterval": 1,
        "staticBegainTime": "20261122T100000+08",
        "staticEndTime": "20261122T110000+08",
        "inNumber": 12,
        "outNumber": 3,
    }
    return {
        "operator": "PassengerFlowStatics",
        "deviceInfo": {"serialNumber": "SN1"},
        "info": known | info,
    }


def record(uuid: str = "u1", **more: Any) -> dict[str, Any]:
    """A record of Megvii's."""
    at = datetime(2026, 11, 22, 10, 30, tzinfo=clock.LOCAL)
    known = {"uuid": uuid, "recognitionTime": int(at.timestamp() * 1000), "dataType": 6003}
    return known | {"enterPersonNumber": 2, "leavePersonNumber": 1} | more


class LayoutTestCase(CountingTestCase):
    layout = ""

    def send_to(self, body: Any, query: str = "", headers: Any = None) -> TestResponse:
        data = body if isinstance(body, str) else json.dumps(body)
        known = {"Authorization": f"Bearer {self.token}"} if headers is None else headers
        return self.client.post(f"{BASE}{self.layout}{query}", data=data, headers=known)

    def entries(self) -> list[tuple[str, int | None]]:
        self.session.rollback()
        return [
            (entry.metric.value, entry.value)
            for entry in self.session.scalars(select(Entry).order_by(Entry.id))
        ]


class EcoCounter(LayoutTestCase):
    layout = "/eco-counter"

    def test_hands_on_its_flows(self) -> None:
        body = [flow(101, "in", ("10:00", 5), ("10:15", 7)), flow(102, "out", ("10:00", 4))]
        answer = self.send_to(body)
        assert answer.status_code == 200
        assert answer.json["accepted"] == 3
        assert self.entries() == [("in", 5), ("in", 7), ("out", 4)]
        assert self.visits() == 12

    def test_sends_again_and_counts_once_in_whichever_zone_it_writes(self) -> None:
        self.send_to([flow(101, "in", ("10:00", 5))])
        utc = {"timestamp": "2026-11-22T02:00:00Z", "counts": 5, "granularity": "PT15M"}
        answer = self.send_to([flow(data=[utc])])
        assert (answer.json["accepted"], answer.json["repeated"]) == (0, 1)
        local = utc | {"timestamp": "2026-11-22T10:00:00"}
        assert self.send_to([flow(data=[local])]).json["repeated"] == 1
        assert self.visits() == 5

    def test_is_told_in_the_address_which_flow_goes_where(self) -> None:
        body = [flow(101, "undefined", ("10:00", 5)), flow(102, "undefined", ("10:00", 4))]
        unsaid = self.send_to(body)
        assert unsaid.status_code == 422
        assert "say ?in=101 or ?out=" in unsaid.json["rows"][0]["reason"]
        assert self.send_to(body, "?in=101,%20103&out=102").status_code == 200
        assert self.entries() == [("in", 5), ("out", 4)]

    def test_has_its_bins_a_quarter_of_an_hour_long_unless_they_say(self) -> None:
        at = {"counts": 1}
        data = [
            at | {"timestamp": "2026-11-22T10:00:00+08:00"},
            at | {"timestamp": "2026-11-22T11:00:00+08:00", "granularity": "PT1H"},
        ]
        self.send_to([flow(data=data)])
        lengths = [
            entry.observed_to - entry.observed_from
            for entry in self.session.scalars(select(Entry).order_by(Entry.id))
        ]
        assert lengths == [timedelta(minutes=15), timedelta(hours=1)]

    def test_loses_no_good_bin_because_of_bad_ones(self) -> None:
        bins = [
            {"timestamp": "2026-11-22T10:00:00+08:00", "counts": None},
            {"timestamp": "2026-11-22T10:15:00+08:00", "counts": "many"},
            {"timestamp": "2026-11-22T10:30:00+08:00", "counts": -1},
            {"timestamp": "soon", "counts": 1},
            {"timestamp": "0001-01-01T00:00:00+14:00", "counts": 1},
            {"timestamp": "9999-12-31T23:59:00+00:00", "counts": 1},
            {"timestamp": "2026-11-22T00:00:00+08:00", "counts": 1, "granularity": "P1D"},
            {"timestamp": "2026-11-24T10:00:00+08:00", "counts": 1},
            {"timestamp": "2026-11-22T10:45:00+08:00", "counts": 6},
        ]
        body = [5, {"flowID": 3}, flow(104, travelMode="car", data=bins[-1:]), flow(data=bins)]
        answer = self.send_to(body)
        assert answer.status_code == 207
        statuses = [fate["status"] for fate in answer.json["rows"]]
        assert statuses == [422] * 11 + [200]
        assert all(fate.get("reason") for fate in answer.json["rows"][:-1])
        assert self.visits() == 6

    def test_may_send_five_thousand_bins_and_not_more(self) -> None:
        start = datetime(2026, 11, 1, tzinfo=clock.LOCAL)
        bins = [
            {"timestamp": (start + timedelta(minutes=n)).isoformat(), "counts": 0}
            for n in range(5001)
        ]
        assert self.send_to([flow(data=bins)]).status_code == 413
        assert self.send_to([flow(data=bins[1:])]).json["accepted"] == 5000


class AFlowEvent(LayoutTestCase):
    layout = "/flow-event"

    def test_is_taken_as_its_maker_writes_it_and_acknowledged_in_its_form(self) -> None:
        with clock.fixed_at(datetime(2020, 4, 1, 9, tzinfo=clock.LOCAL)):
            answer = self.send_to(FLOW_EVENT)
        assert answer.status_code == 200
        assert answer.json["operator"] == "PassengerFlowStatics-Ack"
        assert answer.json["info"] == {"eventId": 1}
        assert answer.json["result"] == {"errorNo": 0, "description": "ok"}
        assert [fate["fate"] for fate in answer.json["rows"]] == ["accepted", "accepted"]
        assert self.entries() == [("in", 10), ("out", 10)]
        assert figure(self.session, "2020-03-31") == 10

    def test_sent_again_after_a_power_cut_is_acknowledged_again_and_counted_once(self) -> None:
        assert self.send_to(event()).json["result"]["errorNo"] == 0
        again = self.send_to(event())
        assert again.status_code == 200
        assert again.json["result"] == {"errorNo": 0, "description": "ok"}
        assert [fate["fate"] for fate in again.json["rows"]] == ["repeated", "repeated"]
        assert self.visits() == 12

    def test_with_another_number_under_the_same_id_is_a_conflict(self) -> None:
        self.send_to(event())
        answer = self.send_to(event(inNumber=13))
        assert answer.status_code == 207
        assert answer.json["result"]["errorNo"] == 409
        assert "already stands for 12 in" in answer.json["result"]["description"]
        assert self.visits() == 12

    def test_of_another_counter_may_have_the_same_id(self) -> None:
        self.send_to(event())
        other = event() | {"deviceInfo": {"serialNumber": "SN2"}}
        assert self.send_to(other).json["result"]["errorNo"] == 0
        assert self.visits() == 24

    def test_keeps_its_good_half(self) -> None:
        answer = self.send_to(event(outNumber=-1))
        assert answer.status_code == 207
        assert answer.json["result"]["errorNo"] == 422
        assert self.entries() == [("in", 12)]

    def test_that_makes_no_sense_is_refused_in_the_same_form(self) -> None:
        wrong = [
            event() | {"operator": "TrafficStatistics"},
            event(staticBegainTime="yesterday"),
            event(staticEndTime="", staticInterval=None),
            event(staticInterval=25, staticEndTime=""),
            event(inNumber="12"),
            event(staticEndTime="20261122T090000+08"),
            event(staticBegainTime="00010101T000000+14", staticEndTime="00010101T010000+14"),
            {"info": {"eventId": 7}},
        ]
        for one in wrong:
            answer = self.send_to(one)
            assert answer.status_code == 422, one
            assert answer.json["info"] == {"eventId": 7}
            assert answer.json["result"]["errorNo"] == 422
            assert answer.json["result"]["description"] not in ("", "ok")
        assert self.send_to({}).json["info"] == {"eventId": None}
        assert self.entries() == []

    def test_comes_alone(self) -> None:
        assert self.send_to([event(1), event(2)]).status_code == 400
        assert self.send_to([]).status_code == 400
        assert self.send_to("").status_code == 400
        assert self.send_to("{").status_code == 400


class Megvii(LayoutTestCase):
    layout = "/megvii"

    def test_pushes_a_record_as_its_document_shows(self) -> None:
        with clock.fixed_at(datetime(2023, 4, 20, 9, tzinfo=clock.LOCAL)):
            assert self.send_to(MEGVII).json["accepted"] == 2
            assert self.send_to(MEGVII).json["repeated"] == 2
        assert self.entries() == [("in", 1), ("out", 0)]
        assert figure(self.session, "2023-04-19") == 1

    def test_may_push_several_as_an_array_or_as_lines(self) -> None:
        assert self.send_to([record("a"), record("b")]).json["accepted"] == 4
        lines = "\n".join(json.dumps(record(uuid)) for uuid in "bc")
        answer = self.send_to(lines)
        assert (answer.json["accepted"], answer.json["repeated"]) == (2, 2)
        assert self.visits() == 6

    def test_counts_only_what_counts_people(self) -> None:
        body = [
            record("dense", dataType=6004),
            record("silent", enterPersonNumber=None, leavePersonNumber=None),
            record("large", enterPersonNumber=100_001, leavePersonNumber=None),
            record("late", recognitionTime=-1),
            record("later", recognitionTime=10**20),
            {"uuid": "alone"},
            record("good"),
        ]
        answer = self.send_to(body)
        assert answer.status_code == 207
        assert [fate["status"] for fate in answer.json["rows"]] == [422] * 6 + [200, 200]
        assert self.visits() == 2


class ADeviceOfAnyMaker(LayoutTestCase):
    layout = "/megvii"

    def test_brings_its_token_as_it_can(self) -> None:
        for number, headers in enumerate(
            (
                {"Authorization": f"Bearer {self.token}"},
                {"X-API-KEY": self.token},
                {"Authorization": basic("counter", self.token)},
            )
        ):
            assert self.send_to(record(str(number)), headers=headers).status_code == 200
        assert self.visits() == 6

    def test_is_turned_away_without_it(self) -> None:
        for headers in ({}, {"X-API-KEY": "x"}, {"Authorization": basic(self.token, "x")}):
            for path in ("", "/eco-counter", "/flow-event", "/megvii"):
                answer = self.client.post(f"{BASE}{path}", data="{}", headers=headers)
                assert answer.status_code == 401
                assert answer.mimetype == "application/problem+json"
        assert self.send_to(record(), "?token=" + self.token, headers={}).status_code == 401


def basic(name: str, password: str) -> str:
    """Name and password as an address with both makes a client send them."""
    from base64 import b64encode

    return "Basic " + b64encode(f"{name}:{password}".encode()).decode()


@pytest.mark.parametrize("path", ["/eco-counter", "/flow-event", "/megvii"])
def test_addresses_are_documented(path: str) -> None:
    from webapp.visits.device_api import OPERATIONS

    assert BASE + path in {operation.path for operation in OPERATIONS}
