"""What happens between the rooms of the race: two people at once, and what one room takes away
from another."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import delete, select
from werkzeug.datastructures import MultiDict

from tests.race.desk import HUB, PUBLIC, DeskTestCase
from tests.race.made import MEN, WOMEN, YEAR, a_course, a_rider, a_track, on_the_day
from tests.race.results_made import a_result
from tests.support import Page
from webapp.core import clock
from webapp.core.audit import AuditEntry
from webapp.race.courses.models import Course
from webapp.race.results.models import ResultSet, ResultState
from webapp.race.riders.entry_cells import read_day
from webapp.race.riders.forms import RiderForm
from webapp.race.riders.models import Rider
from webapp.visits import tables
from webapp.visits.cells import DAY_ZERO, BadCell
from webapp.visits.tables import NotATable

RIDERS = f"/en/bureau/race/{YEAR}/riders/"
RESULTS = f"/en/bureau/race/{YEAR}/results/"
GONE = "“women-open” is used by riders or results"


def provisional(**more: Any) -> ResultSet:
    """Results of two riders, public while protests can be made."""
    rows = (a_result(1, name="李明", birth_year=1990), a_result(2, 3900.0, name="张伟"))
    values: dict[str, Any] = {
        "revision": 1,
        "state": ResultState.provisional,
        "rows": rows,
        "published_at": on_the_day(12),
        **more,
    }
    return ResultSet(edition_year=YEAR, made_at=on_the_day(11), **values)


class ACategory(DeskTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.stored()

    def taken_out(self, status: int = 422) -> Page:
        """The page after the women's category is taken out of the text, which is then submitted."""
        gone = {"categories-1-remove": "y", "waves-1-categories": "ride"}
        return self.write(gone, "Submit for review", status)

    def test_that_riders_or_results_name_cannot_be_taken_out(self) -> None:
        self.session.add(a_rider(201, WOMEN.code))
        self.session.commit()
        assert GONE in self.taken_out().one(".form-errors").text
        assert GONE in self.get(HUB).words
        self.session.execute(delete(Rider))
        self.session.add(provisional(rows=(a_result(201, category=WOMEN.code),)))
        self.session.commit()
        assert GONE in self.get(HUB).words

    def test_is_looked_for_again_when_the_text_is_published(self) -> None:
        self.taken_out(303)
        self.session.add(a_rider(201, WOMEN.code))  # while the text waits
        self.session.commit()
        self.act_as(self.reviewer)
        version = self.version()
        page = self.get(f"/en/bureau/review/{version.manuscript_id}")
        page = self.send(page, {}, form=f"form[action$='/{version.number}/publish']")
        assert "Categories" in page.one("[role=alert], .flash").text
        assert len(self.edition().categories) == 3


class ACourse(DeskTestCase):
    def test_that_is_withdrawn_or_called_otherwise_is_missed_at_the_edition(self) -> None:
        self.stored(categories=(replace(MEN, course="long"), WOMEN))
        self.session.add(a_course(code="long"))
        self.session.commit()
        assert "rides the course" not in self.get(HUB).words
        self.session.scalars(select(Course)).one().withdrawn_at = on_the_day(7)
        self.session.commit()
        assert "Elite men rides the course “long”, which is not public." in self.get(HUB).words
        for page in ("", "/course", "/roads", "/travel", ".ics"):  # and nothing breaks
            self.get(f"{PUBLIC}{page}")
        self.session.add_all([a_course(a_track(f"{code}.gpx"), code=code) for code in "ab"])
        self.session.commit()
        assert "Women, open does not say which of the courses it rides." in self.get(HUB).words


class TwoAtOnce(DeskTestCase):
    now = on_the_day(7)

    def test_a_start_list_is_published_as_it_was_seen(self) -> None:
        self.stored()
        self.session.add(a_rider(1))
        self.session.commit()
        self.post(f"{RIDERS}submit")
        self.act_as(self.reviewer)
        seen = self.get(RIDERS)
        self.session.add(a_rider(2, name="后来"))  # somebody brings another list meanwhile
        self.session.commit()
        page = self.send(seen, {}, "Publish the start list")
        assert "The list has changed since you looked." in page.words
        self.get(f"/race/{YEAR}/start-list", 404)
        self.send(page, {}, "Publish the start list")
        assert "后来" in self.get(f"/race/{YEAR}/start-list").words

    def test_provisional_results_wait_once_however_often_they_are_submitted(self) -> None:
        self.stored()
        self.session.add(provisional())
        self.session.commit()
        self.post(f"{RESULTS}1/submit")
        page = self.get(self.post(f"{RESULTS}1/submit").headers["Location"])
        assert "They wait for a second person already." in page.words
        states = self.session.scalars(select(ResultSet.state).order_by(ResultSet.id)).all()
        assert states == [ResultState.provisional, ResultState.submitted]


class PersonalData(DeskTestCase):
    def test_a_minor_has_no_name_in_results_without_a_bib_or_with_an_earlier_one(self) -> None:
        self.stored()
        self.session.add_all(
            [
                a_rider(3, name="小孩儿", minor=True),
                a_rider(5, name="同名者", masked=True),
                a_rider(6, name="同名者"),
            ]
        )
        rows = [a_result(bib, 4000.0 + (bib or 0), name="小孩儿") for bib in (None, 3, 4)]
        rows += [a_result(bib, 4100.0 + bib, name="同名者", birth_year=1991) for bib in (5, 6)]
        self.session.add(provisional(rows=tuple(rows)))
        self.session.commit()
        lines = self.get(f"/race/{YEAR}/results.csv").text.splitlines()[1:]
        named = [tuple(line.split(",")[4:6]) for line in lines]
        assert named == [("", "小*"), ("3", "小*"), ("4", "小*"), ("5", "同*"), ("6", "同名者")]
        assert "小孩儿" not in self.get(f"/race/{YEAR}/results/4").text

    def test_a_correction_leaves_no_name_and_no_birth_in_the_audit_trail(self) -> None:
        self.stored()
        self.session.add(provisional())
        self.session.commit()
        self.post(f"{RESULTS}1/rider", {"bib": "1", "status": "DNF"})
        said = self.session.scalars(select(AuditEntry)).one()
        assert (said.before, said.after) == (
            {"bib": 1, "outcome": {"status": "FIN", "gun_ms": 3849000, "penalty_s": 0, "note": ""}},
            {"bib": 1, "outcome": {"status": "DNF", "gun_ms": None, "penalty_s": 0, "note": ""}},
        )


@pytest.mark.parametrize("counted", ["46500", "60000", "99999"])
def test_nobody_was_born_in_the_future_however_a_workbook_counts_days(counted: str):
    with clock.fixed_at(on_the_day(8) - timedelta(days=400)), pytest.raises(BadCell):
        read_day(counted, DAY_ZERO)


def test_a_table_as_wide_as_a_book_is_refused_before_anybody_looks_at_its_headings():
    with pytest.raises(NotATable, match="columns"):
        tables.read(("姓名,组别," + "a," * 20_000).encode())


def test_no_name_turns_the_lines_of_the_start_list_around():
    form = RiderForm(MultiDict({"name": " 李\u202e明\u200b ", "team": "A \n B\u2067"}))
    assert (form.name.data, form.team.data) == ("李明", "A B")
