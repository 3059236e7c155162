"""一排栏目名称，下一行正对着各写一个值：照栏名读；只差一点的不当作值。"""

from gridtext import only_table, parse_rows

from perfxl.contract.document import TableJson

HEAD = """
项目支出绩效自评表 | < | < | < | < | <
（2024年度） | < | < | < | < | <
"""
REST = """
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 得分
产出指标 | 数量指标 | 储备物资 | ≥42类 | 42类 | 90
"""


def fields(lines: str) -> dict[str, str]:
    table = only_table(parse_rows(f"{HEAD.rstrip()}{lines.rstrip()}{REST}"))
    return {name: entry.text for name, entry in table.fields.items()}


def test_values_stand_below_a_row_of_labels() -> None:
    assert fields("""
项目名称 | 主管部门 | 实施单位
应急物资储备 | 某县应急局 | 某县救援队
""") == {"项目名称": "应急物资储备", "主管部门": "某县应急局", "实施单位": "某县救援队"}


def test_merged_labels_and_their_values_below() -> None:
    assert fields("""
项目名称 | < | 主管部门 | < | 实施单位 | <
应急物资储备 | < | 某县应急局 | < | 某县救援队 | <
""") == {"项目名称": "应急物资储备", "主管部门": "某县应急局", "实施单位": "某县救援队"}


def test_a_blank_form_takes_no_label_below_for_a_value() -> None:
    assert (
        fields("""
项目名称 | | 实施单位 | |
项目类型 | | 项目属性 | |
""")
        == {}
    )


def test_one_place_below_is_not_filled() -> None:
    table = only_table(
        parse_rows(f"""{HEAD.rstrip()}
项目名称 | 主管部门 | 实施单位
应急物资储备 | | 某县救援队{REST}""")
    )
    assert {name: entry.text for name, entry in table.fields.items()} == {
        "项目名称": "应急物资储备",
        "实施单位": "某县救援队",
    }
    assert table.blank_fields["主管部门"].cell == "B4"


def test_of_two_labels_both_must_have_a_value_below() -> None:
    assert fields("""
项目名称 | 应急物资储备
主管部门 | 实施单位
某县应急局
""") == {"项目名称": "应急物资储备"}


def test_a_field_printed_otherwise_has_both_names_in_json() -> None:
    """印的是“项目主管部门”的，按“主管部门”也找得到。"""
    table = only_table(
        parse_rows(f"""{HEAD.rstrip()}
项目名称 | 应急物资储备
项目主管部门 | 某县应急局 | 项目单位 | 某县救援队{REST}""")
    )
    assert TableJson.of(table).fields == {
        "项目名称": "应急物资储备",
        "项目主管部门": "某县应急局",
        "主管部门": "某县应急局",
        "项目单位": "某县救援队",
        "实施单位": "某县救援队",
    }
