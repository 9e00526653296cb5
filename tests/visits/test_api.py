"""Devices send counts that are never lost and never doubled; figures are open data."""

import json
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from tests.support import TestCase
from tests.visits.made import NOW, device, form, row, take
from webapp.core import clock
from webapp.staff.models import Role
from webapp.visits import derivation, revenue
from webapp.visits.models import Device, Entry, Figure, Metric, Submission

COUNTS = "/api/v1/visits/counts"
_CHANGED = "Tue, 23 Nov 2027 04:00:00 GMT"


class CountingTestCase(TestCase):
    content = True

    def setUp(self) -> None:
        self.token = device(self.session)
        self.session.rollback()
        fixed = clock.fixed_at(NOW)
        fixed.__enter__()
        self.addCleanup(fixed.__exit__, None, None, None)

    def send(self, body: Any, token: str | None = None, **more: Any) -> TestResponse:
        data = body if isinstance(body, str | bytes) else json.dumps(body)
        headers = {"Authorization": f"Bearer {token or self.token}"}
        return self.client.post(COUNTS, data=data, headers=headers, **more)

    def fates(self, body: Any) -> list[tuple[int, str]]:
        answer = self.send(body)
        assert answer.mimetype == "application/json"
        return [(fate["status"], fate["fate"]) for fate in answer.json["rows"]]

    def visits(self, day: str = "2026-11-22") -> int | None:
        self.session.rollback()
        return self.session.scalar(
            select(Figure.value).where(
                Figure.metric == Metric.visits,
                Figure.business_day == datetime.fromisoformat(day).date(),
            )
        )


