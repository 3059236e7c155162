"""成表怎样排：行高、去掉的栏、上下合并、写不下的一行、换页。"""

from dataclasses import replace
from decimal import Decimal

import pytest
from template_plans import content, indicators, project, projects, shown, template

from perfxl.grammar.continued_text import joined_text
from perfxl.model.address import Block
from perfxl.plans.fonts import CellFont
from perfxl.plans.page_breaks import PageArea
from perfxl.plans.plan_values import FormattedNumber, PlanValue
from perfxl.plans.planning import plan_sheet
from perfxl.plans.row_height import HIGHEST_ROW, stretched, text_height
from perfxl.plans.template import Content, SheetPlan, TemplateError

# 宽 12 的一列、10.5 磅的字，一行写五个汉字；一行字高 18 磅，两行 32.25。
ONE, TWO, BLANK = 18.0, 32.25, 15.0
TEN = "一二三四五六七八九十"


def planned(text: str, filled: Content | None = None, **options: object) -> SheetPlan:
    return plan_sheet(template(text, **options), filled or content())  # type: ignore[arg-type]


def merged(made: SheetPlan) -> set[Block]:
    return {block for block in made.merged if block[:2] != block[2:]}


# 模板本身


def test_a_sheet_without_placeholders_is_no_template() -> None:
    with pytest.raises(TemplateError, match=r"没有 \{\{…\}\} 占位，不是模板"):
        plan_sheet(template("自评表 | 名称"), content(标题="自评表"))


def test_a_required_group_must_have_a_row() -> None:
    needed = replace(indicators({"名称": "甲"}), required=True)
    with pytest.raises(TemplateError, match=r"没有写 \{\{指标\.…\}\} 的行，指标写不进去"):
        planned("{{标题}}", content(needed, 标题="表"))
    assert shown(planned("{{标题}} | {{指标.名称}}", content(needed, 标题="表"))) == [["表", "甲"]]


@pytest.mark.parametrize(("unit", "said"), [("万元", "万元"), (None, ""), ("", "")])
def test_the_money_unit_goes_with_the_sheet(unit: str | None, said: str) -> None:
    assert planned("{{标题}}", content(标题="表", 金额单位=unit)).money_unit == said


# 行高


@pytest.mark.parametrize(
    ("value", "height"),
    [
        ("五个字正好", ONE),
        (TEN, TWO),
        ("甲\n乙", TWO),
        ("", BLANK),
        (None, BLANK),
        ("123456789012.34", TWO),
    ],
)
def test_a_row_is_as_high_as_its_text_needs(value: PlanValue, height: float) -> None:
    assert planned("{{标题}} | 短", content(标题=value)).heights[1] == max(height, ONE)
    assert planned("{{标题}} | ", content(标题=value)).heights[1] == height


def test_the_highest_cell_of_a_row_counts() -> None:
    for cells in (f"{{{{标题}}}} | {TEN}", f"{TEN} | {{{{标题}}}}"):
        assert planned(cells, content(标题="短")).heights[1] == TWO


def test_the_height_of_the_template_row_is_the_least() -> None:
    made = planned(
        "{{标题}}\n{{合计}}", content(标题="短", 合计=TEN), row_heights={1: 28.5, 2: 28.5}
    )
    assert made.heights == {1: 28.5, 2: TWO}
    assert planned("{{标题}}", content(标题=""), default_row_height=16.5).heights == {1: 16.5}


def test_a_text_over_several_columns_has_their_width() -> None:
    assert planned("{{标题}} | <", content(标题=TEN)).heights[1] == ONE
    assert planned("头 | {{标题}} | <", content(标题=TEN)).heights[1] == ONE
    assert planned("{{标题}} | 尾", content(标题=TEN)).heights[1] == TWO
    assert planned("{{标题}} | ", content(标题=TEN), widths={1: 24.0}).heights[1] == ONE
    assert planned(" | {{标题}}", content(标题=TEN), widths={1: 24.0}).heights[1] == TWO


