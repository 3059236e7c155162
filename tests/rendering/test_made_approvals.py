"""批复表：有实施期资金的不叫“本年金额”；批复单位、日期没有另写而意见里写着的，说在哪一格。"""

from pathlib import Path

import pytest
from command_line import perfxl
from gridtext import to_workbook
from openpyxl import load_workbook

YEAR = ("资金情况（万元） | 年度资金总额 | 100 | < | <",)
BOTH = (
    "资金情况（万元） | 实施期资金总额 | 300 | 年度资金总额 | 100",
    " | 其中：财政拨款 | 300 | 其中：财政拨款 | 100",
)


def approved(folder: Path, funds: tuple[str, ...], *below: str) -> tuple[list[str], str]:
    """写成批复表的各格的字，和屏幕上说的；``below`` 是指标下面的几行。"""
    rows = [
        *[
            "某县2024年项目支出绩效目标批复表 | < | < | < | <",
            "项目名称 | 岸线整治 | 实施单位 | 某局 | <",
        ],
        *funds,
        *["年度总体目标 | 整治4公里 | < | < | <", "一级指标 | 二级指标 | 三级指标 | 指标值 | 备注"],
        *["产出指标 | 数量指标 | 整治长度 | ≥4公里 | ", *below],
    ]
    source = to_workbook([row.split(" | ") for row in rows], folder / "书.xlsx", "批复")
    done = perfxl("make", "批复表", source, "-o", folder / "成.xlsx")
    assert done.code == 0, done.err
    cells = load_workbook(folder / "成.xlsx").active.iter_rows(values_only=True)
    return [str(each) for row in cells for each in row if each is not None], done.err


@pytest.mark.parametrize(("funds", "head"), [(YEAR, "本年金额"), (BOTH, "批复金额")])
def test_the_heading_over_the_amounts(funds: tuple[str, ...], head: str, tmp_path: Path) -> None:
    cells, _ = approved(tmp_path, funds)
    assert [each for each in cells if each.endswith("金额")] == [head]
    assert (
        "没有读"
        not in perfxl("make", "批复表", tmp_path / "成.xlsx", "-o", tmp_path / "再.xlsx").err
    )


def test_who_approved_and_when_is_said_where_only_the_opinion_tells(tmp_path: Path) -> None:
    opinion = "财政部门审核意见：同意。\n（盖章）某县财政局　2024年1月26日 | < | < | < | <"
    cells, told = approved(tmp_path, YEAR, opinion)
    assert {"批复单位（盖章）：", "批复日期："} <= set(cells)
    said = "A7 的财政部门审核意见里写着“（盖章）某县财政局 2024年1月26日”，"
    assert f"{said}批复单位、批复日期没有另写，空着，请核对后填" in told


def test_an_opinion_without_seal_or_date_tells_nothing(tmp_path: Path) -> None:
    _, told = approved(tmp_path, YEAR, "财政部门审核意见：同意。 | < | < | < | <")
    assert "没有另写" not in told


def test_the_heading_of_a_target_with_amounts_of_the_whole_period(tmp_path: Path) -> None:
    """整本照原样：目标表的样子也不说成本年的；批复不由单位填报，不替它添填报单位。"""
    approved(tmp_path, BOTH)
    done = perfxl("make", "整本", tmp_path / "书.xlsx", "-o", tmp_path / "整本.xlsx")
    assert done.code == 0, done.err
    cells = load_workbook(tmp_path / "整本.xlsx").active.iter_rows(values_only=True)
    texts = [str(each) for row in cells for each in row if each is not None]
    assert [each for each in texts if each.endswith("金额")] == ["批复金额"]
    assert not [each for each in texts if "盖章" in each and "某局" in each]


def test_the_opinion_on_the_old_form_is_not_carried_to_the_adjusted(tmp_path: Path) -> None:
    approved(tmp_path, YEAR, "财政部门审核意见：同意批复。 | < | < | < | <")
    old = tmp_path / "书.xlsx"
    (tmp_path / "调整").mkdir()
    new = tmp_path / "调整" / "调.xlsx"
    new.write_bytes(old.read_bytes())
    done = perfxl("make", "调整批复表", "--from", old, "--from", new, "-o", tmp_path / "调成.xlsx")
    assert done.code == 0, done.err
    assert "财政部门审核意见" in done.err
    assert "是原来那张表的，没有带过来" in done.err
    cells = load_workbook(tmp_path / "调成.xlsx").active.iter_rows(values_only=True)
    assert not any("同意批复" in str(each) for row in cells for each in row)


