"""只有一栏金额的年度主要任务：照原表一栏，栏名照印，没有另添财政拨款、其他资金；落款照原表的先后。"""

from pathlib import Path

import pytest
from command_line import perfxl
from gridtext import parse_rows, to_workbook
from making import only_table_in
from openpyxl import load_workbook

FORM = """
某县2025年部门整体支出绩效目标表 | < | < | <
部门名称 | 某局 | < | <
年度主要任务 | 任务名称 | 主要内容 | {heads}
^ | 人员经费 | 工资 | 2180.6
^ | 感染楼 | 封顶 | 2600
^ | 合计 | | 4780.6
年度总体目标 | 办好 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 期数 | ≥5期
单位负责人：      填表人：某某      填表日期：2024年11月20日 | < | < | <
"""


@pytest.mark.parametrize("head", ["预算金额", "资金总额"])
def test_the_only_amount_keeps_its_head(head: str, tmp_path: Path) -> None:
    rows = parse_rows(FORM.format(heads=f"{head}（万元）"))
    source, target = to_workbook(rows, tmp_path / "书.xlsx"), tmp_path / "成.xlsx"
    assert perfxl("make", "部门整体目标表", "--from", source, "-o", target).code == 0
    sheet = load_workbook(target).worksheets[0]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert f"{head}（万元）" in texts
    assert not {"财政拨款", "其他资金", "总额（万元）"} & {*texts}
    own, made = only_table_in(source), only_table_in(target)
    for table in (own, made):
        assert [(task.name.text, task.total.number) for task in table.tasks] == [
            ("人员经费", own.tasks[0].total.number),
            ("感染楼", 2600),
        ]
        assert not any(task.grant.exists or task.other.exists for task in table.tasks)
        assert table.head_labels["task_total"] == head
    assert made.task_sums[0].total.number == own.task_sums[0].total.number
    name = next(c for row in sheet.iter_rows() for c in row if c.value == "工资")
    assert name.alignment.horizontal != "center"


def test_signatures_stand_in_the_order_of_the_source(tmp_path: Path) -> None:
    source = to_workbook(parse_rows(FORM.format(heads="预算金额（万元）")), tmp_path / "书.xlsx")
    for target in (tmp_path / "成.xlsx", tmp_path / "又.xlsx"):
        assert perfxl("make", "部门整体目标表", "--from", source, "-o", target).code == 0
        sheet = load_workbook(target).worksheets[0]
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
        [signed] = [text for text in texts if "单位负责人" in text]
        assert signed.index("单位负责人") < signed.index("填表人") < signed.index("填表日期")
        source = target
