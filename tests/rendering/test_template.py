"""模板：重复行、上下合并、拉长的合并格、换页、写错的占位。"""

from decimal import Decimal

import pytest
from template_plans import project, shown, template

from perfxl.grammar.continued_text import joined_text
from perfxl.model.address import Block
from perfxl.plans.fonts import CellFont
from perfxl.plans.page_breaks import PageArea, Paging, break_rows
from perfxl.plans.plan_values import PlanValue
from perfxl.plans.planning import plan_sheet
from perfxl.plans.row_height import HIGHEST_ROW, lines_needed, text_height
from perfxl.plans.template import Content, Group, Item, SheetPlan, TemplateError

TEMPLATE = """
{{标题}} | < | <
组 | 一级 | 名称
^ | {{指标.一级}} | {{指标.名称}}
合计 | < | {{合计}}
"""
ROWS = [
    {"一级": "产出", "名称": "甲"},
    {"一级": "产出", "名称": "乙"},
    {"一级": "效益", "名称": "=丙"},
]
VALUES: dict[str, PlanValue] = {"标题": "自评表", "合计": Decimal("9.5")}


def rows_of(rows: list[dict[str, str]]) -> Group:
    attributes = frozenset({"一级", "名称", "说明"})
    items = [Item({**dict.fromkeys(attributes), **row}) for row in rows]
    return Group(items, attributes, merged=("一级",))


def projects(*items: Item) -> Content:
    group = Group(items, frozenset({"名称", "单位"}), merged=("单位",))
    return Content(VALUES, {"项目": group})


def plan(rows: list[dict[str, str]] | None = None, **options: object) -> SheetPlan:
    content = Content(VALUES, {"指标": rows_of(ROWS if rows is None else rows)})
    return plan_sheet(template(TEMPLATE, **options), content)  # type: ignore[arg-type]


def test_rows_repeat_and_values_keep_their_kind() -> None:
    made = plan()
    assert made.rows.sources == (1, 2, 3, 3, 3, 4)
    assert made.values[1, 1] == "自评表"
    assert [made.values[row, 3] for row in (3, 4, 5)] == ["甲", "乙", "=丙"]
    assert made.values[6, 3] == Decimal("9.5")


def test_equal_parents_merge_and_the_group_label_stretches() -> None:
    made = plan()
    blocks = {block for block in made.merged if block[:2] != block[2:]}
    assert blocks == {Block(1, 1, 1, 3), Block(2, 1, 5, 1), Block(3, 2, 4, 2), Block(6, 1, 6, 2)}
    assert made.values[3, 2] == "产出"
    assert made.values[4, 2] is None
    assert made.values[5, 2] == "效益"


def test_no_rows_leave_no_row() -> None:
    made = plan([])
    assert made.rows.sources == (1, 2, 4)


def test_long_text_raises_the_row_and_takes_several_past_the_limit() -> None:
    made = plan([{"一级": "产出", "名称": "长" * 60}])
    assert 100 < made.heights[3] < HIGHEST_ROW
    made = plan([{"一级": "产出", "名称": "长" * 400}, ROWS[2]])
    assert made.rows.sources.count(3) > 3
    assert all(height <= HIGHEST_ROW for height in made.heights.values())
    last = made.rows.sources.count(3) + 1
    # 一格写完，不拆成几段：几行合并成一格。
    assert (made.values[3, 3], made.values[last + 1, 3]) == ("长" * 400, "=丙")
    assert {Block(3, column, last, column) for column in (2, 3)} <= set(made.merged)


def test_merged_label_gets_room() -> None:
    made = plan([{"一级": "很长的一级指标名称" * 6, "名称": "甲"}])
    assert made.heights[3] >= text_height("很长的一级指标名称" * 6, [12.0], CellFont(10.5)) - 0.1


def test_a_tall_label_left_with_one_row_still_fits() -> None:
    text = "基本情况要写得下 | 名称\n^ | {{指标.名称}}\n末 | 行"
    made = plan_sheet(template(text), Content(VALUES, {"指标": rows_of([])}))
    assert made.rows.sources == (1, 3)
    assert made.heights[1] >= text_height("基本情况要写得下", [12.0], CellFont(10.5)) - 0.1


def test_pages_break_between_rows_and_labels_are_repeated() -> None:
    many = [{"一级": "产出", "名称": f"第{n}项"} for n in range(30)]
    made = plan(many, page=PageArea(500, 200), titles=(2, 2))
    assert made.page_starts
    for start in made.page_starts[:-1]:
        assert made.values[start, 2] == "产出"
        assert made.values[start, 1] == "组"
        assert not any(block.top < start <= block.bottom for block in made.merged)


