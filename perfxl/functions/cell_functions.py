"""单元格函数：``=PERF_SCORE(指标值, 完成值, 分值)`` 等九个。

参数给一格得一格，给一列得一列（在新版 Excel 里自动溢出）。参数里有 Excel 错误值，结果就是那个
错误值；用不了的参数给一句中文。VBA 外壳由 ``perfxl.addin.wrappers`` 按这里的签名生成，
xlwings 的外壳在 ``perfxl.excel.functions``。
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Any

from perfxl.functions.arguments import (
    ArgumentError,
    Column,
    Reads,
    Spread,
    aligned,
    error_among,
)
from perfxl.functions.registry import CellFunction, Function, Taken, cell_function, registered
from perfxl.grammar import Measured, amount, as_contract, parse, show
from perfxl.grammar.glyphs import fold
from perfxl.grammar.patterns import Pattern
from perfxl.model.money_units import MONEY_FACTORS
from perfxl.model.score import Judged
from perfxl.model.table import Entry, Indicator
from perfxl.reading.indicator_classes import classified
from perfxl.reading.labels import fund_column, indicator_column, level_name
from perfxl.rules.engine.running import row_messages
from perfxl.scoring.execution import execution_points, execution_rate
from perfxl.scoring.judging import judge
from perfxl.scoring.proposed_weights import propose_weights
from perfxl.scoring.rounding import plain
from perfxl.standards.own_profiles import known_profile, own_profiles
from perfxl.standards.profile import Profile, load_profile, profile_names

_CACHED = 65_536
_YEAR_TEXT = Pattern(r"(20\d\d|19\d\d)(?:\.0)?年?度?")
_VALUE_PARTS = {
    "种类": "kind",
    "符号": "operator",
    "数值": "number",
    "单位": "unit",
    "约数": "approximate",
    "说明": "note",
}

Result = str | float
_TARGET = "指标值，一格或一列，如 ≥95%、=6万元、2024年12月底前"
_ACTUAL = "实际完成值，一格或一列"
_WEIGHT = Taken("分值，一格或一列", Reads.POINTS)
_LEVEL2 = Taken("二级指标，可省；用来认出成本和时效指标", spread=Spread.FILLED_DOWN)
_PROFILE = Taken("口径的名字，可省；省略时用本工作簿的口径", spread=Spread.PROFILE)
_BUDGET = Taken("全年预算数（调整后的），一格或一列", Reads.MONEY)
_EXECUTED = Taken("全年执行数，单位与预算数相同，一格或一列", Reads.MONEY)
_LEVEL3 = "三级指标，可省；名称说了方向的（交通事故下降率）要给"
_YEAR = "预算年度，可省，如 2024；补指标值、完成值里没有写年份的时限"
_MONEY_UNIT = "表的金额单位，可省：元、千元、万元、亿元；成本里没有写单位的数照它读"
_ROW: dict[str, str | Taken] = {
    "target": _TARGET,
    "actual": _ACTUAL,
    "weight": _WEIGHT,
    "level2": _LEVEL2,
    "profile": _PROFILE,
    "level3": _LEVEL3,
    "year": _YEAR,
    "money_unit": _MONEY_UNIT,
}


def _judging(name: str, summary: str, shown: Callable[[Judged], Result], header: str) -> Function:
    """判一行的函数：给出 ``shown`` 要的，标题行给 ``header``。"""

    def judged(
        target: Any,
        actual: Any,
        weight: Any,
        level2: Any = None,
        profile: Any = None,
        level3: Any = None,
        year: Any = None,
        money_unit: Any = None,
    ) -> Any:
        row = (target, actual, weight, level2, level3, year, money_unit)
        return _judged_rows(row, profile, shown, header)

    judged.__name__, judged.__doc__ = name, summary
    return cell_function(**_ROW)(judged)


def _score_of(judged: Judged) -> Result:
    return judged.explanation if judged.score is None else _as_result(judged.score)


PERF_SCORE = _judging("PERF_SCORE", "按口径算一行指标的得分；给一列就算一列。", _score_of, "得分")
PERF_EXPLAIN = _judging(
    "PERF_EXPLAIN",
    "这个得分是怎么算的，写成一句能核对的算式。",
    lambda judged: judged.explanation,
    "评分说明",
)


@cell_function(target=_TARGET, level2=_LEVEL2)
def PERF_CHECK(target: Any, level2: Any = None) -> Any:
    """检查指标值写得对不对：缺符号、读不懂、成本方向反了；没有问题时为空。"""
    targets, levels = Column.of(target), Column.of(level2).filled_down()

    def one(text: str, level: str) -> Result:
        error = error_among((text, level))
        if error or (not text and not targets.single):
            return error
        return "指标值检查" if _is_header(text) else _faults_of(text, level)

    return _shaped([one(*row) for row in aligned([targets, levels])], [targets, levels])


@cell_function(
    value=_TARGET,
    part="要哪一部分：种类、符号、数值、单位、约数、说明；省略时给出标准写法",
)
def PERF_VALUE(value: Any, part: Any = None) -> Any:
    """指标值里的一部分：≥9.8万人 的数值是 98000，单位是 人。"""
    values, parts = Column.of(value), Column.of(part)
    wanted = parts.cells[0]
    if error := error_among((wanted,)):
        return error
    if wanted and wanted not in _VALUE_PARTS and wanted not in _VALUE_PARTS.values():
        raise ArgumentError(f"没有“{wanted}”这一部分，可写：{'、'.join(_VALUE_PARTS)}")
    results = [error_among((text,)) or _part_of(text, wanted) for text in values.cells]
    return _shaped(results, [values])


@cell_function(budget=_BUDGET, executed=_EXECUTED)
def PERF_RATE(budget: Any, executed: Any) -> Any:
    """预算执行率，以百分数计：62.83 即 62.83%；要显示百分号的，除以 100 再设百分比格式。"""

    def one(budget: Decimal, executed: Decimal) -> Result:
        rate = execution_rate(budget, executed)
        return "" if rate is None else _as_result(rate)

    return _money_rows(budget, executed, one, "执行率")


@cell_function(
    budget=_BUDGET,
    executed=_EXECUTED,
    weight=Taken("预算执行率的分值，可省；省略时照口径，黔南州为 10", Reads.POINTS),
    profile=_PROFILE,
)
def PERF_EXEC_SCORE(budget: Any, executed: Any, weight: Any = None, profile: Any = None) -> Any:
    """预算执行率的得分：分值 × 执行数 ÷ 预算数，最多得分值。"""
    used = _profile(profile)
    weights = Column.of(weight)
    if error := error_among(weights.cells):
        return error
    if not weights.single:
        raise ArgumentError("预算执行率的分值只能是一格")
    points = _number(weights.cells[0], "分值") if weights.cells[0] else used.execution_weight

    def one(budget: Decimal, executed: Decimal) -> Result:
        return _as_result(execution_points(points, budget, executed, used))

    return _money_rows(budget, executed, one, "得分")


@cell_function(
    scores=Taken(
        "得分，可以给几格、几列；空格按 0 分，一项也没有时不算", Reads.POINTS, Spread.WHOLE
    )
)
def PERF_TOTAL(*scores: Any) -> Any:
    """总分：各项得分相加；有一项还不是数时说明是第几项，不给出少算的总分。"""
    total, counted, place = Decimal(0), 0, 0
    for each in scores:
        for text in Column.of(each).cells:
            place += 1
            if error := error_among((text,)):
                return error
            if not text or _is_header(text):
                continue
            number = amount(text)
            if number is None:
                return f"第{place}项“{_short(text)}”不是得分，总分算不出"
            total += number
            counted += 1
    return _as_result(total) if counted else ""


@cell_function(total=Taken("总分，一格或一列", Reads.POINTS), profile=_PROFILE)
def PERF_GRADE(total: Any, profile: Any = None) -> Any:
    """总分对应的等级：优、良、中、差。"""
    totals, used = Column.of(total), _profile(profile)

    def one(text: str) -> Result:
        if not text or error_among((text,)):
            return error_among((text,))
        points = _number(text, "总分")
        if not 0 <= points <= used.full_score:
            raise ArgumentError(f"总分{plain(points)}应在0到{plain(used.full_score)}之间")
        return used.grade_of(points)

    return _shaped([_said(one, text) for text in totals.cells], [totals])


@cell_function(
    level1=Taken("一级指标，一列；竖着合并的空格取上面的字", spread=Spread.CHOSEN),
    profile=_PROFILE,
)
def PERF_WEIGHTS(level1: Any, profile: Any = None) -> Any:
    """按口径给没有分值的指标拟分值：各一级指标的规定分值摊到各行，合计正好。"""
    column, used = Column.of(level1).filled_down(), _profile(profile)
    if error := error_among(column.cells):
        return error
    names = [level_name(text) for text in column.cells]
    weights = propose_weights(names, used)

    def one(place: int) -> Result:
        text, weight = column.cells[place], weights[place]
        if weight is not None:
            return _as_result(weight)
        if not text:
            return ""
        if _is_header(text):
            return "分值"
        return f"口径“{used.name}”没有规定“{_short(text)}”的分值"

    return _shaped([one(place) for place in range(len(names))], [column])


def cell_functions() -> tuple[CellFunction, ...]:
    """全部单元格函数，按登记的先后。"""
    return registered()


def _judged_rows(
    row: Sequence[Any], profile: Any, shown: Callable[[Judged], Result], header: str
) -> Any:
    """``row`` 是指标值、完成值、分值、二级指标、三级指标、年度、金额单位七个参数。"""
    used = _held(_profile(profile))
    inputs = [Column.of(each) for each in row]
    inputs[3] = inputs[3].filled_down()

    def one(*texts: str) -> Result:
        if error := error_among(texts):
            return error
        want, done, points, level2, name, *rest = texts
        if not (want or done or points):
            return ""
        if not points[:1].isdigit() and _is_header(points) and not _has_digit(points):
            return header
        year, unit = _year(rest[0]), _money_unit(rest[1])
        return shown(_judge(want, done, _points(points), level2, name, year, unit, used))

    return _shaped([_said(one, *texts) for texts in aligned(inputs)], inputs)


@dataclass(frozen=True, eq=False)
class _Held:
    """一份口径，凭它自己认：同名而内容换了的不混。"""

    profile: Profile


_HELD: dict[int, _Held] = {}


def _held(profile: Profile) -> _Held:
    return _HELD.setdefault(id(profile), _Held(profile))


@lru_cache(maxsize=_CACHED)
def _judge(
    target: str,
    actual: str,
    weight: Decimal | None,
    level2: str,
    level3: str,
    year: int | None,
    money_unit: str | None,
    used: _Held,
) -> Judged:
    return judge(
        target,
        actual,
        weight,
        profile=used.profile,
        level2=level2,
        level3=level3,
        year=year,
        money_unit=money_unit,
    )


def _year(text: str) -> int | None:
    """2024、2024年、2024年度；省略的为 ``None``。"""
    if not text:
        return None
    found = _YEAR_TEXT.fullmatch(fold(text).strip())
    if found is None:
        raise ArgumentError(f"年度“{_short(text)}”读不出，请写成 2024")
    return int(found[1])


def _money_unit(text: str) -> str | None:
    """表的金额单位；省略的为 ``None``。"""
    if not text:
        return None
    unit = fold(text).strip()
    if unit and unit not in MONEY_FACTORS:
        raise ArgumentError(f"金额单位“{_short(text)}”不认得，可写：{'、'.join(MONEY_FACTORS)}")
    return unit or None


def _as_result(number: Decimal) -> Result:
    """交给 Excel 的数；Excel 放不下的，与它自己算出来的一样是 #NUM!。"""
    result = float(number) + 0.0  # -0 也是 0
    return result if isfinite(result) else "#NUM!"


