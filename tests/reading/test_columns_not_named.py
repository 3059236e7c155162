"""这种表没有的栏：列为没有读，不悄悄丢掉；同名的第二栏里写着的字也说出来。"""

from gridtext import only_table, parse_rows

from perfxl.contract.document import TableJson
from perfxl.contract.shapes import dump
from perfxl.model.table import Table

TARGET = """
2024年度项目支出绩效目标表 | < | < | < | < | <
项目名称 | 公共文化服务 | < | < | < | <
项目资金（元） | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率
^ | 年度资金总额 | 200000 | 200000 | 120000 | 60%
年度总体目标 | 建成12个乡镇图书室 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 未完成原因分析 | 得分
产出指标 | 数量指标 | 图书室数量 | ≥12个 | 招标晚了三个月 | 8
满意度指标 | 服务对象满意度指标 | 读者满意度 | ≥90% |  | 7
"""
LIST = """
2024年项目支出绩效目标批复表 | < | < | < | < | < | <
项目名称 | 预算数（万元） | 一级指标 | 二级指标 | 三级指标 | 指标值 | 调整后指标值
培训 | 10 | 产出指标 | 数量指标 | 人数 | ≥5人 | ≥6人
^ | ^ | 效益指标 | 社会效益指标 | 能力 | 提升 | 提升
"""
BUDGET = """
某局2024年项目支出批复表 | < | < | <
单位：万元 | < | < | <
项目名称 | 合计 | 基本支出 | 项目支出
培训 | 30 | 10 | 20
会议 | 20 | 5 | 15
"""
EVALUATION = """
2024年度项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 培训 | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 得分
产出指标 | 数量指标 | 人数 | ≥5人 | 6人 | 90 | 90 | 80
满意度指标 | 服务对象满意度指标 | 满意度 | ≥90% | 95% | 10 | 10 | 10
"""


def read(text: str) -> Table:
    return only_table(parse_rows(text))


def unread(table: Table) -> dict[str, str]:
    shown = dump(TableJson.of(table))
    columns: dict[str, str] = shown.get("unread_columns", {})  # type: ignore[assignment]
    return columns


def test_a_target_table_with_columns_of_an_evaluation() -> None:
    table = read(TARGET)
    assert unread(table) == {
        "E3": "全年执行数",
        "F3": "执行率",
        "E6": "未完成原因分析",
        "F6": "得分",
    }
    assert table.leftover == ()
    assert [(fund.adjusted.number, fund.executed.exists) for fund in table.funds] == [
        (200000, False)
    ]
    assert not any(row.score.exists or row.reason.exists for row in table.indicators)


def test_a_list_has_both_halves() -> None:
    table = read(LIST)
    assert unread(table) == {}
    assert all(row.target.column + 1 == row.target_adjusted.column for row in table.indicators)


def test_parts_of_amounts_in_a_table_without_them() -> None:
    table = read(BUDGET)
    assert unread(table) == {"C3": "基本支出", "D3": "项目支出"}
    assert [line.initial.total.number for line in table.lines] == [30, 20]


def test_a_second_column_of_one_name_is_said_cell_by_cell() -> None:
    table = read(EVALUATION)
    assert [row.score.number for row in table.indicators] == [90, 10]
    assert [entry.cell for entry in table.leftover] == ["H4", "H5"]


def test_differences_of_funds_and_reasons_are_in_the_json() -> None:
    text = """
2024年部门预算调整项目支出绩效目标批复表 | < | < | < | <
项目名称 | 培训 | < | < | <
资金情况（万元） | 资金来源 | 年初预算数 | 调整预算数 | 增减数
^ | 年度资金总额 | 10 | 7 | -3
绩效指标 | 三级指标 | 指标值 | 三级指标 | 指标值
^ | 人数 | ≥5人 | 人数 | ≥4人
"""
    [fund] = dump(TableJson.of(read(text)))["funds"]  # type: ignore[misc]
    assert (fund["change"], fund["cells"]["change"]) == (-3, "E4")


def test_a_column_with_nothing_below_is_told_as_blank() -> None:
    """没有读的栏下面一格内容也没有的：`read` 照说，成表、PX116 不说漏了内容。"""
    rows = parse_rows(
        """
项目支出绩效目标表 | < | < | <
一级指标 | 三级指标 | 指标值 | 核对人
产出指标 | 修建里程 | ≥10公里 | {said}
效益指标 | 出行 | 改善 |
""".replace("{said}", "")
    )
    table = only_table(rows)
    assert [head.text for head in table.unread_columns] == ["核对人"]
    assert table.filled_unread_columns == ()
    rows[2][3] = "张三"
    assert [head.text for head in only_table(rows).filled_unread_columns] == ["核对人"]
