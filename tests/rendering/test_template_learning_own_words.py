"""填好的表认成模板：标题里的名称换成占位；别的单位自己的字不留，留下的点名，check 也说。"""

from pathlib import Path

import openpyxl
from command_line import perfxl
from gridtext import parse_rows, to_workbook

from perfxl.many_files.template_studio import learned_template

FORM = """
某县水务局农村供水工程项目支出绩效自评表
（2025年度） | < | < | < | < | 金额单位：元
项目名称 | 农村供水工程 | < | 项目编码 | 52000001 | <
主管部门 | 某县水务局 | < | 实施单位 | 某县供水站 | <
项目资金 | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率
^ | 年度资金总额 | 100000 | 100000 | 100000 | 100%
注：上年结转850,000.50元于2025年2月下达 | < | < | < | < | <
年度主要任务 | 任务名称 | < | 主要内容 | 完成情况 | <
^ | 管网延伸 | < | 新建管网 | 已完成 | <
^ | 水厂改造 | < | 改造水厂 | 未完成 | <
年度总体目标 | 预期目标 | < | 实际完成情况 | < | <
^ | 新建管网48公里 | < | 建成管网48公里 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 得分
产出指标 | 数量指标 | 新建管网 | ≥48公里 | 48公里 | 10
总分 | < | < | < | < | 10
"""


def _source(folder: Path) -> Path:
    source = folder / "某县.xlsx"
    return to_workbook(parse_rows(FORM), source, "自评表")


def test_the_project_in_the_title_and_the_tasks_are_not_left(tmp_path: Path) -> None:
    found = learned_template(_source(tmp_path))
    texts = set(found.texts.values())
    assert "{{主管部门}}{{名称}}项目支出绩效自评表" in texts
    kept = [str(each.text) for each in found.proposals]
    assert sum("主要任务" in each or "任务." in each for each in kept) >= 1
    said = [text for _, text in found.unknown]
    assert [each for each in said if "850,000.50" in each]
    assert not [each for each in said if "水厂" in each]


def test_nothing_of_the_other_unit_is_printed_unsaid(tmp_path: Path) -> None:
    source, target = _source(tmp_path), tmp_path / "模板.xlsx"
    learned = perfxl("template", "learn", source, "-o", target)
    assert "水厂改造" not in "".join(learned_text(target))
    assert "管网延伸" not in "".join(learned_text(target))
    assert "850,000.50" in learned.err + learned.out
    checked = perfxl("template", "check", target)
    said = checked.err + checked.out
    assert "没有问题" not in said
    assert "850,000.50元" in said
    assert "每张成表都会照印" in said


def learned_text(path: Path) -> list[str]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]


CORE = """
2025年度项目支出绩效自评表（金额单位：元） | < | < | < | < | <
项目名称 | 农村供水工程 | < | 实施单位 | 某县供水站 | <
资金来源 | 申报数 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率
年度资金总额 | 300000 | 100000 | 100000 | 100000 | 100%
其中：财政拨款 | 200000 | 60000 | 60000 | 60000 | 100%
其他资金 | 90000 | 40000 | 40000 | 40000 | 100%
一级指标 | 三级指标 | 是否核心 | 指标值 | 实际完成值 | 得分
产出指标 | 新建管网 | 是 | ≥48公里 | 48公里 | 10
^ | 管网验收 | 否 | =100% | 100% | 10
"""


def test_what_each_row_says_for_itself_is_not_printed_on_every_row(tmp_path: Path) -> None:
    """重复的行只留一行，没有认出的一栏留着头一行的字，每一行就都印它。"""
    source = to_workbook(parse_rows(CORE), tmp_path / "某县.xlsx", "自评表")
    found = learned_template(source)
    assert [text for place, text in found.texts.items() if place[0] in (4, 8)].count("") == 2
    said = "".join(found.cautions)
    assert "“申报数”一栏（B4）没有认出，各行不同，空出来" in said
    assert "“是否核心”一栏（C8）没有认出，各行不同，空出来" in said
    target = tmp_path / "模板.xlsx"
    perfxl("template", "learn", source, "-o", target)
    made = tmp_path / "成表.xlsx"
    perfxl("make", "自评表", "--from", source, "--template", target, "-o", made)
    shown = learned_text(made)
    assert not {"300000", "是", "否"} & {*shown}
    assert {"申报数", "是否核心"} <= {*shown}