@pytest.mark.parametrize("text", ["{{不认识}}", "{{ 1 + }}", "{{标题", "{{标题.__class__}}"])
def test_wrong_placeholder_names_its_cell(text: str) -> None:
    bad = "{{标题}}\n{% if %}x{{" if text == "{{标题" else text
    with pytest.raises(TemplateError, match=r"模板“模板\.xlsx”的 B2"):
        plan_sheet(template(f"a | b\nc | {bad.splitlines()[-1]}"), Content({"标题": "x"}, {}))


BLOCKS = """
总表 | <
项目：{{项目.名称}} | <
名称 | 说明
{{指标.名称}} | {{指标.说明¦可略}}
小计 | 无
完 | <
"""


def test_a_block_repeats_per_project_with_its_own_rows() -> None:
    text = BLOCKS.replace("小计 | 无", "{{项目.名称}}小计 | 无").replace("¦可略", "")
    content = projects(project("甲项", "一", "二"), project("乙项"), project("丙项", "三"))
    made = plan_sheet(template(text), content)
    assert made.rows.sources == (1, 2, 3, 4, 4, 5, 2, 3, 5, 2, 3, 4, 5, 6)
    first = [row[0] for row in shown(made)]
    assert first[1] == "项目：甲项"
    assert (first[3], first[4], first[5]) == ("一", "二", "甲项小计")
    assert (first[6], first[8], first[11]) == ("项目：乙项", "乙项小计", "三")


def test_a_block_may_end_with_its_indicators() -> None:
    text = "项目：{{项目.名称}} | <\n{{指标.名称}} | x\n完 | <"
    made = plan_sheet(template(text), projects(project("甲", "一", "二"), project("乙", "三")))
    assert made.rows.sources == (1, 2, 2, 1, 2, 3)


def test_two_kinds_of_rows_in_one_row_are_refused() -> None:
    content = Content(VALUES, {"指标": rows_of(ROWS), "资金": rows_of(ROWS)})
    with pytest.raises(TemplateError, match="第 1 行（A1 起）同时写着指标、资金的内容"):
        plan_sheet(template("{{指标.名称}} | {{资金.名称}}"), content)


def test_a_whole_group_in_one_cell_is_refused() -> None:
    content = Content(VALUES, {"指标": rows_of(ROWS)})
    for text in ("{{指标}}", "共{{指标}}"):
        with pytest.raises(TemplateError, match="要写明是哪一栏"):
            plan_sheet(template(text), content)


def test_each_project_block_starts_a_page() -> None:
    text = BLOCKS.replace("小计 | 无", "{{项目.名称}}小计 | 无")
    content = projects(project("甲项", "一", "二"), project("乙项", "三"))
    made = plan_sheet(template(text, page=PageArea(500, 800)), content)
    assert made.page_starts == [7]


def test_the_end_of_each_project_block_stays_on_one_page() -> None:
    text = "项目：{{项目.名称}}\n{{指标.名称}}\n{{项目.名称}}小计\n{{项目.名称}}签字"
    rows = [str(number) for number in range(8)]
    made = plan_sheet(
        template(text, page=PageArea(500, 200)),
        projects(project("甲", *rows), project("乙", *rows)),
    )
    first = [str(row[0]) for row in shown(made)]
    for name in ("甲小计", "乙小计"):
        start = first.index(name) + 1
        assert start + 1 not in made.page_starts


def test_a_list_row_repeats_per_project_and_indicator() -> None:
    text = "单位 | 项目 | 指标\n{{项目.单位}} | {{项目.名称}} | {{指标.名称}}"
    content = projects(project("甲项", "一", "二"), project("乙项"), project("丙项", "三", "四"))
    made = plan_sheet(template(text, page=PageArea(500, 800)), content)
    assert [row[2] for row in shown(made)[1:]] == ["一", "二", "", "三", "四"]
    merged = {block for block in made.merged if block[:2] != block[2:]}
    assert merged == {Block(2, 1, 6, 1), Block(2, 2, 3, 2), Block(5, 2, 6, 2)}
    assert made.page_starts == []


