"""模板的文件：取一份（带说明）、由别的单位的表认一份、填上样例看样子。"""

from collections.abc import Sequence
from pathlib import Path

from perfxl.actions.form_sources import Source
from perfxl.actions.forms_made import MadeForm
from perfxl.actions.template_learning import LearnedTemplate, learn_template
from perfxl.hosts.outputs import Output, written_path
from perfxl.hosts.temporary_files import temporary_folder
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.hosts.written_templates import write_learned, write_with_notes
from perfxl.many_files.making import held_template, made_sheets, sources_for, write_sheets
from perfxl.many_files.results import process
from perfxl.many_files.word_forms import WORD, write_word_form, write_word_template
from perfxl.model.grid import Grid
from perfxl.plans.expansion import template_placeholders
from perfxl.plans.placeholders import parse_placeholder
from perfxl.plans.template import TemplateError
from perfxl.rendering.derived.errors import NotDerivableError
from perfxl.rendering.template_notes import template_notes
from perfxl.shipped import shipped_folder


def write_template(made: MadeForm, source: Path, target: Output) -> None:
    """随带的一份模板 ``source`` 写成 ``target``，后面附一张逐格的说明。"""
    held = template_placeholders(held_template(source).template)
    notes = template_notes(made.name, made.form.spec, held)
    write_with_notes(source, target, [notes], inputs=[source])


def learned_template(path: Path) -> LearnedTemplate:
    """由一份表认出模板：第一张认得出的工作表。认不成的抛 ``TemplateError``，读不了的抛 ``UnreadableFileError``。"""
    if path.suffix.lower() in (WORD, ".doc", ".wps"):
        raise TemplateError(
            f"“{path.name}”是 Word 文档，认不成模板：请把里面的表格复制到 Excel 里，存成 .xlsx 再认；"
            f"认好的要写成 Word 的模板，-o 写成 {WORD}。"
        )
    if path.suffix.lower() not in (".xlsx", ".xltx"):
        raise TemplateError(f"“{path.name}”不是 .xlsx，请在 Excel 里另存为 .xlsx 再认。")
    grids = [grid for grid in read_workbook(path).grids if grid.cells and not grid.hidden]
    if not grids:
        raise TemplateError(f"“{path.name}”里没有写着字的工作表，请换一个文件。")
    if any("{{" in str(cell.value) for grid in grids for cell in grid.cells.values()):
        raise TemplateError(f"“{path.name}”里已经写着占位，是模板；请用 perfxl template check 看。")
    return _first_learned(path, grids)


def _first_learned(path: Path, grids: Sequence[Grid]) -> LearnedTemplate:
    faults: list[TemplateError] = []
    for grid in grids:
        try:
            return learn_template(str(path), path.name, grid)
        except TemplateError as error:
            faults.append(error)
    raise faults[0]


def write_learned_template(learned: LearnedTemplate, source: Path, target: Path | Output) -> None:
    """认出的模板写成 ``target``，后面附一张说明；写不成抛 ``NotWritableError``。

    ``target`` 是 .docx 的换成 Word 的模板，换不成的抛 ``TemplateError``。
    """
    if written_path(target).suffix.lower() == WORD:
        with temporary_folder() as folder:
            book = folder / f"{learned.made.name}.xlsx"
            write_learned_template(learned, source, book)
            write_word_template(learned.made, book, target)
        return
    places = {row: place for place, row in enumerate(learned.rows.sources, 1)}
    held = {
        (places[row], column): parse_placeholder(text)
        for (row, column), text in learned.texts.items()
    }
    because = {each.cell: each.because for each in learned.proposals}
    notes = template_notes(learned.made.name, learned.made.form.spec, held, because)
    write_learned(
        source,
        target,
        learned.sheet,
        learned.made.name,
        learned.rows,
        learned.columns,
        dict(learned.texts),
        [notes],
        learned.header,
    )


def write_preview(template: Path, made: MadeForm, target: Output) -> list[str]:
    """模板填上样例写成 ``target``；给出没有位置的内容。没有样例的填空白表。"""
    sources = _sample(made)
    sheets = made_sheets(sources, template=template, made=made)
    write_sheets(sheets, target, sources=[template])
    return [name for sheet in sheets for name in sheet.left]


def write_word_preview(template: Path, made: MadeForm, target: Output) -> list[str]:
    """Word 的模板填上样例写成 ``target``，同 ``write_preview``。"""
    contents = write_word_form(_sample(made), made, target, template=template)
    return [name for content in contents for name in content.left]


def _sample(made: MadeForm) -> list[Source]:
    """随带的样表里第一份能写成这种表的；没有的是空白表。"""
    from perfxl.actions.form_sources import blank_source

    folder = shipped_folder("workbooks")
    for path in sorted(folder.glob("*/*.xlsx")):
        result = process(path, check=False)
        tables = result.document.tables if result.document is not None else ()
        if any(made.is_already(table) for table in tables):
            try:
                return sources_for(made, [[result]])[:1]
            except NotDerivableError:
                continue
    return [blank_source(made)]
