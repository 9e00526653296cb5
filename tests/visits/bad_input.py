"""What gates, makers' counters, forms and sheets must not get in, and what is said against it."""

import json
from dataclasses import dataclass
from typing import Any

from tests.visits import made
from tests.visits.made import row
from tests.visits.test_layouts import event, flow, record


@dataclass(frozen=True)
class Case:
    """One bad thing.

    Attributes:
        name: What is wrong with it.
        bad: It: a row as JSON text, a body, the values of a form, or a line of a sheet.
        said: Part of the reason it is refused with.
        status: Of the answer, where that is about the whole.
    """

    name: str
    bad: Any
    said: str
    status: int = 422


def _count(name: str, said: str, **changed: Any) -> Case:
    """A row of counts with something changed; `from_` is `from`, and ... takes a field away."""
    whole = row("bad") | {("from" if k == "from_" else k): v for k, v in changed.items()}
    return Case(name, json.dumps({k: v for k, v in whole.items() if v is not ...}), said)


COUNTS = (
    _count("a negative value", "the value must be from 0 to 100000", value=-1),
    _count("a value above 100,000", "the value must be from 0 to 100000", value=100_001),
    _count("a value of forty digits", "value", value=10**40),
    _count("half a person", "Expected `int`, got `float`", value=7.5),
    _count("a value in quotes", "Expected `int`, got `str`", value="7"),
    _count("true for a value", "Expected `int`, got `bool`", value=True),
    _count("null for a value", "Expected `int`, got `null`", value=None),
    _count("a list for a value", "Expected `int`, got `array`", value=[7]),
    _count("no value", "missing required field `value`", value=...),
    _count("no key", "missing required field `key`", key=...),
    _count("an empty key", "length >= 1", key=""),
    _count("a key of 201 characters", "length <= 200", key="k" * 201),
    _count("a number for a key", "Expected `str`, got `int`", key=7),
    _count("a key with a NUL", "characters that cannot be printed", key="a\0b"),
    _count("a key of two lines", "characters that cannot be printed", key="a\nb"),
    _count("a key that turns the writing round", "cannot be printed", key="a\u202eb"),
    _count("no place", "missing required field `place`", place=...),
    _count(
        "another place", "reports for gate '山门' of 'wudangzhao' only", place="qingshan-village"
    ),
    _count("a place that is none", "reports for gate '山门' of 'wudangzhao' only", place="../etc"),
    _count("another gate", "reports for gate '山门' of 'wudangzhao' only", gate="后门"),
    _count("no gate", "missing required field `gate`", gate=...),
    _count("a metric that is no direction", "Invalid enum value 'visits'", metric="visits"),
    _count("a metric in capitals", "Invalid enum value 'IN'", metric="IN"),
    _count("a time without a zone", "timezone", from_="2026-11-22T10:00:00"),
    _count("a day without a time", "Invalid RFC3339", from_="2026-11-22"),
    _count("a day that the calendar lacks", "Invalid RFC3339", from_="2026-02-30T10:00:00+08:00"),
    _count("an hour that the clock lacks", "Invalid RFC3339", from_="2026-11-22T25:00:00+08:00"),
    _count("a word for a time", "Invalid RFC3339", from_="yesterday"),
    _count("seconds since 1970", "Expected `datetime`, got `int`", from_=1_795_000_000),
    _count("no end", "missing required field `to`", to=...),
    _count("an end before the start", "must end after it begins", to="2026-11-22T09:00:00+08:00"),
    _count("an end at the start", "must end after it begins", to="2026-11-22T10:00:00+08:00"),
    _count("more than a day", "last at most a day", from_="2026-11-20T10:00:00+08:00"),
    _count("the future", "the interval ends in the future", to="2026-11-23T10:00:00+08:00"),
    _count("the year 9999", "the interval ends in the future", to="9999-12-31T23:59:59-12:00"),
    _count(
        "61 days ago",
        "too late: rows are taken for days from 2026-09-24 on",
        from_="2026-09-24T04:00:00+08:00",
        to="2026-09-24T05:00:00+08:00",
    ),
    _count(
        "the year 1",
        "too late",
        from_="0001-01-01T00:00:00+14:00",
        to="0001-01-01T01:00:00+14:00",
    ),
    Case("a number for a row", "5", "Expected `object`, got `int`"),
    Case("null for a row", "null", "Expected `object`, got `null`"),
    Case("a list for a row", "[]", "Expected `object`, got `array`"),
    Case("an empty row", "{}", "missing required field `key`"),
)

