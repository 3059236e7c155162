"""成表说的格是写成的那一份的：换了版式、几个项目在一张里，照说的格填正是那一栏；写成 Word 的照指标名说。"""

import re
from pathlib import Path

import pytest
from command_line import perfxl
from gridtext import to_workbook
from openpyxl import load_workbook

WAITING = "办学条件"
ROWS = [
    *["某县2024年度项目支出绩效自评表" + " | <" * 8, "项目名称 | 校舍维修" + " | <" * 7],
    "项目资金（万元） | <| <| 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 | ",
    "年度资金总额 | < | < | 100 | 90 | 10 | | | ",
    "年度总体目标 | 修好 | < | < | < | < | < | < | <",
    "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 | 备注",
    "效益指标 | 社会效益指标 | 办学条件 | 改善 | 有所好转 | 30 | | | ",
    "产出指标 | 数量指标 | 维修面积 | ≥200平方米 | 200平方米 | 40 | 40 | | ",
    " | 成本指标 | 维修单价 | ≤500元/平方米 | 500元/平方米 | 10 | 10 | | ",
    "满意度指标 | 服务对象满意度 | 师生满意度 | ≥90% | 95% | 10 | 10 | | ",
    "总分 | < | < | < | < | 100 | | | ",
]


def source(folder: Path) -> Path:
    rows = [[each.strip() for each in row.split("|")] for row in ROWS]
    return to_workbook(rows, folder / "书.xlsx", "自评")


@pytest.mark.parametrize("layout", ["三栏", "成本在先", "20-40-40", "竖版", ""])
def test_the_cells_to_fill_are_those_of_the_form_written(layout: str, tmp_path: Path) -> None:
    chosen = ["--template", layout] if layout else []
    target = tmp_path / "成" / "成.xlsx"
    done = perfxl("make", "自评表", source(tmp_path), "-o", target, *chosen)
    assert done.code == 0, done.err
    sheet = load_workbook(target).active
    heads = {
        str(cell.value).replace("\n（", "（"): (cell.row, cell.column_letter)
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value).replace("\n（", "（")
        in ("得分", "实际完成值", "实际完成值（B）", WAITING)
    }
    row = heads[WAITING][0]
    points, actual = heads["得分"], heads.get("实际完成值（B）") or heads["实际完成值"]
    assert points[0] > 6  # 指标的一栏，不是资金的
    assert f"{points[1]}{row}“{WAITING}” 要由评价人给分" in done.err
    assert f"{actual[1]}{row} 写成“达成预期指标”" in done.err
    cells = re.findall(rf"([A-Z]+\d+)“{WAITING}”", done.err)
    assert set(cells) == {f"{points[1]}{row}"}


def test_in_a_document_the_row_is_named(tmp_path: Path) -> None:
    done = perfxl("make", "自评表", source(tmp_path), "-o", tmp_path / "成.docx")
    assert f"“{WAITING}”的得分（原表 G7）要由评价人给分" in done.err
    assert f"“{WAITING}”的实际完成值（原表 E7）写成“达成预期指标”" in done.err


def test_what_has_no_place_in_the_form_is_told_to_be_of_the_source(tmp_path: Path) -> None:
    """模板里没有执行率一栏的，说原表的那一格。"""
    template = tmp_path / "模板.xlsx"
    assert perfxl("template", "new", "自评表", "三栏", "-o", template).code == 0
    book = load_workbook(template)
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if cell.value and "总分}}" in str(cell.value):
                cell.value = None
    book.save(template)
    own = source(tmp_path)
    filled = load_workbook(own)
    filled.worksheets[0]["G7"], filled.worksheets[0]["G11"] = 30, 88
    filled.save(own)
    done = perfxl("make", "自评表", own, "-o", tmp_path / "成" / "成.xlsx", "--template", template)
    assert "原表的 G11 的总分原来填 88" in done.err


@pytest.mark.parametrize(
    ("name", "said"),
    [("成.xlsx", "H11 的得分已认可"), ("成.docx", "“维修面积”的得分（原表 G8）的得分已认可")],
)
def test_a_cell_in_words_of_the_user_is_left_as_written(
    name: str, said: str, tmp_path: Path
) -> None:
    """认可的理由是人写的话，里面写着的格号不换；说到的得分一格照写成的那一份说。"""
    own = source(tmp_path)
    filled = load_workbook(own)
    filled.worksheets[0]["G7"], filled.worksheets[0]["G8"] = 20, 30
    filled.save(own)
    accepted = "- rule: PX309\n  cells: G8\n  reason: G8 旁有批示\n"
    (tmp_path / "校验认可.yaml").write_text(accepted, "utf-8")
    layout = ["--template", "竖版"] if name.endswith("xlsx") else []
    done = perfxl("make", "自评表", own, "-o", tmp_path / "成" / name, *layout)
    assert f"{said}（G8 旁有批示），照所填的没有改" in done.err


def test_a_document_keeps_the_space_after_a_cell_of_the_source(tmp_path: Path) -> None:
    own = source(tmp_path)
    filled = load_workbook(own)
    filled.worksheets[0]["G7"], filled.worksheets[0]["G11"] = 20, 88
    filled.save(own)
    done = perfxl("make", "自评表", own, "-o", tmp_path / "成.docx")
    assert "原表的 G11 的总分原来填 88" in done.err
