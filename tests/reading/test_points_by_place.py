"""栏名不认得的分值、得分：照下面写的数认，说是猜的；看不出来的不认。"""

import pytest
from gridtext import changed, only_table, parse_rows

from perfxl.model.table import Form
from perfxl.scoring.edits import may_write

FORM = parse_rows("""
项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 农村厕所改造 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 新建厕所 | ≥10座 | 10座 | 30 | 30
产出指标 | 质量指标 | 验收合格率 | 100% | 90% | 20 | 18
效益指标 | 社会效益指标 | 受益户 | ≥10户 | 10户 | 30 | 30
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90% | 95% | 10 | 10
总分 | < | < | < | < | 90 | 88
""")


@pytest.mark.parametrize(
    ("changes", "placed"),
    [
        ({"G3": "自己打的"}, ["G3 score"]),
        ({"F3": "各占几成"}, ["F3 weight"]),
        ({"F3": "各占几成", "G3": "自己打的"}, ["F3 weight", "G3 score"]),
        ({"F3": "分数"}, ["F3 weight"]),
        ({"F3": "配分", "G3": "自评打分"}, []),
    ],
)
def test_points_are_known_by_their_numbers(
    changes: dict[str, str | None], placed: list[str]
) -> None:
    table = only_table(changed(FORM, changes))
    assert table.form is Form.SELF_EVALUATION
    assert [str(each.weight.number) for each in table.indicators] == ["30", "20", "30", "10"]
    assert [str(each.score.number) for each in table.indicators] == ["30", "18", "30", "10"]
    assert (table.total.weight.number, table.total.score.number) == (90, 88)
    assert [f"{entry.cell} {role}" for entry, role in table.placed_columns] == placed


@pytest.mark.parametrize(
    "changes",
    [
        {"G3": "扣分"},
        {"G3": "上年得的"},
        {"G3": "人数", "G4": "3", "G5": "1", "G6": "2", "G7": "4"},
        {"G3": "人数", "G4": "40"},
        {"G3": "自己打的", "G7": ""},
    ],
)
def test_other_numbers_are_no_scores(changes: dict[str, str | None]) -> None:
    table = only_table(changed(FORM, changes))
    assert not table.has_scores
    assert table.placed_columns == ()
    assert [entry.cell for entry in table.unread_columns] == ["G3"]


def test_points_printed_after_the_names() -> None:
    """有得分一栏而没有分值一栏的，名称后面的（8分）是分值，不是名称的一部分。"""
    table = only_table(
        parse_rows("""
项目支出绩效自评表 | < | < | < | <
项目名称 | 食堂改扩建 | < | < | <
一级指标 | 三级指标 | 指标值 | 完成值 | 得分
产出指标 | 改扩建面积（60分） | ≥2100平方米 | 2100平方米 | 60
效益指标 | 新增座位（学生用）（40 分） | ≥650个 | 680个 | 40
总分 | < | < | < | 100
""")
    )
    assert [(row.level3.text, str(row.weight.number)) for row in table.indicators] == [
        ("改扩建面积", "60"),
        ("新增座位（学生用）", "40"),
    ]
    assert not any(may_write(row.weight) or may_write(row.level3) for row in table.indicators)
