"""成表的资金各行怎样叫：写着“其中”而不与别的几行并列的，照写。"""

from pathlib import Path

import openpyxl
from command_line import perfxl
from gridtext import to_workbook


def texts_of_made(rows: list[list[str]], folder: Path) -> set[str]:
    """成的部门整体自评表里各格的字。"""
    source, made = to_workbook(rows, folder / "部门.xlsx"), folder / "成表.xlsx"
    perfxl("make", "部门整体自评表", "--from", source, "-o", made)
    return {str(c.value) for row in openpyxl.load_workbook(made).active.iter_rows() for c in row}


def test_a_part_beside_kinds_of_expense_keeps_its_among(tmp_path: Path) -> None:
    """基本支出、项目支出已经加成总额，下面的一项没有“其中”就像是另一块钱。"""
    rows = [
        ["2024年度部门整体支出绩效自评表（金额单位：万元）"],
        ["部门名称", "某局", "", "", "", ""],
        ["资金来源", "年初预算数", "全年预算数", "全年执行数", "分值", "得分"],
        ["资金总额", "150", "160", "150", "10", "9.38"],
        ["基本支出", "110", "110", "110", "", ""],
        ["项目支出", "40", "50", "40", "", ""],
        ["其中：中央转移支付", "20", "20", "20", "", ""],
        ["一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "检查", "≥5次", "5次", "90", "90"],
    ]
    texts = {text.replace("\n　", "") for text in texts_of_made(rows, tmp_path)}
    assert {"基本支出", "项目支出", "　其中：中央转移支付"} <= texts


def test_kinds_of_expense_among_the_total_are_indented_alike(tmp_path: Path) -> None:
    rows = [
        ["2024年度部门整体支出绩效自评表（金额单位：万元）"],
        ["部门名称", "某局", "", "", "", ""],
        ["资金来源", "年初预算数", "全年预算数", "全年执行数", "分值", "得分"],
        ["资金总额", "150", "160", "150", "10", "9.38"],
        ["其中：基本支出", "110", "110", "110", "", ""],
        ["项目支出", "40", "50", "40", "", ""],
        ["一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "检查", "≥5次", "5次", "90", "90"],
    ]
    assert {"　基本支出", "　项目支出"} <= texts_of_made(rows, tmp_path)
