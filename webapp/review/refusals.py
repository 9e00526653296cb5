"""Why a change of a manuscript was refused; pages put these into words."""

from webapp.review.merging import Merged
from webapp.review.models import Version


class Refused(Exception):
    """The change is not possible; nothing was changed."""


class WrongState(Refused):
    """The version is not in a state that allows it: somebody was faster, or a page was old."""


class OwnWork(Refused):
    """Nobody approves, returns or confirms what they have written themselves."""


class ReasonMissing(Refused):
    """Whoever returns, withdraws or changes at once has to say why."""


class NotAsSeen(Refused):
    """Somebody has changed the text since the reviewer's page was made."""


class StillOpen(Refused):
    """Another version of it is being worked on; `number` says which."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class WrongTimes(Refused):
    """It would be taken down before anybody could see it."""


class Unreadable(Refused):
    """An old version that no longer fits what such a text has to hold."""


class Incomplete(Refused):
    """It lacks what a public text needs; `names` are the fields."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(*names)
        self.names = names


class ChangedMeanwhile(Refused):
    """Somebody else has saved since the page was opened; `merged` joins both."""

    def __init__(self, version: Version, merged: Merged) -> None:
        super().__init__(version.id)
        self.version, self.merged = version, merged
