"""指标以下签名的一行：写着什么字都不是指标，各处读成栏目；名称带冒号的指标照读。"""

import pytest
from gridtext import only_table, parse_rows
from odd_layouts import SELF_EVALUATION as TOP

from perfxl.model.table import RemarkKind, Table

TARGETS = """\
项目支出绩效目标{stage}表 | < | < | < | <
项目名称 | 养老服务 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 分值
产出指标 | 数量指标 | 新增床位 | ≥300张 | 60
效益指标 | 社会效益指标 | 照护覆盖率 | ≥60% | 40
"""


def read(*rows: str, stage: str = "申报") -> Table:
    return only_table(parse_rows(TARGETS.format(stage=stage) + "\n".join(rows)))


def names(table: Table) -> list[str]:
    return [each.level3.text for each in table.indicators]


SIGNED = [
    "经办： | | 科室负责人： | 分管领导： | 批复日期：2025年2月6日",
    "科室负责人： | | 经办： | | 2025年2月6日",
    "初审人： | | 复审人： | 分管领导签字： | 批复日期：2025年2月6日",
    "经办：甲某 | | 股室负责人：乙某某 | 分管局长：丙某 | 2025.2.6",
    "经办： | 甲某 | 股室负责人： | 乙某某 | 2025.2.6",
    "初审： | | 复审： | 终审： |",
    " | | 科室负责人： | |",
]


@pytest.mark.parametrize("row", SIGNED)
@pytest.mark.parametrize("gap", [[], [""]], ids=["紧接着", "隔一行"])
def test_signature_row_is_no_indicator(row: str, gap: list[str]) -> None:
    table = read(*gap, row, stage="批复")
    assert names(table) == ["新增床位", "照护覆盖率"]
    assert (table.unread_rows, table.unrecognised, table.leftover) == ((), (), ())


def test_each_signature_is_a_field_with_its_cell() -> None:
    table = read(
        "经办：甲某 | | 科室负责人： | 分管领导：乙某某 | 批复日期：2025年2月6日", stage="批复"
    )
    told = {name: (entry.text, entry.cell) for name, entry in table.fields.items()}
    assert told["经办"] == ("甲某", "A6")
    assert told["分管领导"] == ("乙某某", "D6")
    assert told["批复日期"] == ("2025年2月6日", "E6")
    assert table.blank_fields["科室负责人"].cell == "C6"


@pytest.mark.parametrize(
    "row",
    [
        " | | 培训人数： | ≥300人 | ",
        " | | 制度建设： | 健全 | ",
        " | | 完成时间： | 2025年11月30日 | ",
        " | | 受益人： | 甲某 | 5",
        "满意度指标： | 服务对象满意度： | 满意度： | 满意 | ",
        " | | 科室负责人： | ≥3人 | 5",
    ],
)
def test_indicator_with_colon_in_its_name_stays(row: str) -> None:
    assert len(names(read(row))) == 3


def test_indicators_below_labels_are_still_read() -> None:
    """像签名的一行下面还有指标的，只是夹在中间。"""
    below = "满意度指标 | 服务对象满意度指标 | 老人满意度 | ≥90% | 10"
    table = read("经办： | | 科室负责人： | 分管领导： |", below)
    assert names(table)[-1] == "老人满意度"


@pytest.mark.parametrize(
    ("row", "date"),
    [
        ("单位负责人：甲某 | | 填表人：乙某 | | 2025年1月9日", "2025年1月9日"),
        ("复核： | | 制表：甲某 | | 2026.1.9", "2026.1.9"),
        ("审核人： | | 填报人：甲某　2026-01-20 | |", "2026-01-20"),
    ],
)
def test_bare_date_among_signatures_is_the_filing_date(row: str, date: str) -> None:
    assert read(row).fields["填报日期"].text == date


def test_bare_date_is_not_the_name_of_who_signs() -> None:
    table = read("科室负责人： | | 经办： | | 2025年1月9日")
    assert set(table.blank_fields) == {"科室负责人", "经办"}
    assert table.fields["填报日期"].text == "2025年1月9日"


