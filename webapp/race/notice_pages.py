"""The desk's pages of announcements: on a phone at the roadside, in few taps, at once."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from wtforms import RadioField

from webapp.core import clock, due
from webapp.core.database import db
from webapp.race import notice_words, notices, pages
from webapp.race.models import Edition, Notice, NoticeKind
from webapp.race.models import notices as standing
from webapp.race.notices import Announcement, NoSuchWave, NothingSaid
from webapp.race.pages import ID, YEAR, bp
from webapp.review import fields, in_languages
from webapp.staff import lock
from webapp.staff.lock import account, allowed
from webapp.staff.models import Role

ANNOUNCERS = (Role.editor, Role.reviewer)
NEEDED = N_("Say it in Chinese, in a few words.")


class DelayForm(in_languages.InLanguages):
    """Which wave is late, by how much, and why."""

    wave = RadioField(N_("Who starts late"), validate_choice=False, default="")
    minutes = fields.number(N_("Minutes late"), 1, notices.MOST_MINUTES)
    text_zh = fields.line(N_("Why"), 200)

    def announcement(self) -> Announcement:
        """What is announced."""
        minutes, why = self.minutes.data, in_languages.written(self, "text")
        return Announcement(NoticeKind.delay, self.wave.data or None, minutes, why)


class WordsForm(in_languages.InLanguages):
    """What goes on."""

    text_zh = fields.line(N_("What everybody has to know"), 200)


@bp.get(f"/<{YEAR}>/notices")
@allowed(*ANNOUNCERS, Role.auditor)
def announcements(year: int) -> ResponseReturnValue:
    """What the public reads now, and what can be told it."""
    due.catch_up(clock.now())
    return _page(pages.public_edition(year))


@bp.post(f"/<{YEAR}>/notices/delay")
@allowed(*ANNOUNCERS)
def delay(year: int) -> ResponseReturnValue:
    """Announce that a wave, or all of them, starts late."""
    edition, form = pages.public_edition(year), DelayForm(request.form)
    if not form.validate() or not form.minutes.data:
        if not form.minutes.errors:
            form.minutes.errors = [_("Say by how many minutes.")]
        return _page(edition, 422, delay_form=form)
    return _announced(edition, form.announcement())


@bp.post(f"/<{YEAR}>/notices/stop")
@allowed(*ANNOUNCERS)
def stop(year: int) -> ResponseReturnValue:
    """Announce that the race is stopped."""
    return _in_words(year, NoticeKind.stopped, "stop_form")


@bp.post(f"/<{YEAR}>/notices/say")
@allowed(*ANNOUNCERS)
def say(year: int) -> ResponseReturnValue:
    """Announce anything else."""
    return _in_words(year, NoticeKind.information, "say_form")


def _in_words(year: int, kind: NoticeKind, name: str) -> ResponseReturnValue:
    edition, form = pages.public_edition(year), WordsForm(request.form, prefix=f"{name}-")
    if not form.validate() or not form.text_zh.data:
        if not form.text_zh.errors:
            form.text_zh.errors = [str(NEEDED)]
        return _page(edition, 422, **{name: form})
    return _announced(edition, Announcement(kind, text=in_languages.written(form, "text")))


def _announced(edition: Edition, what: Announcement) -> ResponseReturnValue:
    try:
        done = notices.announce(db.session, edition, what, account(), clock.now())
    except (NoSuchWave, NothingSaid):
        abort(400)
    if done.new:
        before = {"notices": [_plain(one) for one in done.before]} if done.before else None
        after = _plain(done.notice)
        lock.record("announce", f"edition {edition.year}", before=before, after=after)
        db.session.commit()
    flash(_("The public reads it now."))
    return redirect(url_for(".announcements", year=edition.year), 303)


@bp.post(f"/notices/<{ID}:notice>/end")
@allowed(*ANNOUNCERS)
def end_notice(notice: int) -> ResponseReturnValue:
    """Take an announcement back, or say that it is over; twice is once."""
    found = db.session.get(Notice, notice) or abort(404)
    edition = pages.public_edition(found.edition_year)
    if notices.end(found, clock.now()):
        lock.record("end announcement", f"edition {edition.year}", before=_plain(found))
        db.session.commit()
    flash(_("It is over. The public no longer reads it."))
    return redirect(url_for(".announcements", year=edition.year), 303)


def _plain(notice: Notice) -> dict[str, Any]:
    return {
        "kind": notice.kind.value,
        "wave": notice.wave,
        "minutes": notice.minutes,
        "text": notice.text,
    }


def _page(
    edition: Edition,
    status: int = 200,
    delay_form: DelayForm | None = None,
    stop_form: WordsForm | None = None,
    say_form: WordsForm | None = None,
) -> ResponseReturnValue:
    form = delay_form or DelayForm()
    waves = [(one.code, notice_words.wave_name(one, edition)) for one in edition.waves]
    form.wave.choices = [("", _("All of them")), *waves]
    known = db.session.scalars(standing(edition.year)).all()
    page = render_template(
        "bureau/race/notices.html",
        edition=edition,
        standing=known,
        start_lines=notice_words.start_lines(edition, known),
        notice_words=notice_words,
        delay_form=form,
        stop_form=stop_form or WordsForm(prefix="stop_form-"),
        say_form=say_form or WordsForm(prefix="say_form-"),
        presets=notices.PRESETS,
        may_announce=lock.may_open("bureau.race.delay"),
    )
    return page, status
