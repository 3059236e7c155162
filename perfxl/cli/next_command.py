"""成了自评表，还要人填、要人改的：填在哪里，接着运行哪一条命令，说出来照抄就行。"""

from collections.abc import Iterable, Sequence
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple, Self

from perfxl.actions.forms_made import MadeForm
from perfxl.actions.outcome import MadeSheet
from perfxl.cli.console import notice


class Remaining(NamedTuple):
    """写好的各张还剩什么：有格要填，自评结论还是草稿，有得分等着人定。"""

    to_fill: bool = False
    drafted: bool = False
    awaited: bool = False

    def with_sheets(self, sheets: Iterable[MadeSheet]) -> Self:
        """再添几张。"""
        left = self
        for each in sheets:
            left = left._replace(
                to_fill=left.to_fill or bool(each.to_fill),
                drafted=left.drafted or each.drafted,
                awaited=left.awaited or each.awaited,
            )
        return left

    @property
    def to_mend(self) -> str:
        """算了分以后还要人做的；没有为 ``""``。"""
        named = (("补好", self.awaited), ("改好自评结论", self.drafted))
        return "、".join(said for said, due in named if due)


def say_next(
    made: MadeForm | None,
    options: Sequence[str],
    left: Remaining,
    output: Path | None,
    *,
    pdf: bool,
) -> None:
    """自评表还有要人填、要人改的：在刚写出的那一份里改，再由它写下一份。``options`` 是照样要带的选项和它们的值。"""
    if made is None or output is None or not made.form.spec.scored or not any(left):
        return
    todo, name, more = ("填好", "定稿", "") if left.to_fill else (left.to_mend, "打印", " --pdf")
    is_book = output.suffix.lower() == ".xlsx" and not output.is_dir()
    target = _unused(output.with_name(f"{name}{output.suffix if is_book else ''}"))
    own = "".join(f" {_quoted(each)}" for each in options)
    command = f"perfxl make {made.name} --from {_quoted(output)} -o {_quoted(target)}{own}{more}"
    shown = "这次的 PDF 里还印着没有改好的自评结论。" if pdf and left.drafted else ""
    notice(f"  {shown}接着：在“{output}”里{todo}、存盘，再运行 {command}")


def _unused(target: Path) -> Path:
    """还没有的名字：有了“打印”的是“打印2”。"""
    numbered = (target.with_stem(f"{target.stem}{number}") for number in count(2))
    return next(each for each in chain((target,), numbered) if not each.exists())


def _quoted(said: object) -> str:
    """命令里的一个名字，有空格的加引号。"""
    return f'"{said}"' if " " in str(said) else str(said)