# Not even JSON: as an element of an array they make all of it unreadable.
LINES = (
    _count("half a character in the key", "JSON is malformed", key="\ud800"),
    _count("no number for a value", "JSON is malformed", value=float("nan")),
    _count("a value without end", "JSON is malformed", value=float("inf")),
    Case("a row cut short", json.dumps(row("bad"))[:-9], "Input data was truncated"),
    Case("a row in single quotes", "{'key': 'a'}", "JSON is malformed"),
)

BODIES = (
    Case("nothing", b"", "neither", 400),
    Case("blanks", b" \n\t\n", "neither", 400),
    Case("a number", b"7", "neither", 400),
    Case("a word of JSON", b"null", "neither", 400),
    Case("an array that does not end", b"[", "truncated", 400),
    Case("an array with a hole", b"[{]", "malformed", 400),
    Case("bytes that are no text", b"\xff\xfe\x00", "neither", 400),
    Case("text of sixteen bits", "[]".encode("utf-16-le"), "malformed", 400),
    Case("something packed", b"\x1f\x8b\x08\x00", "neither", 400),
    Case("a page", b"<html></html>", "neither", 400),
    Case("the fields of a form", b"key=a&value=7", "neither", 400),
    Case("a hundred thousand brackets", b"[" * 100_000, "", 400),
    Case("more than 2 MB", b"[" + b" " * 2_000_000 + b"]", "2000000 bytes", 413),
    Case("5,001 rows", b"[" + b",".join([b"{}"] * 5001) + b"]", "At most 5000 rows", 413),
)


def _bin(name: str, said: str, **changed: Any) -> Case:
    known = {"timestamp": "2026-11-22T12:00:00+08:00", "counts": 1, "granularity": "PT15M"}
    return Case(name, json.dumps(flow(104, data=[known | changed])), said)


ECO = (
    _bin("a bin without a count", "missing is not zero", counts=None),
    _bin("a word for a count", "Expected `int | null`, got `str`", counts="many"),
    _bin("a negative count", "the value must be from 0 to 100000", counts=-1),
    _bin("a word for a start", "timestamp: no such time", timestamp="soon"),
    _bin("a start in the year 1", "no such time", timestamp="0001-01-01T00:00:00+14:00"),
    _bin("a start at the end of time", "no such time", timestamp="9999-12-31T23:59:00+00:00"),
    _bin("a start in the future", "ends in the future", timestamp="2026-11-24T10:00:00+08:00"),
    _bin("a bin of a day", "Invalid enum value 'P1D'", granularity="P1D"),
    Case("cars", json.dumps(flow(104, "in", ("12:00", 1), travelMode="car")), "only pedestrians"),
    Case("no direction", json.dumps(flow(104, "undefined", ("12:00", 1))), "say ?in=104 or ?out="),
    Case("no bins", '{"flowID": 104}', "missing required field `data`"),
    Case("one bin for a list", '{"flowID": 104, "data": {}}', "Expected `array`, got `object`"),
    Case("a negative flow", json.dumps(flow(-1, "in", ("12:00", 1))), "flowID"),
    Case(
        "a NUL in a flow's name", json.dumps(flow(0, "in", ("12:00", 1), flowID="a\0")), "printed"
    ),
)


def _record(name: str, said: str, **changed: Any) -> Case:
    known = record("bad") | {"leavePersonNumber": None} | changed
    return Case(name, json.dumps({k: v for k, v in known.items() if v is not ...}), said)


