"""度量单位一栏写着百分号，完成值写 0.91：是 0.91% 还是 91%，要说出来，不声不响地都不作数。"""

from decimal import Decimal

import pytest
from gridtext import only_table, parse_rows

from perfxl.model.finding import Finding
from perfxl.model.score import TableScore
from perfxl.rules.engine.running import check_table
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

_FORM = """
项目支出绩效自评表（2024年度） | < | < | < | < | < | < | <
项目名称 | 档案数字化 | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 实际完成值 | 分值 | 得分
产出指标 | 质量指标 | {name} | {target} | {unit} | {actual} | 60 | {score}
效益指标 | 社会效益指标 | 查档人次 | ≥100 | 人次 | 120 | 30 | 30
"""


def checked(
    name: str, target: str, unit: str, actual: str, score: str = "60"
) -> tuple[TableScore, list[Finding]]:
    text = _FORM.format(name=name, target=target, unit=unit, actual=actual, score=score)
    table, profile = only_table(parse_rows(text)), load_profile()
    scored = score_table(table, profile)
    return scored, check_table(table, scored, profile)


@pytest.mark.parametrize(
    ("target", "unit", "actual", "meant"),
    [
        ("≥90", "%", "0.91", "91%"),
        ("≥90", "％", "0.85", "85%"),
        ("≥90%", "%", "0.91", "91%"),
        ("≥90%", "", "0.91", "91%"),
        ("=100", "百分比", "1", "100%"),
        ("≤5", "%", "0.06", "6%"),
    ],
)
def test_a_slip_of_scale_is_told_with_its_cell(
    target: str, unit: str, actual: str, meant: str
) -> None:
    scored, findings = checked("档案数字化情况", target, unit, actual)
    [told] = [each for each in findings if each.rule == "PX206"]
    assert (told.cells, told.found, told.expected) == ("F4", actual, meant)
    assert f"{actual}（按{meant}比）" in scored.indicators[0].judged.explanation


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≥90", "91"),
        ("≥90", "91%"),
        ("≥1", "1"),
        ("≤1", "0.03"),  # 差错率 0.03%，不是 3%
        ("≤100", "0.95"),
        ("≥90", "0"),
    ],
)
def test_what_the_unit_column_says_is_taken_as_it_stands(target: str, actual: str) -> None:
    scored, findings = checked("档案差错情况", target, "%", actual)
    assert not [each for each in findings if each.rule == "PX206"]
    assert "比）" not in scored.indicators[0].judged.explanation


def test_a_rate_within_its_limit_is_met() -> None:
    scored, _ = checked("差错率", "≤1", "%", "0.03")
    assert scored.indicators[0].judged.score == Decimal(60)


def test_a_score_worked_out_from_the_doubtful_figure_is_not_certain() -> None:
    """照 85% 算出的得分与所填不同：得分不当作算准了的改。"""
    _, findings = checked("数字化率", "≥90", "%", "0.85", "50")
    [told] = [each for each in findings if each.rule in ("PX306", "PX309", "PX312")]
    assert not told.fixes


_PLAIN = """
项目支出绩效自评表（2024年度） | < | < | < | < | < | <
项目名称 | 档案数字化 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | {target_head} | {actual_head} | 分值 | 得分
产出指标 | 质量指标 | {name} | {target} | {actual} | 60 | 60
效益指标 | 社会效益指标 | 查档人次 | ≥100人次 | 120人次 | 30 | 30
"""


def percent_cells(
    name: str, target: str, actual: str, heads: str = "指标值|完成值"
) -> list[tuple[str, str]]:
    """PX206 报的格和它说可能是多少。"""
    target_head, actual_head = heads.split("|")
    text = _PLAIN.format(
        target_head=target_head, actual_head=actual_head, name=name, target=target, actual=actual
    )
    table, profile = only_table(parse_rows(text)), load_profile()
    found = check_table(table, score_table(table, profile), profile)
    return [(each.cells, each.expected) for each in found if each.rule == "PX206"]


@pytest.mark.parametrize(
    ("name", "target", "actual", "heads"),
    [
        ("抽检合格率", "95", "97", "指标值（%）|完成值（%）"),
        ("抽检合格率", "≥95", "97", "年度指标值（单位：%）|实际完成值（单位：%）"),
        ("抽检合格率", "≥95", "97", "指标值（百分比）|完成值"),
        ("抽检合格率", "≥95%", "97", "指标值|完成值（%）"),
        ("修缮合格率（%）", "95", "96", "指标值|完成值"),
        ("修缮合格率(％)", "≥95", "96%", "指标值|完成值"),
        ("游客满意度（单位：%）", "90", "91", "指标值|完成值"),
        ("差错率（%）", "≤1", "0.5", "指标值|完成值"),
    ],
)
def test_the_percent_sign_of_a_head_or_a_name_is_written(
    name: str, target: str, actual: str, heads: str
) -> None:
    assert percent_cells(name, target, actual, heads) == []


@pytest.mark.parametrize(
    ("name", "target", "actual", "heads", "told"),
    [
        # 没有写在哪里的照报；写着 % 而填 0.95 的要核对。
        ("抽检合格率", "95", "97%", "指标值|完成值", [("D4", "≥95%")]),
        ("抽检合格率（%）", "≥0.95", "96%", "指标值|完成值", [("D4", "≥95%")]),
        ("抽检合格率", "≥95", "0.96", "指标值（%）|完成值（%）", [("E4", "96%")]),
        # 栏名的百分号管的是比率，个数不是。
        ("抽检批次数", "300", "320", "指标值（%）|完成值（%）", []),
        ("抽检合格率（批）", "95", "97%", "指标值|完成值", [("D4", "≥95%")]),
    ],
)
def test_a_percent_sign_written_nowhere_is_told(
    name: str, target: str, actual: str, heads: str, told: list[tuple[str, str]]
) -> None:
    assert percent_cells(name, target, actual, heads) == told
