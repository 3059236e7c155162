"""部门整体表的“年度主要任务”：各项和金额读成一项一行，照原样成表写回表格，读回来一样。"""

from decimal import Decimal
from pathlib import Path

import pytest
from command_line import perfxl
from gridtext import only_table, parse_rows, to_workbook
from openpyxl import load_workbook

from perfxl.contract.document import DocumentJson
from perfxl.contract.shapes import dump
from perfxl.many_files.making import made_sheets, whole_book, write_sheets
from perfxl.many_files.results import process
from perfxl.model.table import Table

FORM = """
2024年部门整体支出绩效目标申报表 | < | < | < | < | <
部门（单位）名称 | 县林业局
年度预算 | 资金总额 | 480.5
年度主要任务 | 任务名称 | 主要内容 | 预算金额（万元） | < | <
^ | ^ | ^ | 总额 | 财政拨款 | 其他资金
^ | 国土绿化 | 造林2万亩 | 350 | 300 | 50
^ | 森林防火 | 巡护 | 120.5 | 120.5 | 0
^ | 金额合计 | < | 470.5 | 420.5 | 50
年度总体目标 | 森林覆盖率达到62%
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 营造林面积 | ≥2万亩
"""
Row = tuple[str, str, list[Decimal | None]]


def rows(table: Table) -> list[Row]:
    """各项、合计：名称、内容、金额。"""
    return [
        (task.name.text, task.content.text, [each.number for each in task.amounts])
        for task in (*table.tasks, *table.task_sums)
    ]


def test_tasks_are_read_with_their_amounts_and_cells() -> None:
    table = only_table(parse_rows(FORM))
    assert rows(table) == [
        ("国土绿化", "造林2万亩", [350, 300, 50]),
        ("森林防火", "巡护", [Decimal("120.5"), Decimal("120.5"), 0]),
        ("金额合计", "", [Decimal("470.5"), Decimal("420.5"), 50]),
    ]
    assert [each.cell for each in table.tasks[0].amounts] == ["D6", "E6", "F6"]
    assert table.details["年度主要任务"].text.startswith("国土绿化 造林2万亩 350 300 50")


def test_amounts_of_tasks_are_of_the_unit_of_the_table() -> None:
    text = FORM.replace("资金总额 |", "资金总额（元） |").replace("480.5", "4805000")
    [first, _] = only_table(parse_rows(text)).tasks
    assert first.total.number == Decimal("3500000")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("主要内容", "完成情况"),
        ("其他资金", "责任科室"),
        ("国土绿化 |", " |"),
        ("任务名称", "备注"),
    ],
)
def test_heads_not_known_leave_the_block_a_text(old: str, new: str) -> None:
    table = only_table(parse_rows(FORM.replace(old, new)))
    named = old == "国土绿化 |"
    assert bool(table.tasks) is named
    assert "造林2万亩" in table.details["年度主要任务"].text


def test_the_made_form_prints_the_tasks_as_a_grid(tmp_path: Path) -> None:
    source = to_workbook(parse_rows(FORM), tmp_path / "甲.xlsx")
    result = process(source, check=False)
    assert result.document is not None
    sheets = made_sheets(whole_book([result]))
    assert [sheet.left for sheet in sheets] == [()]
    write_sheets(sheets, tmp_path / "成.xlsx")
    again = process(tmp_path / "成.xlsx", check=False).document
    assert again is not None
    [own], [made] = result.document.tables, again.tables
    assert rows(made) == rows(own)
    assert made.details["年度主要任务"].text.splitlines() == [
        "国土绿化 造林2万亩 350.00 300.00 50.00",
        "森林防火 巡护 120.50 120.50 0.00",
    ]
    assert len({entry.column for task in made.tasks for entry in task.amounts}) == 3
    [table] = dump(DocumentJson.of(again))["tables"]
    assert table["tasks"][1]["name"] == "森林防火"
    assert table["tasks"][1]["total"] == 120.5
    assert table["task_sums"][0]["grant"] == 420.5


def test_without_tasks_the_form_has_no_rows_for_them(tmp_path: Path) -> None:
    kept = [line for line in FORM.splitlines() if not line.startswith(("年度主要任务", "^"))]
    source = to_workbook(parse_rows("\n".join(kept)), tmp_path / "甲.xlsx")
    [sheet] = made_sheets(whole_book([process(source, check=False)]))
    texts = set(map(str, sheet.plan.values.values()))
    assert not texts & {"任务名称", "年度\n主要\n任务"}


def test_amounts_of_tasks_are_written_as_money(tmp_path: Path) -> None:
    """各项任务的金额与资金一样带千位分节、两位小数，存的还是数。"""
    rows = [
        ["某县2025年部门整体支出绩效目标表", "<", "<", "<"],
        ["部门名称", "某局", "<", "<"],
        ["年度主要任务", "任务名称", "主要内容", "预算金额（万元）"],
        ["^", "人员经费", "工资", "2180.6"],
        ["^", "合计", "", "2180.6"],
        ["年度总体目标", "办好", "<", "<"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "期数", "≥5期"],
    ]
    source = to_workbook(rows, tmp_path / "书.xlsx", "整体")
    target = tmp_path / "成.xlsx"
    assert perfxl("make", "部门整体目标表", "--from", source, "-o", target).code == 0
    cells = [cell for row in load_workbook(target).active.iter_rows() for cell in row]
    amounts = [cell for cell in cells if cell.value == 2180.6]
    assert len(amounts) >= 2
    assert all("0.00" in cell.number_format for cell in amounts)
