"""批复清单：合计行的单位、单独一栏的编码、一级指标横着排的。"""

import pytest
from gridtext import Rows, only_table, parse_rows, to_grid

from perfxl.matching.indicators import adjusted_sides
from perfxl.model.form_spec import Stage
from perfxl.model.table import Form, Table
from perfxl.reading.sheet import read_sheet
from perfxl.rendering.derived.standing import standing_indicators


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


def test_the_name_of_a_total_laid_over_is_no_category() -> None:
    read = table(
        parse_rows("""
        2024年部门预算项目支出绩效目标批复表
        单位名称 | 项目名称 | 项目类别 | 预算数（万元） | 一级指标 | 二级指标 | 三级指标 | 指标值
        县教育局 | 校舍维修 | 特定目标类 | 300 | 产出 | 数量 | 维修学校数 | ≥5所
        合计 | < | < | 300
    """)
    )
    [line], [total] = read.lines, read.sums
    assert line.category.text == "特定目标类"
    assert (total.name.text, total.category.text) == ("合计", "")


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


_HEAD = "2024年预算项目支出绩效目标批复表\n"
_COLUMNS = "单位名称 | 项目名称 | 预算数（万元） | 一级指标 | 二级指标 | 三级指标 | 指标值\n"
_FIRST = "县图书馆 | 图书室建设 | 20 |"
_BLOCK = """
{0} 产出 | 数量 | 建成图书室数 | ≥12个
{1} 产出 | 成本 | 建设成本 | ≤20万元
{1} 效益 | 社会效益 | 借阅人次 | ≥900人次
{1} 满意度 | 服务对象满意度 | 读者满意度 | ≥90%
"""
_MERGED = "^ | ^ | ^ |"
_BLANK = " | | |"


def rows_of(read: Table) -> list[int]:
    return [line.row for line in read.lines]


def test_a_project_written_again_from_the_start_is_another_line() -> None:
    """左边合并、留空、逐行重写的，整段又抄了一遍。"""
    for rest in (_MERGED, _BLANK, _FIRST):
        block = _BLOCK.format(_FIRST, rest)
        read = table(parse_rows(_HEAD + _COLUMNS + block + block + block))
        assert rows_of(read) == [3, 7, 11]
        assert [row.project.row for row in read.indicators] == [3] * 4 + [7] * 4 + [11] * 4


def test_a_project_repeated_on_every_row_is_one() -> None:
    """末尾又写了一遍第一个指标，也还是一个项目。"""
    again = f"{_FIRST} 产出 | 数量 | 建成图书室数 | ≥12个\n"
    read = table(parse_rows(_HEAD + _COLUMNS + _BLOCK.format(_FIRST, _FIRST) + again))
    assert (rows_of(read), len(read.indicators)) == ([3], 5)


def test_a_project_repeated_after_a_page_break_is_one() -> None:
    top, bottom = _BLOCK.format(_FIRST, _MERGED).strip().splitlines(), f"{_FIRST} 产出 | 质量 |"
    page = [*top[:2], f"{bottom} 图书合格率 | ≥95%", *top[2:]]
    for again in ("", _COLUMNS.strip()):
        read = table(parse_rows("\n".join([_HEAD + _COLUMNS, *page[:2], again, *page[2:]])))
        assert (len(read.lines), len(read.indicators)) == (1, 5)
    later = _BLOCK.format(_FIRST, _BLANK).replace(f"{_BLANK} 效益", f"{_FIRST} 效益")
    assert rows_of(table(parse_rows(_HEAD + _COLUMNS + later))) == [3]


def test_other_indicators_from_the_first_class_again_are_another_line() -> None:
    other = _BLOCK.replace("数", "量").replace("成本", "时效").replace("人次", "册次")
    block = _BLOCK.format(_FIRST, _MERGED) + other.format(_FIRST, _MERGED)
    assert rows_of(table(parse_rows(_HEAD + _COLUMNS + block))) == [3, 7]


@pytest.mark.parametrize(
    ("title", "stage", "called"),
    [
        (
            "2024年部门预算项目支出绩效目标申报表",
            Stage.APPLICATION,
            "项目支出绩效目标申报表（清单）",
        ),
        ("2024年部门预算项目支出绩效目标批复表", Stage.APPROVAL, "项目支出绩效目标批复表（清单）"),
        ("2024年部门预算项目支出绩效目标表", Stage.APPROVAL, "项目支出绩效目标批复表（清单）"),
    ],
)
def test_a_list_is_of_the_step_its_title_names(title: str, stage: Stage, called: str) -> None:
    table = only_table(
        [
            [title, *["<"] * 6],
            ["项目名称", "申请金额（万元）", "一级指标", "二级指标", "三级指标", "指标值", "权重"],
            ["改造", "75", "产出指标", "数量指标", "改造户数", "≥150户", "50"],
            ["", "", "", "质量指标", "验收合格率", "≥98%", "40"],
        ]
    )
    assert (table.stage, table.called) == (stage, called)
    assert table.lines[0].initial.total.number == 75


_ADJUSTED = """
2024年预算调整项目绩效目标批复表
项目名称 | 年初预算数（万元） | 调整后预算数（万元） | 一级指标 | 二级指标 | 三级指标 | {0} | {1}
档案数字化 | 86 | 77.4 | 产出指标 | 数量指标 | 著录条目 | ≥26万条 | ≥24万条
 | | | 产出指标 | 质量指标 | 抽检合格率 | ≥99% | 取消
"""


def test_a_list_of_adjustments_has_both_sides() -> None:
    """清单里调整前、调整后各一栏指标值的，以后各步照调整后的；写着取消的不在了。"""
    for heads in (("调整前指标值", "调整后指标值"), ("原指标值", "现指标值")):
        read = table(parse_rows(_ADJUSTED.format(*heads)))
        assert (read.stage, read.unread_columns) == (Stage.ADJUSTMENT, ())
        assert [(row.target.text, row.target_adjusted.text) for row in read.indicators] == [
            ("≥26万条", "≥24万条"),
            ("≥99%", "取消"),
        ]
        [side] = adjusted_sides(read.indicators)
        assert (side.level3.text, side.target.text) == ("著录条目", "≥24万条")
        assert [row.target.text for row in standing_indicators(read)] == ["≥24万条"]


def test_another_target_of_a_list_is_no_adjustment() -> None:
    read = table(parse_rows(_ADJUSTED.format("指标值", "市级指标值")))
    assert [row.target_adjusted.text for row in read.indicators] == ["", ""]
    assert [entry.text for entry in read.unread_columns] == ["市级指标值"]


@pytest.mark.parametrize("head", ["资金使用单位", "项目执行单位", "承担单位"])
def test_the_unit_that_does_the_project_has_many_names(head: str) -> None:
    columns = _COLUMNS.replace("单位名称", head)
    [line] = table(parse_rows(_HEAD + columns + _BLOCK.format(_FIRST, _MERGED))).lines
    assert line.organisation.text == "县图书馆"


def test_who_answers_for_it_is_not_the_unit_of_the_list() -> None:
    columns = _COLUMNS.replace("单位名称", "单位名称 | 责任单位")
    [line] = table(
        parse_rows(
            _HEAD
            + columns
            + _BLOCK.format("县图书馆 | 县文化局 | 图书室建设 | 20 |", "^ | ^ | ^ | ^ |")
        )
    ).lines
    assert line.organisation.text == "县图书馆"
