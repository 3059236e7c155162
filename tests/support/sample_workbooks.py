"""写出 ``workbooks/`` 里带函数的样表、导览和空白表：``python tests/support/sample_workbooks.py``。

公式旁存着它的值：没有装加载项的人打开也看得见数。测试把每个公式重算一遍，与存着的比对。
"""

import re
import zipfile
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from perf_formulas import is_perf, value_of

from perfxl.functions.cell_functions import cell_functions
from perfxl.shipped import shipped_folder

_EDGE = Side(style="thin", color="000000")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_GREY = PatternFill("solid", fgColor="E7E6E6")
_OURS = PatternFill("solid", fgColor="EAF3E6")
_WIDTHS = (8, 13, 15, 27, 18, 18, 8, 10, 27, 14)
_HEAD = (
    "一级指标", "二级指标", "三级指标", "年度指标值(A)", "实际完成值(B)", "分值", "得分",
    "未完成原因分析", "备注",
)  # fmt: skip
_LEVEL1 = '"产出指标,效益指标,满意度指标"'
_LEVEL2 = (
    '"数量指标,质量指标,时效指标,成本指标,经济效益指标,社会效益指标,生态效益指标,'
    '可持续影响指标,服务对象满意度指标"'
)
Row = tuple[str, str, str, str, str, float | None, str]

_SOUND: tuple[Row, ...] = (
    ("产出指标\n(50分)", "数量指标", "培训基层会计人员", "≥2500人次", "1800人次", 10,
     "一期培训因场地检修取消。改进措施：明年一季度补办。"),
    ("", "数量指标", "编发操作手册", "=3000册", "3000册", 10, ""),
    ("", "质量指标", "培训合格率", "≥95%", "96.5%", 10, ""),
    ("", "时效指标", "培训完成时间", "2024年11月底前", "2024年11月15日", 10, ""),
    ("", "成本指标", "培训成本", "≤48万元", "42.6万元", 10, ""),
    ("效益指标\n(30分)", "社会效益指标", "基层财务规范程度", "有效提升", "达成预期指标", 30, ""),
    ("满意度指标\n(10分)", "服务对象满意度指标", "参训人员满意度", "≥90%", "94%", 10, ""),
)  # fmt: skip
_FAULTY: tuple[Row, ...] = (
    ("产出指标\n(50分)", "数量指标", "培训基层会计人员", "2500人次", "1800人次", 10, ""),
    ("", "数量指标", "编发操作手册", "=3000册", "2900册", 10, ""),
    ("", "质量指标", "培训合格率", "≥95%", "0.965", 10, ""),
    ("", "时效指标", "培训完成时间", "2024年11月底前", "", 10, "验收资料尚未收齐。"),
    ("", "成本指标", "培训成本", "≥46万元", "42.6万元", 5, ""),
    ("效益指标\n(30分)", "社会效益指标", "基层财务规范程度", "有效提升", "达成预期指标", 30, ""),
    ("满意度指标\n(10分)", "服务对象满意度指标", "参训人员满意度", "≥90%", "94%", 10, ""),
)  # fmt: skip
_FAULTY_SCORES = (10, 10, 10, None, 5, 30, 10)
_BLANK: tuple[Row, ...] = tuple(
    (level1, level2, "", "", "", None, "")
    for level1, level2 in (
        ("产出指标\n(50分)", "数量指标"),
        ("", "数量指标"),
        ("", "质量指标"),
        ("", "时效指标"),
        ("", "成本指标"),
        ("效益指标\n(30分)", "社会效益指标"),
        ("", "可持续影响指标"),
        ("满意度指标\n(10分)", "服务对象满意度指标"),
    )
)


def write_all(folder: Path) -> list[Path]:
    """写出全部，返回路径。"""
    made = {
        folder / "导览.xlsx": _tour(),
        folder / "带函数" / "自评表（带函数）.xlsx": _with_functions(),
        folder / "空白表" / "自评表（带函数）.xlsx": _blank(functions=True),
        folder / "空白表" / "自评表.xlsx": _blank(functions=False),
    }
    for path, book in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(with_stored_values(book))
    return list(made)


