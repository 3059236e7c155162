"""标出问题在 Excel 里要几次往返：xlwings 自己的 Windows 代码，底下的 COM 对象只管数。"""

from collections import Counter
from types import SimpleNamespace
from typing import Any

import xlwings as xw
from fake_excel import FakeObject, windows_xlwings

from perfxl.excel.marks import mark_sheet
from perfxl.plans.marks import Mark, SortableRows
from perfxl.plans.own_marks import wanted_notes, wanted_rules


class Counting(FakeObject):
    """取、设、叫它的什么都算一次往返，给出的又是一个。"""

    def __init__(self, counts: Counter[str], name: str = "") -> None:
        self.__dict__.update(counts=counts, name=name)

    def __getattr__(self, name: str) -> "Counting":
        self.counts[name] += 1
        return Counting(self.counts, name)

    def __setattr__(self, name: str, value: object) -> None:
        self.counts[f"{name}="] += 1

    def __call__(self, *arguments: Any, **named: Any) -> "Counting":
        # 取了方法再叫，是一次往返；叫集合的一项另算一次。
        if self.name in ("FormatConditions",):
            self.counts["Item"] += 1
        return Counting(self.counts, "")


def test_a_mark_takes_few_calls_over_com() -> None:
    rows = SortableRows(5, 24, 4, {row: f"第{row}个指标" for row in range(5, 25)})
    given = [Mark("表", f"H{row}", "FFC7CE", 0, f"第{row}行", rows) for row in range(5, 25)]
    given += [Mark("表", f"B{row}", "DDEBF7", 2, "说明") for row in range(30, 40)]
    notes, rules = len(wanted_notes(given)), len(list(wanted_rules(given)))
    assert (notes, rules) == (30, 2)
    counts: Counter[str] = Counter()
    with windows_xlwings():
        sheet = xw.Sheet(impl=xw._xlwindows.Sheet(xl=Counting(counts)))
        mark_sheet(sheet, given, frozenset())
    assert counts["Shape"] == notes
    # 一条批注：找格、加、批注框、宽、高；一种颜色：找几块、规则表、加、底色两次、放在最前、取回。
    assert counts["AddComment"] == notes
    assert counts["Add"] == rules
    assert sum(counts.values()) <= 5 * notes + 8 * rules, counts


def test_a_host_without_note_boxes_is_asked_once() -> None:
    """Mac 的 Excel、Calc 没有批注框：一张表只试一次。"""
    given = [Mark("表", f"B{row}", "DDEBF7", 2, "说明") for row in range(30, 40)]
    tried = []

    class Note:
        @property
        def api(self) -> Any:
            tried.append(self)
            return object()

    added: list[str] = []

    class Cell:
        @property
        def impl(self) -> "Cell":
            return self

        conditional_formats = SimpleNamespace(add_custom=lambda *_, **__: None)

        def add_note(self, text: str) -> Note:
            added.append(text)
            return Note()

    class Sheet:
        def __getitem__(self, address: str) -> Cell:
            return Cell()

    mark_sheet(Sheet(), given, frozenset())  # type: ignore[arg-type]
    assert len(added) == 10
    assert len(tried) == 1
