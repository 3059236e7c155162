"""改坏的工作簿：由好的工作簿照种子改一两处，改法分部件、元素、属性、文字、字节、压缩包几层。

给“怎样的文件也不出异常”的测试用：同一个种子总得到同样的字节。
"""

import random
import re
import struct
import warnings
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import NamedTuple

from lxml import etree

_TYPES = "[Content_Types].xml"
_ODD_VALUES = (
    *("", " ", "0", "-1", "1", "2", "abc", "99999999", "1.5", "1e9", "NaN", "true", "9" * 30),
    *("a1", "$B$2", "A0", "XFE1", "A1048577", "A1:", ":", "A1:B2 C3", "１２", "甲", "rId999"),
    *("s", "str", "inlineStr", "b", "e", "d", "n", "shared", "array", "#REF!", "'", "\t"),
    *("twoCell", "absolute", "frozen", "veryHidden", "../..", "\\", "%E7", "%zz", "/xl"),
)
_ODD_TEXTS = (
    *("", " ", "0", "-1", "abc", "1e400", "NaN", "-", "99999999", "=6万元", "_x000B_", "_xD83D_"),
    *("#REF!", "Sheet1!#REF!", "A1:INDEX(B:B,2)", "SUM(", "甲" * 3000, "{{名称}}", "{{", "≥ 9 0%"),
    *("'无此表'!A1:B2", "1780000元/平方米", "10000", "0.01", "\u200b", "１２"),
)
# 常改的部件：其余的也改，只是少些。
_USUAL = ("worksheets/", "workbook.xml", "styles.xml", "sharedStrings", ".rels", _TYPES)


class Mutant(NamedTuple):
    """改坏的工作簿：字节，和改了什么。"""

    data: bytes
    said: str


class _Draft:
    """拆开的工作簿：部件，和装回去时压缩包层面的毛病。"""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as package:
            self.parts = {info.filename: package.read(info) for info in package.infolist()}
        self.after: list[Callable[[bytes], bytes]] = []
        self.twice: list[str] = []
        self.stored = False
        self.streamed = False
        self.zip64 = False

    def packed(self) -> bytes:
        """装成压缩包，再照 ``after`` 改字节。"""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # 正要重名
            return self._packed()

    def _packed(self) -> bytes:
        held = BytesIO()
        stream = _Unseekable(held) if self.streamed else held
        kind = zipfile.ZIP_STORED if self.stored else zipfile.ZIP_DEFLATED
        with zipfile.ZipFile(stream, "w", kind) as out:  # type: ignore[arg-type]
            for name in [*self.parts, *(name for name in self.twice if name in self.parts)]:
                info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
                info.compress_type = kind
                if self.zip64:
                    with out.open(info, "w", force_zip64=True) as part:
                        part.write(self.parts[name])
                elif name.endswith("/"):
                    out.writestr(info, b"")
                else:
                    out.writestr(info, self.parts[name])
        data = held.getvalue()
        for change in self.after:
            data = change(data)
        return data


class _Unseekable:
    """不能回头的输出：zipfile 只好把大小写在内容之后（data descriptor）。"""

    def __init__(self, held: BytesIO) -> None:
        self.held = held

    def write(self, data: bytes) -> int:
        return self.held.write(data)

    def flush(self) -> None:
        self.held.flush()


def mutant(data: bytes, seed: int) -> Mutant:
    """照种子改坏一份；多数改一处，少数改两三处。"""
    chance = random.Random(seed)
    draft = _Draft(data)
    said = []
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        change = chance.choice(_CHANGES)
        said.append(change(draft, chance))
    return Mutant(draft.packed(), "；".join(said))


# XML 里的改法


def _any_xml(draft: _Draft, chance: random.Random) -> str:
    endings = (".xml", ".rels", ".vml")
    names = [name for name in draft.parts if name.lower().endswith(endings)] or list(draft.parts)
    usual = [name for name in names if any(word in name for word in _USUAL)]
    return chance.choice(usual if usual and chance.random() < 0.7 else names)


def _in_xml(
    draft: _Draft, chance: random.Random, change: Callable[[etree._Element, random.Random], str]
) -> str:
    """在随便哪个 XML 部件里改一个元素；读不成 XML 的（VML 常是）就改它的字节。"""
    name = _any_xml(draft, chance)
    try:
        root = etree.fromstring(draft.parts[name])
    except etree.XMLSyntaxError:
        return _bytes(draft, chance)
    said = change(root, chance)
    draft.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return f"{name}：{said}"


def _an_element(root: etree._Element, chance: random.Random) -> etree._Element:
    """随便一个元素；同名的很多（格）时，先挑名字再挑一个，免得总是格。"""
    named: dict[str, list[etree._Element]] = {}
    for element in root.iter("{*}*"):
        named.setdefault(str(element.tag), []).append(element)
    return chance.choice(named[chance.choice(sorted(named))])