def _with_functions() -> Workbook:
    book = Workbook()
    _self_evaluation(book.worksheets[0], "自评表", _SOUND, functions=True)
    _name_profile(book)
    return book


def _blank(*, functions: bool) -> Workbook:
    book = Workbook()
    _self_evaluation(book.worksheets[0], "自评表", _BLANK, functions=functions, blank=True)
    if functions:
        _name_profile(book)
    return book


def _tour() -> Workbook:
    book = Workbook()
    _guide(book.worksheets[0])
    _self_evaluation(book.create_sheet(), "自评表（带函数）", _SOUND, functions=True)
    faulty = book.create_sheet()
    _self_evaluation(faulty, "错例（按校验试试）", _FAULTY, functions=False, scores=_FAULTY_SCORES)
    _name_profile(book)
    return book


def _name_profile(book: Workbook) -> None:
    book.defined_names["绩效口径"] = DefinedName("绩效口径", attr_text='"黔南州"')


def _put(sheet: Worksheet, area: str, value: Any, **style: Any) -> None:
    first = area.partition(":")[0]
    if ":" in area:
        sheet.merge_cells(area)
    for row in sheet[area] if ":" in area else ((sheet[first],),):
        for cell in row:
            cell.border = _BOX
    cell = sheet[first]
    cell.value = value
    if isinstance(value, str) and not is_perf(value):
        cell.data_type = "s"
    cell.font = Font(name="宋体", size=style.get("size", 10), bold=style.get("bold", False))
    cell.alignment = Alignment(
        horizontal=style.get("horizontal", "center"), vertical="center", wrap_text=True
    )
    if style.get("ours") or is_perf(value):
        cell.fill = _OURS
    if style.get("format"):
        cell.number_format = style["format"]


def _self_evaluation(
    sheet: Worksheet,
    name: str,
    rows: Sequence[Row],
    *,
    functions: bool,
    scores: Sequence[float | None] = (),
    blank: bool = False,
) -> None:
    sheet.title = name
    for column, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.merge_cells("A1:J1")
    sheet["A1"] = "项目支出绩效目标自评表"
    sheet["A1"].font = Font(name="方正小标宋简体", size=18)
    sheet["A1"].alignment = Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[1].height = 32
    sheet.merge_cells("A2:J2")
    sheet["A2"] = "(    年度)" if blank else "(2024年度)"
    sheet["A2"].font = Font(name="宋体", size=11)
    sheet["A2"].alignment = Alignment(horizontal="center", vertical="center")
    _heading(sheet, blank=blank)
    _funds(sheet, functions=functions, blank=blank)
    _goals(sheet, blank=blank)
    first = 13
    for column, title in zip("BCDEFGHIJ", _HEAD, strict=True):
        _put(sheet, f"{column}12", title, bold=True)
    for offset, row in enumerate(rows):
        _indicator(sheet, first + offset, row, functions=functions,
                   score=scores[offset] if scores else None)  # fmt: skip
    last = first + len(rows) - 1
    _put(sheet, f"A12:A{last}", "绩效\n指标", bold=True)
    _merge_level1(sheet, first, rows)
    _ending(sheet, first, last, functions=functions, scored=bool(scores), blank=blank)
    if blank:
        for column, choices in (("B", _LEVEL1), ("C", _LEVEL2)):
            validation = DataValidation("list", formula1=choices, allow_blank=True)
            validation.errorStyle = "warning"
            validation.add(f"{column}{first}:{column}{last}")
            sheet.add_data_validation(validation)
    _page(sheet, last + 3)


def _heading(sheet: Worksheet, *, blank: bool) -> None:
    for column in ("A3", "F3"):
        sheet[column].font = Font(name="宋体", size=10)
    sheet.merge_cells("A3:E3")
    sheet.merge_cells("F3:J3")
    sheet["A3"] = "单位(盖章):" if blank else "单位(盖章):某某县财政局"
    sheet["F3"] = "填报日期:" if blank else "填报日期:20250120"
    _put(sheet, "A4:B4", "项目名称", bold=True)
    _put(sheet, "C4:J4", None if blank else "基层财务人员培训经费", horizontal="left")
    _put(sheet, "A5:B5", "主管部门及代码", bold=True)
    _put(sheet, "C5:E5", None if blank else "[105]某某县财政局", horizontal="left")
    _put(sheet, "F5", "实施单位", bold=True)
    _put(sheet, "G5:J5", None if blank else "某某县财政局", horizontal="left")


