"""What the desk's pages of events are made of: what a form is about, and showing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from webapp.core import clock, languages
from webapp.core.database import db
from webapp.events import draft, event_page, labels, writing
from webapp.events.completeness import Lack
from webapp.events.draft import EventText
from webapp.events.forms import DATE_TEXTS, TEXTS, EventForm, values
from webapp.events.models import Event
from webapp.events.occurrence import Occurrence
from webapp.events.writing import KIND, Opened
from webapp.pictures import Chosen
from webapp.places.models import PlaceKind, all_places
from webapp.places.words import kind_name
from webapp.review import drafts, sheet
from webapp.review.models import Manuscript, Version, manuscript_of
from webapp.staff.lock import account
from webapp.staff.models import Role

bp = Blueprint("events", __name__, url_prefix="/events")
READERS = (Role.editor, Role.reviewer, Role.auditor)
ID = "int(max=2147483647)"
FIRST = Opened(1, 0)  # of a public event that nobody has worked on yet


@dataclass(frozen=True)
class Target:
    """What a form is about: something new, a manuscript, or a public event without one."""

    manuscript: Manuscript | None = None
    event: Event | None = None

    @property
    def address(self) -> dict[str, Any]:
        """What `url_for` needs to name it."""
        if self.manuscript is not None:
            return {"manuscript_id": self.manuscript.id}
        return {"event_id": self.event.id} if self.event is not None else {}

    @property
    def version(self) -> Version | None:
        """The version being worked on."""
        return self.manuscript.open_version if self.manuscript else None

    def text(self) -> tuple[EventText, Opened]:
        """What a form opened now shows, and what it is made of."""
        if self.manuscript is None:
            return (draft.read(self.event), FIRST) if self.event else (EventText(), Opened(0, 0))
        version = self.manuscript.open_version or self.manuscript.standing
        fields = sheet.public_text(db.session, version)
        return writing.typed(fields), Opened.of(version)

    def before(self, opened: Opened) -> EventText:
        """What a form showed that was opened then."""
        if self.manuscript is None:
            return self.text()[0]
        return writing.typed(writing.text_at(self.manuscript, opened, db.session))

    def keep(self, text: EventText, opened: Opened) -> Version:
        """Save `text`. Raises what `writing.keep` raises."""
        who, now, manuscript = account(), clock.now(), self.manuscript
        if manuscript is None and self.event is None:
            return writing.start(db.session, text, who, now)
        if manuscript is None and self.event is not None:
            manuscript = drafts.manuscript_for(db.session, KIND, self.event.id, now)
        assert manuscript is not None
        return writing.keep(db.session, manuscript, text, who, now, opened)


def target(manuscript_id: int | None, event_id: int | None) -> Target:
    """What an address names; answers 404 when there is no such event."""
    if manuscript_id is not None:
        return of_manuscript(manuscript_of_event(manuscript_id))
    if event_id is not None:
        found = event_with(event_id)
        manuscript = db.session.scalar(manuscript_of(KIND, event_id))
        return Target(manuscript, found)
    return Target()


def of_manuscript(manuscript: Manuscript) -> Target:
    """A manuscript and its public event."""
    record = manuscript.record_id
    return Target(manuscript, db.session.get(Event, record) if record is not None else None)


def manuscript_of_event(id: int) -> Manuscript:
    """The manuscript with this id, when it is one of an event."""
    found = db.session.get(Manuscript, id)
    return found if found is not None and found.kind == KIND else abort(404)


def event_with(id: int) -> Event:
    """The event with this id, withdrawn or not."""
    return db.session.get(Event, id) or abort(404)


def new_form(text: EventText) -> EventForm:
    """The form as it stands for a text."""
    form = EventForm(data=values(text))
    offer(form, text)
    return form


def sent_form(before: EventText) -> EventForm:
    """The form as it was sent."""
    form = EventForm(request.form)
    offer(form, before)
    return form


def offer(form: EventForm, text: EventText) -> None:
    """Let a form choose among our places, and among the dates of the event."""
    found: dict[PlaceKind, list[tuple[str, str]]] = {}
    slugs = set()
    for place in db.session.scalars(all_places()):
        found.setdefault(place.kind, []).append((place.slug, languages.words(place.name)))
        slugs.add(place.slug)
    groups = {kind_name(kind): found[kind] for kind in PlaceKind if kind in found}
    if text.place and text.place not in slugs:  # withdrawn since
        groups[""] = [(text.place, text.place)]
    form.offer(groups, text)


def point_out(form: EventForm, lacks: Sequence[Lack]) -> None:
    """Say at each field of a form what is missing or wrong with it."""
    for lack in lacks:
        field = _field(form, lack)
        field.errors = [*field.errors, labels.lack(lack)]


def _field(form: EventForm, lack: Lack) -> Any:
    if lack.name == "dates":
        entry = form.dates[lack.date or 0].form
        part = lack.part or "starts_on"
        return entry[f"{part}_zh" if part in DATE_TEXTS else part]
    if lack.name == "rule":
        return form.rule_calendar
    return form[f"{lack.name}_zh" if lack.name in TEXTS else lack.name]


def form_page(
    about: Target,
    form: EventForm,
    chosen: Chosen,
    made_of: Opened,
    status: int = 200,
    **more: Any,
) -> ResponseReturnValue:
    """The page with the form in it."""
    return (
        render_template(
            "bureau/events/edit.html",
            about=about,
            version=about.version,
            event=about.event if about.event and about.event.withdrawn_at is None else None,
            form=form,
            chosen=chosen,
            opened=made_of,
            expected=expected(about.event),
            today=clock.today(),
            me=account(),
            **more,
        ),
        status,
    )


def expected(event: Event | None) -> list[Occurrence]:
    """The computed days of a public event that can be confirmed."""
    if event is None or event.withdrawn_at is not None:
        return []
    return [one for one in event_page.make(event, clock.today()).ahead if one.stored is None]


def plain_dates(text: EventText) -> dict[str, Any]:
    """The dates of a text, for the audit trail."""
    return {"dates": drafts.plain(text)["dates"]}
