"""栏名不认得的指标值、完成值：照下面写的单位认，说是猜的；看不出来的说没有认出。"""

import pytest
from gridtext import changed, only_table, parse_rows

from perfxl.model.table import Form

FORM = parse_rows("""
项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 农村厕所改造 | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 佐证
产出指标 | 数量指标 | 新建厕所 | ≥10座 | 12座 | 30 | 30 | 台账
产出指标 | 时效指标 | 完工时间 | 2024年8月底前 | 2024年7月 | 20 | 20 | 验收单
效益指标 | 社会效益指标 | 受益户 | ≥10户 | 10户 | 30 | 30 | 名册
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90% | 95% | 10 | 10 | 问卷
总分 | < | < | < | < | 90 | 90 |
""")


@pytest.mark.parametrize(
    ("changes", "placed"),
    [
        ({"E3": "1-12月做到"}, ["E3 actual"]),
        ({"D3": "要做多少", "E3": "做了多少"}, ["D3 target", "E3 actual"]),
        ({"E3": "做了多少", "F3": "占分", "G3": "自评"}, []),
        ({"D3": "全年目标", "E3": "年末实现值"}, []),
        ({"D3": "计划数", "E3": "完成数"}, []),
    ],
)
def test_values_are_known_by_their_units(changes: dict[str, str | None], placed: list[str]) -> None:
    table = only_table(changed(FORM, changes))
    assert [f"{entry.cell} {role}" for entry, role in table.placed_columns] == placed
    if "占分" in changes.values():
        assert table.titled_evaluation
        return
    assert table.form is Form.SELF_EVALUATION
    first = table.indicators[0]
    assert (first.target.text, first.actual.text) == ("≥10座", "12座")
    assert not table.titled_evaluation


@pytest.mark.parametrize("head", ["去年做到", "市级平均"])
def test_values_of_elsewhere_are_no_actuals(head: str) -> None:
    table = only_table(changed(FORM, {"E3": head}))
    assert table.form is not Form.SELF_EVALUATION
    assert table.titled_evaluation
    assert head in [entry.text for entry in table.unread_columns]
