"""审核意见写成文件：一个单位一份 .docx、一份 .xlsx（后面接着各项目的绩效目标审核表）。"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from perfxl.actions.outcome import MadeSheet
from perfxl.grammar.patterns import Pattern
from perfxl.hosts.outputs import Output, Outputs
from perfxl.hosts.template_files import read_template
from perfxl.hosts.word_files import WordTemplate
from perfxl.many_files.making import held_template, template_path, write_sheets
from perfxl.matching.project_names import without_code
from perfxl.plans.planning import plan_sheet
from perfxl.plans.template import Content, TemplateError
from perfxl.rendering.lone_braces import lone_braces, name_among
from perfxl.rendering.opinions import (
    LetterHead,
    UnitOpinion,
    letter_title,
    opinion_content,
    opinion_facts,
    sample_opinion,
)
from perfxl.rendering.output_names import OPINION, TARGET_REVIEW
from perfxl.rendering.target_review import review_content
from perfxl.shipped import shipped_folder

WORD, EXCEL = "docx", "xlsx"
_UNWRITABLE = Pattern(r'[\\/:*?"<>|\x00-\x1f]')
# 文件名里单位最多这么多字；再长的由系统截短。
_LONGEST_UNIT = 60
# 没有写单位的那一份，文件名里的字。
NO_UNIT = "没有写单位的"


def opinion_path() -> Path:
    """随程序带的 Word 模板。"""
    return shipped_folder("templates") / f"{OPINION}.docx"


@dataclass(frozen=True)
class OpinionTemplates:
    """三份模板：意见书的 .docx、.xlsx，审核表的 .xlsx；没有给的用随带的。"""

    word: Path
    excel: Path
    review: Path

    @classmethod
    def given(cls, templates: Sequence[Path]) -> "OpinionTemplates":
        """用户给的几份：.docx 是意见书；.xlsx 第一张工作表叫“审核表”的是审核表，别的是意见书。填不成的抛 ``TemplateError``。"""
        word, excel, review = opinion_path(), template_path(OPINION), template_path(TARGET_REVIEW)
        for path in templates:
            if path.suffix.lower() == ".docx":
                word = path
            elif held_template(path).template.grid.name == TARGET_REVIEW:
                review = path
            elif path.suffix.lower() == ".xlsx":
                excel = path
            else:
                raise TemplateError(f"“{path.name}”不是 .docx 或 .xlsx，不能作审核意见的模板。")
            _try_out(path)
        return cls(word, excel, review)

    def lists_issued(self, kinds: Sequence[str]) -> bool:
        """要写的几种模板都有写批复里要更正的地方；自己的模板可能没有。"""
        cells = held_template(self.excel).template.grid.cells.values()
        return (WORD not in kinds or "批复们" in WordTemplate(self.word).text) and (
            EXCEL not in kinds or any("批复问题" in cell.shown for cell in cells)
        )

    @property
    def paths(self) -> list[Path]:
        """三份的路径。"""
        return [self.word, self.excel, self.review]


class OpinionWriting(NamedTuple):
    """要写的一份：写到哪里，怎样写；``copied_as`` 是它的 PDF 名字末尾的字。"""

    target: Output
    write: Callable[[], None]
    copied_as: str = ""


def opinion_writings(
    opinions: Sequence[UnitOpinion],
    head: LetterHead,
    folder: Path,
    outputs: Outputs,
    templates: OpinionTemplates,
    kinds: Sequence[str] = (WORD, EXCEL),
    year: int | None = None,
) -> Iterator[OpinionWriting]:
    """要写到 ``folder`` 的各份；已有的不替换，名字加序号。
    ``year`` 是只写的那一年，写进文件名。

    写的时候模板写错的抛 ``TemplateError``，写不成的抛 ``NotWritableError``。
    """
    word = WordTemplate(templates.word) if WORD in kinds else None
    for opinion in opinions:
        unit = _UNWRITABLE.sub("", opinion.unit)[:_LONGEST_UNIT] or NO_UNIT
        ending = f"{OPINION}{opinion.volume.mark}"
        stem = f"{unit}{f'{year}年' if year is not None else ''}{ending}"
        if word is not None:
            target = outputs.chosen(folder / f"{stem}.docx", ending)
            yield OpinionWriting(target, partial(_write_word, word, opinion, head, target))
        if EXCEL in kinds:
            target = outputs.chosen(folder / f"{stem}.xlsx", ending)
            write = partial(_write_excel, templates, opinion, head, target)
            # Word、Excel 都写的，两份 PDF 不同名。
            copied_as = f"（附{TARGET_REVIEW}）" if opinion.reviews else "（表格）"
            yield OpinionWriting(target, write, copied_as)


def _write_word(word: WordTemplate, opinion: UnitOpinion, head: LetterHead, target: Output) -> None:
    word.write(opinion_facts(opinion, head), target, letter_title(opinion, head))


def _write_excel(
    templates: OpinionTemplates, opinion: UnitOpinion, head: LetterHead, target: Output
) -> None:
    write_sheets(opinion_sheets(opinion, head, templates), target, sources=templates.paths)


def opinion_template(name: str, suffix: str) -> Path | None:
    """随带的意见书、审核表的模板；不是这两样的为 ``None``。意见书有两份，``suffix`` 说要哪一份。"""
    if name == OPINION:
        return template_path(OPINION) if suffix.lower() == ".xlsx" else opinion_path()
    return template_path(TARGET_REVIEW) if name == TARGET_REVIEW else None


def check_opinion_template(path: Path) -> str | None:
    """照样例填一遍，写错的抛 ``TemplateError``；给出是哪一种的，不是这几种模板的为 ``None``。"""
    if path.suffix.lower() == ".docx":
        WordTemplate(path).filled(opinion_facts(sample_opinion(), LetterHead()))
        return OPINION
    kind = read_template(path).grid.name
    contents = _sample_contents()
    if kind not in contents:
        return None
    _sheet(kind, path, contents[kind]())
    return kind


def _sample_contents() -> dict[str, Callable[[], Content]]:
    sample = sample_opinion()
    return {
        OPINION: lambda: opinion_content(sample, LetterHead()),
        TARGET_REVIEW: lambda: review_content(sample.reviews[0]),
    }


def lone_braces_in(path: Path, kind: str) -> list[tuple[str, str]]:
    """意见书、审核表的模板里少了一层大括号的名字：在哪里，怎样说。"""
    if path.suffix.lower() == ".docx":
        places = WordTemplate(path).places
        known = _names_in(opinion_facts(sample_opinion(), LetterHead()))
    else:
        cells = read_template(path).grid.cells.values()
        places = [(cell.address, str(cell.value)) for cell in cells]
        content = _sample_contents()[kind]()
        rows = {f"{name}.{each}" for name, own in content.groups.items() for each in own.attributes}
        known = {*content.values, *rows}
    return [
        (where, each.said)
        for where, text in places
        for each in lone_braces(text, name_among(known))
    ]


def _names_in(facts: Mapping[str, Any]) -> set[str]:
    """意见书的 Word 模板里的名字，重复的各段照随带的模板叫“项目”“问题”。"""
    projects = facts["项目们"]
    points = [point for project in projects for point in project["问题"]]
    return {
        *facts,
        *(f"项目.{name}" for project in projects for name in project),
        *(f"问题.{name}" for point in points for name in point),
    }


def _try_out(path: Path) -> None:
    """照样例填一遍；填不成的在写以前抛 ``TemplateError``。第一张工作表叫别的，当作意见书。"""
    if check_opinion_template(path) is None:
        _sheet(OPINION, path, opinion_content(sample_opinion(), LetterHead()))


def opinion_sheets(
    opinion: UnitOpinion, head: LetterHead, templates: OpinionTemplates
) -> list[MadeSheet]:
    """一个单位的 .xlsx：意见书，再是各项目的审核表。"""
    sheets = [_sheet(OPINION, templates.excel, opinion_content(opinion, head))]
    for review in opinion.reviews:
        content = review_content(review, final=head.final)
        name = f"{TARGET_REVIEW} {without_code(review.table.project)}"
        if review.year is not None and len(opinion.years) > 1:
            name = f"{TARGET_REVIEW} {review.year} {without_code(review.table.project)}"
        sheets.append(_sheet(name, templates.review, content))
    return sheets


def _sheet(name: str, path: Path, content: Content) -> MadeSheet:
    return MadeSheet(name, path, plan_sheet(held_template(path).template, content))
