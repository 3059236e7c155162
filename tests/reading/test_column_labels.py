"""原因、指标解释两栏在表上所印的栏名照印：绩效标准不印在“指标解释及计算公式”下面。"""

from pathlib import Path

import pytest
from command_line import perfxl
from gridtext import only_table, parse_rows, to_workbook
from making import only_table_in

FORM = """
2025年度项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 管网延伸 | < | < | 实施单位 | 某站 | < | <
项目资金（万元） | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 100 | 100 | 100 | 10 | 100% | 10
一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分 | {reason}
产出指标 | 数量指标 | 新建管网 | ≥4公里 | 2公里 | 50 | 25 | 拆迁慢，明年补上
效益指标 | 社会效益指标 | 受益户数 | ≥90户 | 95户 | 40 | 40 | 无
"""
TARGET = """
2025年度项目支出绩效目标表 | < | < | < | <
项目名称 | 管网延伸 | < | < | <
年度总体目标 | 建好管网 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | {explanation}
产出指标 | 数量指标 | 新建管网 | ≥4公里 | 计划标准
"""


@pytest.mark.parametrize(
    ("reason", "label"),
    [
        ("偏差原因分析及改进措施", "偏差原因分析及改进措施"),
        ("未完成原因分析", "未完成原因分析"),
        ("偏差原因分析及改进措施（没有完成的各条都要写明原因和改进的措施）", ""),
    ],
)
@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_reasons_keep_their_name(reason: str, label: str, suffix: str, tmp_path: Path) -> None:
    rows = parse_rows(FORM.format(reason=reason))
    assert only_table(rows).head_labels.get("reason", "") == label
    made = tmp_path / f"成{suffix}"
    source = to_workbook(rows, tmp_path / "表.xlsx")
    assert perfxl("make", "自评表", "--from", source, "-o", made).code == 0
    if suffix == ".xlsx":
        again = only_table_in(made).head_labels
        assert again["reason"] == (label or "未完成原因分析及改进措施")
        assert again == only_table_in(made).head_labels


@pytest.mark.parametrize("explanation", ["绩效标准", "计算说明", "指标解释及计算公式"])
def test_explanations_keep_their_name(explanation: str, tmp_path: Path) -> None:
    source = to_workbook(parse_rows(TARGET.format(explanation=explanation)), tmp_path / "表.xlsx")
    assert perfxl("make", "批复表", "--from", source, "-o", tmp_path / "成.xlsx").code == 0
    made = only_table_in(tmp_path / "成.xlsx")
    assert made.head_labels["explanation"] == explanation
    assert made.indicators[0].explanation.text == "计划标准"