def _funds(sheet: Worksheet, *, functions: bool, blank: bool) -> None:
    _put(sheet, "A6:B9", "项目资金\n(元)", bold=True)
    titles = ("资金来源", "年初预算数", "全年预算数(A)", "全年执行数(B)", "分值", "执行率")
    for column, title in zip("CDEFGH", titles, strict=True):
        _put(sheet, f"{column}6", title, bold=True)
    _put(sheet, "I6:J6", "得分", bold=True)
    names = ("年度资金总额:", "  财政拨款:", "  其他:")
    amounts = ((500000, 480000, 426000), (500000, 480000, 426000), (0, 0, 0))
    for row, name, numbers in zip((7, 8, 9), names, amounts, strict=True):
        _put(sheet, f"C{row}", name, horizontal="left")
        for column, number in zip("DEF", numbers, strict=True):
            _put(sheet, f"{column}{row}", None if blank else number, format="#,##0.00")
        for column in "GH":
            _put(sheet, f"{column}{row}", "-")
        _put(sheet, f"I{row}:J{row}", "-")
    _put(sheet, "G7", 10)
    _put(sheet, "H7", "=PERF_RATE(E7,F7)" if functions else None if blank else 88.75, format="0.00")
    sheet["I7"].value = "=PERF_EXEC_SCORE(E7,F7,G7)" if functions else None if blank else 8.88
    if functions:
        sheet["I7"].data_type, sheet["I7"].fill = "f", _OURS


def _goals(sheet: Worksheet, *, blank: bool) -> None:
    _put(sheet, "A10:A11", "年度\n总体\n目标", bold=True)
    _put(sheet, "B10:E10", "预期目标", bold=True)
    _put(sheet, "F10:J10", "实际完成情况", bold=True)
    wanted = "培训基层会计人员2500人次，编发操作手册3000册，提升基层财务规范程度。"
    done = "举办培训6期、1800人次，编发操作手册3000册，基层财务规范程度有效提升。"
    _put(sheet, "B11:E11", None if blank else wanted, horizontal="left")
    _put(sheet, "F11:J11", None if blank else done, horizontal="left")
    sheet.row_dimensions[11].height = 48


def _indicator(
    sheet: Worksheet, number: int, row: Row, *, functions: bool, score: float | None
) -> None:
    level1, level2, level3, target, actual, weight, reason = row
    written = (
        f"=PERF_SCORE(E{number},F{number},G{number},C{number},绩效口径)" if functions else score
    )
    values = (level1 or None, level2, level3, target, actual, weight, written, reason, None)
    for column, value in zip("BCDEFGHIJ", values, strict=True):
        left = column in "DI"
        _put(sheet, f"{column}{number}", value, horizontal="left" if left else "center")
        # 文字格式：打“=3公里”不会变成公式。
        if column in "EF":
            sheet[f"{column}{number}"].number_format = "@"
    sheet.row_dimensions[number].height = 40 if len(reason) > 12 else 28


def _merge_level1(sheet: Worksheet, first: int, rows: Sequence[Row]) -> None:
    starts = [offset for offset, row in enumerate(rows) if row[0]] + [len(rows)]
    for start, stop in pairwise(starts):
        if stop - start > 1:
            sheet.merge_cells(f"B{first + start}:B{first + stop - 1}")