def test_a_column_without_content_is_left_out_and_the_others_widen() -> None:
    text = (
        "{{标题}} | < | <\n一级 | 说明 | 名称\n{{指标.一级}} | {{指标.说明¦可略}} | {{指标.名称}}"
    )
    made = plan_sheet(template(text), Content(VALUES, {"指标": rows_of(ROWS)}))
    assert made.columns.sources == (1, 3)
    assert made.widths == {1: 18.0, 2: 18.0}
    assert [row[1] for row in shown(made)[2:]] == ["甲", "乙", "=丙"]
    assert Block(1, 1, 1, 2) in made.merged
    kept = plan_sheet(
        template(text), Content(VALUES, {"指标": rows_of([{**ROWS[0], "说明": "注"}])})
    )
    assert kept.columns.sources == (1, 2, 3)


def test_a_column_that_another_row_needs_stays() -> None:
    text = "{{标题}} | {{合计}} | 尾\n一级 | 说明 | 名称\n{{指标.一级}} | {{指标.说明¦可略}} | {{指标.名称}}"
    made = plan_sheet(template(text), Content(VALUES, {"指标": rows_of(ROWS)}))
    assert made.columns.sources == (1, 2, 3)
    blank: dict[str, PlanValue] = {**VALUES, "合计": None}
    without = plan_sheet(template(text), Content(blank, {"指标": rows_of(ROWS)}))
    assert without.columns.sources == (1, 3)


def test_a_label_over_a_column_left_out_moves_to_the_next() -> None:
    text = "{{标题}} | 头 | <\n{{指标.一级}} | {{指标.说明¦可略}} | {{指标.名称}}"
    made = plan_sheet(template(text), Content(VALUES, {"指标": rows_of(ROWS)}))
    assert made.values[1, 2] == "头"


def test_an_ordinary_row_without_content_is_left_out() -> None:
    text = "{{标题}}\n{{合计¦可略}}\n末"
    assert plan_sheet(template(text), Content(VALUES, {})).rows.sources == (1, 2, 3)
    blank: dict[str, PlanValue] = {**VALUES, "合计": None}
    assert plan_sheet(template(text), Content(blank, {})).rows.sources == (1, 3)


def test_a_loop_in_a_merged_header_is_refused_with_its_cell() -> None:
    text = "一级 | 名称\n{{指标.一级}} | {{指标.名称}}\n^ | 备注"
    with pytest.raises(TemplateError, match=r"模板“模板\.xlsx”的 A2 与下面的行合并成一格"):
        plan_sheet(template(text), Content(VALUES, {"指标": rows_of(ROWS)}))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{合计¦金额}}元", "9.50元"),
        ("占{{合计¦百分比}}", "占950%"),
        ("{{标题¦日期}}", "自评表"),
        ("合计（大写）：{{合计¦大写('万元')}}", "合计（大写）：玖万伍仟元整"),
        ("{% if 合计 > 5 %}多{% else %}少{% endif %}", "多"),
    ],
)
def test_filters(text: str, said: str) -> None:
    assert plan_sheet(template(text), Content(VALUES, {})).values[1, 1] == said


def test_an_unknown_filter_is_named_with_its_cell() -> None:
    with pytest.raises(TemplateError, match=r"B1 写着“\{\{标题\|金而\}\}”"):
        plan_sheet(template("a | {{标题¦金而}}"), Content(VALUES, {}))


def test_break_keeps_header_with_its_rows_and_tail_together() -> None:
    heights = dict.fromkeys(range(1, 12), 50.0)
    starts = break_rows(heights, Paging(320, header=(6, 6), kept=[(9, 11)]))
    assert 7 not in starts  # 表头不留在页底
    assert not any(10 <= start <= 11 for start in starts)  # 总分以下不拆开


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 50, 1),
        ("短", 50, 1),
        ("汉" * 10, 50, 2),
        ("abc defgh ijk", 40, 3),
        ("1234567890" * 3, 50, 4),
    ],
)
def test_lines(text: str, width: float, lines: int) -> None:
    assert lines_needed(text, column_points=width, font=CellFont(10)) == lines


HEADED = "{{标题}} | < | <\n一级 | 说明 | 名称\n{{指标.一级}} | {{指标.说明¦可略}} | {{指标.名称}}"


def with_notes(*notes: str | None) -> Content:
    rows = [{"一级": "产出", "名称": str(place)} for place, _ in enumerate(notes)]
    group = rows_of(rows)
    for item, note in zip(group.items, notes, strict=True):
        item.values["说明"] = note
    return Content(VALUES, {"指标": group})


def test_a_short_text_beside_a_split_one_stands_once_over_all_its_rows() -> None:
    text = "名称 | 说明\n{{指标.名称}} | {{指标.说明}}"
    content = Content(VALUES, {"指标": rows_of([{"名称": "长" * 400, "说明": "短"}])})
    made = plan_sheet(template(text), content)
    last = len(made.rows.sources)
    assert last > 3
    assert Block(2, 2, last, 2) in made.merged
    assert [row[1] for row in shown(made)[1:]] == ["短", *[None] * (last - 2)]


