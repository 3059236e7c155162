"""PX429 备注说的与增减相反"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import PROJECT_LINES
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention

_UP = ("调增", "追加", "增加", "新增", "增列")
_DOWN = ("调减", "压减", "核减", "减少", "收回", "调出")


@rule(
    id="PX429",
    title="备注说的与增减相反",
    severity=Severity.WARNING,
    forms=PROJECT_LINES,
    basis=(own_convention("备注说明增减的原因，方向应与增减数一致"),),
    message="“{name}”备注写“{found}”，金额却是{change}（年初 {before}，调整后 {after}）。",
    hint="请核对 {cells} 和备注，看是数写反了还是话写反了。",
)
def note_against_change(subject: Subject) -> Iterator[Hit]:
    """备注只说调增（或只说调减），而调整后与年初相比正好相反。两样都说了的不报。"""
    for line in subject.table.lines:
        before, after = line.initial.total.number or 0, line.adjusted.total.number or 0
        up, down = (any(word in line.note.text for word in words) for words in (_UP, _DOWN))
        if up == down or before == after or (after > before) == up:
            continue
        place = line.change.total if line.change.total.exists else line.adjusted.total
        yield Hit(
            place,
            found=line.note.text,
            words={
                "name": line.name.text,
                "change": "增加" if after > before else "减少",
                "before": line.initial.total.text or "0",
                "after": line.adjusted.total.text or "0",
            },
            related=(line.note, line.initial.total, line.adjusted.total),
        )
