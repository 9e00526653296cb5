"""The desk's pages of documents: hand one in, look at it before the public does."""

from contextlib import closing

import msgspec
from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.core import clock
from webapp.core.body_size import takes_up_to
from webapp.core.database import db
from webapp.race import editing_pages, file_answer, files, pages, plan_words
from webapp.race.draft import DocumentText
from webapp.race.labels import PARTS
from webapp.race.models import RaceFile
from webapp.race.pages import ID, READERS, YEAR, bp
from webapp.race.plan import DocumentKind
from webapp.review import fields, in_languages, words
from webapp.review.models import BEING_WRITTEN
from webapp.review.refusals import WrongState
from webapp.staff import lock
from webapp.staff.lock import account, allowed, writes_later
from webapp.staff.models import Role

MEGABYTES = files.MOST_BYTES // 1_000_000


class HandInForm(in_languages.InLanguages):
    """What a document is."""

    kind_of = fields.choice_of(DocumentKind, PARTS["kind"], plan_words.word, "")
    title_zh = fields.line(PARTS["title"], 100)

    def document(self, file: RaceFile) -> DocumentText:
        """The line of the edition's text."""
        kind = DocumentKind(self.kind_of.data)
        return DocumentText(kind=kind, title=in_languages.written(self, "title"), file=file.id)


@bp.get(f"/<{YEAR}>/documents")
@allowed(Role.editor)
def documents(year: int) -> ResponseReturnValue:
    """The form to hand in a file."""
    return _page(year, HandInForm())


@bp.post(f"/<{YEAR}>/documents")
@allowed(Role.editor)
@takes_up_to(files.MOST_BYTES + 500_000)
@writes_later
def hand_in(year: int) -> ResponseReturnValue:
    """Keep a file, and name it in the draft; the public sees it once that is published."""
    form, (content, name) = HandInForm(request.form), _sent()
    sound, problem = form.validate(), _problem(content)
    if not sound or problem:
        return _page(year, form, [problem] if problem else [], 422)
    lock.start_writing()
    about = pages.target(year)
    if about.version is not None and about.version.state not in BEING_WRITTEN:
        said = words.refusal(WrongState(about.version.state), about.version.manuscript)
        return _page(year, form, [said], 409)
    file = files.store(db.session, content, name, account(), clock.now())
    lock.record(
        "add file", f"race file {file.id}", after={"name": file.name, "sha256": file.sha256}
    )
    text, made_of = about.text()
    document = form.document(file)
    if document not in text.documents:
        added = msgspec.structs.replace(text, documents=(*text.documents, document))
        editing_pages.stored(about, added, made_of)
    db.session.commit()
    flash(_("The document is in the draft. The public sees it once a colleague has read it."))
    return redirect(url_for(".edit", year=year, _anchor="documents"), 303)


def _sent() -> tuple[bytes, str]:
    """The bytes of the file that was sent, and what it was called."""
    sent = request.files.get("file")
    if sent is None:
        return b"", ""
    with closing(sent):  # a large one lies in a file of its own
        return sent.read(), sent.filename or ""


def _problem(content: bytes) -> str:
    if not content:
        return _("Choose a file first.")
    try:
        files.check(content)
    except files.NoPdf:
        return _("This is no whole PDF. Save the document as PDF and choose that file.")
    except files.TooLarge:
        return _("The file is larger than %(most)s MB.", most=MEGABYTES)
    return ""


def _page(
    year: int, form: HandInForm, problems: list[str] | None = None, status: int = 200
) -> ResponseReturnValue:
    about = pages.target(year)
    page = render_template(
        "bureau/race/documents.html",
        about=about,
        text=about.text()[0],
        form=form,
        problems=problems or [],
        most=MEGABYTES,
        plan_words=plan_words,
    )
    return page, status


@bp.get(f"/files/<{ID}:file>")
@allowed(*READERS)
def file(file: int) -> Response:
    """A file as it was handed in, public or not."""
    found = db.session.get(RaceFile, file)
    return file_answer.answer(found) if found is not None else abort(404)
