"""附了清单、来源的成表：正表的页脚不写连附页一起算的总页数，附的几页自己从 1 数起。"""

from pathlib import Path

import openpyxl
from command_line import perfxl
from gridtext import parse_rows, to_workbook

FORM = """
2025年度项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 管网延伸 | < | 实施单位 | 某站 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 新建管网 | ≥4公里 | 4公里 | 50 | 50
效益指标 | 社会效益指标 | 受益户数 | ≥90户 | 95户 | 40 | 40
"""


def footers(path: Path) -> list[tuple[str, bool]]:
    sheets = openpyxl.load_workbook(path).worksheets
    return [
        (str(each.oddFooter.center.text), bool(each.page_setup.useFirstPageNumber))
        for each in sheets
    ]


def test_the_form_does_not_count_the_pages_added_behind_it(tmp_path: Path) -> None:
    source = to_workbook(parse_rows(FORM), tmp_path / "自评.xlsx", "自评表")
    for option in ((), ("--sources",)):
        target = tmp_path / f"成{len(option)}.xlsx"
        done = perfxl("make", "自评表", *option, source, "-o", target)
        assert done.code == 0, done.err
    [(alone, _)] = footers(tmp_path / "成0.xlsx")
    assert "共 &N 页" in alone
    (form, anew), (added, restarted) = footers(tmp_path / "成1.xlsx")
    assert form == "第 &P 页"
    assert not anew
    assert added == "第 &P 页"
    assert restarted


def test_each_of_several_forms_counts_its_own_pages(tmp_path: Path) -> None:
    """各份各自盖章：都从第 1 页数起，不写一个工作簿合起来的共几页。"""
    sources = [
        to_workbook(parse_rows(FORM.replace("管网", name)), tmp_path / f"{name}.xlsx", "自评表")
        for name in ("管网", "泵站")
    ]
    target = tmp_path / "成.xlsx"
    done = perfxl("make", "自评表", "--from", *sources, "-o", target)
    assert done.code == 0, done.err
    assert footers(target) == [("第 &P 页", True)] * 2


def test_an_opinion_of_one_piece_takes_the_whole_width(tmp_path: Path) -> None:
    rows = parse_rows(
        """
        某县2025年项目支出绩效目标调整批复表 | < | < | < | < | <
        项目名称 | 管护 | < | 实施单位 | 某站 | <
        审核意见 | 同意调整。 | < | < | < | <
        一级指标 | 二级指标 | 三级指标 | 年初指标值 | 调整后指标值 | 说明
        产出指标 | 数量指标 | 管护面积 | ≥5公顷 | ≥4公顷 | 移交
        """
    )
    source = to_workbook(rows, tmp_path / "调整.xlsx", "调整批复表")
    done = perfxl("make", "调整批复表", source, "-o", tmp_path / "成.xlsx")
    assert done.code == 0, done.err
    sheet = openpyxl.load_workbook(tmp_path / "成.xlsx").active
    assert sheet is not None
    [cell] = [c for row in sheet.iter_rows() for c in row if c.value == "同意调整。"]
    [own] = [each for each in sheet.merged_cells.ranges if cell.coordinate in each]
    assert own.max_col == sheet.max_column


def test_amounts_are_written_like_the_words_beside_them(tmp_path: Path) -> None:
    for name in ("目标表", "批复表", "申报表", "调整批复表"):
        target = tmp_path / f"{name}.xlsx"
        assert perfxl("template", "new", name, "-o", target).code == 0
        sheet = openpyxl.load_workbook(target).worksheets[0]
        every = {str(c.value): c.font for row in sheet.iter_rows() for c in row if c.value}
        [said] = [font for text, font in every.items() if text.startswith("{{资金.名称")]
        amount = every["{{资金.年初预算数}}"]
        assert (amount.name, amount.sz) == (said.name, said.sz)
