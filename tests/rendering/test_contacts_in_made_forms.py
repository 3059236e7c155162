"""成表里谁的电话写在谁的位置：负责人和电话合写的分开，填表人的电话不当作没有读懂。"""

from pathlib import Path

import pytest
from command_line import perfxl
from gridtext import to_workbook
from openpyxl import load_workbook

ABOVE = "某县2024年项目支出绩效目标申报表 | < | < | <"
BELOW = (
    *("项目资金（万元） | 年度资金总额 | 100 | <", "年度总体目标 | 办好 | < | <"),
    *("一级指标 | 二级指标 | 三级指标 | 指标值", "产出指标 | 数量指标 | 期数 | ≥5期"),
)


def applied(
    folder: Path, *rows: str, form: str = "申报表", title: str = ABOVE
) -> tuple[dict[str, str], str]:
    """``rows`` 是标题下的一行、表下的一行；成表各格（地址 → 字）和屏幕上说的。"""
    head, foot = rows
    lines = [title, "项目名称 | 培训 | 实施单位 | 某局", head, *BELOW, foot]
    folder.mkdir(exist_ok=True)
    source = to_workbook([row.split(" | ") for row in lines], folder / "书.xlsx", "申报")
    done = perfxl("make", form, source, "-o", folder / "成" / "成.xlsx")
    assert done.code == 0, done.err
    cells = (c for row in load_workbook(folder / "成" / "成.xlsx").active.iter_rows() for c in row)
    return {c.coordinate: str(c.value) for c in cells if c.value is not None}, done.err


@pytest.mark.parametrize("label", ["项目负责人及电话", "项目负责人及联系电话"])
def test_a_leader_and_his_phone_in_one_cell_fill_their_two_places(
    label: str, tmp_path: Path
) -> None:
    foot = "填表人：向某 | < | 联系电话：000-7654321 | <"
    cells, _ = applied(tmp_path, f"{label} | 唐某某 13900000000 | 主管部门 | 某局", foot)
    said = list(cells.values())
    assert said[said.index("项目负责人") + 1] == "唐某某"
    assert said[said.index("联系电话") + 1] == "13900000000"
    assert "联系电话：000-7654321" in said
    assert label not in said


def test_what_cannot_be_told_apart_stays_as_it_is_written(tmp_path: Path) -> None:
    head = "项目负责人及电话 | 唐某某、向某 13900000000 | 主管部门 | 某局"
    cells, _ = applied(tmp_path, head, "填表人：向某 | < | < | <")
    said = list(cells.values())
    assert said[said.index("项目负责人及电话") + 1] == "唐某某、向某 13900000000"


def test_a_second_phone_belongs_to_the_one_before_it(tmp_path: Path) -> None:
    head = "项目负责人 | 唐某某 | 联系电话 | 13900000000"
    cells, told = applied(tmp_path, head, "填表人：向某 | < | 联系电话：000-7654321 | <")
    assert "联系电话：000-7654321" in cells.values()
    assert "没有读懂" not in told
    cells, told = applied(
        tmp_path / "批", head, "填表人：向某 | < | 联系电话：000-7654321 | <", form="批复表"
    )
    assert "000-7654321" not in "".join(cells.values())
    assert "填表人（A8）、联系电话（C8）是原来那张表的，没有带过来" in told


@pytest.mark.parametrize("form", ["自评表", "目标表", "批复表"])
@pytest.mark.parametrize("before", [0, 1, 2])
def test_the_phone_of_the_leader_stays_his_however_often_the_form_is_made(
    before: int, form: str, tmp_path: Path
) -> None:
    """没有他们位置的表里，负责人和他的电话在一行，写出的再做一遍还在那里，不成了联系人的。"""
    own = ["项目期 | 全年 | < | <", "项目属性 | 延续 | 项目编码 | 5225-03"][:before]
    phone = "项目负责人 | 唐某某 | 联系电话 | 000-1234567"
    lines = [ABOVE, "项目名称 | 培训 | 实施单位 | 某局", *own, phone, *BELOW]
    source = to_workbook([row.split(" | ") for row in lines], tmp_path / "书.xlsx", "申报")
    for turn in ("一", "二"):
        target = tmp_path / turn / "成.xlsx"
        assert perfxl("make", form, source, "-o", target).code == 0
        rows = load_workbook(target).active.iter_rows(values_only=True)
        said = [[str(each) for each in row if each is not None] for row in rows]
        assert ["项目负责人", "唐某某", "联系电话", "000-1234567"] in said
        assert "联系电话：000-1234567" not in "".join(each for row in said for each in row)
        source = target


@pytest.mark.parametrize("phone", ["13900000000", ""])
def test_a_blank_phone_beside_who_fills_in_is_printed_with_room(phone: str, tmp_path: Path) -> None:
    """负责人的电话填没填，填表人后面空着的联系电话都印一处，不丢、不印两遍。"""
    head = f"项目负责人 | 唐某某 | 联系电话 | {phone}"
    foot = "填表人：向某 | < | 联系电话： | <"
    title = ABOVE.replace("申报表", "表")
    cells, _ = applied(tmp_path, head, foot, form="目标表", title=title)
    printed = [text for text in cells.values() if text.startswith("填表人")]
    assert printed == ["填表人：向某　　联系电话：　　　　　　"]
    cells, _ = applied(tmp_path / "申", head, foot)
    assert list(cells.values()).count("联系电话：") == 1
