"""说不准哪一行是年度资金总额的自评表：执行率算不出，分照填的；没有填的，总分算不出。"""

import pytest
from gridtext import Rows, changed, only_table
from rule_case import sound

from perfxl.model.score import TableScore
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

# 两个总额，数不相同。
TWO: dict[str, str | None] = {"C8": "年度资金总额：", "D8": "250000"}
# 只有几种来源。
NONE: dict[str, str | None] = {"C7": "财政拨款：", "C8": "单位资金：", "C9": "自筹资金："}


def score(rows: Rows) -> TableScore:
    return score_table(only_table(rows), load_profile())


@pytest.mark.parametrize("changes", [TWO, NONE])
def test_the_printed_score_counts(changes: dict[str, str | None]) -> None:
    scored = score(changed(sound(), changes))
    execution = scored.execution
    assert (execution.rate, execution.weight, execution.score) == (None, 10, 9.5)
    assert "说不准哪一行是年度的资金总额" in execution.explanation
    assert scored.total == score(sound()).total


@pytest.mark.parametrize("changes", [TWO, NONE])
def test_without_a_printed_score_there_is_no_total(changes: dict[str, str | None]) -> None:
    scored = score(changed(sound(), changes | {"I7": None}))
    assert (scored.execution.score, scored.total) == (None, None)
    assert "总分算不出" in str(scored.incomplete)


def test_a_source_that_stands_for_the_total_is_scored() -> None:
    changes: dict[str, str | None] = {
        "C7": "财政拨款：",
        "C8": "其他资金：",
        "C9": None,
        "C10": None,
    }
    blank = {f"{column}{row}": None for row in (8, 9, 10, 11) for column in "DEF"}
    execution = score(changed(sound(), changes | blank)).execution
    assert (execution.rate, execution.score) == (95, 9.5)
