"""一页空的表样：只说一句参考，不报没有填的错误；填了一处的照查。"""

from pathlib import Path

import pytest
from gridtext import changed, parse_rows, to_workbook

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