def test_bare_date_of_an_approval_is_where_it_is_signed() -> None:
    table = read("经办：甲某 | | 科室负责人：乙某 | | 2025年2月6日", stage="批复")
    assert "填报日期" not in table.fields
    assert [(each.kind, each.text) for each in table.remarks] == [(RemarkKind.SEAL, "2025年2月6日")]


@pytest.mark.parametrize(
    ("row", "person"),
    [
        ("填报人：甲某 | | 联系电话：0000000 | | 2025.1.9", "填报人"),
        ("经办：甲某 | | 联系电话：0000000 | 审核人：乙某 |", "经办"),
        ("联系电话：0000000 | | 填报人：甲某 | |", ""),
    ],
)
def test_phone_is_of_the_person_before_it(row: str, person: str) -> None:
    table = read(row)
    assert table.fields["联系电话"].text == "0000000"
    assert table.phone_of == person


def test_note_below_is_one_remark() -> None:
    """填表说明和接着写的几条是一处，不拆成栏目和说明。"""
    rows = [
        "总分 | < | < | < | < | 100 | 100 |",
        "填表说明：1.定性指标分三档。 | | | | | | |",
        "2.本表一式两份，一份留存。 | | | | | | |",
    ]
    table = only_table(parse_rows(TOP + "\n".join(rows)))
    [note] = [each.text for each in table.remarks if each.kind is RemarkKind.NOTE]
    assert note == "填表说明：1.定性指标分三档。\n2.本表一式两份，一份留存。"
    assert table.details == {}


OPINION = "审核意见 | 同意按此批复。 | < | {cell} | <"


@pytest.mark.parametrize("gap", ["\\n", "　　", "；", " "], ids=["换行", "空格", "分号", "空一格"])
def test_every_signature_of_a_cell_beside_an_opinion_is_read(gap: str) -> None:
    table = read(OPINION.format(cell=f"审核人：甲某某{gap}批准人：乙某某"), stage="批复")
    told = {name: entry.text for name, entry in table.fields.items()}
    assert (told["审核人"], told["批准人"]) == ("甲某某", "乙某某")
    assert table.leftover == ()


def test_note_before_a_signature_in_one_cell_is_a_remark() -> None:
    table = read("备注：以审议通过的方案为准；分管领导：甲某。 | < | < | < | <", stage="批复")
    assert table.fields["分管领导"].text == "甲某"
    assert [each.text for each in table.remarks] == ["备注：以审议通过的方案为准"]
    assert table.leftover == ()


def test_date_behind_signatures_of_an_approval_in_one_cell_is_where_it_is_signed() -> None:
    table = read("分管领导：甲某    签发人：乙某    2024年11月5日 | < | < | < | <", stage="批复")
    assert [(each.kind, each.text) for each in table.remarks] == [
        (RemarkKind.SEAL, "2024年11月5日")
    ]


@pytest.mark.parametrize(
    ("cell", "left"),
    [
        ("联系人：甲某某\\n办公室在三楼东头", ["办公室在三楼东头"]),
        ("联系人：甲某某    账号：见所附的单子", ["账号：见所附的单子"]),
        ("单位：甲镇人民政府    金额单位：万元", []),
        ("联系人：甲某某    联系电话：", []),
        ("填报日期：2025 年 2 月 6 日    填报人：甲某", []),
    ],
)
def test_what_is_left_of_a_cell_with_a_field_is_told(cell: str, left: list[str]) -> None:
    table = read(f"{cell} | < | < | < | <")
    assert [each.text for each in table.leftover] == left


def test_date_behind_the_unit_in_one_cell_is_the_filing_date() -> None:
    above = TARGETS.format(stage="申报").replace(
        "项目名称",
        "填报单位：甲学校（盖章）      2025年1月16日      金额单位：万元 | < | < | < | <\n项目名称",
    )
    table = only_table(parse_rows(above))
    assert table.fields["填报日期"].text == "2025年1月16日"
    assert table.leftover == ()


