"""文字里写的数，和它说的是哪一条指标：凭指标自己的字认，认不准的不认（PX526、PX527 共用）。"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfxl.grammar import Kind, Measured, Value, parse
from perfxl.grammar.numerals import numeral
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.units import SCALE_PATTERN, UNITS
from perfxl.model.table import Indicator
from perfxl.reading.rate_names import bare
from perfxl.rules.facts.printed_rounding import printed_unit

_YEARS = Pattern(r"(?<!\d)(20\d\d)年")
_SENTENCE = Pattern(r"[，。；！？,;!?\n：:]")
_SCALED = Pattern(rf"(?<![\d.])\d[\d,]*(?:\.\d+)?\s*(?:{SCALE_PATTERN})?\s*(?=[^\d\s])")
_SPELT = Pattern(
    r"(?<![第零〇一二两三四五六七八九十百千万几数])[一二三四五六七八九十][零〇一二三四五六七八九十百千万]+(?![几余多来分])"
)
# 时段、钱、分数另有规则，或说的常是别的事。
_OTHER_MATTERS = frozenset({"duration", "months", "workday", "term", "money", "score", "lesson"})
# 名称末尾只说“多少”的字。
_HOW_MANY = Pattern(
    r"(?:数量|个数|人数|人次数?|次数|场次|场数|期数|件数|处数|户数|条数|页数|份数|批次|面积|长度|里程|规模|数)$"
)
# 约数、往年的、一部分的、没有做的、平均的，与指标不是一个口径。
_ANOTHER_MEASURE = Pattern(
    "其中|其余|剩余|余下|未|没有|不足|较|比|上年|去年|往年|累计|计划|应|拟|每|人均|户均|平均|预计|分别|约|近|左右"
    r"|余|多|超|增加|减少|新增|原|少|差|缺|总投资|十[三四五]五|中期|20\d\d年?[-—–~至到]|同期|同比|第|前|占"
)
_SHORT = Pattern(r"(?:少|差|缺|未完成)[^，。；\d]{0,4}$")
# 没有做的那一部分：其余0.14万亩。
_REST = Pattern(
    r"(?:其余|剩余|余下|尚余|尚有|还有|尚差)的?$|较(?:年初|预期|全年)?(?:目标|计划|指标)值?(?:少|低|减少)了?$"
)
_LINKS = Pattern(
    r"(?:达到了?|达|为|是|共计|共|合计|约|控制在|保持在|稳定在|提高到|提升至|提升到|完成|了|均|在|：|:)+$"
)
# 名称前面只说是全年、实际做到的，不说是哪一部分。
_WHOLE_YEAR = Pattern(
    r"(?:(?:截至)?(?:全年|年度|本年度?|年底|年末|目前|本项目|项目|全县|全市|全区|其)|共|共计|一共|合计|总计|实际|已|均|全部|完成|实现|实施"
    r"|开展|设|设置|设立|布设|建设|建成|新建|落实|达到|的)*"
)
_FEWEST = 4
_MOST_BETWEEN = 12
_VERB = 2
# 数和名词之间的形容词（12座小型水库）最多几个字。
_MOST_ADJECTIVE = 4
_LEAST = Decimal("0.5")
# 名称里每两个连着的字，有这么多在半句里。
_MOSTLY = Decimal("0.8")
_VERB_GROUPS = (
    {"建设", "建成", "新建", "完成", "实施", "投入使用"},
    {"改造", "改建", "完成", "实施", "修缮"},
    {"购置", "采购", "配备", "添置", "更新", "完成"},
    {"举办", "开展", "组织", "完成", "实施"},
    {"补助", "资助", "支持", "补贴", "开展", "完成"},
    {"救助", "帮扶", "资助", "完成"},
    {"受益", "惠及", "服务", "覆盖"},
    {"培训", "完成", "组织"},
    {"维修", "养护", "修复", "完成", "管护"},
)
_VERBS = tuple(
    sorted(
        {each for group in _VERB_GROUPS for each in group}
        | {
            "巡查",
            "监测",
            "检查",
            "安装",
            "发放",
            "审核",
            "新增",
            "拆除",
            "制作",
            "参加",
            "接待",
            "保护",
            "治理",
            "清理",
            "减少",
            "奖励",
            "评选",
            "考核",
            "验收",
            "设立",
            "招聘",
            "培养",
            "引进",
            "申报",
            "认定",
            "挂接",
            "接入",
            "部署",
            "疏通",
            "享受",
        },
        key=len,
        reverse=True,
    )
)


class Figure(NamedTuple):
    """文字里写的一个数：原文、值、它所在的半句（到上一个、下一个数为止）里前面和后面的字，和同句更前面的字。"""

    text: str
    value: Measured
    before: str
    after: str
    earlier: str

    @property
    def clause(self) -> str:
        """连同前后字的半句。"""
        return f"{self.before}{self.text}{self.after}".strip("、 ")


Known = tuple[Indicator, tuple[Value, ...]]


class Told(NamedTuple):
    """文字里一个数与表里的一格说的是一件事，而数不同；``short`` 表示说的是少了多少。"""

    figure: Figure
    row: Indicator
    short: bool = False


def told_otherwise(
    text: str, rows: Sequence[Indicator], column: str, year: int | None
) -> Iterator[Told]:
    """``text`` 里的数与 ``column`` 一栏（``target``、``actual``）不同的各处；拿不准的不给。

    要单位相同、指标的字依次都在这半句里、只有一条指标对得上；别的指标正是这个数的、
    同一条指标写了几个数的（分片写的）、取整说得通的，都不给。
    """
    figures = figures_in(text, year)
    if not figures:
        return
    known = [(row, _values(row)) for row in rows if not row.is_execution]
    tied: dict[int, list[Told]] = {}
    rest: list[Told] = []
    for figure in figures:
        short = _SHORT.search(figure.before) is not None
        if column == "actual" and _REST.search(figure.before):
            own = [row for row, _ in known if _falls_short_by(row, figure.value)]
            if len(own) == 1:
                rest.append(Told(figure, own[0], short=True))
            continue
        own = [
            row
            for row, _ in known
            if _same_measure(getattr(row, f"{column}_value"), figure.value)
            and says_same(row.level3.text, figure, short=short)
        ]
        if not own and not short:
            own = _loosely_tied(figure, known, column)
        if len(own) == 1:
            tied.setdefault(own[0].row, []).append(Told(figure, own[0], short))
    for each in (*tied.values(), rest):
        if not each:
            continue
        told = each[0]
        if len(each) > 1 or _is_somewhere(told, known):
            continue
        if column == "actual" and _tells_of_the_whole(told, figures):
            continue
        if _differs(told, column):
            yield told


# 数的是两样东西的单位：人、户、钱、长度、面积……；件、个、家一类说法不一的不在内。
_KINDS_OF_UNIT = {
    "person": "人",
    "person_time": "人",
    "household": "户",
    "length": "长度",
    "area": "面积",
    "weight": "重量",
    "volume": "体积",
}


def told_in_another_unit(text: str, rows: Sequence[Indicator], year: int | None) -> Iterator[Told]:
    """``text`` 里的数与指标值相同、说的是一件事，而一个数人、一个数东西：补助2家医院 / =2人。"""
    for figure in figures_in(text, year):
        for row in rows:
            value = row.target_value
            if not isinstance(value, Measured) or value.unit is None or row.is_execution:
                continue
            kinds = {_KINDS_OF_UNIT.get(each.dimension or "") for each in (value, figure.value)}
            same = value.base_number == figure.value.base_number
            if same and len(kinds) > 1 and says_same(row.level3.text, figure):
                yield Told(figure, row)


@lru_cache(maxsize=2048)
def figures_in(text: str, year: int | None = None) -> tuple[Figure, ...]:
    """一段文字里有单位的各个数；金额、时段、分数不算，写着别的年度的句子不算。"""
    return tuple(_figures(text, year))


def _figures(text: str, year: int | None) -> Iterator[Figure]:
    for sentence in _SENTENCE.split(text):
        years = {int(found) for found in _YEARS.findall(sentence)}
        if year is not None and years - {year}:
            continue
        spans = list(_numbers(sentence))
        for order, (start, end, value) in enumerate(spans):
            if value is None or value.dimension in _OTHER_MATTERS or "/" in (value.unit or ""):
                continue
            since = spans[order - 1][1] if order else 0
            until = spans[order + 1][0] if order + 1 < len(spans) else len(sentence)
            before, after = sentence[since:start], sentence[end:until]
            listed = before.rpartition("、")
            yield Figure(
                sentence[start:end].strip(),
                value,
                listed[2],
                after.partition("、")[0],
                sentence[: since + len(listed[0])],
            )


def lone_figures(text: str, year: int | None) -> dict[str | None, Figure]:
    """一段文字里单位只出现一次的数，以量纲为键；比率、约数不算。"""
    found: dict[str | None, list[Figure]] = {}
    for figure in figures_in(text, year):
        if figure.value.kind is Kind.QUANTITY and not figure.value.approximate:
            found.setdefault(figure.value.dimension, []).append(figure)
    return {unit: own[0] for unit, own in found.items() if len(own) == 1}


def says_alike(one: Figure, other: Figure) -> bool:
    """两处的半句有两个连着的字相同。"""
    first, second = (
        {text[at : at + _VERB] for at in range(len(text) - 1)}
        for text in (each.before + each.after for each in (one, other))
    )
    return bool(first & second)


def says_same(name: str, figure: Figure, *, short: bool = False) -> bool:
    """指标的字依次都在这半句里，且没有别的口径的字。

    >>> [figure] = figures_in("改造农村寄宿制学校食堂18个")
    >>> says_same("改造食堂数量", figure), says_same("改造宿舍数量", figure)
    (True, False)
    """
    clause = figure.before + figure.after
    said = _SHORT.sub("", figure.before) if short else figure.before
    if _ANOTHER_MEASURE.search(_without(clause if not short else said + figure.after, bare(name))):
        return False
    if figure.value.kind is Kind.PERCENT:
        return _woven(bare(name), _LINKS.sub("", said)) and _ends_alike(said, bare(name))
    if _is_named_in_full(bare(name), said):
        return True
    core = core_of(name)
    if len(core) < _FEWEST or len(clause) - len(core) > _MOST_BETWEEN:
        return False
    if _woven(core, f"{said}|{figure.after}"):
        return True
    verb, rest = core[:_VERB], core[_VERB:]
    return len(rest) >= _FEWEST and verb in figure.earlier and rest in said


def _is_named_in_full(name: str, said: str) -> bool:
    """整个名称紧挨在这个数前面，名称前面没有说是哪一部分：全年共设监测点数300个。"""
    bare_said = _LINKS.sub("", said.rstrip())
    if len(name) < _FEWEST or not bare_said.endswith(name):
        return False
    return _WHOLE_YEAR.fullmatch(bare_said.removesuffix(name)) is not None


def _loosely_tied(figure: Figure, known: Sequence[Known], column: str) -> list[Indicator]:
    """名称的字不全在这半句里时：全表只有这一行是这个单位、名词紧挨着这个数的；或数只错了一位、倒了一位的。"""
    same = [row for row, _ in known if _same_measure(getattr(row, f"{column}_value"), figure.value)]
    clause = figure.before + figure.after
    said = [row for row in same if not _ANOTHER_MEASURE.search(_without(clause, row.level3.text))]
    beside = len(same) == 1 and said and _names_beside(said[0].level3.text, figure)
    if beside or (len(same) == 1 and said and _mostly_said(said[0].level3.text, clause)):
        value = getattr(said[0], f"{column}_value")
        if value.number and _LEAST < figure.value.base_number / value.base_number < 1 / _LEAST:
            return said
    return [
        row
        for row in said
        if is_misprint(figure.value.number, getattr(row, f"{column}_value").number)
        and _share_words(row.level3.text, clause)
    ]


def _names_beside(name: str, figure: Figure) -> bool:
    """名词紧挨着这个数，前面的动词也是一类：28所学校 / 补助学校数量。"""
    core = core_of(name)
    verb = noun_at = next((each for each in _VERBS if core.startswith(each)), "")
    while more := next((each for each in _VERBS if core[len(noun_at) :].startswith(each)), ""):
        noun_at += more
    noun = core[len(noun_at) :]
    beside = figure.after[: len(noun) + _MOST_ADJECTIVE]
    if len(noun) < _VERB or not (noun in beside or figure.before.endswith(noun)):
        return False
    other = (figure.before + figure.after).replace(noun, "", 1)
    alike = next((group for group in _VERB_GROUPS if verb in group), {verb}) | {verb}
    return all(each in alike for each in _VERBS if each in other)


def _mostly_said(name: str, clause: str) -> bool:
    """名称的词换了次序，多半都在这半句里：免费开放文化站 / 乡镇文化站免费开放。"""
    core = core_of(name)
    pairs = [core[at : at + _VERB] for at in range(len(core) - 1)]
    return len(pairs) >= _FEWEST and sum(each in clause for each in pairs) >= _MOSTLY * len(pairs)


def _share_words(name: str, clause: str) -> bool:
    core = core_of(name)
    return any(core[at : at + _VERB] in clause for at in range(len(core) - 1))


def is_misprint(one: Decimal, two: Decimal) -> bool:
    """两个数只差一位，或倒了一位，或差十倍；少于三位的不算。

    >>> is_misprint(Decimal(4215), Decimal(4512)), is_misprint(Decimal("63.5"), Decimal(635))
    (True, True)
    >>> is_misprint(Decimal(18580), Decimal(15880)), is_misprint(Decimal(846), Decimal(912))
    (True, False)
    """
    first, second = (f"{each.normalize():f}" for each in (one, two))
    digits = [text.replace(".", "").strip("0") for text in (first, second)]
    if min(map(len, digits)) < _FEWEST - 1 or first == second:
        return False
    if digits[0] == digits[1]:
        return True
    if len(first) != len(second):
        return False
    differ = [at for at, sign in enumerate(first) if sign != second[at]]
    return len(differ) == 1 or (sorted(first) == sorted(second) and len(differ) == _VERB)


@lru_cache(maxsize=8192)
def core_of(name: str) -> str:
    """名称去掉末尾只说“多少”的字。

    >>> core_of("改造食堂数量"), core_of("建设健身路径（条）")
    ('改造食堂', '建设健身路径')
    """
    return _HOW_MANY.sub("", bare(name))


def _without(text: str, name: str) -> str:
    """去掉名称自己也有的“新增”“人均”一类，不算另一种口径。"""
    for found in set(_ANOTHER_MEASURE.findall(name)):
        text = text.replace(found, "")
    return text


def _woven(core: str, text: str) -> bool:
    """``core`` 拆成几段，每段至少两个字，依次都在 ``text`` 里。"""
    if not core:
        return True
    for size in range(len(core), 1, -1):
        at = -1 if len(core) - size == 1 else text.find(core[:size])
        if at >= 0 and _woven(core[size:], text[at + size :]):
            return True
    return False


def _ends_alike(said: str, name: str) -> bool:
    """数的前面紧接着名称的末尾：…接种率96.2%。"""
    return _LINKS.sub("", said.rstrip()).endswith(name[-3:])


def _numbers(sentence: str) -> Iterator[tuple[int, int, Measured | None]]:
    """句子里各个数连同单位的起止；读不出单位的值为 ``None``，仍然隔开前后的字。"""
    spans: list[tuple[int, int, Measured | None]] = []
    for found in _SCALED.finditer(sentence):
        unit = _unit_at(sentence[found.end() : found.end() + 6])
        value = parse(found[0].strip() + unit) if unit else None
        measured = value if isinstance(value, Measured) and value.unit is not None else None
        spans.append((found.start(), found.end() + len(unit), measured))
    if _SPELT.search(sentence):
        spans = sorted([*spans, *_spelt(sentence)], key=lambda span: span[0])
    return iter(spans)


def _spelt(sentence: str) -> Iterator[tuple[int, int, Measured | None]]:
    """写成汉字的两位以上的数，紧跟着通行的单位：十二个、一百二十人；第十二个、十几个不算。"""
    for found in _SPELT.finditer(sentence):
        number, unit = numeral(found[0]), _UNIT.match(sentence[found.end() : found.end() + 6])
        value = parse(f"{number}{unit[0]}") if number is not None and unit else None
        if unit is not None and isinstance(value, Measured) and value.unit is not None:
            yield found.start(), found.end() + len(unit[0]), value


_LONGEST_FIRST = sorted(UNITS, key=len, reverse=True)
_UNIT = Pattern("|".join(map(re.escape, _LONGEST_FIRST)))


@lru_cache(maxsize=4096)
def _unit_at(text: str) -> str:
    found = _UNIT.match(text)
    if found is not None:
        unit = found[0]
        more = text[len(unit) : len(unit) + 1]
        return unit + more if more == "次" and not unit.endswith("次") else unit
    is_word = "\u4e00" <= text[:1] <= "\u9fff"
    return text[0] + ("次" if text[1:2] == "次" else "") if is_word else ""


def _same_measure(value: Value, other: Measured) -> bool:
    return (
        isinstance(value, Measured)
        and not (value.approximate or value.upper is not None or value.trend)
        and value.unit is not None
        and value.dimension == other.dimension
    )


def _values(row: Indicator) -> tuple[Value, ...]:
    return row.target_value, row.actual_value, parse(row.last_year.to_read)


def _is_somewhere(told: Told, known: Sequence[Known]) -> bool:
    """别的指标正是这个数。"""
    figure = told.figure.value
    return any(
        _same_measure(value, figure) and _alike(value, figure)
        for row, values in known
        if row is not told.row
        for value in values
        if isinstance(value, Measured)
    )


def _tells_of_the_whole(told: Told, figures: Sequence[Figure]) -> bool:
    """写的是指标值，同一句里另一个数才是完成值：38个项目完工36个。"""
    row, said = told.row, told.figure
    target, actual = row.target_value, row.actual_value
    if not (isinstance(target, Measured) and isinstance(actual, Measured)):
        return False
    if not (_same_measure(target, said.value) and _alike(target, said.value)):
        return False
    done = [each for each in figures if each.earlier.startswith(said.earlier) and each is not said]
    return any(_same_measure(actual, each.value) and _alike(actual, each.value) for each in done)


def _differs(told: Told, column: str) -> bool:
    figure, value = told.figure.value, getattr(told.row, f"{column}_value")
    if not told.short:
        return not _alike(value, figure)
    gap = shortfall(told.row)
    return gap is not None and gap != figure.base_number and not _alike(value, figure)


def _falls_short_by(row: Indicator, figure: Measured) -> bool:
    """这一行没有做够，单位与 ``figure`` 相同。"""
    return _same_measure(row.actual_value, figure) and shortfall(row) is not None


def shortfall(row: Indicator) -> Decimal | None:
    """完成值比指标值少多少，以基本单位计；没有少、单位不同的为 ``None``。"""
    target, actual = row.target_value, row.actual_value
    if not (isinstance(target, Measured) and isinstance(actual, Measured)):
        return None
    gap = target.base_number - actual.base_number
    return gap if gap > 0 and target.dimension == actual.dimension else None


def _alike(value: Measured, other: Measured) -> bool:
    """相等，或有一边是取整写的。"""
    factor = max(
        printed_unit(each) * (each.base_number / each.number if each.number else Decimal(1))
        for each in (value, other)
    )
    gap = abs(value.base_number - other.base_number)
    whole = all(
        each.number == each.number.to_integral_value() and each.printed_scale == 1
        for each in (value, other)
    )
    return gap == 0 or (not whole and gap < factor)
