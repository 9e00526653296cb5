"""The form in which an event is written. A draft may lack anything; submitting asks for five."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec
from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for
from wtforms import BooleanField, Field, FieldList, FormField, HiddenField
from wtforms.validators import Regexp

from webapp.events import changes, words
from webapp.events.draft import DateText, EventText, RuleText
from webapp.events.labels import CALENDARS, LABELS, PARTS, PRECISIONS, day_words
from webapp.events.models import DateStatus, EventKind, Precision
from webapp.review import fields, in_languages

MOST_DATES = 400
KEY = r"^([a-z0-9]+(-[a-z0-9]+)*)?$"
NOT_OURS = N_("This is not what our page had sent.")
DATE_TEXTS = ("hint", "note", "reason", "moved_to")
TEXTS = ("title", "where", "text", "summary", "organiser", "run_by", "price", "contact")


class DateForm(in_languages.InLanguages):
    """One date of the event."""

    key = HiddenField(validators=[Regexp(KEY, message=NOT_OURS)])
    status = fields.choice_of(DateStatus, PARTS["status"], words.status_word, "")
    precision = fields.choice_of(
        Precision, PARTS["precision"], lambda one: str(PRECISIONS[one]), ""
    )
    starts_on = fields.day(PARTS["starts_on"])
    ends_on = fields.day(PARTS["ends_on"])
    starts = fields.hour(PARTS["starts"])
    ends = fields.hour(PARTS["ends"])
    hint_zh = fields.line(PARTS["hint"], 200)
    note_zh = fields.line(PARTS["note"], 300)
    reason_zh = fields.line(PARTS["reason"], 300)
    moved_to_zh = fields.line(PARTS["moved_to"], 160)
    postponed_to = fields.Choice(PARTS["postponed_to"], choices=lambda: [("", "—")])
    remove = BooleanField(N_("Take this date out"))

    @property
    def blank(self) -> bool:
        """Whether nothing was written: the empty lines at the end of a form."""
        asked = (self.key, self.starts_on, self.ends_on, self.starts, self.ends)
        texts = (self[name] for name in in_languages.names(DATE_TEXTS))
        written = any(field.data for field in (*asked, *texts))
        return not written and self.status.data == DateStatus.confirmed.value

    @property
    def says_more(self) -> bool:
        """Whether something is written, or wrong, in what is folded away."""
        texts = [self[name] for name in in_languages.names(DATE_TEXTS)]
        written = any(field.data for field in texts)
        wrong = any(field.errors for field in (*texts, self.postponed_to))
        return written or wrong or self.precision.data not in (Precision.day.value, None)

    def date(self, key: str, sources: tuple[str, ...], keys: Iterable[str]) -> DateText:
        """What is written, once it is valid."""
        new = self.postponed_to.data
        return DateText(
            key=key,
            status=DateStatus(self.status.data),
            precision=Precision(self.precision.data),
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            starts=self.starts.data,
            ends=self.ends.data,
            postponed_to=new if new in keys else None,
            sources=sources,
            **{name: in_languages.written(self, name) for name in DATE_TEXTS},
        )


class EventForm(in_languages.InLanguages):
    """All of an event. `number` and `saves` say what the page was made of."""

    number = HiddenField()
    saves = HiddenField()
    title_zh = fields.line(LABELS["title"], 100)
    kind = fields.choice_of(EventKind, LABELS["kind"], words.kind_word, N_("Please choose"))
    place = fields.Choice(LABELS["place"], choices=[])
    where_zh = fields.line(LABELS["where"], 160)
    text_zh = fields.block(LABELS["text"], 20_000, 6)
    dates = FieldList(FormField(DateForm), min_entries=1, max_entries=MOST_DATES)
    rule_calendar = fields.Choice(
        N_("Calendar"), choices=lambda: [("", N_("no rule")), *CALENDARS.items()]
    )
    rule_month = fields.number(N_("Month"), 1, 12)
    rule_day = fields.number(N_("Day of the month"), 1, 31)
    rule_leap = BooleanField(N_("In the leap month"))
    rule_end_month = fields.number(N_("Month of the last day"), 1, 12)
    rule_end_day = fields.number(N_("Last day of the month"), 1, 31)
    summary_zh = fields.line(LABELS["summary"], 200)
    organiser_zh = fields.line(LABELS["organiser"], 160)
    run_by_zh = fields.line(LABELS["run_by"], 160)
    price_zh = fields.line(LABELS["price"], 200)
    contact_zh = fields.line(LABELS["contact"], 200)
    publish_at = fields.moment(LABELS["publish_at"])
    unpublish_at = fields.moment(LABELS["unpublish_at"])

    def offer(self, places: dict[str, list[tuple[str, str]]], before: EventText) -> None:
        """Say what can be chosen: places by their kind, and dates as new dates of each other."""
        self.place.choices = {"": [("", "")]} | places
        known = [(one.key, day_words(one)) for one in before.dates]
        for entry in self.dates:
            others = [choice for choice in known if choice[0] != entry.form.key.data]
            entry.form.postponed_to.choices = [("", "—"), *others]

    def text(self, before: EventText) -> EventText:
        """What is written, once it is valid; `before` keeps what no field shows."""
        return msgspec.structs.replace(
            before,
            kind=EventKind(self.kind.data) if self.kind.data else None,
            place=self.place.data or None,
            dates=self._dates(before),
            rule=self._rule(),
            publish_at=self.publish_at.data,
            unpublish_at=self.unpublish_at.data,
            **{name: in_languages.written(self, name) for name in TEXTS},
        )

    def _rule(self) -> RuleText:
        values = {name: self[f"rule_{name}"].data for name in RuleText.__struct_fields__}
        return RuleText(**values | {"calendar": self.rule_calendar.data or None})

    def _dates(self, before: EventText) -> tuple[DateText, ...]:
        written = [
            entry.form
            for entry in self.dates
            if not entry.form.remove.data and not entry.form.blank
        ]
        sources = {one.key: one.sources for one in before.dates}
        taken = {one.key.data for one in written if one.key.data}
        rule = msgspec.structs.replace(before, rule=self._rule())
        found: dict[str, DateForm] = {}
        for one in written:
            key = one.key.data or changes.new_key({*taken, *found}, one.starts_on.data, rule)
            found.setdefault(key, one)
        return tuple(one.date(key, sources.get(key, ()), found) for key, one in found.items())


def values(text: EventText) -> dict[str, Any]:
    """What stands in the form for a text."""
    found: dict[str, Any] = in_languages.values_of(text, TEXTS)
    found |= {f"rule_{name}": value for name, value in msgspec.structs.asdict(text.rule).items()}
    found |= {
        "kind": text.kind.value if text.kind else "",
        "place": text.place or "",
        "rule_calendar": text.rule.calendar or "",
        "publish_at": text.publish_at,
        "unpublish_at": text.unpublish_at,
        "dates": [_date_values(one) for one in text.dates],
    }
    return found


def _date_values(one: DateText) -> dict[str, Any]:
    known = ("key", "starts_on", "ends_on", "starts", "ends")
    return in_languages.values_of(one, DATE_TEXTS) | {
        **{name: getattr(one, name) for name in known},
        "status": one.status.value,
        "precision": one.precision.value,
        "postponed_to": one.postponed_to or "",
    }


def over(entry: Field, today: date) -> bool:
    """Whether a date of the form lies in the past: it is folded away."""
    form = entry.form
    last = form.ends_on.data or form.starts_on.data
    return bool(form.key.data and last and last < today and not entry.errors)


def legend(entry: Field) -> str:
    """What a date of the form is headed with."""
    one = entry.form
    if not one.key.data:
        return _("Date")
    return day_words(
        DateText(
            key=one.key.data,
            starts_on=one.starts_on.data,
            ends_on=one.ends_on.data,
            precision=Precision(one.precision.data or "day"),
        )
    )
