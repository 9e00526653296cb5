"""Pictures inside another form: choosing those that are here, uploading a new one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from flask import Request
from flask_babel import gettext as _

from webapp.core import clock
from webapp.core.body_size import takes_up_to
from webapp.core.database import db
from webapp.pictures import adding, processing, store, words
from webapp.pictures.forms import TextsForm
from webapp.pictures.models import Picture, in_order, newest
from webapp.pictures.public import media
from webapp.pictures.refusals import Refused
from webapp.pictures.store import Stored
from webapp.staff import lock

MOST = 6
OFFERED = 24
MOST_SENT = processing.MOST_BYTES + 1_000_000  # bytes of a request: the picture, and the form
FILE, KEPT, PREFIX = "new_picture", "new_picture_kept", "new_picture_"
View = TypeVar("View", bound=Any)


def takes_pictures(view: View) -> View:
    """Mark a view whose form holds `_choose.html`; `chosen` then begins its transaction."""
    marked: View = lock.writes_later(takes_up_to(MOST_SENT)(view))
    return marked


@dataclass
class Slot:
    """The place for one new picture in a form.

    Attributes:
        form: What is said of it.
        stored: Its files; kept, with a hidden field, while the form is not complete.
        problem: Why there is no picture although one was sent or described.
        was_here: Whether the picture taken in had been here before; its words stay as they were.
    """

    form: TextsForm = field(default_factory=lambda: TextsForm(prefix=PREFIX))
    stored: Stored | None = None
    problem: str = ""
    was_here: bool = False

    @property
    def in_use(self) -> bool:
        """Whether somebody has begun to fill it."""
        return bool(self.stored or self.problem or self.form.touched)

    @property
    def problems(self) -> list[str]:
        """What is wrong with it; an empty one is sound."""
        about_words = [text for field in self.form for text in field.errors]
        return [self.problem, *about_words] if self.problem else about_words

    def take_in(self) -> Picture | None:
        """Add the picture, in the view's transaction; None for an empty slot."""
        if self.stored is None:
            return None
        account, texts = lock.account(), self.form.texts
        picture, is_new = adding.add(db.session, self.stored, texts, account, clock.now())
        self.was_here = not is_new
        if is_new:
            lock.record("add picture", f"picture {picture.id}", after={"name": picture.name})
        return picture


@dataclass
class Chosen:
    """The pictures of a text, as a form holds them."""

    ids: tuple[int, ...]
    new: Slot = field(default_factory=Slot)
    problem: str = ""

    @property
    def problems(self) -> list[str]:
        """What is wrong, for `errors(form, chosen.problems)`; empty when it can be stored."""
        told = [*([self.problem] if self.problem else []), *self.new.problems]
        return [_("Pictures: %(problem)s", problem=text) for text in told]

    @property
    def pictures(self) -> list[Picture]:
        """Those chosen, in order."""
        return in_order(db.session, self.ids)

    @property
    def offered(self) -> list[Picture]:
        """The newest others."""
        others = (one for one in newest(db.session) if one.id not in self.ids)
        return list(islice(others, OFFERED))

    def take_in(self) -> tuple[int, ...]:
        """Add what was uploaded; the ids to store, in order. The view commits."""
        ids = [one.id for one in self.pictures]
        picture = self.new.take_in()
        if picture is not None and picture.id not in ids:
            ids.append(picture.id)
        return tuple(ids)


def chosen(request: Request, before: Sequence[int] = ()) -> Chosen:
    """What a form with `_choose.html` holds; how to use it stands at the head of that file.

    Of a POST it takes in the upload (encoding takes a second) and then begins the transaction.

    Args:
        before: The ids that are stored now; shown while nothing has been sent.
    """
    if request.method != "POST":
        return Chosen(tuple(before))
    found = Chosen(_ids(request), slot(request))
    lock.start_writing()
    there = {one.id for one in found.pictures}
    if len(found.ids) + (found.new.stored is not None) > MOST:
        found.problem = _("At most %(n)s. Leave some out.", n=MOST)
    elif set(found.ids) - there:
        found.problem = _("One that you had chosen has been deleted meanwhile.")
        found.ids = tuple(id for id in found.ids if id in there)
    return found


def slot(request: Request) -> Slot:
    """The new picture in a form that was sent: its files are stored, its row is not.

    Outside a transaction: encoding takes a second.
    """
    filled = Slot(TextsForm(request.form, prefix=PREFIX))
    sent = next((one for one in request.files.getlist(FILE) if one.filename), None)
    if sent is not None:
        db.session.rollback()  # reads nothing while it encodes
        try:
            filled.stored = store.take_in(media(), sent.read())
        except Refused as refused:
            filled.problem = words.why_refused(refused)
    elif kept := request.form.get(KEPT):
        filled.stored = store.find(media(), kept)
    if filled.in_use:
        filled.form.validate()
        if filled.stored is None and not filled.problem:
            filled.problem = _("Choose the picture that these words are about.")
    return filled


def _ids(request: Request) -> tuple[int, ...]:
    sent = request.form.getlist("pictures")
    numbers = (int(one) for one in sent if one.isascii() and one.isdigit() and len(one) < 10)
    return tuple(dict.fromkeys(numbers))
