"""口径里对规则的安排：关掉哪些、改哪些级别；和已认可的问题。"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import Annotated

from perfxl.grammar.glyphs import compact
from perfxl.model.address import Block, places_in
from perfxl.model.finding import Finding, Severity
from perfxl.standards.limits import NOTHING_ELSE, Words

# 认可“错误”级的，理由至少几个字。
SHORTEST_REASON = 6

RuleId = Annotated[str, Words(pattern=r"PX[1-9]\d\d")]


@dataclass(frozen=True)
class RuleSettings:
    """``disabled`` 关掉的规则，``severity`` 改了级别的规则。"""

    __pydantic_config__ = NOTHING_ELSE

    disabled: frozenset[RuleId] = frozenset()
    severity: Mapping[RuleId, Severity] = field(default_factory=dict)

    @property
    def named(self) -> frozenset[str]:
        """提到的全部编号。"""
        return self.disabled | frozenset(self.severity)


@dataclass(frozen=True)
class Acceptance:
    """一处（或一类）已认可的问题和理由：不再列出，只计数。

    ``file``、``sheet``、``project`` 可用 ``*`` 通配，不写的不限；``cells`` 要与问题的格一样，
    大小写、空白、逗号的全角半角不计。``file`` 可以连同文件夹，见 ``beside``。
    """

    __pydantic_config__ = NOTHING_ELSE

    rule: RuleId
    reason: Annotated[str, Words(shortest=1)]
    file: str = "*"
    sheet: str = "*"
    cells: str = ""
    project: str = "*"

    @property
    def place_cells(self) -> str:
        """``cells`` 照列出问题的写法：大写、英文逗号，没有空白、``$``。"""
        return compact(self.cells).upper().replace("、", ",").replace("$", "")

    @property
    def is_terse(self) -> bool:
        """理由太短，认可不了“错误”级的。"""
        return len(compact(self.reason)) < SHORTEST_REASON

    @property
    def place(self) -> str:
        """认可的是哪里：写了的文件、工作表、格、项目，都不限的为“各处”。"""
        written = (self.file, self.sheet, self.cells, self.project)
        return " ".join(each for each in written if each not in ("", "*")) or "各处"

    @property
    def names_folder(self) -> bool:
        """``file`` 连同文件夹写着（``甲局/自评.xlsx``）：只管那个文件夹里的。"""
        return "/" in self.file or "\\" in self.file

    def beside(self, folder: PurePath) -> "Acceptance":
        """写在 ``folder`` 里的清单中的一条：写明的正是这个文件夹的，只留文件名；别的照旧，管不着这里的文件。

        >>> entry = Acceptance("PX101", "已核对", file="甲局/自评.xlsx")
        >>> [entry.beside(PurePath(each)).file for each in ("收/甲局", "收/乙局")]
        ['自评.xlsx', '甲局/自评.xlsx']
        """
        *named, file = self.file.replace("\\", "/").split("/")
        own = folder.parts[-len(named) :] if named else ()
        is_own = bool(named) and list(map(compact, own)) == list(map(compact, named))
        return replace(self, file=file) if is_own else self

    def is_for(self, file: str) -> bool:
        """管得着这个文件；连同文件夹写着的，末几级文件夹也要一样。"""
        named = self.file.replace("\\", "/")
        own = PurePath(file).parts[-named.count("/") - 1 :]
        return _matches("/".join(own), named)

    def covers(self, finding: Finding) -> bool:
        """认可的正是这一条；“错误”级的，理由太短的不算。"""
        return not self.falls_short_for(finding) and self.names(finding)

    def falls_short_for(self, finding: Finding) -> bool:
        """说的正是这一条，是“错误”级的，而理由太短。"""
        return finding.severity is Severity.ERROR and self.is_terse and self.names(finding)

    def names(self, finding: Finding) -> bool:
        """说的是这一条，不看理由。"""
        return self._is_about(finding) and self.place_cells in ("", finding.cells)

    def misses_cells_of(self, finding: Finding) -> bool:
        """说的像是这一条，格却只写了几格，不是整串照抄的。"""
        if not self._is_about(finding) or self.place_cells in ("", finding.cells):
            return False
        try:
            written = [Block.parse(each) for each in self.place_cells.split(",")]
        except ValueError:  # 写的不是地址
            return False
        return any(
            block.top <= row <= block.bottom and block.left <= column <= block.right
            for row, column in places_in(finding.cells)
            for block in written
        )

    def _is_about(self, finding: Finding) -> bool:
        return (
            finding.rule == self.rule
            and self.is_for(finding.file)
            and _matches(finding.sheet, self.sheet)
            and _matches(finding.project, self.project)
        )


def _matches(text: str, pattern: str) -> bool:
    """``*`` 是任意几个字；方括号、问号是名称里会有的字（[164]），不作通配；空白、全角半角不计。

    >>> _matches("[164]就业补助资金", "[164]*"), _matches("就业补助", "就业")
    (True, False)
    """
    wanted = compact(pattern).replace("[", "[[]").replace("?", "[?]")
    return fnmatchcase(compact(text), wanted)
