"""What anybody can check of a year's numbers: how firm they are, what was revised, and by what."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import event

from tests.staff.made import stored_account
from tests.support import Page
from tests.visits.made import NOW, device, form, place_id, row, sent, take
from tests.visits.test_public import AtNow
from webapp.core import clock
from webapp.staff.models import Role
from webapp.visits import chain, corrections, pace, seals
from webapp.visits.corrections import Change
from webapp.visits.models import Metric

OCTOBER = date(2026, 10, 1)


class RecordTestCase(AtNow):
    def setUp(self) -> None:
        super().setUp()
        self.clerk = stored_account(self.session, Role.statistician, name="clerk")
        self.other = stored_account(self.session, Role.statistician, name="other")
        self.session.commit()

    def seal(self) -> None:
        self.session.rollback()
        seals.seal(self.session, OCTOBER, self.clerk, NOW)
        self.session.commit()

    def correct(self, day: date, value: int, reason: str) -> None:
        self.session.rollback()
        change = Change(place_id(self.session), day, Metric.visits, value)
        (made,) = corrections.correct(self.session, [change], reason, self.clerk, NOW)
        corrections.approve(self.session, made, self.other, NOW)
        self.session.commit()

    def section(self, page: Page, name: str) -> str:
        found = page.one(f"section[aria-labelledby={name}]")
        return " ".join(found.get_text(" ").split())


class TheRecord(RecordTestCase):
    def test_is_empty_and_says_so_before_anything_was_decided(self) -> None:
        page = self.get("/en/visits")
        assert "no month has been sealed yet" in self.section(page, "revisions")
        assert "Nothing has been counted yet" in self.section(page, "versions")
        assert not page.soup.select("section[aria-labelledby=firm]")

    def test_says_how_many_days_are_how_firm(self) -> None:
        take(
            self.session, form("2026-11-20,五当召,5", "2026-11-21,五当召,5", "2026-11-23,五当召,5")
        )
        seals.verify_days(
            self.session,
            [place_id(self.session)],
            date(2026, 11, 20),
            date(2026, 11, 20),
            self.clerk,
            NOW,
        )
        self.session.commit()
        words = self.section(self.get("/en/visits"), "firm")
        assert "advance 1 day of a place" in words
        assert "preliminary 1 day of a place" in words
        assert "verified 1 day of a place" in words
        assert "sealed 0 days of places" in words

    def test_names_the_head_of_the_last_sealed_month(self) -> None:
        take(self.session, form("2026-10-20,五当召,5"))
        self.seal()
        self.get("/visits")
        page = self.get("/en/visits")
        assert page.texts(".chain-head code") == [chain.head(self.session).hash]
        assert "October 2026" in self.section(page, "revisions")
        assert "None: no figure of a sealed month of this year" in self.section(page, "revisions")
        assert page.texts(".months tbody tr:nth-child(10) th small") == ["sealed"]

    def test_shows_both_values_of_a_revision_and_nobodys_name(self) -> None:
        take(self.session, form("2026-10-20,五当召,812"))
        self.seal()
        self.correct(date(2026, 10, 20), 921, "闸机漏计")
        page = self.get("/en/visits")
        cells = page.texts("section[aria-labelledby=revisions] tbody tr > *")
        assert cells[0] == "Tuesday, 20 October 2026"
        assert cells[2:5] == ["Admissions", "812", "921"]
        assert "闸机漏计" in cells[5]
        assert "clerk" not in page.text and "other" not in self.section(page, "revisions")
        assert page.texts(".big-number") == ["921 person-times"]

    def test_lists_what_counts_changed_that_came_after_the_seal(self) -> None:
        take(self.session, form("2026-10-20,五当召,812"))
        self.seal()
        late = {"from": "2026-10-21T10:00:00+08:00", "to": "2026-10-21T11:00:00+08:00"}
        answer = self.client.post(
            "/api/v1/visits/counts",
            json=[row("late", 31, **late)],
            headers={"Authorization": f"Bearer {device(self.session)}"},
        )
        assert (answer.status_code, answer.json["accepted"]) == (200, 1)
        cells = self.get("/en/visits").texts("section[aria-labelledby=revisions] tbody td")
        told = {cells[at]: cells[at + 1 : at + 3] for at in (1, 6)}
        assert told == {
            name: ["no figure", "31"] for name in ("Admissions", "Through the gates, in")
        }
        assert cells[4].startswith("Counts of a gate that were received after the seal")
        assert "封账后收到的闸机计数" in self.section(self.get("/visits"), "revisions")
        self.sign_in(Role.statistician)
        listed = self.get("/bureau/visits/corrections").one("section[aria-labelledby=history]")
        assert "封账后收到的闸机计数" in listed.text and "闸机" in listed.text
        assert "终端" not in listed.text
        assert "封账后收到的闸机计数" in self.get("/bureau/visits/seals/2026-10").words

    def test_keeps_a_revision_to_its_own_year(self) -> None:
        take(self.session, form("2026-10-20,五当召,812", "2025-10-20,五当召,1"))
        self.seal()
        self.correct(date(2026, 10, 20), 921, "闸机漏计")
        assert "闸机漏计" not in self.get("/en/visits?year=2025").words

    def test_lists_the_versions_of_the_method(self) -> None:
        take(self.session, form("2026-10-20,五当召,812"))
        words = self.section(self.get("/en/visits"), "versions")
        assert "Version 1 since Monday, 23 November 2026" in words
        assert "Counts come from one more place" in words


class TheYearBefore(AtNow):
    def test_stands_beside_each_month_by_its_name(self) -> None:
        take(self.session, form("2025-11-02,五当召,400", "2026-11-02,五当召,500"))
        page = self.get("/en/visits")
        assert page.texts(".months thead th") == [
            "Month",
            "Counted",
            "2025 Same dates",
            "Goal, evenly",
            "Reports",
        ]
        assert page.texts(".months tbody tr:nth-child(11) td")[:2] == ["500", "400 +25.0%"]
        assert "Same dates 2025" in page.texts(".before-mark")
        assert len(page.soup.select(".chart .before")) == 1

    def test_is_not_there_when_nothing_was_counted_in_it(self) -> None:
        take(self.session, form("2026-11-02,五当召,500"))
        page = self.get("/en/visits")
        assert "2025 Same dates" not in page.texts(".months thead th")
        assert not page.soup.select(".chart .before")

    def test_tells_how_far_a_year_usually_is_only_when_it_was_whole(self) -> None:
        year = [date(2025, 1, 1) + timedelta(days=n) for n in range(365)]
        lines = [f"{day},五当召,10" for day in year]
        take(self.session, form(*lines[100:], "2026-11-22,五当召,500"))
        assert not self.get("/en/visits").soup.select(".year-course")
        take(self.session, form(*lines[:100]))
        assert self.get("/en/visits").texts(".year-course") == [
            "By the same day of 2025, 89.3% of that year's visitors had come; "
            "of this year's goal it is 0% now."
        ]


class LevelOne(AtNow):
    def test_is_never_mixed_with_the_total(self) -> None:
        header = "日期,景区,入园人次,去重人次"
        take(self.session, form("2026-11-20,五当召,100,90", header=header))
        page = self.get("/en/visits")
        assert "Level L1, each person once a day at a place: 90 person-times." in page.words
        assert page.texts(".big-number") == ["100 person-times"]
        take(self.session, form("2026-11-21,五当召,100"))
        words = self.get("/en/visits").words
        assert "is not known for 1 day of a place, so there is no total of it" in words
        assert ": 90 person-times" not in words

    def test_is_said_to_be_unknown_without_any(self) -> None:
        take(self.session, form("2026-11-21,五当召,100"))
        assert "nothing has been reported on level L1" in self.get("/en/visits").words


class TheWholePage(RecordTestCase):
    def test_asks_the_database_at_most_eight_times(self) -> None:
        take(
            self.session, form("2025-10-20,五当召,5", "2026-10-20,五当召,5", "2026-10-22,五当召,5")
        )
        token = device(self.session, "qingshan-village", "村口")
        begin = datetime(2026, 10, 21, 10, tzinfo=clock.LOCAL)
        span = {"from": begin.isoformat(), "to": (begin + timedelta(hours=1)).isoformat()}
        sent(self.session, token, row("a", 5, place="qingshan-village", gate="村口", **span))
        self.seal()
        self.correct(date(2026, 10, 20), 9, "闸机漏计")
        asked: list[str] = []

        @event.listens_for(self.engine, "before_cursor_execute")
        def _note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            if not statement.startswith("BEGIN"):
                asked.append(" ".join(statement.split())[:110])

        self.get("/privacy")
        asked.clear()
        self.get("/visits")
        assert len(asked) <= 8, "\n".join([f"{len(asked)} queries", *asked])


def test_a_season_is_the_share_that_had_come_by_the_same_day() -> None:
    summer = pace.season(2025, 365, 900, 600)
    assert summer is not None
    assert (summer.year, summer.share) == (2025, 600 / 900)
    assert pace.season(2025, 349, 900, 600) is None
    assert pace.season(2025, 365, 0, 0) is None
