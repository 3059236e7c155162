"""没有 lxml 的机器（浏览器里的 WebAssembly）用的 XML 树：``lxml.etree`` 里改工作簿用得着的那几样，名字、行为都照它。

由标准库的 expat 拆开；前缀、命名空间声明、属性次序照原样写回（注释、处理指令不留），没有改过的部件与 lxml 写出的字节相同
（``tests/hosts/editor/test_portable_xml.py`` 拿随带的各工作簿逐个部件比）。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.parsers import expat
from xml.sax.saxutils import escape

_XML = "http://www.w3.org/XML/1998/namespace"
_ATTRIBUTE_ESCAPES = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_TEXT_ESCAPES = {"\r": "&#13;"}


class XMLSyntaxError(SyntaxError):
    """不是合乎规定的 XML。"""


class XMLParser:
    """拆法；这里只有一种：不展开外部实体，不上网，不限大小。"""

    def __init__(self, **_wanted: bool) -> None:
        """收下 lxml 的各个选项，都是这里本来就有的。"""


class _Element:
    """一个元素。``len()``、下标、遍历是下一级的各个元素。"""

    __slots__ = (
        *("_children", "_declared", "_parent", "_prefix"),
        *("attrib", "tag", "tail", "text"),
    )

    def __init__(self, tag: str, attrib: dict[str, str] | None = None, **extra: str) -> None:
        self.tag = tag
        self.attrib = {**(attrib or {}), **extra}
        self.text: str | None = None
        self.tail: str | None = None
        self._prefix: str | None = None
        # 写在这个元素上的命名空间声明：前缀（默认的为 ""）→ 地址。
        self._declared: dict[str, str] = {}
        self._children: list[_Element] = []
        self._parent: _Element | None = None

    @property
    def prefix(self) -> str | None:
        """元素名字的前缀；没有写的为 ``None``。"""
        return self._prefix or None

    def __len__(self) -> int:
        return len(self._children)

    def __iter__(self) -> Iterator[_Element]:
        return iter(self._children)

    def __reversed__(self) -> Iterator[_Element]:
        return reversed(self._children)

    def __getitem__(self, place: int) -> _Element:
        return self._children[place]

    def __contains__(self, child: object) -> bool:
        return any(each is child for each in self._children)

    def get(self, name: str, default: str | None = None) -> str | None:
        """一个属性。"""
        return self.attrib.get(name, default)

    def set(self, name: str, value: str) -> None:
        """写一个属性；写不进 XML 的字抛 ``ValueError``。"""
        self.attrib[name] = _allowed(value)

    def keys(self) -> list[str]:
        """各个属性名。"""
        return list(self.attrib)

    def items(self) -> list[tuple[str, str]]:
        """各个属性。"""
        return list(self.attrib.items())

    def getparent(self) -> _Element | None:
        """上一级；没有的为 ``None``。"""
        return self._parent

    def index(self, child: _Element) -> int:
        """下一级里的第几个，从 0 数起；不在里面抛 ``ValueError``。"""
        for place, each in enumerate(self._children):
            if each is child:
                return place
        raise ValueError("Element is not a child of this node.")

    def append(self, child: _Element) -> None:
        """放到最后；原来在别处的从那里取走。"""
        self.insert(len(self._children), child)

    def extend(self, children: Iterable[_Element]) -> None:
        """一个个放到最后。"""
        for each in list(children):
            self.append(each)

    def insert(self, place: int, child: _Element) -> None:
        """放到第几个之前；原来在别处的从那里取走，后面的字跟着走。"""
        if child._parent is not None:
            child._parent._let_go(child)
        self._children.insert(place, child)
        child._parent = self
        child._declared = {
            prefix: space
            for prefix, space in child._declared.items()
            if self._space_of(prefix) != space
        }

    def remove(self, child: _Element) -> None:
        """去掉一个，后面的字一同去掉；不在里面抛 ``ValueError``。"""
        self._let_go(child)

    def replace(self, old: _Element, new: _Element) -> None:
        """换下一个。"""
        place = self.index(old)
        self._let_go(old)
        self.insert(place, new)

    def clear(self) -> None:
        """属性、字、下一级都去掉。"""
        for each in self._children:
            each._parent = None
        self._children = []
        self.attrib.clear()
        self.text = self.tail = None

    def addnext(self, element: _Element) -> None:
        """放到自己和自己后面的字的后面。"""
        parent = self._within()
        parent.insert(parent.index(self) + 1, element)

    def addprevious(self, element: _Element) -> None:
        """放到自己前面。"""
        parent = self._within()
        parent.insert(parent.index(self), element)

    def iterchildren(self, *tags: str) -> Iterator[_Element]:
        """下一级里叫这些名字的；``{*}名字`` 不论命名空间，没有给的是全部。"""
        return (each for each in self._children if _is_called(each, tags))

    def iter(self, *tags: str) -> Iterator[_Element]:
        """自己和里面的各级，照次序，叫这些名字的。"""
        if _is_called(self, tags):
            yield self
        for each in self._children:
            yield from each.iter(*tags)

    def __deepcopy__(self, _memo: dict[int, object]) -> _Element:
        return self.__copy__()

    def __copy__(self) -> _Element:
        """照抄一份，连下级（lxml 的 ``copy`` 也是）。"""
        copied = self._copied()
        for prefix, space in _spaces_used(self):
            copied._declared.setdefault(prefix, space)
        return copied

    def _copied(self) -> _Element:
        made = type(self)(self.tag, self.attrib)
        made.text, made.tail, made._prefix = self.text, self.tail, self._prefix
        made._declared = dict(self._declared)
        for each in self._children:
            child = each._copied()
            child._parent = made
            made._children.append(child)
        return made

    def _let_go(self, child: _Element) -> None:
        del self._children[self.index(child)]
        child._parent = None

    def _within(self) -> _Element:
        if self._parent is None:
            raise TypeError("the root has no siblings here")
        return self._parent

    def _space_of(self, prefix: str) -> str | None:
        """在这里，一个前缀指哪个命名空间。"""
        element: _Element | None = self
        while element is not None:
            if prefix in element._declared:
                return element._declared[prefix]
            element = element._parent
        return _XML if prefix == "xml" else None


def Element(tag: str, attrib: dict[str, str] | None = None, **extra: str) -> _Element:  # noqa: N802
    """新的一个元素。"""
    return _Element(tag, attrib, **extra)


def SubElement(  # noqa: N802 - lxml 的名字
    parent: _Element, tag: str, attrib: dict[str, str] | None = None, **extra: str
) -> _Element:
    """新的一个元素，放到 ``parent`` 里的最后。"""
    made = _Element(tag, attrib, **extra)
    parent.append(made)
    return made


# 命名空间 → 登记的前缀。
_registered: dict[str, str] = {}


def register_namespace(prefix: str, space: str) -> None:
    """新写一个命名空间时用哪个前缀。"""
    _registered[space] = prefix


def fromstring(data: bytes | str, parser: XMLParser | None = None) -> _Element:
    """拆开，给出根元素；不合规定的抛 ``XMLSyntaxError``。"""
    building = _Building()
    try:
        building.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise XMLSyntaxError(str(error)) from error
    return building.root


def tostring(
    element: _Element,
    *,
    method: str = "xml",
    xml_declaration: bool = False,
    encoding: str = "ASCII",
    standalone: bool | None = None,
) -> bytes:
    """写成字节。``method="c14n"`` 的只供比较相同与否：属性照名字排。"""
    pieces: list[str] = []
    if xml_declaration:
        said = "" if standalone is None else f" standalone='{'yes' if standalone else 'no'}'"
        pieces.append(f"<?xml version='1.0' encoding='{encoding}'{said}?>\n")
    _write(element, pieces, _scope(element), sort=method == "c14n")
    return "".join(pieces).encode("UTF-8" if method == "c14n" else encoding, "xmlcharrefreplace")


class _Building:
    """照 expat 说的一步步建起来。"""

    def __init__(self) -> None:
        self.parser = parser = expat.ParserCreate()
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        self._open: list[_Element] = []
        self._scopes: list[dict[str, str]] = [{"xml": _XML}]
        self._last: _Element | None = None
        self._root: _Element | None = None

    @property
    def root(self) -> _Element:
        """根元素；expat 没有报错就一定有。"""
        if self._root is None:
            raise XMLSyntaxError("no element found")
        return self._root

    def _start(self, name: str, written: list[str]) -> None:
        pairs = dict(zip(written[::2], written[1::2], strict=True))
        declared = {
            key[6:]: value
            for key, value in pairs.items()
            if key == "xmlns" or key.startswith("xmlns:")
        }
        scope = {**self._scopes[-1], **declared} if declared else self._scopes[-1]
        made = _Element(_expanded(name, scope))
        made.attrib = {
            _expanded(key, scope, attribute=True): value
            for key, value in pairs.items()
            if key != "xmlns" and not key.startswith("xmlns:")
        }
        made._declared = declared
        made._prefix = name.rpartition(":")[0]
        if self._root is None:
            self._root = made
        self._placed(made)
        self._open.append(made)
        self._scopes.append(scope)
        self._last = None

    def _end(self, _name: str) -> None:
        self._last = self._open.pop()
        self._scopes.pop()

    def _text(self, text: str) -> None:
        if not self._open:
            return
        if self._last is not None:
            self._last.tail = (self._last.tail or "") + text
        else:
            self._open[-1].text = (self._open[-1].text or "") + text

    def _placed(self, made: _Element) -> None:
        if self._open:
            made._parent = self._open[-1]
            self._open[-1]._children.append(made)


def _expanded(name: str, scope: dict[str, str], *, attribute: bool = False) -> str:
    """``前缀:名字`` → ``{命名空间}名字``；属性没有前缀就没有命名空间。"""
    prefix, _, local = name.rpartition(":")
    if not prefix and attribute:
        return name
    space = scope.get(prefix, "")
    if prefix and not space:
        raise XMLSyntaxError(f"Namespace prefix {prefix} on {local} is not defined")
    return f"{{{space}}}{local}" if space else local


def _is_called(element: _Element, tags: tuple[str, ...]) -> bool:
    if not tags:
        return True
    name = element.tag
    local = f"{{*}}{name.rpartition('}')[2]}"
    return any(each in (name, local, "{*}*") for each in tags)


def _scope(element: _Element) -> dict[str, str]:
    """一个元素外面声明了的命名空间。"""
    outer = element._parent
    return {} if outer is None else {**_scope(outer), **outer._declared}


def _spaces_used(element: _Element) -> Iterator[tuple[str, str]]:
    """里面用到、声明在外面的命名空间。"""
    scope = _scope(element)
    names = {name for each in element.iter() for name in _names(each)}
    spaces = {name[1:].partition("}")[0] for name in names if name.startswith("{")}
    return ((prefix, space) for prefix, space in scope.items() if space in spaces)


def _names(element: _Element) -> Iterator[str]:
    yield element.tag
    yield from element.attrib


def _write(element: _Element, pieces: list[str], scope: dict[str, str], *, sort: bool) -> None:
    declared = dict(element._declared)
    scope = {**scope, **declared} if declared else scope
    name, scope = _qualified(element.tag, element._prefix, scope, declared)
    attributes: list[str] = []
    for key, value in sorted(element.attrib.items()) if sort else element.attrib.items():
        named = key
        if key.startswith("{"):
            named, scope = _qualified(key, None, scope, declared, attribute=True)
        attributes.append(f' {named}="{escape(value, _ATTRIBUTE_ESCAPES)}"')
    pieces.append(f"<{name}")
    for prefix, space in declared.items():
        wanted = f"xmlns:{prefix}" if prefix else "xmlns"
        pieces.append(f' {wanted}="{escape(space, _ATTRIBUTE_ESCAPES)}"')
    pieces += attributes
    if element.text is None and not element._children:
        pieces.append("/>")
        return
    pieces.append(">")
    pieces.append(escape(element.text or "", _TEXT_ESCAPES))
    for each in element._children:
        _write(each, pieces, scope, sort=sort)
        pieces.append(escape(each.tail or "", _TEXT_ESCAPES))
    pieces.append(f"</{name}>")


def _qualified(
    name: str,
    prefix: str | None,
    scope: dict[str, str],
    declared: dict[str, str],
    *,
    attribute: bool = False,
) -> tuple[str, dict[str, str]]:
    """``{命名空间}名字`` → ``前缀:名字``；范围里没有的声明在这里，加进 ``declared``。"""
    space, _, local = name[1:].rpartition("}") if name.startswith("{") else ("", "", name)
    if space == _XML:
        return f"xml:{local}", scope
    if prefix is not None and scope.get(prefix, "") == space:
        return (f"{prefix}:{local}" if prefix else local), scope
    if not space and not scope.get("", ""):
        return local, scope
    for known, meant in reversed(scope.items()):
        if meant == space and (known or not attribute):
            return (f"{known}:{local}" if known else local), scope
    made = _new_prefix(space, scope) if space else ""
    declared[made] = space
    return (f"{made}:{local}" if made else local), {**scope, made: space}


def _new_prefix(space: str, scope: Mapping[str, str]) -> str:
    """范围里没有声明的命名空间用哪个前缀：登记过的用登记的，不然是第一个没有用过的 ``ns0``、``ns1``…"""
    usual = _registered.get(space)
    if usual is not None and usual not in scope:
        return usual
    return next(each for number in range(len(scope) + 1) if (each := f"ns{number}") not in scope)


def _allowed(value: str) -> str:
    """XML 里能写的字；写不进的（控制字符、落单的代理字）抛 ``ValueError``，与 lxml 相同。"""
    for each in value:
        if (
            (each < " " and each not in "\t\n\r")
            or "\ud800" <= each <= "\udfff"
            or each in "\ufffe\uffff"
        ):
            raise ValueError("All strings must be XML compatible")
    return value
