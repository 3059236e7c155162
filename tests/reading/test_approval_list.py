"""批复清单：合计行的单位、单独一栏的编码、一级指标横着排的。"""

from gridtext import Rows, parse_rows, to_grid

from perfxl.model.table import Form, Table
from perfxl.reading.sheet import read_sheet


def table(rows: Rows) -> Table:
    [only] = read_sheet("书.xlsx", to_grid(rows)).tables
    return only


def test_sums_have_their_own_unit_or_none() -> None:
    read = table(
        parse_rows("""
        2024年部门预算项目支出绩效目标批复表
        单位编码 | 单位名称 | 项目编码 | 项目名称 | 预算数（万元） | 一级指标 | 二级指标 | 三级指标 | 指标值
        205 | 县教育局 | A01 | 校舍维修 | 300 | 产出 | 数量 | 维修学校数 | ≥5所
        206 | 第一中学 | 小计 | | 300
        206 | 第一中学 | B01 | 高考补助 | 5 | 产出 | 数量 | 考点数 | =2个
        合计 | | | | 305
    """)
    )
    assert read.form is Form.APPROVAL_LIST
    assert [
        (line.name.text, line.organisation.text, line.organisation_code.text) for line in read.lines
    ] == [("A01-校舍维修", "县教育局", "205"), ("B01-高考补助", "第一中学", "206")]
    assert [(line.organisation.text, line.initial.total.number) for line in read.sums] == [
        ("第一中学", 300),
        ("", 305),
    ]
    assert [row.project.text for row in read.indicators] == ["A01-校舍维修", "B01-高考补助"]


def test_levels_laid_across() -> None:
    """一级指标横着排，一行一个项目。"""
    read = table(
        parse_rows("""
        2024年预算项目支出绩效目标表 | < | < | < | < | < | <
        单位编码（项目编码） | 单位（项目）名称 | 项目金额（万元） | 绩效目标 | < | < | <
        ^ | ^ | ^ | 成本指标 | < | 产出指标 | <
        ^ | ^ | ^ | 三级指标 | 指标值 | 三级指标 | 指标值
        '045 | 档案馆 | 298.6
        A01 | 档案数字化 | 198.6 | 数字化单价 | ≤0.6元/页 | 加工页数 | ≥300万页
    """)
    )
    assert [(row.level1.text, row.level3.text, row.target.text) for row in read.indicators] == [
        ("成本指标", "数字化单价", "≤0.6元/页"),
        ("产出指标", "加工页数", "≥300万页"),
    ]
    [line] = read.lines
    assert (line.name.text, line.organisation.text) == ("A01-档案数字化", "045-档案馆")
