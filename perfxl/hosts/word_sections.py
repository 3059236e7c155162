"""一份 Word 文档里有几张表的：一张表一节，页码各从 1 起，“共几页”是这一张的。

LibreOffice 不会数一节有几页，照存着的字印：页脚按页数各存一份，写好是几页；Word 打开时自己数。
"""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from perfxl.plans.document_pages import DocumentLayout

_WHOLE, _OWN = "NUMPAGES", "SECTIONPAGES"
_REFERENCES = tuple(qn(name) for name in ("w:headerReference", "w:footerReference"))
# 节的属性有先后：这几样在页码以后。
_AFTER_NUMBERS = frozenset(
    qn(f"w:{name}")
    for name in (
        *("cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi"),
        *("rtlGutter", "docGrid", "printerSettings", "sectPrChange"),
    )
)


def number_apart(document: Any, firsts: Sequence[Any], layouts: Sequence[DocumentLayout]) -> None:
    """各张表各成一节；``firsts`` 是各张头一段。"""
    last = document.element.body.find(qn("w:sectPr"))
    footers = _Footers(document.part)
    sections = [deepcopy(last) for _ in firsts[1:]]
    for following, own in zip(firsts[1:], sections, strict=True):
        _closing_paragraph(following).get_or_add_pPr().append(own)
    for own, layout in zip([*sections, last], layouts, strict=True):
        _start_anew(own)
        footers.say(own, layout.pages)
        if layout.turned:
            turn(own)


def turn(section: Any) -> None:
    """纸换一个方向。"""
    size = section.find(qn("w:pgSz"))
    high, wide = size.get(qn("w:w")), size.get(qn("w:h"))
    size.set(qn("w:w"), wide)
    size.set(qn("w:h"), high)
    if int(wide) > int(high):
        size.set(qn("w:orient"), "landscape")
    elif size.get(qn("w:orient")) is not None:
        del size.attrib[qn("w:orient")]


def _closing_paragraph(following: Any) -> Any:
    """下一张以前的末一段；末了是表格的添一段一磅高的。"""
    found = following.getprevious()
    if found is not None and found.tag == qn("w:p"):
        return found
    made: Any = OxmlElement("w:p")
    spacing = made.get_or_add_pPr().get_or_add_spacing()
    for name, value in (("before", 0), ("after", 0), ("line", 20), ("lineRule", "exact")):
        spacing.set(qn(f"w:{name}"), str(value))
    following.addprevious(made)
    return made


def _start_anew(section: Any) -> None:
    """另起一页，页码从 1 起。"""
    kind = section.find(qn("w:type"))
    if kind is None:
        kind = OxmlElement("w:type")
        section.find(qn("w:pgSz")).addprevious(kind)
    kind.set(qn("w:val"), "nextPage")
    numbers = section.find(qn("w:pgNumType"))
    if numbers is None:
        numbers = OxmlElement("w:pgNumType")
        places = [place for place, each in enumerate(section) if each.tag in _AFTER_NUMBERS]
        section.insert(min(places, default=len(section)), numbers)
    numbers.set(qn("w:start"), "1")


class _Footers:
    """写着“共几页”的页眉、页脚：几页的各一份。"""

    def __init__(self, part: Any) -> None:
        self._part = part
        # 原来的、几页 → 现在的；原来的那一份给头一种页数。
        self._made: dict[tuple[str, int], str] = {}

    def say(self, section: Any, count: int) -> None:
        """这一节共 ``count`` 页。"""
        for reference in section.iter(*_REFERENCES):
            key = reference.get(qn("r:id"))
            if any(True for _ in _fields(self._held(key).element)):
                reference.set(qn("r:id"), self._of(key, count))

    def _of(self, key: str, count: int) -> str:
        if (key, count) not in self._made:
            taken = any(own == key for own, _ in self._made)
            self._made[key, count] = self._copy(key) if taken else key
            for field in list(_fields(self._held(self._made[key, count]).element)):
                _say(field, count)
        return self._made[key, count]

    def _held(self, key: str) -> Any:
        # 填过占位的页眉、页脚换过部件，part.related_parts 还是原来的。
        return self._part.rels[key].target_part

    def _copy(self, key: str) -> str:
        part, package = self._held(key), self._part.package
        kind = "footer" if "footer" in str(part.partname) else "header"
        name = package.next_partname(f"/word/{kind}%d.xml")
        made = type(part).load(name, part.content_type, part.blob, package)
        for own, relation in part.rels.items():
            made.rels.add_relationship(
                relation.reltype, relation._target, own, relation.is_external
            )
        return str(self._part.relate_to(made, self._part.rels[key].reltype))


def _fields(element: Any) -> Iterator[Any]:
    """“共几页”的域：一种写在属性里，一种分几段写。"""
    for field in element.iter(qn("w:fldSimple"), qn("w:instrText")):
        if _code(field) in (_WHOLE, _OWN):
            yield field


def _code(field: Any) -> str:
    written = field.text if field.tag == qn("w:instrText") else field.get(qn("w:instr"))
    return next(iter((written or "").split()), "")


def _say(field: Any, count: int) -> None:
    if field.tag == qn("w:fldSimple"):
        field.set(qn("w:instr"), field.get(qn("w:instr")).replace(_WHOLE, _OWN))
        results = list(field.iter(qn("w:t")))
        _write(results, count)
        return
    field.text = (field.text or "").replace(_WHOLE, _OWN)
    results = list(_results(field))
    if results:
        _write(results, count)
        return
    separate: Any = OxmlElement("w:fldChar")
    separate.set(qn("w:fldCharType"), "separate")
    text: Any = OxmlElement("w:t")
    text.text = str(count)
    field.addnext(separate)
    separate.addnext(text)


def _results(code: Any) -> Iterator[Any]:
    """分几段写的域里，存着的结果。"""
    paragraph = next(each for each in code.iterancestors() if each.tag == qn("w:p"))
    after = separated = False
    for each in paragraph.iter():
        after = after or each is code
        kind = each.get(qn("w:fldCharType"))
        if after and kind == "end":
            return
        separated = separated or (after and kind == "separate")
        if separated and each.tag == qn("w:t"):
            yield each


def _write(results: Iterable[Any], count: int) -> None:
    for number, each in enumerate(results):
        each.text = "" if number else str(count)
