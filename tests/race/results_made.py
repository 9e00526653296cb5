"""Files of results as timers hand them in, in every format, built to the reference (A4)."""

import csv
import io
import json
import random
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl

from tests.race.made import MEN, RIDE, WOMEN, an_edition, on_the_day
from tests.support import TestCase
from webapp.core.database import Model
from webapp.race.plan import Category, Sex
from webapp.race.results.layouts.ours import COLUMNS
from webapp.race.results.models import (
    ColumnPreset,
    MaskedRider,
    Problem,
    Result,
    ResultSet,
    ResultState,
    Status,
)

CATEGORIES = (MEN, WOMEN, RIDE)
CHINESE = tuple(COLUMNS.values())
ENGLISH = tuple(COLUMNS)


def a_result(bib: int | None = 1, seconds: float | None = 3849.0, **more: Any) -> Result:
    """Somebody who rode; without seconds, who has no time."""
    time = None if seconds is None else round(seconds * 1000)
    values: dict[str, Any] = {"category": MEN.code, "gun_ms": time, **more}
    return Result(bib=bib, **values)


def csv_of(rows: Sequence[Sequence[object]], header: Sequence[str] = CHINESE) -> str:
    """A table as text."""
    sheet = io.StringIO(newline="")
    csv.writer(sheet).writerows([header, *rows])
    return sheet.getvalue()


def row(bib: object = 1, time: str = "1:04:09", **more: object) -> list[object]:
    """One row of our table, by English column names."""
    values: dict[str, object] = {"category_code": MEN.code, "bib": bib, "gun_time": time, **more}
    return [values.get(column, "") for column in ENGLISH]


def workbook(rows: Sequence[Sequence[object]], header: Sequence[str] = CHINESE) -> bytes:
    """The same table as a workbook."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for cells in [header, *rows]:
        book.active.append(list(cells))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def crossmgr_rider(
    first: str = "Ming", last: str = "Li", status: str = "Finisher", times: Any = (0, 3849.312)
) -> dict[str, Any]:
    """A rider of `data`."""
    return {
        "flr": 1.0,
        "relegated": False,
        "status": status,
        "FirstName": first,
        "LastName": last,
        "Team": "Blue Team",
        "NatCode": "CHN",
        "Gender": "Men",
        "raceCat": "Elite men (Men)",
        "raceTimes": list(times),
        "lastTime": times[-1] if times else 0,
        "interp": [False] * len(times),
        "speed": "42.08 km/h" if times else "",
    }


def crossmgr(riders: Mapping[int, dict[str, Any]] | None = None, **more: Any) -> dict[str, Any]:
    """What CrossMgr publishes: three riders of one wave, the last one out of the race."""
    data = riders or {
        17: crossmgr_rider("Ming", "Li", times=(0, 3849.312)),
        5: crossmgr_rider("Wei", "Zhang", times=(0, 3861.5)),
        9: crossmgr_rider("Jun", "Wang", "DNF", ()),
    }
    order = list(data)
    first = data[order[0]]["raceTimes"]
    gaps = [
        round(one["raceTimes"][-1] - first[-1], 3) if one["raceTimes"] and first else 0
        for one in data.values()
    ]
    everybody = {"name": "All", "catType": "Custom", "iSort": 0, "laps": 0, "startOffset": 0}
    wave = {"name": "Elite men (Men)", "catType": "Start Wave", "iSort": 1, "laps": 1}
    return {
        "raceName": "2027-08-28-Wudangzhao-r1-",
        "raceIsRunning": False,
        "raceIsUnstarted": False,
        "raceIsFinished": True,
        "catDetails": [
            {**everybody, "gender": "Open", "pos": order, "gapValue": gaps},
            {**wave, "gender": "Men", "startOffset": 0, "pos": order, "gapValue": gaps},
        ],
        "data": {str(bib): rider for bib, rider in data.items()},
        **more,
    }


def crossmgr_live(*rams: dict[str, Any]) -> list[dict[str, Any]]:
    """A baseline with the race under way, and messages after it."""
    published = crossmgr()
    about = {"raceName": published["raceName"], "raceIsRunning": True, "raceIsUnstarted": False}
    baseline = {
        "cmd": "baseline",
        "categoryDetails": {one["name"]: one for one in published["catDetails"]},
        "info": published["data"],
        "reference": {**about, "versionCount": 10007},
    }
    return [
        baseline,
        *(
            {"cmd": "ram", "reference": {**about, "versionCount": 10007 + at}, **ram}
            for at, ram in enumerate(rams, start=1)
        ),
    ]


def raceclocker(finish: str = "Ziel") -> dict[str, Any]:
    """What RaceClocker hands out: strings, statuses in the time's place, no rank."""
    base = {"Wave": "A", "Category": "Elite men", "Penalty": "", "Start": "09:00:00.0"}
    return {
        "RaceInfo": {"Name": "Wudangzhao", "Date": "2027-08-28"},
        "Results": [
            {
                **base,
                "Bib number": "17",
                "Name": "Li Ming",
                "Result": "01:04:09.3",
                "Result in seconds": "3849.3",
                finish: "10:04:09.3",
            },
            {
                **base,
                "Bib number": "5",
                "Name": "Zhang Wei",
                "Result": "",
                "Result in seconds": "",
                finish: "10:04:21.5",
                "Penalty": "10",
            },
            {**base, "Bib number": "9", "Name": "Wang Jun", "Result": "DNF", finish: "DNF"},
            {**base, "Bib number": "11", "Name": "Zhao Yi", "Result": "DQ", finish: "10:09:00"},
        ],
    }


