"""资金总额以下一行一个来源、名称左金额右的：名称不认得的也照印读成来源，一个不丢。"""

from decimal import Decimal

import pytest
from gridtext import only_table, parse_rows

from perfxl.model.table import Table
from perfxl.rules.engine.running import check_table
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile


def table(funds: str) -> Table:
    return only_table(
        parse_rows(f"""
项目支出绩效目标批复表（2024年度） | < | < | < | <
项目名称 | 图书下乡 | | 实施单位 | 某县文化站
{funds.strip()}
一级指标 | 二级指标 | 三级指标 | 指标值 | 说明
产出指标 | 数量指标 | 赠书册数 | ≥3000册 |
""")
    )


def amounts(read: Table) -> dict[str, Decimal | None]:
    return {fund.name: fund.initial.number for fund in read.funds}


def is_off(read: Table) -> bool:
    profile = load_profile()
    found = check_table(read, score_table(read, profile), profile)
    return "PX401" in {each.rule for each in found}


@pytest.mark.parametrize(
    "names",
    [
        ("省级彩票公益金", "事业收入安排", "财政专户管理资金", "单位自筹"),
        ("东西部协作资金", "村集体配套", "社会捐赠", "银行贷款"),
        ("财政拨款", "对口支援", "群众投工投劳折资", "上年结转"),
    ],
)
def test_every_source_is_kept_under_its_own_name(names: tuple[str, ...]) -> None:
    figures = (120, 50, 20, 10)
    pairs = zip(names, figures, strict=True)
    lines = "\n".join(f"{name} | {figure}" for name, figure in pairs)
    read = table(f"年度资金总额（万元） | 200\n其中：{lines}")
    assert amounts(read) == {"年度资金总额": 200} | dict(zip(names, figures, strict=True))
    assert (read.leftover, is_off(read)) == ((), False)
    short = table(f"年度资金总额（万元） | 210\n其中：{lines}")
    assert is_off(short)


def test_a_source_of_a_source_is_not_added_twice() -> None:
    read = table(
        "年度资金总额（万元） | 200\n财政拨款 | 150\n其中：省级彩票公益金 | 100\n县级福彩分成 | 50\n单位自筹 | 50"
    )
    assert amounts(read)["单位自筹"] == 50
    assert not is_off(read)


@pytest.mark.parametrize("line", ["受益人数 | 20", "建设周期 | 2", "项目编码 | 12", "项目名称 | 3"])
def test_a_number_that_is_no_money_is_no_source(line: str) -> None:
    read = table(f"年度资金总额（万元） | 200\n其中：财政拨款 | 150\n{line}")
    assert set(amounts(read)) == {"年度资金总额", "财政拨款"}


def test_numbers_that_do_not_follow_the_total_are_no_sources() -> None:
    read = table("年度资金总额（万元） | 200\n村集体配套 | 50")
    assert set(amounts(read)) == {"年度资金总额"}
