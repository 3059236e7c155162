"""由开着的工作簿写成的新文件：照现有的内容生成，或写新一年待填的；叫什么，怎样说。"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from perfxl.actions import make as making
from perfxl.actions import next_year
from perfxl.actions.assessment import Assessment
from perfxl.actions.forms_made import MadeForm
from perfxl.actions.make import ConclusionText, Templates
from perfxl.actions.outcome import Outcome
from perfxl.excel.book_path import without_brackets

_Make = Callable[[MadeForm, Assessment, Templates, ConclusionText], Outcome]


@dataclass(frozen=True)
class Making:
    """一种写法：按哪个按钮，做成的叫什么，怎样做。"""

    button: str
    kind: str
    make: _Make

    def ending(self, made: MadeForm) -> str:
        """文件名的末尾。"""
        return f"（{self.kind}{made.name}）"

    def file_name(self, book: str, made: MadeForm) -> str:
        """由 ``book`` 写成的叫什么。"""
        return without_brackets(f"{Path(book).stem}{self.ending(made)}.xlsx")

    def said(self, made: MadeForm, outcome: Outcome, path: Path) -> str:
        """做成了的话，不带句号。"""
        return f"已生成{len(outcome.sheets)}张{self.kind}{made.name}，存为“{path}”"


MAKINGS = {
    "make": Making("生成", "", making.make),
    "next_year": Making("新一年", "新一年", next_year.make),
}
