"""部门整体目标表：由部门自己填报，任务的金额照印的位数写；新一年的表里预算执行率仍是一条指标，日期在表下空着。"""

from pathlib import Path

import pytest
from command_line import perfxl
from docx import Document
from gridtext import parse_rows, to_workbook
from openpyxl import load_workbook

FORM = """
部门整体支出绩效目标表 | < | < | < | < | <
（2025年度） | < | < | < | < | <
部门（单位）名称 | 县林业局
年度预算 | 资金总额（万元） | 4480.5
年度主要任务 | 任务名称 | 主要内容 | 预算金额（万元） | < | <
^ | ^ | ^ | 总额 | 财政拨款 | 其他资金
^ | 国土绿化 | 造林2万亩 | 1350 | 1300 | 50
年度总体目标 | 森林覆盖率达到62%
一级指标 | 二级指标 | 三级指标 | 指标值
管理效率 | 预算执行 | 预算执行率 | ≥95%
产出指标 | 数量指标 | 营造林面积 | ≥2万亩
填报人：沙某    填报日期：2024年11月20日 | < | < | < | < | <
"""


def made(folder: Path, *options: str, suffix: str = ".xlsx") -> Path:
    source = to_workbook(parse_rows(FORM), folder / "整体.xlsx", "整体")
    book = load_workbook(source)
    for row in book.active.iter_rows():
        for cell in row:
            cell.number_format = "#,##0.00"
    book.save(source)
    target = folder / f"成{suffix}"
    done = perfxl("make", "部门整体目标表", "--from", source, "-o", target, *options)
    assert done.code == 0, done.err
    return target


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_a_department_files_its_own_form_with_amounts_alike(suffix: str, tmp_path: Path) -> None:
    path = made(tmp_path, suffix=suffix)
    if suffix == ".xlsx":
        sheet = load_workbook(path).active
        cells = [c for row in sheet.iter_rows() for c in row if c.value is not None]
        assert "编制单位（盖章）：县林业局" in [c.value for c in cells]
        formats = {c.value: c.number_format for c in cells if isinstance(c.value, int | float)}
        assert [formats[each] for each in (1350, 1300)] == ["#,##0.00"] * 2
        assert formats[50] == "0.00"
    else:
        document = Document(str(path))
        paragraphs = [each.text for each in document.paragraphs]
        assert "编制单位（盖章）：县林业局" in paragraphs
        cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
        assert {"1,350.00", "1,300.00", "50.00", "4,480.50"} <= set(cells)


def test_the_execution_rate_of_a_target_form_stays_in_the_next_years(tmp_path: Path) -> None:
    sheet = load_workbook(made(tmp_path, "--blank", "--year", "2026")).worksheets[0]
    texts = [str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None]
    assert "预算执行率" in texts
    assert texts[-1].startswith("填报人：")
    assert "填报日期：" in texts[-1]
    assert "2024年11月20日" not in texts[-1]
