"""Reporting a day at the desk."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from tests import forms
from tests.support import Page
from tests.visits import made
from tests.visits.desk import OperatorTest
from webapp.core import clock
from webapp.core.audit import AuditEntry
from webapp.core.translated import Translated
from webapp.places import closures
from webapp.places.models import Place
from webapp.staff.models import Role
from webapp.visits import capacity, ledger, opening, seals
from webapp.visits.decisions import Correction
from webapp.visits.models import Entry, EntryKind, Figure, Status, Submission

MORNING = datetime(2026, 11, 23, 8, 30, tzinfo=clock.LOCAL)
FORM = "/en/bureau/visits/report"
DAY = {"full": "500", "discount": "200", "free": "112", "ticket_revenue": "30000.50"}
SEND, SURE = "Send the report", "Yes, store it with this reason"


class TheReport(OperatorTest):
    now = MORNING

    def hand_in(self, status: int = 303, address: str = FORM, **values: Any) -> Page:
        """Fill in the form as it stands, and send it."""
        return self.send(self.get(address), DAY | values, form=".report-form", status=status)

    def again(self, page: Page, status: int = 303, **values: Any) -> Page:
        """Answer what was asked, and send it again."""
        return self.send(page, values, form=".report-form", status=status)

    def figures(self, day: str = "2026-11-22") -> dict[str, int]:
        self.session.rollback()
        rows = self.session.scalars(
            select(Figure).where(Figure.business_day == date.fromisoformat(day))
        )
        return {row.metric.value: row.value for row in rows}

    def count(self, table: type) -> int:
        self.session.rollback()
        return self.session.scalar(select(func.count()).select_from(table)) or 0

    def errors(self, page: Page) -> list[str]:
        return page.texts(".form-errors li")


class ReportingADay(TheReport):
    def test_is_about_yesterday_and_ones_own_place(self) -> None:
        page = self.get(FORM)
        assert page.one("h1").text == "Daily report of Wudangzhao Monastery"
        assert page.one("input[name=day]")["value"] == "2026-11-22"
        assert "Sun 22 Nov (yesterday)" in page.words
        assert not page.soup.select("select[name=place]")

    def test_stores_what_was_written_and_says_what_it_stored(self) -> None:
        page = self.hand_in()
        assert page.texts(".notice") == ["Thank you. The report is stored."]
        assert page.one("h1").text == "Wudangzhao Monastery, Sunday, 22 November 2026"
        assert page.texts(".report-stored dd") == [
            "812 person-times preliminary",
            "500 person-times",
            "200 person-times",
            "112 person-times",
            "30,000.50 yuan",
        ]
        assert page.texts("a[href$='day=2026-11-22']") == ["Correct it"]
        assert self.figures() == {
            "visits": 812,
            "full": 500,
            "discount": 200,
            "free": 112,
            "ticket_revenue": 3_000_050,
        }

    def test_is_a_submission_of_whoever_sent_it_in_the_chain_and_in_the_audit_trail(self) -> None:
        self.hand_in()
        envelope = self.session.scalars(select(Submission)).one()
        assert (envelope.account_id, envelope.kind.value) == (self.operator.id, "staff")
        noted = self.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "report day")
        ).one()
        assert noted.object == "visits wudangzhao 2026-11-22"
        assert noted.after is not None and noted.after["visits"] == 812

    def test_the_same_form_sent_twice_counts_once(self) -> None:
        page = self.get(FORM)
        self.send(page, DAY, form=".report-form")
        second = self.send(page, DAY | {"full": "501"}, form=".report-form")
        assert second.texts(".notice") == ["This report was received before; it counts once."]
        assert self.count(Submission) == 1
        assert self.figures()["full"] == 500

    def test_six_taps_at_once_count_once_as_well(self) -> None:
        action, fields = forms.filled_in(self.get(FORM).soup, DAY, None, ".report-form")
        with self.client.session_transaction() as cookie:
            held = dict(cookie)

        def tap(_number: int) -> int:
            client = self.app.test_client()
            with client.session_transaction() as cookie:
                cookie.update(held)
            return client.post(action, data=fields).status_code

        self.session.rollback()
        with ThreadPoolExecutor(6) as pool:
            assert set(pool.map(tap, range(6))) == {303}
        assert self.count(Submission) == 1

    def test_another_form_that_says_the_same_changes_nothing(self) -> None:
        self.hand_in()
        page = self.hand_in()
        assert page.texts(".notice") == ["It is stored just so already."]
        assert self.count(Submission) == 1

    def test_numbers_are_read_as_people_type_them(self) -> None:
        page = self.hand_in(status=422, full="１，０００", discount=" 20 ", ticket_revenue="5万")
        assert self.errors(page) == [
            "Ticket revenue: not a number; leave the cell empty when nothing was counted"
        ]
        assert page.one("input[name=full]")["value"] == "１，０００"
        self.again(page, ticket_revenue="50,000")
        assert self.figures()["visits"] == 1132

    def test_what_is_left_empty_is_missing_and_not_zero(self) -> None:
        self.hand_in(full="", discount="", free="40", ticket_revenue="")
        assert self.figures() == {"visits": 40, "free": 40}

    def test_somebody_has_to_have_come(self) -> None:
        page = self.hand_in(status=422, full="", discount="", free="", ticket_revenue="")
        assert self.errors(page) == ["Full price: How many came? Write 0 where there were none."]

    def test_the_day_that_runs_is_reported_in_advance(self) -> None:
        self.hand_in(day="2026-11-23")
        self.session.rollback()
        assert set(self.session.scalars(select(Figure.status))) == {Status.advance}

    def test_a_day_to_come_cannot_be_reported(self) -> None:
        page = self.hand_in(status=422, day="2026-11-24")
        assert self.errors(page) == ["Day: This day lies in the future."]
        assert page.one("input[name=free]")["value"] == "112"
        assert self.get(f"{FORM}?day=2026-11-24", status=400).status == 400

    def test_values_nobody_can_have_are_refused_at_their_field(self) -> None:
        for values, said in (
            ({"full": "-5"}, "a value cannot be negative"),
            ({"full": "1.5"}, "not a whole number"),
            ({"free": "100001"}, "more than 100,000 in one day; please check"),
            ({"free": "60000", "full": "60000"}, "Together these are more than 100,000"),
            ({"ticket_revenue": "1.234"}, "more than two decimals in an amount of money"),
            ({"other_revenue": "9" * 41}, "This is too long for a number."),
            ({"day": ""}, "Which day is it about?"),
            ({"day": "1899-01-01"}, "The year cannot be right."),
        ):
            page = self.hand_in(status=422, **values)
            assert said in " ".join(self.errors(page)), values
        assert self.count(Entry) == 0


class TheLastReport(TheReport):
    def test_stands_beside_each_number_as_a_reminder(self) -> None:
        self.hand_in(day="2026-11-20")
        page = self.get(FORM)
        assert "below each: Fri 20 Nov" in page.words
        assert page.texts(".report-row:not(.is-day) .report-last") == [
            "500",
            "200",
            "112",
            "30,000.50",
        ]
        assert page.one("input[name=full]").get("value", "") == ""


class ADayWithoutVisitors(TheReport):
    NOBODY = {"full": "0", "discount": "", "free": "", "ticket_revenue": ""}

    def test_has_to_be_said_in_so_many_words(self) -> None:
        page = self.hand_in(status=422, **self.NOBODY)
        assert self.errors(page) == [
            "It was open, and nobody came: Nobody at all? Tick this, or that it was closed."
        ]
        self.again(page, empty=True)
        assert self.figures() == {"visits": 0, "full": 0}
        self.session.rollback()
        assert set(self.session.scalars(select(Entry.note))) == {None}

    def test_of_an_open_day_needs_a_reason(self) -> None:
        span = (date(2026, 11, 1), date(2026, 11, 30))
        said = {"is_open": True, "note": None, "by": self.operator, "now": MORNING}
        opening.say(self.session, self.place, span, range(7), **said)
        self.session.commit()
        page = self.hand_in(status=422, **self.NOBODY)
        page = self.again(page, status=422, empty=True)
        assert "Nobody came, though the place was open that day." in page.words
        self.again(page, reason="暴雪封路")
        assert self.session.scalars(select(Entry.note)).first() == "暴雪封路"

    def test_was_closed_then_and_the_ledger_remembers(self) -> None:
        self.hand_in(**self.NOBODY | {"full": "", "closed": True})
        assert self.figures() == {"visits": 0}
        self.session.rollback()
        assert self.session.scalars(select(Entry.note)).one() == "闭园"

    def test_cannot_be_closed_and_visited(self) -> None:
        page = self.hand_in(status=422, closed=True)
        assert "Closed, and yet there were visitors?" in self.errors(page)[0]

    def close(self) -> None:
        place = self.session.get_one(Place, self.place)
        begin = clock.at_local(date(2026, 11, 21))
        reason = Translated(zh="积雪")
        closures.announce(self.session, place, reason, begin, None, self.operator, begin)
        self.session.commit()

    def test_is_proposed_as_closed_where_the_desk_had_closed_the_place(self) -> None:
        self.close()
        page = self.get(FORM)
        assert page.one("input[name=closed]").has_attr("checked")
        values = {**self.NOBODY, "closed": False}
        asked = self.send(page, values, form=".report-form", status=422)
        assert "As far as the desk knows it was closed." in self.errors(asked)[0]

    def test_visitors_at_a_closed_place_need_a_reason(self) -> None:
        self.close()
        page = self.hand_in(status=422, closed=False)
        assert "though the place was closed that day" in page.words
        self.again(page, reason="预约团队")
        assert self.figures()["visits"] == 812


class UnusualNumbers(TheReport):
    def setUp(self) -> None:
        super().setUp()
        rows = (f"2026-11-{day:02},五当召,{700 + day}" for day in range(1, 22))
        made.take(self.session, made.form(*rows))

    def test_are_asked_about_and_stored_with_the_reason(self) -> None:
        page = self.hand_in(status=422, full="5000")
        assert page.texts(".report-questions li") == [
            "5,312 person-times – a digit too many? Usual is 711 person-times.",
            "5.65 yuan for each visit; 20 to 2,000 yuan are to be expected. Is the amount in yuan?",
        ]
        assert page.texts(".field-error") == ["Say in a few words why it is right."]
        assert self.figures() == {}
        stored = self.again(page, reason="庙会，团队多")
        assert stored.texts(".notice") == ["Thank you. The report is stored."]
        self.session.rollback()
        notes = self.session.scalars(select(Entry.note).where(Entry.note.is_not(None)))
        assert set(notes) == {"庙会，团队多"}
        assert "庙会，团队多" in stored.words

    def test_more_than_the_capacity_is_asked_about_once_one_is_approved(self) -> None:
        span, what = (date(2026, 1, 1), date(2026, 12, 31)), capacity.Approved(a_day=600)
        capacity.approve(self.session, self.place, what, span, "文", self.operator, MORNING)
        self.session.commit()
        page = self.hand_in(status=422)
        assert page.texts(".report-questions li") == [
            "812 person-times is more than 1.2 times what is approved for a day: 600 person-times."
        ]

    def test_other_numbers_are_asked_about_anew(self) -> None:
        page = self.hand_in(status=422, full="5000")
        page = self.again(page, status=422, full="50000", reason="庙会")
        assert self.figures() == {}
        assert page.one("textarea[name=reason]").text.strip() == "庙会"
        self.again(page)
        assert self.figures()["full"] == 50_000

    def test_a_number_put_right_needs_no_reason(self) -> None:
        page = self.hand_in(status=422, full="5000")
        self.again(page, full="500")
        assert self.figures()["full"] == 500

    def test_a_copy_of_the_day_before_is_asked_about(self) -> None:
        page = self.hand_in(status=422, full="409")
        assert "721 person-times is exactly the same as the day before." in page.words


class Correcting(TheReport):
    def setUp(self) -> None:
        super().setUp()
        self.hand_in()
        self.form = f"{FORM}?place=wudangzhao&day=2026-11-22"

    def test_shows_what_stands_and_needs_a_reason(self) -> None:
        page = self.get(self.form)
        assert page.one("h1").text == "Correct the report of Wudangzhao Monastery"
        assert page.one("input[name=ticket_revenue]")["value"] == "30000.50"
        asked = self.send(page, {"free": "120"}, form=".report-form", status=422)
        assert asked.texts(".report-questions li") == [
            "Admissions: 812 person-times → 820 person-times",
            "Free: 112 person-times → 120 person-times",
        ]
        done = self.again(asked, reason="漏计一个团队")
        assert done.texts(".notice") == ["Thank you. The report is stored."]
        assert self.figures()["visits"] == 820
        self.session.rollback()
        kinds = self.session.scalars(select(Entry.kind).where(Entry.note == "漏计一个团队"))
        assert set(kinds) == {EntryKind.correction}
        assert self.count(Correction) == 2

    def test_at_once_when_the_reason_is_there_from_the_start(self) -> None:
        self.send(self.get(self.form), {"free": "120", "reason": "漏计"}, form=".report-form")
        assert self.figures()["visits"] == 820

    def test_by_much_waits_for_a_second_person_the_whole_day_together(self) -> None:
        asked = self.send(self.get(self.form), {"free": "20"}, form=".report-form", status=422)
        assert "counts once a second person has approved it" in asked.words
        page = self.again(asked, reason="重计")
        assert page.texts(".notice")[0] == (
            "Noted. It counts once a second person has approved it."
        )
        assert page.texts("main .notice li") == [
            "Admissions: 812 person-times → 720 person-times",
            "Free: 112 person-times → 20 person-times",
        ]
        assert self.figures()["visits"] == 812  # less than a fifth, but its parts wait too
        again = self.send(
            self.get(self.form), {"free": "20", "reason": "重计"}, form=".report-form"
        )
        assert "This correction waits for a second person already." in again.words
        other = self.send(
            self.get(self.form), {"free": "30", "reason": "重计"}, form=".report-form", status=422
        )
        assert "Another correction of this day waits" in other.words
        assert other.one("input[name=free]")["value"] == "30"
        assert self.count(Correction) == 2

    def test_the_same_correction_sent_twice_counts_once(self) -> None:
        page = self.get(self.form)
        self.send(page, {"free": "120", "reason": "漏计"}, form=".report-form")
        self.send(page, {"free": "120", "reason": "漏计"}, form=".report-form")
        assert self.count(Correction) == 2

    def test_somebody_elses_newer_number_is_shown_before_it_is_replaced(self) -> None:
        page = self.get(self.form)
        self.send(self.get(self.form), {"free": "120", "reason": "漏计"}, form=".report-form")
        asked = self.send(page, {"free": "110", "reason": "复核"}, form=".report-form", status=422)
        assert "Free: 120 person-times → 110 person-times" in asked.texts(".report-questions li")
        self.again(asked)
        assert self.figures()["free"] == 110

    def test_a_day_chosen_in_the_form_that_is_reported_already_is_a_correction(self) -> None:
        self.hand_in(day="2026-11-21")
        asked = self.hand_in(
            status=422, address=f"{FORM}?day=2026-11-20", day="2026-11-21", full="510"
        )
        assert "This changes what was reported" in asked.words

    def test_what_was_reported_cannot_just_be_left_out(self) -> None:
        page = self.send(
            self.get(self.form), {"free": "", "reason": "漏"}, form=".report-form", status=422
        )
        assert self.errors(page) == [
            "Free: This was reported before. Write the number, or 0 if there was none."
        ]

    def test_it_was_closed_after_all(self) -> None:
        values = {"full": "", "discount": "", "free": "", "ticket_revenue": "", "closed": True}
        page = self.send(self.get(self.form), values | {"reason": "填错日期"}, form=".report-form")
        assert "Full price: 500 person-times → 0 person-times" in page.words
        assert "Reason: 闭园; 填错日期" in page.words


class ThinkingBetterOfIt(TheReport):
    def setUp(self) -> None:
        super().setUp()
        self.hand_in()
        values = {"free": "20", "reason": "重计"}
        self.page = self.send(self.get(f"{FORM}?day=2026-11-22"), values, form=".report-form")

    def states(self) -> set[str]:
        self.session.rollback()
        return {one.state.value for one in self.session.scalars(select(Correction))}

    def address(self) -> str:
        (form,) = self.page.soup.select("form[action*='/take-back/']")
        return str(form["action"])

    def test_takes_back_all_that_waits_of_it_and_twice_is_harmless(self) -> None:
        page = self.send(self.page, {}, "Take it back")
        assert page.texts(".notice") == ["Taken back. The figure stays as it is."]
        assert self.states() == {"taken_back"} and self.figures()["free"] == 112
        again = self.send(self.page, {}, "Take it back")
        assert again.texts(".notice") == ["It was taken back before; nothing has changed."]
        noted = self.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "take back correction")
        ).one()
        assert noted.before == {"visits": 812, "free": 112}
        assert noted.after == {"visits": 720, "free": 20, "state": "taken_back"}

    def test_is_too_late_once_somebody_has_decided(self) -> None:
        operator = self.operator
        self.sign_in(Role.statistician)
        self.send(self.get("/en/bureau/visits/corrections"), {}, "Approve")
        assert self.figures()["visits"] == 720
        self.act_as(self.session.merge(operator))
        self.post(self.address())
        page = self.get(f"{FORM}/wudangzhao/2026-11-22")
        assert "It was approved meanwhile and counts" in page.texts(".notice.is-error")[0]
        assert self.states() == {"applied"}

    def test_is_for_whoever_asked_alone(self) -> None:
        address = self.address()
        self.sign_in(Role.operator, places=(self.place,))
        page = self.get(f"{FORM}/wudangzhao/2026-11-22")
        assert "Waits for a second person" in page.words and "Take it back" not in page.words
        self.post(address, status=403)
        self.post(address.replace("11-22", "11-21"), status=404)
        self.post(address.rpartition("/")[0] + "/99999", status=404)
        self.sign_in(Role.operator)
        self.post(address, status=403)
        assert self.states() == {"waiting"}


class ADayOfASealedMonth(TheReport):
    def test_tells_before_it_asks_for_a_reason_that_it_is_published(self) -> None:
        made.take(self.session, made.form("2026-10-01,五当召,500", "2026-11-21,五当召,500"))
        self.session.rollback()
        ledger.begin(self.session)
        other = self.staff(Role.statistician)
        seals.seal(self.session, date(2026, 10, 1), other, MORNING)
        self.session.commit()
        told = "everybody can read the old value, the new value and your reason. Your name is not"
        address = f"{FORM}?day=2026-10-01"
        page = self.get(address)
        assert told in page.words and page.soup.select("[name=reason]")
        # Whoever chooses the day in the form of another one is told before anything is stored,
        # even where the same stands on both.
        other_day = f"{FORM}?day=2026-11-21"
        empty = {"full": "", "discount": "", "free": "", "ticket_revenue": ""}
        asked = self.hand_in(
            422, other_day, **empty | {"free": "600", "day": "2026-10-01", "reason": "核对"}
        )
        assert told in asked.texts(".report-questions p")[1]
        done = self.again(asked)
        assert "once a second person has approved it" in done.texts(".notice")[0]
        assert told in done.words
        self.act_as(self.session.merge(other))
        page = self.get("/en/bureau/visits/corrections")
        assert "Approving it publishes the old value, the new value and the reason" in page.words


class WhoseReports(TheReport):
    def other(self) -> Place:
        return self.session.scalars(select(Place).where(Place.id != self.place)).first() or _none()

    def test_an_operator_writes_and_reads_of_their_own_places_alone(self) -> None:
        slug = self.other().slug
        for address in (f"?place={slug}", f"/{slug}/2026-11-22"):
            self.get(f"{FORM}{address}", status=403)
        self.get(f"/en/bureau/visits/reports?place={slug}", status=403)
        self.post(FORM, DAY | {"place": slug, "day": "2026-11-22", "key": "a" * 32}, status=403)
        self.get(f"{FORM}?place=nowhere", status=404)
        self.post(FORM, DAY | {"place": "nowhere"}, status=404)
        self.post(FORM, DAY, status=404)
        assert self.count(Entry) == 0

    def test_what_is_no_day_is_no_page(self) -> None:
        for day in ("2026-11-31", "20261122", "2026-W47-7", "x"):
            self.get(f"{FORM}/wudangzhao/{day}", status=404)
        self.get(f"{FORM}?day=x", status=400)

    def test_an_operator_of_several_begins_with_the_one_that_lacks(self) -> None:
        other = self.other()
        self.hand_in()
        self.sign_in(Role.operator, places=(self.place, other.id))
        page = self.get(FORM)
        assert page.one(".desk-chips a[aria-current]").text.split()[-2:] == ["not", "yet"]
        assert [text.rsplit(" ", 1)[-1] for text in page.texts(".desk-chips a")].count(
            "reported"
        ) == 1

    def test_an_operator_without_a_place_is_told_whom_to_ask(self) -> None:
        self.sign_in(Role.operator)
        assert "The administrator binds accounts to places." in self.get(FORM).words

    def test_a_statistician_reports_for_every_place(self) -> None:
        self.sign_in(Role.statistician)
        page = self.get(f"{FORM}?place=wudangzhao")
        assert page.soup.select("select[name=place] option[selected]")[0]["value"] == "wudangzhao"
        self.send(page, DAY, form=".report-form")
        assert self.figures()["visits"] == 812

    def test_an_auditor_reads_and_does_not_write(self) -> None:
        self.hand_in()
        self.sign_in(Role.auditor)
        assert "812" in self.get("/en/bureau/visits/reports").words
        page = self.get(f"{FORM}/wudangzhao/2026-11-22")
        assert "填报员甲" in page.words
        assert not page.soup.select("main a.button")
        self.get(FORM, status=403)
        self.post(FORM, DAY | {"place": "wudangzhao"}, status=403)

    def test_others_have_no_business_here(self) -> None:
        self.sign_in(Role.editor, Role.reviewer, Role.administrator)
        for address in (FORM, "/en/bureau/visits/reports", f"{FORM}/wudangzhao/2026-11-22"):
            self.get(address, status=403)


def _none() -> Place:
    raise LookupError


class EarlierReports(TheReport):
    def test_are_listed_with_how_firm_they_are(self) -> None:
        self.hand_in(day="2026-11-23")
        self.hand_in()
        self.send(
            self.get(f"{FORM}?day=2026-11-22"), {"free": "0", "reason": "重计"}, form=".report-form"
        )
        page = self.get("/en/bureau/visits/reports?place=wudangzhao")
        assert page.texts(".report-list tbody tr") == [
            "Mon 23 Nov 812 30,000.50 advance",
            "Sun 22 Nov 812 30,000.50 preliminary correction waits",
        ]

    def test_go_back_a_month_at_a_time(self) -> None:
        days = [date(2026, 11, 22) - timedelta(days=n) for n in range(40)]
        made.take(self.session, made.form(*(f"{day},五当召,{n + 5}" for n, day in enumerate(days))))
        page = self.get("/en/bureau/visits/reports")
        assert len(page.soup.select(".report-list tbody tr")) == 31
        (earlier,) = [a["href"] for a in page.soup.select("main a.button") if a.text == "Earlier"]
        assert len(self.get(str(earlier)).soup.select(".report-list tbody tr")) == 9

    def test_an_empty_list_says_so(self) -> None:
        assert "Nothing was reported here yet." in self.get("/en/bureau/visits/reports").words
        page = self.get(f"{FORM}/wudangzhao/2026-11-22")
        assert page.texts("main a.button") == ["Report this day"]


class AnEndedSession(TheReport):
    def test_loses_nothing_of_what_was_typed(self) -> None:
        page = self.get(FORM)
        self.sign_out()
        action, fields = forms.filled_in(page.soup, DAY, None, ".report-form")
        sent = self.client.post(action, data=fields, headers={"Origin": "http://localhost"})
        assert "30000.50" in str(Page(sent).one("input[name=kept]")["value"])
