"""成表的联系人、电话、填报人、日期：意思相同的一处只印一次，叫法不同的写在它的位置上，另有人签名的不印空着的联系人。"""

from pathlib import Path

import pytest
from command_line import perfxl
from gridtext import changed, to_workbook
from openpyxl import load_workbook
from rule_case import sound

# 空着的联系人，手写的字要的宽。
ROOM = "　" * 10


def made(folder: Path, form: str, foot: str, *below: str) -> list[str]:
    """表下写成这样的自评表，成表里各格的字。"""
    rows = [*changed(sound(), {"A24": foot, "F3": None}), *[[each] for each in below]]
    source = to_workbook(rows, folder / "书.xlsx", "自评")
    target = folder / "成" / "成.xlsx"
    done = perfxl("make", form, source, "-o", target)
    assert done.code == 0, done.err
    cells = load_workbook(target).active.iter_rows(values_only=True)
    return [str(value) for row in cells for value in row if value is not None]


@pytest.mark.parametrize(
    ("foot", "below", "line", "date"),
    [
        ("联系人:张三 电话:000-1234567", (), "联系人：张三　　联系电话：000-1234567", ""),
        ("填报人：李四　联系电话：000-1234567", (), "填报人：李四　　联系电话：000-1234567", ""),
        ("填表人：　　填报人：王五", (), "填报人：王五", ""),
        ("填报人：张三", ("联系方式：000-1234567",), "填报人：张三　　联系方式：000-1234567", ""),
        ("经办人：张三　　填表日期：2025年1月8日", (), "经办人：张三", "2025年1月8日"),
        ("制表人：张三　　日期：2025年1月8日", (), "制表人：张三", "2025年1月8日"),
        ("联系人及电话：张三 000-1234567", (), "联系人及电话：张三 000-1234567", ""),
        ("联系人：　　　联系电话：", (), f"联系人：{ROOM}　　联系电话：", ""),
    ],
)
def test_a_place_is_printed_once(
    foot: str, below: tuple[str, ...], line: str, date: str, tmp_path: Path
) -> None:
    cells = made(tmp_path, "自评表", foot, *below)
    assert cells[-1] == line
    assert f"填报日期：{date}" in cells


def test_a_form_without_any_signer_leaves_room_for_the_contact(tmp_path: Path) -> None:
    assert made(tmp_path, "自评表", "")[-1] == f"联系人：{ROOM}　　联系电话："


def test_a_filler_of_another_name_and_his_phone_have_their_places(tmp_path: Path) -> None:
    """申报表的填表人、填表人的电话、填报日期。"""
    rows = [
        *["某县2024年项目支出绩效目标申报表 | < | < | <", "项目名称 | 培训 | 实施单位 | 某局"],
        *["项目负责人 | 王五 | 主管部门 | 某局", "项目资金（万元） | 年度资金总额 | 100 | <"],
        *["年度总体目标 | 办好 | < | <", "一级指标 | 二级指标 | 三级指标 | 指标值"],
        *["产出指标 | 数量指标 | 期数 | ≥5期", "填报人：张三 | < | 电话：000-1234567 | <"],
        "填表时间：2024年1月8日 | < | < | <",
    ]
    source = to_workbook([row.split(" | ") for row in rows], tmp_path / "书.xlsx", "申报")
    target = tmp_path / "成" / "成.xlsx"
    assert perfxl("make", "申报表", source, "-o", target).code == 0
    values = load_workbook(target).active.iter_rows(values_only=True)
    cells = [str(each) for row in values for each in row if each is not None]
    for said in ("填表人：张三", "联系电话：000-1234567", "填报日期：2024年1月8日"):
        assert cells.count(said) == 1
    assert not [each for each in cells if "填报人" in each or "填表时间" in each]


def derived(folder: Path, form: str, *rows: str) -> tuple[list[str], str]:
    """由一份目标表得来的，各格的字和屏幕上说的；``rows`` 是标题下、表下另写的两行。"""
    head, foot = rows
    lines = [
        *["某县2024年项目绩效目标表 | < | < | <", head, "项目名称 | 培训 | 实施单位 | 某局"],
        *["资金（万元） | 年度资金总额 | 100 | <", "年度总体目标 | 办好 | < | <"],
        *["一级指标 | 二级指标 | 三级指标 | 指标值", "产出指标 | 数量指标 | 期数 | ≥5期", foot],
    ]
    source = to_workbook([row.split(" | ") for row in lines], folder / "书.xlsx", "目标")
    done = perfxl("make", form, source, "-o", folder / "成" / "成.xlsx")
    values = load_workbook(folder / "成" / "成.xlsx").active.iter_rows(values_only=True)
    return [str(each) for row in values for each in row if each is not None], done.err


@pytest.mark.parametrize("form", ["批复表", "自评表"])
def test_the_phone_of_one_who_is_left_out_is_left_out(form: str, tmp_path: Path) -> None:
    foot = "填表人：张三 | < | 联系电话：000-1234567 | <"
    cells, told = derived(tmp_path, form, "主管部门 | 某厅 | < | <", foot)
    assert not [each for each in cells if "000-1234567" in each or "张三" in each]
    assert "填表人（A8）、联系电话（C8）是原来那张表的，没有带过来" in told


def test_the_unit_that_files_is_printed_once(tmp_path: Path) -> None:
    head = "申报单位：某局 | < | 联系人：王五 | <"
    cells, _ = derived(tmp_path, "自评表", head, "填表人： | < | < | <")
    assert "填报单位（盖章）：某局" in cells
    assert "申报单位" not in cells
    assert "联系人：王五　　联系电话：" in cells