def _alter_attribute(root: etree._Element, chance: random.Random) -> str:
    element = _an_element(root, chance)
    keys = sorted(map(str, element.attrib))
    if not keys:
        return _foreign_attribute(root, chance)
    key, value = chance.choice(keys), chance.choice(_ODD_VALUES)
    old = element.get(key, "")
    if chance.random() < 0.2:
        value = chance.choice((old.lower(), old.upper(), f" {old} ", old + "0", f"-{old}"))
    element.set(key, value)
    return f"{_short(element)}@{key} “{old[:40]}”改成“{value[:40]}”"


def _drop_attribute(root: etree._Element, chance: random.Random) -> str:
    element = _an_element(root, chance)
    keys = sorted(map(str, element.attrib))
    if not keys:
        return _drop_element(root, chance)
    key = chance.choice(keys)
    del element.attrib[key]
    return f"{_short(element)}@{key} 去掉"


def _foreign_attribute(root: etree._Element, chance: random.Random) -> str:
    element = _an_element(root, chance)
    key = chance.choice(("s", "t", "r", "spans", "ht", "hidden", "ref", "{urn:odd}x", "count"))
    value = chance.choice(_ODD_VALUES)
    element.set(key, value)
    return f"{_short(element)}@{key} 加上“{value[:40]}”"


def _alter_text(root: etree._Element, chance: random.Random) -> str:
    written = [each for each in root.iter("{*}*") if each.text and each.text.strip()]
    element = chance.choice(written) if written else _an_element(root, chance)
    element.text = chance.choice(_ODD_TEXTS)
    return f"{_short(element)} 的字改成“{element.text[:40]}”"


def _drop_element(root: etree._Element, chance: random.Random) -> str:
    element = _an_element(root, chance)
    parent = element.getparent()
    if parent is None:
        for each in list(root):
            root.remove(each)
        return f"{_short(root)} 清空"
    parent.remove(element)
    return f"{_short(element)} 去掉"


def _twin_element(root: etree._Element, chance: random.Random) -> str:
    element = _an_element(root, chance)
    parent = element.getparent()
    if parent is None:
        return _alter_attribute(root, chance)
    parent.insert(chance.randrange(len(parent) + 1), etree.fromstring(etree.tostring(element)))
    return f"{_short(element)} 重复一个"


def _stray_element(root: etree._Element, chance: random.Random) -> str:
    element = _an_element(root, chance)
    space = str(root.tag).rpartition("}")[0] + "}" if "}" in str(root.tag) else ""
    strays: tuple[etree._Element, ...] = (
        etree.Comment("说明"),
        etree.ProcessingInstruction("mso", "x"),
        etree.Element("{urn:odd}x"),
        etree.Element(f"{space}extLst"),
        etree.Element(f"{space}{chance.choice(('c', 'row', 'v', 'f', 'is', 'r', 't', 'xf'))}"),
    )
    stray = chance.choice(strays)
    element.insert(chance.randrange(len(element) + 1), stray)
    return f"{_short(element)} 里插进 {stray.tag if isinstance(stray.tag, str) else '注释'}"


def _moved_element(root: etree._Element, chance: random.Random) -> str:
    element, place = _an_element(root, chance), _an_element(root, chance)
    if element.getparent() is None or place in list(element.iter()):
        return _twin_element(root, chance)
    place.append(element)
    return f"{_short(element)} 挪进 {_short(place)}"


def _renamed_element(root: etree._Element, chance: random.Random) -> str:
    element = _an_element(root, chance)
    old = _short(element)
    space = str(element.tag).rpartition("}")[0]
    element.tag = f"{space}}}odd" if space else "odd"
    return f"{old} 改名"


def _short(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else "注释"


def _xml_change(
    change: Callable[[etree._Element, random.Random], str],
) -> Callable[[_Draft, random.Random], str]:
    return lambda draft, chance: _in_xml(draft, chance, change)


# 部件的改法


def _any_part(draft: _Draft, chance: random.Random) -> str:
    return chance.choice(sorted(draft.parts))


def _bytes(draft: _Draft, chance: random.Random) -> str:
    name = _any_part(draft, chance)
    data = bytearray(draft.parts[name])
    place = chance.randrange(len(data) + 1)
    kind = chance.choice(("换", "插", "截", "删"))
    if kind == "换" and place < len(data):
        data[place] = chance.randrange(256)
    elif kind == "插":
        data[place:place] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 9)))
    elif kind == "截":
        del data[place:]
    else:
        del data[place : place + chance.randrange(1, 40)]
    draft.parts[name] = bytes(data)
    return f"{name} 的第 {place} 字节{kind}"


def _part_gone(draft: _Draft, chance: random.Random) -> str:
    name = _any_part(draft, chance)
    del draft.parts[name]
    return f"{name} 没有了"


def _part_empty(draft: _Draft, chance: random.Random) -> str:
    name = _any_part(draft, chance)
    draft.parts[name] = chance.choice((b"", b"\xff\xfe", b"<x/>", b"PK\x03\x04", b"<?xml?>"))
    return f"{name} 成了 {draft.parts[name]!r}"


