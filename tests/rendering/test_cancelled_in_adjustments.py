"""年初、调整两份合成的调整批复：取消了的一条在它原来的地方，说明写“取消”。"""

from collections.abc import Sequence
from pathlib import Path

from command_line import perfxl
from gridtext import to_workbook
from making import only_table_in

from perfxl.model.table import Table

HEAD = (
    *("2025年项目支出绩效目标表 | < | < | < | <", "项目名称 | 路灯改造 | 实施单位 | 路灯所 | <"),
    *("资金情况（万元） | 年度资金总额 | 100 | < | <", "年度总体目标 | 改造 | < | < | <"),
    "一级指标 | 二级指标 | 三级指标 | 指标值 | 说明",
)
BEFORE = (
    *("产出指标 | 数量指标 | 更换路灯 | ≥6200盏 | ", "产出指标 | 数量指标 | 配电箱 | ≥46台 | "),
    "产出指标 | 数量指标 | 控制终端 | ≥120套 | 含备件",
    "产出指标 | 质量指标 | 亮灯率 | ≥98% | ",
    *(
        "产出指标 | 时效指标 | 完工时间 | 9月底前 | ",
        "产出指标 | 成本指标 | 单盏成本 | ≤0.11万元 | ",
    ),
    *(
        "效益指标 | 经济效益指标 | 节约电费 | ≥95万元 | ",
        "满意度指标 | 满意度 | 市民满意度 | ≥90% | ",
    ),
)


def book(folder: Path, name: str, rows: Sequence[str]) -> Path:
    return to_workbook([row.split(" | ") for row in (*HEAD, *rows)], folder / name)


def adjusted(folder: Path, after: Sequence[str]) -> Table:
    """年初的 ``BEFORE`` 和调整后的 ``after`` 合成的一张，读回来的。"""
    old, new = book(folder, "年初.xlsx", BEFORE), book(folder, "调整.xlsx", after)
    done = perfxl("make", "调整批复表", "--from", old, "--from", new, "-o", folder / "成.xlsx")
    assert done.code == 0, done.err
    return only_table_in(folder / "成.xlsx")


def names(table: Table) -> list[tuple[str, str]]:
    return [(row.level3.text, row.level3_adjusted.text) for row in table.indicators]


def test_a_cancelled_one_stays_before_what_followed_it(tmp_path: Path) -> None:
    added = "产出指标 | 数量指标 | 小巷补亮 | =3条 | 新增"
    table = adjusted(tmp_path, [*BEFORE[:2], added, *BEFORE[3:]])
    assert names(table)[:5] == [
        *(("更换路灯", "更换路灯"), ("配电箱", "配电箱"), ("控制终端", ""), ("", "小巷补亮")),
        ("亮灯率", "亮灯率"),
    ]


def test_the_first_of_its_class_stays_the_first(tmp_path: Path) -> None:
    table = adjusted(tmp_path, BEFORE[1:])
    assert names(table)[:2] == [("更换路灯", ""), ("配电箱", "配电箱")]


def test_a_class_cancelled_as_a_whole_stands_between_its_neighbours(tmp_path: Path) -> None:
    table = adjusted(tmp_path, [*BEFORE[:4], BEFORE[5], BEFORE[7]])
    assert [row.level2.text for row in table.indicators] == [
        *(("数量指标",) * 3), "质量指标", "时效指标", "成本指标", "经济效益指标",
        "满意度指标",
    ]  # fmt: skip


def test_its_remark_says_so_and_keeps_what_was_written(tmp_path: Path) -> None:
    table = adjusted(tmp_path, [*BEFORE[:2], *BEFORE[3:6], BEFORE[7]])
    notes = {row.level3.text: row.note.text for row in table.indicators if row.note.text}
    assert notes == {"控制终端": "取消；年初的说明：含备件", "节约电费": "取消"}


def test_what_was_not_read_is_not_called_cancelled(tmp_path: Path) -> None:
    """调整后一份里有没写名称的行的，少了的一条也许就在那里。"""
    unread = " |  |  | ≥120套 | "
    table = adjusted(tmp_path, [*BEFORE[:2], unread, *BEFORE[3:]])
    assert all("取消" not in row.note.text for row in table.indicators)