def test_a_number_is_not_folded_though_it_stands_in_a_merged_cell() -> None:
    long = Decimal("1234567890123456789012345678.90")
    two = {(1, 1): "0.00"}
    assert planned("{{合计}} | <", content(合计=long), formats=two).heights[1] == BLANK
    assert planned("{{合计}} | <", content(合计=str(long))).heights[1] == TWO


def test_a_number_is_never_written_with_an_exponent() -> None:
    """常规格式写不下的数，Excel 写成 2E+06：先从文字列让出宽度，再不够就写成文字。"""
    amount, widths = Decimal(2000000), {1: 6.0, 2: 30.0}
    made = planned("{{标题}} | 文字", content(标题=amount), widths=widths)
    assert made.values[1, 1] == amount
    assert made.widths[1] > 7
    assert sum(made.widths.values()) == pytest.approx(36)
    made = planned("{{标题}}", content(标题=amount), widths={1: 4.0})
    assert made.values[1, 1] == "2000000"
    made = planned("{{标题}}", content(标题=Decimal(111111110111)), widths={1: 30.0})
    written = made.values[1, 1]
    assert isinstance(written, FormattedNumber)
    assert (written.number, written.code) == (Decimal(111111110111), "0")


def test_amounts_of_a_column_get_room_so_that_none_is_shrunk() -> None:
    group = indicators({"名称": "甲", "说明": Decimal("111111110111.106")}, {"说明": Decimal(4)})
    text, widths = "{{指标.名称}} | {{指标.说明}}", {1: 40.0}
    made = planned(text, content(group), formats={(1, 2): "#,##0.00"}, widths=widths)
    assert made.widths[2] > 16
    assert sum(made.widths.values()) == pytest.approx(52)
    small = indicators({"名称": "甲", "说明": Decimal(4)})
    assert planned(text, content(small), widths=widths).widths == {}


def test_a_narrow_column_of_long_texts_shares_the_room_of_a_blank_one() -> None:
    text, widths = "{{指标.名称}} | {{指标.二级}} | {{指标.说明}}", {1: 20.0, 2: 32.0, 3: 8.0}
    said = {"名称": "设备采购数量", "说明": "由于无法与其他系统兼容，故取消此项采购，来年再报"}
    made = planned(text, content(indicators(said)), widths=widths)
    assert made.widths == {1: 20.0, 2: 20.0, 3: 20.0}
    few = content(indicators({**said, "二级": "-"}))  # 得分一类的短字，还是空着
    assert planned(text, few, widths=widths).widths == made.widths
    filled = content(indicators({**said, "二级": "写着原因的"}))
    assert planned(text, filled, widths=widths).widths == {}
    assert made.heights[1] < planned(text, filled, widths=widths).heights[1]


def test_a_larger_font_needs_more() -> None:
    made = planned("{{标题}} | 短", content(标题="五个字正好"), fonts={(1, 1): CellFont(22.0)})
    assert made.heights[1] == text_height("五个字正好", [12.0], CellFont(22.0)) > 90


def test_the_text_of_a_placeholder_itself_takes_no_room() -> None:
    text = "{{ 标题 if 标题 else '没有写标题的表，请补上标题' }}"
    assert planned(text, content(标题="短")).heights[1] == ONE


def test_a_text_over_several_rows_raises_them_evenly_only_where_they_are_too_low() -> None:
    label = "写满五行的一段字要占很高的地方所以各行都要加高"
    made = planned(f"{label} | {{{{标题}}}}\n^ | 乙", content(标题="甲"))
    assert made.heights[1] == made.heights[2]
    assert sum(made.heights.values()) == pytest.approx(
        text_height(label, [12.0], CellFont(10.5)), abs=0.8
    )
    low = planned(f"{TEN} | {{{{标题}}}}\n^ | 乙", content(标题="甲"))
    assert low.heights == {1: ONE, 2: ONE}


# 去掉的栏

NOTES = "一级 | 说明 | 名称\n{{指标.一级}} | {{指标.说明¦可略}} | {{指标.名称}}"


