"""Why a backup was not made or not taken; always before anything was changed."""


class Refused(Exception):
    """What stood in the way.

    Attributes:
        reason: An English msgid with the names of `details`.
    """

    def __init__(self, reason: str, **details: object) -> None:
        super().__init__(reason % details)
        self.reason, self.details = reason, details
