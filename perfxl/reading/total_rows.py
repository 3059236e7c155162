"""指标表的合计、总分：写在哪一格，几处都写着的以哪一处为准。"""

from collections.abc import Collection

from perfxl.grammar.amounts import amount
from perfxl.grammar.patterns import Pattern
from perfxl.model.table import ABSENT, Entry, Total
from perfxl.reading.grades import grade_in
from perfxl.reading.header import RESULTS
from perfxl.reading.indicator_cells import IndicatorCells
from perfxl.reading.labels import is_grade_label
from perfxl.reading.region import after_label
from perfxl.reading.row_kinds import ENDS, RowKind, kind_of_row, row_kind

# 92、92分、92分　自评等级：优、92/优
_POINTS = Pattern(r"^\s*(\d+(?:\.\d+)?)\s*分?(?=$|[\s,，;；。（(、/／])(.*)$")
# 优（92分）、优92
_AFTER_GRADE = Pattern(
    r"^\s*([^\d\s（(/／、，,:：]{1,3})[^\d]{0,2}(\d+(?:\.\d+)?)\s*分?\s*[）)。]?$"
)


def total_label(texts: list[Entry], kind: RowKind) -> Entry | None:
    """行首（或隔一格行标题）写着“合计”“总分”的；``kind`` 是行首的字。"""
    if kind is RowKind.TOTAL:
        return texts[0]
    if len(texts) > 1 and row_kind(texts[1].text) is RowKind.TOTAL:
        return texts[1]
    return None


def total_in(entry: Entry) -> Entry:
    """一格里写着的总分；后面还写着别的（92分　等级：优、99.68（优））的 ``continued``，不能整个改写。

    >>> total_in(Entry("99.68（优）")).number, total_in(Entry("92分")).continued
    (Decimal('99.68'), False)
    >>> total_in(Entry("优（97.6分）")).number, total_in(Entry("97.6/优")).number
    (Decimal('97.6'), Decimal('97.6'))
    """
    graded = _AFTER_GRADE.match(entry.text)
    if graded and grade_in(graded[1]):
        return entry._replace(number=amount(graded[2]), continued=True)
    found = _POINTS.match(entry.text)
    number = amount(found[1]) if found else amount(entry.text)
    return entry._replace(number=number, continued=found is not None and bool(found[2].strip()))


class TotalRows:
    """读到的总分 ``total``，和另记的合计 ``subtotals``。"""

    def __init__(self, cells: IndicatorCells) -> None:
        self._cells = cells
        self.total = Total()
        self.subtotals: list[Total] = []
        self._passed: tuple[int, Entry] | None = None

    @property
    def found(self) -> bool:
        """已经读到了总分一行。"""
        return self.total.label.exists

    def read(self, row: int, label: Entry) -> None:
        """总分一行：分值、得分各在自己的栏里。"""
        weight, score = self._cells.points(row, "weight"), self._cells.points(row, "score")
        if _place(weight) in (_place(label), _place(score)):
            weight = ABSENT  # 与标签或得分合并成一格，不是单写的分值
        if is_grade_label(weight.text):
            weight = ABSENT  # 总分 | 98 | 自评等次 | 优
        if weight.column not in self._cells.place.columns_of("weight"):
            weight = ABSENT  # 从左边并来的
        if score.text and score.number is None and (said := total_in(score)).number is not None:
            score = said  # 得分栏里连同等级写的
        if _place(score) == _place(label) or (score.exists and score.number is None):
            score = self._only_number(row, label, score, weight)
        self._set(Total(label, weight, score))

    def read_inline(self, label: Entry) -> None:
        """“总分：92”写在一格里的；后面还写着别的（92分　等级：优），这一格不能整个改写。"""
        self._set(Total(label, ABSENT, total_in(after_label(label))))

    def pass_over(self, row: int, label: Entry) -> None:
        """下面还有指标的“总分”：后面再没有总分的，就是它。"""
        if "总" in label.text:
            self._passed = row, label

    def settle(self) -> None:
        """读完了：没有别的总分的，照夹在中间的“总分”一行。"""
        if not self.found and self._passed is not None:
            self.read(*self._passed)

    def indicators_follow(self, row: int, label: Entry, skipped: Collection[int] = ()) -> bool:
        """紧接着还有指标行，或隔着别的合计之后还有（那就是某一类的小计）；空行以下是别的内容。

        写着“总分”的，下面的行还要在上级指标名下。``skipped`` 是重印的标题、表头，以下还是这张表。
        """
        cells, place = self._cells, self._cells.place
        grid = cells.region.grid
        earlier = row
        for below in grid.rows_between(row + 1, cells.region.block.bottom):
            if below in skipped:
                earlier = cells.region.block.bottom
                continue
            texts = cells.region.texts(below)
            if below > earlier + 1 or (texts and kind_of_row(texts) in ENDS):
                return False
            bottoms = (grid.block(below, entry.column).bottom for entry in texts)
            earlier = max(earlier, max(bottoms, default=below))
            if not place.name(below).text or not place.value(below).text:
                continue
            if "总" in label.text and not place.is_under_level(below):
                return False
            weight = cells.points(below, "weight")
            if weight.number is not None:
                return weight.row == below
            if not weight.exists and self._is_answered(below):
                return True
        return False

    def _is_answered(self, row: int) -> bool:
        """指标值、完成值都写着。"""
        roles = (role for role in ("target", *RESULTS) if role in self._cells.columns)
        return all(self._cells.place.own(row, role).text for role in roles)

    def _set(self, total: Total) -> None:
        """先“合计”再“总分”的，以总分为准，合计另记；其余以先读到数的为准。

        总分以下又写一行得分合计的，多的一个才连执行率得分都加了，少的另记。
        """
        earlier = self.total
        named = "总" in total.label.text and "总" not in earlier.label.text
        first, second = earlier.score.number, total.score.number
        if first is None:
            self.total = total
        elif second is None:
            return
        elif named or ("分" in total.label.text and second > first):
            self.subtotals.append(earlier)
            self.total = total
        elif "分" in total.label.text and second != first:
            self.subtotals.append(total)

    def _only_number(self, row: int, label: Entry, score: Entry, weight: Entry) -> Entry:
        """总分行的数没写在得分列时，取这一行里分值以外唯一的数。"""
        region = self._cells.region
        used = region.grid.block(label.row, label.column).right
        points = (region.points(row, each) for each in range(used + 1, region.block.right + 1))
        unique = {
            _place(entry): entry
            for entry in points
            if entry.number is not None and _place(entry) != _place(weight)
        }
        if len(unique) == 1:
            return next(iter(unique.values()))
        return score if _place(score) != _place(label) else ABSENT


def _place(entry: Entry) -> tuple[int, int]:
    return entry.row, entry.column
