"""成表做完说的话：写出来的与原来填的不同的，还空着要人填的。"""

from pathlib import Path

from command_line import perfxl
from gridtext import to_workbook


def test_an_execution_rate_written_otherwise_than_filled_is_told(tmp_path: Path) -> None:
    """填 96.77%，按两个数是 93.23%：写的是算出的，说出是哪一格；只差所印的位数的不说。"""
    for filled, told in (("96.77%", True), ("93.2%", False)):
        rows = [
            ["2024年度项目支出绩效自评表（金额单位：万元）"],
            ["项目名称", "饮水工程", "", "", "实施单位", "某站", "", ""],
            ["资金", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
            ["年度资金总额", "31", "31", "28.9", "10", filled, "9.32"],
            ["一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分"],
            ["产出指标", "数量指标", "管道", "≥5公里", "5公里", "90", "90"],
        ]
        to_workbook(rows, tmp_path / "自评.xlsx")
        said = perfxl("make", "自评表", "--from", tmp_path / "自评.xlsx", "-o", tmp_path / filled)
        sentence = "H6 的执行率原来填 96.77%，写的是 F6 执行数 ÷ E6 预算数算出的 93.23%"
        assert (sentence in said.err) is told


def test_a_blank_goal_and_the_spending_of_an_empty_row_are_to_be_filled(tmp_path: Path) -> None:
    """批复没有写目标的，自评表的预期目标空着；预算是 0 的一行，执行数也要填。"""
    rows = [
        ["2024年度项目支出绩效目标批复表（金额单位：万元）"],
        ["项目名称", "饮水工程", "实施单位", "某站"],
        ["资金情况", "年度资金总额", "31", ""],
        ["", "其中：财政拨款", "31", ""],
        ["", "其他资金", "0", ""],
        ["年度总体目标", "", "", ""],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "管道", "≥5公里"],
    ]
    to_workbook(rows, tmp_path / "批复.xlsx")
    said = perfxl("make", "自评表", "--from", tmp_path / "批复.xlsx", "-o", tmp_path / "待填").err
    assert " 预期目标" in said
    rows_of_funds = said.split(" 全年执行数")[0].rsplit("、", 1)[-1]
    assert rows_of_funds == "F6:F8"


OWN = """
extends: 黔南州
name: 某县
title: 某县口径
weights: {产出指标: 40, 效益指标: 40, 满意度指标: 10}
"""


def test_points_printed_in_an_approval_are_told_apart_from_the_chosen_ones(tmp_path: Path) -> None:
    """批复印着 50、30、10，选用的口径是 40、40、10：照批复的，说一句；默认的口径不说。"""
    rows = [
        ["2024年度项目支出绩效目标批复表（金额单位：万元）"],
        ["项目名称", "饮水工程", "实施单位", "某站"],
        ["资金情况", "年度资金总额", "31", ""],
        ["一级指标", "二级指标", "三级指标", "指标值", "分值"],
        ["产出指标", "数量指标", "管道", "≥5公里", "50"],
        ["效益指标", "社会效益指标", "受益人口", "≥900人", "30"],
        ["满意度指标", "服务对象满意度指标", "满意度", "≥90%", "10"],
    ]
    to_workbook(rows, tmp_path / "批复.xlsx")
    (tmp_path / "口径.yaml").write_text(OWN, "utf-8")
    make = ("make", "自评表", "--from", tmp_path / "批复.xlsx", "-o")
    chosen = perfxl(*make, tmp_path / "甲", "--profile", tmp_path / "口径.yaml").err
    assert (
        "分值照原表印着的（产出指标 50、效益指标 30、满意度指标 10），没有照口径“某县”的" in chosen
    )
    assert "分值照原表印着的" not in perfxl(*make, tmp_path / "乙").err


def test_a_row_that_lost_points_without_a_reason_is_named(tmp_path: Path) -> None:
    """扣了分、原因和备注都空着的一行点名；写了原因的、没有扣分的不点。"""
    rows = [
        ["2024年度项目支出绩效自评表（金额单位：万元）"],
        ["项目名称", "饮水工程", "", "", "实施单位", "某站", "", ""],
        ["资金", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["年度资金总额", "31", "31", "10", "100%", "10"],
        [
            "一级指标",
            "二级指标",
            "三级指标",
            "指标值",
            "实际完成值",
            "分值",
            "得分",
            "未完成原因分析",
        ],
        ["产出指标", "数量指标", "管道", "≥5公里", "4公里", "50", "40", "{}"],
        ["效益指标", "社会效益指标", "受益人口", "≥900人", "900人", "30", "30", ""],
        ["满意度指标", "服务对象满意度指标", "满意度", "≥90%", "95%", "10", "10", ""],
        ["总分", "", "", "", "", "100", "90", ""],
    ]
    for reason, told in (("", True), ("汛期停工，已补做。", False)):
        filled = [[cell.format(reason) for cell in row] for row in rows]
        to_workbook(filled, tmp_path / "自评.xlsx")
        said = perfxl(
            "make", "自评表", "--from", tmp_path / "自评.xlsx", "-o", tmp_path / f"成{told}"
        )
        assert (" 扣分的原因和改进措施" in said.err) is told, said.err
