"""项目对应：编码先，名称后，单位、年度不同的不算，每一对都说得出理由。"""

from pathlib import Path

import pytest
from rule_case import Section, tables_of

from perfxl.many_files.results import read_file
from perfxl.matching.indicators import initial_sides, pair_indicators
from perfxl.matching.project_candidates import SAME_CODE
from perfxl.matching.project_names import CLOSE, OWN_YEAR, SAME, TRIFLES, alike
from perfxl.matching.projects import OTHER_UNIT, Match, match_projects, projects_of
from perfxl.model.table import Form
from perfxl.rules.across.approved_indicators import own_rows
from perfxl.shipped import shipped_folder

WHOLE = shipped_folder("workbooks") / "预算调整批复" / "遵义市2024年部门预算调整批复(整本).xlsx"


def matches(*sections: Section) -> list[Match]:
    """自评表对别的表。"""
    projects = projects_of(tables_of(list(sections)))
    evaluations = [each for each in projects if each.table.form is Form.SELF_EVALUATION]
    others = [each for each in projects if each.table.form is not Form.SELF_EVALUATION]
    return match_projects(evaluations, others)


@pytest.mark.parametrize(
    ("one", "other", "ground"),
    [
        ("培训经费（2024年）", "培训经费(2024)", TRIFLES),
        ("（三）培训经费", "培训经费", SAME),
        ("52230024T000000000101-培训经费", "培训经费", SAME),
        ("技工院校学生资助资金", "技工学校学生资助资金", CLOSE),
        ("中央就业补助资金", "省级就业补助资金", ""),
        ("就业补助资金（第一批）", "就业补助资金（第二批）", ""),
        ("贷款贴息省级资金（2023年）", "贷款贴息省级资金（2024年）", ""),
        ("培训", "会议", ""),
    ],
)
def test_names_alike(one: str, other: str, ground: str) -> None:
    assert alike(one, other) == ground
    assert alike(other, one) == ground


def test_every_project_of_the_published_book_finds_its_row() -> None:
    document = read_file(Path(WHOLE)).document
    assert document is not None
    projects = projects_of(document.tables)
    tables = [each for each in projects if each.table.form is Form.APPROVAL_ADJUSTMENT]
    rows = [each for each in projects if each.table.form is Form.PROJECT_BUDGET]
    found = match_projects(tables, rows)
    assert len(found) == len(tables) == 26
    assert len({id(match.other) for match in found}) == 26
    assert sum(match.is_certain for match in found) >= 21


def test_another_year_is_another_project() -> None:
    assert len(matches(Section("目标表", "a.xlsx"), Section("自评表", "b.xlsx"))) == 1
    other = Section("自评表", "b.xlsx", {"A2": "（2023年度）"})
    assert matches(Section("目标表", "a.xlsx"), other) == []


@pytest.mark.parametrize("written", ["2024年{}", "2024年度{}项目"])
def test_its_own_year_is_no_other_name(written: str) -> None:
    target = Section("目标表", "a.xlsx")
    [plain] = matches(target, Section("自评表", "b.xlsx"))
    name = written.format(plain.one.name.text)
    [match] = matches(target, Section("自评表", "b.xlsx", {"C4": name}))
    assert (match.one.name.text, match.ground, match.is_certain) == (name, OWN_YEAR, True)
    last_year = Section("自评表", "b.xlsx", {"C4": name.replace("2024", "2023")})
    assert matches(target, last_year) == []


def test_far_apart_without_a_year_is_not_matched() -> None:
    target = Section("目标表", "甲/a.xlsx", {"A2": None, "E14": "年底前"})
    assert matches(target, Section("自评表", "乙/b.xlsx")) == []
    assert len(matches(Section("目标表", "甲/a.xlsx"), Section("自评表", "乙/b.xlsx"))) == 1


def test_same_code_beats_the_name() -> None:
    evaluation = Section(
        "自评表",
        "b.xlsx",
        {"A5": "项目编码", "C5": "52230024T000000000102", "C4": "群众活动项目经费"},
    )
    [match] = matches(Section("批复清单", "a.xlsx"), evaluation)
    assert (match.ground, match.other.name.row) == (SAME_CODE, 12)


def test_same_name_with_another_unit_is_matched_last_and_says_so() -> None:
    evaluation = Section("自评表", "b.xlsx", {"G5": "云溪县文化馆"})
    [match] = matches(Section("目标表", "a.xlsx"), evaluation)
    assert (match.ground, match.is_certain) == (OTHER_UNIT, False)


def test_indicators_are_paired_by_class_then_name_then_wording() -> None:
    [old] = tables_of([Section("目标表", "a.xlsx")])
    [new] = tables_of(
        [Section("自评表", "b.xlsx", {"D15": "新建乡镇图书室数量", "D20": "繁荣文化事业"})]
    )
    pairs = pair_indicators(initial_sides(old.indicators), initial_sides(new.indicators))
    reworded = [pair for pair in pairs if pair.reworded]
    assert [pair.new.level3.text for pair in reworded if pair.new] == ["新建乡镇图书室数量"]
    dropped = [pair.old.level3.text for pair in pairs if pair.old and pair.new is None]
    added = [pair.new.level3.text for pair in pairs if pair.new and pair.old is None]
    assert (dropped, added) == (["丰富群众文化生活"], ["繁荣文化事业"])


def test_same_named_projects_of_two_units_in_one_list_keep_their_own_indicators() -> None:
    [table] = tables_of(
        [Section("批复清单", "a.xlsx", {"B12": "52230024T000000000102-乡镇图书室建设"})]
    )
    projects = projects_of([table])
    assert [len(own_rows(project)) for project in projects] == [7, 4]