@lru_cache(maxsize=1024)
def _points(text: str) -> Decimal | None:
    if not text:
        return None
    points = _number(text, "分值")
    if points < 0:
        raise ArgumentError(f"分值{plain(points)}小于0，请核对分值")
    return points


def _number(text: str, what: str) -> Decimal:
    number = amount(text)
    if number is None:
        raise ArgumentError(f"{what}“{_short(text)}”不是数，请在{what}格填数")
    return number


def _said(one: Callable[..., Result], *texts: str) -> Result:
    """一行算不出，只在这一行说明，不拖累整列。"""
    try:
        return one(*texts)
    except ArgumentError as error:
        return str(error)


def _money_rows(
    budget: Any, executed: Any, one: Callable[[Decimal, Decimal], Result], header: str
) -> Any:
    budgets, executions = Column.of(budget), Column.of(executed)

    def row(want: str, done: str) -> Result:
        if error := error_among((want, done)):
            return error
        if not want and not done:
            return ""
        if _is_header(want) and not _has_digit(want):
            return header
        if not want or not done:
            raise ArgumentError(f"{'全年预算数' if not want else '全年执行数'}为空，执行率算不出")
        return one(_number(want, "全年预算数"), _number(done, "全年执行数"))

    inputs = [budgets, executions]
    return _shaped([_said(row, *each) for each in aligned(inputs)], inputs)