def without_notes(**values: PlanValue) -> Content:
    rows = [{"一级": "产出", "名称": name, "说明": None} for name in ("甲", "乙")]
    return content(indicators(*rows), **values)


def test_the_room_of_a_column_left_out_is_shared_in_proportion() -> None:
    made = planned(NOTES, without_notes(), widths={1: 10.0, 2: 30.0, 3: 20.0})
    assert made.columns.sources == (1, 3)
    assert made.widths == {1: 20.0, 2: 40.0}


def test_widths_stay_where_no_column_is_left_out() -> None:
    full = content(indicators({"一级": "产出", "名称": "甲", "说明": "注"}))
    assert planned(NOTES, full).widths == {}


def test_heights_follow_the_wider_columns() -> None:
    rows = indicators({"一级": "产出", "名称": "一二三四五六七", "说明": None}, merged=())
    assert planned(NOTES, content(rows)).heights[2] == ONE
    kept = indicators({"一级": "产出", "名称": "一二三四五六七", "说明": "注"}, merged=())
    assert planned(NOTES, content(kept)).heights[2] == TWO


@pytest.mark.parametrize(
    ("foot", "columns"),
    [
        ("合计 | 共两项 | ", (1, 2, 3)),  # 别的行有字写在这一栏
        ("合计 | {{合计}} | ", (1, 2, 3)),
        ("合计 | {{空}} | ", (1, 3)),
        ("合计 | 共两项 | <", (1, 3)),  # 字挪得到留下的一栏
        ("合计 | <  | 共两项", (1, 3)),
        ("合计 | {{空¦可略}} | 末", (1, 3)),
    ],
)
def test_a_column_with_other_text_stays(foot: str, columns: tuple[int, ...]) -> None:
    made = planned(f"{NOTES}\n{foot}", without_notes(合计=Decimal(2), 空=None))
    assert made.columns.sources == columns


def test_text_merged_over_a_column_left_out_moves_right() -> None:
    made = planned(f"{NOTES}\n合计 | {{{{合计}}}} | <", without_notes(合计="共两项"))
    assert shown(made)[-1] == [None, "共两项"]
    assert Block(4, 2, 4, 2) not in merged(made)
    left = planned(f"{NOTES}\n{{{{合计}}}} | < | 末", without_notes(合计="共两项"))
    assert shown(left)[-1] == ["共两项", None]


def test_two_columns_under_one_head_go_together() -> None:
    text = (
        "一级 | 说明 | < | 名称\n"
        "{{指标.一级}} | {{指标.说明¦可略}} | {{指标.二级¦可略}} | {{指标.名称}}"
    )
    rows = indicators({"一级": "产出", "名称": "甲", "说明": None, "二级": None})
    assert planned(text, content(rows)).columns.sources == (1, 4)
    half = indicators({"一级": "产出", "名称": "甲", "说明": None, "二级": "数量"})
    made = planned(text, content(half))
    assert made.columns.sources == (1, 3, 4)
    assert made.values[1, 2] == "说明"


# 上下合并


def test_parents_merge_only_beside_the_same_grandparent() -> None:
    text = "{{指标.一级}} | {{指标.二级}} | {{指标.名称}}"
    rows = [("产出", "数量"), ("产出", "数量"), ("效益", "数量"), ("产出", "数量")]
    group = indicators(
        *({"一级": one, "二级": two, "名称": str(n)} for n, (one, two) in enumerate(rows)),
        merged=("一级", "二级"),
    )
    made = planned(text, content(group))
    assert merged(made) == {Block(1, 1, 2, 1), Block(1, 2, 2, 2)}
    assert [row[1] for row in shown(made)] == ["数量", None, "数量", "数量"]