def test_a_column_that_the_form_has_stays_though_blank() -> None:
    assert plan_sheet(template(HEADED), with_notes("", "")).columns.sources == (1, 2, 3)
    assert plan_sheet(template(HEADED), with_notes(None, None)).columns.sources == (1, 3)
    assert plan_sheet(template(HEADED), with_notes(None, "注")).columns.sources == (1, 2, 3)


def test_a_column_blank_after_its_filter_is_left_out() -> None:
    text = HEADED.replace("说明¦可略", "说明¦金额¦可略")
    assert plan_sheet(template(text), with_notes("", None)).columns.sources == (1, 3)
    assert plan_sheet(template(text), with_notes("", "注")).columns.sources == (1, 2, 3)


def test_a_column_without_any_row_is_left_out() -> None:
    assert plan_sheet(template(HEADED), with_notes()).columns.sources == (1, 3)


def test_every_row_of_the_print_titles_is_a_header() -> None:
    text = "大类 | 补充 | 名目\n" + HEADED.partition("\n")[2]
    content = with_notes(None)
    assert plan_sheet(template(text, titles=(1, 2)), content).columns.sources == (1, 3)
    assert plan_sheet(template(text), content).columns.sources == (1, 2, 3)


def test_a_label_cut_by_a_page_fits_on_both_pages() -> None:
    label = "很长的一级指标名称" * 8
    rows = [{"一级": label, "名称": f"第{number}项"} for number in range(30)]
    made = plan(rows, page=PageArea(500, 400), titles=(2, 2))
    blocks = [block for block in made.merged if block.left == 2 and block.top > 2]
    assert len(blocks) > 1
    for block in blocks:
        if made.values.get((block.top, 2)) == label:
            height = sum(made.heights[row] for row in range(block.top, block.bottom + 1))
            assert height >= text_height(label, [12.0], CellFont(10.5)) - 0.5


def test_a_block_of_two_rows_starts_a_page_and_a_list_row_does_not() -> None:
    content = projects(project("甲项", "一"), project("乙项", "二"))
    block = "项目：{{项目.名称}}\n{{指标.名称}}"
    page = PageArea(500, 800)
    assert plan_sheet(template(block, page=page), content).page_starts == [3]
    assert (
        plan_sheet(template("{{项目.名称}} | {{指标.名称}}", page=page), content).page_starts == []
    )


def test_a_text_too_long_for_a_row_fits_the_rows_it_takes() -> None:
    made = plan([{"一级": "产出", "名称": "长" * 400}])
    rows = [row for row, source in enumerate(made.rows.sources, 1) if source == 3]
    assert len(rows) > 2
    whole = sum(made.heights[row] for row in rows)
    assert whole == text_height("长" * 400, [12.0], CellFont(10.5))


def test_a_merged_label_is_spread_over_its_rows() -> None:
    label = "很长的一级指标名称" * 6
    whole = text_height(label, [12.0], CellFont(10.5))
    made = plan([{"一级": label, "名称": name} for name in ("甲", "乙", "丙")])
    heights = [made.heights[row] for row in (3, 4, 5)]
    assert max(heights) < whole
    assert sum(heights) >= whole - 0.5
    assert made.values[3, 2] == label
    assert [made.values[row, 2] for row in (4, 5)] == [None, None]


def test_a_label_without_content_joins_the_cell_on_its_left() -> None:
    text = "{{标题}} | {{合计}} | {{甲¦并左}} | {{乙¦并左}} | <"
    made = plan_sheet(template(text), Content({**VALUES, "甲": "", "乙": None}, {}))
    assert Block(1, 2, 1, 5) in made.merged
    whole = plan_sheet(template(text), Content({**VALUES, "甲": "实施单位", "乙": ""}, {}))
    # 栏名印着的，右边空着好填。
    assert Block(1, 4, 1, 5) in whole.merged


def test_a_text_of_several_pages_is_one_cell_on_each() -> None:
    page = PageArea(500, 900)
    made = plan([{"一级": "产出", "名称": "长" * 400}], page=page)
    told = [(row, str(text)) for (row, column), text in made.values.items() if column == 3 and text]
    pieces = [(row, text) for row, text in told if "长" in text]
    assert joined_text(text for _, text in pieces) == "长" * 400
    assert [row for row, _ in pieces[1:]] == [each for each in made.page_starts if each > 3]
    assert all(text.startswith("（接上页）") for _, text in pieces[1:])
