"""一份 Word 文档里几张表：一张一节，页码各从 1 起，“共几页”是这一张的。"""

from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from gridtext import to_workbook
from rule_case import sound
from word_documents import made_document, taken_template, with_indicators


def sections(path: Path) -> list[Any]:
    return list(Document(str(path)).element.body.iter(qn("w:sectPr")))


def footers(path: Path) -> list[str]:
    """各节页脚里的字和域。"""
    found = []
    for section in Document(str(path)).sections:
        parts = section.footer._element.iter(qn("w:t"), qn("w:instrText"))
        found.append("".join((each.text or "").strip() for each in parts))
    return found


def test_each_form_is_numbered_on_its_own(tmp_path: Path) -> None:
    (tmp_path / "评").mkdir()
    to_workbook(sound(), tmp_path / "评" / "一.xlsx")
    to_workbook(with_indicators(30, "另一个项目"), tmp_path / "评" / "二.xlsx")
    to_workbook(with_indicators(0, "第三个项目"), tmp_path / "评" / "三.xlsx")
    made = made_document("自评表", tmp_path / "评", tmp_path / "成.docx")
    found = sections(made)
    assert len(found) == 3
    assert [each.find(qn("w:pgNumType")).get(qn("w:start")) for each in found] == ["1"] * 3
    assert {each.find(qn("w:type")).get(qn("w:val")) for each in found} == {"nextPage"}
    assert sorted(footers(made)) == [
        "第PAGE页，共SECTIONPAGES1页",
        "第PAGE页，共SECTIONPAGES1页",
        "第PAGE页，共SECTIONPAGES2页",
    ]
    # 属性照先后写：页码在页边距以后、分栏以前。
    for each in found:
        names = [child.tag.rpartition("}")[2] for child in each]
        places = [names.index(name) for name in ("type", "pgSz", "pgMar", "pgNumType", "cols")]
        assert places == sorted(places)


def test_a_single_form_keeps_the_count_of_the_document(tmp_path: Path) -> None:
    source = to_workbook(sound(), tmp_path / "评.xlsx")
    made = made_document("自评表", source, tmp_path / "成.docx")
    assert footers(made) == ["第PAGE页，共NUMPAGES页"]
    assert sections(made)[0].find(qn("w:pgNumType")) is None


def test_a_footer_written_as_one_field_with_a_result_is_said_too(tmp_path: Path) -> None:
    own = Document(str(taken_template("自评表", tmp_path / "取来的.docx")))
    paragraph = own.sections[0].footer.paragraphs[0]
    for run in paragraph.runs:
        run._r.getparent().remove(run._r)
    field = paragraph._p.makeelement(
        qn("w:fldSimple"), {qn("w:instr"): " NUMPAGES \\\\* MERGEFORMAT "}
    )
    paragraph._p.append(field)
    run = paragraph.add_run("9")._r
    field.append(run)
    own.save(str(tmp_path / "我的自评表.docx"))
    (tmp_path / "评").mkdir()
    for name in ("一", "二"):
        to_workbook(with_indicators(0, f"项目{name}"), tmp_path / "评" / f"{name}.xlsx")
    made = made_document(
        "自评表", tmp_path / "评", tmp_path / "成.docx", tmp_path / "我的自评表.docx"
    )
    for section in Document(str(made)).sections:
        [field] = section.footer._element.iter(qn("w:fldSimple"))
        assert "SECTIONPAGES" in field.get(qn("w:instr"))
        assert [each.text for each in field.iter(qn("w:t"))] == ["1"]
