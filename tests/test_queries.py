"""No public page asks the database more than eight times, however much it shows."""

from typing import Any

from sqlalchemy import event

from tests.public_pages import EN, PAGES, RACE_PAGES
from tests.race import simulated
from tests.support import TestCase

MOST = 8
MORE = {"calendar feed": "/events.ics", "sitemap": "/sitemap.xml"}


class APageBuiltAfresh(TestCase):
    content = True

    def test_asks_the_database_at_most_eight_times(self) -> None:
        simulated.store(self.session)
        asked: list[str] = []

        @event.listens_for(self.engine, "before_cursor_execute")
        def _note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            if not statement.startswith("BEGIN"):
                asked.append(" ".join(statement.split())[:110])

        assert self.client.get("/privacy").status_code == 200  # what is due is asked once for all
        for name, address in (PAGES | RACE_PAGES | MORE).items():
            for language in ("", EN):
                asked.clear()
                assert self.client.get(f"{language}{address}").status_code == 200
                with self.subTest(name, language=language):
                    assert len(asked) <= MOST, "\n".join([f"{len(asked)} queries", *asked])