@lru_cache(maxsize=_CACHED)
def _faults_of(target: str, level2: str) -> str:
    """一个指标值的问题；没有为 ``""``。"""
    indicator = Indicator(
        row=1,
        level1=Entry(),
        level2=Entry(level2, 1, 2),
        level3=Entry("本行指标", 1, 3),
        target=Entry(target, 1, 1),
        classified=classified("", level2),
    )
    return "".join(row_messages(indicator))


def _part_of(text: str, wanted: str) -> Result:
    if not text:
        return ""
    value = parse(text)
    if not wanted:
        return show(value)
    part = as_contract(value)[_VALUE_PARTS.get(wanted, wanted)]
    if isinstance(part, bool):
        return "是" if part else "否"
    if isinstance(part, Decimal):
        return _as_result(part)
    if part is None:
        # 写着数却没有单位的，单位就是空；读不出数的才要说明。
        measured = isinstance(value, Measured)
        return "" if measured or wanted not in ("数值", "number") else "没有可用的数值"
    return value.kind.label if part == value.kind.value else part


def _profile(given: Any) -> Profile:
    """公式里只认随程序带的、本人加进来的口径名，不读路径：打开别人的文件不该去读磁盘。"""
    names = [text for text in Column.of(given).cells if text]
    if not names:
        return load_profile()
    if error := error_among(names):
        raise ArgumentError(error)
    found = known_profile(names[0])
    if found is None:
        known = "、".join((*profile_names(), *own_profiles()))
        raise ArgumentError(f"没有名为“{_short(names[0])}”的口径；现有：{known}")
    return found


def _is_header(text: str) -> bool:
    return len(text) <= 20 and bool(indicator_column(text) or fund_column(text))


def _has_digit(text: str) -> bool:
    return any(sign.isdigit() for sign in fold(text))


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:19] + "…"


def _shaped(results: Sequence[Result], inputs: Sequence[Column]) -> Any:
    """一格的结果给一个值；一列的给一列；参数都是横着的给一行。"""
    columns = [column for column in inputs if not column.single]
    if not columns:
        return results[0]
    if all(column.lying for column in columns):
        return [list(results)]
    return [[result] for result in results]
