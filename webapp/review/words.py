"""The review in words: states, kinds, and why something was refused."""

from collections.abc import Callable

from flask import Flask
from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.review.models import Manuscript, State
from webapp.review.refusals import (
    Incomplete,
    NotAsSeen,
    OwnWork,
    ReasonMissing,
    Refused,
    StillOpen,
    Unreadable,
    WrongState,
    WrongTimes,
)
from webapp.review.subjects import SUBJECTS
from webapp.staff.role_words import moment


def init_app(app: Flask) -> None:
    """Give templates the names of states and kinds."""
    app.jinja_env.filters |= {"state_name": state_name, "manuscript_kind": kind_name}


def state_name(state: State) -> str:
    """How far a version is."""
    names = {
        State.draft: _("Draft"),
        State.submitted: _("To review"),
        State.returned: _("Returned"),
        State.approved: _("Waiting for its time"),
        State.published: _("Public"),
        State.replaced: _("Replaced"),
        State.withdrawn: _("Withdrawn"),
        State.dropped: _("Given up"),
    }
    return names[state]


def kind_name(kind: str) -> str:
    """What sort of thing a manuscript is about."""
    names = {
        "event": _("Event"),
        "place": _("Sight"),
        "picture": _("Words of a picture"),
        "edition": _("Edition of the race"),
        "course": _("Course of the race"),
    }
    return names.get(kind, kind)


def done(action: str) -> str:
    """What has happened, for the head of the next page."""
    said = {
        "publish": _("Published."),
        "return": _("Returned. Its authors find it on their desk, with your reason."),
        "withdraw": _("Withdrawn. The public no longer sees it."),
        "confirm": _("Confirmed."),
        "take back": _("Taken back. It can be changed again."),
        "drop": _("Given up. Its text stays in the history."),
        "restore": _("A new draft with the old text is ready to be changed and submitted."),
    }
    return said[action]


def refusal(error: Refused, manuscript: Manuscript) -> str:
    """Why nothing was changed, and what can be done instead."""
    for kind, words in REFUSALS.items():
        if isinstance(error, kind):
            return words(error, manuscript)
    return _("This is not possible. Nothing was changed.")


def _wrong_state(error: Refused, manuscript: Manuscript) -> str:
    if not error.args or not isinstance(error.args[0], State):
        return _("Somebody was faster. Nothing was changed; please look at what is here now.")
    state = state_name(error.args[0])
    return _(
        "This version is already in the state “%(state)s”. Nothing was changed; "
        "please look at what is here now.",
        state=state,
    )


def _incomplete(error: Refused, manuscript: Manuscript) -> str:
    assert isinstance(error, Incomplete)
    labels = SUBJECTS[manuscript.kind].labels()
    names = _(", ").join(labels.get(name, name) for name in error.names)
    return ngettext(
        "It cannot go out yet: %(names)s is missing.",
        "It cannot go out yet: these are missing: %(names)s.",
        len(error.names),
        names=names,
    )


def _wrong_times(error: Refused, manuscript: Manuscript) -> str:
    return _(
        "It was to be taken down on %(moment)s, before anybody could see it. "
        "Its author has to change the times.",
        moment=moment(error.args[0]),
    )


def _still_open(error: Refused, manuscript: Manuscript) -> str:
    assert isinstance(error, StillOpen)
    return _(
        "Version %(number)s is being worked on. Finish it or give it up first.",
        number=error.number,
    )


REFUSALS: dict[type[Refused], Callable[[Refused, Manuscript], str]] = {
    OwnWork: lambda *_args: _(
        "You have written some of this yourself. A colleague has to decide about it."
    ),
    NotAsSeen: lambda *_args: _(
        "The text was changed after you had opened this page. Nothing was decided; "
        "please read it again."
    ),
    ReasonMissing: lambda *_args: _("Please say why, in a sentence that helps your colleague."),
    Unreadable: lambda *_args: _(
        "This version was written with an older form and cannot be brought back by itself. "
        "Its text stays readable here."
    ),
    WrongState: _wrong_state,
    Incomplete: _incomplete,
    WrongTimes: _wrong_times,
    StillOpen: _still_open,
}
