"""单位只写在标题里的：单张的表、一个项目几行的清单都认得；标题里的年度、金额单位不是单位的名称。"""

import pytest
from gridtext import only_table, parse_rows, to_grid

from perfxl.matching.organisations import owner_of, supervisor_of
from perfxl.reading.sheet import read_sheet

_LIST = """
{title} | < | < | < | < | < | < | < | < | < | <
项目名称 | 全年预算数 | 全年执行数 | 执行率 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
法律援助 | 30 | 27 | 90% | 产出指标 | 数量指标 | 办理案件 | ≥100件 | 110件 | 50 | 50
^ | ^ | ^ | ^ | 效益指标 | 社会效益指标 | 维护权益 | 有效维护 | 达成预期指标 | 40 | 40
社区矫正 | 12 | 12 | 100% | 产出指标 | 数量指标 | 矫正人数 | ≥60人 | 60人 | 50 | 50
^ | ^ | ^ | ^ | 效益指标 | 社会效益指标 | 减少再犯 | 有效减少 | 达成预期指标 | 40 | 40
"""


@pytest.mark.parametrize(
    ("title", "owner"),
    [
        ("清河县司法局2024年度项目绩效自评清单（金额单位：万元）", "清河县司法局"),
        ("清河县司法局2024年度项目绩效自评清单 单位：万元", "清河县司法局"),
        ("清河县司法局2024年度项目绩效自评清单(万元)", "清河县司法局"),
        ("2024年度清河县司法局项目绩效自评清单", "清河县司法局"),
        ("2024年清河县司法局项目支出绩效自评表", "清河县司法局"),
        ("清河县司法局项目绩效自评清单（2024年度）", "清河县司法局"),
        ("清河县司法局关于2024年项目绩效自评清单", "清河县司法局"),
        ("清河县红岩镇人民政府2024年项目支出绩效自评表", "清河县红岩镇人民政府"),
        ("清河县第一中学2024年项目绩效自评清单", "清河县第一中学"),
        ("2024年度项目绩效自评清单", ""),
        ("2024年度全部项目绩效自评清单", ""),
    ],
)
def test_the_unit_of_a_list_is_in_its_title(title: str, owner: str) -> None:
    tables = read_sheet("书.xlsx", to_grid(parse_rows(_LIST.format(title=title)))).tables
    assert [(owner_of(table), table.year) for table in tables] == [(owner, 2024)] * 2
    assert all(table.leftover == () for table in tables)


def test_the_budget_unit_is_the_unit_of_a_project() -> None:
    """主管部门旁边写着预算单位、没有实施单位的：算在预算单位名下。"""
    rows = parse_rows("""
2024年项目支出绩效自评表 | < | < | < | < | <
部门（单位）名称：清沙镇公共事务服务中心 | < | < | < | < | <
项目名称 | 水库运行 | < | 项目代码 | A01 | <
主管部门 | 清沙镇人民政府 | < | 预算单位 | 清沙镇公共事务服务中心 | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 得分
产出指标 | 数量指标 | 巡查次数 | ≥12次 | 12次 | 50
""")
    table = only_table(rows)
    assert owner_of(table) == "清沙镇公共事务服务中心"
    assert supervisor_of(table) == "清沙镇人民政府"
