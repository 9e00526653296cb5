"""Amounts as tables have them: yuan, ten thousands, growth; exact, rounded half up."""

from decimal import ROUND_HALF_UP, Decimal

from webapp.visits.comparisons import growth_per_day, percent

HUNDREDTH = Decimal("0.01")
WAN = 10_000


def yuan(fen: int | None) -> Decimal | None:
    """Yuan with two places; None stays None."""
    return None if fen is None else Decimal(fen).scaleb(-2)


def wan(number: int | Decimal | None) -> Decimal | None:
    """万: ten thousands with two places, to be shown beside the number itself."""
    if number is None:
        return None
    return (Decimal(number) / WAN).quantize(HUNDREDTH, ROUND_HALF_UP)


def growth(now: int | None, before: int | None) -> Decimal | None:
    """By how many per cent `now` is more than `before`, one place; None without both, or from 0."""
    if now is None or before is None:
        return None
    found = growth_per_day(now, 1, before, 1)
    return None if found is None else percent(found)


def share(part: int | None, whole: int | None) -> Decimal | None:
    """Per cent of a whole, one place; None without both."""
    if part is None or not whole:
        return None
    return percent(Decimal(part) / whole)
