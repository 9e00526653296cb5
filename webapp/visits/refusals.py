"""Why what somebody decides about figures cannot be; nothing is stored then."""


class NotDecided(Exception):
    """Something cannot be decided like this; its kinds say why."""


class NoReason(NotDecided):
    """The reason is missing or too long."""


class BadValue(NotDecided):
    """No figure can have this value, or nobody may report this metric."""


class NothingToCorrect(NotDecided):
    """There is no figure, or it has this value already."""


class NotYet(NotDecided):
    """The day lies in the future."""


class AlreadyAsked(NotDecided):
    """Another correction of the same figure is waiting."""


class OwnCorrection(NotDecided):
    """Somebody else has to decide about what one asked for."""


class NotWaiting(NotDecided):
    """It was decided before."""


class ChangedMeanwhile(NotDecided):
    """The figure is no longer the one that was to be corrected."""


class NotOver(NotDecided):
    """The day or month is still running."""


class AlreadySealed(NotDecided):
    """The month is closed: only corrections change it."""


class NotSealable(NotDecided):
    """Something stands between the month and its seal."""


class BadSpan(NotDecided):
    """It ends before it begins."""


class Overlaps(NotDecided):
    """Something of the same sort is set for some of these days already."""
