"""PX133：标题写自评而没有完成值，标题写申报、批复而有完成值。"""

import pytest
from rule_case import Section, findings_of


def told(form: str, title: str) -> list[str]:
    found = findings_of([Section(form, "书.xlsx", {"A1": title})])
    return [each.cells for each in found if each.rule == "PX133"]


@pytest.mark.parametrize(
    ("form", "title"),
    [
        ("目标表", "项目支出绩效自评表"),
        ("自评表", "项目支出绩效目标批复表"),
        ("自评表", "项目绩效目标表"),
    ],
)
def test_title_of_another_form(form: str, title: str) -> None:
    assert len(told(form, title)) == 1


@pytest.mark.parametrize(
    ("form", "title"),
    [
        ("自评表", "项目绩效目标执行情况表"),
        ("自评表", "项目支出绩效目标完成情况表"),
        ("目标表", "项目支出绩效目标批复表"),
        ("监控表", "项目绩效目标执行监控表"),
        ("评价评分表", "项目支出绩效自评表"),
    ],
)
def test_titles_that_agree(form: str, title: str) -> None:
    assert told(form, title) == []
