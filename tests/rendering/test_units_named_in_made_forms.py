"""成表上各个单位：转移支付的主管部门照原表的先后，资金使用单位有它的地方；同一个单位不印两遍。"""

from pathlib import Path

import pytest
from command_line import perfxl
from gridtext import to_workbook
from making import only_table_in
from openpyxl import load_workbook

TRANSFER = "中央对地方专项转移支付区域绩效目标表"
PROJECT = "2025年项目支出绩效目标表"
WHOLE = "2025年度部门整体支出绩效目标表"


def source(folder: Path, title: str, *heads: str, name: str = "书") -> Path:
    rows = [
        *(f"{title} | < | < | < | <", *heads),
        *("资金情况（万元） | 年度资金总额 | 100 | < | <", "年度总体目标 | 管护 | < | < | <"),
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 备注",
        *("产出指标 | 数量指标 | 管护面积 | ≥120亩 | ", "效益指标 | 社会效益指标 | 就业 | ≥8人 | "),
    ]
    return to_workbook([row.split(" | ") for row in rows], folder / f"{name}.xlsx")


def made(folder: Path, form: str, *sources: Path) -> list[list[str]]:
    """写成的一份里各行的字。"""
    given = [word for each in sources for word in ("--from", each)]
    done = perfxl("make", form, *given, "-o", folder / "成.xlsx")
    assert done.code == 0, done.err
    rows = load_workbook(folder / "成.xlsx").active.iter_rows(values_only=True)
    return [[str(each) for each in row if each is not None] for row in rows]


UNITS = "专项（项目）名称 | 生态保护资金 | < | < | <"
CENTRAL = "中央主管部门 | 国家林草局 | 省级主管部门 | 省林业局 | <"


def test_the_central_authority_stays_before_the_local(tmp_path: Path) -> None:
    rows = made(tmp_path, "自评表", source(tmp_path, TRANSFER, UNITS, CENTRAL))
    assert ["中央主管部门", "国家林草局", "省级主管部门", "省林业局"] in rows


def test_with_the_unit_that_uses_the_money_as_well(tmp_path: Path) -> None:
    alone = "中央主管部门 | 财政部 | < | < | <"
    local = "地方主管部门 | 市交通局 | 资金使用单位 | 市公路局 | <"
    rows = made(tmp_path, "自评表", source(tmp_path, TRANSFER, UNITS, alone, local))
    words = [word for row in rows for word in row]
    places = [words.index(word) for word in ("财政部", "市交通局", "市公路局")]
    assert places == sorted(places)
    assert "实施单位" not in words
    assert list(only_table_in(tmp_path / "成.xlsx").fields)[1:4] == [
        *("中央主管部门", "地方主管部门", "资金使用单位")
    ]


@pytest.mark.parametrize("head", [CENTRAL, "省级主管部门 | 省林业局 | < | < | <"])
def test_a_transfer_asks_who_uses_the_money(head: str, tmp_path: Path) -> None:
    rows = made(tmp_path, "自评表", source(tmp_path, TRANSFER, UNITS, head))
    words = [word for row in rows for word in row]
    assert "转移支付区域（项目）绩效自评表" in words[0]
    assert "资金使用单位" in words
    assert "实施单位" not in words
    first = tmp_path / "待填.xlsx"
    (tmp_path / "成.xlsx").rename(first)  # 再做一次，空着的一处还在
    again = made(tmp_path, "自评表", first)
    assert "资金使用单位" in [word for row in again for word in row]


def test_who_files_is_no_second_name_of_the_department_in_an_approval(tmp_path: Path) -> None:
    heads = ("填报单位：某市城管局 | < | < | < | <", "部门名称 | 某市城管局 | < | < | <")
    old, new = (source(tmp_path, WHOLE, *heads, name=name) for name in ("年初", "调整"))
    rows = made(tmp_path, "部门整体调整批复表", old, new)
    assert ["部门名称", "某市城管局"] in rows
    assert "填报单位" not in [word for row in rows for word in row]


def test_another_unit_that_files_stays_in_an_approval(tmp_path: Path) -> None:
    heads = ("填报单位：某市城管局 | < | < | < | <", "项目名称 | 路灯 | 实施单位 | 路灯所 | <")
    rows = made(tmp_path, "批复表", source(tmp_path, PROJECT, *heads))
    assert ["填报单位", "某市城管局"] in rows


@pytest.mark.parametrize("form", ["自评表", "目标表"])
def test_the_unit_that_drew_it_up_is_printed_once(form: str, tmp_path: Path) -> None:
    heads = ("项目名称 | 农田建设 | 项目负责人 | 张三 | <", "编制单位 | 市农业局 | < | < | <")
    rows = made(tmp_path, form, source(tmp_path, "2025年项目支出绩效目标申报表", *heads))
    words = [word for row in rows for word in row]
    assert "填报单位（盖章）：市农业局" in words
    assert "编制单位" not in words
