"""Amounts as tables have them: yuan, ten thousands, growth; exact, rounded half up."""

from decimal import ROUND_HALF_UP, Decimal

HUNDREDTH, TENTH = Decimal("0.01"), Decimal("0.1")
WAN = 10_000


def yuan(fen: int | None) -> Decimal | None:
    """Yuan with two places; None stays None."""
    return None if fen is None else Decimal(fen).scaleb(-2)


def wan(number: int | Decimal | None) -> Decimal | None:
    """万: ten thousands with two places, to be shown beside the number itself."""
    return None if number is None else _rounded(Decimal(number) / WAN, HUNDREDTH)


def growth(now: int | None, before: int | None) -> Decimal | None:
    """By how many per cent `now` is more than `before`, one place; None without both, or from 0."""
    if now is None or not before:
        return None
    return _rounded(Decimal(100 * (now - before)) / before, TENTH)


def growth_per_day(now: int, days: int, before: int, days_before: int) -> Decimal | None:
    """可比口径: the growth of what came to each day, for holidays of different length."""
    return growth(now * days_before, before * days)


def share(part: int | None, whole: int | None) -> Decimal | None:
    """Per cent of a whole, one place; None without both."""
    if part is None or not whole:
        return None
    return _rounded(Decimal(100 * part) / whole, TENTH)


def _rounded(value: Decimal, places: Decimal) -> Decimal:
    return value.quantize(places, ROUND_HALF_UP)
