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
        assert [formats[each] for each in (1350, 1300, 50)] == ["#,##0.00"] * 3
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


EVALUATED = """
2024年度部门整体支出绩效自评表 | < | < | < | < | < | <
部门（单位）名称 | 县林业局 | < | < | < | < | <
资金情况（万元） | 资金来源 | 全年预算数 | 全年执行数 | 执行率 | < | <
^ | 资金总额 | 4480.5 | 4400 | 98.2% | < | <
^ | 基本支出 | 1480.5 | 1480.5 | 100% | < | <
^ | 项目支出 | 3000 | 2919.5 | 97.32% | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
管理效率 | 预算执行 | 预算执行率 | ≥95% | 98.2% | 20 | 20
产出指标 | 数量指标 | 营造林面积 | ≥2万亩 | 2万亩 | 80 | 80
总分 | < | < | < | < | 100 | 100
"""


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
@pytest.mark.parametrize("option", [(), ("--as-printed",)], ids=["算分", "照原样"])
def test_a_department_prints_no_empty_row_and_no_blank_score_of_funds(
    option: tuple[str, ...], suffix: str, tmp_path: Path
) -> None:
    source = to_workbook(parse_rows(EVALUATED), tmp_path / "整体自评.xlsx", "整体")
    target = tmp_path / f"成{suffix}"
    done = perfxl("make", "部门整体自评表", "--from", source, "-o", target, *option)
    assert done.code == 0, done.err
    if suffix == ".xlsx":
        sheet = load_workbook(target).active
        rows = [[c for c in row if c is not None] for row in sheet.iter_rows(values_only=True)]
    else:
        rows = [[cell.text for cell in row.cells] for row in Document(str(target)).tables[0].rows]
    texts = [str(each) for row in rows for each in row]
    # 部门没有主管部门、实施单位：整行不印。
    assert "主管部门" not in texts
    total = next(row for row in rows if "资金总额" in row)
    # 执行率印成一行指标，资金这里不计分。
    assert str(total[-1]) == "-"
