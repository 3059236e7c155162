"""占位：单元格里的 ``{{指标.三级指标}}``，由 jinja2 的沙箱求值。

整格只有一个占位时，数写成数、文字写成文字；夹在文字里的一律成文字。
过滤器：``金额``（1,234.50）、``百分比``（0.6283 → 62.83%）、``日期``（20250123 → 2025年1月23日）、
``大写``（人民币大写，默认以元计：``{{总额|大写('万元')}}``）、``可略``（没有内容就连行或栏一起去掉）、``并左``（没有内容就并到左边一格）、
``成本在先``（写在指标的一栏里：成本的几行排在前面）。
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, UndefinedError, meta, nodes
from jinja2.exceptions import SecurityError, TemplateAssertionError

from perfxl.grammar.amounts import amount
from perfxl.grammar.exact_numbers import round_to
from perfxl.model.money_units import MONEY_FACTORS
from perfxl.plans.plan_values import FormattedNumber, PlanValue
from perfxl.plans.template_language import TemplateLanguage
from perfxl.plans.template_work import TooMuchError, Work

_SINGLE = re.compile(r"^\s*\{\{(.+)\}\}\s*$", re.DOTALL)
_PLAIN = re.compile(r"^\s*\{\{\s*(\w+)(?:\.(\w+))?\s*(\|\s*(可略|并左)\s*)?\}\}\s*$")
_OMITTED = re.compile(r"\|\s*可略\b")
_JOINED = re.compile(r"\|\s*并左\b")
_COST_FIRST = re.compile(r"\|\s*成本在先\b")
_DATE = re.compile(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})日?")
# 到这么大（元）没有通行的大写，照写数字。
_BEYOND_WORDS = Decimal(10) ** 16
_NUMBERS = (Decimal, FormattedNumber)
_DIGITS, _UNITS = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟")


class PlaceholderError(Exception):
    """占位写错；``str()`` 是给用户看的半句中文，由调用的人加上哪一格。"""


@dataclass(frozen=True)
class Reference:
    """占位里提到的一个名字：``项目名称``，或一组数据里的一项 ``指标.三级指标``。"""

    name: str
    attribute: str = ""

    def __str__(self) -> str:
        return f"{self.name}.{self.attribute}" if self.attribute else self.name


@dataclass(frozen=True)
class Placeholder:
    """一格里的占位。

    ``whole`` 是整格只有一个占位；``omittable``、``joins_left`` 是写了 ``可略``、``并左``；
    ``plain`` 是整格就是一个名字，直接取值。
    """

    text: str
    references: tuple[Reference, ...]
    whole: bool
    omittable: bool
    joins_left: bool
    plain: bool
    compiled: Any

    @property
    def cost_first(self) -> bool:
        """写了 ``成本在先``：指标里成本的几行排在前面。"""
        return asks_cost_first(self.text)

    @property
    def single(self) -> Reference | None:
        """整格就是一个名字时，是哪个名字。"""
        return self.references[0] if self.whole and len(self.references) == 1 else None

    def value(self, context: Mapping[str, Any]) -> PlanValue:
        """求值；名字不认得、算不成的抛 ``PlaceholderError``。"""
        if self.plain:
            return _looked_up(self.references[0], context)
        try:
            # 求值要照抄一遍：几百个名字里，只给它提到的。
            known = {each.name for each in self.references if each.name in context}
            said = {name: context[name] for name in known}
            if not self.whole:
                return str(self.compiled.render(said))
            value = self.compiled(**said)
            if isinstance(value, StrictUndefined):
                raise UndefinedError(str(value._undefined_name))
            return _plan_value(value)
        except PlaceholderError:
            raise
        except TooMuchError as error:
            raise PlaceholderError(f"其中的式子算不成（{error}）") from error
        except UndefinedError as error:
            raise PlaceholderError(f"其中的“{_missing_name(error)}”不认得") from error
        except Exception as error:
            raise PlaceholderError("其中的式子算不成") from error


def _looked_up(reference: Reference, context: Mapping[str, Any]) -> PlanValue:
    try:
        value = context[reference.name]
        if reference.attribute:
            value = value[reference.attribute]
    except (KeyError, TypeError) as error:
        raise PlaceholderError(f"其中的“{reference}”不认得") from error
    return value if type(value) is str else _plan_value(value)


def _plan_value(value: Any) -> PlanValue:
    """写进格里的值：数是数，字是字；一组数据不能整个写进一格。"""
    if type(value) is str or value is None or isinstance(value, _NUMBERS):
        return value
    if not isinstance(value, str) and isinstance(value, Mapping):
        raise PlaceholderError("写的是一组数据，要写明是哪一栏，如 {{指标.三级指标}}")
    return str(value)


def has_placeholder(text: str) -> bool:
    """写着占位（或写了一半的占位）。"""
    return "{{" in text or "{%" in text or "}}" in text


@lru_cache(maxsize=4096)
def parse_placeholder(text: str) -> Placeholder:
    """读一格里的占位；语法不通的抛 ``PlaceholderError``。

    >>> parsed = parse_placeholder("{{指标.分值|可略}}")
    >>> [str(each) for each in parsed.references], parsed.whole, parsed.omittable
    (['指标.分值'], True, True)
    """
    named = _plain_reference(text)
    if named is not None:
        return Placeholder(
            text,
            (named,),
            True,
            bool(_OMITTED.search(text)),
            bool(_JOINED.search(text)),
            True,
            None,
        )
    single = _SINGLE.match(text)
    whole = single is not None and "{{" not in single[1] and "}}" not in single[1]
    try:
        tree = _environment().parse(text)
        compiled = (
            _environment().compile_expression(single[1].strip(), undefined_to_none=False)
            if whole and single is not None
            else _environment().from_string(text)
        )
    except TemplateAssertionError as error:
        raise PlaceholderError(f"其中的过滤器“{_filter_name(error)}”没有") from error
    except (TemplateSyntaxError, SecurityError) as error:
        raise PlaceholderError(_why_unparsed(text)) from error
    return Placeholder(
        text,
        _references(tree),
        whole,
        bool(_OMITTED.search(text)),
        bool(_JOINED.search(text)),
        False,
        compiled,
    )


# 输入法打出来的标点，和占位里要用的英文的。
_ENGLISH = str.maketrans("‘’“”（）［］，：｜", "''\"\"()[],:|")
_BRACED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


def _why_unparsed(text: str) -> str:
    """语法为什么不通：大括号不成对，大括号里的标点是中文的，或别的。"""
    if any(text.count(one) != text.count(other) for one, other in (("{{", "}}"), ("{%", "%}"))):
        return "其中的占位写得不通（大括号要成对）"
    inside = "".join(_BRACED.findall(text))
    chinese = "".join(dict.fromkeys(each for each in inside if ord(each) in _ENGLISH))
    if chinese and _is_parsed(_BRACED.sub(lambda found: found[0].translate(_ENGLISH), text)):
        return f"其中的引号、括号一类要用英文的：写着 {chinese}，换成 {chinese.translate(_ENGLISH)}"
    return "其中的占位写得不通（要照写的字放在英文的引号里）"


def _is_parsed(text: str) -> bool:
    try:
        _environment().parse(text)
    except (TemplateSyntaxError, SecurityError):
        return False
    return True


def _plain_reference(text: str) -> Reference | None:
    """整格就是一个汉字的名字时，是哪个名字：直接取值，不必编译；``1``、``true`` 一类由 jinja2 认。"""
    found = _PLAIN.match(text)
    if found is None:
        return None
    name, attribute = found[1], found[2] or ""
    is_plain = not name.isascii() and name.isidentifier()
    return Reference(name, attribute) if is_plain and (attribute or "_").isidentifier() else None


def _references(tree: nodes.Template) -> tuple[Reference, ...]:
    found: dict[Reference, None] = {}
    dotted: set[int] = set()
    for node in tree.find_all(nodes.Getattr):
        if isinstance(node.node, nodes.Name):
            found[Reference(node.node.name, node.attr)] = None
            dotted.add(id(node.node))
    free = meta.find_undeclared_variables(tree)
    for name in tree.find_all(nodes.Name):
        if id(name) not in dotted and name.name in free and name.ctx == "load":
            found[Reference(name.name)] = None
    return tuple(found)


def _missing_name(error: UndefinedError) -> str:
    found = re.search(r"'([^']+)' is undefined|no attribute '([^']+)'", str(error))
    return next((each for each in found.groups() if each), str(error)) if found else str(error)


@lru_cache(maxsize=1)
def _environment() -> TemplateLanguage:
    return TemplateLanguage(
        {**value_filters(), "可略": _same, "并左": _same},
        undefined=StrictUndefined,
        autoescape=False,
        keep_trailing_newline=True,
        finalize=_shown_in_text,
    )


def value_filters() -> dict[str, Callable[..., Any]]:
    """改写一个值的过滤器；写成文档的也用。"""
    return {
        "金额": _money,
        "百分比": _percent,
        "日期": _date,
        "大写": in_words,
        "成本在先": _same,
    }


def asks_cost_first(text: str) -> bool:
    """写着 ``成本在先``。"""
    return _COST_FIRST.search(text) is not None


def form_work() -> Work:
    """写一份表，各格合起来能做多少。"""
    return _environment().new_work()


def _shown_in_text(value: Any) -> Any:
    """夹在字里的值：空着的不写，一组数据不能写。"""
    if isinstance(value, Mapping):
        raise PlaceholderError("写的是一组数据，要写明是哪一栏，如 {{指标.三级指标}}")
    return "" if value is None else value


def _filter_name(error: TemplateAssertionError) -> str:
    found = re.search(r"'([^']+)'", error.message or "")
    return found[1] if found else str(error.message)


def _same(value: Any) -> Any:
    return value


def _number(value: Any) -> Decimal | None:
    if isinstance(value, Undefined):
        raise UndefinedError(str(value._undefined_name))
    if isinstance(value, Decimal):
        return value
    text = str(value or "").strip()
    # 印着横线的没有数，照印。
    return amount(text) if text.strip("-—") else None


def _money(value: Any, places: int = 2) -> str:
    number = _number(value)
    if number is None:
        return str(value or "")
    code = f"#,##0.{'0' * places}" if places else "#,##0"
    return FormattedNumber(f"{_rounded(number, places):,}", number, code)


def _percent(value: Any, places: int = 2) -> str:
    number = _number(value)
    if number is None:
        return str(value or "")
    shown = _rounded(number * 100, places)
    whole = shown == shown.to_integral_value()
    text = f"{shown.normalize():f}%" if whole else f"{shown}%"
    return FormattedNumber(text, number, "0%" if whole else f"0.{'0' * places}%")


def _rounded(number: Decimal, places: int) -> Decimal:
    return round_to(number, places)


def _date(value: Any) -> str:
    if isinstance(value, Undefined):
        raise UndefinedError(str(value._undefined_name))
    found = _DATE.fullmatch(str(value or "").strip())
    return f"{found[1]}年{int(found[2])}月{int(found[3])}日" if found else str(value or "")


def in_words(value: Any, unit: str = "元") -> str:
    """人民币大写。

    >>> in_words(Decimal("1680.32")), in_words(Decimal("107000.53")), in_words(Decimal("12.5"), "万元")
    ('壹仟陆佰捌拾元叁角贰分', '壹拾万柒仟元伍角叁分', '壹拾贰万伍仟元整')
    >>> in_words(Decimal("-0.05")), in_words(Decimal(0)), in_words(Decimal("100000001"))
    ('负伍分', '零元整', '壹亿零壹元整')
    """
    number = _number(value)
    if number is None:
        return str(value or "")
    rounded = _rounded(number * MONEY_FACTORS.get(unit, Decimal(1)), 2)
    if abs(rounded) >= _BEYOND_WORDS:
        return f"{rounded:,}元"
    cents = int(abs(rounded) * 100)
    yuan, jiao, fen = cents // 100, cents // 10 % 10, cents % 10
    said = f"{_whole_in_words(yuan)}元" if yuan else ""
    if jiao:
        said += f"{_DIGITS[jiao]}角"
    elif fen and yuan:
        said += "零"
    said += f"{_DIGITS[fen]}分" if fen else "整"
    if not cents:
        said = "零元整"
    return f"负{said}" if rounded < 0 else said


def _whole_in_words(number: int) -> str:
    groups: list[int] = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    said, pending = "", False
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if not group:
            pending = bool(said)
            continue
        if said and (pending or group < 1000):
            said += "零"
        said += _group_in_words(group) + ("", "万", "亿", "万亿")[place]
        pending = False
    return said


def _group_in_words(group: int) -> str:
    said, zero = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit:
            said += ("零" if zero and said else "") + _DIGITS[digit] + _UNITS[place]
            zero = False
        else:
            zero = True
    return said
