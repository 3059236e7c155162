"""写一份自评表的用时：与 openpyxl 读、填、存，与 xltpl 渲染同一模板相比（同一进程、轮流、取同一轮之比的中位数）；

再看 200 个项目写进一个工作簿，和离下限（jinja2 出工作表 XML 文字，再压缩）有多远。
比值才有意义，绝对时间随机器变。运行：make bench
"""

import contextlib
import gc
import io
import re
import statistics
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from copy import copy
from pathlib import Path
from typing import NamedTuple

import openpyxl
from jinja2 import Template as JinjaTemplate
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from ratios import Ratios, absent, middle_ratios

from perfxl.actions.forms_made import own_form
from perfxl.hosts import ready_templates
from perfxl.hosts.outputs import Outputs
from perfxl.many_files import making
from perfxl.many_files.results import process
from perfxl.model.address import Block
from perfxl.model.table import Form
from perfxl.plans.template import SheetPlan
from perfxl.rendering.self_evaluation import scored_content
from perfxl.shipped import shipped_folder

ROUNDS = 25
MANY = 200
FORM = own_form(Form.SELF_EVALUATION)
TEMPLATE = making.template_path(FORM.name)
SAMPLE = shipped_folder("workbooks") / "自评表" / "02_szyf_living_allowance.xlsx"

# 我们自己的过滤器，xltpl 不认得。
_OWN_FILTERS = re.compile(r"\|(?:可略|并左|金额|百分比|日期|大写|成本在先)")
_OPENPYXL = "openpyxl 读、填、存"


class Works:
    """几种写法，写同一份自评表。"""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.result = process(SAMPLE, check=False)
        self.sources = making.sources_of(FORM, [[self.result]])
        [sheet] = making.made_sheets(self.sources, made=FORM)
        self.plan: SheetPlan = sheet.plan
        self.xltpl_template = folder / "xltpl.xlsx"
        self._write_xltpl_template()
        self.payload = self._payload()

    def perfxl_cold(self) -> None:
        """每次都像第一次：模板也重读。"""
        making._held.cache_clear()
        ready_templates._ready.cache_clear()
        self.perfxl()

    def perfxl(self, copies: int = 1) -> None:
        """排、写；模板读过一次就记着，程序平常就是这样。"""
        sheets = making.made_sheets(self.sources * copies, made=FORM)
        again = Outputs(replace=True).named(self.folder / "perfxl.xlsx")
        making.write_sheets(sheets, again)

    def openpyxl(self) -> None:
        """人们通常的写法：读模板，照算好的行填值、抄样式、合并、定行高，存。"""
        book = openpyxl.load_workbook(TEMPLATE)
        sheet = book.active
        assert sheet is not None
        styles = {cell.coordinate: (copy(cell._style), cell.value) for row in sheet for cell in row}
        for block in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(block))
        for place, source in enumerate(self.plan.rows.sources, 1):
            for column in range(1, sheet.max_column + 1):
                style, value = styles[f"{get_column_letter(column)}{source}"]
                cell = sheet.cell(place, column)
                cell._style = copy(style)
                cell.value = self.plan.values.get((place, column), value)
            sheet.row_dimensions[place].height = self.plan.heights[place]
        for block in self.plan.merged:
            if block[:2] != block[2:]:
                sheet.merge_cells(Block(*block).address)
        for row in self.plan.page_starts:
            sheet.row_breaks.append(Break(row - 1))
        book.save(self.folder / "openpyxl.xlsx")

    def xltpl(self) -> None:
        """xltpl 渲染：不合并相同的上级、不算行高、不换页，活比别人少。"""
        from xltpl.writerx import BookWriter

        with contextlib.redirect_stdout(io.StringIO()):
            writer = BookWriter(str(self.xltpl_template))
            writer.render_book([self.payload])
            writer.save(str(self.folder / "xltpl成.xlsx"))

    def _write_xltpl_template(self) -> None:
        book = openpyxl.load_workbook(TEMPLATE)
        sheet = book.active
        assert sheet is not None
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    text = _OWN_FILTERS.sub("", cell.value)
                    cell.value = text.replace("细目.名称", "名称").replace("细目.内容", "名称")
        # xltpl 的循环写在第一列的批注里，那一格不能在上下合并的块里：把左边的标签拆开。
        for block in list(sheet.merged_cells.ranges):
            if block.min_col == 1 and block.min_row < block.max_row:
                sheet.unmerge_cells(str(block))
        for name in ("资金", "指标"):
            row = next(c.row for r in sheet for c in r if f"{{{{{name}." in str(c.value))
            loop = f"beforerow{{% for {name} in {name}们 %}}"
            sheet.cell(row, 1).comment = Comment(loop, "x")
            sheet.cell(row, 1).value = name
            sheet.cell(row + 1, 1).comment = Comment("beforerow{% endfor %}", "x")
        book.save(self.xltpl_template)

    def _payload(self) -> dict[str, object]:
        used = making.held_template(TEMPLATE).used
        content = scored_content(self.result.scores[0], self.result.profile, used)
        groups = {
            f"{name}们": [dict(item.values) for item in content.groups[name].items]
            for name in ("资金", "指标")
        }
        return {**content.values, **groups, "sheet_name": "表", "tpl_name": "自评表"}


