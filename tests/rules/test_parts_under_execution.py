"""资金情况计了执行率的分，下面的政府采购执行率、“三公”经费控制率是别的事：照自己的指标值，不说考核了两次。"""

from pathlib import Path

import pytest
from command_line import perfxl
from gridtext import parse_rows, to_workbook

FORM = """
2025年度项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 医共体建设 | < | < | 单位：万元 | < | < | <
资金情况 | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 100 | 100 | 98 | 10 | 98% | 9.8
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 备注
过程 | 预算执行 | {name} | ≤100% | 87.6% | 10 | 10 |
产出指标 | 数量指标 | 建立档案 | ≥36万份 | 36.9万份 | 50 | 50 |
满意度指标 | 满意度指标 | 群众满意度 | ≥85% | 86% | 30 | 30 |
总分 | < | < | < | < | 100 | 99.8 |
"""


@pytest.mark.parametrize("name", ["政府采购预算执行率", "政府采购执行率", "“三公”经费控制率"])
def test_a_part_is_neither_the_rate_nor_a_second_one(name: str, tmp_path: Path) -> None:
    source = to_workbook(parse_rows(FORM.format(name=name)), tmp_path / "自评.xlsx", "自评表")
    said = perfxl("check", source).out
    assert not {each for each in ("PX329", "PX306", "PX326", "PX406") if each in said}, said


def test_the_rate_itself_is_assessed_twice(tmp_path: Path) -> None:
    rows = parse_rows(FORM.format(name="项目支出预算执行率"))
    source = to_workbook(rows, tmp_path / "自评.xlsx", "自评表")
    assert "PX329" in perfxl("check", source).out
