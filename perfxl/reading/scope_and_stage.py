"""一张表说的是项目还是部门整体、在申报还是批复……：同一种表几样都用的，看标题上写的字。"""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import PurePath
from typing import TypedDict

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.entry import Entry
from perfxl.model.form import Form
from perfxl.model.form_spec import Scope, Shape, Stage
from perfxl.model.table import Table

# “转移支付整体绩效目标”“专项资金整体绩效目标”的整体是一项资金的，不是部门的。
_WHOLE_FUND = Pattern("(?:专项|资金|项目|区域|政策|债券)整体|区域绩效|转移支付")
# 先看后一步的：“调整批复”是调整。
_STAGE_WORDS = {Stage.ADJUSTMENT: "调整", Stage.APPROVAL: "批复", Stage.APPLICATION: "申报"}
# 一个项目一张的表，“产业结构调整”是项目的名称，不是哪一步。
_ADJUSTED = Pattern("(?:预算|目标|指标|中期)调整|调整(?:预算|后|批复|表)|[(]调整[)]")


# 单独成词的“调整”：文件常叫“调整 校舍.xlsx”“校舍-调整.xlsx”。
_ADJUSTED_ALONE = Pattern(r"(?<![\u4e00-\u9fff])调整(?![\u4e00-\u9fff])")
_INITIAL = "年初"


_EVALUATED = ("自评", "自我评价")


class Standing(TypedDict):
    """``Table`` 里由种类、标题和所在就能定的几项。"""

    form: Form
    scope: Scope
    stage: Stage
    title: Entry
    book: str


def standing_of(form: Form, title: Entry, *, sheet: str, book: str) -> Standing:
    """一张表是哪一种、说的是什么、在哪一步。"""
    return Standing(
        form=form,
        scope=scope_of(form, title.text),
        stage=stage_of(form, title.text, sheet=sheet, book=book),
        title=title,
        book=book,
    )


def scope_of(form: Form, title: str) -> Scope:
    """说的是什么；标题没有写明的，是这种表的第一个。"""
    scopes = form.spec.scopes
    return Scope.DEPARTMENT if Scope.DEPARTMENT in scopes and says_department(title) else scopes[0]


def says_department(title: str) -> bool:
    """标题写着部门、单位整体。

    >>> [says_department(title) for title in ("部门整体支出绩效目标表", "中央对地方转移支付整体绩效目标表")]
    [True, False]
    """
    words = compact(title)
    if "整体" not in words:
        return False
    return any(word in words for word in ("部门整体", "单位整体")) or not _WHOLE_FUND.search(words)


def is_titled_evaluation(table: Table) -> bool:
    """标题写自评，完成值、得分的栏却没有认出，照别的表读的；照评分标准打分的、汇总表不算。"""
    spec = table.spec
    if spec.scored or not spec.indicators or spec.shape is Shape.LIST:
        return False
    title = compact(table.title.text)
    if not any(word in title for word in _EVALUATED):
        return False
    if spec.shape is not Shape.SCORES:
        return Stage.MONITORING not in spec.stages
    ruled = any(row.criterion.text for row in table.indicators)
    return bool(table.filled_unread_columns) and not ruled


def stage_of(form: Form, title: str, *, sheet: str = "", book: str = "") -> Stage:
    """在一年里的哪一步：标题写着的；没有写的，看工作表、文件、文件夹的名字（又说申报又说批复的不算）；再没有，是这种表的第一个。"""
    in_title = next(_said(form, title), None)
    if in_title is not None:
        return in_title
    place = PurePath(book)
    for words in (sheet, place.stem, place.parent.name):
        said = list(_said(form, words))
        if said and (len(said) == 1 or Stage.APPLICATION not in said):
            return said[0]
    return form.spec.stages[0]


def _said(form: Form, text: str) -> Iterator[Stage]:
    """几个字里说到的各步，这种表用在的。"""
    words, single = compact(text), form.spec.shape is Shape.ONE
    for stage, word in _STAGE_WORDS.items():
        if stage not in form.spec.stages or word not in words:
            continue
        if stage is not Stage.ADJUSTMENT or not single or _ADJUSTED.search(words):
            yield stage


class Side(StrEnum):
    """比出调整批复的两份：年初的，调整后的。"""

    INITIAL = "initial"
    ADJUSTED = "adjusted"

    @property
    def other(self) -> "Side":
        """另一份。"""
        return Side.ADJUSTED if self is Side.INITIAL else Side.INITIAL


def side_said(table: Table) -> Side | None:
    """标题、工作表、文件、文件夹的名字里，头一处写着的是哪一份；没有写的、两样都写着的为 ``None``。"""
    place = PurePath(table.book)
    for words in (table.title.text, table.sheet, place.stem, place.parent.name):
        initial = _INITIAL in compact(words)
        adjusted = bool(_ADJUSTED.search(compact(words)) or _ADJUSTED_ALONE.search(words))
        if initial != adjusted:
            return Side.INITIAL if initial else Side.ADJUSTED
    return None
