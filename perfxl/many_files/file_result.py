"""一个文件的结果：读到、评出、查出什么，或者为什么读不了。"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.actions.assessment import Assessment
from perfxl.model.finding import Finding
from perfxl.model.score import TableScore
from perfxl.model.table import Document
from perfxl.model.workbook import Stamp
from perfxl.standards.profile import Profile, load_profile

if TYPE_CHECKING:
    from perfxl.many_files.aside import Aside


class Depth(Enum):
    """一个文件做到哪一步：读懂；读、评；读、评、逐张查。"""

    READ = "read"
    SCORE = "score"
    CHECK = "check"


@dataclass(frozen=True)
class KeptAs:
    """取自存放处里的哪一份：它的号码，原来的文件（全路径），何时记的；``older``：别的版本的程序记的。"""

    place: Path
    key: str
    path: str
    at: int
    older: bool = False


@dataclass(frozen=True)
class FileResult:
    """一个文件的结果；``why`` 不空时读不了，``assessment`` 为 ``None``。``cause`` 供 ``--debug`` 看。

    ``skipped`` 不空时是夹在文件夹里的无关的工作簿，跳过去了，不算毛病。
    ``unkept`` 不空时是没有记进存放处，为什么。``kept`` 是给的就是存放处里的一份，没有读原来的文件。
    ``aside`` 不空时，``assessment`` 里只有各表的轮廓和问题，全部内容在 ``whole``。
    """

    path: Path
    assessment: Assessment | None = None
    why: str = ""
    cause: Exception | None = None
    skipped: str = ""
    unkept: str = ""
    kept: KeptAs | None = None
    aside: "Aside | None" = None

    @property
    def whole(self) -> Assessment:
        """读到、评出的全部；放到一边的取回来，问题仍看 ``findings``。读不了的没有，抛 ``ValueError``。"""
        if self.aside is not None:
            return self.aside.whole()
        if self.assessment is None:
            raise ValueError(f"{self.path} was not read: {self.why}")
        return self.assessment

    @property
    def in_full(self) -> Assessment:
        """同 ``whole``，连同查出的问题、认可了的。"""
        whole, own = self.whole, self.assessment
        if own is None or own is whole:
            return whole
        return replace(own, document=whole.document, scores=whole.scores)

    def changed(self, change: Callable[[Assessment], Assessment]) -> "FileResult":
        """``whole`` 照 ``change`` 换过的；放到一边的，取回来的时候才换。"""
        if self.aside is None:
            own = self.assessment
            return self if own is None else replace(self, assessment=change(own))
        from perfxl.many_files.aside import ScoresAside  # 文件不多的用不着

        aside, light = self.aside.changed(change), self.assessment
        if light is not None:
            light = replace(light, scores=ScoresAside(aside))
        return replace(self, assessment=light, aside=aside)

    @property
    def document(self) -> Document | None:
        """读到的；读不了的没有。"""
        return self.assessment.document if self.assessment is not None else None

    @property
    def scores(self) -> Sequence[TableScore]:
        """各张自评表的分。"""
        return self.assessment.scores if self.assessment is not None else ()

    @property
    def findings(self) -> Sequence[Finding]:
        """问题，已认可的不在内。"""
        return self.assessment.findings if self.assessment is not None else ()

    @property
    def accepted(self) -> tuple[Finding, ...]:
        """已认可的问题。"""
        return self.assessment.accepted if self.assessment is not None else ()

    @property
    def profile(self) -> Profile:
        """所用的口径；读不了的是默认。"""
        return self.assessment.profile if self.assessment is not None else load_profile()

    @property
    def stamp(self) -> Stamp | None:
        """读的时候文件的样子。"""
        return self.assessment.stamp if self.assessment is not None else None

    @property
    def has_errors(self) -> bool:
        """有 error 级的问题。"""
        return self.assessment is not None and self.assessment.has_errors


def assessments_of(results: Iterable[FileResult]) -> list[Assessment]:
    """读成的各个文件的。"""
    return [each.assessment for each in results if each.assessment is not None]
