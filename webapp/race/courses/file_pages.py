"""The desk's pages of a course's GPX file: upload it, see what was read, use it."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from msgspec.structs import replace

from webapp.core import clock
from webapp.core.body_size import takes_up_to
from webapp.core.database import db
from webapp.race.courses import (
    draft,
    figures,
    file_words,
    gpx,
    labels,
    manuscripts,
    measuring,
    placing,
    refusals,
)
from webapp.race.courses import words as course_words
from webapp.race.courses.line import Line
from webapp.race.courses.manuscripts import ID, READERS, Target, bp, target
from webapp.race.courses.models import Track
from webapp.race.courses.placing import Placed
from webapp.review import editing, words
from webapp.review.models import BEING_WRITTEN
from webapp.review.refusals import ChangedMeanwhile, Refused
from webapp.staff import lock
from webapp.staff.lock import account, allowed, writes_later
from webapp.staff.models import Account, Role

MOST_SENT = gpx.MOST_BYTES + 1_000_000  # bytes; what is a little too heavy is refused in words


@bp.get(f"/<{ID}:manuscript>/file")
@allowed(Role.editor)
def file(year: int, manuscript: int) -> ResponseReturnValue:
    """Where a file is chosen."""
    about = target(year, manuscript)
    if about.version is not None and about.version.state not in BEING_WRITTEN:
        return redirect(url_for("bureau.review.manuscript", manuscript_id=manuscript))
    return _upload_page(about)


@bp.post(f"/<{ID}:manuscript>/file")
@allowed(Role.editor)
@takes_up_to(MOST_SENT)
@writes_later
def take_file(year: int, manuscript: int) -> ResponseReturnValue:
    """Read a file and keep what was measured; the course does not use it yet."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _upload_page(target(year, manuscript), _("Choose a file first."))
    with sent.stream:  # a long one lies on the disk
        content = sent.read(gpx.MOST_BYTES + 1)
    try:
        measured = measuring.measure(content)
    except refusals.Refused as error:
        return _upload_page(target(year, manuscript), file_words.refusal(error))
    lock.start_writing()
    target(year, manuscript)
    track = measuring.stored(db.session, measured, sent.filename, account().id, clock.now())
    after = {"file": track.file_name, "sha256": track.sha256, "course": manuscript}
    lock.record("upload course", f"track {track.id}", after=after)
    db.session.commit()
    for said in file_words.left_aside(measured.gpx):
        flash(said)
    return redirect(url_for(".read_file", year=year, manuscript=manuscript, track=track.id), 303)


@bp.get(f"/<{ID}:manuscript>/file/<{ID}:track>")
@allowed(*READERS)
def read_file(year: int, manuscript: int, track: int) -> ResponseReturnValue:
    """What was read of a file, beside what the course says."""
    about = target(year, manuscript)
    return _read_page(about, db.session.get(Track, track) or abort(404))


@bp.post(f"/<{ID}:manuscript>/file/<{ID}:track>")
@allowed(Role.editor)
def use_file(year: int, manuscript: int, track: int) -> ResponseReturnValue:
    """Make it the file of the course, and its waypoints points when that is ticked."""
    about, opened = target(year, manuscript), editing.opened()
    found = db.session.get(Track, track) or abort(404)
    text = about.before(opened)
    points = text.points
    if request.form.get("take_points"):
        points = draft.with_points(text, _placed(found).points)
    try:
        editing.stored(about, replace(text, track=found.id, points=points), opened)
    except ChangedMeanwhile:
        db.session.rollback()
        flash(_("Somebody has changed the course meanwhile. Look at it and press again."), "error")
        return redirect(url_for(".read_file", track=track, **about.address), 303)
    except Refused as error:
        assert about.manuscript is not None
        flash(words.refusal(error, about.manuscript), "error")
        db.session.rollback()
        return redirect(url_for("bureau.review.manuscript", manuscript_id=manuscript), 303)
    db.session.commit()
    flash(_("The course has this file now. Submit it when everything is right."))
    return redirect(url_for(".edit", **about.address), 303)


def _upload_page(about: Target, problem: str = "") -> ResponseReturnValue:
    text = about.text()[0]
    page = render_template(
        "bureau/race/course_file.html",
        about=about,
        text=text,
        track=manuscripts.track_of(text),
        problem=problem,
        most=gpx.MOST_BYTES,
    )
    return page, 422 if problem else 200


def _read_page(about: Target, track: Track) -> ResponseReturnValue:
    text, opened = about.text()
    placed, summary = _placed(track), measuring.summary(track)
    with_it = draft.preview(db.session, replace(text, track=track.id))
    return render_template(
        "bureau/race/course_read.html",
        about=about,
        text=text,
        opened=opened,
        track=track,
        by=db.session.get(Account, track.uploaded_by_id) if track.uploaded_by_id else None,
        figures=figures.figures_of(with_it),
        summary=summary,
        doubts=file_words.doubts(summary, text.points, track.length_m / 1000),
        new_points=_new(text, placed),
        placed=placed,
        words=course_words,
        labels=labels,
        why_left=file_words.left,
    )


def _new(text: draft.CourseText, placed: Placed) -> int:
    """How many points a course would gain."""
    return len(draft.with_points(text, placed.points)) - len(text.points)


def _placed(track: Track) -> Placed:
    return placing.placed(track.waypoints, Line(track.line, track.heights))
