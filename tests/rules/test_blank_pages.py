"""一页空的表样：只说一句参考，不报没有填的错误；填了一处的照查。"""

from pathlib import Path

import pytest
from gridtext import changed, parse_rows, to_workbook
from rule_case import sound

import perfxl

BLANK = parse_rows("""
项目支出绩效自评表 | < | < | < | < | < | <
（     年度） | < | < | < | < | < | <
项目名称 |  | < | 实施单位 |  | < | <
资金情况 |  | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | < |  |  | 10 |  |
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 |  |  |  |  |
总分 | < | < | < | < | 100 |
""")


def told(rows: list[list[str]], folder: Path) -> list[tuple[str, str]]:
    found = perfxl.check(to_workbook(rows, folder / "自评表.xlsx")).findings
    return [(each.rule, each.severity) for each in found]


def test_a_blank_form_is_told_once_and_calmly(tmp_path: Path) -> None:
    assert told(BLANK, tmp_path) == [("PX110", "info")]


@pytest.mark.parametrize(("cell", "text"), [("B3", "培训"), ("C5", "100")])
def test_what_is_filled_in_one_place_is_checked(cell: str, text: str, tmp_path: Path) -> None:
    found = told(changed(BLANK, {cell: text}), tmp_path)
    assert ("PX110", "warning") in found
    assert len(found) > 1


PAIRS = """
项目支出绩效自评表（2024年度） | < | < | < | < | < | < | <
填报日期：2024年2月22日 | < | < | < | < | < | < | <
项目名称 |  | < | < | 项目编号 | | < | <
主管部门 |  | < | < | 实施单位 | | < | <
资金情况（万元） | 年初预算数 | | 全年预算数 | | 其中：财政拨款 | | <
^ | 全年执行数 | | 执行率 | | 结转结余资金 | | <
年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | <
^ | | < | < | | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因
预算执行 | 预算执行率 | 预算执行率 | 100% | | 10 | |
产出指标 | 数量指标 | | | | | |
^ | 质量指标 | | | | | |
效益指标 | 社会效益指标 | | | | | |
自评总分 | < | < | < | < | 100 | |
五、自评等级 | 优□ 良□ 中□ 差□ | < | < | < | < | < | <
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("10 | |\n产出", " | |\n产出"),
        ("| 100% |", "| |"),
        ("主管部门 |  ", "主管部门 | 某局"),
        ("产出指标 | 数量指标 | |", "产出指标 | 数量指标 | 指标1： |"),
        ("产出指标 | 数量指标 | | |", "产出指标 | 数量指标 | XXX | ≥XX |"),
        ("自评总分 | < | < | < | < | 100 | |", "自评总分 | < | < | < | < | 100 | 0 |"),
        ("^ | 全年执行数 | | 执行率 | |", "^ | 全年执行数 | | 执行率 | 0 |"),
    ],
)
def test_a_blank_page_however_it_is_laid_out(old: str, new: str, tmp_path: Path) -> None:
    assert old in PAIRS
    assert told(parse_rows(PAIRS.replace(old, new)), tmp_path) == [("PX110", "info")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("项目名称 |  ", "项目名称 | 普法宣传"),
        ("全年执行数 | |", "全年执行数 | 95 |"),
        ("数量指标 | |", "数量指标 | 宣传场次 |"),
        ("预算执行率 | 100% | |", "预算执行率 | 100% | 95% |"),
        ("^ | | < | < | | <", "^ | 宣传20场 | < | < | | <"),
        ("| 100 | |\n五", "| 100 | 98 |\n五"),
    ],
)
def test_one_filled_cell_and_the_page_is_checked(old: str, new: str, tmp_path: Path) -> None:
    assert old in PAIRS
    found = told(parse_rows(PAIRS.replace(old, new)), tmp_path)
    assert ("PX110", "info") not in found
    assert len(found) > 1


@pytest.mark.parametrize(
    "changes", [{}, {"B3": "XXX项目"}, {"D5": "0"}], ids=["空着", "名称是表样的", "执行数印着0"]
)
def test_what_the_check_calls_blank_the_summary_does_not_count(
    changes: dict[str, str | None], tmp_path: Path
) -> None:
    assert told(changed(BLANK, changes), tmp_path) == [("PX110", "info")]
    to_workbook(sound(), tmp_path / "乙.xlsx")
    summary = perfxl.summary(tmp_path).summary
    assert [each.project for each in summary.projects] == ["乡镇图书室建设"]
    [left] = summary.ignored
    assert left.why == "工作表“表”的自评表是空的表样，一处也没有填，不算项目。"


def test_a_form_without_a_name_is_not_called_blank(tmp_path: Path) -> None:
    nameless = {"C4": None} | {f"{column}{row}": None for row in range(7, 12) for column in "DEF"}
    to_workbook(changed(sound(), nameless), tmp_path / "甲.xlsx")
    to_workbook(sound(), tmp_path / "乙.xlsx")
    [left] = perfxl.summary(tmp_path).summary.ignored
    assert "没有项目名称，也没有资金" in left.why
    assert "空的表样" not in left.why