@pytest.mark.parametrize("gap", ["\\n", "　", ""], ids=["换行", "空格", "紧接"])
def test_contact_beside_the_title_leaves_it_the_title(gap: str) -> None:
    contact = f"联系人：{gap}甲某\\n13500000000"
    text = TARGETS.format(stage="").replace("表 | < | < | < | <", f"表 | < | < | {contact} | <", 1)
    table = only_table(parse_rows(text))
    assert table.title.text == "项目支出绩效目标表"
    told = {name: entry.text for name, entry in table.fields.items()}
    assert (told["联系人"], told["联系电话"]) == ("甲某", "13500000000")
    assert "项目支出绩效目标表" not in {*table.fields, *table.field_labels.values()}


def test_a_date_beyond_a_blank_cell_is_of_the_date_label() -> None:
    rows = parse_rows("""
项目支出绩效目标审核表 | < | < | < | <
项目名称 | 图书室 | 实施单位 | | 云溪县图书馆
审核内容 | 审核要点 | < | < | 审核意见
规范完整性 | 填报是否规范 | < | < | 优☑ 良□ 中□ 差□
综合评定等级 | 优☑ 良□ 中□ 差□ | < | < | <
审核人： | 周敏 | 审核日期： | | 2023年10月12日
""")
    fields = only_table(rows).fields
    assert (fields["审核人"].text, fields["审核日期"].text) == ("周敏", "2023年10月12日")


@pytest.mark.parametrize(
    ("cell", "blank", "filled"),
    [
        (
            "单位负责人（签字）：　　填报日期：2026年1月20日",
            ["单位负责人"],
            {"填报日期": "2026年1月20日"},
        ),
        ("单位负责人：　　填报日期：2026年1月20日", ["单位负责人"], {"填报日期": "2026年1月20日"}),
        ("审核人：　　填报日期：2026年1月20日", ["审核人"], {"填报日期": "2026年1月20日"}),
        (
            "分管领导：　　单位负责人：　　日期：2026年1月20日",
            ["分管领导", "单位负责人"],
            {"填报日期": "2026年1月20日"},
        ),
        ("单位负责人：　　经办人：赵六", ["单位负责人"], {"经办人": "赵六"}),
        (
            "经办人：　　科室负责人：　　单位负责人（签字）：",
            ["经办人", "科室负责人", "单位负责人"],
            {},
        ),
        ("单位负责人（签字）：　　　2026年1月20日", ["单位负责人"], {"填报日期": "2026年1月20日"}),
    ],
)
def test_a_blank_place_before_a_filled_one_stays(
    cell: str, blank: list[str], filled: dict[str, str]
) -> None:
    """一格里空着的签字栏后面接着有内容的：空着的还在，日期不是人名。"""
    table = read(cell)
    assert [name for name in table.blank_fields if name in blank] == blank
    assert {name: table.fields[name].text for name in filled} == filled
    assert not table.fields.keys() & set(blank)
    assert table.leftover == ()


@pytest.mark.parametrize(
    ("over", "row", "person"),
    [
        ("项目期 | 全年 | 项目负责人 | 甲某", "联系电话 | 000-1234567", "项目负责人"),
        ("项目负责人 | 甲某 | 项目期 | 全年", "联系电话 | 000-1234567", "项目负责人"),
        ("项目负责人 | 甲某 | 联系人 | 乙某", "联系电话 | 000-1234567", ""),
        ("项目期 | 全年 | 项目负责人 | 甲某", "联系人 | 乙某 | 联系电话 | 000-1234567", "联系人"),
        ("项目负责人 | 甲某 | 项目期 | 全年", "项目属性 | 延续 | 联系电话 | 000-1234567", ""),
    ],
)
def test_phone_that_begins_a_row_is_of_the_person_over_it(over: str, row: str, person: str) -> None:
    top, rest = TARGETS.format(stage="申报").split("一级指标", 1)
    table = only_table(parse_rows(f"{top}{over}\n{row}\n一级指标{rest}"))
    assert (table.fields["联系电话"].text, table.phone_of) == ("000-1234567", person)
