"""Why a file is not taken as a picture."""


class Refused(Exception):
    """A file is not taken; each reason is a class of its own."""


class NotAPicture(Refused):
    """It is no JPEG, PNG, WebP or HEIC, whatever its name says."""


class Damaged(Refused):
    """It began as a picture, but is cut off or broken."""


class Moving(Refused):
    """It has several frames."""


class TwoInOne(Refused):
    """It is a picture and also an archive, a document or a web page."""


class TooHeavy(Refused):
    """It has too many bytes."""


class TooManyPixels(Refused):
    """It is larger than any camera of ours makes them, or a bomb."""


class TooSmall(Refused):
    """It is too narrow to be looked at."""


class TooLong(Refused):
    """It is a strip: far longer one way than the other."""