def test_a_parent_merges_over_different_children() -> None:
    text = "{{指标.一级}} | {{指标.二级}} | {{指标.名称}}"
    rows = [("产出", "数量"), ("产出", "质量"), ("产出", "质量"), ("效益", "社会效益")]
    group = indicators(
        *({"一级": one, "二级": two, "名称": "同名"} for one, two in rows), merged=("一级", "二级")
    )
    made = planned(text, content(group))
    assert merged(made) == {Block(1, 1, 3, 1), Block(2, 2, 3, 2)}
    assert [row[2] for row in shown(made)] == ["同名"] * 4


def test_parents_of_two_projects_do_not_merge() -> None:
    text = "项目：{{项目.名称}} | <\n{{指标.一级}} | {{指标.名称}}"
    one = planned(text, content(projects(project("甲", "一", "二"), project("乙", "三")), "项目"))
    assert Block(2, 1, 3, 1) in merged(one)
    listed = "{{指标.一级}} | {{指标.名称}} | {{项目.名称}}"
    made = planned(
        listed, content(projects(project("甲", "一", "二"), project("乙", "三")), "项目")
    )
    assert merged(made) == {Block(1, 1, 2, 1), Block(1, 3, 2, 3)}
    assert [row[2] for row in shown(made)] == ["甲", None, "乙"]


def test_a_parent_over_two_columns_merges_over_both() -> None:
    text = "{{指标.一级}} | < | {{指标.名称}}"
    group = indicators(*({"一级": "产出", "名称": name} for name in "甲乙丙"))
    assert merged(planned(text, content(group))) == {Block(1, 1, 3, 2)}


def test_a_label_beside_repeated_rows_stretches_over_them() -> None:
    text = "指标 | 名称\n^ | {{指标.名称}}\n^ | 小计"
    group = indicators(*({"名称": name} for name in "甲乙丙"))
    made = planned(text, content(group))
    assert merged(made) == {Block(1, 1, 5, 1)}
    assert made.rows.sources == (1, 2, 2, 2, 3)


def test_a_label_of_repeated_rows_is_written_once_beside_them_all() -> None:
    group = indicators(*({"名称": name} for name in "甲乙丙"))
    made = planned("名称表 | <\n资金情况 | {{指标.名称}}\n末", content(group))
    assert Block(2, 1, 4, 1) in made.merged
    assert [made.values.get((row, 1), "没有换") for row in (2, 3, 4)] == ["没有换", None, None]
    # 夹着名字的栏名也是；一组数据的一栏不是。
    made = planned("资金（{{标题}}） | {{指标.名称}}", content(group, 标题="元"))
    assert (merged(made), made.values[1, 1]) == ({Block(1, 1, 3, 1)}, "资金（元）")
    assert merged(planned("{{指标.名称}} | 元", content(group))) == set()


# 写不下的一行

LONG = "长" * 400


def rows_from(made: SheetPlan, source: int) -> list[int]:
    return [row for row, each in enumerate(made.rows.sources, 1) if each == source]


def test_two_long_texts_of_a_row_are_cut_side_by_side_at_the_ends_of_pages() -> None:
    text = "{{指标.名称}} | {{指标.说明}}\n末"
    row = {"名称": LONG, "说明": "短" * 200}
    made = planned(text, content(indicators(row)), page=PageArea(500, 300))
    pieces = shown(made)[:-1]
    assert joined_text(str(row[0]) for row in pieces) == LONG
    assert joined_text(str(row[1]) for row in pieces if row[1]) == "短" * 200
    assert not pieces[-1][1]
    assert made.rows.fresh == frozenset(range(2, len(pieces) + 1))
    assert made.page_starts == list(range(2, len(pieces) + 1))
    assert merged(made) == set()
    assert max(made.heights.values()) <= HIGHEST_ROW


def test_what_stands_beside_a_cut_text_adds_nothing_to_each_piece() -> None:
    made = planned(
        "{{指标.名称}} | {{指标.说明}}",
        content(indicators({"名称": LONG, "说明": TEN})),
        page=PageArea(500, 300),
    )
    rows = rows_from(made, 1)
    texts = [str(made.values[row, 1]) for row in rows]
    assert [made.heights[row] for row in rows] == [
        text_height(text, [12.0], CellFont(10.5)) for text in texts
    ]
    assert [made.values.get((row, 2)) for row in rows] == [TEN, *[None] * (len(rows) - 1)]


