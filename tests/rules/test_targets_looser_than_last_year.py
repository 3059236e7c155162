"""指标值比上年的低、上限比上年的宽（PX536）；汇总表的得分取整到同一位才算相同（PX640）。"""

import pytest
from gridtext import parse_rows, to_grid
from rule_case import findings_of, parse_case, sound

from perfxl.model.finding import Severity
from perfxl.reading.sheet import read_sheet
from perfxl.rules.engine.running import check_table
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

APPLICATION = """
2025年度项目支出绩效目标申报表 | < | < | < | <
项目名称 | 疫苗接种 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 上年度指标值或实际水平
{row}
"""


def told(row: str) -> list[Severity]:
    [table] = read_sheet("书.xlsx", to_grid(parse_rows(APPLICATION.format(row=row)))).tables
    profile = load_profile()
    findings = check_table(table, score_table(table, profile), profile)
    return [each.severity for each in findings if each.rule == "PX536"]


@pytest.mark.parametrize(
    ("row", "severity"),
    [
        ("效益指标 | 社会效益指标 | 发病率 | ≤0.5% | ≤0.3%", Severity.WARNING),
        ("成本指标 | 经济成本指标 | 单位接种成本 | ≤60元/人次 | ≤45元/人次", Severity.WARNING),
        ("成本指标 | 经济成本指标 | 单位接种成本 | ≤50元/人次 | ≤45元/人次", Severity.INFO),
        ("产出指标 | 质量指标 | 接种率 | ≥95% | ≥98%", Severity.INFO),
        # 收紧的、差一点的、上年写的是实际数的、总额随任务的、时限，都不报。
        ("效益指标 | 社会效益指标 | 发病率 | ≤0.3% | ≤0.5%", None),
        ("效益指标 | 社会效益指标 | 发病率 | ≤0.5% | 0.3%", None),
        ("成本指标 | 经济成本指标 | 单位接种成本 | ≤46元/人次 | ≤45元/人次", None),
        ("成本指标 | 经济成本指标 | 项目总成本 | ≤60万元 | ≤45万元", None),
        ("产出指标 | 时效指标 | 拨付时限 | ≤45天 | ≤30天", None),
        ("产出指标 | 质量指标 | 接种率 | ≥95% | 98%", None),
        ("产出指标 | 质量指标 | 接种率 | ≥90% | ≥92%", None),
        ("产出指标 | 质量指标 | 接种率 | ≥98% | ≥99%", None),
    ],
)
def test_limits_looser_than_last_year(row: str, severity: Severity | None) -> None:
    assert told(row) == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("score", "reported"), [("98", True), ("99", False), ("98.5", False), ("98.4", True)]
)
def test_a_score_of_the_summary_is_the_same_only_when_rounded_the_same(
    score: str, reported: bool
) -> None:
    """自评表 98.5 分：取整是 99，不是 98。"""
    assert sound()[21][7] == "98.5"
    found = findings_of(parse_case(f"# 取整\n[自评表]\n[自评汇总]\nG4 = {score}\n"))
    assert ("PX640" in {each.rule for each in found}) is reported
