"""写出的自评表：再读一遍内容不变，版面合乎打印要求，LibreOffice 打印出来一字不少。"""

import re
import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from gridtext import changed, to_workbook
from making import make_self_evaluations
from openpyxl.worksheet.worksheet import Worksheet
from printed_pages import office
from rule_case import sound

from perfxl.actions.assessment import Assessment
from perfxl.many_files.file_result import FileResult
from perfxl.many_files.finding import workbook_paths
from perfxl.many_files.making import template_path
from perfxl.many_files.results import process
from perfxl.model.score import TableScore
from perfxl.model.table import Document, Entry, Indicator, Table
from perfxl.rendering.self_evaluation import _actual
from perfxl.shipped import shipped_folder
from perfxl.standards.profile import load_profile

SOUND = sound()
SAMPLES = workbook_paths([shipped_folder("workbooks") / "自评表"])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[FileResult, Path]]:
    folder = tmp_path_factory.mktemp("成表")
    profile, template = load_profile(), template_path("自评表")
    done = {}
    for path in SAMPLES:
        result = process(path, profile, check=False)
        target = folder / path.name
        make_self_evaluations([result], target, template)
        done[path.stem] = (result, target)
    return done


def contents(table: Table) -> list[object]:
    return [
        table.title.text,
        table.year,
        table.money_unit,
        {name: entry.text for name, entry in table.fields.items()},
        [(f.name, f.initial.number, f.adjusted.number, f.executed.number) for f in table.funds],
        {name: entry.text for name, entry in table.goals.items()},
        [
            (
                i.level1.text,
                i.level2.text,
                i.level3.text,
                i.target.text,
                i.actual.text,
                i.weight.number,
                i.reason.text,
                i.note.text,
            )
            for i in table.indicators
        ],
    ]


@pytest.mark.parametrize("stem", [path.stem for path in SAMPLES])
def test_read_back_is_the_same(stem: str, made: dict[str, tuple[FileResult, Path]]) -> None:
    result, target = made[stem]
    [score] = result.scores
    again = process(target, load_profile())
    [back] = again.scores
    assert contents(back.table) == contents(score.table)
    # 只是暂按的分照所填，没有填的空着。
    assert [row.printed for row in back.indicators] == [
        row.printed if row.is_provisional else row.judged.score for row in score.indicators
    ]
    assert back.execution.rate == score.execution.rate
    if score.table.conclusion.text:  # 写着的结论一个字不改
        assert back.table.conclusion.text == score.table.conclusion.text
    arithmetic = {"PX304", "PX306", "PX307", "PX308", "PX403", "PX404", "PX406", "PX407"}
    if any(row.is_provisional for row in score.indicators):
        # 总分、等级不照暂按的分算，照所填；再查一遍照旧说。
        assert back.table.total.score.number == score.table.total.score.number
        assert back.table.grade.text == score.table.grade.text
        return
    assert back.table.total.score.number == score.total == back.total
    if score.table.conclusion.text:
        assert back.table.grade.text in (score.grade, score.table.grade.text)
    else:
        assert back.table.grade.text == score.grade == back.grade
    assert not {finding.rule for finding in again.findings} & arithmetic


@pytest.mark.parametrize("stem", [path.stem for path in SAMPLES])
def test_looks_like_a_form_to_hand_in(stem: str, made: dict[str, tuple[FileResult, Path]]) -> None:
    sheet = openpyxl.load_workbook(made[stem][1]).worksheets[0]
    assert int(sheet.page_setup.paperSize or 0) == 9
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToWidth == 1
    on_one_page = sheet.page_setup.fitToHeight == 1
    assert not (on_one_page and len(sheet.row_breaks))
    assert on_one_page or sheet.page_setup.orientation == "landscape"
    header = next(row for row in range(1, 60) if sheet.cell(row, 4).value == "三级指标")
    assert sheet.print_title_rows == f"${header}:${header}"
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.font.name for cell in cells} == {"宋体"}
    assert not [cell.coordinate for cell in cells if "{{" in str(cell.value)]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert bordered(sheet) == []
    assert max(d.height or 0 for d in sheet.row_dimensions.values()) <= 409