def test_the_number_of_the_document_stands_in_its_place(tmp_path: Path) -> None:
    """附件一行里写着文号的，批复文号就是它；只写附件几的空着。"""
    funds = ("资金情况（万元） | 实施期资金 | < | 年度资金 | <", *BOTH)
    for enclosure, number in (("某财预复〔2024〕63号附件1", "某财预复〔2024〕63号"), ("附件1", "")):
        rows = [
            f"{enclosure} | < | < | < | <",
            "某县2024年项目支出绩效目标批复表 | < | < | < | <",
            "项目名称 | 岸线整治 | 实施单位 | 某局 | <",
            *funds,
            "年度总体目标 | 整治4公里 | < | < | <",
            "一级指标 | 二级指标 | 三级指标 | 指标值 | 备注",
            "产出指标 | 数量指标 | 整治长度 | ≥4公里 | ",
        ]
        source = to_workbook([row.split(" | ") for row in rows], tmp_path / "书.xlsx", "批复")
        target = tmp_path / f"成{len(number)}.xlsx"
        done = perfxl("make", "批复表", source, "-o", target)
        assert done.code == 0, done.err
        # “实施期资金｜年度资金”说的是下面各行管哪一期，读懂了。
        assert "没有读懂" not in done.err
        cells = load_workbook(target).active.iter_rows(values_only=True)
        texts = [str(each) for row in cells for each in row if each is not None]
        assert f"批复文号：{number}" in texts


def test_an_approval_made_of_an_application_approves_no_amount_of_the_whole_period(
    tmp_path: Path,
) -> None:
    rows = [
        "某县2025年项目支出绩效目标申报表 | < | < | < | <",
        "项目名称 | 河道整治 | < | 实施单位 | 某站",
        *BOTH,
        "年度总体目标 | 整治4公里 | < | < | <",
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 备注",
        "产出指标 | 数量指标 | 整治长度 | ≥4公里 | ",
    ]
    source = to_workbook([row.split(" | ") for row in rows], tmp_path / "书.xlsx", "申报")
    done = perfxl("make", "批复表", "--from", source, "-o", tmp_path / "成.xlsx")
    assert done.code == 0, done.err
    cells = load_workbook(tmp_path / "成.xlsx").active.iter_rows(values_only=True)
    texts = [str(each) for row in cells for each in row if each is not None]
    assert [each for each in texts if each.endswith("金额")] == ["金额"]


@pytest.mark.parametrize(
    ("form", "title", "unit"),
    [
        ("调整批复表", "2025年项目支出绩效目标表", "项目名称"),
        ("部门整体调整批复表", "2025年度部门整体支出绩效目标表", "部门名称"),
    ],
)
def test_an_adjustment_has_room_for_its_number_and_seal(
    form: str, title: str, unit: str, tmp_path: Path
) -> None:
    rows = [
        *(f"{title} | < | < | < | <", f"{unit} | 某局 | < | < | <", *YEAR),
        *("年度总体目标 | 整治4公里 | < | < | <", "一级指标 | 二级指标 | 三级指标 | 指标值 | 备注"),
        "产出指标 | 数量指标 | 整治长度 | ≥4公里 | ",
    ]
    cells = [row.split(" | ") for row in rows]
    old, new = (to_workbook(cells, tmp_path / f"{name}.xlsx") for name in ("年初", "调整"))
    done = perfxl("make", form, "--from", old, "--from", new, "-o", tmp_path / "成.xlsx")
    assert done.code == 0, done.err
    made = load_workbook(tmp_path / "成.xlsx").active.iter_rows(values_only=True)
    texts = [str(each) for row in made for each in row if each is not None]
    assert texts[1] == "批复文号："
    assert texts[-2:] == ["批复单位（盖章）：", "批复日期："]
