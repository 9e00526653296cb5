"""Reading GPX: what is taken from a file, and what is refused in words of its own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.race import gpx_made as made
from tests.race.gpx_made import gpx, meridian, route, track, waypoint
from webapp.race.courses import gpx as reader
from webapp.race.courses import refusals

LINE = meridian([1000.0, 1010.0, 1020.0], 100)


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_both_versions_are_read(version: str) -> None:
    found = reader.read(gpx(track(LINE), version=version))
    assert [len(one) for one in found.segments] == [3]
    assert found.segments[0][1][2] == 1010.0


def test_a_prefix_before_the_elements_is_read_too() -> None:
    text = (
        f'<g:gpx version="1.1" xmlns:g="{made.GPX_11}"><g:trk><g:trkseg><g:trkpt lat="1" lon="2"/>'
        '<g:trkpt lat="1" lon="3"/></g:trkseg></g:trk></g:gpx>'
    )
    assert reader.read(text.encode()).segments == (((1.0, 2.0, None), (1.0, 3.0, None)),)


def test_tracks_and_segments_follow_each_other() -> None:
    found = reader.read(gpx(track(LINE, LINE[:2]), track(LINE)))
    assert [len(one) for one in found.segments] == [3, 2, 3]
    assert (found.tracks, found.routes) == (2, 0)


def test_segments_of_one_point_are_left_out_and_counted() -> None:
    found = reader.read(gpx(track(LINE, LINE[:1], [])))
    assert len(found.segments) == 1 and found.left_out == 2


def test_a_route_alone_is_the_line_and_beside_a_track_it_is_not() -> None:
    alone = reader.read(gpx(route(LINE[:2])))
    assert len(alone.segments[0]) == 2 and alone.routes == 1
    mixed = reader.read(gpx(route(LINE[:2]), track(LINE)))
    assert len(mixed.segments) == 1 and len(mixed.segments[0]) == 3


def test_a_missing_height_is_missing_and_so_is_one_that_was_not_measured() -> None:
    body = "".join(
        f'<trkpt lat="4{number}" lon="110"><ele>{text}</ele></trkpt>'
        for number, text in enumerate(["", "NaN", "inf", "-9999", "99999", "0"])
    )
    found = reader.read(gpx(f'<trk><trkseg>{body}<trkpt lat="48" lon="110"/></trkseg></trk>'))
    assert [point[2] for point in found.segments[0]] == [None] * 5 + [0.0, None]


def test_a_broken_clock_does_not_cost_the_line() -> None:
    text = gpx(track(LINE)).decode().replace("</ele>", "</ele><time>yesterday</time>")
    assert len(reader.read(text.encode()).segments[0]) == 3


def test_waypoints_are_taken_with_their_type_and_those_off_the_earth_are_left_out() -> None:
    far = '<wpt lat="400" lon="0"><name>x</name></wpt>'
    found = reader.read(gpx(waypoint(40.0, 110.0, " Feed ", "补给 一"), far, track(LINE)))
    assert [(one.type, one.name) for one in found.waypoints] == [("feed", "补给 一")]
    assert found.left_out == 1


@pytest.mark.parametrize("encoding", ["UTF-16", "GB18030", "GB2312", "UTF-8"])
def test_chinese_files_are_read_in_the_encodings_they_come_in(encoding: str) -> None:
    found = reader.read(gpx(waypoint(40.0, 110.0, "feed", "补给"), track(LINE), encoding=encoding))
    assert found.waypoints[0].name == "补给"


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert reader.read(b"\xef\xbb\xbf" + gpx(track(LINE))).tracks == 1


WITH_NAN = gpx(track(LINE)).replace(b'lon="110.000000000000"', b'lon="NaN"', 1)
REFUSED: dict[str, tuple[bytes, type[refusals.Refused]]] = {
    "empty": (b"", refusals.Empty),
    "blank": (b" \n ", refusals.Empty),
    "over 10 MB": (b"<" * (reader.MOST_BYTES + 1), refusals.TooHeavy),
    "billion laughs": (made.bomb(), refusals.Dangerous),
    "billion laughs in UTF-16": (made.bomb().decode().encode("utf-16"), refusals.Dangerous),
    "external entity": (made.outside("file:///etc/hostname"), refusals.Dangerous),
    "external DTD": (b'<!DOCTYPE gpx SYSTEM "http://192.0.2.1/x"><gpx/>', refusals.Dangerous),
    "quadratic namespaces": (b"<gpx" + b' xmlns:a="b"' * 9_000 + b"/>", refusals.NotGpx),
    "deep": (b"<gpx>" + b"<a>" * 100_000, refusals.NotGpx),
    "a web page": (b"<html><body></body></html>", refusals.NotGpx),
    "KML": (b'<kml xmlns="http://www.opengis.net/kml/2.2"/>', refusals.NotGpx),
    "no XML": (b"PK\x03\x04", refusals.NotXml),
    "cut off": (gpx(track(LINE))[:-20], refusals.NotXml),
    "a lie about its encoding": ("<gpx>补</gpx>".encode("gb18030"), refusals.WrongEncoding),
    "an encoding we do not know": (
        b'<?xml version="1.0" encoding="UTF-7"?><gpx/>',
        refusals.WrongEncoding,
    ),
    "no line": (gpx(waypoint(40, 110, "feed")), refusals.NoLine),
    "empty track": (gpx(track([])), refusals.NoLine),
    "one point": (gpx(track(LINE[:1])), refusals.OnePoint),
    "one place": (gpx(track([LINE[0]] * 9)), refusals.OnePoint),
    "NaN": (WITH_NAN, refusals.OffTheEarth),
    "beyond the pole": (gpx(track([*LINE, (90.1, 0.0, None)])), refusals.OffTheEarth),
    "no latitude": (gpx('<trk><trkseg><trkpt lon="1"/></trkseg></trk>'), refusals.BadValue),
    "a height in words": (
        gpx('<trk><trkseg><trkpt lat="1" lon="1"><ele>high</ele></trkpt></trkseg></trk>'),
        refusals.BadValue,
    ),
    "many points": (
        gpx("<trk><trkseg>" + '<trkpt lat="1" lon="1"/>' * 100_001 + "</trkseg></trk>"),
        refusals.TooManyPoints,
    ),
    "many segments": (gpx(track(*[LINE[:2]] * 101)), refusals.TooManySegments),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_course_is_refused_by_its_reason(name: str) -> None:
    content, reason = REFUSED[name]
    with pytest.raises(refusals.Refused) as caught:
        reader.read(content)
    assert type(caught.value) is reason


def test_a_point_off_the_earth_and_a_broken_line_are_named() -> None:
    with pytest.raises(refusals.OffTheEarth) as point:
        reader.read(gpx(track([*LINE, (91.0, 0.0, None)])))
    assert point.value.number == 4
    with pytest.raises(refusals.NotXml) as broken:
        reader.read(b"<gpx>\n\n<trk></gpx>")
    assert broken.value.line == 3


WHOLE = gpx(waypoint(40.0, 110.0, "feed", "补给"), track(LINE, LINE), route(LINE))
PIECES = [b"", b"nan", b"1e999", b"<", b"/>", b"</trkpt>", b'"', b"&x;", b"\xff", b"<!--", b"<ele>"]


@given(some.lists(some.tuples(some.integers(0, len(WHOLE)), some.sampled_from(PIECES)), max_size=4))
@settings(max_examples=60)
def test_a_damaged_file_never_surprises_the_reader(damages: list[tuple[int, bytes]]) -> None:
    content = WHOLE
    for at, piece in damages:
        content = content[:at] + piece + content[at + len(piece) :]
    try:
        found = reader.read(content)
    except refusals.Refused:
        return
    assert all(len(segment) > 1 for segment in found.segments)