def _ending(
    sheet: Worksheet, first: int, last: int, *, functions: bool, scored: bool, blank: bool
) -> None:
    total, conclusion, contact = last + 1, last + 2, last + 3
    _put(sheet, f"A{total}:F{total}", "总分", bold=True)
    _put(sheet, f"G{total}", 95 if scored else 100)
    formula = f"=PERF_TOTAL(I7,H{first}:H{last})"
    _put(sheet, f"H{total}", formula if functions else 83.88 if scored else None)
    _put(sheet, f"I{total}", "自评等级", bold=True)
    grade = f"=PERF_GRADE(H{total},绩效口径)"
    _put(sheet, f"J{total}", grade if functions else "优" if scored else None)
    _put(sheet, f"A{conclusion}", "自评\n结论", bold=True)
    said = "项目按计划实施，取消的一期培训结余5.4万元，培训人次未达目标，其余指标均已完成。"
    if scored:
        said = "项目按计划实施。"
    said = None if blank else said
    _put(sheet, f"B{conclusion}:J{conclusion}", said, horizontal="left")
    sheet.row_dimensions[conclusion].height = 44
    sheet.merge_cells(f"A{contact}:J{contact}")
    sheet[f"A{contact}"] = "联系人:" if blank else "联系人:×××"
    sheet[f"A{contact}"].font = Font(name="宋体", size=10)


def _page(sheet: Worksheet, last: int) -> None:
    sheet.print_area = f"A1:J{last}"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"


_BUTTONS = (
    ("校验", "检查每张自评表，在有问题的格上标色、加批注，列出“校验结果”表。试试第三张表“错例”。"),
    (
        "评分",
        "算出得分、执行率、总分、等级填进表里；改过的格记在“改动记录”，“评分说明”写明每个分的算法。",
    ),
    ("生成", "按模板写出能打印的自评表，存成新文件。"),
    ("批量", "校验本文件所在文件夹（连同下级）里的全部工作簿，清单存成新文件。"),
    ("清除标记", "去掉校验加的颜色和批注，您自己的格式、批注都在。"),
    ("固化公式", "把 PERF 函数换成值，发给没有加载项的人；“还原”可以放回公式。"),
    ("口径", "选评分口径，记在名称“绩效口径”里，公式可以引用。"),
    ("帮助", "看版本，打开本导览。"),
)
_EXAMPLES = (
    ("PERF_SCORE", '=PERF_SCORE("≥2500人","1800人",10)'),
    ("PERF_EXPLAIN", '=PERF_EXPLAIN("≥2500人","1800人",10)'),
    ("PERF_CHECK", '=PERF_CHECK("2500人","数量指标")'),
    ("PERF_VALUE", '=PERF_VALUE("≥9.8万人","数值")'),
    ("PERF_RATE", "=PERF_RATE(480000,426000)"),
    ("PERF_EXEC_SCORE", "=PERF_EXEC_SCORE(480000,426000,10)"),
    ("PERF_TOTAL", "=PERF_TOTAL(8.88,7.2,80)"),
    ("PERF_GRADE", "=PERF_GRADE(96.08,绩效口径)"),
    ("PERF_WEIGHTS", '=PERF_WEIGHTS("产出指标",绩效口径)'),
)


