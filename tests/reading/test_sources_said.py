"""写在金额旁边的资金来源：读成一栏，成表写在它的地方，再读一样。"""

from pathlib import Path

import pytest
from gridtext import only_table, parse_rows, to_workbook
from making import only_table_in

import perfxl

FORM = """
项目绩效目标申报表 | < | < | < | <
申报单位：白河街道办事处 | < | < | < | <
项目名称 | 社区网格员补贴 | < | < | <
预算金额 | 57.6万元 | {label} | {source} | <
年度目标 | 按月发放 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 计算说明
产出指标 | 数量指标 | 发放补贴人数 | 96人 |
"""


@pytest.mark.parametrize(
    ("label", "source"), [("资金来源", "财政拨款"), ("资金来源：", "上级补助")]
)
@pytest.mark.parametrize("form", ["申报表", "目标表", "批复表", "自评表"])
def test_where_money_comes_from_has_its_place(
    label: str, source: str, form: str, tmp_path: Path
) -> None:
    rows = parse_rows(FORM.format(label=label, source=source))
    table = only_table(rows)
    label = label.rstrip("：")
    assert (table.fields[label].text, table.fields[label].cell) == (source, "D4")
    assert table.leftover == ()
    assert table.annual_total is not None
    assert table.annual_total.initial.number is not None
    made = perfxl.make(form, [to_workbook(rows, tmp_path / "表.xlsx")])
    assert made.not_written == ()
    again = only_table_in(made.save(tmp_path / "成.xlsx"))
    assert again.leftover == ()
    said = {**again.fields, **again.details}
    assert said[label].text == source


def test_a_source_with_a_sum_is_money_not_a_word() -> None:
    table = only_table(parse_rows(FORM.format(label="资金来源", source="57.6")))
    assert "资金来源" not in table.fields


def test_who_applied_stands_where_who_does_it_would(tmp_path: Path) -> None:
    """申报表没有写实施单位的，批复表的那一处连同栏名写申报单位，不另起一行。"""
    rows = parse_rows(FORM.format(label="资金来源", source="财政拨款"))
    made = perfxl.make("批复表", [to_workbook(rows, tmp_path / "表.xlsx")])
    again = only_table_in(made.save(tmp_path / "成.xlsx"))
    assert again.fields["申报单位"].text == "白河街道办事处"
    assert "实施单位" not in again.blank_fields
    assert again.blank_fields["主管部门"].row == again.fields["申报单位"].row


def test_a_head_of_amounts_is_no_source() -> None:
    text = FORM.replace("预算金额 | 57.6万元 | {label} | {source} | <\n", HEADED)
    table = only_table(parse_rows(text))
    assert "资金来源" not in {*table.fields, *table.details}
    assert [fund.initial.number for fund in table.funds] == [500, 20]


HEADED = """资金情况（万元） | 资金来源 | < | 资金总额 | <
^ | 其中：财政拨款 | < | 500 | <
^ | 其他资金 | < | 20 | <
"""