def limit(finished: Path) -> Callable[[], object]:
    """下限：成表的工作表 XML，把值换成占位，jinja2 出一遍文字，压缩一遍。"""
    with zipfile.ZipFile(finished) as package:
        text = package.read("xl/worksheets/sheet1.xml").decode()
    pieces = text.split("<t")
    names = {f"v{n}": piece for n, piece in enumerate(pieces[1:])}
    template = JinjaTemplate(pieces[0] + "".join(f"<t{{{{{name}}}}}" for name in names))
    return lambda: zlib.compress(template.render(names).encode())


class Taken(NamedTuple):
    """一次用了几毫秒：``waited`` 是经过的（连同等磁盘、等别的程序），``worked`` 是处理器的。"""

    waited: float
    worked: float


def timed(work: Callable[[], object]) -> Taken:
    gc.collect()  # 别人留下的垃圾不算在下一个头上
    start, worked = time.perf_counter(), time.process_time()
    work()
    done, now = time.process_time(), time.perf_counter()
    return Taken((now - start) * 1000, (done - worked) * 1000)


def rendering(rounds: int = ROUNDS) -> Ratios:
    """轮流写同一份。"""
    missing = absent(["xltpl"])
    with tempfile.TemporaryDirectory() as folder:
        works = Works(Path(folder))
        works.perfxl()
        named: dict[str, Callable[[], object]] = {
            "perfxl": works.perfxl,
            "perfxl（模板也重读）": works.perfxl_cold,
            _OPENPYXL: works.openpyxl,
            **({} if missing else {"xltpl": works.xltpl}),
            "下限（文字和压缩）": limit(Path(folder) / "perfxl.xlsx"),
        }
        samples: dict[str, list[Taken]] = {name: [] for name in named}
        for work in named.values():
            timed(work)
        for _ in range(rounds):
            for name, work in named.items():
                samples[name].append(timed(work))
        many = statistics.median(timed(lambda: works.perfxl(MANY)).worked for _ in range(3))
    worked = {name: [each.worked for each in times] for name, times in samples.items()}
    waited = {name: [each.waited for each in times] for name, times in samples.items()}
    together = f"perfxl {MANY} 个写进一本"
    each = many / MANY / statistics.median(worked[_OPENPYXL])
    return Ratios(
        "写一份自评表",
        f"25 行 13 栏，同一进程轮流 {rounds} 轮，处理器时间（等磁盘的不算）。"
        "openpyxl 一栏是人们通常的写法：读模板，填值、抄样式、合并、定行高、换页，存；"
        "xltpl 渲染同一模板，不合并、不算行高、不换页，活比别人少；下限只把写好的表当文字出一遍、压缩一遍。",
        _OPENPYXL,
        {**middle_ratios(worked, _OPENPYXL), together: each},
        frozenset({"perfxl", "perfxl（模板也重读）", together}),
        missing,
        [
            f"连等磁盘在内的经过的时间，perfxl 是 openpyxl 的 {middle_ratios(waited, _OPENPYXL)['perfxl']:.2f}。",
            f"{MANY} 个写进一本，每个是单写的 {many / MANY / statistics.median(worked['perfxl']):.2f}。",
        ],
    )


if __name__ == "__main__":
    print(rendering().text())
