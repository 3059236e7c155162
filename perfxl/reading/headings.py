"""表头以上、总分以下的零散信息：标题、年度、金额单位、项目名称一类的栏目、总体目标。"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from perfxl.model.table import ABSENT, Entry
from perfxl.reading.continued_text import joined_text
from perfxl.reading.labels import (
    compact,
    field_name,
    fund_column,
    goal_name,
    indicator_column,
    is_conclusion,
    is_grade_label,
    is_total,
    label_key,
)
from perfxl.reading.region import Region

_TITLE = re.compile(
    r"(?:自评|自我评价|绩效评价).{0,12}表|表\(.{0,12}自评.{0,6}\)|.{4,}(?:自评表|评价表)"
)
# 先找“年度”，再找不跟着月份的年：填报日期里的年不是表的年度。
_YEARS = (re.compile(r"(20\d\d)年?度|年度:?(20\d\d)"), re.compile(r"(20\d\d)(?:年(?!\d)|$|[)\]])"))
_CHINESE_YEAR = re.compile(r"二[〇○零O0]([一二三四五六七八九〇○零]{2})年")
_CHINESE_DIGITS = {sign: str(n) for n, sign in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
}
_NEXT_LABEL = re.compile(r"(?:^|[\s,;，；、]+)([^\s:,;，；、]{2,10}):")
MONEY_UNITS = ("元", "万元", "亿元")
_MONEY_UNIT = re.compile(r"(?:单位[:为]?|\()人?民?币?[:]?(万元|亿元|元)\)?")


def is_title(text: str) -> bool:
    """是自评表的标题。

    >>> [is_title(t) for t in ("项目支出绩效目标自评表", "2024年度部门整体支出绩效自评表", "自评结论")]
    [True, True, False]
    """
    key = compact(text)
    return 4 < len(key) < 60 and ":" not in key and _TITLE.search(key) is not None


def find_title(region: Region, rows: Iterable[int]) -> Entry:
    """这些行里的标题；没有时为 ``ABSENT``。"""
    for row in rows:
        for entry in region.texts(row):
            if is_title(entry.text):
                return entry
    return ABSENT


def find_year(texts: Iterable[str]) -> int | None:
    """标题、副标题里的年度。

    >>> find_year(["项目支出绩效自评表", "（2024年度）"]), find_year(["二〇二三年度"]), find_year(["表"])
    (2024, 2023, None)
    """
    keys = [compact(text) for text in texts]
    for pattern in _YEARS:
        for key in keys:
            if match := pattern.search(key):
                return int(match[1] or match[match.lastindex or 1])
    for key in keys:
        if match := _CHINESE_YEAR.search(key):
            return int("20" + "".join(_CHINESE_DIGITS[sign] for sign in match[1]))
    return None


def find_money_unit(texts: Iterable[str]) -> str | None:
    """金额单位：先看写明“单位”的，再看括号里的。

    >>> find_money_unit(["项目资金\\n（万元）"]), find_money_unit(["金额单位：元"]), find_money_unit(["x"])
    ('万元', '元', None)
    """
    for text in texts:
        if match := _MONEY_UNIT.search(compact(text)):
            return match[1]
    return None


def find_fields(region: Region, rows: Iterable[int]) -> tuple[dict[str, Entry], dict[str, Entry]]:
    """项目名称一类的栏目：值在标签右边一格，或与标签同在一格（``联系人：×××``）。

    返回填了的和空着的两份。
    """
    fields: dict[str, Entry] = {}
    blank: dict[str, Entry] = {}
    for row in rows:
        used: set[tuple[int, int]] = set()
        for entry in region.texts(row):
            if (entry.row, entry.column) in used:
                continue
            for name, value in _fields_of(region, entry):
                used.add((value.row, value.column))
                if value.text and name not in fields:
                    fields[name] = value
                elif value.exists:
                    blank.setdefault(name, value)
    return fields, {name: entry for name, entry in blank.items() if name not in fields}


def _fields_of(region: Region, entry: Entry) -> list[tuple[str, Entry]]:
    name = field_name(entry.text)
    if name is not None:
        # “单位（盖章）：”这样带冒号的，值写在同格或紧邻；再远的字（多半是日期）不是它的。
        ends_with_colon = entry.text.endswith((":", "："))
        value = region.beside(entry) if ends_with_colon else region.right_of(entry)
        return [(name, value if not is_label(value.text) else ABSENT)]
    return list(_inline_fields(entry))


def _inline_fields(entry: Entry) -> Iterable[tuple[str, Entry]]:
    """同在一格的标签和值；一格里可有几个，用空格、换行、逗号隔开。"""
    text = entry.text.replace("：", ":")
    if ":" not in text or len(text) > 120:
        return
    for part in _labelled_parts(text):
        label, _, value = part.partition(":")
        name = field_name(label)
        if name is not None and value.strip() and value.strip() not in MONEY_UNITS:
            yield name, entry._replace(text=value.strip())


def _labelled_parts(text: str) -> Iterator[str]:
    """一格里的几段，每段一个标签：两个以上空格、换行处，和后面是认得的标签处断开。"""
    for part in re.split(r"\s{2,}|\n", text):
        starts = [
            found.start(1)
            for found in _NEXT_LABEL.finditer(part)
            if field_name(found[1]) is not None
        ]
        for start, end in pairwise([0, *[each for each in starts if each], len(part)]):
            yield part[start:end].rstrip(" ,;，；、")


def is_label(text: str) -> bool:
    """是栏目名（或 ``联系人：×××`` 一类标签与值同格的），而不是值。"""
    head, colon, rest = text.replace("：", ":").partition(":")
    return bool(text) and (
        field_name(head) is not None
        or (bool(colon) and not rest.strip() and len(head) <= 12)
        or goal_name(text) is not None
        or is_conclusion(text)
        or is_grade_label(text)
        or is_total(text)
        or (len(label_key(text)) <= 10 and _is_column_label(text))
    )


def _is_column_label(text: str) -> bool:
    return fund_column(text) is not None or indicator_column(text) is not None


def find_goals(region: Region, rows: Iterable[int]) -> dict[str, Entry]:
    """年度总体目标：预期与实际完成。值在标签右边，右边又是标签时在下边。"""
    goals: dict[str, Entry] = {}
    group = ABSENT
    for row in rows:
        for entry in region.texts(row):
            name = goal_name(entry.text)
            if name == "group":
                # 左边的行标题和栏名可能都叫“年度总体目标”，栏名在右。
                group = entry if not group.exists or group.row == entry.row else group
            elif name is not None and not goals.get(name, ABSENT).text:
                goals[name] = _goal_text(region, entry)
    if "expected" not in goals and group.exists:
        goals["expected"] = _goal_text(region, group)
    return {name: goals[name] for name in ("expected", "actual") if name in goals}


def _goal_text(region: Region, label: Entry) -> Entry:
    """标签右边的字，右边又是标签时取下边的；目标分几行写的，逐行接起来。"""
    block = region.grid.block(label.row, label.column)
    right = region.right_of(label)
    if right.text and not is_label(right.text):
        return joined_down(region, right, block.bottom, _is_goal_label)
    below = region.below(label)
    if is_label(below.text):
        return below._replace(text="", number=None)
    return joined_down(region, below, region.block.bottom, _is_goal_label)


def _is_goal_label(text: str) -> bool:
    return goal_name(text) is not None or not is_label(text)


def joined_down(
    region: Region, first: Entry, last_row: int, is_own_label: Callable[[str], bool]
) -> Entry:
    """同一列往下连着写的几行，到空格、或左边换了别的标签为止。

    ``is_own_label`` 认出自己的标签：分页后它会在左边重写一遍。
    """
    texts = [first.text]
    row = region.grid.block(first.row, first.column).bottom + 1
    while row <= last_row:
        entry = region.entry(row, first.column)
        beside = [each.text for each in region.texts(row) if each.column < first.column]
        if not entry.text or (entry.row, entry.column) != (row, first.column):
            break
        if is_label(entry.text) or not all(map(is_own_label, beside)):
            break
        texts.append(entry.text)
        row = region.grid.block(entry.row, entry.column).bottom + 1
    return first._replace(text=joined_text(texts)) if len(texts) > 1 else first
