"""印出来的每一页：没有切掉的字、少一边的框、落单的行、空页；照 LibreOffice 存的 PDF 一页页看。"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from gridtext import Rows, changed, to_workbook
from openpyxl.styles import Border
from printed_pages import PrintedBook, PrintedPage, printed, squeezed
from rule_case import sound
from samples import LAID_OUT

from perfxl.actions.form_sources import Source, blank_source
from perfxl.actions.forms_made import MADE_FORMS, MadeForm, made_form
from perfxl.hosts.outputs import Output, Outputs
from perfxl.many_files.making import made_sheets, sources_of, whole_book, write_sheets
from perfxl.many_files.results import process
from perfxl.many_files.word_forms import WORD, write_word_form
from perfxl.shipped import shipped_folder

pytestmark = pytest.mark.libreoffice
# 末页可以空的：一行一行的清单，不是要签字的表。
LISTS = ("批复清单", "功能分类", "收支", "项目支出批复", "转移支付批复", "汇总")
# 整本里的 31 张表各自另有一份，不再印一遍。
WHOLE = "(整本)"
LONG_REASON = "根据新出台的资金管理办法，本年工作安排作了调整，改进措施：提前谋划。" * 60
LONG_TITLE = "云溪县文化和旅游局" * 7 + "2024年度乡镇图书室项目支出绩效自评表"


@dataclass(frozen=True)
class Case:
    """写一个工作簿要的：由什么写，照原样重排（``made`` 为 ``None``）还是写成一种表，用哪个模板。"""

    sources: Sequence[Source]
    made: MadeForm | None = None
    template: Path | None = None

    def write(self, path: Path) -> None:
        as_printed = self.made is None
        if path.suffix == WORD:
            assert self.made is not None
            write_word_form(self.sources, self.made, Output(Outputs(), path))
            return
        sheets = made_sheets(
            self.sources, made=self.made, template=self.template, as_printed=as_printed
        )
        write_sheets(sheets, path)


def own_sources(path: Path) -> list[Source]:
    return whole_book([process(path, check=False)])


def derived(name: str, *paths: Path, template: Path | None = None) -> Case:
    made = _form(name)
    sources = sources_of(made, [[process(path, check=False)] for path in paths])
    return Case(sources, made, template)


def with_more_rows(rows: Rows, first: int, count: int) -> Rows:
    """第 ``first`` 行（一条指标）重复到共 ``count`` 条，三级指标各不相同。"""
    more = [
        [f"{cell}之{n}" if place == 3 else cell for place, cell in enumerate(rows[first - 1])]
        for n in range(1, count)
    ]
    return [*rows[:first], *more, *rows[first:]]


def bad_inputs(folder: Path) -> dict[str, Path]:
    """六十条指标，两千字的原因，八十字的标题，和都有的。"""
    form = sound()
    title, reason = {"A1": LONG_TITLE}, {"I16": LONG_REASON, "B13": LONG_REASON}
    adjusted = sound("调整批复")
    given = {
        "六十条": with_more_rows(form, 17, 54),
        "长原因": changed(form, reason),
        "长标题": changed(form, title),
        "都有": with_more_rows(
            changed(form, {**title, **reason, "B23": f"优。{LONG_REASON}"}), 17, 54
        ),
        "调整六十条": with_more_rows(adjusted, _indicator_row(adjusted), 55),
        "目标六十条": with_more_rows(sound("目标表"), _indicator_row(sound("目标表")), 55),
        "申报六十条": with_more_rows(sound("申报表"), _indicator_row(sound("申报表")), 55),
        "空": blanked(form),
        "空申报": blanked(sound("申报表")),
    }
    return {name: to_workbook(rows, folder / f"{name}.xlsx") for name, rows in given.items()}


def blanked(rows: Rows) -> Rows:
    """一个数、一个名称也没有填的：有数字、有“云溪”“图书”的格都清空，指标留一行。"""
    first = _indicator_row(rows)
    last = next((n for n, row in enumerate(rows, 1) if row[0] == "总分"), len(rows) + 1)
    kept = [row for n, row in enumerate(rows, 1) if not first < n < last]
    return [
        [cell if n < 3 or _is_label(cell) else "" for cell in row] for n, row in enumerate(kept)
    ]


def _is_label(cell: str) -> bool:
    return cell in ("<", "^") or not any(each in cell for each in "0123456789云图书优×")


def _indicator_row(rows: Rows) -> int:
    heads = [n for n, row in enumerate(rows, 1) if "三级指标" in row]
    return heads[0] + 1


def cases(folder: Path) -> dict[str, Case]:
    found = {
        f"{path.parent.name}_{path.stem}": Case(own_sources(path))
        for path in LAID_OUT
        if WHOLE not in path.stem
    }
    found |= {f"空白_{each.name}": Case([blank_source(each)], each) for each in MADE_FORMS}
    found |= {f"坏_{name}": Case(own_sources(path)) for name, path in bad_inputs(folder).items()}
    samples = {
        folder.name: sorted(folder.glob("*.xlsx"))
        for folder in shipped_folder("workbooks").iterdir()
        if folder.is_dir()
    }
    for name in ("自评表", "监控表", "批复清单", "项目支出批复表"):
        found[f"由目标表_{name}"] = derived(name, *samples["目标表"][:3])
    found["由自评表_自评汇总表"] = derived("自评汇总表", *samples["自评表"])
    for path in sorted(shipped_folder("templates").glob("*/*/*.xlsx")):
        name = path.parent.name
        source = next(iter(own_sources(p) for p in samples[name][1:2]), [])
        found[f"版式_{name}_{path.stem}"] = Case(source, made_form(name), path)
    return found


def documents(folder: Path) -> dict[str, Case]:
    """写成 Word 的。"""
    workbooks = shipped_folder("workbooks")
    found = {
        f"{name}_{path.stem}": derived(name, path)
        for name, chosen in (
            *(("自评表", "自评表/*.xlsx"), ("申报表", "申报表/002_0[34]*.xlsx")),
            *(("批复表", "申报表/002_0[234]*.xlsx"), ("目标表", "目标表/000_1*.xlsx")),
            *(("部门整体目标表", "申报表/002_01*.xlsx"), ("监控表", "监控表/*.xlsx")),
            ("调整批复表", "预算调整批复/004_0[789]*.xlsx"),
        )
        for path in sorted(workbooks.glob(chosen))
    }
    given = bad_inputs(folder)
    for name, inputs in (
        ("自评表", ("六十条", "长原因", "长标题", "都有", "空")),
        ("申报表", ("申报六十条", "空申报")),
        ("批复表", ("申报六十条", "空申报")),
        ("目标表", ("目标六十条",)),
        ("调整批复表", ("调整六十条",)),
    ):
        found |= {f"{name}坏_{each}": derived(name, given[each]) for each in inputs}
    return {f"Word_{name}": case for name, case in found.items()}


def _form(name: str) -> MadeForm:
    made = made_form(name)
    assert made is not None
    return made


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PrintedBook]:
    given, folder = (tmp_path_factory.mktemp(name) for name in ("给的", "成表"))
    paths = []
    for name, case in cases(given).items():
        paths.append(folder / f"{name}.xlsx")
        case.write(paths[-1])
    for name, case in documents(given).items():
        paths.append(folder / f"{name}{WORD}")
        case.write(paths[-1])
    return printed(paths, folder)


def each_page(books: dict[str, PrintedBook]) -> list[tuple[str, int, PrintedPage]]:
    return [(n, k, page) for n, book in books.items() for k, page in enumerate(book.pages, 1)]


def test_no_text_is_cut(books: dict[str, PrintedBook]) -> None:
    assert {(name, number): page.cut for name, number, page in each_page(books) if page.cut} == {}
    assert [(name, number) for name, number, page in each_page(books) if "###" in page.text] == []


def test_every_frame_is_closed(books: dict[str, PrintedBook]) -> None:
    loose = {(name, number): page.loose_ends() for name, number, page in each_page(books)}
    assert {place: ends for place, ends in loose.items() if ends} == {}


def test_every_text_is_printed(books: dict[str, PrintedBook]) -> None:
    lost = []
    for name, book in books.items():
        lost += [(name, place) for place, said in book.written if squeezed(said) not in book.text]
    assert lost == []


def test_no_page_is_empty_and_no_row_stands_alone(books: dict[str, PrintedBook]) -> None:
    alone = [
        (name, number, page.rows)
        for name, number, page in each_page(books)
        if page.rows < 3 and page.filled < 1 / 2
    ]
    assert alone == []


def test_pages_break_where_the_workbook_says(books: dict[str, PrintedBook]) -> None:
    for name, book in books.items():
        if book.sheets:
            assert len(book.pages) == sum(len(sheet.row_breaks) + 1 for sheet in book.sheets), name


def test_no_page_but_the_last_of_a_list_is_under_a_third_full(
    books: dict[str, PrintedBook],
) -> None:
    thin = [
        (name, number, round(page.filled, 2))
        for name, number, page in each_page(books)
        if len(books[name].pages) > 1 and page.filled < 1 / 3 and not _is_list(name)
    ]
    assert thin == []


def _is_list(name: str) -> bool:
    return any(each in name for each in LISTS)


def test_pages_are_full(books: dict[str, PrintedBook]) -> None:
    """几页的，末两页以外，平均写到九成。"""
    filled = [page.filled for book in books.values() for page in book.pages[1:-2]]
    assert sum(filled) / len(filled) > 0.85


def test_total_conclusion_and_signature_stay_together(books: dict[str, PrintedBook]) -> None:
    for name, book in books.items():
        for page in book.pages:
            if "联系人：" in page.text and "自评" in name and "总分" in book.text:
                assert "总分" in page.text or LONG_REASON[-30:] in page.text, name


def test_most_forms_are_on_one_page(books: dict[str, PrintedBook]) -> None:
    for prefix, least in (
        ("自评表_", 0.8),
        ("预算调整批复_004", 0.8),
        ("目标表_", 1.0),
        ("Word_自评表_", 0.88),
        *((f"Word_{name}_", 1.0) for name in ("申报表", "批复表", "目标表", "监控表")),
        ("Word_调整批复表_", 0.66),  # 有一份三十几行，连同批复文号、盖章处是两页
    ):
        pages = [len(book.pages) for name, book in books.items() if name.startswith(prefix)]
        assert pages.count(1) / len(pages) >= least, (prefix, pages)


def test_a_fault_would_be_seen(books: dict[str, PrintedBook], tmp_path: Path) -> None:
    """把行高改矮、去掉一格的右框线，上面的检查就该发现。"""
    [sheet] = books["自评表_07_resident_pension"].sheets
    for row in range(15, 20):
        sheet.row_dimensions[row].height = 12
    for row in range(4, 7):
        sheet.cell(row, 10).border = Border()
    assert sheet.parent is not None
    sheet.parent.save(tmp_path / "坏.xlsx")
    pages = printed([tmp_path / "坏.xlsx"], tmp_path)["坏"].pages
    assert any(page.cut for page in pages)
    assert pages[0].loose_ends()
