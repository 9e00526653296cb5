"""Why a file is not taken as a course; nothing is stored then."""


class Refused(Exception):
    """A file is not taken; each reason is a class of its own."""


class Empty(Refused):
    """There is nothing in it."""


class TooHeavy(Refused):
    """It has too many bytes."""


class WrongEncoding(Refused):
    """Its text is in no encoding we read, or not in the one it names."""


class NotXml(Refused):
    """It is no XML, or it is cut off or broken; `line` says where."""

    def __init__(self, line: int = 0) -> None:
        super().__init__(line)
        self.line = line


class Dangerous(Refused):
    """It declares a document type or entities: no GPX needs them, attacks do."""


class NotGpx(Refused):
    """It is XML of another kind, or nested like no GPX file; `root` is how it begins."""

    def __init__(self, root: str = "") -> None:
        super().__init__(root)
        self.root = root


class BadValue(Refused):
    """Something in it is not what GPX allows there; `detail` says what, in English."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class OffTheEarth(Refused):
    """A point of the line has no position on the earth; `number` counts from 1."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class NoLine(Refused):
    """There is neither a track nor a route in it."""


class OnePoint(Refused):
    """The line has fewer than two points, or all of them lie in one place."""


class TooManyPoints(Refused):
    """It has more points than any course needs."""


class TooLong(Refused):
    """It is longer than any course."""


class TooManySegments(Refused):
    """It is in more pieces than any course."""