class ADevice(CountingTestCase):
    def test_sends_rows_and_learns_the_fate_of_each(self) -> None:
        answer = self.send([row("a", 5), row("b", 7), row("c", 2, metric="out")])
        assert answer.status_code == 200
        assert answer.json == {
            "accepted": 3,
            "repeated": 0,
            "refused": 0,
            "rows": [{"key": key, "status": 200, "fate": "accepted"} for key in "abc"],
        }
        assert self.visits() == 12

    def test_may_send_lines_of_json(self) -> None:
        body = "\n".join(json.dumps(row(key)) for key in "ab") + "\n\n"
        assert self.fates(body) == [(200, "accepted")] * 2
        assert self.fates(json.dumps(row("c"))) == [(200, "accepted")]
        assert self.visits() == 21

    def test_sending_again_counts_once(self) -> None:
        self.send([row("a", 5)])
        assert self.fates([row("a", 5), row("b", 7)]) == [(200, "repeated"), (200, "accepted")]
        assert self.send([row("a", 5)]).status_code == 200
        assert self.visits() == 12
        assert self.session.scalar(select(func.count()).select_from(Submission)) == 2

    def test_the_same_instant_in_another_zone_is_the_same(self) -> None:
        self.send([row("a", 5)])
        utc = {"from": "2026-11-22T02:00:00Z", "to": "2026-11-22T03:00:00+00:00"}
        assert self.fates([row("a", 5, **utc)]) == [(200, "repeated")]

    def test_the_same_key_with_another_value_is_a_conflict_for_that_row_alone(self) -> None:
        self.send([row("a", 5)])
        answer = self.send([row("a", 6), row("b", 7)])
        assert answer.status_code == 207
        conflict, accepted = answer.json["rows"]
        assert (conflict["status"], accepted["status"]) == (409, 200)
        assert "already stands for 5 in" in conflict["reason"]
        assert self.send([row("a", 6)]).status_code == 409
        assert self.visits() == 12

    def test_a_key_twice_in_one_batch_is_told_apart_too(self) -> None:
        assert self.fates([row("a", 5), row("a", 5), row("a", 6)]) == [
            (200, "accepted"),
            (200, "repeated"),
            (409, "conflict"),
        ]
        assert self.visits() == 5

    def test_two_devices_may_use_the_same_keys(self) -> None:
        other = device(self.session, gate="后门")
        self.send([row("a", 5)])
        assert self.send([row("a", 7, gate="后门")], other).json["accepted"] == 1
        assert self.visits() == 12

    def test_a_good_row_is_not_lost_because_of_bad_ones(self) -> None:
        hour = {"from": "2026-11-23T10:00:00+08:00", "to": "2026-11-23T11:00:00+08:00"}
        bad = {
            "future": row("future", **hour),
            "negative": row("negative", -1),
            "large": row("large", 100_001),
            "huge": row("huge", 10**40),
            "place": row("place", place="qingshan-village"),
            "gate": row("gate", gate="后门"),
            "backwards": row("backwards", to="2026-11-22T09:00:00+08:00"),
            "empty": row("empty", to="2026-11-22T10:00:00+08:00"),
            "long": row("long", **{"from": "2026-11-20T10:00:00+08:00"}),
            "old": row("old", **{"from": "1990-01-01T10:00Z", "to": "1990-01-01T11:00Z"}),
            "one": row("one", **{"from": "0001-01-01T00:00+14:00", "to": "0001-01-01T01:00+14:00"}),
            "zone": row("zone", **{"from": "2026-11-22T10:00:00"}),
            "metric": row("metric", metric="visits"),
            "text": row("text", "7"),
            "fraction": row("fraction", 7.5),
            "true": row("true", True),
            "none": row("none", None),
            "day": row("day", **{"from": "2026-02-30T10:00:00+08:00"}),
            "nul": row("nul\x00"),
            "": row(""),
            "k" * 201: row("k" * 201),
        }
        answer = self.send([*bad.values(), row("good", 5), 5, [], {"key": "short"}])
        assert answer.status_code == 207
        fates = answer.json["rows"]
        assert [f["status"] for f in fates] == [422] * len(bad) + [200] + [422] * 3
        assert all(fate["reason"] for fate in fates if fate["status"] == 422)
        assert [f["key"] for f in fates[-3:]] == [None, None, "short"]
        assert self.visits() == 5

    def test_the_reason_says_what_is_wrong(self) -> None:
        later = {"from": "2026-11-24T10:00:00+08:00", "to": "2026-11-24T11:00:00+08:00"}
        rows = [row("a", **later), row("b", -1), row("c", gate="后门")]
        answer = self.send(rows)
        assert answer.status_code == 422
        future, negative, gate = (fate["reason"] for fate in answer.json["rows"])
        assert "future" in future
        assert "0 to 100000" in negative
        assert "'山门' of 'wudangzhao' only" in gate

    def test_the_day_of_a_row_runs_from_five_to_five(self) -> None:
        night = {"from": "2026-11-22T04:59:00+08:00", "to": "2026-11-22T05:30:00+08:00"}
        dawn = {"from": "2026-11-22T05:00:00+08:00", "to": "2026-11-22T05:30:00+08:00"}
        self.send([row("a", 5, **night), row("b", 7, **dawn)])
        assert (self.visits("2026-11-21"), self.visits("2026-11-22")) == (5, 7)

    def test_a_late_row_changes_its_own_day(self) -> None:
        late = {"from": "2026-09-25T10:00:00+08:00", "to": "2026-09-25T11:00:00+08:00"}
        self.send([row("a", 5)])
        self.send([row("b", 9, **late)])
        assert (self.visits(), self.visits("2026-09-25")) == (5, 9)

    def test_a_row_is_taken_up_to_sixty_days_late(self) -> None:
        last = {"from": "2026-09-24T05:00:00+08:00", "to": "2026-09-24T06:00:00+08:00"}
        over = {"from": "2026-09-24T04:00:00+08:00", "to": "2026-09-24T05:00:00+08:00"}
        answer = self.send([row("a", 5, **last), row("b", 7, **over)])
        assert [fate["status"] for fate in answer.json["rows"]] == [200, 422]
        assert answer.json["rows"][1]["reason"] == (
            "too late: rows are taken for days from 2026-09-24 on"
        )
        assert self.visits("2026-09-24") == 5

    def test_how_late_it_may_be_is_a_setting(self) -> None:
        self.app.config["COUNTS_LATE_DAYS"] = 61
        over = {"from": "2026-09-24T04:00:00+08:00", "to": "2026-09-24T05:00:00+08:00"}
        assert self.fates([row("b", 7, **over)]) == [(200, "accepted")]

    def test_what_was_answered_is_in_the_database_and_on_the_page(self) -> None:
        before = self.get("/visits")
        self.send([row("a", 4321)])
        assert "4,321" in self.get("/visits").words
        assert "4,321" not in before.words

    def test_is_refused_without_a_good_token(self) -> None:
        for headers in (
            {},
            {"Authorization": "Bearer wrong"},
            {"Authorization": "Basic YTpi"},
            {"Authorization": "Bearer"},
            {"Authorization": f"Token {self.token}"},
        ):
            answer = self.client.post(COUNTS, json=[row("a")], headers=headers)
            assert answer.status_code == 401, headers
            assert answer.mimetype == "application/problem+json"
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert self.visits() is None

    def test_is_refused_once_revoked(self) -> None:
        self.session.execute(update(Device).values(revoked_at=NOW))
        self.session.commit()
        assert self.send([row("a")]).status_code == 401

    def test_what_cannot_be_read_is_a_problem_of_the_whole_request(self) -> None:
        for body in ("", "\n", "[", "7", "null", '"a"', "[{]", b"\xff\xfe", "[" * 100_000):
            answer = self.send(body)
            assert answer.status_code == 400, body[:20]
            assert answer.mimetype == "application/problem+json"

    def test_a_torn_last_line_leaves_the_lines_before_it(self) -> None:
        body = json.dumps(row("a", 5)) + "\n" + json.dumps(row("b"))[:-9]
        assert self.fates(body) == [(200, "accepted"), (422, "refused")]
        assert self.visits() == 5

    def test_too_much_at_once_is_refused_whole(self) -> None:
        rows = [row(str(n)) for n in range(5001)]
        for body in (rows, " " * 2_000_001):
            answer = self.send(body)
            assert answer.status_code == 413
            assert answer.mimetype == "application/problem+json"
        assert self.visits() is None
        assert self.send(rows[:5000]).json["accepted"] == 5000

    def test_an_empty_batch_is_fine(self) -> None:
        answer = self.send([])
        assert (answer.status_code, answer.json["rows"]) == (200, [])

    def test_a_report_of_people_goes_before_its_counts(self) -> None:
        self.send([row("a", 5)])
        take(self.session, form("2026-11-22,五当召,800"))
        assert self.visits() == 800
        self.send([row("b", 7)])
        assert self.visits() == 800

    def test_senders_of_the_same_rows_at_once_count_them_once(self) -> None:
        start = datetime(2026, 11, 1, 8, tzinfo=clock.LOCAL)
        batches = [
            [
                row(
                    f"{batch}-{n}",
                    n,
                    **{
                        "from": (start + timedelta(hours=batch)).isoformat(),
                        "to": (start + timedelta(hours=batch + 1)).isoformat(),
                    },
                )
                for n in range(40)
            ]
            for batch in range(6)
        ]
        statuses: list[int] = []

        def sender() -> None:
            statuses.extend(self.send(batch).status_code for batch in batches)

        threads = [threading.Thread(target=sender) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert statuses == [200] * 24
        assert self.session.scalar(select(func.count()).select_from(Entry)) == 240
        total = select(func.sum(Figure.value)).where(Figure.metric == Metric.visits)
        assert self.session.scalar(total) == 6 * sum(range(40))
        assert derivation.rebuild(self.session) == 0


DAILY = "/api/v1/visits/daily"
PROGRESS = "/api/v1/visits/progress"
LATER = datetime(2027, 11, 23, 4, tzinfo=UTC)


class OpenData(CountingTestCase):
    def test_tells_days_and_says_which_are_missing(self) -> None:
        take(self.session, form("2026-11-19,五当召,5", "2026-11-21,五当召,0"))
        answer = self.get(f"{DAILY}?from=2026-11-18&to=2026-11-30&place=wudangzhao")
        data = json.loads(answer.text)
        assert data["level"] == "L0"
        assert [(r["day"], r["visits"], r["status"]) for r in data["rows"]] == [
            ("2026-11-18", None, None),
            ("2026-11-19", 5, "preliminary"),
            ("2026-11-20", None, "missing"),
            ("2026-11-21", 0, "preliminary"),
            ("2026-11-22", None, "missing"),
            ("2026-11-23", None, None),
        ]

    def test_of_all_places_holds_those_that_report(self) -> None:
        take(self.session, form("2026-11-22,五当召,5", "2026-11-22,青山村,7"))
        data = json.loads(self.get(f"{DAILY}?from=2026-11-22&to=2026-11-22").text)
        assert {(r["place"], r["visits"]) for r in data["rows"]} == {
            ("wudangzhao", 5),
            ("qingshan-village", 7),
        }

    def test_comes_as_csv_that_excel_opens(self) -> None:
        take(self.session, form("2026-11-21,五当召,5"))
        wanted = (
            "\ufeffday,place,level,visits,status\r\n"
            "2026-11-21,wudangzhao,L0,5,preliminary\r\n"
            "2026-11-22,wudangzhao,L0,,missing\r\n"
        )
        address = f"{DAILY}?from=2026-11-21&to=2026-11-22"
        assert self.client.get(address).mimetype == "application/json"
        for asked in (
            self.client.get(f"{address}&format=csv"),
            self.client.get(address, headers={"Accept": "text/csv"}),
        ):
            assert asked.data.decode() == wanted
            assert asked.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert self.client.get(address).mimetype == "application/json"

    def test_by_accept_each_kind_of_answer_has_its_own_validators(self) -> None:
        address = f"{DAILY}?from=2026-11-21&to=2026-11-22"
        with clock.fixed_at(LATER):
            take(self.session, form("2026-11-21,五当召,5"))
        kinds = ("application/json", "text/csv")
        with clock.fixed_at(LATER + timedelta(seconds=2)):
            found = {}
            for kind in (*kinds, *kinds):
                packed = {"Accept": kind, "Accept-Encoding": "gzip"}
                assert (
                    self.client.get(address, headers=packed).headers["Content-Encoding"] == "gzip"
                )
                answer = self.client.get(address, headers={"Accept": kind})
                assert answer.mimetype == kind
                assert {"accept", "accept-encoding"} <= set(answer.vary.as_set())
                assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
                assert answer.headers["Last-Modified"] == _CHANGED
                found[kind] = answer.headers["ETag"]
            assert found[kinds[0]] != found[kinds[1]]
            for kind, other in (kinds, kinds[::-1]):
                headers = {"Accept": kind, "If-None-Match": found[kind]}
                self.get(address, 304, headers=headers)
                self.get(address, 304, headers={"Accept": kind, "If-Modified-Since": _CHANGED})
                # What is kept of the other kind is none of this one, however old it is.
                mixed = headers | {"If-None-Match": found[other], "If-Modified-Since": _CHANGED}
                assert self.client.get(address, headers=mixed).mimetype == kind
            take(self.session, form("2026-11-22,五当召,7"))
            for kind in kinds:
                self.get(address, headers={"Accept": kind, "If-None-Match": found[kind]})

    def test_a_running_day_is_an_advance_figure(self) -> None:
        hour = {"from": "2026-11-23T08:00:00+08:00", "to": "2026-11-23T09:00:00+08:00"}
        self.send([row("a", 5, **hour)])
        data = json.loads(self.get(f"{DAILY}?from=2026-11-23").text)
        assert data["rows"] == [
            {"day": "2026-11-23", "place": "wudangzhao", "visits": 5, "status": "advance"}
        ]

    def test_questions_that_make_no_sense_are_problems(self) -> None:
        for query in (
            "from=2026-11-31",
            "from=20261122",
            "from=x",
            "to=1800-01-01",
            "from=2026-11-23&to=2026-11-22",
            "from=2024-01-01&to=2026-01-01",
            "format=xml",
        ):
            answer = self.client.get(f"{DAILY}?{query}")
            assert answer.status_code == 400, query
            assert answer.mimetype == "application/problem+json"
        for query in ("year=x", "year=1999", "year=2101", "year=٢٠٢٦", "metric=money"):
            assert self.client.get(f"{PROGRESS}?{query}").status_code == 400, query
        assert self.client.get(f"{DAILY}?place=nowhere").status_code == 404

    def test_a_whole_leap_year_can_be_asked_for(self) -> None:
        self.get(f"{DAILY}?from=2024-01-01&to=2024-12-31")

    def test_progress_has_a_goal_before_anything_is_counted(self) -> None:
        assert json.loads(self.get(f"{PROGRESS}?year=2026").text) == {
            "year": 2026,
            "metric": "visits",
            "level": "L0",
            "total": None,
            "goal": 1_400_000,
            "goal_year": 2024,
            "share": None,
            "as_of": None,
        }

    def test_progress_adds_up_the_year(self) -> None:
        take(
            self.session,
            form("2026-01-01,五当召,6000", "2026-11-22,青山村,1000", "2025-12-31,五当召,9"),
        )
        data = json.loads(self.get(PROGRESS).text)
        assert (data["total"], data["share"], data["as_of"]) == (7000, 0.005, "2026-11-22")
        before = json.loads(self.get(f"{PROGRESS}?year=2025").text)
        assert (before["total"], before["as_of"]) == (9, "2025-12-31")

    def test_takings_are_not_passed_off_as_tourism_revenue(self) -> None:
        take(self.session, form("2026-11-22,五当召,5,100", header="日期,景区,入园人次,门票收入元"))
        data = json.loads(self.get(f"{PROGRESS}?metric=revenue").text)
        assert (data["total"], data["goal"]) == (None, 500_000_000)
        clerk = self.staff(Role.statistician)
        words = ("抽样推算", "旅游统计季报", None)
        revenue.enter(self.session, (2026, 1), 90_000_000, words, clerk, NOW, NOW.date())
        self.session.commit()
        data = json.loads(self.get(f"{PROGRESS}?metric=revenue").text)
        told = (data["total"], data["share"], data["as_of"], data["level"])
        assert told == (90_000_000, 0.18, "2026-03-31", None)

    def test_may_be_read_by_the_scripts_of_any_site_but_nothing_may_be_sent(self) -> None:
        for path in ("daily", "progress", "daily?format=csv"):
            answer = self.client.get(f"/api/v1/visits/{path}")
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert (
            "Access-Control-Allow-Origin" not in self.client.post("/api/v1/visits/counts").headers
        )

    def test_is_kept_until_something_changes(self) -> None:
        first = self.get(PROGRESS).headers["ETag"]
        self.get(PROGRESS, 304, headers={"If-None-Match": first})
        self.send([row("a", 5)])
        assert json.loads(self.get(PROGRESS).text)["total"] == 5

    def test_says_when_it_last_changed_and_is_not_sent_again_before(self) -> None:
        address = f"{DAILY}?from=2026-11-21&to=2026-11-22&format=csv"
        with clock.fixed_at(LATER):
            take(self.session, form("2026-11-21,五当召,5"))
            assert "Last-Modified" not in self.get(address).headers  # its second is not over
        for seconds in (1, 2):
            with clock.fixed_at(LATER + timedelta(seconds=seconds)):
                changed = self.get(address).headers["Last-Modified"]
                assert changed == "Tue, 23 Nov 2027 04:00:00 GMT"
                headers = {"If-Modified-Since": changed}
                self.get(address, 304, headers=headers)
                # What the client says of the ETag goes first.
                self.get(address, 200, headers={**headers, "If-None-Match": '"another"'})
        with clock.fixed_at(LATER + timedelta(seconds=2)):
            take(self.session, form("2026-11-22,五当召,7"))
        with clock.fixed_at(LATER + timedelta(seconds=9)):
            assert ",7," in self.get(address, headers={"If-Modified-Since": changed}).text

    def test_changes_with_the_business_day_whatever_is_reported(self) -> None:
        take(self.session, form("2026-11-22,五当召,5"))
        with clock.fixed_at(LATER + timedelta(days=1)):
            for query in ("", "?format=json", "?format=json"):
                answer = self.get(f"{DAILY}{query}")
                assert answer.headers["Last-Modified"] == "Tue, 23 Nov 2027 21:00:00 GMT"
                since = {"If-Modified-Since": answer.headers["Last-Modified"]}
                self.get(f"{DAILY}{query}", 304, headers=since)

    def test_says_where_its_words_are_defined_and_under_which_licence_if_any(self) -> None:
        for query in ("format=csv", "format=json"):
            links = self.client.get(f"{DAILY}?{query}").headers["Link"]
            assert links == (
                '<https://shiguai.example/api/v1/openapi.json>; rel="describedby", '
                '<https://shiguai.example/visits#method>; rel="describedby"'
            )
        described = self.client.get("/api/v1/openapi.json").json
        assert "license" not in described["info"]
        assert "No licence has been stated" in described["info"]["description"]
        schemas = described["components"]["schemas"]
        for name in ("DailyRow", "ProgressAnswer"):
            for field, schema in schemas[name]["properties"].items():
                assert schema["description"], field
        assert "None has been stated yet" in self.get("/en/visits").words

    def test_states_the_licence_that_is_set(self) -> None:
        name, address = "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"
        self.app.config |= {"SITE_DATA_LICENCE": name, "SITE_DATA_LICENCE_URL": address}
        links = self.client.get(f"{DAILY}?format=csv").headers["Link"]
        assert links.endswith(f', <{address}>; rel="license"')
        described = self.client.get("/api/v1/openapi.json").json
        assert described["info"]["license"] == {"name": name, "url": address}
        assert self.get("/en/visits").one('a[rel="license"]')["href"] == address
