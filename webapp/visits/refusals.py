"""Why what somebody decides about figures cannot be; nothing is stored then."""


class NotCorrected(Exception):
    """A correction cannot be made or decided like this."""


class NoReason(NotCorrected):
    """The reason is missing or too long."""


class BadValue(NotCorrected):
    """No figure can have this value, or nobody may report this metric."""


class NothingToCorrect(NotCorrected):
    """There is no figure, or it has this value already."""


class NotYet(NotCorrected):
    """The day lies in the future."""


class AlreadyAsked(NotCorrected):
    """Another correction of the same figure is waiting."""


class OwnCorrection(NotCorrected):
    """Somebody else has to decide about what one asked for."""


class NotWaiting(NotCorrected):
    """It was decided before."""


class ChangedMeanwhile(NotCorrected):
    """The figure is no longer the one that was to be corrected."""
