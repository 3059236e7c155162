"""没有写实施单位、算在主管部门名下的，填报单位是另一个单位的，汇总里说一句，连同是哪一格。"""

import json
from pathlib import Path

import pytest
from command_line import perfxl
from gridtext import parse_rows, to_workbook

FORM = """
项目支出绩效自评表（2024年度） | < | < | < | < | < | <
{line} | < | < | < | < | < | <
项目名称 | 普法宣传 | < | 主管部门 | {owner} | {label} | {unit}
项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | 100 | 100 | 90 | 10 | 90% | 9
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 宣传场次 | ≥20场 | 20场 | 90 | 90
总分 | < | < | < | < | 100 | 99
{foot} | < | < | < | < | < | <
"""


def row(
    tmp_path: Path,
    *,
    owner: str = "[101]某县司法局",
    unit: str = "",
    label: str = "项目属性",
    line: str = "单位：万元",
    foot: str = "",
) -> dict[str, object]:
    rows = FORM.format(owner=owner, unit=unit, label=label, line=line, foot=foot)
    book = to_workbook(parse_rows(rows), tmp_path / "自评.xlsx", "自评表")
    [project] = json.loads(perfxl("summary", book, "--format", "json").out)["projects"]
    found: dict[str, object] = project
    return found


@pytest.mark.parametrize(
    ("where", "cell"),
    [
        ({"line": "填报单位（盖章）：某县法律援助中心"}, "A2"),
        ({"label": "填报单位", "unit": "某县法律援助中心"}, "G3"),
        ({"foot": "填报单位（公章）：某县法律援助中心"}, "A9"),
        ({"label": "编报单位", "unit": "某县法律援助中心"}, "G3"),
    ],
)
def test_another_filing_unit_is_told(where: dict[str, str], cell: str, tmp_path: Path) -> None:
    project = row(tmp_path, **where)
    assert project["unit"] == "某县司法局"
    [note] = [each for each in project["notes"] if "没有写实施单位" in each]  # type: ignore[attr-defined]
    assert "“某县司法局”（E3）" in note
    assert f"（{cell}）写的是“某县法律援助中心”" in note


@pytest.mark.parametrize(
    "where",
    [
        {"line": "填报单位：某县司法局"},
        {"line": "填报单位：某县司法局（本级）"},
        {"line": "填报单位：某县法律援助中心", "label": "实施单位", "unit": "某县公证处"},
        {"line": "填报单位：某县法律援助中心", "owner": ""},
        {},
    ],
)
def test_nothing_is_told_where_there_is_one_unit(where: dict[str, str], tmp_path: Path) -> None:
    notes = row(tmp_path, **where)["notes"]
    assert not any("没有写实施单位" in each for each in notes)  # type: ignore[attr-defined]