def test_a_row_that_would_leave_much_of_a_page_empty_is_cut_at_the_end_of_a_sentence() -> None:
    sentence = "这一句有十二个字好断开。"
    rows = [*({"名称": f"第{n}项"} for n in range(10)), {"名称": sentence * 6}]
    page = PageArea(60, 300)
    made = planned("{{指标.名称}}", content(indicators(*rows)), page=page)
    pieces = [str(each[0]) for each in shown(made)[10:]]
    assert made.page_starts == [12]
    assert [pieces[0][-1], pieces[1][:8]] == ["。", "（接上页）这一句"]
    assert joined_text(pieces) == sentence * 6
    # 空得不多的，整行写到下一页。
    made = planned("{{指标.名称}}", content(indicators(*rows[:10], *rows[:4], rows[-1])), page=page)
    assert made.page_starts == [15]


def test_a_text_of_the_highest_row_is_not_split() -> None:
    high = "\n".join("甲" * 26)  # 26 行：395 磅
    made = planned("{{标题}}", content(标题=high))
    assert (len(made.rows.sources), made.heights[1]) == (1, 395.25)
    assert len(planned("{{标题}}", content(标题=f"{high}\n乙")).rows.sources) > 1


def test_rows_after_a_tall_one_keep_their_place() -> None:
    text = "{{标题}} | <\n{{指标.一级}} | {{指标.名称}}\n签字 | {{合计}}"
    group = indicators({"一级": "产出", "名称": LONG}, {"一级": "产出", "名称": "乙"})
    made = planned(text, content(group, 标题="表", 合计=Decimal(9)))
    last = len(made.rows.sources)
    assert shown(made)[-2:] == [[None, "乙"], [None, Decimal(9)]]
    assert merged(made) == {
        *(Block(1, 1, 1, 2), Block(2, 1, last - 1, 1)),
        Block(2, 2, last - 2, 2),
    }


# 换页

# 一页写得下五行字。
PAGE = PageArea(500, 95)


def numbered(count: int, **values: PlanValue) -> Content:
    rows = [{"一级": "产出", "名称": f"第{n}项"} for n in range(count)]
    return content(indicators(*rows), **values)


def test_rows_fill_their_pages() -> None:
    made = planned("{{指标.名称}}", numbered(12), page=PAGE)
    assert made.page_starts == [6, 11]
    assert planned("{{指标.名称}}", numbered(12)).page_starts == []
    assert planned("{{指标.名称}}", numbered(5), page=PAGE).page_starts == []


def test_a_table_wider_than_the_page_is_printed_smaller() -> None:
    text = "{{指标.名称}} | a | b"
    whole = 3 * 12 * 5.0
    assert planned(text, numbered(30), page=PageArea(whole, 95)).page_starts[0] == 6
    assert planned(text, numbered(30), page=PageArea(whole / 2, 95)).page_starts[0] == 11
    assert planned(text, numbered(30), page=PageArea(whole * 2, 95)).page_starts[0] == 6


def test_the_header_on_every_page_takes_its_room() -> None:
    text = "{{标题}}\n名称\n{{指标.名称}}"
    made = planned(text, numbered(12, 标题="表"), page=PAGE, titles=(2, 2))
    assert made.page_starts == [6, 10, 14]
    both = planned(text, numbered(12, 标题="表"), page=PAGE, titles=(1, 2))
    assert both.page_starts == [6, 9, 12]
    plain = planned(text, numbered(12, 标题="表"), page=PAGE)
    assert plain.page_starts == [6, 11]


def test_the_rows_after_the_indicators_stay_together() -> None:
    text = "{{指标.名称}}\n总分\n评价人\n签字"
    assert planned(text, numbered(3), page=PAGE).page_starts == [4]
    assert planned(text, numbered(2), page=PAGE).page_starts == []
    # 没有重复的行，就没有“最后几行”。
    assert planned("{{标题}}\n" + "行\n" * 6, content(标题="表"), page=PAGE).page_starts == [6]


