"""The desk's pages of what cannot wait: a date is called off, an event gets another address."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from markupsafe import Markup
from werkzeug.exceptions import BadRequest
from wtforms import Form, RadioField

from webapp.core import clock, due
from webapp.core.database import db
from webapp.core.translated import Translated
from webapp.events import addresses, changes, draft, event_page, pages, words
from webapp.events.changes import CallOff, NoSuchDay
from webapp.events.draft import DateText
from webapp.events.labels import PARTS
from webapp.events.models import DateStatus, Event
from webapp.events.occurrence import Occurrence
from webapp.events.pages import ID, bp
from webapp.events.writing import KIND, typed
from webapp.review import drafts, fields, in_languages, workflow
from webapp.review.models import Manuscript
from webapp.review.paragraphs import NOTHING
from webapp.staff import lock
from webapp.staff.lock import account, allowed
from webapp.staff.models import Role

WAYS = {
    DateStatus.cancelled: N_("It is cancelled"),
    DateStatus.postponed: N_("It is postponed"),
    DateStatus.moved: N_("It takes place somewhere else"),
}
NEEDED = N_("This has to be filled in.")


class CallOffForm(in_languages.InLanguages):
    """Which date, what becomes of it, and why."""

    key = RadioField(N_("Which date"), validate_choice=False)
    way = RadioField(
        N_("What happens"),
        choices=lambda: [(one.value, word) for one, word in WAYS.items()],
        validate_choice=False,
    )
    reason_zh = fields.line(PARTS["reason"], 300)
    new_day = fields.day(N_("New day, if it is known"))
    moved_to_zh = fields.line(PARTS["moved_to"], 160)

    def complete(self, dates: dict[str, Occurrence]) -> bool:
        """Whether it says what has to be said; what is missing stands at its field."""
        sound = self.validate()
        one = dates.get(self.key.data or "")
        missing = {
            self.key: one is None,
            self.way: self.way.data not in [way.value for way in WAYS],
            self.reason_zh: not self.reason_zh.data,
            self.moved_to_zh: self.way.data == "moved" and not self.moved_to_zh.data,
        }
        for field, lacks in missing.items():
            if lacks:
                field.errors = [*field.errors, str(NEEDED)]
        if one is not None and one.span is None and self.way.data == DateStatus.moved.value:
            self.way.errors = [_("It has no day yet: nobody has to be told of another place.")]
        return sound and not self.errors

    def text(self, name: str) -> Translated:
        """A text in both languages."""
        return in_languages.written(self, name)


@bp.get(f"/public/<{ID}:event_id>/call-off")
@allowed(Role.editor, Role.reviewer)
def call_off(event_id: int) -> ResponseReturnValue:
    """The form to cancel, postpone or move one date."""
    due.catch_up(clock.now())
    event = _public(event_id)
    dates = _dates(event)
    first = next(iter(dates), None)
    form = CallOffForm(data={"key": request.args.get("date", first), "way": "cancelled"})
    return _page(event, form, dates)


@bp.post(f"/public/<{ID}:event_id>/call-off")
@allowed(Role.editor, Role.reviewer)
def call_off_now(event_id: int) -> ResponseReturnValue:
    """Tell the public at once; a colleague confirms it afterwards."""
    event = _public(event_id)
    dates, form = _dates(event), CallOffForm(request.form)
    if not form.complete(dates):
        return _page(event, form, dates, 422)
    now = clock.now()
    manuscript = drafts.manuscript_for(db.session, KIND, event.id, now)
    change = _change(event, manuscript, form)
    before = pages.plain_dates(draft.read(event))
    workflow.urgent(db.session, manuscript, change, account(), change.reason.zh, now)
    lock.record(
        "call off",
        manuscript.audit_name,
        before=before,
        after=pages.plain_dates(draft.read(event)),
    )
    db.session.commit()
    address = url_for("events.page", slug=event.slug, _anchor=f"date-{change.date.key}")
    link = Markup('<a href="{}">{}</a>').format(address, _("See it as the public does"))
    done = _("The public sees it now. A colleague confirms it afterwards.")
    flash(Markup("{} {}").format(done, link))
    return redirect(url_for(".index"), 303)


def _public(id: int) -> Event:
    event = pages.event_with(id)
    if event.withdrawn_at is not None:
        raise BadRequest(_("This event has been withdrawn: the public does not see it."))
    return event


def _dates(event: Event) -> dict[str, Occurrence]:
    """What can be called off, by its key: what is to come and holds so far."""
    shown = event_page.make(event, clock.today())
    off = (DateStatus.cancelled, DateStatus.postponed)
    return {one.key: one for one in [*shown.ahead, *shown.undated] if one.status not in off}


def _change(event: Event, manuscript: Manuscript, form: CallOffForm) -> CallOff:
    text, open_version = draft.read(event), manuscript.open_version
    try:
        date = changes.date_called(text, form.key.data)
    except NoSuchDay as error:
        raise BadRequest(_("There is no such date (any more).")) from error
    status = DateStatus(form.way.data)
    written = typed(open_version.fields).dates if open_version else ()
    taken = [one.key for one in (*text.dates, *written, date)]
    new: DateText | None = None
    if status is DateStatus.postponed and form.new_day.data is not None:
        key = changes.new_key(taken, form.new_day.data)
        new = changes.on_new_day(date, key, form.new_day.data)
    moved_to = form.text("moved_to") if status is DateStatus.moved else NOTHING
    return CallOff(date, status, form.text("reason"), moved_to, new)


def _page(
    event: Event, form: CallOffForm, dates: dict[str, Occurrence], status: int = 200
) -> ResponseReturnValue:
    form.key.choices = [(one.key, _label(one)) for one in dates.values()]
    page = render_template("bureau/events/call_off.html", event=event, form=form, dates=dates)
    return page, status


def _label(one: Occurrence) -> str:
    return _("%(days)s, %(status)s", days=words.days(one), status=words.status_word(one.status))


class AddressForm(Form):
    """The last part of an event's address."""

    slug = fields.line(N_("Address"), 80, autocapitalize="none", spellcheck="false")


@bp.get(f"/public/<{ID}:event_id>/address")
@allowed(Role.reviewer)
def address(event_id: int) -> ResponseReturnValue:
    """The form to give an event another address."""
    event = _public(event_id)
    return _address_page(event, AddressForm(data={"slug": event.slug}))


@bp.post(f"/public/<{ID}:event_id>/address")
@allowed(Role.reviewer)
def change_address(event_id: int) -> ResponseReturnValue:
    """Change it at once; the old one leads to it for ever."""
    event, form = _public(event_id), AddressForm(request.form)
    before = event.slug
    if not form.validate():
        return _address_page(event, form, 422)
    try:
        addresses.change_address(db.session, event, form.slug.data)
    except addresses.BadAddress:
        form.slug.errors = [_("Only a to z, digits and single hyphens: ao-bao-2027.")]
    except addresses.AddressTaken:
        form.slug.errors = [_("This address leads to another event.")]
    if form.errors:
        return _address_page(event, form, 422)
    event.edited_at = clock.now()
    lock.record(
        "change address", f"event {event.id}", before={"slug": before}, after={"slug": event.slug}
    )
    db.session.commit()
    flash(_("The new address holds from now on; the old one leads to it."))
    return redirect(url_for("events.page", slug=event.slug), 303)


def _address_page(event: Event, form: AddressForm, status: int = 200) -> ResponseReturnValue:
    return render_template("bureau/events/address.html", event=event, form=form), status
