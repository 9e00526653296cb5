"""The columns of a list of riders: what people call them, and which of them a file has."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from webapp.core.marking import N_
from webapp.visits.tables import NotATable, Row

HEADER_WITHIN = 10  # rows; a title may stand above the header
# Of these one has to be there: without them nobody can be told from anybody.
WHO = frozenset({"bib", "name", "family_name", "id_number", "uci_id"})
LEFT_OUT = "-"  # the choice for a column that is not taken

# Field to what people call it; compared folded, so without blanks, brackets, signs and case.
NAMES: Mapping[str, str] = {
    "bib": "号码布 号码 号码牌 号码簿 参赛号 参赛号码 参赛号码布 号牌 bib bibno bibnumber "
    "raceno racenumber startnumber plate number",
    "name": "姓名 选手姓名 参赛者 参赛者姓名 运动员 选手 name fullname ridername rider athlete",
    "family_name": "姓 姓氏 lastname familyname surname",
    "given_name": "名 名字 firstname givenname",
    "sex": "性别 sex gender",
    "birth_date": "出生日期 生日 出生年月日 出生年月 dateofbirth birthdate birthday dob born",
    "birth_year": "出生年 出生年份 yearofbirth birthyear yob",
    "category": "组别 参赛组别 项目 参赛项目 组别代码 category categorycode contest class",
    "team": "代表队 车队 队伍 队名 俱乐部 所属车队 代表单位 单位 team teamname club",
    "nation": "国家 国家地区 国籍 国家或地区 natcode nation nationality country ioc",
    "city": "城市 所在城市 所在地 地区 city",
    "uci_id": "uciid uci uci号 uci编号",
    "licence": "执照 执照号 注册证号 运动员注册号 licence license licenceno licensenumber",
    "id_kind": "证件类型 证件种类 idtype documenttype",
    "id_number": "证件号码 证件号 身份证号 身份证号码 身份证 护照号 idnumber idno "
    "documentnumber passport",
    "phone": "手机 手机号 手机号码 电话 联系电话 联系方式 phone mobile telephone tel",
    "emergency_contact": "紧急联系人 紧急联系人姓名 emergencycontact emergencycontactname ice",
    "emergency_phone": "紧急联系人电话 紧急联系电话 紧急联系人手机 emergencyphone "
    "emergencycontactphone emergencytel",
    "medical_note": "病史 既往病史 健康状况 医疗备注 过敏史 medical medicalnote medicalhistory "
    "health allergies",
    "guardian": "监护人 监护人姓名 法定监护人 guardian parent",
    "waiver_at": "免责声明签署时间 声明签署时间 签署时间 waiversigned waiversignedat waiverat",
    "waiver_sha256": "免责声明指纹 声明指纹 waiversha256 waiverhash",
}
# What other programs have beside that, and what is not kept here: left out without a question.
NOT_KEPT_NAMES = "age 年龄 teamcode 车队代码 stateprov 省 省份 tag tag2 chip 芯片 芯片号"
NOT_KEPT = frozenset(NOT_KEPT_NAMES.split())
FIELDS = tuple(NAMES)
KNOWN = {name: field for field, names in NAMES.items() for name in names.split()}


@dataclass(frozen=True)
class Heading:
    """One column of a file.

    Attributes:
        guessed: The field that its heading means, or LEFT_OUT; None: not known.
        field: The field that it is taken for; None: it is left out.
    """

    at: int
    name: str
    guessed: str | None
    field: str | None


def fold(heading: str) -> str:
    """A heading as it is compared."""
    return re.sub(r"[\s()\[\]【】_:/\-*·.#＃]", "", normalize("NFKC", heading).casefold())


def field_of(heading: str) -> str | None:
    """The field that a heading means; a remark in brackets may follow it."""
    without_remark = re.sub(r"\(.*?\)", "", normalize("NFKC", heading))
    return KNOWN.get(fold(heading)) or KNOWN.get(fold(without_remark))


def header(rows: Sequence[Row]) -> Row:
    """The row with the headings: within the first ten, the one of which most is known.

    Raises:
        NotATable: there is none.
    """
    if not rows:
        raise NotATable(N_("The file is empty."))
    best = max(rows[:HEADER_WITHIN], key=lambda row: len(_fields(row)))
    found = _fields(best)
    if len(found) < 2 or not found & WHO:
        raise NotATable(
            N_("No row of headings was found: there has to be 姓名 or 号码布, and one more column.")
        )
    return best


def _fields(row: Row) -> set[str]:
    return {field for cell in row.cells if (field := field_of(cell))}


def headings(row: Row, chosen: Mapping[int, str]) -> list[Heading]:
    """The columns of a header; of two with one meaning the first counts, unless chosen.

    Args:
        chosen: What columns mean, by position: a field, or LEFT_OUT.
    """
    used = {field for field in chosen.values() if field in FIELDS}
    found = []
    for at, name in enumerate(row.cells):
        guessed = field_of(name) or (LEFT_OUT if fold(name) in NOT_KEPT else None)
        if at in chosen:
            field = chosen[at] if chosen[at] in FIELDS else None
        else:
            field = guessed if guessed not in (LEFT_OUT, *used) else None
            used |= {field} if field else set()
        if name or field:
            found.append(Heading(at, name, guessed, field))
    return found


def chosen_twice(headings: Sequence[Heading]) -> list[str]:
    """Fields that several columns are taken for."""
    fields = [one.field for one in headings if one.field]
    return sorted({field for field in fields if fields.count(field) > 1})