def test_projects_of_one_sheet_start_their_own_pages() -> None:
    text = "项目：{{项目.名称}}\n{{指标.名称}}"
    three = projects(*(project(name, "一") for name in "甲乙丙"))
    assert planned(text, content(three, "项目"), page=PageArea(500, 800)).page_starts == [3, 5]
    only = projects(project("甲", "一", "二"))
    assert planned(text, content(only, "项目"), page=PageArea(500, 800)).page_starts == []


def test_a_label_cut_by_a_page_is_written_again_as_it_looks() -> None:
    text = "指标 | 一级 | 名称\n^ | {{指标.一级}} | {{指标.名称}}"
    made = planned(text, numbered(9), page=PAGE)
    assert made.page_starts == [6]
    assert shown(made)[5] == ["指标", "产出", "第4项"]
    assert made.copied_styles == {(6, 1): (1, 1), (6, 2): (2, 2)}
    assert merged(made) == {
        Block(1, 1, 5, 1), Block(6, 1, 10, 1), Block(2, 2, 5, 2), Block(6, 2, 10, 2)
    }  # fmt: skip


def test_a_label_from_the_header_on_every_page_leaves_no_box_in_it() -> None:
    """表头每页重印，左边的一格与下面重写的标签之间没有横线，看着是一格。"""
    text = "指标 | 一级 | 名称\n^ | {{指标.一级}} | {{指标.名称}}"
    made = planned(text, numbered(9), page=PAGE, titles=(1, 1))
    assert made.page_starts
    assert made.open_edges == {(row, 1): "top" for row in made.page_starts}
    assert planned(text, numbered(3), page=PAGE, titles=(1, 1)).open_edges == {}


def test_a_page_that_starts_with_a_label_cuts_nothing() -> None:
    text = "{{指标.一级}} | {{指标.名称}}"
    rows = [{"一级": "产出", "名称": str(n)} for n in range(5)]
    rows += [{"一级": "效益", "名称": str(n)} for n in range(3)]
    made = planned(text, content(indicators(*rows)), page=PAGE)
    assert made.page_starts == [6]
    assert merged(made) == {Block(1, 1, 5, 1), Block(6, 1, 8, 1)}
    assert made.copied_styles == {}


def test_of_a_long_row_cut_by_a_page_the_heading_is_written_again() -> None:
    made = planned(
        "情况 | {{标题}} | {{合计}}", content(标题=LONG, 合计="短"), page=PageArea(500, 250)
    )
    assert made.page_starts
    for start in made.page_starts:
        assert (made.values[start, 1], made.values.get((start, 3))) == ("情况", None)


def test_of_a_long_indicator_cut_by_a_page_only_its_name_is_written_again() -> None:
    text = "{{指标.一级}} | {{指标.名称}} | {{指标.说明}} | {{指标.二级}} | 无"
    group = indicators({"一级": "产出", "名称": "甲", "说明": LONG, "二级": "数量"})
    made = planned(text, content(group), page=PageArea(500, 250))
    assert made.page_starts
    for start in made.page_starts:
        row = shown(made)[start - 1]
        assert (row[1], row[3], row[4]) == ("甲", None, None)


def test_a_row_that_fits_on_a_page_is_not_cut() -> None:
    rows = [{"名称": f"第{n}条", "说明": "甲乙丙丁戊" * 12} for n in range(4)]
    made = planned(
        "{{指标.名称}} | {{指标.说明}}", content(indicators(*rows)), page=PageArea(500, 400)
    )
    assert [row[1] for row in shown(made)] == [row["说明"] for row in rows]
    assert made.page_starts


def test_a_list_of_projects_fills_its_pages() -> None:
    """一行一个指标的清单，每个项目没有“最后几行”，换页处不往前挪。"""
    text = "项目 | 指标\n{{项目.名称}} | {{指标.名称}}"
    six = projects(*(project(name, "一", "二") for name in "甲乙丙丁戊己"))
    made = planned(text, content(six, "项目"), page=PAGE, titles=(1, 1))
    assert made.page_starts == [6, 10]


