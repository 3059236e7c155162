"""一个打开来改的 .xlsx 包：没有改的部件原样写回，改了的才重新写。"""

import posixpath
import re
from collections.abc import Iterator
from copy import copy, deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from perfxl.grammar.cached_property import cached_property
from perfxl.hosts.editor.attributes import whole
from perfxl.hosts.editor.xml_tree import etree
from perfxl.hosts.editor.zip_parts import DAMAGED, Packed, ZipParts, packed, write_zip
from perfxl.hosts.part_names import (
    part_key,
    prescribed_name,
    relations_part,
    target_part,
    without_namespace,
)
from perfxl.hosts.sheet_limits import (
    LARGEST_PACKAGE,
    LARGEST_SHEET,
    MOST_EDITED_ELEMENTS,
    MOST_ENTRIES,
    TooLargeError,
    refuse_many_elements,
)
from perfxl.model.file_faults import NotWritableError

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "[Content_Types].xml"
# 这些部件坏了，Excel 连整个文件都打不开；坏了的图片只是显示不出。
_XML = (".xml", ".rels", ".vml")
# 夹在元素中间的注释、处理指令没有一样是给人看的，存盘时 Excel 也不留。
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
)
_SAVE_AS = "请用 Excel 或 WPS 打开后另存为 .xlsx 再试。"


def local_name(element: etree._Element) -> str:
    """去掉命名空间的元素名。"""
    return without_namespace(str(element.tag))


def children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """某个名字的下一级元素，不论命名空间。"""
    return parent.iterchildren(f"{{*}}{name}")


def child(parent: etree._Element, name: str) -> etree._Element | None:
    """某个名字的第一个下一级元素。"""
    return next(children(parent, name), None)


def without(element: etree._Element, *names: str) -> None:
    """去掉几个属性，有没有都行。"""
    for name in names:
        if element.get(name) is not None:
            del element.attrib[name]


def may_mention(xml: bytes, text: str) -> bool:
    """部件里可能写着这几个字：字可以写成 ``&#32489;``，符号有几种写法，拿不准的都算。"""
    words = max(re.split(r"[&<>'\"]", text), key=len)
    return (
        words.lower().encode() in xml.lower()
        or b"&#" in xml
        or xml.startswith((b"\xff\xfe", b"\xfe\xff"))
    )


@dataclass(frozen=True)
class Relation:
    """一条关系；``target`` 是包内部件名，外部链接（``external``）时照原文。

    ``kind`` 是类型的末一段，``full_kind`` 是整个（含命名空间）。
    """

    id: str
    kind: str
    target: str
    external: bool = False
    full_kind: str = ""


@dataclass
class _Relations:
    """一个部件的各条关系，连同用掉的编号：添上几千条也不必每条从头数。"""

    each: list[Relation]
    taken: set[str]

    def copied(self) -> "_Relations":
        return _Relations(list(self.each), set(self.taken))

    def free_id(self) -> str:
        number = len(self.taken) + 1
        while f"rId{number}" in self.taken:
            number += 1
        return f"rId{number}"

    def add(self, relation: Relation) -> None:
        self.each.append(relation)
        self.taken.add(relation.id)


