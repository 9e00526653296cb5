"""Why what somebody decides about figures cannot be, and what they decided, in plain words."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for

from webapp.visits import refusals
from webapp.visits.corrections import ALONE_DAYS
from webapp.visits.decisions import Correction, CorrectionState
from webapp.visits.methods import MethodChange, Precedence
from webapp.visits.refusals import NotDecided

WHY: dict[type[NotDecided], object] = {
    refusals.NoReason: N_("Write why: at least a few words, and no more than 500 characters."),
    refusals.BadValue: N_("No figure can have this value. Please check it."),
    refusals.NothingToCorrect: N_("There is nothing to correct: it has this value already."),
    refusals.NotYet: N_("This day lies in the future."),
    refusals.AlreadyAsked: N_(
        "Another correction of this figure waits for a second person. It has to be decided first."
    ),
    refusals.OwnCorrection: N_("You asked for it yourself; somebody else has to decide."),
    refusals.NotWaiting: N_("Somebody else has just decided about it."),
    refusals.ChangedMeanwhile: N_(
        "The figure has changed since this was asked for. Refuse it; it can be asked for anew."
    ),
    refusals.NotOver: N_("These days are not over yet."),
    refusals.AlreadySealed: N_("These days lie in a sealed month: only corrections change it."),
    refusals.NotSealable: N_("Something still stands between the month and its seal; see below."),
    refusals.BadSpan: N_("It ends before it begins, or has ended already."),
    refusals.Overlaps: N_("Something is set for some of these days already. End that one first."),
}


def refusal(why: NotDecided) -> str:
    """Why it cannot be, for whoever asked."""
    return str(WHY.get(type(why), _("This cannot be done like this.")))


def second_person(day: date, old: int | None, today: date, sealed: bool) -> str:
    """Why every change of a figure needs a second person; empty where one may change it alone."""
    if sealed:
        return _("The month is sealed. A correction counts once a second person approves it.")
    if (today - day).days > ALONE_DAYS:
        return _(
            "The day is %(n)s days back. Beyond %(most)s days a correction counts only once a "
            "second person approves it.",
            n=(today - day).days,
            most=ALONE_DAYS,
        )
    if old is None:
        return _("There is no figure now, so a second person has to approve the new one.")
    return ""


def too_late(one: Correction) -> tuple[str, str]:
    """Why one's own correction cannot be taken back, and whether that is worth a warning."""
    said = {
        CorrectionState.taken_back: _("It was taken back before; nothing has changed."),
        CorrectionState.applied: _("It was approved meanwhile and counts; correct the day again."),
        CorrectionState.refused: _("It was refused meanwhile; there is nothing to take back."),
    }
    calm = one.state is CorrectionState.taken_back
    return said.get(one.state, refusal(refusals.NotWaiting())), "message" if calm else "error"


def published() -> str:
    """What becomes of a correction of a sealed month, for whoever asks for it."""
    return _(
        "Once it is approved, everybody can read the old value, the new value and your reason. "
        "Your name is not published; write the reason so that it names nobody."
    )


def publishing() -> str:
    """The same for the second person."""
    return _(
        "Approving it publishes the old value, the new value and the reason, word for word, for "
        "everybody to read, but no name. Refuse it when the reason names somebody."
    )


def states() -> dict[CorrectionState, str]:
    """What became of a correction."""
    return {
        CorrectionState.waiting: _("waits"),
        CorrectionState.applied: _("counts"),
        CorrectionState.refused: _("not approved"),
        CorrectionState.taken_back: _("taken back"),
    }


def precedences() -> dict[Precedence, str]:
    """Who goes first at a place."""
    return {
        Precedence.reports: _("What people report; the gates check it"),
        Precedence.gates: _("What the gates count; the report checks it"),
    }


def method_changes() -> dict[MethodChange, str]:
    """What made a version of the method another one."""
    return {
        MethodChange.places: _("Counts come from one more place"),
        MethodChange.precedence: _("Who goes first has changed"),
        MethodChange.factor: _("A calibration factor has changed"),
        MethodChange.reentry: _("A re-entry rate has changed"),
    }