def test_long_goals_of_a_list_neither_overflow_nor_leave_pages_of_one_row() -> None:
    """各项目的目标很长：换页处断开、重写一遍，哪一页也不超，也不为一页的事把后面的页都提前。"""
    text = "单位 | 项目 | 指标\n{{项目.单位}} | {{项目.名称}} | {{指标.名称}}"
    goals = [f"{number}、" + "提升能力" * 17 for number in range(1, 9)]
    many = projects(*(project(goal, *("一二三四五六七八"[:count])) for goal, count in zip(
        goals, (7, 3, 8, 5, 2, 8, 6, 7), strict=True)))  # fmt: skip
    page = PageArea(500, 320)
    made = planned(text, content(many, "项目"), page=page, titles=(1, 1))
    ends = [*made.page_starts, len(made.rows.sources) + 1]
    for first, after in zip([1, *made.page_starts], ends, strict=True):
        used = sum(made.heights[row] for row in range(first, after))
        assert used + (made.heights[1] if first > 1 else 0) <= page.height
        assert after - first >= 2 or after == ends[-1]
        for block in merged(made):
            assert not block.top < first <= block.bottom
        if first > 1:
            assert shown(made)[first - 1][0] == "甲局"
            assert shown(made)[first - 1][1] in goals


# 缩成一页

LYING = PageArea(400, 300, is_landscape=True, turned=PageArea(300, 400))


def rows_of_text(number: int) -> Content:
    return content(indicators(*({"名称": TEN} for _ in range(number))), 标题="表")


@pytest.mark.parametrize(
    ("number", "lying"),
    [
        (7, None),  # 本来就是一页
        (9, True),
        (60, None),  # 缩到四分之三、重分各列的宽也写不下
    ],
)
def test_a_form_a_little_too_long_is_put_on_one_page(number: int, lying: bool | None) -> None:
    text = "{{标题}} | 名称\n | {{指标.名称}}"
    widths = {1: 40.0, 2: 12.0}
    plain = planned(text, rows_of_text(number), page=LYING, widths=widths)
    made = planned(text, rows_of_text(number), page=LYING, widths=widths, may_shrink=True)
    assert plain.one_page is None
    if lying is None:
        assert made.one_page is None
        assert len(made.page_starts) <= len(plain.page_starts)
        return
    assert plain.page_starts
    assert not made.page_starts
    assert made.one_page is not None
    assert made.one_page.is_landscape == lying
    assert sum(made.heights.values()) * 0.75 <= made.one_page.height
    assert made.widths[1] > 40


def test_a_long_column_gets_the_room_of_short_ones_where_that_saves_a_page() -> None:
    """一栏字多，别的栏字少：宽重新分，写成一页；短的栏名、数照样写得下，总宽照缩放。"""
    rows = [{"名称": f"第{n}条", "说明": TEN * 10, "二级": "优"} for n in range(9)]
    text = "名称 | 说明 | 等级\n{{指标.名称}} | {{指标.说明}} | {{指标.二级}}"
    page = PageArea(560, 420, is_landscape=True)
    widths = {1: 40.0, 2: 40.0, 3: 30.0}
    made = planned(text, content(indicators(*rows)), page=page, widths=widths, may_shrink=True)
    assert made.one_page is not None
    assert made.widths[2] > 1.5 * made.widths[1]
    assert sum(made.widths.values()) * 5 == pytest.approx(560 / 0.75)
    assert made.heights[1] == ONE


