"""完成值写的话程序不能比的，说怎样写就能核对：时限写日期，每月一类的照指标值写，定性的写档。"""

import pytest
from gridtext import changed, to_grid
from rule_case import sound

from perfxl.actions.assessment import assess
from perfxl.model.workbook import Workbook
from perfxl.rendering.told_results import told_results
from perfxl.scoring.open_rows import explained

CASES = [
    ("2024年12月底前", "基本完成", "F18 写做完的日期（如“11月20日”），即可与时限核对"),
    ("每月10日前", "按月拨付", "F18 都按时的照指标值写“每月10日前”，没有都按时的写"),
    ("有效丰富", "群众反映较好", "F18 写成“达成预期指标”“部分达成预期指标”"),
]


@pytest.mark.parametrize(("target", "actual", "said"), CASES)
def test_the_way_to_word_it_is_told(target: str, actual: str, said: str) -> None:
    changes = {"E18": target, "F18": actual, "H18": None, "H22": None}
    assessed = assess(Workbook("书.xlsx", (to_grid(changed(sound(), changes)),)))
    [score] = assessed.scores
    [row] = [each for each in score.indicators if each.indicator.row == 18]
    assert said in str(explained(row))
    assert any(str(each).startswith(said) for each in told_results(score, assessed.profile))


@pytest.mark.parametrize(("target", "actual", "said"), CASES[:2])
def test_the_advice_for_a_time_limit_is_of_time(target: str, actual: str, said: str) -> None:
    changes = {"E18": target, "F18": actual}
    assessed = assess(Workbook("书.xlsx", (to_grid(changed(sound(), changes)),)))
    [found] = [each for each in assessed.findings if each.rule == "PX209"]
    assert found.hint.startswith(f"请核对 H18；{said}")
    assert "定性" not in found.hint
