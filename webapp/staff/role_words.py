"""Roles and states of accounts, and moments, in words."""

from datetime import datetime

from flask import Flask
from flask_babel import gettext as _

from webapp.core import clock
from webapp.core.words import day_and_time
from webapp.staff.models import Role


def init_app(app: Flask) -> None:
    """Give templates the words."""
    app.jinja_env.filters |= {
        "role_name": name,
        "role_may": may,
        "moment": moment,
        "second": second,
    }
    app.jinja_env.globals["role_notes"] = notes


def name(role: Role) -> str:
    """What a role is called."""
    names = {
        Role.administrator: _("Administrator"),
        Role.editor: _("Editor"),
        Role.reviewer: _("Reviewer"),
        Role.operator: _("Operator"),
        Role.statistician: _("Statistician"),
        Role.auditor: _("Auditor"),
    }
    return names[role]


def may(role: Role) -> str:
    """What somebody with this role can do, in one sentence."""
    sentences = {
        Role.administrator: _("Looks after accounts and rules; writes nothing for the public."),
        Role.editor: _("Writes events, places, pictures and holidays, for a reviewer to publish."),
        Role.reviewer: _("Publishes, returns and withdraws what others have written."),
        Role.operator: _("Reports closures, positions and visitors of their own places."),
        Role.statistician: _("Reads the visitor numbers and makes tables of them."),
        Role.auditor: _("Reads everything and changes nothing; holds no other role."),
    }
    return sentences[role]


def notes() -> dict[str, str]:
    """What each role may do, by its value."""
    return {role.value: may(role) for role in Role}


def second(value: datetime) -> str:
    """A moment to the second, for lists that are read by the hour: 2026-06-01 12:00:00."""
    return clock.local(value).strftime("%Y-%m-%d %H:%M:%S")


def moment(value: datetime) -> str:
    """A day and hour on the clocks of Shiguai: 2026年6月1日 12:00, 1 June 2026, 12:00."""
    return day_and_time(value)
