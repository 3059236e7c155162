"""预算表的上下级：序号、“其中”、编码；同级的行不挨在一起也认得。"""

from gridtext import only_table, parse_rows

from perfxl.reading.budget_tree import Branch, BudgetTree, budget_tree, leaves

_PROJECTS = """
某县某局2024年部门预算调整项目支出批复表 | < | < | <
单位：万元 | < | < | <
项目名称 | 年初预算数 | 调整预算数 | 增减数
"""
_SUBJECTS = """
某县某局2024年部门预算调整一般公共预算支出批复表（功能分类科目） | < | < | < | <
单位：元 | < | < | < | <
科目编码 | 科目名称 | 年初预算数 | 调整预算数 | 增减数
"""


def _tree(head: str, rows: str) -> BudgetTree:
    return budget_tree(only_table(parse_rows(head + rows)))


def _shape(branch: Branch) -> str:
    name = branch.line.code.text or branch.line.name.text
    mark = "*" if branch.partial else ""
    below = "".join(f" {_shape(child)}" for child in branch.children)
    return f"{mark}{name}[{below.strip()}]" if below else f"{mark}{name}"


def _shapes(tree: BudgetTree) -> list[str]:
    return [_shape(root) for root in tree.roots]


def test_levels_by_ordinal() -> None:
    tree = _tree(
        _PROJECTS,
        """
合计 | 9 | 9 | 0
一、一般 | 9 | 9 | 0
（一）甲 | 4 | 4 | 0
1.东乡 | 3 | 3 | 0
2.西乡 | 1 | 1 | 0
（二）乙 | 5 | 5 | 0
二、基金 | 0 | 0 | 0
""",
    )
    assert _shapes(tree) == ["一、一般[（一）甲[1.东乡 2.西乡] （二）乙]", "二、基金"]
    assert [line.name.text for line in tree.totals] == ["合计"]
    assert [line.name.text for line in tree.roots[0].leaves()] == ["1.东乡", "2.西乡", "（二）乙"]


def test_rows_after_among_stand_beside_it() -> None:
    tree = _tree(
        _PROJECTS,
        """
一、一般 | 9 | 9 | 0
（一）甲 | 4 | 4 | 0
其中：中央资金 | 3 | 3 | 0
省级资金 | 1 | 1 | 0
（二）乙 | 5 | 5 | 0
其中：1.东乡 | 3 | 3 | 0
2.西乡 | 1 | 1 | 0
""",
    )
    first = "（一）甲[*其中：中央资金 省级资金]"
    assert _shapes(tree) == [f"一、一般[{first} （二）乙[*其中：1.东乡 2.西乡]]"]


def test_unnumbered_row_after_among_goes_back_to_its_own_level() -> None:
    tree = _tree(
        _PROJECTS,
        """
甲 | 4 | 4 | 0
其中：中央资金 | 3 | 3 | 0
乙 | 5 | 5 | 0
乙小计 | 5 | 5 | 0
""",
    )
    assert _shapes(tree) == ["甲[*其中：中央资金]", "乙"]


def test_levels_by_code_need_not_be_grouped() -> None:
    tree = _tree(
        _SUBJECTS,
        """
 | 合计 | 10 | 10 | 0
208 | 社会保障 | 10 | 10 | 0
20801 | 管理 | 4 | 4 | 0
2089999 | 其他 | 5 | 5 | 0
2080101 | 行政运行 | 3 | 3 | 0
2080102 | 管理事务 | 1 | 1 | 0
2080102 | 管理事业 | 0 | 0 | 0
 | 年终结转 | 1 | 1 | 0
""",
    )
    assert _shapes(tree) == ["208[20801[2080101 2080102 2080102] 2089999]"]
    assert [line.name.text for line in tree.uncoded] == ["年终结转"]


def test_leaves_are_the_projects() -> None:
    table = only_table(
        parse_rows(
            _PROJECTS
            + """
合计 | 9 | 9 | 0
一、一般 | 9 | 9 | 0
（一）甲 | 9 | 9 | 0
其中：中央资金 | 9 | 9 | 0
二、基金 | 0 | 0 | 0
XXX项目 | | | 0
…… | | |
"""
        )
    )
    assert [line.name.text for line in leaves(table)] == ["（一）甲"]


_NUMBERED = """
某县某局2024年部门预算调整项目支出批复表 | < | < | <
序号 | 项目名称 | 年初预算数 | 调整预算数
"""
_CODED = """
某县某局2024年部门预算调整项目支出批复表 | < | < | <
项目编码 | 项目名称 | 年初预算数 | 调整预算数
"""


def test_levels_by_an_ordinal_column() -> None:
    head = only_table(
        parse_rows(
            _NUMBERED
            + """
一 | 一般 | 9 | 9
(一) | 甲 | 4 | 4
 | 其中：中央资金 | 3 | 3
 | 省级资金 | 1 | 1
(二) | 乙 | 5 | 5
二 | 基金 | 0 | 0
 | 总计 | 9 | 9
"""
        )
    )
    assert _shapes(budget_tree(head)) == ["一般[甲[*其中：中央资金 省级资金] 乙]", "基金"]
    assert [line.name.text for line in leaves(head)] == ["甲", "乙"]
    assert [line.name.text for line in budget_tree(head).totals] == ["总计"]


def test_uncoded_rows_after_among_are_parts_of_a_coded_line() -> None:
    """中间一行填错，加起来不是上级的数，也还是它的一部分。"""
    tree = _tree(
        _CODED,
        """
520000000000000001 | 甲 | 9 | 8
 | 其中：中央资金 | 5 | 4
 | 省级资金 | 3 | 3
520000000000000002 | 乙 | 5 | 5
""",
    )
    shapes = ["520000000000000001[*其中：中央资金 省级资金]", "520000000000000002"]
    assert _shapes(tree) == shapes


def test_rows_after_among_that_add_up_are_parts() -> None:
    tree = _tree(
        _PROJECTS,
        """
甲 | 9 | 8 | -1
其中：中央资金 | 5 | 4 | -1
省级资金 | 4 | 3 | -1
乙 | 5 | 5 | 0
""",
    )
    assert _shapes(tree) == ["甲[*其中：中央资金 省级资金]", "乙"]


def test_a_new_project_without_code_is_no_part() -> None:
    tree = _tree(
        _CODED,
        """
520000000000000001 | 甲 | 9 | 8
 | 其中：中央资金 | 9 | 8
 | 乙 | 0 | 5
""",
    )
    assert _shapes(tree) == ["520000000000000001[*其中：中央资金]", "乙"]


def test_totals_under_other_names() -> None:
    tree = _tree(_PROJECTS, "项目支出合计 | 9 | 9 | 0\n甲 | 9 | 9 | 0\n")
    assert [line.name.text for line in tree.totals] == ["项目支出合计"]
