"""完成值里的数说的不是做到多少：差了多少、平均每个多少、计划多少、去年多少、其中多少。"""

from typing import NamedTuple

from perfxl.grammar.glyphs import fold
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.values import Kind, Measured

_TO_NUMBER = r"[^0-9,;。]{0,6}[0-9]"


class _Saying(NamedTuple):
    """一类说法：第一个数以前的话怎样写，是什么意思；``excused`` 是指标值、名称也这样说就算数的字。"""

    pattern: Pattern
    meaning: str
    excused: tuple[str, ...]


_DIFFERENCE = _Saying(
    Pattern(
        r"^[^0-9]*?(?:(?:(?<![占对同环百])比(?![例率重])|较)[^0-9]{0,8}?(?<![不至最])[多少高低快慢早晚](?!于)"
        "|(?:高于|低于|超出|超过|少于|多于)(?:目标|计划|预算|任务|指标|上年|去年)|[多少](?:完成|支出|花|办(?!公))"
        f"|超支|节约|节省|结余|剩余?|取消){_TO_NUMBER}"
    ),
    "与别的数相差多少",
    ("比上年", "较上年", "比去年", "较去年", "高于", "低于", "超", "节", "结余", "剩", "取消"),
)
_LATE = _Saying(
    Pattern(
        "^[^0-9]*?(?:延期|延后|延迟|延长|逾期|超期|推迟|[晚迟]了?)[0-9.]+个?(?:工作日|月|天|日|周|小时|分钟|年)"
    ),
    "晚了多久",
    ("延", "逾", "超期", "迟", "晚"),
)
_CHANGE = _Saying(
    Pattern(f"^[^0-9]*?(?:增加|新增|减少){_TO_NUMBER}"),
    "增减了多少",
    tuple("增升提涨扩新减降少节"),
)
_EACH = _Saying(
    Pattern(
        f"^[^0-9]*?(?:每(?!年|个?月|季|周|星期|日|天|半|学|小时|分|秒)|[人户月年日次]均|平均){_TO_NUMBER}"
    ),
    "平均、每个多少",
    ("每", "均", "/", "标准", "单价", "单位"),
)
_PLANNED = _Saying(
    Pattern(
        "^(?:全年|本年度?|年初|原)?(?:(?:计划|拟|预计|原定|力争|争取|[可能将]达到?|应(?![急用对届聘征]))(?![^0-9]*(?:实际|已))"
        f"|(?:目标|任务|指标)(?![^0-9]*(?:实际|已|完成|实现|达))){_TO_NUMBER}"
    ),
    "计划做多少",
    ("计划", "拟", "预计", "应", "目标", "任务", "指标"),
)
_BEFORE = _Saying(
    Pattern(
        f"^(?:上年度?|去年|往年|前年|[两二三四五六七八九十几多历]年[来间]?(?:共|累计|合计)){_TO_NUMBER}"
    ),
    "往年、几年多少",
    ("上年", "去年", "往年", "累计"),
)
_PART = _Saying(
    Pattern(f"^(?:其中|另外?(?:有|办)?|再(?:办|增|完成|加)){_TO_NUMBER}"),
    "其中、另外多少",
    ("其中",),
)
# 数后面的话：100场（计划）、100场（未验收）、100场，其中20场不合格。
_PLANNED_AFTER = _Saying(
    Pattern(r"[0-9][^0-9]*\((?:计划|预计|目标|应|拟|预估|估计|暂估)[^)]*\)$"),
    "计划做多少",
    ("计划", "预计"),
)
_NOT_ALL = _Saying(
    Pattern(
        "[0-9].*(?:未验收|未通过|待(?:验收|确认|核实|审|补)|不合格(?!率|[0零])|取消|作废"
        "|(?:含|包括|其中)[^0-9]{0,3}(?:去年|上年|往年|20[0-9]{2}年))"
    ),
    "没有都算上、都作数的",
    ("未验收", "未通过", "不合格", "取消", "作废"),
)
# 累计1000场，其中本年88场：一开头的数是几年的。
_OF_YEARS = _Saying(
    Pattern("[0-9].*其中[^0-9]{0,3}(?:本年度?|今年|当年|20[0-9]{2}年度?)(?!新|增)[^0-9]{0,8}[0-9]"),
    "几年合计的，本年另写着",
    ("累计",),
)
_AFTER = (_PLANNED_AFTER, _OF_YEARS, _NOT_ALL)
_PLANS = (_PLANNED, _PLANNED_AFTER)
_SAYINGS = (_DIFFERENCE, _LATE, _CHANGE, _EACH, _PLANNED, _BEFORE, _PART, *_AFTER)
_LONGEST = 40
_DIGITS = frozenset("0123456789")


def other_than_done(
    done: Measured, target: Measured, name: str, *, several: bool = False, expected: bool = False
) -> str:
    """完成值 ``done`` 里的数说的是什么（不是做到多少）；就是做到多少的，指标值、名称也这样说的，为 ``""``。

    ``several``：几句话里已经挑出做到多少的那一个数，只看它是不是都作数；``expected``：写的是全年预计，计划多少就是它。

    >>> from perfxl.grammar import parse
    >>> def said(done: str, target: str, name: str) -> str:
    ...     return other_than_done(parse(done), parse(target), name)
    >>> said("延期10天", "≤30天", "工期"), said("30天", "≤30天", "工期"), said("计划100场", "≥90场", "演出")
    ('晚了多久', '', '计划做多少')
    >>> said("节约3万元", "≥2万元", "节约成本"), said("新增5台", "≥100台", "设备"), said("新增102台", "≥100台", "设备")
    ('', '增减了多少', '')
    """
    if len(done.raw) > _LONGEST:
        return ""
    folded = "".join(fold(done.raw).split())
    said = target.raw + name
    sayings = _AFTER if several or folded[:1] in _DIGITS else _SAYINGS
    # 率、用时的平均数，就是做到多少。
    averaged = target.kind in (Kind.PERCENT, Kind.DURATION)
    # 新增设备102台：够得上指标值的，就是做到多少。
    enough = done.base_number * 2 > target.base_number
    passed = {_EACH: averaged, _CHANGE: enough, **dict.fromkeys(_PLANS, expected)}
    for each in sayings:
        if passed.get(each):
            continue
        if not each.pattern.search(folded):
            continue
        if not any(word in said for word in each.excused):
            return each.meaning
    return ""
