"""一份 Word 文档里几张表：一张一节，页码各从 1 起，“共几页”是这一张的。"""

from pathlib import Path
from typing import Any

import openpyxl
from command_line import perfxl
from docx import Document
from docx.oxml.ns import qn
from gridtext import to_workbook
from openpyxl.styles import Border, Side
from rule_case import sound
from word_documents import made_document, taken_template, with_indicators

from perfxl.shipped import shipped_folder


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
    to_workbook(with_indicators(60, "另一个项目"), tmp_path / "评" / "二.xlsx")
    to_workbook(with_indicators(0, "第三个项目"), tmp_path / "评" / "三.xlsx")
    made = made_document("自评表", tmp_path / "评", tmp_path / "成.docx")
    found = sections(made)
    assert len(found) == 3
    assert [each.find(qn("w:pgNumType")).get(qn("w:start")) for each in found] == ["1"] * 3
    assert {each.find(qn("w:type")).get(qn("w:val")) for each in found} == {"nextPage"}
    assert sorted(footers(made)) == [
        "第PAGE页，共SECTIONPAGES1页",
        "第PAGE页，共SECTIONPAGES1页",
        "第PAGE页，共SECTIONPAGES2页",  # 60 条竖着写成两页
    ]
    # 属性照先后写：页码在页边距以后、分栏以前。
    for each in found:
        names = [child.tag.rpartition("}")[2] for child in each]
        places = [names.index(name) for name in ("type", "pgSz", "pgMar", "pgNumType", "cols")]
        assert places == sorted(places)


def sizes(path: Path) -> list[tuple[int, int, str | None]]:
    """各节的纸：宽、高，方向。"""
    names = ("w", "h", "orient")
    found = [each.find(qn("w:pgSz")) for each in sections(path)]
    return [tuple(each.get(qn(f"w:{name}")) for name in names) for each in found]


def test_a_form_that_fits_the_other_way_round_is_turned_alone(tmp_path: Path) -> None:
    """自评表横着印；写不成一页、竖着写得成的，那一张竖着。"""
    (tmp_path / "评").mkdir()
    to_workbook(sound(), tmp_path / "评" / "一.xlsx")
    to_workbook(with_indicators(24, "另一个项目"), tmp_path / "评" / "二.xlsx")
    made = made_document("自评表", tmp_path / "评", tmp_path / "成.docx")
    assert sizes(made) == [("16838", "11906", "landscape"), ("11906", "16838", None)]
    assert {footer[-2] for footer in footers(made)} == {"1"}
    # 靠右的填报日期跟着挪到窄的一页的右边。
    tabs = [
        int(each.get(qn("w:pos")))
        for each in Document(str(made)).element.iter(qn("w:tab"))
        if each.get(qn("w:pos"))
    ]
    assert tabs[0] > 15000 > 10500 > tabs[-1]
    alone = made_document("自评表", tmp_path / "评" / "二.xlsx", tmp_path / "一张.docx")
    assert sizes(alone) == [("11906", "16838", None)]


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


def two_sources(tmp_path: Path) -> Path:
    (tmp_path / "评").mkdir()
    for name in ("一", "二"):
        to_workbook(with_indicators(0, f"项目{name}"), tmp_path / "评" / f"{name}.xlsx")
    return tmp_path / "评"


def test_a_template_of_one_form_is_not_filled_with_the_first_of_several(tmp_path: Path) -> None:
    own = Document(str(taken_template("自评表", tmp_path / "我的自评表.docx")))
    for paragraph in own.paragraphs:
        if paragraph.text in ("{%p for 表 in 表们 %}", "{%p endfor %}"):
            paragraph._p.getparent().remove(paragraph._p)
    own.save(str(tmp_path / "我的自评表.docx"))
    given, template = two_sources(tmp_path), tmp_path / "我的自评表.docx"
    target = tmp_path / "成.docx"
    done = perfxl("make", "自评表", "--from", given, "-o", target, "--template", template)
    assert done.code == 2
    assert "一份文档只写得下一张表，给出的有 2 张" in done.err
    assert not target.exists()
    done = perfxl(
        "make", "自评表", "--from", given, "--word", "-o", tmp_path / "夹", "--template", template
    )
    assert done.code == 0, done.err
    assert len(list((tmp_path / "夹").iterdir())) == 2


def test_a_footer_with_a_placeholder_is_told_for_several_forms(tmp_path: Path) -> None:
    own = Document(str(taken_template("自评表", tmp_path / "我的自评表.docx")))
    own.sections[0].footer.paragraphs[0].add_run("{{表.名称}}")
    own.save(str(tmp_path / "我的自评表.docx"))
    given = ("--from", two_sources(tmp_path), "--template", tmp_path / "我的自评表.docx")
    done = perfxl("make", "自评表", *given, "-o", tmp_path / "成.docx")
    assert done.code == 0, done.err
    assert done.err.count("的页脚里写着占位，一份文档里 2 张表共用，印的都是第一张的") == 1
    done = perfxl("make", "自评表", *given, "--word", "-o", tmp_path / "夹")
    assert "页脚" not in done.err


def test_a_workbook_template_whose_title_is_in_the_frame_is_one_form_a_page(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(shipped_folder("templates") / "自评表.xlsx")
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(max_row=4):
        for cell in row:
            cell.border = Border(left=Side(style="thin"))
    book.save(tmp_path / "框.xlsx")
    made = made_document(
        "自评表", two_sources(tmp_path), tmp_path / "成.docx", tmp_path / "框.xlsx"
    )
    assert len(sections(made)) == 2
    tables = Document(str(made)).tables
    assert [table.rows[0].cells[0].text for table in tables] == ["项目支出绩效自评表"] * 2
