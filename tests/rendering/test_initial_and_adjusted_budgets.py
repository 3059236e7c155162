"""各项目合成的预算表：没有给的调整数不替人写，年初、调整两份并成一行，调整后的不当作年初的。"""

from decimal import Decimal
from pathlib import Path

import pytest
from gridtext import parse_rows, to_workbook

import perfxl
from perfxl.actions.form_sources import Source, sources_of
from perfxl.actions.forms_made import known_form
from perfxl.many_files.file_result import assessments_of
from perfxl.many_files.making import sources_for
from perfxl.many_files.results import process
from perfxl.model.table import Line
from perfxl.rendering.derived.sums import with_sums

TARGET = """
项目支出绩效目标表{said} | < | < | <
（2025年度） | < | < | <
项目名称 | {name} | < | <
主管部门 | 云溪县文化局 | 实施单位 | 云溪县图书馆
资金情况（{unit}） | 年度资金总额： | {amount} | <
^ | 其中：财政拨款 | {amount} | <
年度总体目标 | 建成{rows}个图书室 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 建成图书室数量 | ≥{rows}个
填报日期：{date} | < | < | <
"""
HALVES = """
2025年预算调整项目支出绩效目标批复表 | < | < | < | < | <
项目名称 | 免费开放 | < | < | < | <
主管部门 | 云溪县文化局 | 实施单位 | 云溪县图书馆 | < | <
资金情况（万元） | 资金来源 | < | 年初预算数 | 调整预算数 | <
^ | 年度资金总额 | < | 320 | 276.45 | <
年度总体目标 | 年初 | 免费开放 | < | 调整后 | 免费开放
一级指标 | 二级指标 | 三级指标 | 指标值 | 三级指标 | 指标值
产出指标 | 数量指标 | 开放天数 | ≥300天 | 开放天数 | ≥280天
"""
LISTED = ("项目支出批复表", "转移支付批复表")


def target(
    path: Path, name: str, amount: str, *, said: str = "", unit: str = "万元", date: str = ""
) -> Path:
    path.parent.mkdir(exist_ok=True)
    text = TARGET.format(name=name, amount=amount, said=said, unit=unit, date=date, rows=amount)
    return to_workbook(parse_rows(text), path)


def listed(form: str, *paths: Path) -> Source:
    groups = [assessments_of([process(path, check=False)]) for path in paths]
    [source] = sources_of(known_form(form), groups)
    return source


def rows(source: Source) -> dict[str, tuple[Decimal | None, ...]]:
    def amounts(line: Line) -> tuple[Decimal | None, ...]:
        return tuple(each.total.number for each in (line.initial, line.adjusted, line.change))

    return {line.name.text: amounts(line) for line in with_sums(source.table).lines}


def numbers(*texts: str) -> tuple[Decimal | None, ...]:
    return tuple(Decimal(each) if each else None for each in texts)


@pytest.mark.parametrize("form", LISTED)
def test_what_is_printed_of_one_project_does_not_change_another(form: str, tmp_path: Path) -> None:
    """一个项目有调整的，别的项目没有给调整数的也不写；合计加不出，都说出来。"""
    adjusted = to_workbook(parse_rows(HALVES), tmp_path / "免费开放.xlsx")
    plain = target(tmp_path / "图书室.xlsx", "图书室建设", "780")
    source = listed(form, plain, adjusted)
    assert rows(source) == {
        "合计": numbers("1100", "", ""),
        "图书室建设": numbers("780", "", ""),
        "免费开放": numbers("320", "276.45", "-43.55"),
    }
    [said, *others] = source.instead_of
    assert len(others) == (form == "转移支付批复表")
    assert said == (
        "“图书室建设”没有给调整预算数，调整、增减空着，合计的也空着；没有调整的填年初预算数"
    )