def _parts_swapped(draft: _Draft, chance: random.Random) -> str:
    one, other = _any_part(draft, chance), _any_part(draft, chance)
    draft.parts[one], draft.parts[other] = draft.parts[other], draft.parts[one]
    return f"{one} 与 {other} 对调"


def _odd_names(draft: _Draft, chance: random.Random) -> str:
    kinds: dict[str, Callable[[str], str]] = {
        "反斜杠": lambda name: name.replace("/", "\\"),
        "开头的斜杠": lambda name: f"/{name}",
        "大写": str.upper,
        "百分号": lambda name: name.replace("sheet", "%73heet").replace("work", "%77ork"),
        "点": lambda name: f"./{name}",
    }
    kind = chance.choice(sorted(kinds))
    chosen = {name for name in draft.parts if chance.random() < 0.5}
    whole = chance.random() < 0.5
    draft.parts = {
        kinds[kind](name) if whole or name in chosen else name: data
        for name, data in draft.parts.items()
    }
    return f"部件名：{kind}"


def _recoded(draft: _Draft, chance: random.Random) -> str:
    name = _any_xml(draft, chance)
    text = draft.parts[name].decode("utf-8", "replace")
    kind = chance.choice(("utf-16", "utf-8-sig", "gb18030", "entity"))
    body = re.sub(r"^\ufeff?<\?xml[^>]*\?>", "", text)
    if kind == "entity":
        draft.parts[name] = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y "z">]>' + body.encode()
    elif kind == "utf-8-sig":
        draft.parts[name] = text.encode("utf-8-sig")
    else:
        draft.parts[name] = f'<?xml version="1.0" encoding="{kind}"?>{body}'.encode(
            kind, "xmlcharrefreplace"
        )
    return f"{name} 换成 {kind}"


# 压缩包的改法


def _zip_cut(draft: _Draft, chance: random.Random) -> str:
    share = chance.random()
    draft.after.append(lambda data: data[: int(len(data) * share)])
    return f"文件只剩 {share:.0%}"


def _zip_flip(draft: _Draft, chance: random.Random) -> str:
    share, new = chance.random(), chance.randrange(256)

    def flip(data: bytes) -> bytes:
        place = min(int(len(data) * share), len(data) - 1)
        return data[:place] + bytes([new]) + data[place + 1 :] if data else data

    draft.after.append(flip)
    return f"压缩包 {share:.0%} 处的字节换掉"


def _entry_damaged(draft: _Draft, chance: random.Random) -> str:
    """一项的校验和、压缩方法、大小、标志写错。"""
    number, field = chance.randrange(64), chance.choice((8, 10, 16, 20, 24, 42))
    value = struct.pack("<H", chance.randrange(65536))

    def damage(data: bytes) -> bytes:
        places = [found.start() for found in re.finditer(rb"PK\x01\x02", data)]
        if not places:
            return data
        place = places[number % len(places)] + field
        return data[:place] + value + data[place + 2 :]

    draft.after.append(damage)
    return f"目录里第 {number} 项的第 {field} 字节写错"


def _local_damaged(draft: _Draft, chance: random.Random) -> str:
    """内容坏了而目录是好的：读到它才发现。"""
    number, offset = chance.randrange(64), chance.randrange(30, 300)

    def damage(data: bytes) -> bytes:
        places = [found.start() for found in re.finditer(rb"PK\x03\x04", data)]
        if not places:
            return data
        place = places[number % len(places)] + offset
        return data[:place] + b"\x00\xff" + data[place + 2 :]

    draft.after.append(damage)
    return f"第 {number} 项的内容坏了两个字节"


def _zip_shape(draft: _Draft, chance: random.Random) -> str:
    kind = chance.choice(("存而不压", "data descriptor", "zip64", "文件夹项", "重名", "前面有字"))
    if kind == "存而不压":
        draft.stored = True
    elif kind == "data descriptor":
        draft.streamed = True
    elif kind == "zip64":
        draft.zip64 = True
    elif kind == "文件夹项":
        folders = ("xl/", "_rels/", "docProps/", "xl/worksheets/")
        draft.parts = {**dict.fromkeys(folders, b""), **draft.parts}
    elif kind == "重名":
        draft.twice.append(_any_part(draft, chance))
    else:
        draft.after.append(lambda data: b"junk" * 10 + data)
    return f"压缩包：{kind}"


_CHANGES: tuple[Callable[[_Draft, random.Random], str], ...] = (
    *[_xml_change(_alter_attribute)] * 6,
    *[_xml_change(_drop_attribute)] * 3,
    *[_xml_change(_foreign_attribute)] * 2,
    *[_xml_change(_alter_text)] * 3,
    *[_xml_change(_drop_element)] * 2,
    *[_xml_change(_twin_element)] * 2,
    *[_xml_change(_stray_element)] * 2,
    _xml_change(_moved_element),
    _xml_change(_renamed_element),
    *[_bytes] * 2,
    *(_part_gone, _part_empty, _parts_swapped, _odd_names, _odd_names, _recoded),
    *(_zip_cut, _zip_flip, _entry_damaged, _local_damaged, _zip_shape, _zip_shape),
)
