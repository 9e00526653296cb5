"""Values in an address."""

from datetime import date

import pytest
from flask import Flask
from werkzeug.exceptions import BadRequest

from webapp.core import asked

YEARS = range(2000, 2101)


def day(app: Flask, query: str) -> date | None:
    with app.test_request_context(f"/?{query}"):
        return asked.day("from", YEARS)


def test_a_day_is_written_in_one_way(app: Flask):
    assert day(app, "from=2026-11-22") == date(2026, 11, 22)
    assert day(app, "to=2026-11-22") is None


@pytest.mark.parametrize(
    "text",
    ["", "june", "2026-02-30", "20261122", "2026-W47-7", "2026-11-22T10:00", " 2026-11-22"]
    + ["2026/11/22", "２０２６-11-22", "1999-12-31", "2101-01-01", "9999-12-31", "0000-01-01"],
)
def test_whatever_else_is_refused_in_words(app: Flask, text: str):
    with pytest.raises(BadRequest, match="^400 Bad Request: from (is a day|lies outside)"):
        day(app, f"from={text}")
