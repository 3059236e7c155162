"""``template check``：Word 的模板说的与工作簿的一样，写明是第几段、第几行第几格；少一层大括号的两种都说。"""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from command_line import perfxl
from docx import Document
from gridtext import to_workbook
from rule_case import sound
from word_documents import made_document, taken_template, with_indicators, written

from perfxl.shipped import shipped_folder


def checked(tmp_path: Path, changes: dict[str, str]) -> tuple[int, list[str]]:
    """自评表的 Word 模板里几格换成别的字，看一遍：退出码和说的各句。"""
    own = taken_template("自评表", tmp_path / "我的自评表.docx")
    document = Document(str(own))
    for old, new in changes.items():
        runs = [run for run in runs_of(document) if run.text == old]
        assert runs, old
        for run in runs:
            run.text = new
    document.save(str(own))
    done = perfxl("template", "check", own)
    return done.code, done.err.splitlines()


def runs_of(document: Any) -> list[Any]:
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    paragraphs = [*document.paragraphs, *(each for cell in cells for each in cell.paragraphs)]
    return [run for paragraph in paragraphs for run in paragraph.runs]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{{表.名称}}", "{表.名称}", "表格第 1 行第 2 格　“{表.名称}”的大括号不是两层，会照字印出来；要写成 {{表.名称}}。"),
        ("{{表.名称}}", "{名称}", "表格第 1 行第 2 格　“{名称}”的大括号不是两层，会照字印出来；要写成 {{表.名称}}。"),
        ("{{表.标题}}", "｛｛标题｝｝", "第 4 段　“｛｛标题｝｝”的大括号是全角的，会照字印出来；要写成 {{表.标题}}。"),
        ("{{表.年度行}}", "{{表.年度行}", "第 9 段　“{{表.年度行}”的大括号不是两层，用时会停下，写不成；要写成 {{表.年度行}}。"),
        ("{{行.备注}}", "{行.备注}", "表格第 19 行第 13 格　“{行.备注}”的大括号不是两层，会照字印出来；要写成 {{行.备注}}。"),
        ("{{表.名称}}", "{{名称}}", "表格第 1 行第 2 格　“名称”前面要写“表.”：{{表.名称}}。"),
        (
            "{{行.备注}}",
            "{{指标.备注}}",
            "表格第 19 行第 13 格　“指标”是一组数据，一行一行重复：写在 {%tr for 行 in 表.指标 %} 与 {%tr endfor %} "
            "之间的一行里，写成 {{行.备注}}。",
        ),
        ("{{行.备注}}", "{{行.备住}}", "表格第 19 行第 13 格　“指标”里没有“备住”，是不是“备注”。"),
        ("{{表.总分}}", "{{表.总份}}", "表格第 21 行第 3 格　不认得“总份”，是不是“总分”。"),
        ("{{表.总分}}", "{{表.总分|保留}}", "表格第 21 行第 3 格　“{{表.总分|保留}}”其中的过滤器“保留”没有。"),
        ("{%p if 表.落款 %}", "{%p if 表.落宽 %}", "第 15 段　不认得“落宽”，是不是“落款”。"),
        (
            "{{表.总分}}",
            "{{表.总分|可略}}",
            "表格第 21 行第 3 格　“{{表.总分|可略}}”：“可略”只写在重复的行里；普通的一行、一段，"
            "写在 {%tr if … %} 与 {%tr endif %}（段是 {%p if … %}）之间。",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(old: str, new: str, said: str, tmp_path: Path) -> None:
    code, lines = checked(tmp_path, {old: new})
    assert code == 1
    assert said in lines


def test_ordinary_braces_are_no_fault(tmp_path: Path) -> None:
    """不是占位的名字的：集合、编号、提示。"""
    plain = "资金来源{1}{注}{此处填写}{a,b}｛二｝{ }{}"
    code, lines = checked(tmp_path, {"资金来源": plain})
    assert (code, len(lines)) == (0, 1)
    assert "没有问题" in lines[0]


def test_what_a_template_lacks_is_told_and_is_no_fault(tmp_path: Path) -> None:
    code, lines = checked(tmp_path, {"{{行.实际完成值}}": "", "{{表.总分}}": "{{表.栏.得份}}"})
    assert code == 1  # 没有实际完成值就不成自评表
    assert "缺少 {{指标.实际完成值}}，自评表的这一项会写不进去（随带的模板写在 I14）。" in lines


def test_a_label_the_template_does_not_print_is_told(tmp_path: Path) -> None:
    code, lines = checked(tmp_path, {"{{表.总分}}": "{{表.栏.总得份}}"})
    assert code == 0
    assert any(
        line.startswith("表格第 21 行第 3 格　“栏.总得份”：模板里没有印着") for line in lines
    )
    assert any(line.startswith("缺少 {{总分}}") for line in lines)
    assert "没有别的问题" in lines[-1]


def test_a_document_without_placeholders_is_no_template(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("项目支出绩效自评表{标题}")
    document.save(str(tmp_path / "自评表.docx"))
    done = perfxl("template", "check", tmp_path / "自评表.docx")
    assert done.code == 1
    first, last = done.err.splitlines()
    assert first.startswith("第 1 段　“{标题}”的大括号不是两层")
    assert "不是成表的 Word 模板" in last


def test_the_kind_of_a_renamed_template_can_be_said(tmp_path: Path) -> None:
    own = taken_template("申报表", tmp_path / "范本.docx")
    done = perfxl("template", "check", own, "--form", "申报表")
    assert (done.code, "照申报表看没有问题" in done.err) == (0, True)


@pytest.mark.parametrize("form", ["批复表", "申报表", "调整批复表", "自评表"])
def test_the_kind_of_an_unnamed_template_is_guessed_from_its_names(
    form: str, tmp_path: Path
) -> None:
    own = taken_template(form, tmp_path / "范本.docx")
    done = perfxl("template", "check", own)
    assert done.code == 0
    told, found = done.err.splitlines()
    assert told == f"文件名没有写是哪一种表，照里面的占位认作{form}；不是的请用 --form 写明。"
    assert f"照{form}看没有问题" in found


def test_braces_told_to_stop_the_form_do_stop_it(tmp_path: Path) -> None:
    source = to_workbook(with_indicators(0, "项目一"), tmp_path / "一.xlsx")
    for text in ("{{标题}", "{{{标题}}}"):
        _, lines = checked_workbook(tmp_path, text)
        assert "用时会停下" in next(line for line in lines if line.startswith("A2"))
        own = tmp_path / "我的自评表.xlsx"
        done = perfxl("make", "自评表", source, "-o", tmp_path / "成.xlsx", "--template", own)
        assert done.code == 2
        assert not (tmp_path / "成.xlsx").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{标题}", "“{标题}”的大括号不是两层，会照字印出来；要写成 {{标题}}。"),
        ("{标题|可略}", "“{标题|可略}”的大括号不是两层，会照字印出来；要写成 {{标题|可略}}。"),
        ("{标题}}", "“{标题}}”的大括号不是两层，会照字印出来；要写成 {{标题}}。"),
        ("{{{标题}}}", "“{{{标题}}}”的大括号不是两层，用时会停下，写不成；要写成 {{标题}}。"),
        ("｛标题｝", "“｛标题｝”的大括号是全角的，会照字印出来；要写成 {{标题}}。"),
        ("某县{标题}（{{年度}}）", "“{标题}”的大括号不是两层，会照字印出来；要写成 {{标题}}。"),
        ("{栏.区级主管部门}", "“{栏.区级主管部门}”的大括号不是两层，会照字印出来；要写成 {{栏.区级主管部门}}。"),
    ],
)  # fmt: skip
def test_lone_braces_in_a_workbook_are_told_with_their_cell(
    text: str, said: str, tmp_path: Path
) -> None:
    code, lines = checked_workbook(tmp_path, text)
    assert code == 1
    assert f"A2　{said}" in lines
    assert sum("A2" in line for line in lines) == 1


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_making_says_what_is_printed_as_it_stands(suffix: str, tmp_path: Path) -> None:
    for name in ("一", "二"):
        to_workbook(with_indicators(0, f"项目{name}"), tmp_path / f"{name}.xlsx")
    if suffix == ".xlsx":
        checked_workbook(tmp_path, "{标题}")
        said = (
            "模板“我的自评表.xlsx”的 A2 “{标题}”的大括号不是两层，会照字印出来；要写成 {{标题}}。"
        )
    else:
        checked(tmp_path, {"{{表.标题}}": "{表.标题}"})
        said = "模板“我的自评表.docx”的第 4 段，“{表.标题}”的大括号不是两层，会照字印出来；要写成 {{表.标题}}。"
    given = (tmp_path / "一.xlsx", "--from", tmp_path / "二.xlsx")
    own = tmp_path / f"我的自评表{suffix}"
    done = perfxl(
        "make", "自评表", "--from", *given, "-o", tmp_path / f"成{suffix}", "--template", own
    )
    assert done.code == 0
    assert done.err.count(said) == 1


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_lone_braces_in_a_letter_are_told(suffix: str, tmp_path: Path) -> None:
    own = tmp_path / f"意见{suffix}"
    assert perfxl("template", "new", "审核意见", "-o", own).code == 0
    if suffix == ".xlsx":
        book = openpyxl.load_workbook(own)
        book.worksheets[0]["A1"] = "{单位}{注}"
        book.save(own)
    else:
        document = Document(str(own))
        document.paragraphs[7].runs[0].text = "{单位}{注}"
        document.save(str(own))
    done = perfxl("template", "check", own)
    where = "A1" if suffix == ".xlsx" else "第 8 段"
    assert done.code == 1
    assert done.err.splitlines() == [
        f"{where}　“{{单位}}”的大括号不是两层，会照字印出来；要写成 {{{{单位}}}}。"
    ]