@pytest.mark.parametrize("form", LISTED)
@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    ("names", "said", "dates"),
    [
        (("a年初.xlsx", "b.xlsx"), ("", ""), ("", "")),
        (("a.xlsx", "b.xlsx"), ("", "（调整）"), ("", "")),
        (("a.xlsx", "b.xlsx"), ("", ""), ("2025年1月8日", "2025年9月3日")),
        (("年初/甲.xlsx", "调整/甲.xlsx"), ("", ""), ("", "")),
    ],
)
def test_both_sides_of_one_project_are_one_row(
    form: str,
    order: int,
    names: tuple[str, str],
    said: tuple[str, str],
    dates: tuple[str, str],
    tmp_path: Path,
) -> None:
    """给的先后不论；金额单位不同的也折好；没有一个数丢掉。"""
    first = target(tmp_path / names[0], "图书室建设", "780", said=said[0], date=dates[0])
    second = target(
        tmp_path / names[1], "图书室建设", "6128000", said=said[1], unit="元", date=dates[1]
    )
    source = listed(form, *[first, second][::order])
    assert rows(source) == {
        "合计": numbers("780", "612.8", "-167.2"),
        "图书室建设": numbers("780", "612.8", "-167.2"),
    }
    told, *_ = source.instead_of
    assert told == (
        f"“图书室建设”的年初预算数取自“{first.name}”，调整预算数取自“{second.name}”，并成一行"
    )


@pytest.mark.parametrize("order", [1, -1])
def test_the_one_with_both_columns_is_used(order: int, tmp_path: Path) -> None:
    """又给了年初的、调整后的单张的，两栏都写着的一份最准。"""
    adjusted = to_workbook(parse_rows(HALVES), tmp_path / "两栏.xlsx")
    alone = target(tmp_path / "单.xlsx", "免费开放", "276.45", said="（调整）")
    source = listed("项目支出批复表", *[adjusted, alone][::order])
    assert rows(source)["免费开放"] == numbers("320", "276.45", "-43.55")


def test_an_adjusted_amount_alone_is_no_initial_one(tmp_path: Path) -> None:
    alone = target(tmp_path / "单.xlsx", "免费开放", "276.45", said="（调整）")
    plain = target(tmp_path / "图书室.xlsx", "图书室建设", "780")
    source = listed("项目支出批复表", alone, plain)
    assert rows(source) == {
        "合计": numbers("", "", ""),
        "免费开放": numbers("", "276.45", ""),
        "图书室建设": numbers("780", "", ""),
    }
    assert any(
        said.startswith("“免费开放”给的是调整后的，没有年初预算数") for said in source.instead_of
    )


def test_two_that_nothing_tells_apart_are_not_guessed(tmp_path: Path) -> None:
    """说不准哪一份是年初的：写一份，说是哪一份、另一份不一样。"""
    first = target(tmp_path / "甲.xlsx", "图书室建设", "780")
    second = target(tmp_path / "乙.xlsx", "图书室建设", "612.8")
    source = listed("项目支出批复表", first, second)
    assert rows(source)["图书室建设"] == numbers("780", "", "")
    [said] = source.instead_of
    assert said == (
        "乙.xlsx的目标表“图书室建设”与甲.xlsx的目标表重复，写的不一样，请核对用哪一份，只写后者"
    )


def test_application_and_approval_are_both_initial(tmp_path: Path) -> None:
    """申报、批复、调整后各一份：年初的照批复；申报写着年初的，批复也不当作调整后的。"""
    applied = target(tmp_path / "年初申报.xlsx", "图书室建设", "900")
    approved = target(tmp_path / "批复.xlsx", "图书室建设", "780")
    later = target(tmp_path / "甲.xlsx", "图书室建设", "612.8", said="（调整）")
    both = rows(listed("项目支出批复表", later, approved))
    assert both["图书室建设"] == numbers("780", "612.8", "-167.2")
    assert rows(listed("项目支出批复表", approved, later, applied)) == both
    assert rows(listed("项目支出批复表", approved, applied))["图书室建设"][1] is None


