"""部件里哪些地方写着公式、链着的格：改名、复制工作表时一处处改。"""

from collections.abc import Callable

from perfxl.hosts.editor.formulas import quoted_sheet, renamed_sheet
from perfxl.hosts.editor.package import EditedPackage, local_name, may_mention
from perfxl.hosts.editor.vml import rewritten_vml
from perfxl.hosts.editor.xml_tree import etree

FORMULAS = frozenset({"formula", "formula1", "formula2", "f"})
TABLE_FORMULAS = frozenset({"calculatedColumnFormula", "totalsRowFormula"})
# 文本框、控件：链着的格和取选项的区域写在属性里。
_LINKED = ("{*}sp", "{*}formControlPr", "{*}controlPr")
_LINKS = (
    *("textlink", "fmlaLink", "fmlaRange", "fmlaGroup", "fmlaTxbx", "linkedCell", "listFillRange"),
)
_NAMED = tuple(
    f"{{*}}{name}"
    for name in (*FORMULAS, *TABLE_FORMULAS, "definedName", "worksheetSource", "hyperlink")
)


def rename_in_part(package: EditedPackage, part: str, old: str, new: str) -> None:
    """一个部件里的工作表名 ``old`` 改成 ``new``；没有提到它的部件不动。"""
    if package.is_edited(part):  # 正在改的，看它的树，不必先写成文字
        rename_in_tree(package.edit(part), old, new)
        return
    raw = package.raw(part)
    if not may_mention(raw, old):
        return
    if part.lower().endswith(".vml"):
        renamed = rewritten_vml(raw, lambda text: renamed_sheet(text, old, new))
        if renamed != raw:
            package.set_raw(part, renamed)
    elif rename_in_tree(package.look(part), old, new):
        package.edit(part)


def rename_in_tree(root: etree._Element, old: str, new: str) -> bool:
    """公式、名称、链着的格、跳到的格、透视表数据所在的工作表；有改动的为真。"""
    changed = False

    def renamed(text: str) -> str:
        nonlocal changed
        result = renamed_sheet(text, old, new)
        changed |= result != text
        return result

    for element in root.iter(*_NAMED):
        name = local_name(element)
        if name == "hyperlink":
            changed |= _rename_jump(element, old, new)
        elif name == "worksheetSource":
            if element.get("sheet") == old:
                element.set("sheet", new)
                changed = True
        elif element.text:
            element.text = renamed(element.text)
    rewrite_links(root, renamed)
    return changed


def rewrite_links(root: etree._Element, formula: Callable[[str], str]) -> None:
    """里面的文本框、控件链着的格照 ``formula`` 改写。"""
    for element in root.iter(*_LINKED):
        for name in _LINKS:
            link = element.get(name)
            if link:
                element.set(name, formula(link))


def _rename_jump(element: etree._Element, old: str, new: str) -> bool:
    place = element.get("location", "")
    for written in (f"{old}!", f"{quoted_sheet(old)}!"):
        if place.startswith(written):
            element.set("location", f"{quoted_sheet(new)}!{place[len(written) :]}")
            return True
    return False