@pytest.mark.parametrize(
    "text", ["{1}", "{此处填标题}", "标题{注}", "{a,b}", "{}", "｛一｝", "{三级}"]
)
def test_ordinary_braces_in_a_workbook_are_no_fault(text: str, tmp_path: Path) -> None:
    code, lines = checked_workbook(tmp_path, text)
    assert code == 0
    assert "A2" not in "".join(lines)


def checked_workbook(tmp_path: Path, title: str) -> tuple[int, list[str]]:
    book = openpyxl.load_workbook(shipped_folder("templates") / "自评表.xlsx")
    book.worksheets[0]["A2"] = title
    book.save(tmp_path / "我的自评表.xlsx")
    done = perfxl("template", "check", tmp_path / "我的自评表.xlsx")
    return done.code, done.err.splitlines()


def test_the_notes_of_a_word_template_are_not_printed_and_place_nothing(tmp_path: Path) -> None:
    """说明里列着名字，不是占位；成表时不带去。"""
    own = taken_template("批复表", tmp_path / "我的批复表.docx")
    document = Document(str(own))
    [heading] = [each for each in document.paragraphs if each.text.startswith("perfxl 说明")]
    said = [each.text for each in document.paragraphs]
    notes = "\n".join(said[said.index(heading.text) :])
    assert "批复文号（“批复文号”一栏填的）" in notes
    assert "这一行按指标一行一行重复：前面写“行.”\n一级　三级指标　二级" in notes
    assert "写在指标的一行里，还可以写：\n" in notes
    assert "表." not in notes.replace("“表.”", "")
    source = to_workbook(sound("申报表"), tmp_path / "申.xlsx")
    made = made_document("批复表", source, tmp_path / "成.docx", own)
    assert "说明：批复表的" not in written(made)
    assert "还可以写" not in written(made)


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_a_preview_is_a_filled_form(suffix: str, tmp_path: Path) -> None:
    own = tmp_path / f"我的批复表{suffix}"
    shown = tmp_path / f"样子{suffix}"
    done = perfxl("template", "new", "批复表", "-o", own, "--preview", shown)
    assert done.code == 0
    assert shown.is_file()
    if suffix == ".docx":
        assert "{" not in written(shown)
        assert "产出指标" in written(shown)
    other = tmp_path / ("样子.xlsx" if suffix == ".docx" else "样子.docx")
    done = perfxl("template", "check", own, "--preview", other)
    assert done.code == 2
    assert f"请写成 {suffix} 的文件名" in done.err


def test_a_template_is_learned_into_word(tmp_path: Path) -> None:
    given = shipped_folder("workbooks") / "自评表" / "07_resident_pension.xlsx"
    own = tmp_path / "学来的.docx"
    done = perfxl("template", "learn", given, "-o", own)
    assert done.code == 0, done.err
    assert "可以用 make 自评表 --word --template 指给程序" in done.err
    source = to_workbook(sound(), tmp_path / "评.xlsx")
    made = written(made_document("自评表", source, tmp_path / "成.docx", own))
    for said in ("乡镇图书室建设", "建成图书室数量", "180,000.00", "未完成原因分析"):
        assert said in made
    done = perfxl("template", "learn", own)
    assert done.code == 2
    assert "是 Word 文档，认不成模板：请把里面的表格复制到 Excel 里" in done.err
