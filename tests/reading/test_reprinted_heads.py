"""分页重印的表头与上面一字不差：下面只剩一两行、照内容认不出的几栏，还是上面认出的那几栏，不另成一张表。"""

from gridtext import changed, only_table, parse_rows, to_grid

from perfxl.model.table import Form
from perfxl.reading.sheet import read_sheet

ROWS = parse_rows("""
项目支出绩效自评表（2024年度） | < | < | < | < | < | <
项目名称 | 照料护理 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 预期目标值 | 实际情况 | 分值 | 得分
产出指标 | 数量指标 | 保障人员 | ≥1031人 | 1032人 | 20 | 20
^ | 数量指标 | 集中供养 | ≥150人 | 150人 | 20 | 20
^ | 质量指标 | 签订率 | =100% | 100% | 10 | 10
一级指标 | 二级指标 | 三级指标 | 预期目标值 | 实际情况 | 分值 | 得分
效益指标 | 社会效益指标 | 生活水平 | 有所提高 | 达成预期指标 | 30 | 30
满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥95% | 95% | 10 | 10
总分 | | | | | 100 | 90
""")


def test_the_rows_below_belong_to_the_same_table() -> None:
    table = only_table(ROWS)
    assert table.form is Form.SELF_EVALUATION
    assert [f"{row.score.number}" for row in table.indicators] == ["20", "20", "10", "30", "10"]
    assert table.indicators[3].actual.text == "达成预期指标"
    assert f"{table.total.score.number}" == "90"


def test_other_words_are_another_head() -> None:
    rows = changed(ROWS, {"E7": "备注"})
    tables = read_sheet("书.xlsx", to_grid(rows)).tables
    assert [len(table.indicators) for table in tables] != [5]
