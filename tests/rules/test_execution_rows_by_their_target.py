"""印成一行指标的预算执行率：照所写的指标值打满分的，说的是实话，不叫人换一份换了也一样的口径。"""

from pathlib import Path

import pytest
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


def told_of_whole_rate(tmp_path: Path, printed: str, executed: str = "100") -> str:
    """执行率写成一行、得分填 ``printed`` 的自评表，检查说的话。"""
    text = (
        FORM.replace("98.29%", f"{executed}%")
        .replace("98.29", executed)
        .replace("| 10 | 10\n履职", f"| 10 | {printed}\n履职")
    )
    source = to_workbook(parse_rows(text), tmp_path / "自评.xlsx", "自评表")
    return perfxl("check", source).out


@pytest.mark.parametrize("printed", ["9.5", "6", "0"])
def test_a_whole_rate_docked_is_told(tmp_path: Path, printed: str) -> None:
    said = told_of_whole_rate(tmp_path, printed)
    assert f"“预算执行率”填了 {printed} 分，按口径应得 10 分" in said
    assert "错误 G6　PX306" in said


def test_a_whole_rate_in_full_is_not_told(tmp_path: Path) -> None:
    said = told_of_whole_rate(tmp_path, "10")
    assert "PX306" not in said
    assert "PX309" not in said


def test_a_rate_rounded_up_to_the_whole_is_a_reference_only(tmp_path: Path) -> None:
    said = told_of_whole_rate(tmp_path, "9.99", "99.99")
    assert "参考 G6　PX306" in said
    assert "错误 G6" not in said


@pytest.mark.parametrize(
    ("printed", "said", "unsaid"),
    [
        ("9.77", "", "PX306"),
        ("9.5", "全年执行数117.47 ÷ 全年预算数120.3 × 10分 = 9.76分", "97.65% × 10分 = 9.76分"),
    ],
)
def test_a_row_by_the_rate_of_two_decimals(
    tmp_path: Path, printed: str, said: str, unsaid: str
) -> None:
    """97.65% × 10 是 9.77：照它填的不说；照金额算出 9.76 的，说的是那两个数。"""
    text = FORM.replace("年度资金总额 | 100 | 100", "年度资金总额 | 120.3 | 120.3")
    text = text.replace("98.29%", "97.65%").replace("98.29", "117.47")
    text = text.replace("| 10 | 10\n履职", f"| 10 | {printed}\n履职")
    source = to_workbook(parse_rows(text), tmp_path / "自评.xlsx", "自评表")
    told = perfxl("check", source).out
    assert said in told
    assert unsaid not in told.replace("PX308", "")
