"""Numbers that name a person: the resident identity card (GB 11643-1999), the UCI ID."""

import re
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from webapp.race.plan import Sex

CARD = re.compile(r"[0-9]{17}[0-9X]")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
UCI_ID = re.compile(r"[0-9]{11}")


@dataclass(frozen=True)
class Card:
    """What a resident identity card says of its holder."""

    born_on: date
    sex: Sex


def plain(number: str) -> str:
    """A document's number as it is compared: without blanks and signs, capital letters."""
    return re.sub(r"[\s\-.·]", "", normalize("NFKC", number)).upper()


def check_digit(first: str) -> str:
    """The 18th character of a card, from the 17 digits before it."""
    total = sum(int(digit) * weight for digit, weight in zip(first, WEIGHTS, strict=True))
    return CHECKS[total % 11]


def read_card(number: str) -> Card | None:
    """What a card's number says; None when it cannot be one: its length, day or check digit."""
    if not CARD.fullmatch(number) or check_digit(number[:17]) != number[17]:
        return None
    try:
        born_on = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return Card(born_on, Sex.men if int(number[16]) % 2 else Sex.women)


def age_on(born_on: date, day: date) -> int:
    """Whole years of age. Who was born on 29 February is a year older on 1 March."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
