"""What the forms of every subject answer alike: saved by itself, and changed by two people."""

from typing import Any, Protocol, TypeVar

from flask import Response, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Form

from webapp.core.database import db
from webapp.core.translated import Translated
from webapp.core.words import clock_time
from webapp.review import drafts, fields, joining, writing
from webapp.review.merging import changed
from webapp.review.models import Manuscript, Version
from webapp.review.refusals import ChangedMeanwhile
from webapp.review.subjects import Subject
from webapp.review.writing import Opened
from webapp.staff import lock
from webapp.staff.lock import account

Refusal = tuple[Response, int]
Text = TypeVar("Text")


class Target(Protocol):
    """What a form is about, as far as saving it has to know."""

    @property
    def manuscript(self) -> Manuscript | None:
        """None of something new."""

    def text(self) -> tuple[Any, Opened]:
        """What a form opened now shows, and what it is made of."""

    def keep(self, text: Any, opened: Opened) -> Version:
        """Save `text`. Raises what `writing.keep` raises."""


def opened() -> Opened:
    """What the form that was sent had been made of."""
    return Opened(_number("number"), _number("saves"))


def _number(name: str) -> int:
    sent = request.form.get(name, "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


def answered(subject: Subject, manuscript: Manuscript | None, text: Text, opened: Opened) -> Text:
    """What was written, joined with another's text as the page that asks (`ask_to_join`) says."""
    if manuscript is None:
        return text
    theirs = writing.text_at(manuscript, opened, db.session)
    joined: Text = joining.answered(subject, request.form, theirs, text)
    return joined


def stored(about: Target, text: Any, opened: Opened, *, by_itself: bool = False) -> Version:
    """Save, and note in the audit trail what changed; the caller commits.

    What a form saves by itself is noted once for each person and version: every such save is
    kept beside the version anyway, with its time and its author.

    Raises:
        ChangedMeanwhile, WrongState: as `writing.keep` does.
    """
    known = about.manuscript.open_version if about.manuscript else None
    mine = known is not None and account().id in known.authors
    before = drafts.plain(about.text()[0])
    version = about.keep(text, opened)
    names = changed(before, version.fields)
    if about.manuscript is None or (names and not (by_itself and mine)):
        lock.record(
            "save" if about.manuscript else "create",
            version.manuscript.audit_name,
            before={name: before.get(name) for name in names},
            after={name: version.fields.get(name) for name in names},
        )
    return version


def saved_by_itself(version: Version, **address: Any) -> Response:
    """Tells a form what it stands for now that it has been saved.

    Args:
        address: What `url_for` needs to name the manuscript.
    """
    kind, number = version.manuscript.kind, version.manuscript_id
    return jsonify(
        saved=_("Saved by itself at %(time)s", time=clock_time(version.saved_at)),
        number=version.number,
        saves=version.saves,
        page=url_for(".edit", **address),
        save=url_for(".save", **address),
        autosave=url_for(".autosave", **address),
        copy=f"{kind}-{account().id}-{number}",
    )


def unreadable() -> Refusal:
    """Tells a form that something in it has to be looked at first."""
    return jsonify(problem=_("Something in it cannot be read; press “Save” to see what.")), 422


def refused(sentence: str) -> Refusal:
    """Tells a form why it cannot be saved."""
    return jsonify(problem=sentence), 409


def changed_meanwhile(error: ChangedMeanwhile) -> Refusal:
    """Tells a form that somebody else has saved since it was opened."""
    who = error.version.saved_by.full_name if error.version.saved_by else ""
    said = _("%(name)s has changed this meanwhile. Save it to join both.", name=who)
    return jsonify(problem=said, merge=True), 409


def ask_to_join(
    subject: Subject,
    error: ChangedMeanwhile,
    name: Translated,
    form: Form,
    pictures: tuple[int, ...],
    save: str,
) -> ResponseReturnValue:
    """Show what the other person changed, and ask where both did.

    Args:
        name: What the text is called.
        form: The form as it stands for both texts together.
        save: Where the answer goes.
    """
    sent: list[tuple[str, Any]] = fields.sent_values(form)
    page = render_template(
        "bureau/review/merge.html",
        subject_name=name,
        save=save,
        version=error.version,
        form=form,
        sent=[*sent, *(("pictures", str(one)) for one in pictures)],
        opened=Opened.of(error.version),
        questions=joining.questions(subject, error.merged),
        taken=joining.taken(subject, error.merged, error.version.fields),
        then=request.form.get("then", ""),
    )
    return page, 409