MEGVII = (
    _record("a record of another type", "dataType 6004 counts nobody", dataType=6004),
    _record("a record that counts nobody", "neither enterPersonNumber", enterPersonNumber=None),
    _record("a record of too many", "from 0 to 100000", enterPersonNumber=100_001),
    _record("a record of fewer than nobody", "from 0 to 100000", enterPersonNumber=-1),
    _record("a time before 1970", "Expected `int` >= 0", recognitionTime=-1),
    _record("a time far too late", "recognitionTime", recognitionTime=10**20),
    _record("a time as text", "Expected `int`, got `str`", recognitionTime="2026-11-22 10:30"),
    _record("a time in seconds", "too late", recognitionTime=1_795_000_000),
    _record("a record of next year", "in the future", recognitionTime=1_830_000_000_000),
    _record("a record without a name", "missing required field `uuid`", uuid=...),
    _record("a record with an empty name", "length >= 1", uuid=""),
    _record("a record with a long name", "length <= 100", uuid="u" * 101),
)


def _event(name: str, said: str, **info: Any) -> Case:
    whole = event(9, **info)
    whole["info"] = {k: v for k, v in whole["info"].items() if v is not ...}
    return Case(name, json.dumps(whole), said)


EVENTS = (
    Case("another event", json.dumps(event(9) | {"operator": "Traffic"}), "Invalid enum value"),
    Case("an event of nobody", json.dumps(event(9) | {"deviceInfo": {}}), "`serialNumber`"),
    _event("an event without a number", "missing required field `eventId`", eventId=...),
    _event("an event with a negative number", "eventId", eventId=-1),
    _event("an event that began some day", "no such interval", staticBegainTime="yesterday"),
    _event("an event without an end", "no such interval", staticEndTime="", staticInterval=None),
    _event("an event of 25 hours", "Expected `float` <= 24.0", staticInterval=25),
    _event("an event of no length", "Expected `float` > 0.0", staticInterval=0),
    _event("an event that ends first", "end after it begins", staticEndTime="20261122T090000+08"),
    _event("an event that counts in words", "Expected `int`, got `str`", inNumber="12"),
    _event("an event of no count", "missing required field `inNumber`", inNumber=...),
    Case("two events at once", json.dumps([event(1), event(2)]), "one event a request", 400),
    Case("no event", "[]", "one event a request", 400),
    Case("half an event", "{", "truncated", 400),
)

FORM = (
    Case("a negative number", {"full": "-5"}, "a value cannot be negative"),
    Case("half a ticket", {"full": "1.5"}, "not a whole number"),
    Case("a word", {"discount": "很多"}, "not a number"),
    Case("a number with an exponent", {"full": "1e3"}, "not a number"),
    Case("commas in the wrong place", {"full": "1,00"}, "not a number"),
    Case("a formula", {"full": "=1+1"}, "not a number"),
    Case("more than 100,000", {"free": "100001"}, "more than 100,000 in one day"),
    Case("too many in wide digits", {"free": "１００００１"}, "more than 100,000 in one day"),
    Case("too many together", {"full": "60000", "free": "60000"}, "Together these are more"),
    Case("a number of 41 digits", {"other_revenue": "9" * 41}, "This is too long for a number."),
    Case("a tenth of a fen", {"ticket_revenue": "1.234"}, "more than two decimals"),
    Case("takings below zero", {"ticket_revenue": "-1"}, "a value cannot be negative"),
    Case("too much money", {"ticket_revenue": "100000001"}, "more than 100 million yuan"),
    Case("no day", {"day": ""}, "Which day is it about?"),
    Case("a day that is none", {"day": "2026-02-30"}, "Not a valid date value."),
    Case("tomorrow", {"day": "2026-11-24"}, "This day lies in the future."),
    Case("a day of 1899", {"day": "1899-01-01"}, "The year cannot be right."),
    Case("nothing counted", {"full": "", "discount": "", "free": ""}, "How many came?"),
    Case("nobody, unsaid", {"full": "0", "discount": "0", "free": "0"}, "Nobody at all?"),
    Case("closed with visitors", {"closed": True}, "Closed, and yet there were visitors?"),
)

