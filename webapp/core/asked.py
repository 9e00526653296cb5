"""Values in an address, as programs write them."""

from datetime import date

import msgspec
from flask import request
from werkzeug.exceptions import BadRequest


def day(name: str, years: range) -> date | None:
    """The day that a parameter of the address names; None where it is not there.

    Raises:
        BadRequest: it is none, or lies outside `years`.
    """
    text = request.args.get(name)
    if text is None:
        return None
    try:
        found = msgspec.convert(text, date)
    except msgspec.ValidationError:
        raise BadRequest(f"{name} is a day written 2026-11-22.") from None
    if found.year not in years:
        raise BadRequest(f"{name} lies outside the years {years[0]} to {years[-1]}.")
    return found
