"""Our own table of results (race-and-counting A4), csv or xlsx, with Chinese or English headings.

赛事届次,组别代码,组别,名次,号码布,姓名,性别,出生年,代表队,国家/地区,状态,枪声成绩,净成绩,差距,
圈数,均速kmh,罚时秒,备注,来源,版本
"""

from collections.abc import Mapping

from webapp.race.results import cells
from webapp.race.results.layouts import table
from webapp.race.results.layouts.pieces import Read
from webapp.visits.tables import Row
from webapp.visits.workbook_rows import Sheet

HEADER_WITHIN = 10  # rows; a title may stand above the header
# Chinese heading and English heading of each column, in their order.
COLUMNS: Mapping[str, str] = {
    "edition": "赛事届次",
    "category_code": "组别代码",
    "category": "组别",
    "rank": "名次",
    "bib": "号码布",
    "name": "姓名",
    "gender": "性别",
    "birth_year": "出生年",
    "team": "代表队",
    "nation": "国家/地区",
    "status": "状态",
    "gun_time": "枪声成绩",
    "chip_time": "净成绩",
    "gap": "差距",
    "laps": "圈数",
    "avg_kmh": "均速kmh",
    "penalty_s": "罚时秒",
    "note": "备注",
    "source": "来源",
    "revision": "版本",
}
ALIASES: Mapping[str, str] = {
    "edition": "届次 赛事 event race",
    "category_code": "组别编码 categorycode catcode",
    "category": "组 参赛组别 项目 组别名称 category cat class division",
    "rank": "排名 名次 place pos position rank",
    "bib": "号码 号码牌 号码簿 参赛号 参赛号码 车号 bib bibno bibnumber number no dossard",
    "name": "选手 选手姓名 骑手 运动员 name rider ridername athlete fullname",
    "family_name": "姓 lastname familyname surname",
    "given_name": "名 firstname givenname",
    "gender": "sex gender",
    "birth_year": "出生年份 出生 出生日期 yearofbirth birthyear yob dateofbirth dob",
    "team": "队伍 车队 俱乐部 单位 队名 team club teamname",
    "nation": "国家 国籍 国家地区 地区 nation country natcode nationality noc",
    "status": "比赛状态 完赛状态 irm status state",
    "gun_time": "成绩 枪时 枪声时间 总成绩 总时间 用时 时间 time guntime result totaltime "
    "finishtime",
    "chip_time": "净时间 芯片成绩 芯片时间 净计时 chiptime nettime net",
    "gap": "时间差 落后 gap behind diff",
    "laps": "圈 laps lap",
    "avg_kmh": "均速 平均速度 平均时速 均速km/h avgkmh avg avgspeed speed kmh averagespeed",
    "penalty_s": "罚时 罚时(秒) penalty penaltys penaltyseconds",
    "note": "说明 note notes remark remarks",
    "source": "数据来源 计时 source",
    "revision": "版次 revision version",
}
_MEANING = {
    cells.folded(heading): column
    for column, headings in ALIASES.items()
    for heading in (*headings.split(), column, COLUMNS.get(column, column))
}


def meaning(heading: str) -> str | None:
    """The column that a heading means; None when it is not known."""
    return _MEANING.get(cells.folded(heading))


def header_of(sheet: Sheet) -> tuple[Row, dict[str, int]] | None:
    """The header of a sheet and where its columns stand; None when it has none that will do.

    It needs who (bib or name), and how the race ended for them (a time, a rank or a status).
    """
    for row in sheet.rows[:HEADER_WITHIN]:
        positions: dict[str, int] = {}
        for at, cell in enumerate(row.cells):
            column = meaning(cell)
            if column is not None:
                positions.setdefault(column, at)
        who = {"bib", "name", "family_name"} & positions.keys()
        how = {"gun_time", "chip_time", "rank", "status"} & positions.keys()
        # Of a timer's own table a few headings are known by chance.
        all_known = len(positions) == sum(map(bool, row.cells))
        if who and how and (len(positions) >= 3 or all_known):
            return row, positions
    return None


def read(sheet: Sheet) -> Read | None:
    """The rows of a sheet with our headings; None when it has others."""
    found = header_of(sheet)
    if found is None:
        return None
    header, positions = found
    # Edition and revision are ours to say: a file's are not taken.
    taken = {column: at for column, at in positions.items() if column in table.READERS}
    return table.read(sheet, taken, header)
