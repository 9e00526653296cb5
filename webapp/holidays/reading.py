"""What reading a notice brings: the days with their lines, and what is wrong in which line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from webapp.holidays.arrangement import Day, Source


@dataclass(frozen=True)
class Problem:
    """What is wrong, or worth a look, in one line of the text.

    Attributes:
        line: Counted from 1; 0 when it is about the whole.
        reason: An English msgid with the names of `details`.
        details: Texts, numbers and dates.
    """

    line: int
    reason: str
    details: Mapping[str, object] = field(default_factory=dict)


class Unreadable(Exception):
    """The text is no arrangement that can be stored; says everything that is wrong."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = sorted(problems, key=lambda problem: problem.line)


class NotUnderstood(Exception):
    """One spot of the text cannot be read; the caller knows the line."""

    def __init__(self, reason: str, **details: object) -> None:
        super().__init__(reason)
        self.reason, self.details = reason, details

    def in_line(self, line: int) -> Problem:
        """The same as a problem of that line."""
        return Problem(line, self.reason, self.details)


@dataclass(frozen=True)
class Written:
    """One day and the line that says it."""

    line: int
    day: Day


@dataclass
class Reading:
    """What a text says, and what of it cannot be read.

    Attributes:
        left_aside: Numbers of the lines that are the notice's prose, which says no days.
    """

    days: list[Written] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    source: Source = field(default_factory=Source)
    left_aside: list[int] = field(default_factory=list)
