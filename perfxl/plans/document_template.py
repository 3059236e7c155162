"""Word 的模板由工作簿的模板换成时是什么样：表以上的段落、表的各行、表以下的段落。"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from perfxl.plans.fonts import CellFont

# 一格只写着它的，写好以后与上面、左边的格合并。
MERGED_UP, MERGED_LEFT = "〔与上格合并〕", "〔与左格合并〕"
TAG_FONT = CellFont(9.0, "宋体")


class Align(StrEnum):
    """一格、一段怎样对齐。"""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True)
class SheetLook:
    """工作簿的模板第一张工作表的样子：各格的对齐（没有的靠左），有边框的各行。

    ``margins`` 是上、下、左、右页边距（磅），``footer`` 是页脚，``&P`` 是页码，``&N`` 是共几页。
    """

    aligned: Mapping[tuple[int, int], Align]
    bordered: Collection[int]
    margins: tuple[float, float, float, float]
    footer: str

    def align(self, row: int, column: int) -> Align:
        """一格怎样对齐。"""
        return self.aligned.get((row, column), Align.LEFT)


@dataclass(frozen=True)
class DocumentText:
    """写着的字：表里占第 ``left`` 到 ``right`` 列（从 1 数）的一格，或一段里从第 ``left`` 列写起的一处。"""

    text: str
    left: int
    right: int
    font: CellFont
    align: Align = Align.LEFT


@dataclass(frozen=True)
class DocumentParagraph:
    """一段，``texts`` 各处之间是制表位；``new_page`` 是另起一页的，``before``、``after`` 是段前段后（磅）。"""

    texts: Sequence[DocumentText]
    new_page: bool = False
    before: float = 0.0
    after: float = 0.0


@dataclass(frozen=True)
class DocumentRow:
    """表的一行，至少多高（磅）；``is_header`` 是换页重印的，``keeps_next`` 是与下一行同页的。"""

    texts: Sequence[DocumentText]
    height: float = 0.0
    is_header: bool = False
    keeps_next: bool = False


@dataclass(frozen=True)
class DocumentTemplate:
    """一份 Word 的模板；``widths`` 是各列的宽，只看比例，合起来是一页宽。"""

    look: SheetLook
    is_landscape: bool
    widths: Sequence[float]
    above: Sequence[DocumentParagraph] = field(default=())
    rows: Sequence[DocumentRow] = field(default=())
    below: Sequence[DocumentParagraph] = field(default=())


@dataclass(frozen=True)
class DocumentNotes:
    """Word 模板末尾的一页说明：一句话，再是几组名字（组的说明、各个名字）。"""

    said: str
    lists: Sequence[tuple[str, Sequence[str]]]