class EditedPackage:
    """包里的部件。``look`` 只看，``edit`` 拿来改；``save`` 写成新文件。"""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        try:
            self._zip = ZipParts(data)
        except DAMAGED as error:
            raise NotWritableError(
                f"“{path.name}”打不开（内容不完整或已损坏），{_SAVE_AS}"
            ) from error
        if len(self._zip.names) > MOST_ENTRIES:
            raise NotWritableError(
                f"“{path.name}”里有 {len(self._zip.names):,} 个部件，不像是人存的工作簿，没有写；{_SAVE_AS}"
            )
        if self._zip.whole_size > LARGEST_PACKAGE:
            raise self._too_large("各部件合起来")
        # 部件名（规定的写法）→ 压缩包里的写法。
        self._zipped = {prescribed_name(name): name for name in self._zip.names}
        # 部件现在的内容；没有用到过的还在压缩包里，为 ``None``。
        self._parts: dict[str, bytes | None] = dict.fromkeys(self._zipped)
        self._replaced: set[str] = set()
        self._trees: dict[str, etree._Element] = {}
        # ``copied`` 的：与原来那份同样的树，用到时才照抄。
        self._like: dict[str, etree._Element] = {}
        # 没有碰的、照原样抄的部件，压缩好的。
        self._untouched: dict[str, Packed] = {}
        self._edited: set[str] = set()
        self._fillings: dict[str, tuple[bytes, bytes]] = {}
        self._relations: dict[str, _Relations] = {}
        # 有公式被去掉或挪了地方：原来的计算次序作废，存的时候删去，由 Excel 重排。
        self.calculation_order_stale = False
        self._names = {part_key(name): name for name in self._parts}

    def copied(self) -> "EditedPackage":
        """一样的一份，从此各改各的；拆开的部件、压缩好的合用，不必再做。"""
        own = copy(self)
        own.__dict__.pop("_strings", None)
        own._parts, own._names = dict(self._parts), dict(self._names)
        own._untouched = dict(self._untouched)
        own._replaced, own._edited = set(self._replaced), set(self._edited)
        own._like, own._trees = {**self._like, **self._trees}, {}
        own._fillings = dict(self._fillings)
        own._relations = {part: each.copied() for part, each in self._relations.items()}
        return own

    def settle(self) -> None:
        """各部件连同到现在为止的改动都压缩好，从此算没有碰过：其后 ``copied`` 的各份不必再写、再压。"""
        for name in self._parts.keys() - self._fillings.keys():
            self._untouched[name] = self._packed(name)
            if name in self._edited:
                self._parts[name] = self.raw(name)
            self._edited.discard(name)
            self._replaced.discard(name)

    def __contains__(self, part: str) -> bool:
        return part_key(part) in self._names

    @property
    def book_part(self) -> str:
        """工作簿部件。"""
        found = self.related("", "officeDocument")
        if found:
            return self.actual(found[0].target)
        if "xl/workbook.xml" in self:
            return self.actual("xl/workbook.xml")
        raise NotWritableError(f"“{self.path.name}”不是 Excel 工作簿，{_SAVE_AS}")

    def shared_string(self, number: str | None) -> etree._Element | None:
        """第几个共享字符串（``si``），只看；没有的为 ``None``。"""
        place = whole(number, -1)
        return self._strings[place] if 0 <= place < len(self._strings) else None

    @cached_property
    def _strings(self) -> list[etree._Element]:
        found = self.related(self.book_part, "sharedStrings")
        return list(children(self.look(found[0].target), "si")) if found else []

    @property
    def parts(self) -> list[str]:
        """全部部件名。"""
        return list(self._parts)

    def actual(self, part: str) -> str:
        """部件在包里的写法，可能与关系里写的不同；没有这个部件的抛 ``NotWritableError``。"""
        name = self._names.get(part_key(part))
        if name is None:
            raise NotWritableError(f"“{self.path.name}”里缺了 {part}，{_SAVE_AS}")
        return name

    def raw(self, part: str) -> bytes:
        """部件现在的内容；坏得解不开的抛 ``NotWritableError``。"""
        name = self.actual(part)
        if name in self._edited:
            written = _written(self.look(name))
            filling = self._fillings.get(name)
            return written.replace(*filling, 1) if filling is not None else written
        held = self._parts[name]
        if held is None:
            if self._zip.size(self._zipped[name]) > LARGEST_SHEET:
                raise self._too_large(name)
            try:
                held = self._parts[name] = self._zip.read(self._zipped[name])
            except DAMAGED as error:
                raise self.damaged(name) from error
        return held

    def fill(self, part: str, empty: bytes, filling: bytes) -> None:
        """部件写出来时，空着的一个元素 ``empty`` 换成写好的 ``filling``。"""
        self._fillings[self.actual(part)] = (empty, filling)

    def set_raw(self, part: str, data: bytes) -> None:
        """整个换掉一个部件的内容；没有的添上。"""
        name = self._names.setdefault(part_key(part), part)
        self._parts[name] = data
        self._replaced.add(name)
        self._forget_tree(name)

    def _forget_tree(self, name: str) -> None:
        self._trees.pop(name, None)
        self._like.pop(name, None)
        self._edited.discard(name)

    def look(self, part: str) -> etree._Element:
        """部件的根元素，只看不改。"""
        name = self.actual(part)
        root = self._trees.get(name)
        if root is None:
            like = self._like.get(name)
            root = self._parsed(name) if like is None else _copied(like)
            self._trees[name] = root
        return root

    def edit(self, part: str) -> etree._Element:
        """部件的根元素，拿来改；存的时候重新写。"""
        root = self.look(part)
        self._edited.add(self.actual(part))
        return root

    def is_edited(self, part: str) -> bool:
        """正在改，存的时候要重新写。"""
        return self.actual(part) in self._edited

    def replace(self, part: str, root: etree._Element) -> None:
        """换成另一棵树。"""
        name = self._names.setdefault(part_key(part), part)
        self._parts.setdefault(name, b"")
        self._replaced.add(name)
        self._trees[name] = root
        self._edited.add(name)

    def remove(self, part: str) -> None:
        """删去一个部件，连同它的内容类型。"""
        name = self.actual(part)
        self._names.pop(part_key(part))
        self._parts.pop(name)
        self._replaced.discard(name)
        self._forget_tree(name)
        for entry in self._overrides(part):
            self.edit(_TYPES).remove(entry)

    def free_name(self, pattern: str) -> str:
        """``xl/worksheets/sheet{}.xml`` 一类里第一个没有用过的名字。"""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def content_type(self, part: str) -> str:
        """部件单独声明的内容类型；照后缀的为 ``""``。"""
        return next((each.get("ContentType", "") for each in self._overrides(part)), "")

    def _overrides(self, part: str) -> list[etree._Element]:
        """单独声明一个部件内容类型的各项。"""
        key = part_key(part)
        return [
            each
            for each in children(self.look(_TYPES), "Override")
            if part_key(each.get("PartName", "")) == key
        ]

    def declare(self, part: str, content_type: str) -> None:
        """声明一个部件的内容类型，原来声明过的改掉。"""
        if content_type and self.content_type(part) != content_type:
            types = self.edit(_TYPES)
            for each in self._overrides(part):
                types.remove(each)
            entry = etree.SubElement(types, types.tag.replace("Types", "Override"))
            entry.set("PartName", f"/{part}")
            entry.set("ContentType", content_type)

    def declare_suffix(self, suffix: str, content_type: str) -> None:
        """声明一种后缀的内容类型。"""
        types = self.look(_TYPES)
        declared = (each.get("Extension", "").lower() for each in children(types, "Default"))
        if suffix not in declared:
            entry = etree.Element(types.tag.replace("Types", "Default"))
            entry.set("Extension", suffix)
            entry.set("ContentType", content_type)
            self.edit(_TYPES).insert(0, entry)

    def relations(self, part: str) -> list[Relation]:
        """一个部件（``""`` 为整个包）的关系。"""
        return self._read_relations(part).each

    def _read_relations(self, part: str) -> _Relations:
        key = part_key(part)
        found = self._relations.get(key)
        if found is None:
            each = [_relation(entry, part) for entry in self._relation_entries(part)]
            found = self._relations[key] = _Relations(each, {relation.id for relation in each})
        return found

    def _relation_entries(self, part: str) -> list[etree._Element]:
        """一个部件的各条关系；那一份里写着别的，就不知道部件引用的是什么，抛 ``NotWritableError``。"""
        name = relations_part(part)
        if name not in self:
            return []
        root = self.look(name)
        entries = [each for each in root if local_name(each)]
        if {local_name(root), *map(local_name, entries)} - {"Relationships", "Relationship"}:
            raise self.damaged(name)
        return entries

    def related(self, part: str, kind: str) -> list[Relation]:
        """指到包内、确有其部件的某一种关系。"""
        return [
            each
            for each in self.relations(part)
            if each.kind == kind and not each.external and each.target in self
        ]

    def relate(
        self, part: str, kind: str, target: str, *, external: bool = False, full_kind: str = ""
    ) -> str:
        """添一条关系，给出编号。"""
        name = relations_part(part)
        if name not in self:
            self.set_raw(name, f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode())
            self.declare_suffix("rels", "application/vnd.openxmlformats-package.relationships+xml")
        relations = self.edit(name)
        known = self._read_relations(part)
        entry = etree.SubElement(relations, f"{{{RELATIONSHIPS}}}Relationship")
        entry.set("Id", known.free_id())
        entry.set("Type", full_kind or f"{OFFICE}/{kind}")
        if external:
            entry.set("Target", target)
            entry.set("TargetMode", "External")
        else:
            entry.set("Target", posixpath.relpath(target, posixpath.dirname(part) or "."))
        added = _relation(entry, part)
        known.add(added)
        return added.id

    def unrelate(self, part: str, relation: str) -> None:
        """删去一条关系。"""
        self._relations.pop(part_key(part), None)
        relations = self.edit(relations_part(part))
        for entry in self._relation_entries(part):
            if entry.get("Id") == relation:
                relations.remove(entry)

    def save(self, path: Path) -> None:
        """写成 ``path``（须是临时文件，由调用的人换到位）。"""
        if self.calculation_order_stale:
            for relation in self.related(self.book_part, "calcChain"):
                self.unrelate(self.book_part, relation.id)
                self.remove(relation.target)
        self._mend_references()
        try:
            write_zip(path, ((name, self._packed(name)) for name in self._parts))
        except OverflowError as error:
            raise NotWritableError(f"“{self.path.name}”大过 4 GB，写不成副本。") from error

    def _packed(self, name: str) -> Packed:
        """没有碰的照原样抄，碰了的重新压缩。"""
        if name in self._edited or name in self._replaced:
            stored = self._zip.is_stored(self._zipped.get(name, ""))
            return packed(self.raw(name), stored=stored)
        found = self._untouched.get(name)
        if found is None:
            try:
                if name.lower().endswith(_XML):
                    self._zip.read(self._zipped[name])
                found = self._untouched[name] = self._zip.packed(self._zipped[name])
            except DAMAGED as error:
                raise self.damaged(name) from error
        return found

    def _mend_references(self) -> None:
        """部件名原来写着反斜杠的，关系和内容类型里的反斜杠一并改。"""
        if not any("\\" in name for name in self._zipped.values()):
            return
        for name in list(self._parts):
            is_relations = name.lower().endswith(".rels")
            if is_relations and local_name(self.look(name)) != "Relationships":
                raise self.damaged(name)
            if is_relations or part_key(name) == part_key(_TYPES):
                for each in self.look(name).iter("{*}Relationship", "{*}Override"):
                    for key in ("Target", "PartName"):
                        value = each.get(key, "")
                        if "\\" in value and each.get("TargetMode") != "External":
                            self.edit(name)
                            each.set(key, value.replace("\\", "/"))

    def _too_large(self, name: str) -> NotWritableError:
        return NotWritableError(
            f"“{self.path.name}”的 {name} 大得不像是绩效表格（多半有许多只带样式的空行、空格），没有写；"
            "请删去多余的行列后另存再试。"
        )

    def damaged(self, name: str) -> NotWritableError:
        """一个部件坏了，该怎么说。"""
        return NotWritableError(f"“{self.path.name}”的内容已损坏（{name}），{_SAVE_AS}")

    def _parsed(self, name: str) -> etree._Element:
        data = self.raw(name)
        try:
            if b"<!DOCTYPE" in data:
                raise ValueError("document type declarations are refused")
            refuse_many_elements(data, MOST_EDITED_ELEMENTS)
            return cast(etree._Element, etree.fromstring(data, _PARSER))
        except TooLargeError as error:
            raise self._too_large(name) from error
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.damaged(name) from error


def _relation(entry: etree._Element, part: str) -> Relation:
    target = entry.get("Target", "")
    external = entry.get("TargetMode") == "External"
    full_kind = entry.get("Type", "")
    return Relation(
        entry.get("Id", ""),
        full_kind.rpartition("/")[2],
        target if external else target_part(target, part),
        external,
        full_kind,
    )


def _copied(root: etree._Element) -> etree._Element:
    """照抄的一棵树。"""
    return deepcopy(root)


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
