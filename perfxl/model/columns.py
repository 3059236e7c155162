"""表里可能有的栏：代号、叫法、写的是什么。一种表有其中哪些，写在 ``forms.yaml``。"""

from collections.abc import Callable, Mapping
from enum import Enum, auto
from functools import cache
from operator import attrgetter
from typing import NamedTuple, cast

from perfxl.model.entry import Entry


class Holds(Enum):
    """一栏里写的是什么。"""

    TEXT = auto()
    VALUE = auto()  # 指标值、完成值：一句话，里面多半有数和单位
    POINTS = auto()  # 分值、得分
    AMOUNT = auto()  # 金额，以表的金额单位计
    RATE = auto()  # 百分数，62.83 即 62.83%


class Column(NamedTuple):
    """一栏。

    ``key`` 是 JSON 里的键，也是 ``labels.yaml`` 里的名称；``path`` 是行里取值的地方，多半就是
    ``key``。``placeholders`` 是模板里的名字，``label`` 是给人看的叫法。``inside`` 不空的，
    内容已经拼在那一栏里（性质、数值、单位拼成指标值）；``long`` 的写一段话。
    """

    key: str
    label: str
    holds: Holds = Holds.TEXT
    placeholders: tuple[str, ...] = ()
    path: str = ""
    inside: str = ""
    long: bool = False

    def of(self, row: object) -> Entry:
        """``row``（``Indicator``、``Fund``、``Line``）这一栏的值。"""
        return self.getter(row)

    @property
    def getter(self) -> Callable[[object], Entry]:
        """同 ``of``；许多行看同一栏的，取出来用。"""
        return cast(Callable[[object], Entry], _getter(self.path or self.key))

    @property
    def is_number(self) -> bool:
        """JSON 里写成数。"""
        return self.holds not in (Holds.TEXT, Holds.VALUE)


_getter = cache(attrgetter)


def _by_key(*columns: Column) -> Mapping[str, Column]:
    return {column.key: column for column in columns}


def _text(key: str, label: str, *others: str, inside: str = "", long: bool = False) -> Column:
    return Column(key, label, Holds.TEXT, (label, *others), inside=inside, long=long)


def _value(key: str, label: str, *others: str) -> Column:
    return Column(key, label, Holds.VALUE, (label, *others))


def _points(key: str, label: str) -> Column:
    return Column(key, label, Holds.POINTS, (label,))


def _amount(key: str, label: str, *others: str, path: str = "") -> Column:
    return Column(key, label, Holds.AMOUNT, (label, *others), path=path)


# 次序就是 JSON 里的次序。
INDICATOR_COLUMNS = _by_key(
    _text("project", "项目"),
    _text("level1", "一级指标"),
    _text("level2", "二级指标"),
    _text("level3", "三级指标"),
    _value("target", "指标值", "年度指标值"),
    _value("actual", "实际完成值"),
    _text("done_rate", "完成率"),
    _value("to_date", "执行情况"),
    _value("expected", "全年预计完成情况"),
    _text("nature", "指标性质", inside="target"),
    _text("value", "指标数值", inside="target"),
    _text("unit", "度量单位", inside="target"),
    _text("level3_adjusted", "调整后三级指标"),
    _value("target_adjusted", "调整后指标值"),
    _points("weight_adjusted", "调整后分值"),
    _points("weight", "分值"),
    _points("score", "得分"),
    _text("explanation", "指标解释", long=True),
    _text("criterion", "评分标准", long=True),
    _text("last_year", "上年指标值"),
    _text("reason", "未完成原因分析", "偏差原因分析", long=True),
    _text("likelihood", "完成目标可能性"),
    _text("note", "备注", "说明", long=True),
)
FUND_COLUMNS = _by_key(
    _amount("initial", "年初预算数"),
    _amount("adjusted", "全年预算数", "调整预算数"),
    _amount("change", "增减数"),
    _amount("executed", "全年执行数"),
    _amount("executed_to_date", "已执行数"),
    _amount("expected", "全年预计执行数"),
    _points("weight", "分值"),
    Column("rate", "执行率", Holds.RATE, ("执行率",)),
    Column("expected_rate", "全年预计执行率", Holds.RATE, ("全年预计执行率",)),
    _points("score", "得分"),
    _text("reason", "原因", long=True),
    _text("note", "备注", "说明", long=True),
)
LINE_COLUMNS = _by_key(
    Column("side", "收支", path="side_entry"),
    _text("code", "编码"),
    _text("name", "名称"),
    _text("category", "类别"),
    _text("year", "年度"),
    _amount("initial", "年初预算数", path="initial.total"),
    _amount("initial_basic", "年初基本支出", path="initial.basic"),
    _amount("initial_project", "年初项目支出", path="initial.project"),
    _amount("adjusted", "调整预算数", path="adjusted.total"),
    _amount("adjusted_basic", "调整基本支出", path="adjusted.basic"),
    _amount("adjusted_project", "调整项目支出", path="adjusted.project"),
    _amount("change", "增减数", path="change.total"),
    _amount("change_basic", "增减基本支出", path="change.basic"),
    _amount("change_project", "增减项目支出", path="change.project"),
    _amount("executed", "执行数", path="executed.total"),
    Column("rate", "执行率", Holds.RATE, ("执行率",)),
    _points("weight", "分值"),
    _points("score", "自评得分"),
    _text("grade", "等级"),
    _text("criterion", "审核要点", long=True),
    _text("goal", "绩效目标", long=True),
    _text("note", "备注", long=True),
    _text("organisation", "单位"),
    _text("organisation_code", "单位编码"),
    _text("ordinal", "序号", inside="name"),
)


def column_label(role: str) -> str:
    """指标、资金的一栏给人看的叫法。

    >>> column_label("target"), column_label("adjusted")
    ('指标值', '全年预算数')
    """
    return (INDICATOR_COLUMNS.get(role) or FUND_COLUMNS[role]).label


# 资金的金额各栏，增减数由别的两栏得来，不在内。
FUND_AMOUNTS = tuple(
    key for key, column in FUND_COLUMNS.items() if column.holds is Holds.AMOUNT and key != "change"
)
# 总体目标有哪几样。
GOALS = {
    "expected": "预期目标",
    "adjusted": "调整后目标",
    "actual": "实际完成情况",
    "period": "实施期目标",
}
