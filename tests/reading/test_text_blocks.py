"""表头以上自带栏名的几行：资金管理情况，预算明细。"""

from decimal import Decimal

from gridtext import changed, parse_rows, to_grid

from perfxl.model.table import Table
from perfxl.reading.sheet import read_sheet

TRANSFER = """
转移支付区域绩效自评表 | < | < | < | < | <
（2023年度） | < | < | < | < | <
转移支付名称 | < | 水利发展资金 | < | < | <
资金投入情况（万元） | | 全年预算数（A） | 全年执行数（B） | 预算执行率（B/A） | <
^ | 年度资金总额： | 8620 | 8104.5 | 94.02% | <
^ | 其中：中央财政资金 | 8620 | 8104.5 | 94.02% | <
资金管理情况 | | 情况说明 | < | 存在问题和改进措施 | <
^ | 分配科学性 | 按因素法分配 | < | 无 | <
^ | 下达及时性 | 30日内下达 | < | | <
^ | 使用规范性 | 1笔监理费依据不全 | < | 已补充合同 | <
总体目标完成情况 | 总体目标 | < | 全年实际完成情况 | < | <
^ | 治理河流42公里 | < | 治理42公里 | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 全年实际完成值
^ | 产出指标 | 数量指标 | 治理河流长度 | ≥42公里 | 42公里
"""
COSTS = """
2022年市直部门预算项目支出绩效目标表 | < | < | < | < | <
项目名称 | 办公大楼运行保障 | < | 金额单位：万元 | < | <
项目预算 | 成本构成 | 金额 | 测算（公式）依据 | 2020年实际执行数 | 2021年实际执行数
^ | 保安服务费 | 191 | 依据招标文件 | 191 | 191
^ | 保洁服务费 | 99 | 依据招标文件 | 99 | 99
^ | 合计 | 290 | | 290 | 290
绩效目标 | 打造节约型机关。 | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
^ | 产出指标 | 数量指标 | 日常维修次数 | ≥280次 |
"""


def _read(text: str, changes: dict[str, str | None] | None = None) -> Table:
    [table] = read_sheet("表.xlsx", to_grid(changed(parse_rows(text), changes or {}), "表")).tables
    return table


def test_how_funds_were_managed_is_one_entry_a_row() -> None:
    table = _read(TRANSFER)
    assert {name: (entry.text, entry.cell) for name, entry in table.details.items()} == {
        "分配科学性": ("按因素法分配", "C8"),
        "分配科学性（存在问题和改进措施）": ("无", "E8"),
        "下达及时性": ("30日内下达", "C9"),
        "使用规范性": ("1笔监理费依据不全", "C10"),
        "使用规范性（存在问题和改进措施）": ("已补充合同", "E10"),
    }
    assert (table.leftover, table.unrecognised, table.unread_columns) == ((), (), ())


def test_parts_of_costs_are_no_funds() -> None:
    """保安服务费、依据招标文件都不是资金来源；合计是资金总额。"""
    table = _read(COSTS)
    assert [(each.name, each.initial.shown_amount) for each in table.funds] == [
        ("合计", Decimal(290))
    ]
    assert table.annual_total is table.funds[0]
    text = table.details["项目预算"].text
    assert text.splitlines() == [
        "成本构成｜金额｜测算（公式）依据｜2020年实际执行数｜2021年实际执行数",
        "保安服务费｜191｜依据招标文件｜191｜191",
        "保洁服务费｜99｜依据招标文件｜99｜99",
        "合计｜290｜—｜290｜290",  # 没有写依据的留着位置，不错到别的栏
    ]
    assert (table.leftover, table.unrecognised, table.unread_columns) == ((), (), ())


def test_a_fund_header_stays_a_fund_header() -> None:
    """资金来源一栏的表头不是预算明细。"""
    table = _read(COSTS, {"B3": "资金来源", "D3": "备注", "B4": "财政拨款", "B5": "其他资金"})
    assert [each.name for each in table.funds][:2] == ["财政拨款", "其他资金"]


def test_heads_that_are_not_merged_are_no_value() -> None:
    """栏名没有合并、与名称对齐的，照样一行一个栏目；“存在问题和改进措施”不是“情况说明”的内容。"""
    own = (
        (
            "资金管理情况 | | 情况说明 | < | 存在问题和改进措施 | <",
            "资金管理情况 | | 情况说明 | | 存在问题和改进措施 |",
        ),
        ("^ | 分配科学性 | 按因素法分配 | < | 无 | <", " | | 分配科学性 | 按因素法分配 | 无 |"),
        ("^ | 下达及时性 | 30日内下达 | < | | <", " | | 下达及时性 | 30日内下达 | |"),
        (
            "^ | 使用规范性 | 1笔监理费依据不全 | < | 已补充合同 | <",
            " | | 使用规范性 | 1笔监理费依据不全 | 已补充合同 |",
        ),
    )
    text = TRANSFER
    for merged, apart in own:
        assert merged in text
        text = text.replace(merged, apart)
    read, usual = _read(text), _read(TRANSFER)
    assert {name: each.text for name, each in read.details.items()} == {
        name: each.text for name, each in usual.details.items()
    }
    assert (read.leftover, read.unrecognised, read.unread_columns) == ((), (), ())


def test_a_table_inside_any_text_keeps_its_columns() -> None:
    """实施计划里夹着一张表的，各栏照栏名对齐；上下合并的照上面的写；只有一两格的一行照旧。"""
    rows = (
        "实施计划 | 阶段 | 工作内容 | 开始时间 | 完成时间 | <",
        "^ | 准备 | 编制方案 | 1月 | 2月 | <",
        "^ | ^ | 公开招标 | | 3月 | <",
        "保障措施 | 组织领导 | 成立专班。 | < | < | <",
    )
    own = COSTS.replace("绩效目标 |", "\n".join(rows) + "\n绩效目标 |", 1)
    details = _read(own).details
    assert details["实施计划"].text.splitlines() == [
        "阶段｜工作内容｜开始时间｜完成时间",
        "准备｜编制方案｜1月｜2月",
        "准备｜公开招标｜—｜3月",
    ]
    assert details["保障措施"].text == "组织领导 成立专班。"
