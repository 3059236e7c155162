"""印成一行指标的预算执行率：照所写的指标值打满分的，说的是实话，不叫人换一份换了也一样的口径。"""

from pathlib import Path

from command_line import perfxl
from gridtext import parse_rows, to_workbook

FORM = """
2025年度部门整体支出绩效自评表 | < | < | < | < | < | <
部门名称 | 某局 | < | < | 单位：万元 | < | <
资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | < | <
年度资金总额 | 100 | 100 | 98.29 | 98.29% | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
部门管理 | 预算执行 | 预算执行率 | ≥95% | 98.29% | 10 | 10
履职效能 | 数量指标 | 建立档案 | =36万份 | 18万份 | 80 | 40
满意度 | 满意度指标 | 群众满意度 | ≥85% | 86% | 10 | 10
总分 | < | < | < | < | 100 | 60
"""


def test_no_profile_is_named_that_gives_the_same(tmp_path: Path) -> None:
    source = to_workbook(parse_rows(FORM), tmp_path / "自评.xlsx", "自评表")
    said = perfxl("check", source).out
    assert "98.29% × 10分 = 9.83分" in said
    about = said.partition("PX306")[2].partition("PX")[0]
    assert "请改用它" not in about
    assert "没有做到“≥95%”" not in said
