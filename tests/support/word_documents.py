"""写成的 Word 文档：怎样写一份，里面写着什么。"""

from pathlib import Path

from command_line import perfxl
from docx import Document
from docx.oxml.ns import qn
from gridtext import Rows, changed
from rule_case import sound


def made_document(form: str, source: Path, target: Path, template: Path | None = None) -> Path:
    """``perfxl make`` 写成的文档。"""
    more = ("--template", template) if template is not None else ()
    done = perfxl("make", form, "--from", source, "-o", target, *more)
    assert done.code == 0, done.out + done.err
    return target


def taken_template(form: str, target: Path) -> Path:
    """``perfxl template new`` 取来的 Word 模板。"""
    assert perfxl("template", "new", form, "-o", target).code == 0
    return target


def with_indicators(count: int, project: str = "") -> Rows:
    """没有毛病的自评表，多出这么多条指标；给了名称的换一个项目。"""
    rows = changed(sound(), {"C4": project}) if project else sound()
    more = [["^", "^", "^", f"图书验收合格率之{n}", *rows[16][4:]] for n in range(count)]
    return [*rows[:17], *more, *rows[17:]]


def written(path: Path) -> str:
    """文档正文里的字，去掉空白。"""
    texts = Document(str(path)).element.body.iter(qn("w:t"))
    return "".join("".join(each.text or "" for each in texts).split())
