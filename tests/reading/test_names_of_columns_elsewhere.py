"""各地的栏名：项目全称、全年目标、满分与评分、百元、指标类型、计量单位，读出来与通行的一样。"""

from decimal import Decimal

import pytest
from gridtext import parse_rows, to_grid

from perfxl.model.table import Table
from perfxl.reading.sheet import read_sheet

ROWS = """
2024年度项目支出绩效自评表 | < | < | < | < | < | < | < | <
单位：{unit} | < | < | < | < | < | < | < | <
{project} | < | 乡镇图书室建设 | < | < | < | < | < | <
主管部门 | < | 云溪县文化局 | < | < | 实施单位 | 云溪县图书馆 | < | <
项目资金 | < | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | {weight} | 执行率 | {score}
^ | ^ | 年度资金总额 | 2000 | 1800 | 1710 | 10 | 95.00% | 9.5
^ | ^ | 财政拨款 | 2000 | 1800 | 1710 | - | - | -
{goal} | 预期目标 | < | < | < | 实际完成情况 | < | < | <
^ | 建成12个乡镇图书室并开放 | < | < | < | 已建成12个并开放 | < | < | <
一级指标 | {level2} | 三级指标 | {middle} | 实际完成值 | {weight} | {score} | 原因
产出指标 | 数量指标 | 建成图书室数量 | {first} | 12 | 10 | 10 |
^ | ^ | 配置图书册数 | {second} | 1.8 | 10 | 9 | 书商供货延迟
^ | 质量指标 | 图书验收合格率 | {third} | 100 | 30 | 30 |
效益指标 | 社会效益指标 | 受益读者 | {fourth} | 5100 | 30 | 30 |
满意度指标 | 服务对象满意度指标 | 读者满意度 | {fifth} | 96 | 10 | 10 |
总分 | < | < | < | < | < | 100 | 98.5 |
"""
USUAL = {
    "unit": "万元",
    "project": "项目名称",
    "weight": "分值",
    "score": "得分",
    "goal": "年度总体目标",
    "level2": "二级指标",
}
VALUES = [("12", "个"), ("2", "万册"), ("100", "%"), ("5000", "人次"), ("90", "%")]


def table(unit_first: bool = False, unit_head: str = "计量单位", **words: str) -> Table:
    pairs = [(unit, value) if unit_first else (value, unit) for value, unit in VALUES]
    heads = (unit_head, "指标值") if unit_first else ("指标值", unit_head)
    rows = dict(
        zip(("first", "second", "third", "fourth", "fifth"), map(" | ".join, pairs), strict=True)
    )
    text = ROWS.format(**USUAL | words, middle=" | ".join(heads), **rows)
    [only] = read_sheet("书.xlsx", to_grid(parse_rows(text), "自评")).tables
    return only


def meaning(read: Table) -> tuple[object, ...]:
    fund = read.annual_total
    assert fund is not None
    return (
        read.project,
        (fund.weight.number, fund.score.number, fund.rate.number, fund.initial.number),
        {name: entry.text for name, entry in read.goals.items()},
        [
            (row.level2.text, row.target.text, row.unit.text, row.weight.number, row.score.number)
            for row in read.indicators
        ],
        read.total.score.number,
        [each.text for each in (*read.leftover, *read.unrecognised, *read.unread_columns)],
    )


@pytest.mark.parametrize(
    "words",
    [
        *(
            {"project": name}
            for name in ("项目全称", "项目（全称）", "项目名称全称", "资金（项目）名称")
        ),
        *(
            {"goal": name}
            for name in (
                "全年目标",
                "本年目标",
                "本年度目标",
                "全年总体目标",
                "全年绩效目标",
                "年度工作目标",
            )
        ),
        *(
            {"weight": weight, "score": score}
            for weight, score in (
                *(("满分", "评分"), ("标准分", "实得分"), ("分值上限", "评分得分")),
                *(("满分值", "得分值"), ("应得分", "自评分")),
            )
        ),
        *({"level2": name} for name in ("指标类型", "指标类别", "指标分类", "二级指标类型")),
    ],
)
def test_other_names_mean_the_same(words: dict[str, str]) -> None:
    assert meaning(table(**words)) == meaning(table())


@pytest.mark.parametrize("head", ["计量单位", "度量单位", "指标单位"])
@pytest.mark.parametrize("unit_first", [False, True])
def test_a_unit_column_beside_the_value_is_the_unit_of_the_row(
    head: str, *, unit_first: bool
) -> None:
    read = table(unit_first=unit_first, unit_head=head)
    assert [row.target.text for row in read.indicators][:3] == ["12个", "2万册", "100%"]
    assert [row.context.unit for row in read.indicators][:3] == ["个", "万册", "%"]


@pytest.mark.parametrize(
    ("unit", "yuan"),
    [("百元", 100), ("千元", 1_000), ("十万元", 100_000), ("百万元", 10**6), ("千万元", 10**7)],
)
def test_money_units_of_any_size(unit: str, yuan: int) -> None:
    read = table(unit=unit)
    assert (read.money_unit, read.money_factor) == (unit, Decimal(yuan))
    assert meaning(read) == meaning(table())
