"""The arrangement of 2026 (C112) in every way it can be handed in, and notices of other years."""

import json
from datetime import date, timedelta

from webapp.holidays.arrangement import Day
from webapp.holidays.models import DayOff

OFF_2026 = {
    "元旦": ("01-01", 3),
    "春节": ("02-15", 9),
    "清明节": ("04-04", 3),
    "劳动节": ("05-01", 5),
    "端午节": ("06-19", 3),
    "中秋节": ("09-25", 3),
    "国庆节": ("10-01", 7),
}
WORK_2026 = {
    "01-04": "元旦",
    "02-14": "春节",
    "02-28": "春节",
    "05-09": "劳动节",
    "09-20": "国庆节",
    "10-10": "国庆节",
}


def _days_2026() -> list[Day]:
    days = [
        Day(date.fromisoformat(f"2026-{first}") + timedelta(days=n), DayOff.off, name)
        for name, (first, length) in OFF_2026.items()
        for n in range(length)
    ]
    days += [
        Day(date.fromisoformat(f"2026-{day}"), DayOff.work, name) for day, name in WORK_2026.items()
    ]
    return sorted(days, key=lambda day: day.date)


DAYS_2026 = _days_2026()

OFFICIAL_2026 = """\
国务院办公厅关于2026年
部分节假日安排的通知

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
　　经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
　　一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
　　二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。\
2月14日（周六）、2月28日（周六）上班。
　　三、清明节：4月4日（周六）至6日（周一）放假，共3天。
　　四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。
　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
国务院办公厅
"""

TABLE_2026 = """\
2026-01-01..2026-01-03 休 元旦
2026-01-04 班 元旦
2026-02-14 班 春节
2026-02-15..2026-02-23 休 春节
2026-02-28 班 春节
2026-04-04..2026-04-06 休 清明节
2026-05-01..2026-05-05 休 劳动节
2026-05-09 班 劳动节
2026-06-19..2026-06-21 休 端午节
2026-09-20 班 国庆节
2026-09-25..2026-09-27 休 中秋节
2026-10-01..2026-10-07 休 国庆节
2026-10-10 班 国庆节"""

TITLE = "国务院办公厅关于2026年部分节假日安排的通知"
URL = "https://www.gov.cn/notice/2026"
JSON_2026 = json.dumps(
    {
        "year": 2026,
        "source": {"title": TITLE, "url": URL, "published": "2025-11-04"},
        "days": [
            {"date": str(day.date), "kind": day.kind.value, "name": day.holiday}
            for day in DAYS_2026
        ],
    },
    ensure_ascii=False,
    indent=1,
)
HOLIDAY_CN_2026 = json.dumps(
    {
        "$schema": "schema.json",
        "year": 2026,
        "papers": [URL],
        "days": [
            {"name": day.holiday, "date": str(day.date), "isOffDay": day.kind is DayOff.off}
            for day in DAYS_2026
        ],
    }
)
