"""PX125 预算表里留着表样的提示行"""

from collections.abc import Iterator

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import BUDGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention

# （一）XXX项目、……、二、×××
_HINT = Pattern(
    r"(?:[（(]?[一二三四五六七八九十\d]+[)）]?[、.．]?)?"
    r"(?:[Xx×＊*]{2,}(?:项目|单位|部门|资金|科目|支出|经费|名称)?|[.…·。]{2,}|…)"
)


@rule(
    id="PX125",
    title="预算表里留着表样的提示行",
    severity=Severity.INFO,
    forms=BUDGETS,
    basis=(own_convention("提示行供填表参考，报送时应删去"),),
    message="“{found}”是表样的提示，没有改成真的项目。",
    hint="请删去 {cells} 所在的行，或填上名称和金额。",
)
def budget_line_hints(subject: Subject) -> Iterator[Hit]:
    """名称是“XXX项目”“……”的行，一张表合成一条。"""
    hints = [line.name for line in subject.table.lines if _HINT.fullmatch(compact(line.name.text))]
    if hints:
        yield Hit(hints, found="”“".join(dict.fromkeys(each.text for each in hints)))
