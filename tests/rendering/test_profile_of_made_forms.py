"""拟分值照哪一份口径：没有写分值的表，一级指标是哪几类就照哪一份，与评分推断的是同一处。"""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from gridtext import add_sheet, parse_rows, to_workbook

from perfxl.actions.form_sources import Source, sources_of
from perfxl.actions.forms_made import known_form
from perfxl.many_files.file_result import assessments_of
from perfxl.many_files.making import made_sheets, write_sheets
from perfxl.many_files.results import process
from perfxl.rendering.cautions import made_cautions
from perfxl.standards.profile import load_profile

_HEAD = """
项目支出绩效目标表 | < | < | <
（2025年度） | < | < | <
项目名称 | {name} | < | <
主管部门 | 云溪县文化局 | 实施单位 | 云溪县图书馆
资金情况（万元） | 年度资金总额： | 100 | <
年度总体目标 | 建成图书室 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
"""
_COST = """
成本指标 | 经济成本指标 | 单个图书室造价 | ≤5万元
^ | 社会成本指标 | 噪声投诉 | =0起
""".lstrip()
_OTHERS = """
产出指标 | 数量指标 | 建成图书室数量 | ≥12个
效益指标 | 社会效益指标 | 受益人数 | ≥500人
满意度指标 | 服务对象满意度指标 | 读者满意度 | ≥90%
""".lstrip()
PLAIN, COST_APART = _HEAD + _OTHERS, _HEAD + _COST + _OTHERS


def target(path: Path, text: str, name: str) -> Path:
    return to_workbook(parse_rows(text.format(name=name)), path)


def two_sheets(path: Path) -> Path:
    """一个工作簿两张：一张成本单列，一张没有成本指标。"""
    target(path, PLAIN, "甲项目")
    add_sheet(path, parse_rows(COST_APART.format(name="乙项目")), "乙")
    return path


def derived(form: str, *paths: Path, **options: Any) -> list[Source]:
    groups = [assessments_of([process(path, check=False)]) for path in paths]
    return sources_of(known_form(form), groups, **options)


def points(source: Source) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for row in source.table.indicators:
        key = f"{row.project.text}{row.level1.text}"
        assert row.weight.number is not None
        found[key] = found.get(key, Decimal(0)) + row.weight.number
    return found


APART = {"成本指标": 20, "产出指标": 40, "效益指标": 20, "满意度指标": 10}
TOGETHER = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}


def test_a_class_of_its_own_for_cost_gets_its_points(tmp_path: Path) -> None:
    """拟的分值合计 100；写出来的再读，推断的是同一份口径。"""
    source = target(tmp_path / "甲.xlsx", COST_APART, "甲项目")
    [made] = derived("自评表", source)
    assert points(made) == APART
    assert made_cautions(made.table, made.profile) == ()
    assert made.profile.name == process(source, check=False).profile.name == "成本单列"
    sheets = made_sheets([made], made=known_form("自评表"))
    write_sheets(sheets, tmp_path / "待填.xlsx")
    assert process(tmp_path / "待填.xlsx", check=False).profile.name == "成本单列"


@pytest.mark.parametrize("order", [1, -1])
def test_each_file_follows_its_own(order: int, tmp_path: Path) -> None:
    """几个文件一起给的，谁在前都一样。"""
    paths = [
        target(tmp_path / "甲.xlsx", PLAIN, "甲项目"),
        target(tmp_path / "乙.xlsx", COST_APART, "乙项目"),
    ][::order]
    made = {each.table.project: points(each) for each in derived("自评表", *paths)}
    assert made == {"甲项目": TOGETHER, "乙项目": APART}
    [listed] = derived("批复清单", *paths)
    together = {f"甲项目{name}": number for name, number in TOGETHER.items()}
    assert points(listed) == together | {f"乙项目{name}": n for name, n in APART.items()}


@pytest.mark.parametrize("form", ["自评表", "批复清单"])
def test_each_table_of_a_book_follows_its_own_and_it_is_said(form: str, tmp_path: Path) -> None:
    sources = derived(form, two_sheets(tmp_path / "两张.xlsx"))
    every: dict[str, Decimal] = {}
    for each in sources:
        every |= {name.removeprefix("乙项目"): n for name, n in points(each).items()}
    assert every["成本指标"] == 20
    told = [said for each in sources for said in (*each.instead_of, each.profile_why)]
    assert any("一级指标有成本指标，与“成本单列”相符" in said for said in told)


def test_a_chosen_profile_is_kept_and_what_it_lacks_is_said(tmp_path: Path) -> None:
    source = target(tmp_path / "甲.xlsx", COST_APART, "甲项目")
    [made] = derived("自评表", source, profile=load_profile("全国"))
    assert made.profile.name == "全国"
    assert [row.weight.number for row in made.table.indicators[:2]] == [None, None]
    assert (
        made_cautions(made.table, made.profile)[0]
        == "有 2 条指标没有分值，口径“全国”没有“成本指标”一类的分值；请补上"
    )
