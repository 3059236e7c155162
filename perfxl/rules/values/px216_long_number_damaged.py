"""PX216 编码、账号被 Excel 截断"""

from collections.abc import Iterator

from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import Entry, Table
from perfxl.rules.engine.form_groups import ALL_FORMS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention

# Excel 的数只存 15 位有效数字，以后的都成了 0。
_POWER = r"\d(?:\.\d+)?[Ee]\+(?:1[5-9]|[2-9]\d)"
_CUT, _SHORTENED = Pattern(rf"\d{{15}}0+|{_POWER}"), Pattern(_POWER)
_LEADING = Pattern(r"[^-－—]*")


@rule(
    id="PX216",
    title="编码、账号被 Excel 截断",
    severity=Severity.WARNING,
    forms=ALL_FORMS,
    basis=(own_convention("超过 15 位的编码、账号以文字存放，Excel 的数只存 15 位"),),
    message="“{found}”存成了数，超过 15 位的部分已经丢失。",
    hint="请把 {cells} 设成文本格式，照原件重新输入。",
)
def long_number_damaged(subject: Subject) -> Iterator[Hit]:
    """项目编码、账号一类的长号码：末几位成了 0，或显示成 5.2E+19，原来的数已经找不回来。"""
    told: set[tuple[int, int]] = set()
    for entry in _codes(subject.table):
        place = entry.place
        code = _LEADING.match(entry.text.strip())
        if code is None or place in told:
            continue
        # 存成文字的没有丢；显示成 5.2E+19 再抄成文字的已经丢了。
        cut = _SHORTENED if entry.stored_as_text else _CUT
        if entry.stored_as_text and code[0] == entry.text.strip():
            continue
        if cut.fullmatch(code[0].strip()):
            told.add(place)
            yield Hit(entry, found=code[0].strip())


def _codes(table: Table) -> Iterator[Entry]:
    yield from table.fields.values()
    for line in (*table.lines, *table.sums):
        yield from (line.code, line.name, line.organisation, line.organisation_code)
    for row in table.indicators:
        yield row.project