def bordered(sheet: Worksheet) -> list[str]:
    """表内少一边框的格；合并块看左上角的格；每页头一格的标签与重印的表头是一格，中间没有线。"""
    page_starts = {int(each.id) + 1 for each in sheet.row_breaks.brk}
    covered = {
        place
        for block in sheet.merged_cells.ranges
        for place in [(c.row, c.column) for row in sheet[str(block)] for c in row][1:]
    }
    first = next(r for r in range(1, 20) if sheet.cell(r, 1).value == "项目名称")
    last = next(r for r in range(80, 1, -1) if str(sheet.cell(r, 1).value or "").startswith("自评"))
    return [
        cell.coordinate
        for row in sheet.iter_rows(min_row=first, max_row=last, min_col=1, max_col=10)
        for cell in row
        if (cell.row, cell.column) not in covered
        and not all(
            side is not None and side.style == "thin"
            for side in (
                cell.border.left,
                cell.border.right,
                cell.border.bottom,
                *(() if cell.column == 1 and cell.row in page_starts else (cell.border.top,)),
            )
        )
    ]


def test_equal_levels_are_merged(made: dict[str, tuple[FileResult, Path]]) -> None:
    sheet = openpyxl.load_workbook(made["02_szyf_living_allowance"][1]).worksheets[0]
    merged = {str(block) for block in sheet.merged_cells.ranges}
    labels = {str(sheet[block.split(":")[0]].value) for block in merged if block.startswith("B")}
    assert "产出指标\n（50分）" in labels


def test_several_projects_in_one_book(tmp_path: Path) -> None:
    profile = load_profile()
    scores = [score for path in SAMPLES[:4] for score in process(path, profile, check=False).scores]
    target = tmp_path / "全部.xlsx"
    # 同一份给了两回的，只写一回。
    make_self_evaluations([_result([*scores, scores[0]])], target, template_path("自评表"))
    result = process(target, profile)
    assert [score.total for score in result.scores] == [s.total for s in scores]
    sheets = openpyxl.load_workbook(target).worksheets
    assert len(sheets) == 4
    for sheet in sheets:
        header = next(row for row in range(1, 60) if sheet.cell(row, 4).value == "三级指标")
        assert sheet.print_title_rows == f"${header}:${header}"


LONG = "根据新出台的资金管理办法，本年工作安排作了调整。" * 45
LISTED = "\n".join(f"{n}. 第{n}项工作：按计划完成，效果良好" for n in range(1, 40))


@pytest.mark.parametrize("text", [LONG, LISTED, "字" * 1500, "performance " * 150], ids="长列字词")
def test_very_long_texts_are_written_in_pieces_and_read_back(text: str, tmp_path: Path) -> None:
    text = text.strip()
    rows = changed(SOUND, {"I16": text, "B13": text, "B23": f"优。{text}"})
    source = to_workbook(rows, tmp_path / "长.xlsx")
    [score] = process(source, load_profile()).scores
    assert score.table.indicators[1].reason.text == text
    target = tmp_path / "成.xlsx"
    make_self_evaluations([_result([score])], target, template_path("自评表"))
    [back] = process(target, load_profile()).scores
    assert contents(back.table) == contents(score.table)
    assert back.table.conclusion.text == score.table.conclusion.text
    heights = openpyxl.load_workbook(target).worksheets[0].row_dimensions.values()
    assert max(each.height or 0 for each in heights) <= 409


def _result(scores: list[TableScore]) -> FileResult:
    """几张评过分的表，当作一个文件。"""
    book = scores[0].table.book
    document = Document(book, tuple(score.table for score in scores))
    return FileResult(Path(book), Assessment(document, load_profile(), tuple(scores)))


@pytest.mark.libreoffice
def test_printed_pages_lose_nothing(
    made: dict[str, tuple[FileResult, Path]], tmp_path: Path
) -> None:
    chosen = ["01_szyf_exam", "07_resident_pension", "08_startup_loan_interest"]
    _print_to_pdf([made[stem][1] for stem in chosen], tmp_path)
    for stem in chosen:
        result, target = made[stem]
        pdf = tmp_path / f"{stem}.pdf"
        info = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True)
        width, height = map(float, re.findall(r"Page size:\s+([\d.]+) x ([\d.]+)", info.stdout)[0])
        sheet = openpyxl.load_workbook(target).worksheets[0]
        lying = sheet.page_setup.orientation == "landscape"
        assert (round(width), round(height)) == ((842, 595) if lying else (595, 842))
        breaks = sheet.row_breaks.brk
        assert int(re.findall(r"Pages:\s+(\d+)", info.stdout)[0]) == len(breaks) + 1
        printed = _squeezed(
            subprocess.run(
                ["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True, text=True
            ).stdout
        )
        table = result.scores[0].table
        for row in table.indicators:
            for text in (row.level3.text, row.target.text, row.actual.text):
                assert _squeezed(text) in printed, text
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            # 长的原因在页末切成两段，各在一格里。
            if isinstance(cell.value, str):
                assert _squeezed(cell.value) in printed, cell.coordinate
        assert str(Decimal(result.scores[0].total)) in printed
        assert _overlaps(pdf) == []


@pytest.mark.libreoffice
def test_cut_text_would_be_seen(made: dict[str, tuple[FileResult, Path]], tmp_path: Path) -> None:
    """把行高改矮，上面的检查就该发现字叠到别的格里去了。"""
    book = openpyxl.load_workbook(made["07_resident_pension"][1])
    for row in range(15, 20):
        book.worksheets[0].row_dimensions[row].height = 15
    book.save(tmp_path / "矮.xlsx")
    _print_to_pdf([tmp_path / "矮.xlsx"], tmp_path)
    assert _overlaps(tmp_path / "矮.pdf")


def _print_to_pdf(paths: list[Path], folder: Path) -> None:
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            office(),
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *map(str, paths),
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )


_WORD = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
)


def _overlaps(pdf: Path) -> list[tuple[str, str]]:
    """印在一起的字：折行写不下时，字会叠到上下的格里。"""
    text = subprocess.run(
        ["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True, text=True
    ).stdout
    found: list[tuple[str, str]] = []
    for page in text.split("<page ")[1:]:
        words = [(*map(float, match[:4]), match[4]) for match in _WORD.findall(page)]
        for index, (left, top, right, bottom, word) in enumerate(words):
            for left2, top2, right2, bottom2, word2 in words[index + 1 :]:
                down = min(bottom, bottom2) - max(top, top2)
                across = min(right, right2) - max(left, left2)
                if {word, word2} <= {"绩效", "指标"}:
                    continue  # 左侧合并的行标题跨在重印的表头上，打印时各露一截
                if across > 2 and down > 0.4 * min(bottom - top, bottom2 - top2):
                    found.append((str(word), str(word2)))
    return found


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_bare_ratio_beside_a_percent_unit_is_printed_as_it_was_scored() -> None:
    """度量单位单列为 %，完成值写 0.93：评分当 93% 比，成表不能印成 0.93%。"""
    target, unit = Entry("≥90%", 1, 1), Entry("%", 1, 3)
    row = Indicator(1, Entry("满意度指标"), Entry(""), Entry("满意度"), target, unit=unit)
    assert _actual(replace(row, actual=Entry("0.93", 1, 2))) == "93%"
    assert _actual(replace(row, actual=Entry("93", 1, 2))) == "93%"


def test_a_printed_weight_of_a_class_stays_though_the_rows_differ(tmp_path: Path) -> None:
    source, target = tmp_path / "表.xlsx", tmp_path / "成表.xlsx"
    to_workbook(changed(SOUND, {"B15": "产出指标\n(55分)"}), source)
    make_self_evaluations([process(source, check=False)], target)
    texts = [cell.value for row in openpyxl.load_workbook(target).worksheets[0] for cell in row]
    assert "产出指标\n（55分）" in texts


def test_most_forms_are_handed_in_on_one_page(made: dict[str, tuple[FileResult, Path]]) -> None:
    """随带的自评表，五分之四以上印成一页。"""
    sheets = [
        sheet for _, target in made.values() for sheet in openpyxl.load_workbook(target).worksheets
    ]
    single = [sheet for sheet in sheets if not len(sheet.row_breaks)]
    assert len(single) >= len(sheets) * 0.8


def test_an_evaluation_without_indicators_has_the_columns_of_a_blank_one(tmp_path: Path) -> None:
    rows = [row for number, row in enumerate(SOUND, 1) if not 15 < number < 22]
    result = process(to_workbook(rows, tmp_path / "没有指标.xlsx"), load_profile())
    make_self_evaluations([result], tmp_path / "成.xlsx", template_path("自评表"))
    sheet = openpyxl.load_workbook(tmp_path / "成.xlsx").worksheets[0]
    texts = {
        cell.replace("\n", "") if isinstance(cell, str) else cell
        for row in sheet.values
        for cell in row
        if cell
    }
    assert {"年度指标值（A）", "全年预算数（A）", "实际完成值（B）"} <= texts
    assert "指标性质" not in texts
    assert 180000 in texts


def test_the_rate_of_a_total_not_yet_spent_is_left_to_fill(tmp_path: Path) -> None:
    unspent = changed(sound(), dict.fromkeys(("F7", "F8", "F9", "F10", "F11", "H7", "I7"), ""))
    result = process(to_workbook(unspent, tmp_path / "未填.xlsx"), load_profile())
    make_self_evaluations([result], tmp_path / "成.xlsx", template_path("自评表"))
    sheet = openpyxl.load_workbook(tmp_path / "成.xlsx").worksheets[0]
    [total] = [row for row in sheet.values if "年度资金总额" in row]
    [part] = [row for row in sheet.values if "\u3000财政拨款" in row]
    assert "-" not in total
    assert part.count("-") >= 2