# What no browser sends by itself: fields that nobody types in, changed on their way.
FORGED = (
    Case("no place at all", {"place": ""}, "", 404),
    Case("a place that was made up", {"place": "nowhere"}, "", 404),
    Case("a place of somebody else", {"place": "qingshan-village"}, "", 403),
    Case("a NUL in the place", {"place": "wudangzhao\0"}, "", 400),
    Case("a NUL in a number", {"full": "5\0"}, "", 400),
    Case("a NUL in the reason", {"reason": "a\0b"}, "", 400),
    Case("no form's key", {"key": ""}, "", 422),
    Case("a key of another kind", {"key": "'; drop table entry; --"}, "", 422),
)

# A line has day, place, admissions, ticket revenue, status and remark.
SHEET = (
    Case("a row without a day", ",五当召,5", "not a day"),
    Case("a day in words", "昨天,五当召,5", "not a day"),
    Case("a formula for a day", "=1+1,五当召,5", "not a day"),
    Case("the 31st of November", "2026-11-31,五当召,5", "there is no such day"),
    Case("a day to come", "2026-11-24,五当召,5", "this day lies in the future"),
    Case("a day of 1999", "1999-12-31,五当召,5", "the year cannot be right"),
    Case("the row of totals", "合计,五当召,5", "take out the row of totals"),
    Case("a row without a place", "2026-11-02,,5", "the place is missing"),
    Case("a place nobody knows", "2026-11-02,五当招,5", "no place is called"),
    Case("somebody else's place", "2026-11-02,青山村,5", "none of the places that you report for"),
    Case("admissions below zero", "2026-11-02,五当召,-5", "a value cannot be negative"),
    Case("admissions in words", "2026-11-02,五当召,约五百", "not a number"),
    Case("half an admission", "2026-11-02,五当召,5.5", "not a whole number"),
    Case("admissions above 100,000", "2026-11-02,五当召,100001", "more than 100,000"),
    Case("takings of three decimals", "2026-11-02,五当召,5,1.005", "more than two decimals"),
    Case("takings without end", "2026-11-02,五当召,5,100000001", "more than 100 million yuan"),
    Case("a status nobody knows", "2026-11-02,五当召,5,,大概", "unknown status"),
    Case("a remark without end", f"2026-11-02,五当召,5,,,{'长' * 501}", "longer than 500"),
    Case("more cells than columns", "2026-11-02,五当召,5,,,,7", "more cells than the header has"),
    Case("another number than stands", "2026-11-01,五当召,5", "already reported 700"),
)

ROW = "2026-11-02,五当召,5"
FILES = (
    Case("a file of nothing", b"", "Choose a file first."),
    Case("a file of blanks", b" \n \n", "The file is empty."),
    Case("a table of something else", b"a,b\n1,2\n", "There is no header with the columns"),
    Case("no column of places", made.form(ROW, header="日期,地,人次"), "missing: 景区"),
    Case(
        "two columns of the same",
        made.form(ROW + ",6", header="日期,景区,人次,入园人次"),
        "Two columns mean the same",
    ),
    Case("a file with NULs", made.form(ROW + "\0"), "This is not a text file."),
    Case("a workbook cut short", b"PK\x03\x04", "This Excel workbook is damaged."),
    Case(
        "a workbook of long ago",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "An old workbook",
    ),
    Case("a document", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "There is no header with the columns"),
    Case("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "neither UTF-8 nor GB18030"),
    Case("more than 5,000 rows", made.form(*[ROW] * 5001), "more than 5,000 rows"),
)

TABLES = (COUNTS, LINES, BODIES, ECO, MEGVII, EVENTS, FORM, FORGED, SHEET, FILES)
CASES = [case for table in TABLES for case in table]
