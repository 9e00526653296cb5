"""What templates need to put values into words: dates, numbers, distances, languages."""

from datetime import date, datetime

from flask import Flask, current_app, request
from flask_babel import gettext as _
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from webapp.core import clock, dates, languages, links
from webapp.core.translated import Statement


def init_app(app: Flask) -> None:
    """Give templates the filters and names of this module."""
    # Chinese as it is: escaped, JSON-LD would be three times as long.
    app.jinja_env.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters |= {
        "words": languages.words,
        "marked": languages.marked,
        "day": day,
        "short_day": short_day,
        "clock_time": clock_time,
        "number": number,
        "distance": distance,
        "verified": verified,
        "paragraph": paragraph,
    }
    app.jinja_env.globals |= {
        "language": languages.current,
        "languages": languages,
        "root": languages.root,
        "today": clock.today,
        "this_moment": clock.now,
        "absolute": absolute,
        "setting": current_setting,
    }


def day(value: date) -> str:
    """A day with its weekday: 2026年6月27日 星期六, Saturday, 27 June 2026."""
    return in_style(value, dates.DAY)


def short_day(value: date) -> str:
    """A day without year: 6月27日 周六, Sat 27 Jun."""
    return in_style(value, dates.SHORT_DAY)


def in_style(value: date, style: dates.Style) -> str:
    """A day for this reader, with as much of it as the style says."""
    return dates.written(value, style, languages.current())


def day_and_time(value: datetime) -> str:
    """An instant on the clocks of Shiguai: 2026年11月23日 08:30."""
    between = dates.BEFORE_TIME[languages.current()]
    return f"{in_style(clock.local(value).date(), dates.DATE)}{between}{clock_time(value)}"


def clock_time(value: datetime) -> str:
    """The hour on the clocks of Shiguai, 24 hours: 08:30."""
    return clock.local(value).strftime("%H:%M")


def number(value: float) -> str:
    """A number with separators: 1,400,000."""
    # Numbers look alike in all our languages, and Babel does not know each of them.
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.3f}".rstrip("0").rstrip(".")


def distance(metres: float) -> str:
    """A straight-line distance rounded to what a walker or driver can use."""
    if metres < 950:
        return _("%(n)s m", n=int(round(metres, -1)))
    if metres < 9500:
        return _("%(n)s km", n=f"{metres / 1000:.2g}")
    return _("%(n)s km", n=round(metres / 1000))


@pass_context  # else Jinja works out `none|verified` once, in the first reader's language
def verified(_context: Context, statement: Statement | None) -> Markup:
    """A statement for this reader, with 待核实 where it is unknown or not certain."""
    if statement is None:
        return _to_be_verified()
    text = languages.marked(statement)
    return text + " " + _to_be_verified() if statement.verify else escape(text)


@pass_context
def paragraph(_context: Context, statement: Statement) -> Markup:
    """A paragraph for this reader with the links that were written into it."""
    found, language = statement.best(languages.current())
    text = links.with_links(found)
    if language != languages.current():
        text = Markup('<span lang="{}">{}</span>').format(languages.TAGS[language], text)
    return text + " " + _to_be_verified() if statement.verify else text


def _to_be_verified() -> Markup:
    return Markup('<span class="verify">{}</span>').format(_("to be verified"))


def absolute(path: str) -> str:
    """The full address of a path of ours, as people outside know it."""
    public: str = current_app.config["PUBLIC_URL"]
    return (public.rstrip("/") if public else request.host_url.rstrip("/")) + path


def current_setting(name: str) -> object:
    """The value of one setting."""
    return current_app.config[name]
