"""Posters come out of the printer as one page of A4, whatever they say."""

import re
from datetime import date

from playwright.sync_api import Page

from tests.browser.conftest import PHONE, NewPage, Served
from tests.browser.test_axe import ABOUT_COLOUR, violations
from tests.browser.test_reading import TOO_WIDE
from tests.events.made import a_date, an_event
from webapp.core.translated import Translated
from webapp.extensions import db

A4 = rb"/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]"
# In millimetres: the sheet, what is on it, the picture, the code.
MEASURED = """() => {
  const mm = 96 / 25.4, sheet = document.querySelector(".poster");
  const box = (e) => e.getBoundingClientRect();
  const high = (css) => box(sheet.querySelector(css)).height / mm;
  const low = [...sheet.querySelectorAll("p, h2, li, img")].map((e) => box(e).bottom);
  return {sheet: box(sheet).bottom / mm, lowest: Math.max(...low) / mm,
    picture: high(".poster-picture"), code: high("img[src$='.qr.svg']")};
}"""


def filled(text: str, letters: int) -> str:
    return (text * letters)[:letters]


def store_the_longest_and_the_shortest(served: Served) -> None:
    """What the desk's forms take at most, and at least."""
    longest = an_event(
        "longest",
        a_date(starts_on=date(2027, 6, 17), ends_on=date(2027, 7, 2)),
        title=Translated(
            zh=filled("石拐区文化旅游节开幕式", 100), en=filled("Shiguai culture ", 250)
        ),
        summary=Translated(
            zh=filled("每年夏天在大青山里。", 200), en=filled("Every summer here. ", 500)
        ),
        where=Translated(zh=filled("喜桂图文化广场东侧", 160), en=filled("Xiguitu square, ", 400)),
    )
    shortest = an_event("s", title=Translated(zh="会"), summary=Translated(zh="会。"))
    with served.app.app_context():
        db.session.add_all([longest, shortest])
        db.session.commit()


def test_a_poster_is_one_sheet_of_a4_however_much_it_says(
    new_page: NewPage, served: Served, a_race: None
) -> None:
    store_the_longest_and_the_shortest(served)
    phone = new_page(**PHONE, bypass_csp=True)
    for path in ("events/longest", "events/s", "places/wudangzhao", "race/2027"):
        for language in ("", "en/") if path != "race/2027" else ("mvf/",):
            phone.emulate_media(media="screen", color_scheme="dark")
            phone.goto(f"/{language}{path}/poster")
            assert not phone.evaluate(TOO_WIDE), path
            faults = violations(phone) + violations(phone, ABOUT_COLOUR)
            assert not faults, f"{language}{path} {faults}"
            is_one_sheet(phone)


def is_one_sheet(page: Page) -> None:
    """Nothing is cut off, and the picture and the code keep their room."""
    page.emulate_media(media="print", color_scheme="light")
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type /Page\b", paper)) == 1, page.url
    assert re.search(A4, paper), page.url
    found = page.evaluate(MEASURED)
    assert found["lowest"] <= found["sheet"] < 297, found
    assert found["picture"] > 45 and found["code"] > 55, found