def compared(*paths: Path, is_settled: bool = False) -> tuple[tuple[Decimal | None, ...], str]:
    """调整批复表的年初、调整预算数，和最后说的一句。"""
    groups = [[process(path, check=False)] for path in paths]
    [source] = sources_for(known_form("调整批复表"), groups, is_settled=is_settled)
    total = source.table.annual_total
    assert total is not None
    return (total.initial.number, total.adjusted.number), (*source.instead_of, "")[0]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("a年初.xlsx", "b.xlsx"), ("", "")),
        (("a.xlsx", "b.xlsx"), ("", "（调整）")),
        (("a年初.xlsx", "b.xlsx"), ("", "（调整）")),
    ],
)
def test_the_words_of_the_two_decide_over_their_order(
    names: tuple[str, str], said: tuple[str, str], tmp_path: Path
) -> None:
    """给反了的，标题、名字里写着的照写着的，说出来；已经由人定了的不换。"""
    first = target(tmp_path / names[0], "图书室建设", "780", said=said[0])
    second = target(tmp_path / names[1], "图书室建设", "612.8", said=said[1])
    amounts = numbers("780", "612.8")
    told = f"年初的：“{first.name}”；调整后的：“{second.name}”"
    assert compared(first, second) == (amounts, f"{told}（照给的先后）")
    reversed_said = f"{told}（照标题、名字里写的，与给的先后相反）"
    assert compared(second, first) == (amounts, reversed_said)
    assert compared(second, first, is_settled=True) == (amounts[::-1], "")


def test_what_only_the_order_tells_is_said(tmp_path: Path) -> None:
    """表上分不出的照给的先后，说哪一份当作年初的；填报日期相反的，另说一句。"""
    first = target(tmp_path / "甲.xlsx", "图书室建设", "780", date="2025年9月8日")
    second = target(tmp_path / "乙.xlsx", "图书室建设", "612.8")
    told = "年初的：“甲.xlsx”；调整后的：“乙.xlsx”（照给的先后"
    assert compared(first, second) == (numbers("780", "612.8"), f"{told}）")
    dated = target(tmp_path / "乙.xlsx", "图书室建设", "612.8", date="2025年1月8日")
    assert compared(first, dated) == (
        numbers("780", "612.8"),
        f"{told}；填报日期的先后与此相反，请核对）",
    )


def test_another_project_is_no_ground_to_exchange_them(tmp_path: Path) -> None:
    first = target(tmp_path / "甲.xlsx", "道路养护", "780", said="（调整）")
    second = target(tmp_path / "乙.xlsx", "图书室建设", "612.8")
    amounts, told = compared(first, second)
    assert amounts == numbers("780", "612.8")
    assert told.endswith("（照给的先后；标题、名字里写的与此相反，请核对）")


def test_two_adjusted_ones_keep_their_order(tmp_path: Path) -> None:
    first = target(tmp_path / "甲.xlsx", "图书室建设", "780", said="（调整）")
    second = target(tmp_path / "乙.xlsx", "图书室建设", "612.8", said="（调整）")
    assert compared(first, second)[0] == numbers("780", "612.8")


def test_a_project_among_transfers_is_told(tmp_path: Path) -> None:
    """本级项目的表写进转移支付的预算表，说出来；转移支付的、写进项目支出的不说。"""
    own = target(tmp_path / "图书室.xlsx", "图书室建设", "780")
    text = TARGET.replace("项目支出绩效", "中央对地方转移支付区域绩效").replace("图书室", "阅览室")
    area = to_workbook(
        parse_rows(text.format(name="免费开放", amount=5, said="", unit="万元", date="", rows=5)),
        tmp_path / "中央.xlsx",
    )
    source = listed("转移支付批复表", area, own)
    assert source.table.title.text == "2025年转移支付预算批复表"
    assert source.instead_of == (
        "图书室.xlsx的“图书室建设”的表上没有写是转移支付，照写了一行、算进了合计；"
        "不是的请不要用它来写转移支付批复表",
    )
    assert listed("转移支付批复表", area).instead_of == ()
    assert listed("项目支出批复表", area, own).table.title.text == "2025年部门预算项目支出批复表"


def test_the_function_tells_of_merged_and_skipped_tables_too(tmp_path: Path) -> None:
    """import perfxl 的 make 也说哪几份并成一行、哪几份重复略过，与命令行一样。"""
    first = target(tmp_path / "年初.xlsx", "图书室建设", "780")
    second = target(tmp_path / "调整.xlsx", "图书室建设", "612.8", said="（调整）")
    [merged] = perfxl.make("项目支出批复表", [first, second]).cautions
    assert merged.startswith("“图书室建设”的年初预算数取自“年初.xlsx”")
    again = target(tmp_path / "又.xlsx", "图书室建设", "780")
    told = perfxl.make("自评表", [first, again]).cautions
    assert any("重复" in each and "又.xlsx" in each for each in told)
