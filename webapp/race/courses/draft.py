"""What an editor writes of a course, and how it becomes the public record."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from webapp.core.translated import Translated
from webapp.race.courses.models import Course, CoursePoint, Track
from webapp.review.paragraphs import NOTHING, or_none, plain

TEXTS = ("name", "note", "surface")  # in several languages
FIRST_CODE = "main"


class CourseText(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything of a course that goes through the review.

    Attributes:
        edition_year: Of the edition it belongs to; never changed.
        code: Names it in addresses, and in the categories that ride it.
        track: Id of the file with its line; None while there is none.
    """

    edition_year: int
    code: str = ""
    name: Translated = NOTHING
    note: Translated = NOTHING
    surface: Translated = NOTHING
    is_loop: bool = False
    official_km: float | None = None
    official_ascent_m: int | None = None
    points: tuple[CoursePoint, ...] = ()
    track: int | None = None


def read(course: Course) -> CourseText:
    """A course as it is, ready to be changed."""
    return CourseText(
        edition_year=course.edition_year,
        code=course.code,
        is_loop=course.is_loop,
        official_km=course.official_km,
        official_ascent_m=course.official_ascent_m,
        points=course.points,
        track=course.track_id,
        **{name: plain(getattr(course, name)) for name in TEXTS},
    )


def apply(session: Session, course: Course | None, text: CourseText, at: datetime) -> Course:
    """Bring a public course, or a new one, to `text`, and show it. The caller commits."""
    made = Course(edition_year=text.edition_year) if course is None else course
    fill(made, text)
    if course is None:
        made.code = free_code(session, text)
    made.edited_at, made.withdrawn_at = at, None
    session.add(made)
    return made


def preview(session: Session, text: CourseText) -> Course:
    """What `apply` would make, in no session."""
    copy = Course(edition_year=text.edition_year, id=0)
    fill(copy, text)
    track = session.get(Track, text.track) if text.track is not None else None
    set_committed_value(copy, "track", track)  # a relation would draw the copy into the session
    return copy


def fill(course: Course, text: CourseText) -> None:
    """Write `text` into `course`."""
    course.code, course.name = text.code, text.name
    course.note, course.surface = or_none(text.note), or_none(text.surface)
    course.is_loop, course.points = text.is_loop, text.points
    course.official_km, course.official_ascent_m = text.official_km, text.official_ascent_m
    course.track_id = text.track


def free_code(session: Session, text: CourseText) -> str:
    """The code of a new course; with a number when another course was given it meanwhile."""
    taken = set(
        session.scalars(select(Course.code).where(Course.edition_year == text.edition_year))
    )
    codes = (text.code if n == 1 else f"{text.code}-{n}" for n in range(1, len(taken) + 2))
    return next(code for code in codes if code not in taken)


def missing(text: CourseText) -> Sequence[str]:
    """The fields without which nobody is told of a course."""
    there = {
        "name": text.name.zh.strip(),
        "code": text.code,
        "track": text.track is not None or text.official_km is not None,
    }
    return [name for name, value in there.items() if not value]


def with_points(text: CourseText, more: Sequence[CoursePoint]) -> tuple[CoursePoint, ...]:
    """The points of a text and others that are not among them yet, in the order of riding."""
    new = [
        one
        for one in more
        if not any(one.kind is old.kind and abs(one.km - old.km) < 0.1 for old in text.points)
    ]
    return tuple(sorted((*text.points, *new), key=lambda point: point.km))