def _guide(sheet: Worksheet) -> None:
    sheet.title = "导览"
    for column, width in zip("ABCD", (18, 40, 30, 44), strict=True):
        sheet.column_dimensions[column].width = width
    sheet["A1"] = "perfxl 导览"
    sheet["A1"].font = Font(name="黑体", size=16)
    sheet["A2"] = "一、功能区“绩效”的按钮"
    sheet["A2"].font = Font(name="黑体", size=12)
    row = 3
    for name, does in _BUTTONS:
        _put(sheet, f"A{row}", name, bold=True)
        _put(sheet, f"B{row}:D{row}", does, horizontal="left")
        row += 1
    sheet[f"A{row + 1}"] = "二、单元格函数（绿色格是公式，装好加载项后会重算）"
    sheet[f"A{row + 1}"].font = Font(name="黑体", size=12)
    row += 2
    for column, title in zip("ABCD", ("函数", "作用", "公式", "结果"), strict=True):
        _put(sheet, f"{column}{row}", title, bold=True)
        sheet[f"{column}{row}"].fill = _GREY
    summaries = {function.name: function.summary for function in cell_functions()}
    for name, formula in _EXAMPLES:
        row += 1
        _put(sheet, f"A{row}", name)
        _put(sheet, f"B{row}", summaries[name], horizontal="left")
        _put(sheet, f"C{row}", None, horizontal="left")
        sheet[f"C{row}"].value, sheet[f"C{row}"].data_type = formula, "s"
        _put(sheet, f"D{row}", formula, horizontal="left")
        sheet.row_dimensions[row].height = 32
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def with_stored_values(book: Workbook) -> bytes:
    """存成字节：每个公式旁写上它的值；包里的时间固定，两次写出相同。"""
    values = {sheet.title: _values(sheet) for sheet in book.worksheets}
    plain = BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    for name, data in parts.items():
        sheet = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
        if sheet:
            found = values[book.worksheets[int(sheet[1]) - 1].title]
            parts[name] = _stored(data.decode(), found).encode()
    parts["docProps/core.xml"] = re.sub(
        rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-01-01T00:00:00Z", parts["docProps/core.xml"]
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in _with_addin_link(parts).items():
            target.writestr(
                zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


_CALLED = re.compile(rb"\b(PERF_[A-Z_]+)\(")
_FORMULA = re.compile(rb"<f>.*?</f>")
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STARTUP = "http://schemas.microsoft.com/office/2006/relationships/xlExternalLinkPath/xlStartup"
_LINK = "xl/externalLinks/externalLink1.xml"


def _with_addin_link(parts: dict[str, bytes]) -> dict[str, bytes]:
    """公式写成 Excel 自己存加载项函数的样子：``[1]!PERF_SCORE(…)``，外部链接指着 XLSTART 里的加载项。

    不这样写的，Excel 打开时不认得函数，要逐格重新回车。
    """
    called: set[bytes] = set()

    def linked(formula: re.Match[bytes]) -> bytes:
        called.update(_CALLED.findall(formula[0]))
        return _CALLED.sub(rb"[1]!\1(", formula[0])

    made = {
        name: _FORMULA.sub(linked, data) if name.startswith("xl/worksheets/") else data
        for name, data in parts.items()
    }
    if not called:
        return parts
    names = "".join(f'<definedName name="{name.decode()}"/>' for name in sorted(called))
    made[_LINK] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<externalLink xmlns="{_MAIN}"><externalBook xmlns:r="{_OFFICE}" r:id="rId1">'
        f"<definedNames>{names}</definedNames></externalBook></externalLink>"
    ).encode()
    made["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_STARTUP}" Target="perfxl.xlam" TargetMode="External"/>'
        "</Relationships>"
    ).encode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
    for part, before, added in (
        (
            "[Content_Types].xml",
            "</Types>",
            f'<Override PartName="/{_LINK}" ContentType="{kind}"/>',
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "</Relationships>",
            f'<Relationship Id="rIdAddin" Type="{_OFFICE}/externalLink" Target="externalLinks/externalLink1.xml"/>',
        ),
        (
            "xl/workbook.xml",
            "<definedNames",
            f'<externalReferences><externalReference xmlns:r="{_OFFICE}" r:id="rIdAddin"/></externalReferences>',
        ),
    ):
        data, text = made[part], before.encode()
        assert data.count(text) == 1, part
        place = data.index(text)
        made[part] = data[:place] + added.encode() + data[place:]
    return made


def _values(sheet: Worksheet) -> dict[str, Any]:
    waiting = {
        cell.coordinate: cell.value
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    known: dict[str, Any] = {}
    while waiting:
        ready = [place for place, formula in waiting.items() if _is_ready(sheet, formula, known)]
        assert ready, "circular formulas"
        for place in ready:
            known[place] = value_of(sheet, waiting.pop(place), known)
    return known


def _is_ready(sheet: Worksheet, formula: str, known: dict[str, Any]) -> bool:
    try:
        value_of(sheet, formula, known)
    except KeyError:
        return False
    return True


def _stored(xml: str, values: dict[str, Any]) -> str:
    def one(match: re.Match[str]) -> str:
        value = values[match["place"]]
        kind = ' t="str"' if isinstance(value, str) else ""
        return f"<c{match['attributes']}{kind}>{match['formula']}<v>{escape(str(value))}</v></c>"

    pattern = r'<c(?P<attributes> r="(?P<place>[A-Z]+\d+)"[^>]*)>(?P<formula><f>.*?</f>)<v\s*/?>(?:</v>)?</c>'
    return re.sub(pattern, one, xml)


if __name__ == "__main__":
    write_all(shipped_folder("workbooks"))
