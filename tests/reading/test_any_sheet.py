"""表里的词胡乱摆在格里、胡乱合并：读、查、评、列出来，什么也不抛。"""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from perfxl.batch.work import assess
from perfxl.cli.console import as_text
from perfxl.cli.document_text import document_text
from perfxl.hosts.unreadable import UnreadableFileError
from perfxl.hosts.workbook import Workbook
from perfxl.model.address import Block
from perfxl.model.cell import Cell, CellKind
from perfxl.model.contract import DocumentJson, dump
from perfxl.model.grid import Grid
from perfxl.standards.profile import load_profile

WORDS = [
    "一级指标",
    "二级指标",
    "三级指标",
    "指标值",
    "调整后指标值",
    "年初指标值",
    "实际完成值",
    "分值",
    "得分",
    "说明",
    "指标性质",
    "度量单位",
    "项目名称",
    "项目编码",
    "单位名称",
    "预算数",
    "绩效目标",
    "年度目标",
    "实施期目标",
    "科目编码",
    "科目名称",
    "类",
    "款",
    "项",
    "年初预算数",
    "调整预算数",
    "增减数",
    "调整数",
    "合计",
    "小计",
    "基本支出",
    "项目支出",
    "收入",
    "支出",
    "项目",
    "资金情况",
    "年度资金总额",
    "其中:财政拨款",
    "其他资金",
    "产出指标",
    "效益指标",
    "成本指标",
    "数量指标",
    "≥5个",
    "95%",
    "=100%",
    "205",
    "总分",
    "自评结论",
    "年度总体目标",
    "预期目标",
    "实际完成情况",
    "单位:万元",
    "（2024年度）",
    "项目支出绩效自评表",
    "项目支出批复表",
    "部门整体支出绩效目标表",
    "预算调整项目支出绩效目标批复表",
    "转移支付",
    "调整后",
    "年初",
    "年度主要任务",
    "金额合计",
    "总额",
    "实施计划",
    "注：说明。",
    "填报人：甲",
    "……",
    "指标2：",
    "-",
    "/",
    "序号",
    "（一）甲项目",
    "本页小计",
    "附表2",
    "上年度指标值",
    "指标解释",
]
NUMBERS = [Decimal(each) for each in ("0", "1", "0.95", "-5", "123456.78")]
CONTENT = st.one_of(
    st.none(), st.sampled_from(WORDS), st.sampled_from(WORDS), st.sampled_from(NUMBERS)
)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    rows = draw(st.lists(st.lists(CONTENT, max_size=9), max_size=12))
    cells = {
        (r, c): Cell(r, c, CellKind.TEXT if isinstance(value, str) else CellKind.NUMBER, value)
        for r, row in enumerate(rows, 1)
        for c, value in enumerate(row, 1)
        if value is not None
    }
    corners = st.tuples(
        *(st.integers(low, high) for low, high in ((1, 12), (1, 9), (0, 3), (0, 3)))
    )
    merged: list[Block] = []
    for top, left, down, across in draw(st.lists(corners, max_size=5)):
        block = Block(top, left, top + down, left + across)
        apart = all(
            block.bottom < m.top or m.bottom < top or block.right < m.left or m.right < left
            for m in merged
        )
        if apart and (down or across):
            merged.append(block)
    return Grid("表", cells, merged)


@given(grids())
@settings(max_examples=400, deadline=None)
def test_nothing_raises_on_any_sheet(grid: Grid) -> None:
    try:
        result = assess(Workbook("书.xlsx", (grid,)), load_profile())
    except UnreadableFileError:
        return
    assert result.document is not None
    dump(DocumentJson.of(result.document))
    assert as_text(document_text(result.document))
    assert [finding for finding in result.findings if finding.rule == "PX901"] == []
