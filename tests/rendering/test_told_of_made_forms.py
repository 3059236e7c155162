"""成表时说的话：调整取消了哪几条，原表没有的年初预算数空着印在哪里。"""

from pathlib import Path

from command_line import perfxl
from gridtext import parse_rows, to_workbook

ADJUSTED = """
某县2025年项目支出绩效目标调整批复表 | < | < | < | < | < | <
项目名称 | 公路养护 | < | 实施单位 | 某站 | < | <
一级指标 | 二级指标 | 年初三级指标 | 年初指标值 | 调整后三级指标 | 调整后指标值 | 调整原因
产出指标 | 数量指标 | 小修保养里程 | ≥300公里 | 小修保养里程 | ≥280公里 | 移交
产出指标 | 数量指标 | 大中修里程 | ≥32公里 | | | 推迟
"""
WITHOUT_INITIAL = """
2025年度项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 管网延伸 | < | 实施单位 | 某站 | < | <
项目资金（万元） | 资金来源 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 100 | 100 | 10 | 100% | 10
一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 新建管网 | ≥4公里 | 4公里 | 50 | 50
效益指标 | 社会效益指标 | 受益户数 | ≥90户 | 95户 | 40 | 40
"""


def made(text: str, tmp_path: Path, target: str = "成.xlsx") -> str:
    source = to_workbook(parse_rows(text), tmp_path / "表.xlsx", "表")
    done = perfxl("make", "自评表", "--from", source, "-o", tmp_path / target)
    assert done.code == 0, done.err
    return done.out + done.err


def test_what_an_adjustment_cancelled_is_named(tmp_path: Path) -> None:
    said = made(ADJUSTED, tmp_path)
    assert "调整取消的 1 条指标没有写：“大中修里程”（C5）" in said
    assert "调整批复里各条的说明（G4）照写在备注、说明一栏" in said


def test_a_column_the_source_has_not_is_told(tmp_path: Path) -> None:
    assert "原表没有年初预算数，D6 空着，请照批复填" in made(WITHOUT_INITIAL, tmp_path)
    assert "原表没有年初预算数，这一栏空着" in made(WITHOUT_INITIAL, tmp_path, "成.docx")
    with_initial = WITHOUT_INITIAL.replace("分值 | 执行率", "年初预算数 | 执行率", 1)
    other = tmp_path / "另"
    other.mkdir()
    assert "原表没有年初预算数" not in made(with_initial.replace("100 | 10 |", "100 | 90 |"), other)


def test_a_source_with_only_the_initial_budget_lacks_the_adjusted(tmp_path: Path) -> None:
    text = WITHOUT_INITIAL.replace("全年预算数", "年初预算数")
    assert "原表没有全年预算数，E6 空着，请照批复填" in made(text, tmp_path)
    assert "原表没有全年预算数，这一栏空着" in made(text, tmp_path, "成.docx")
