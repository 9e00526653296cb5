"""The desk's pages of the race: the list of editions, and the hub of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import Flask, render_template
from flask_babel import gettext as _

from webapp.core import clock, due, languages
from webapp.core.database import db
from webapp.race import (
    beginning_pages,
    desk_lines,
    editing_pages,
    file_pages,
    labels,
    notice_pages,
    notice_words,
    overview,
    pages,
    plan_words,
    row_forms,
)
from webapp.race.codes_in_use import codes_in_use
from webapp.race.completeness import Lack, lacks
from webapp.race.courses.models import courses_of
from webapp.race.draft import EditionText
from webapp.race.models import notices
from webapp.race.pages import READERS, YEAR, bp
from webapp.review import subjects
from webapp.staff import desk, lock
from webapp.staff.lock import allowed

__all__ = [
    "beginning_pages",
    "editing_pages",
    "file_pages",
    "notice_pages",
]  # they add their pages to the blueprint


def init_app(app: Flask) -> None:
    """Add the race to the desk, and editions to the review."""
    subjects.register(editing_pages.SUBJECT)
    lock.add_to_desk(app, bp)
    desk.add_way(app, 25, "bureau.race.index", lambda: _("Race"))
    desk.add_lines(app, desk_lines.lines)
    app.jinja_env.filters |= {"plan_word": plan_words.word, "row_name": row_forms.row_name}


@bp.get("/")
@allowed(*READERS)
def index() -> str:
    """All editions with how far they are."""
    due.catch_up(clock.now())
    rows = overview.rows(db.session)
    this_year = clock.today().year
    return render_template("bureau/race/index.html", rows=rows, this_year=this_year)


@dataclass(frozen=True)
class Room:
    """One of the pages of an edition, as the hub shows it."""

    label: str
    address: str
    what: str


@bp.get(f"/<{YEAR}>/")
@allowed(*READERS)
def hub(year: int) -> str:
    """Everything of an edition; on its days what is done at the roadside comes first."""
    due.catch_up(clock.now())
    about = pages.target(year)
    text, _made_of = about.text()
    standing = db.session.scalars(notices(year)).all() if about.public else []
    return render_template(
        "bureau/race/hub.html",
        about=about,
        text=text,
        this_year=clock.today().year,
        today=race_day(text, clock.today()) and about.public,
        missing=_missing(lacks(text, codes_in_use(db.session, year))),
        without_course=list(_without_course(text)),
        rooms=_rooms(year),
        roadside=_roadside(year) if about.public else [],
        standing=standing,
        notice_words=notice_words,
        labels=labels,
        plan_words=plan_words,
        link=pages.link,
    )


def race_day(text: EditionText, today: date) -> bool:
    """Whether the race is on today."""
    return text.held_on is not None and text.held_on <= today <= (text.ends_on or text.held_on)


def _missing(found: list[Lack]) -> list[str]:
    """What keeps the text from being submitted, each once, in words."""
    said = [f"{labels.LABELS[one.name]}{_place(one)}: {labels.lack(one)}" for one in found]
    return list(dict.fromkeys(said))


def _place(lack: Lack) -> str:
    if lack.row is None:
        return ""
    part = str(labels.PARTS.get(lack.part, lack.part))
    return _(" %(row)s, %(part)s", row=lack.row + 1, part=part)


def _without_course(text: EditionText) -> Iterator[str]:
    """Categories that have no length and no times on the way, because their course is not there."""
    codes = [one.code for one in db.session.scalars(courses_of(text.year))]
    for one in text.categories:
        name = languages.words(one.name) or one.code
        if one.course and one.course not in codes:
            yield _(
                "%(category)s rides the course “%(course)s”, which is not public.",
                category=name,
                course=one.course,
            )
        elif not one.course and len(codes) > 1:
            yield _("%(category)s does not say which of the courses it rides.", category=name)


def _rooms(year: int) -> list[Room]:
    found = [
        (_("Courses"), "bureau.race_courses.index", _("GPX, points, climbs")),
        (_("Road closures"), "bureau.race_roads.index", _("Which road is shut, from when to when")),
        (_("Start list"), "bureau.race_riders.index", _("Entries, bib numbers, personal data")),
        (_("Results"), "bureau.race_results.index", _("Import, protest time, revisions")),
    ]
    rooms = [Room(label, pages.link(endpoint, year), what) for label, endpoint, what in found]
    return [one for one in rooms if one.address]


def _roadside(year: int) -> list[Room]:
    found = [
        (
            _("Announce something"),
            "bureau.race.announcements",
            _("A late start, a stop, a message"),
        ),
        (_("Open or close a road"), "bureau.race_roads.index", _("The public sees it at once")),
        (_("Results"), "bureau.race_results.index", _("Bring them in, show them")),
    ]
    rooms = [Room(label, pages.link(endpoint, year), what) for label, endpoint, what in found]
    return [one for one in rooms if one.address]
