"""Why results cannot go on like this; nothing is stored then."""


class NotDone(Exception):
    """Something cannot be done like this; its kinds say why."""


class WrongState(NotDone):
    """These results are not in the state that it takes (any more)."""


class ChangedMeanwhile(NotDone):
    """Somebody else has published since one looked."""


class OwnWork(NotDone):
    """Whoever brought, changed or submitted results does not make them official."""


class WaitsAlready(NotDone):
    """The same results wait for a second person already."""


class NoReason(NotDone):
    """The reason is missing, or longer than 500 characters."""


class NoRows(NotDone):
    """There is no result in it."""


class NoSuchRider(NotDone):
    """Neither the results nor the start list know the bib."""


class SameFile(NotDone):
    """This very file was brought before."""

    def __init__(self, id: int) -> None:
        super().__init__()
        self.id = id


class OfficialAlready(NotDone):
    """There are official results: they are amended, with a reason."""
