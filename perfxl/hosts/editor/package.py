"""一个打开来改的 .xlsx 包：没有改的部件原样写回，改了的才重新写。"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import cast

from lxml import etree

from perfxl.hosts.unreadable import NotWritableError

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "[Content_Types].xml"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
# zip 里最早能写的日期：同样的内容总得到同样的文件。
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


def local_name(element: etree._Element) -> str:
    """去掉命名空间的元素名；注释、处理指令为 ``""``。"""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=4096)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


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
    """一条关系；``target`` 是包内部件名，外部链接（``external``）时照原文。"""

    id: str
    kind: str
    target: str
    external: bool = False


class EditedPackage:
    """包里的部件。``look`` 只看，``edit`` 拿来改；``save`` 写成新文件。"""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        self._parts: dict[str, bytes] = {}
        self._stored: set[str] = set()
        self._trees: dict[str, etree._Element] = {}
        self._edited: set[str] = set()
        self._relations: dict[str, list[Relation]] = {}
        # 有公式被去掉或挪了地方：原来的计算次序作废，存的时候删去，由 Excel 重排。
        self.calculation_order_stale = False
        try:
            with zipfile.ZipFile(BytesIO(data)) as package:
                for info in package.infolist():
                    self._parts[info.filename] = package.read(info)
                    if info.compress_type == zipfile.ZIP_STORED:
                        self._stored.add(info.filename)
        except (
            zipfile.BadZipFile,
            RuntimeError,  # zipfile：部件自己设了密码
            NotImplementedError,  # 由 zipfile 抛出：不认识的压缩方法，损坏的包头常成这样
            OSError,
        ) as error:
            raise NotWritableError(
                f"“{path.name}”打不开（内容不完整或已损坏），请用 Excel 或 WPS 打开后另存为 .xlsx 再试。"
            ) from error
        self._names = {name.lstrip("/").lower(): name for name in self._parts}

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._names

    @property
    def book_part(self) -> str:
        """工作簿部件。"""
        found = self.related("", "officeDocument")
        if found:
            return self.actual(found[0].target)
        raise NotWritableError(
            f"“{self.path.name}”不是 Excel 工作簿，请用 Excel 或 WPS 另存为 .xlsx 再试。"
        )

    @property
    def parts(self) -> list[str]:
        """全部部件名。"""
        return list(self._parts)

    def actual(self, part: str) -> str:
        """部件在包里的写法：大小写可能与关系里写的不同。"""
        return self._names[part.lower()]

    def raw(self, part: str) -> bytes:
        """部件现在的内容。"""
        name = self.actual(part)
        return _written(self._trees[name]) if name in self._edited else self._parts[name]

    def set_raw(self, part: str, data: bytes) -> None:
        """整个换掉一个部件的内容；没有的添上。"""
        name = self._names.setdefault(part.lower(), part)
        self._parts[name] = data
        self._trees.pop(name, None)
        self._edited.discard(name)

    def look(self, part: str) -> etree._Element:
        """部件的根元素，只看不改。"""
        name = self.actual(part)
        root = self._trees.get(name)
        if root is None:
            root = self._trees[name] = self._parsed(name)
        return root

    def edit(self, part: str) -> etree._Element:
        """部件的根元素，拿来改；存的时候重新写。"""
        root = self.look(part)
        self._edited.add(self.actual(part))
        return root

    def replace(self, part: str, root: etree._Element) -> None:
        """换成另一棵树。"""
        name = self._names.setdefault(part.lower(), part)
        self._parts.setdefault(name, b"")
        self._trees[name] = root
        self._edited.add(name)

    def remove(self, part: str) -> None:
        """删去一个部件，连同它的内容类型。"""
        name = self._names.pop(part.lower())
        self._parts.pop(name)
        self._trees.pop(name, None)
        self._edited.discard(name)
        for entry in list(self.look(_TYPES)):
            if entry.get("PartName", "").lower() == f"/{part}".lower():
                self.edit(_TYPES).remove(entry)

    def free_name(self, pattern: str) -> str:
        """``xl/worksheets/sheet{}.xml`` 一类里第一个没有用过的名字。"""
        number = 1
        while pattern.format(number).lower() in self._names:
            number += 1
        return pattern.format(number)

    def content_type(self, part: str) -> str:
        """部件单独声明的内容类型；照后缀的为 ``""``。"""
        for entry in self.look(_TYPES):
            if entry.get("PartName", "").lower() == f"/{part}".lower():
                return entry.get("ContentType", "")
        return ""

    def declare(self, part: str, content_type: str) -> None:
        """声明一个部件的内容类型，原来声明过的改掉。"""
        if content_type and self.content_type(part) != content_type:
            types = self.edit(_TYPES)
            for each in list(types):
                if each.get("PartName", "").lower() == f"/{part}".lower():
                    types.remove(each)
            entry = etree.SubElement(types, types.tag.replace("Types", "Override"))
            entry.set("PartName", f"/{part}")
            entry.set("ContentType", content_type)

    def declare_suffix(self, suffix: str, content_type: str) -> None:
        """声明一种后缀的内容类型。"""
        types = self.look(_TYPES)
        if not any(entry.get("Extension", "").lower() == suffix for entry in types):
            entry = etree.Element(types.tag.replace("Types", "Default"))
            entry.set("Extension", suffix)
            entry.set("ContentType", content_type)
            self.edit(_TYPES).insert(0, entry)

    def relations(self, part: str) -> list[Relation]:
        """一个部件（``""`` 为整个包）的关系。"""
        name = _relations_part(part)
        if name not in self:
            return []
        found = self._relations.get(part)
        if found is None:
            folder = posixpath.dirname(part)
            found = self._relations[part] = [_relation(each, folder) for each in self.look(name)]
        return found

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
        name = _relations_part(part)
        if name not in self:
            self.set_raw(name, f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode())
            self.declare_suffix("rels", "application/vnd.openxmlformats-package.relationships+xml")
        relations = self.edit(name)
        taken = {entry.get("Id") for entry in relations}
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        entry = etree.SubElement(relations, f"{{{RELATIONSHIPS}}}Relationship")
        entry.set("Id", f"rId{number}")
        entry.set("Type", full_kind or f"{OFFICE}/{kind}")
        if external:
            entry.set("Target", target)
            entry.set("TargetMode", "External")
        else:
            entry.set("Target", posixpath.relpath(target, posixpath.dirname(part) or "."))
        if part in self._relations:
            self._relations[part].append(_relation(entry, posixpath.dirname(part)))
        return f"rId{number}"

    def unrelate(self, part: str, relation: str) -> None:
        """删去一条关系。"""
        self._relations.pop(part, None)
        relations = self.edit(_relations_part(part))
        for entry in list(relations):
            if entry.get("Id") == relation:
                relations.remove(entry)

    def full_kind(self, part: str, relation: str) -> str:
        """一条关系的完整类型（含命名空间）。"""
        for entry in self.look(_relations_part(part)):
            if entry.get("Id") == relation:
                return entry.get("Type", "")
        return ""

    def save(self, path: Path) -> None:
        """写成 ``path``（须是临时文件，由调用的人换到位）。"""
        if self.calculation_order_stale:
            for relation in self.related(self.book_part, "calcChain"):
                self.unrelate(self.book_part, relation.id)
                self.remove(relation.target)
        with zipfile.ZipFile(path, "w") as out:
            for name in self._parts:
                info = zipfile.ZipInfo(name, _FIXED_DATE)
                info.create_system = 3
                info.external_attr = 0o600 << 16
                info.compress_type = (
                    zipfile.ZIP_STORED if name in self._stored else zipfile.ZIP_DEFLATED
                )
                out.writestr(info, self.raw(name))

    def _parsed(self, name: str) -> etree._Element:
        data = self._parts[name]
        try:
            if b"<!DOCTYPE" in data:
                raise ValueError("document type declarations are refused")
            return cast(etree._Element, etree.fromstring(data, _PARSER))
        except (etree.XMLSyntaxError, ValueError) as error:
            raise NotWritableError(
                f"“{self.path.name}”的内容已损坏（{name}），请用 Excel 或 WPS 打开后另存为 .xlsx 再试。"
            ) from error


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relation(entry: etree._Element, folder: str) -> Relation:
    target = entry.get("Target", "")
    external = entry.get("TargetMode") == "External"
    if not external:
        target = (
            target.lstrip("/")
            if target.startswith("/")
            else posixpath.normpath(posixpath.join(folder, target))
        )
    kind = entry.get("Type", "").rpartition("/")[2]
    return Relation(entry.get("Id", ""), kind, target, external)


def _written(root: etree._Element) -> bytes:
    tree = root.getroottree()
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
