"""PX506 计量单位与名称不符"""

from collections.abc import Iterator

from perfxl.grammar import Measured
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.reading.rate_names import bare
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention

_PEOPLE = frozenset({"person", "person_time", "person_day"})
_TIMES = frozenset({"time", "event", "period"})
_SPANS = frozenset({"duration", "months", "workday", "term"})
_THINGS = frozenset({"piece", "item", "case", "machine", "set", "copy", "place", "seat"})
_MONEY = frozenset({"money"})
# 名称的结尾 → 说的是什么、对不上的量纲、对得上的单位举例。
_EXPECTED = (
    (Pattern("人员?(?:总|数|人)数量?$|人数$|人员数量?$"), "人数",
     _TIMES | _SPANS | _MONEY | _THINGS, "人"),
    (Pattern("人次数?$"), "人次", _SPANS | _MONEY | _THINGS, "人次"),
    (Pattern("(?<!人)次数$|场次数?$|场数$|期数$|批次数?$"), "次数",
     frozenset({"person", "household"}) | _SPANS | _MONEY, "次"),
    (Pattern("天数$|时长$|工期$|周期$|年限$|月数$|小时数$"), "时长",
     _PEOPLE | _TIMES | _MONEY | _THINGS, "天"),
    (Pattern("金额$|经费$|费用$|总额$|收入$|产值$|总成本$|资金(?:总)?(?:数|量|规模)$"), "金额",
     _PEOPLE | _TIMES | _SPANS | _THINGS, "元"),
    (Pattern("里程$|长度$|公里数$|距离$"), "长度",
     _PEOPLE | _TIMES | _SPANS | _MONEY | {"household"}, "公里"),
    (Pattern("面积$|亩数$"), "面积", _PEOPLE | _TIMES | _SPANS | _MONEY | {"household"}, "平方米"),
    (Pattern("重量$|吨数$"), "重量", _PEOPLE | _TIMES | _SPANS | _MONEY | {"household"}, "吨"),
    (Pattern("户数$"), "户数", _TIMES | _SPANS | _MONEY | {"person"}, "户"),
    (Pattern("件数$|份数$|册数$|台数$|套数$|辆数$|个数$|座数$|起数$"), "件数",
     _PEOPLE | _SPANS | _MONEY, "个"),
    (Pattern("(?<!资金)(?<!金额)数量$"), "数量", _MONEY | _SPANS, "个"),
)  # fmt: skip

# 说法不严，只作参考。
_MILD = {("次数", "person_time"), ("人次", "person")}


@rule(
    id="PX506",
    title="计量单位与名称不符",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("计量单位与三级指标所说的相符"),),
    message="“{level3}”说的是{what}，指标值“{found}”的单位是“{unit}”。",
    hint="请核对 {cells} 的单位，如“{expected}”；名称写错的改名称。",
)
def unit_against_name(subject: Subject) -> Iterator[Hit]:
    """次数写了“人”，人数写了“次”“个”，金额写了“人”，天数写了“人”，里程、面积写了“人”“次”。

    名称是比率而写数量、是件数而写百分数的由 PX522 报；次数写“人次”，人次写“人”的只作参考。
    """
    for stated in subject.stated_targets:
        value, name = stated.value, bare(stated.level3.text)
        if not isinstance(value, Measured) or value.dimension is None:
            continue
        for pattern, what, wrong, unit in _EXPECTED:
            if not pattern.search(name):
                continue
            mild = (what, value.dimension) in _MILD
            if value.dimension in wrong or mild:
                yield Hit(
                    stated.targets,
                    found=stated.target.text,
                    expected=unit,
                    words={"level3": stated.level3.text, "what": what, "unit": value.unit},
                    severity=Severity.INFO if mild else None,
                )
            break
