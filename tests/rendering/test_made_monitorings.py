"""监控表重排：写着到几月的一行照写，没有人写的说明不印，执行率照算，空着的每一处都说。"""

from pathlib import Path

import pytest
from command_line import perfxl
from gridtext import parse_rows, to_workbook
from openpyxl import load_workbook

MONITORED = """
项目支出绩效运行监控表 | < | < | < | < | < | < | <
（2025年1—7月） | < | < | < | < | < | < | <
项目名称 | 公厕维护 | < | < | 实施单位 | 某中心 | < | <
项目资金（万元） | < | 年初预算数 | 全年预算数 | 1—7月执行数 | 执行率 | 全年预计执行数 | <
年度资金总额 | < | 200 | 180 | 90 | 50% | 171 | <
年度总体目标 | 开放 | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 1—7月执行情况 | 全年预计完成情况 | 完成目标可能性 | 偏差原因分析
产出指标 | 数量指标 | 公厕座数 | ≥64座 | 64座 | 64座 | 确定能 |
满意度指标 | 服务对象满意度指标 | 市民满意度 | ≥88% | 80% | 80% | 不可能 | 停水
"""
TARGETS = """
某县2025年项目支出绩效目标申报表 | < | < | <
项目名称 | 培训 | 实施单位 | 某局
资金（万元） | 年度资金总额 | 100 | <
年度总体目标 | 办好 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 期数 | ≥5期
"""


def made(text: str, folder: Path, name: str = "成.xlsx") -> tuple[list[list[object]], str]:
    folder.mkdir(exist_ok=True)
    source = to_workbook(parse_rows(text), folder / "书.xlsx", "表")
    done = perfxl("make", "监控表", "--from", source, "-o", folder / name)
    assert done.code == 0, done.err
    if name.endswith(".docx"):
        return [], done.err
    rows = load_workbook(folder / name).active.iter_rows(values_only=True)
    return [[each for each in row if each is not None] for row in rows], done.err


def test_the_period_under_the_title_is_kept(tmp_path: Path) -> None:
    rows, _ = made(MONITORED, tmp_path)
    assert rows[1] == ["（2025年1—7月）"]


def test_the_year_alone_under_the_title_stays_the_year(tmp_path: Path) -> None:
    rows, _ = made(MONITORED.replace("（2025年1—7月）", "（2025年度）"), tmp_path)
    assert rows[1] == ["（2025年度）"]


def test_a_note_nobody_wrote_is_not_printed(tmp_path: Path) -> None:
    rows, _ = made(MONITORED, tmp_path)
    said = "".join(str(each) for row in rows for each in row)
    assert "完全不可能" not in said
    assert "注：" not in said
    noted = MONITORED + "注：可能性分确定能、有可能、不可能。 | < | < | < | < | < | < | <\n"
    rows, _ = made(noted, tmp_path / "注")
    assert rows[-1] == ["注：可能性分确定能、有可能、不可能。"]


def test_a_new_form_tells_how_it_is_filled_and_keeps_it_when_made_again(tmp_path: Path) -> None:
    rows, said = made(TARGETS, tmp_path)
    [note] = rows[-1]
    assert str(note).startswith("注：1.偏差原因分析")
    for each in ("填报日期", "监控到几月", "已执行数", "执行情况", "完成目标可能性"):
        assert each in said.split("还要填：")[1].splitlines()[0]
    again = perfxl("make", "监控表", "--from", tmp_path / "成.xlsx", "-o", tmp_path / "再.xlsx")
    assert again.code == 0, again.err
    cells = load_workbook(tmp_path / "再.xlsx").active.iter_rows(values_only=True)
    assert [each for row in cells for each in row if each][-1] == note


def test_a_rate_of_two_printed_amounts_is_worked_out(tmp_path: Path) -> None:
    rows, _ = made(MONITORED, tmp_path)
    [funds] = [row for row in rows if row and row[0] == "年度资金总额"]
    assert [float(str(each)) for each in funds[1:]] == [200, 180, 90, 0.5, 171, 0.95]


@pytest.mark.parametrize("name", ["成.xlsx", "成.docx"])
def test_what_is_still_blank_is_told(name: str, tmp_path: Path) -> None:
    _, said = made(MONITORED, tmp_path, name)
    [line] = [each for each in said.splitlines() if "写出的这一份里还空着" in each]
    assert "填报日期" in line
    assert "联系人和联系电话" in line
    assert "实际完成情况" not in line
    assert "执行情况" not in line
