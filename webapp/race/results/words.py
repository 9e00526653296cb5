"""Results in words: statuses, ranks, states of revisions, what is wrong and what changed."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as N_  # noqa: N812 - the name that Babel looks for

from webapp.core import languages
from webapp.race.models import Edition
from webapp.race.results import refusals, times
from webapp.race.results.comparison import Change
from webapp.race.results.models import Problem, Result, ResultState, Status
from webapp.race.results.ranking import CROSSED
from webapp.race.riders import bibs

STATUSES = {
    Status.finished: N_("finished"),
    Status.relegated: N_("relegated"),
    Status.pulled: N_("taken out of the race"),
    Status.lapped: N_("lapped"),
    Status.did_not_finish: N_("did not finish"),
    Status.over_time_limit: N_("over the time limit"),
    Status.did_not_start: N_("did not start"),
    Status.disqualified: N_("disqualified"),
}
STATES = {
    ResultState.draft: N_("draft"),
    ResultState.live: N_("live"),
    ResultState.provisional: N_("provisional"),
    ResultState.submitted: N_("waits for a second person"),
    ResultState.official: N_("official results"),
    ResultState.amended: N_("official results, amended"),
    ResultState.dropped: N_("dropped"),
}
LAYOUTS = {"csv": N_("our own table"), "crossmgr": "CrossMgr", "raceclocker": "RaceClocker"}
REFUSALS = {
    refusals.WrongState: N_("These results are not in that state any more. Look at them again."),
    refusals.ChangedMeanwhile: N_("Somebody has published results since you looked. Look again."),
    refusals.OwnWork: N_("You brought, changed or submitted these results: somebody else decides."),
    refusals.WaitsAlready: N_("They wait for a second person already."),
    refusals.NoReason: N_("Say why, in at most 500 characters."),
    refusals.NoRows: N_("There is no result in it."),
    refusals.NoSuchRider: N_("Neither the results nor the start list know this bib."),
    refusals.SameFile: N_("This very file was brought before."),
    refusals.OfficialAlready: N_("Official results are public: submit these as an amendment."),
}

# English ordinals have four endings.
PLACE = {"zh": "第{}名", "mn": "{}-р байр", "mvf": "{}\u202fᠳᠤᠭᠠᠷ ᠪᠠᠶᠢᠷᠢ"}


def status(value: Status) -> str:
    """How the race ended, in a word or two."""
    return str(STATUSES[value])


def state(value: ResultState) -> str:
    """How far a revision is."""
    return str(STATES[value])


def layout(name: str | None) -> str:
    """Which reader took the file; presets have names of their own."""
    return str(LAYOUTS.get(name or "", name or ""))


def refusal(error: refusals.NotDone) -> str:
    """Why something cannot be done."""
    return str(REFUSALS[type(error)])


def place(rank: int) -> str:
    """第23名, 23rd, 23-р байр."""
    language = languages.current()
    if language != "en":
        return PLACE[language].format(rank)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{'th' if 11 <= rank % 100 <= 13 else ending}"


def time(milliseconds: int | None) -> str:
    """1:04:09, 1:04:09.3; nothing when there is none."""
    return "" if milliseconds is None else times.format(milliseconds)


def gap(row: Result) -> str:
    """+0:12; nothing for the first, and where there is none."""
    return f"+{times.format(row.gap_ms)}" if row.gap_ms else ""


def outcome(row: Result) -> str:
    """A result in a word or two: the place, else the status."""
    if row.rank is not None and row.status in CROSSED:
        more = f" ({status(row.status)})" if row.status is Status.relegated else ""
        return place(row.rank) + more
    return status(row.status)


def categories(edition: Edition) -> Mapping[str, str]:
    """Names of its categories by code."""
    return {one.code: languages.words(one.name) for one in edition.categories}


def problem(one: Problem) -> str:
    """What is wrong, and where: row 3, “号码布”: not a whole number."""
    reason = _(one.reason, **one.details)
    if one.line:
        where = _("Row %(line)s", line=one.line)
        where += _(", “%(column)s”", column=one.column) if one.column else ""
        return _("%(where)s: %(reason)s", where=where, reason=reason)
    if one.bib is None and not one.column:
        return reason
    return _("%(where)s: %(reason)s", where=who(one.bib, one.column), reason=reason)


def gathered(found: Iterable[Problem]) -> list[str]:
    """Problems in words; of more than six of a kind the first three, then the bibs of the others.

    A start list that misses a whole category would otherwise fill the page.
    """
    kinds: dict[str, list[Problem]] = {}
    for one in found:
        kinds.setdefault(one.reason, []).append(one)
    said: list[str] = []
    for mine in kinds.values():
        alike = len(mine) > 6 and all(one.bib is not None and not one.line for one in mine)
        said += [problem(one) for one in (mine[:3] if alike else mine)]
        if alike:
            numbers = bibs.written([one.bib for one in mine[3:] if one.bib is not None])
            said.append(
                _("%(num)s more of this kind: bibs %(bibs)s", num=len(mine) - 3, bibs=numbers)
            )
    return said


def who(bib: int | None, name: str) -> str:
    """17号 李明, bib 17 李明."""
    number = _("bib %(bib)s", bib=bib) if bib is not None else ""
    return f"{number} {name}".strip()


def change(one: Change) -> str:
    """From what to what: did not finish → 23rd; +10 s."""
    if one.old is None:
        return _("new: %(outcome)s", outcome=_full(one.row))
    if one.new is None:
        return _("no longer there; was %(outcome)s", outcome=_full(one.row))
    before, after = outcome(one.old), outcome(one.new)
    parts = [f"{before} → {after}"] if before != after else [after]
    parts += _figures(one.old, one.new)
    return _(", ").join(parts)


def _full(row: Result) -> str:
    return f"{outcome(row)} {time(row.time_ms)}".strip()


def _figures(old: Result, new: Result) -> Iterable[str]:
    if old.time_ms != new.time_ms:
        yield f"{time(old.time_ms) or '–'} → {time(new.time_ms) or '–'}"
    if old.penalty_s != new.penalty_s:
        yield _("penalty %(old)s s → %(new)s s", old=old.penalty_s, new=new.penalty_s)
    for name, label in (
        ("category", _("category")),
        ("name", _("name of the rider")),
        ("team", _("team")),
    ):
        if getattr(old, name) != getattr(new, name):
            yield f"{label} {getattr(old, name) or '–'} → {getattr(new, name) or '–'}"
    if old.note != new.note and new.note:
        yield new.note


def columns() -> Mapping[str, str]:
    """What a column of a timer's table can mean."""
    return {
        "bib": _("Bib"),
        "name": _("Name"),
        "family_name": _("Family name"),
        "given_name": _("Given name"),
        "category": _("Category"),
        "category_code": _("Code of the category"),
        "gun_time": _("Time from the gun"),
        "chip_time": _("Net time"),
        "status": _("Status"),
        "rank": _("Rank"),
        "gap": _("Gap"),
        "laps": _("Laps"),
        "avg_kmh": _("Mean speed"),
        "penalty_s": _("Penalty in seconds"),
        "team": _("Team"),
        "gender": _("Sex"),
        "birth_year": _("Year of birth"),
        "nation": _("Country"),
        "note": _("Remark"),
        "source": _("Source"),
    }
