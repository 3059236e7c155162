"""左右排的一张（A3 横排）：项目名称、资金在左边，指标在右边。左边的标签不是清单的项目。"""

from gridtext import Rows, only_table, to_grid

from perfxl.model.form import Form
from perfxl.reading.sheet import read_sheet

HEAD = ["一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分"]
ROWS: Rows = [
    ["某局2024年度项目绩效自评表（A3版）", *["<"] * 10],
    ["金额单位：万元", *["<"] * 10],
    ["项目名称", "应急物资储备", "<", "<", *HEAD],
    ["主管部门", "某局", "<", "<", "产出指标", "数量指标", "储备物资", "≥42类", "42类", "30", "30"],
    ["实施单位", "某队", "<", "<", "", "质量指标", "质检合格率", "=100%", "100%", "20", "20"],
    [
        *("资金来源", "年初预算", "全年预算", "全年执行"),
        *("效益指标", "社会效益指标", "到达时间", "≤4小时", "3.5小时", "30", "30"),
    ],
    [
        *("资金总额", "100", "131", "123"),
        *("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "93%", "10", "10"),
    ],
    ["年度目标", "储备应急物资42类。", "<", "<", *[""] * 7],
    ["完成情况", "储备了42类。", "<", "<", *[""] * 7],
]


def test_what_stands_beside_is_the_form_s_own_information() -> None:
    table = only_table(ROWS)
    assert (table.form, table.project) == (Form("self_evaluation"), "应急物资储备")
    assert {name: entry.text for name, entry in table.fields.items()} == {
        "项目名称": "应急物资储备",
        "主管部门": "某局",
        "实施单位": "某队",
    }
    assert [row.level3.text for row in table.indicators] == [
        *("储备物资", "质检合格率", "到达时间", "群众满意度")
    ]
    total = table.annual_total
    assert total is not None
    assert (total.initial.text, total.budget.text, total.executed.text) == ("100", "131", "123")
    assert table.goals["expected"].text == "储备应急物资42类。"


def test_a_list_of_projects_is_still_one() -> None:
    head = ["项目名称", "预算数", *HEAD]
    rows: Rows = [
        ["2024年项目支出绩效自评清单", *["<"] * 8],
        head,
        *(
            [f"第{n}项目", "30", "产出指标", "数量指标", "检查户数", "≥60户", "65户", "90", "90"]
            for n in range(3)
        ),
    ]
    tables = read_sheet("书.xlsx", to_grid(rows)).tables
    assert [table.project for table in tables] == ["第0项目", "第1项目", "第2项目"]