def test_a_name_over_two_columns_gives_room_to_a_long_column() -> None:
    """名称占着两列，其中一列没有自己的字，也让得出宽；竖着写的栏名不让。"""
    rows = [{"名称": f"第{n}条", "说明": TEN * 8} for n in range(20)]
    text = """
        标 | 名称 | < | 说明
        ^ | {{指标.名称}} | < | {{指标.说明}}
        """
    widths = {1: 6.0, 2: 30.0, 3: 10.0, 4: 20.0}
    page = PageArea(560, 900)
    made = planned(text, content(indicators(*rows)), page=page, widths=widths, may_shrink=True)
    assert made.one_page is not None
    share = {place: width / sum(made.widths.values()) for place, width in made.widths.items()}
    assert share[1] == pytest.approx(6 / 66, rel=0.01)
    assert share[2] < 0.8 * 30 / 66
    assert share[4] > 20 / 66


def test_projects_that_begin_a_page_each_are_not_pressed_onto_one() -> None:
    held = [project(str(n), *(TEN for _ in range(4))) for n in range(3)]
    text = "{{项目.名称}} |\n | {{指标.名称}}"
    made = planned(text, content(projects(*held), "项目"), page=LYING, may_shrink=True)
    assert made.one_page is None


def test_widths_are_added_the_same_in_every_python() -> None:
    """``sum`` 在 3.11 里把十个 0.1 加成 0.9999999999999999，3.12 起是 1：网页里的引擎与本机的要相同。"""
    assert stretched([0.1] * 10, 1.0) == [0.1] * 10


def test_a_form_of_three_pages_is_turned_where_that_saves_one() -> None:
    """横着三页、竖着两页的，竖着印；竖着也不少的照模板。"""
    text = "{{标题}} | 名称\n | {{指标.名称}}"
    page = PageArea(760, 180, is_landscape=True, turned=PageArea(300, 420))
    made = planned(text, rows_of_text(40), page=page, may_shrink=True)
    assert len(made.page_starts) == 1
    assert made.turned == page.turned
    square = PageArea(760, 180, is_landscape=True, turned=PageArea(180, 200))
    made = planned(text, rows_of_text(40), page=square, may_shrink=True)
    assert made.turned is None


# 一页里的各列


def test_a_long_text_in_a_narrow_column_gets_room_though_the_page_is_not_full() -> None:
    """备注三十几个字写在窄列里，旁边的一列有余；空着等人填的一列不让宽。"""
    rows = [
        {"名称": "甲", "二级": TEN * 2, "说明": TEN * 8},
        *({"名称": "乙", "二级": "短", "说明": ""} for _ in range(5)),
    ]
    text = """
        名称 | 原因 | 说明 | 待填
        {{指标.名称}} | {{指标.二级}} | {{指标.说明}} | {{指标.一级}}
        """
    widths = {1: 10.0, 2: 60.0, 3: 12.0, 4: 20.0}
    page = PageArea(520, 700, is_landscape=True)
    made = planned(text, content(indicators(*rows)), page=page, widths=widths, may_shrink=True)
    assert made.heights[2] < text_height(TEN * 8, [12.0], CellFont(10.5)) / 2
    assert made.widths[4] == pytest.approx(20.0)
    assert sum(made.widths.values()) == pytest.approx(102.0)


# 名称在哪里换行


def test_an_indented_name_that_wraps_keeps_its_indent() -> None:
    rows = [{"名称": "　其中：当年一般公共预算财政拨款"}, {"名称": "　其他资金"}]
    made = planned("{{指标.名称}} | {{指标.说明}}", content(indicators(*rows)))
    [[first, _], [second, _]] = shown(made)
    lines = str(first).split("\n")
    assert len(lines) > 1
    assert all(line.startswith("　") for line in lines)
    assert "".join(lines).replace("　", "") == "其中：当年一般公共预算财政拨款"
    assert second == "　其他资金"
    assert made.heights[1] == text_height(str(first), [12.0], CellFont(10.5))


@pytest.mark.parametrize(("width", "said"), [(12.0, "全年预算数\n（A）"), (20.0, None)])
def test_a_head_breaks_before_its_bracket(width: float, said: str | None) -> None:
    made = planned(
        "全年预算数（A）\n{{指标.名称}}", content(indicators({"名称": "甲"})), widths={1: width}
    )
    assert made.values.get((1, 1)) == said
