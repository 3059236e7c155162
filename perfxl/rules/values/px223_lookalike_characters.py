"""PX223 数里混进了形近的字符"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from perfxl.grammar.patterns import Pattern
from perfxl.grammar.visible_text import visible_text
from perfxl.model.finding import Severity
from perfxl.model.table import PROJECT_NAMES, Entry, Table
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import address_of, quoted
from perfxl.rules.values.value_writing import (
    Written,
    full_width,
    letters_for_digits,
    tidied,
    written_cells,
)
from perfxl.standards.documents import own_convention

# 编码里的西里尔、希腊字母和全角字：看着与拉丁字母一样。
_CODE = Pattern(r"(?<![0-9A-Za-z])[0-9０-９]{3}[0-9A-Za-z０-９Ａ-Ｚａ-ｚΑ-Ωа-яА-Я]{5,}")
# 系统编的码不用字母 O、I、l，免得与数字混。
_FOREIGN = Pattern("[０-９Ａ-Ｚａ-ｚΑ-Ωа-яА-Я]|[OoIl]")
# 名称里的西里尔字母。
_CYRILLIC = Pattern("[\u0400-\u04ff]")


@rule(
    id="PX223",
    title="数里混进了形近的字符",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("数字、编码用半角的数字和拉丁字母"),),
)
def lookalike_characters(subject: Subject) -> Iterator[Hit]:
    """“≥9O%”里的字母 O、“1l2人”里的字母 l：人看不出来，程序读不成数。

    全角的数字读得懂，只作参考，一张表合成一条；项目编码、指标名称里混进别国字母、看不见的字符的，对不上别的表。
    """
    wide: list[Written] = []
    for each in written_cells(subject):
        letters = letters_for_digits(each.text)
        if letters:
            yield _letters_hit(each, letters)
        elif full_width(each.text):
            wide.append(each)
    if wide:
        yield _full_width_hit(wide)
    for what, names in _names_to_match(subject):
        odd = _odd_in_name(names[0])
        if odd:
            yield _odd_name_hit(what, names, odd if odd.isprintable() else "（看不见的字符）")
    for entry in _codes(subject.table):
        code = _CODE.search(entry.text)
        foreign = "".join(_FOREIGN.findall(code[0])) if code else ""
        if code and foreign:
            yield Hit(
                entry,
                found=code[0],
                message=f"编码{quoted(code[0])}里的“{foreign}”不是半角的数字、拉丁字母。",
                hint=f"请在 {entry.cell} 照原件改正。",
            )


def _letters_hit(each: Written, letters: str) -> Hit:
    better = tidied(each.text)
    return Hit(
        each.entry,
        found=each.text,
        expected=better,
        due=each.due(better),
        message=f"{each.what}{quoted(each.text)}里的“{letters}”不是数字，是形近的字母。",
        hint=f"请在 {each.entry.cell} {f'改为“{better}”' if better else '改成数字'}。",
    )


def _odd_name_hit(what: str, names: Sequence[Entry], odd: str) -> Hit:
    return Hit(
        names,
        found=names[0].text,
        severity=Severity.INFO,
        message=f"{what}{quoted(names[0].text)}里的“{odd}”看着平常，查找时与别的表对不上。",
        hint=f"请在 {address_of(names)} 重打一遍这几个字。",
    )


def _full_width_hit(wide: list[Written]) -> Hit:
    first, entries = wide[0], [each.entry for each in wide]
    count = f"（共 {len(wide)} 格）" if len(wide) > 1 else ""
    return Hit(
        entries,
        found=first.text,
        expected=tidied(first.text),
        message=f"{first.what}{quoted(first.text)}里的“{full_width(first.text)}”是全角字符{count}。",
        hint=f"请在 {address_of(entries)} 改成半角的数字、字母。",
        severity=Severity.INFO,
        due=[due for each in wide for due in each.due(tidied(each.text))],
    )


def _names_to_match(subject: Subject) -> Iterator[tuple[str, Sequence[Entry]]]:
    """项目名称和各行的三级指标。"""
    for field in PROJECT_NAMES:
        if field in subject.table.fields:
            yield field, [subject.table.fields[field]]
    for _, names in subject.stated_names:
        yield "三级指标", names


def _odd_in_name(entry: Entry) -> str:
    """格里存的与看到的不同的字符（看不见的、康熙部首一类），和西里尔字母；空白不算。"""
    shown = visible_text(entry.raw) if entry.raw else ""
    unlike = [sign for sign in entry.raw if sign not in shown and not sign.isspace()]
    return "".join(dict.fromkeys([*unlike, *_cyrillic_in(entry.text)]))


@lru_cache(maxsize=8192)
def _cyrillic_in(text: str) -> tuple[str, ...]:
    return tuple(_CYRILLIC.findall(text))


def _codes(table: Table) -> Iterator[Entry]:
    for name, entry in table.fields.items():
        if "编码" in name or "代码" in name:
            yield entry
    yield from (line.name for line in table.lines)
