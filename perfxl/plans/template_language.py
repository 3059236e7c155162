"""模板里能写什么：jinja2 的沙箱，再去掉会把电脑拖垮的写法。

模板、结论和意见书的文字可能是别人发来的。沙箱挡住取系统里的东西；这里再管住多少：能写取值、判断、循环、算术，和下面
列出的过滤器、文字方法；不能定义宏、引别的文件、自造套着的列表。乘方和文字的长短、循环的圈数、经手的字数都有限度。
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any, cast

from jinja2 import Environment, TemplateSyntaxError, nodes, pass_context
from jinja2.compiler import CodeGenerator
from jinja2.filters import do_round
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from perfxl.plans.template_work import TooMuchError, Work, WorkingContext, weighed

# 一格最多 32,767 个字；意见书一段再长也到不了这么长。
_LONGEST_TEXT = 200_000
# 一份文档连同排版的标记，最长多少字。
_LONGEST_DOCUMENT = 20_000_000
# 写一份文档最多经手多少字。
_MOST_DOCUMENT_WORK = 30_000_000
# 求值一次，各处循环合起来最多转几圈、经手多少字；range 最多数到几。
_MOST_TURNS, _MOST_WORK, _MOST_IN_RANGE = 100_000, 5_000_000, 1_000
# round 最多几位。
_MOST_PLACES = 300
# 整数最大几个二进制位（四百来位数字）。
_LARGEST_BITS = 1_400
# 不在这里的，或会造出任意长的文字、任意多的项，或与看表无关。
_FILTERS = frozenset(
    {"default", "d", "length", "count", "first", "last", "join", "replace", "upper", "lower"}
    | {"trim", "round", "int", "float", "abs", "sum", "min", "max", "sort", "unique", "reverse"}
    | {"map", "select", "reject", "selectattr", "rejectattr", "list", "string", "truncate"}
    | {"groupby", "items", "escape", "e", "safe"}
)
_METHODS = frozenset(
    {"startswith", "endswith", "strip", "lstrip", "rstrip", "split", "count", "find", "isdigit"}
    | {"upper", "lower", "removeprefix", "removesuffix", "items", "keys", "values", "get"}
    | {"cycle", "changed"}  # loop 的
)
_REFUSED = (
    nodes.Macro,
    nodes.CallBlock,
    nodes.Import,
    nodes.FromImport,
    nodes.Include,
    nodes.Extends,
    nodes.Block,
    nodes.FilterBlock,
    nodes.AssignBlock,
    nodes.NSRef,
)
# 名字里有空格，模板里写不出来。
_COUNTED, _HANDLED = "counted turns", "handled texts"


class _CodeGenerator(CodeGenerator):
    """编译前先把语法树查一遍、改一遍。"""

    def visit_Template(self, node: nodes.Template, frame: Any = None) -> None:  # noqa: N802
        _check(node)
        super().visit_Template(_counting(node, self.environment), frame)


class TemplateLanguage(SandboxedEnvironment):
    """只认上面说的写法；认不得的在读模板时抛 ``TemplateSyntaxError``，超出限度的在求值时抛 ``TooMuchError``。

    >>> language = TemplateLanguage()
    >>> language.from_string("{% for 数 in range(3) %}{{数}}、{% endfor %}").render()
    '0、1、2、'
    >>> language.from_string("{{ 'a' * 10**9 }}").render()
    Traceback (most recent call last):
    ...
    perfxl.plans.template_work.TooMuchError: 造出的文字太长
    """

    code_generator_class = _CodeGenerator
    context_class = WorkingContext
    intercepted_binops = frozenset({"*", "**", "%", "+"})
    most_work = _MOST_WORK

    def __init__(
        self, filters: Mapping[str, Callable[..., Any]] | None = None, **options: Any
    ) -> None:
        super().__init__(**options)
        usual = {name: each for name, each in self.filters.items() if name in _FILTERS}
        own = {"join": _joined, "replace": _replaced, "sum": _sum, "round": _rounded}
        every = usual | own | dict(filters or {})
        self.filters = {name: weighed(name, each) for name, each in every.items()}
        self.filters |= {_COUNTED: _counted, _HANDLED: _handled}
        self.tests = {name: weighed(name, cast(Any, each)) for name, each in self.tests.items()}
        self.globals = {"range": _range}

    def new_work(self) -> Work:
        """求值一次能做多少。"""
        return Work(self.most_work, _MOST_TURNS)

    def parse(self, *args: Any, **options: Any) -> nodes.Template:
        """语法树；套得太深的抛 ``TemplateSyntaxError``。"""
        with _depth_told():
            return super().parse(*args, **options)

    def compile(self, *args: Any, **options: Any) -> Any:
        """编译；套得太深的抛 ``TemplateSyntaxError``。"""
        with _depth_told():
            return super().compile(*args, **options)

    def compile_expression(self, *args: Any, **options: Any) -> Any:
        """编译一个式子；套得太深的抛 ``TemplateSyntaxError``。"""
        with _depth_told():
            return super().compile_expression(*args, **options)

    def concat(self, pieces: Iterable[str]) -> str:
        """把写出的各段接起来；太长的抛 ``TooMuchError``。"""
        return _put_together(pieces)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """算术；结果会太大的抛 ``TooMuchError``。"""
        _refuse_large(operator, left, right)
        made = super().call_binop(context, operator, left, right)
        _work_of(context).spend(made)
        return made

    def call(__self, __context: Context, __called: Any, *args: Any, **options: Any) -> Any:  # noqa: N805
        """调用；要经手的字先算进去。名字照 jinja2，免得与模板里写的参数相混。"""
        work = _work_of(__context)
        work.spend(getattr(__called, "__self__", None), *args, *options.values())
        made = super().call(__context, __called, *args, **options)
        work.spend(made)
        return made


def _work_of(context: Context) -> Work:
    return cast(WorkingContext, context).work


@contextmanager
def _depth_told() -> Iterator[None]:
    try:
        yield
    except (RecursionError, MemoryError, SyntaxError) as error:  # 后两种由 Python 的编译器抛出
        raise TemplateSyntaxError("nested too deeply", 1) from error
    except ValueError as error:  # 几千位的整数，Python 不认
        raise TemplateSyntaxError("the number is too long", 1) from error


def _check(tree: nodes.Template) -> None:
    for node in tree.find_all(_REFUSED):
        raise TemplateSyntaxError("not allowed here", node.lineno)
    for loop in tree.find_all(nodes.For):
        if loop.recursive:
            raise TemplateSyntaxError("not allowed here", loop.lineno)
    for call in tree.find_all(nodes.Call):
        if not _is_allowed(call.node):
            raise TemplateSyntaxError("not allowed here", call.lineno)
    held = [item for each in tree.find_all(nodes.List) for item in each.items]
    held += [pair.value for each in tree.find_all(nodes.Dict) for pair in each.items]
    for item in held:
        if not isinstance(item, nodes.Const):
            raise TemplateSyntaxError("not allowed here", item.lineno)
    for pair in tree.find_all(nodes.Tuple):
        if pair.ctx == "load":
            raise TemplateSyntaxError("not allowed here", pair.lineno)


def _is_allowed(called: nodes.Expr) -> bool:
    if isinstance(called, nodes.Getattr):
        return called.attr in _METHODS
    return isinstance(called, nodes.Name) and called.name == "range"


def _counting(node: nodes.Node, language: Environment) -> Any:
    """循环都数圈数，比较、截取都数字数，``~`` 都由过滤器接起来。"""
    for name, value in node.iter_fields():
        if isinstance(value, nodes.Node):
            setattr(node, name, _counting(value, language))
        elif isinstance(value, list):
            value[:] = [_counting(e, language) if isinstance(e, nodes.Node) else e for e in value]
    if isinstance(node, nodes.For):
        node.iter = _filtered(node.iter, _COUNTED, language, _length(node))
    elif isinstance(node, nodes.Compare | nodes.Operand):
        node.expr = _filtered(node.expr, _HANDLED, language)
    elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Slice):
        node.node = _filtered(node.node, _HANDLED, language)
    elif isinstance(node, nodes.Concat):
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), "join", language)
    return node


def _length(loop: nodes.For) -> int:
    """转一圈要走几步：圈里有几个节点。"""
    return sum(1 for part in loop.body for _ in part.find_all(nodes.Node))


def _filtered(node: nodes.Node, name: str, language: Environment, *given: int) -> nodes.Filter:
    arguments: list[nodes.Expr] = [nodes.Const(each) for each in given]
    made = nodes.Filter(cast(nodes.Expr, node), name, arguments, [], None, None, lineno=node.lineno)
    made.set_environment(language)
    return made


def _refuse_large(operator: str, left: Any, right: Any) -> None:
    texts = [each for each in (left, right) if isinstance(each, str)]
    if operator == "%" and isinstance(left, str):
        raise TooMuchError("不能用 % 拼文字")
    if operator == "+" and any(isinstance(each, list | tuple) for each in (left, right)):
        raise TooMuchError("不能把两组数据加起来")
    if operator == "*" and any(isinstance(each, list | tuple) for each in (left, right)):
        raise TooMuchError("不能把一组数据翻倍")
    if operator == "+" and texts and sum(map(len, texts)) > _LONGEST_TEXT:
        raise TooMuchError("造出的文字太长")
    if operator == "*" and texts:
        times = right if isinstance(left, str) else left
        if isinstance(times, int) and len(texts[0]) * times > _LONGEST_TEXT:
            raise TooMuchError("造出的文字太长")
    if operator in ("*", "**") and _bits(operator, left, right) > _LARGEST_BITS:
        raise TooMuchError("算出的数太大")


def _bits(operator: str, left: Any, right: Any) -> int:
    """两个整数的积或乘方大约几个二进制位；不是整数的为 0。"""
    if not isinstance(left, int) or not isinstance(right, int):
        return 0
    if operator == "*":
        return left.bit_length() + right.bit_length()
    return left.bit_length() * max(right, 0)


class DocumentLanguage(TemplateLanguage):
    """一整份文档的文字：写法相同，只是放得下长的文档。"""

    most_work = _MOST_DOCUMENT_WORK

    def concat(self, pieces: Iterable[str]) -> str:
        """把写出的各段接起来；太长的抛 ``TooMuchError``。"""
        return _put_together(pieces, _LONGEST_DOCUMENT)


def _put_together(pieces: Iterable[str], longest: int = _LONGEST_TEXT) -> str:
    kept, length = [], 0
    for piece in pieces:
        length += len(piece)
        if length > longest:
            raise TooMuchError("造出的文字太长")
        kept.append(piece)
    return "".join(kept)


@pass_context
def _counted(context: WorkingContext, items: Iterable[Any], steps: int) -> list[Any]:
    turns = list(islice(iter(items), max(context.work.turns, 0) + 1))
    context.work.turn(len(turns), steps)
    return turns


@pass_context
def _handled(context: WorkingContext, value: Any) -> Any:
    context.work.spend(value)
    return value


def _range(*bounds: int) -> range:
    made = range(*bounds)
    if len(made) > _MOST_IN_RANGE:
        raise TooMuchError(f"range 最多数 {_MOST_IN_RANGE} 个")
    return made


def _joined(items: Iterable[Any], between: str = "", attribute: str | None = None) -> str:
    texts: list[str] = []
    for item in items:
        if texts and between:
            texts.append(str(between))
        texts.append(str(item[attribute] if attribute is not None else item))
    return _put_together(texts)


def _replaced(text: Any, old: str, new: str, count: int = -1) -> str:
    found = str(text).count(old)
    found = found if count < 0 else min(count, found)
    if len(str(text)) + found * len(new) > _LONGEST_TEXT:
        raise TooMuchError("造出的文字太长")
    return str(text).replace(old, new, count)


def _rounded(value: Any, precision: int = 0, method: str = "common") -> float:
    # 整数舍到十的上亿次方，要先算出那个数。
    if abs(precision) > _MOST_PLACES:
        raise TooMuchError(f"round 最多舍到 {_MOST_PLACES} 位")
    return do_round(value, precision, method)  # type: ignore[arg-type]


def _sum(items: Iterable[Any], attribute: str | None = None, start: Any = 0) -> Any:
    for item in items:
        value = item[attribute] if attribute is not None else item
        if isinstance(value, str | list | tuple | Mapping):
            raise TooMuchError("sum 只能把数加起来")
        start += value
    return start
