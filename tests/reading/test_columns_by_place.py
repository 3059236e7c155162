"""栏名不认得的指标名、指标值照位置读，说是照位置读的；一县一栏的，各县的列为没有读。"""

import pytest
from gridtext import Rows, changed, only_table, parse_rows, to_grid
from odd_layouts import AREAS, THREE, TWO

from perfxl.model.table import Form
from perfxl.reading.sheet import read_sheet


def values(rows: Rows) -> list[tuple[str, str]]:
    return [(each.level3.text, each.target.text) for each in only_table(rows).indicators]


def test_value_column_of_any_name() -> None:
    table = only_table(THREE)
    assert table.form is Form.APPLICATION
    assert values(THREE) == [("维修教室", "≥6间"), ("验收合格率", "=100%"), ("受益学生", "≥300人")]
    assert [(entry.cell, role) for entry, role in table.placed_columns] == [("D4", "target")]
    assert table.indicators[2].note.text == "含住校生"
    assert (table.leftover, table.unread_columns) == ((), ())


def test_known_names_are_no_guess() -> None:
    table = only_table(changed(THREE, {"D4": "年度数值"}))
    assert table.placed_columns == ()
    assert len(table.indicators) == 3


def test_two_levels() -> None:
    table = only_table(TWO)
    assert values(TWO) == [("维修教室", "≥6间"), ("维修食堂", "≥1间"), ("验收合格率", "=100%")]
    assert [entry.text for entry in table.unread_columns] == ["达到什么样"]


def test_third_level_of_any_name() -> None:
    rows = changed(THREE, {"C4": "要做的事", "D4": "指标值"})
    assert values(rows)[0] == ("维修教室", "≥6间")
    assert [(e.text, role) for e, role in only_table(rows).placed_columns] == [
        ("要做的事", "level3")
    ]


def test_one_column_per_county() -> None:
    table = only_table(AREAS)
    assert values(AREAS) == [("产业项目", ""), ("合格率", ""), ("受益人口", "")]
    assert [entry.text for entry in table.unread_columns] == ["甲县", "乙县"]


def test_whole_area_among_counties() -> None:
    rows = changed(AREAS, {"D3": "全市"})
    assert values(rows)[0] == ("产业项目", "≥21个")
    assert [entry.text for entry in only_table(rows).unread_columns] == ["乙县"]


@pytest.mark.parametrize("first", ["姓名", "科室", "会计"])
def test_other_lists_are_not_forced(first: str) -> None:
    """一级、二级指标一栏里没有产出、数量一类的，不硬套。"""
    rows = [["一级", "二级", "三级", "人数"], [first, "甲", "乙", "3"], [first, "丙", "丁", "4"]]
    assert read_sheet("书.xlsx", to_grid(rows)).tables == ()


def test_half_year_beside_full_year() -> None:
    rows = parse_rows("""
项目绩效目标申报表 | < | < | < | <
项目名称 | 系统运维 | < | 主管部门 | 某局
一级指标 | 二级指标 | 三级指标 | 指标值 | <
^ | ^ | ^ | 半年（程） | 全年（程）
产出指标 | 数量指标 | 发布手段 | 10种 | 12种
^ | 质量指标 | 准确率 | ≥96% | ≥98%
效益指标 | 社会效益指标 | 覆盖率 | — | ≥90%
""")
    table = only_table(rows)
    assert values(rows) == [("发布手段", "12种"), ("准确率", "≥98%"), ("覆盖率", "≥90%")]
    assert [entry.text for entry in table.unread_columns] == ["半年（程）"]
    split = [
        [cell.replace("^", "") for cell in row] if i == 3 else row for i, row in enumerate(rows)
    ]
    assert values(split) == values(rows)


def test_levels_under_a_group_label() -> None:
    """没有一级指标一栏，“绩效指标”下面写着产出、效益。"""
    rows = [["项目支出绩效目标表", "<", "<"], ["项目名称", "甲", "<"]]
    rows += [
        ["绩效指标", "指标名称", "指标值"],
        ["产出指标", "培训", "≥5人"],
        ["效益指标", "就业", "有效"],
    ]
    table = only_table(rows)
    assert [row.level1.text for row in table.indicators] == ["产出指标", "效益指标"]
    assert table.leftover == ()


def test_levels_of_old_forms_are_found_by_what_stands_below() -> None:
    """2016 年的投入·产出·效益表：一级指标的栏名叫“绩效目标”，“绩效内容”横着占两列。"""
    rows = parse_rows(
        """
2016年度项目支出绩效目标申报表 | < | < | < | <
项目名称 | 农村公路 | 主管部门 | 交通局 |
绩效目标 | 绩效内容 | < | 绩效目标值 | 参考标准
投入 | 时效目标 | 资金到位率 | 100% | 100%
^ | 成本目标 | 预算执行率 | ≥90% | ≥95%
产出 | 数量目标 | 修建里程 | 10公里 | 省定任务
效益 | 社会效益目标 | 受益人口 | 5000人 |
"""
    )
    read = only_table(rows)
    assert [(e.level1.text, e.level2.text, e.level3.text) for e in read.indicators] == [
        ("投入", "时效目标", "资金到位率"),
        ("投入", "成本目标", "预算执行率"),
        ("产出指标", "数量目标", "修建里程"),
        ("效益指标", "社会效益目标", "受益人口"),
    ]
    assert [(head.text, role) for head, role in read.placed_columns] == [("绩效目标", "level1")]
    assert [head.text for head in read.unread_columns] == ["参考标准"]


def test_a_name_in_two_merged_columns_stays_one_name() -> None:
    """指标名两列，内容也并成一格的，还是一个名称。"""
    rows = parse_rows(
        """
项目支出绩效目标表 | < | < | <
一级指标 | 三级指标 | < | 指标值
产出指标 | 修建里程 | < | 10公里
^ | 数量达标的里程 | < | 9公里
"""
    )
    assert [e.level3.text for e in only_table(rows).indicators] == ["修建里程", "数量达标的里程"]
