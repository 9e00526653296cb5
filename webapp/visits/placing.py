"""Which place each row of a form means."""

from datetime import date

from sqlalchemy.orm import Session

from webapp.core.marking import N_
from webapp.visits.daily_form import PLACE, DayReport, Form, Problem
from webapp.visits.place_names import PlaceNames


def placed(session: Session, form: Form, problems: list[Problem]) -> list[tuple[int, DayReport]]:
    """The reports with the place each one means; what cannot be placed goes to `problems`."""
    names = PlaceNames(session)
    seen: dict[tuple[date, int], int] = {}
    found = []
    for report in form.reports:
        meant = names.meant_by(report.place)
        if len(meant) != 1:
            problems.append(_unknown(form, report, names, meant))
            continue
        first = seen.setdefault((report.day, meant[0]), report.line)
        if first != report.line:
            reason = N_("the same day and place as line %(line)s")
            heading = form.headings[PLACE]
            problems.append(Problem(report.line, heading, reason, {"line": first}))
            continue
        found.append((meant[0], report))
    return found


def _unknown(form: Form, report: DayReport, names: PlaceNames, meant: list[int]) -> Problem:
    details: dict[str, object] = {"place": report.place}
    if meant:
        reason = N_("“%(place)s” can mean several places; write one of: %(names)s")
        details["names"] = ", ".join(names.slugs(meant))
    elif like := names.like(report.place):
        reason = N_("no place is called “%(place)s”; similar: %(names)s")
        details["names"] = ", ".join(like)
    else:
        reason = N_("no place is called “%(place)s”")
    return Problem(report.line, form.headings[PLACE], reason, details)
