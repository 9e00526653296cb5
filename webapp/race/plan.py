"""What an edition consists of: categories, waves, the timetable, organisers, documents."""

import enum
from datetime import date, time

import msgspec

from webapp.core.translated import Translated
from webapp.review.paragraphs import NOTHING


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base: what is stored is held to its struct."""


class Sex(enum.Enum):
    """Who may ride in a category; of a rider: who rode."""

    any = "any"
    men = "men"
    women = "women"


class Bike(enum.Enum):
    """What is ridden."""

    any = "any"
    mountain = "mountain"
    road = "road"


class Category(Part, frozen=True):
    """A 组别: who is ranked together.

    Attributes:
        code: Names it for ever within the edition, also in files: "men-elite".
        born_from, born_to: The first and the last birthday that may ride, both included.
        quota: Places; None: not limited, or not known.
        bibs: Its numbers in the language of `riders.bibs`: "1-99,-50-60".
        course: Code of its course; empty: the edition's only one.
        fastest_kmh, slowest_kmh: Mean speeds that are expected of the first and the last rider.
        limit_min: Minutes after its start at which the finish closes (关门时间).
        ranked: False for a ride without a ranking (骑游组).
    """

    code: str
    name: Translated
    sex: Sex = Sex.any
    born_from: date | None = None
    born_to: date | None = None
    bike: Bike = Bike.any
    quota: int | None = None
    bibs: str = ""
    course: str = ""
    laps: int = 1
    fastest_kmh: float | None = None
    slowest_kmh: float | None = None
    limit_min: int | None = None
    ranked: bool = True


class Wave(Part, frozen=True):
    """An 出发批次: categories that start together, on the clocks of the first day.

    Attributes:
        day: None: the edition's first day.
    """

    code: str
    starts: time
    categories: tuple[str, ...]
    name: Translated = NOTHING
    day: date | None = None


class Step(enum.Enum):
    """What an item of the timetable is."""

    register = "register"  # 报到领物
    briefing = "briefing"  # 技术会
    call_up = "call_up"  # 检录
    start = "start"  # 发枪
    award = "award"  # 颁奖
    other = "other"


class TimetableItem(Part, frozen=True):
    """One line of the 日程. `place` is the slug of one of our places, `where` says it in words."""

    day: date
    starts: time
    step: Step = Step.other
    ends: time | None = None
    what: Translated = NOTHING
    where: Translated = NOTHING
    place: str | None = None


class OrganiserRole(enum.Enum):
    """What an organiser is to the race."""

    host = "host"  # 主办
    organiser = "organiser"  # 承办
    co_organiser = "co_organiser"  # 协办
    supporter = "supporter"  # 支持


class Organiser(Part, frozen=True):
    """Who stands behind the race."""

    role: OrganiserRole
    name: Translated


class DocumentKind(enum.Enum):
    """What a document is."""

    regulations = "regulations"  # 竞赛规程
    programme = "programme"  # 秩序册
    other = "other"


class Document(Part, frozen=True):
    """A document of the edition: one of ours (`file`, its number) or somewhere else (`link`)."""

    kind: DocumentKind
    title: Translated
    file: int | None = None
    link: str = ""


class Winner(Part, frozen=True):
    """Who won a category, and in what time, as a report has it; with results there is no need."""

    category: Translated
    name: Translated
    time: str
