"""复制一张工作表：连同它的图形、批注、表格、打印机设置。"""

import posixpath
import re
from copy import deepcopy

from perfxl.hosts.editor.attributes import whole
from perfxl.hosts.editor.package import (
    EditedPackage,
    Relation,
    child,
    local_name,
    without,
)
from perfxl.hosts.editor.references import rename_in_part, rename_in_tree
from perfxl.hosts.editor.xml_tree import etree

# 两张工作表可以共用的部件；别的每张一份。
_SHARED = frozenset({"image", "theme", "media", "video", "audio"})
# 里面会提到自己所在工作表的部件。
_NAMING = frozenset({"chart", "chartEx", "drawing", "ctrlProp", "vmlDrawing", "table"})
# 数据透视表、切片器离不开原来的缓存，不随表复制。
_LEFT = frozenset({"pivotTable", "slicer", "timeline", "queryTable"})


def copy_within(package: EditedPackage, part: str, name: str, new: str) -> str:
    """在同一个工作簿里复制一个工作表部件，给出新部件名。"""
    return _Copy(package, package, name, new).sheet(part)


def copy_into(package: EditedPackage, other: EditedPackage, part: str, name: str, new: str) -> str:
    """从 ``other`` 把一个工作表部件复制进 ``package``；共享字符串写进格里，样式号由调用的人换。"""
    made = _Copy(package, other, name, new).sheet(part)
    _inline_strings(package, made, other)
    return made


class _Copy:
    def __init__(self, package: EditedPackage, source: EditedPackage, name: str, new: str) -> None:
        self.package = package
        self.source = source
        self.name = name
        self.new = new
        self._made: dict[str, str] = {}
        # 改了名的表格：公式里“表名[栏]”跟着改。
        self._tables: dict[str, str] = {}

    def sheet(self, part: str) -> str:
        made = self.package.free_name("xl/worksheets/sheet{}.xml")
        root = deepcopy(self.source.look(part))
        self.package.replace(made, root)
        self.package.declare(made, self.source.content_type(part))
        self._unselect(root)
        self._relations(part, made)
        rename_in_tree(root, self.name, self.new)
        self._rename_tables(root)
        return made

    def _rename_tables(self, root: etree._Element) -> None:
        if not self._tables:
            return
        names = "|".join(map(re.escape, self._tables))
        pattern = re.compile(rf"(?<!\w)({names})(?=\[)")
        for element in root.iter():
            if local_name(element) in ("f", "formula", "formula1", "formula2") and element.text:
                element.text = pattern.sub(lambda found: self._tables[found[1]], element.text)

    def _unselect(self, root: etree._Element) -> None:
        views = child(root, "sheetViews")
        for view in views if views is not None else ():
            without(view, "tabSelected")
        properties = child(root, "sheetPr")
        if properties is not None:
            without(properties, "codeName")

    def _relations(self, part: str, made: str) -> None:
        renumbered: dict[str, str] = {}
        dropped: set[str] = set()
        for relation in self.source.relations(part):
            if relation.external:
                target = relation.target
            elif relation.kind in _LEFT or relation.target not in self.source:
                dropped.add(relation.id)
                continue
            else:
                target = self._related(relation)
            renumbered[relation.id] = self.package.relate(
                made,
                relation.kind,
                target,
                external=relation.external,
                full_kind=relation.full_kind,
            )
        self._renumber(made, renumbered, dropped)

    def _related(self, relation: Relation) -> str:
        part = self.source.actual(relation.target)
        if part in self._made:
            return self._made[part]
        if relation.kind in _SHARED and self.source is self.package:
            return part
        stem, suffix = posixpath.splitext(part)
        pattern = f"{re.sub(r'[0-9]+$', '', stem)}{{}}{suffix}"
        made = self._made[part] = self.package.free_name(pattern)
        self.package.set_raw(made, self.source.raw(part))
        if suffix.lower() == ".xml":
            self.source.look(part)  # 坏了的不搬：原来的文件还打得开，搬去的那个却要坏
        self.package.declare(made, self.source.content_type(part))
        self._declare_suffix(suffix)
        if relation.kind in _NAMING:
            rename_in_part(self.package, made, self.name, self.new)
        if relation.kind == "table":
            self._own_table(made)
        if self.source.relations(part):
            self._relations(part, made)
        return made

    def _declare_suffix(self, suffix: str) -> None:
        for entry in self.source.look("[Content_Types].xml"):
            if entry.get("Extension", "").lower() == suffix.lstrip(".").lower():
                self.package.declare_suffix(
                    suffix.lstrip(".").lower(), entry.get("ContentType", "")
                )

    def _own_table(self, made: str) -> None:
        """表格的编号和名称在一个工作簿里不能重。"""
        root = self.package.edit(made)
        taken: set[str] = set()
        numbers = [0]
        for part in self.package.parts:
            if "/tables/" in part and part.endswith(".xml") and part != made:
                other = self.package.look(part)
                taken |= {other.get("name", "").lower(), other.get("displayName", "").lower()}
                numbers.append(whole(other.get("id")))
        root.set("id", str(max(numbers) + 1))
        base, number = root.get("displayName") or "表", 2
        while f"{base}_{number}".lower() in taken:
            number += 1
        if base.lower() in taken:
            root.set("displayName", f"{base}_{number}")
            root.set("name", f"{base}_{number}")
            self._tables[base] = f"{base}_{number}"

    def _renumber(self, made: str, renumbered: dict[str, str], dropped: set[str]) -> None:
        if not renumbered and not dropped:
            return
        if all(old == new for old, new in renumbered.items()) and not dropped:
            return
        if made.endswith(".vml"):
            text = self.package.raw(made).decode("utf-8", "surrogateescape")
            text = re.sub(
                r'(o:relid|r:id)="([^"]+)"',
                lambda found: f'{found[1]}="{renumbered.get(found[2], found[2])}"',
                text,
            )
            self.package.set_raw(made, text.encode("utf-8", "surrogateescape"))
            return
        for element in list(self.package.edit(made).iter()):
            for key, value in element.items():
                # 关系编号所在的命名空间：普通版和严格版。
                if not re.match(r"\{[^}]*officeDocument[^}]*/relationships\}", str(key)):
                    continue
                parent = element.getparent()
                if value in dropped and parent is not None:
                    parent.remove(element)
                elif value in renumbered:
                    element.set(key, renumbered[value])


def _inline_strings(package: EditedPackage, part: str, other: EditedPackage) -> None:
    """指着 ``other`` 的共享字符串的格，改成自己带着字；富文本的各段照旧。"""
    # 先列出来：一边走一边换，换掉的元素会让后面的走不到。
    for cell in list(package.edit(part).iter("{*}c")):
        value = child(cell, "v") if cell.get("t") == "s" else None
        string = other.shared_string(value.text) if value is not None else None
        if value is None or string is None:
            continue
        inline = deepcopy(string)
        inline.tag = cell.tag[: -len("c")] + "is"
        inline.tail = None
        cell.replace(value, inline)
        cell.set("t", "inlineStr")