def timer_table() -> bytes:
    """A timer's own table with headings that nobody knows."""
    header = ("Rang", "Stnr", "Fahrer", "Klasse", "Endzeit", "Klub")
    rows = [
        (1, 17, "李明", "男子精英组", "1:04:09.3", "蓝队"),
        (2, 5, "张伟", "男子精英组", "1:04:21.5", ""),
        ("DNF", 9, "王军", "男子精英组", "", ""),
    ]
    return csv_of(rows, header).encode()


def as_json(value: object) -> bytes:
    """A value as a file."""
    return json.dumps(value, ensure_ascii=False).encode()


def three_hundred(seed: int = 1) -> list[list[object]]:
    """300 riders in three categories: most finish, some do not, some do not start."""
    chance = random.Random(seed)
    found: list[list[object]] = []
    for first, last, category in ((1, 150, MEN), (201, 280, WOMEN), (301, 370, RIDE)):
        for bib in range(first, last + 1):
            found.append(_ridden(bib, category, chance))
    chance.shuffle(found)
    return found


def _ridden(bib: int, category: Category, chance: random.Random) -> list[object]:
    status = chance.choices(("FIN", "DNF", "DNS", "关门", "取消资格"), (90, 4, 3, 2, 1))[0]
    seconds = chance.uniform(4000, 8000)
    time = f"{int(seconds // 3600)}:{int(seconds % 3600 // 60):02}:{seconds % 60:06.3f}"
    return row(
        bib,
        time if status == "FIN" else "",
        category_code=category.code,
        name=f"骑手{bib}",
        status=status,
    )


STATUS_WORDS: Mapping[str, Status] = {
    "DNF": Status.did_not_finish,
    "未完赛": Status.did_not_finish,
    "DNS": Status.did_not_start,
    "未出发": Status.did_not_start,
    "DSQ": Status.disqualified,
    "DQ": Status.disqualified,
    "取消资格": Status.disqualified,
    "犯规": Status.disqualified,
    "OTL": Status.over_time_limit,
    "关门": Status.over_time_limit,
    "LAP": Status.lapped,
    "被套圈": Status.lapped,
    "PUL": Status.pulled,
    "REL": Status.relegated,
    "ＤＮＦ": Status.did_not_finish,
    "完赛": Status.finished,
}


def kept(year: int, account_id: int) -> list[Model]:
    """A row of each table of the results, with something in every column that may be empty."""
    rows = (
        a_result(17, name="李明 “引号”", stated_kmh=35.0, sex=Sex.men),
        a_result(9, None, status=Status.did_not_finish),
    )
    odd = Problem(reason="not a whole number", line=3, column="号码布", details={"n": 1})
    public = ResultSet(
        edition_year=year,
        revision=1,
        state=ResultState.amended,
        rows=rows,
        reason="终点摄像",
        protest_until=on_the_day(12),
        same_time_ms=1000,
        attribution="计时组",
        file_name="成绩.csv",
        file_sha256="0" * 64,
        layout="csv",
        warnings=(odd,),
        author_ids=(account_id,),
        returned_because="再核对",
        made_by_id=account_id,
        made_at=on_the_day(11),
        submitted_by_id=account_id,
        published_by_id=account_id,
        published_at=on_the_day(12),
    )
    draft = ResultSet(
        edition_year=year,
        state=ResultState.submitted,
        wanted=ResultState.official,
        rows=(),
        made_at=on_the_day(11),
    )
    columns = {"bib": "Stnr", "gun_time": "Endzeit"}
    preset = ColumnPreset(
        name="云计时", columns=columns, made_by_id=account_id, made_at=on_the_day(9)
    )
    return [public, draft, preset, MaskedRider(edition_year=year, bib=17, asked_on=on_the_day(13))]


class ResultsTest(TestCase):
    """An edition, whose results are stored as they are."""

    def setUp(self) -> None:
        self.session.add(an_edition())
        self.session.commit()

    def publish(self, *found: ResultSet) -> None:
        self.session.add_all(found)
        self.session.commit()
