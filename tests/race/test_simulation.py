"""The demonstration's race: always the same, whole, and stored once."""

from sqlalchemy import func, select

from tests.public_pages import EN, RACE_PAGES
from tests.race import simulated
from tests.support import TestCase
from webapp.race.models import Edition
from webapp.race.riders.models import Rider


class TheSimulatedRace(TestCase):
    content = True

    def test_every_page_of_it_can_be_read_and_it_is_stored_once(self) -> None:
        simulated.store(self.session)
        simulated.store(self.session)
        assert self.session.scalar(select(func.count()).select_from(Rider)) == 600
        years = self.session.scalars(select(Edition.year).order_by(Edition.year)).all()
        assert list(years)[-2:] == [2026, 2027]
        for address in RACE_PAGES.values():
            for language in ("", EN):
                assert self.get(f"{language}{address}").one("h1").get_text().strip()
        results = self.get("/race/2026/results").words
        assert "17号申诉成立" in results
        assert "演示骑手" in results
