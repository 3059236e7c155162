"""PX431 金额的数字格式与单位不合"""

from collections.abc import Iterator

from perfxl.model.amount_doubt import AmountDoubt, WhyDoubtful
from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.form_groups import ALL_FORMS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import address_of, and_more, quoted
from perfxl.scoring.rounding import grouped
from perfxl.standards.documents import own_convention

_NOT_USED = "没有照它核对、成表"
_SAME_UNIT = (
    "把数字格式和金额单位改成一致：金额存元、显示成万元的，单位写“万元”；"
    "显示元的，用“#,##0.00”一类不缩小、不写单位的格式"
)
_REMEDIES = dict.fromkeys(WhyDoubtful, _SAME_UNIT) | {
    WhyDoubtful.OTHER_UNIT: "改成与栏名相同的单位，或不改",
    WhyDoubtful.MIXED: "把这一栏的数字格式改成一样的",
    WhyDoubtful.PERCENT: "改用金额的数字格式，或核对是不是填错了栏",
}


@rule(
    id="PX431",
    title="金额的数字格式与单位不合",
    severity=Severity.ERROR,
    forms=ALL_FORMS,
    basis=(
        own_convention(
            "看到的金额由数字格式和栏名的单位一起定；两样不合的，抄一遍、成一张表就差一万倍"
        ),
    ),
)
def amount_format_off(subject: Subject) -> Iterator[Hit]:
    """格式把数缩小了（``0!.0000,``）而栏名写的是元，格式写着“万元”而栏名写着元、存的数又没有缩小，

    同一栏里有的缩小、有的没有，金额用百分比格式：多少说不准，不照它核对、改正、成表。格里只是写着另一个单位（万元的栏里显示
    “300000元”）的，照格里写的读，只作参考。一种情形合成一条。
    """
    unit = subject.table.money_unit or ""
    found: dict[tuple[WhyDoubtful, str], list[tuple[Entry, AmountDoubt]]] = {}
    for entry in subject.table.amounts:
        if entry.doubt is not None:
            key = entry.doubt.why, entry.doubt.header
            found.setdefault(key, []).append((entry, entry.doubt))
    for (why, header), own in found.items():
        entries = [entry for entry, _ in own]
        first, doubt = own[0]
        shown_as = f"金额显示为{quoted(first.text)}{and_more(len(entries), '格')}"
        yield Hit(
            entries,
            found=first.text,
            message=f"{shown_as}，{_fault(doubt, header, unit)}。",
            hint=f"请在 {address_of(entries)} {_REMEDIES[why]}。",
            severity=Severity.INFO if why is WhyDoubtful.OTHER_UNIT else None,
        )


def _fault(doubt: AmountDoubt, header: str, unit: str) -> str:
    """格式与所写的单位怎么不合。"""
    shown, other = (f"{grouped(number)} {unit}".strip() for number in (doubt.shown, doubt.other))
    named = f"写的单位是{header}" if header else "没有写单位"
    match doubt.why:
        case WhyDoubtful.OTHER_UNIT:
            return f"{named}，照格里写的读作 {shown}"
        case WhyDoubtful.MIXED:
            return (
                f"同一栏里别的格存的是同一个数、缩小着显示：照显示的读是 {shown}，照那几格的格式是 {other}，"
                f"说不准是哪一个，{_NOT_USED}"
            )
        case WhyDoubtful.PERCENT:
            return f"是百分比的格式，不像金额，{_NOT_USED}"
        case _:
            return (
                f"{named}：照显示的读是 {shown}，照存的数读是 {other}，说不准是哪一个，{_NOT_USED}"
            )
