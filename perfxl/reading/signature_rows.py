"""指标以下签名的一行：整行都是带冒号的短标签，和它们的人名、日期、电话；写着什么字都是。"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from perfxl.grammar import Qualitative, parse
from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.table import Entry
from perfxl.reading.labels import (
    field_name,
    is_known_level,
    is_sealed,
    is_total,
    label_key,
    without_ordinal,
)
from perfxl.reading.written_dates import is_empty_date, is_whole_date

# 一格里的标签：行首的可以隔着字（经 办：），后面的前面要空着。
_LABEL = r"[一-鿿][一-鿿()（）/]{1,13}"
_HEAD = Pattern(rf"\s*({_LABEL}|[一-鿿](?:\s+[一-鿿]){{1,5}})\s*:")
_NEXT = Pattern(rf"[\s,;，；]({_LABEL})\s*:")
_NAME = r"[一-鿿]{2,4}|[一-鿿]\s+[一-鿿]|[一-鿿]{1,8}·[一-鿿]{1,8}"
_NAMES = Pattern(rf"(?:{_NAME})(?:[、,，\s]+(?:{_NAME}))*")
_PHONE = Pattern(r"\(?\d{3,4}\)?[-—–―－]?\d{7,8}(?:[转-]\d{1,6})?|1\d{10}|\d{7,8}")
_PERSON_AND_PHONE = Pattern(
    r"([一-鿿](?:[一-鿿·]{1,7}|\s+[一-鿿]))[\s,，、:：/(（]*"
    rf"({_PHONE.source})\s*[)）]?"
)
# 一格至多这么长：四五个人的签名写在一格。
_LONGEST = 120
# 谁来签的标签末尾的字；内容另占一格的、整行只有一个标签的，要是这样的才算，别的多半是指标名。
_SIGNER = Pattern(
    r"(?:人|领导|[局科组股处部校院所站镇乡厅司]长|主任|主管|审|核|批|批准"
    r"|签字|签名|签章|制表|填表|填报|编制|经办)$"
)


class Signed(NamedTuple):
    """签名的一行里的一处：标签（没有标签的日期是 ``""``）、写着标签的格、内容（空着的也是标签的格）。"""

    label: str
    cell: Entry
    value: Entry


def is_signature_row(texts: Sequence[Entry]) -> bool:
    """整行是签名：每格是标签、带内容的标签，或标签右边的人名、日期、电话。认得的指标、合计不是。"""
    if not texts or ":" not in texts[0].text.replace("：", ":"):
        return False
    labels: list[str] = []
    waits = ""  # 左边空着的标签
    for entry in texts:
        parts = parts_of_cell(entry.text)
        if not parts and not _stands_alone(entry.text, waits):
            return False
        labels += [label for label, _ in parts if label]
        waits = parts[-1][0] if parts and not parts[-1][1] else ""
    if any(is_known_level(label) or is_total(label) for label in labels):
        return False
    return len(labels) > 1 or _is_signer(labels[0])


def signed_parts(texts: Sequence[Entry]) -> list[Signed]:
    """签名的一行（``is_signature_row``）里的各处，从左到右；空着的标签右边一格的内容是它的。"""
    found: list[Signed] = []
    for entry in texts:
        parts = parts_of_cell(entry.text)
        blank = len(parts) == 1 and not parts[0][1]
        prefix = entry.text if blank else entry.prefix
        found += [
            Signed(label, entry, entry._replace(text=value, prefix=prefix, number=None))
            for label, value in parts
        ]
        if parts or is_empty_date(entry.text):
            continue
        before = found[-1]
        of_person = is_of_person(before.label) and is_whole_date(entry.text)
        if before.label and not before.value.text and not of_person:
            found[-1] = before._replace(value=entry)
        else:
            found.append(Signed("", entry, entry))
    return found


def is_of_person(label: str) -> bool:
    """栏目说的是谁：填报人、分管领导、复核、经办。"""
    return _SIGNER.search(label_key(label)) is not None


def is_phone(text: str) -> bool:
    """整段是一个电话号码。"""
    return _PHONE.fullmatch(compact(text)) is not None


def person_and_phone(text: str) -> tuple[str, str] | None:
    """写在一格的一个人和他的电话；不是的为 ``None``。

    >>> person_and_phone("张三 0736-5320000"), person_and_phone("张三、李四 13800000000")
    (('张三', '0736-5320000'), None)
    """
    found = _PERSON_AND_PHONE.fullmatch(text.strip())
    return (found[1], found[2]) if found is not None else None


def _stands_alone(text: str, waits: str) -> bool:
    """没有标签的一格：日期，或左边空着的标签 ``waits`` 的内容。"""
    dated = is_whole_date(text) or is_empty_date(text)
    if not waits:
        return dated
    return (dated or _is_value(text)) and _is_signer(waits)


def _is_signer(label: str) -> bool:
    return field_name(label) is not None or is_sealed(label) or is_of_person(label)


@lru_cache(maxsize=4096)
def parts_of_cell(text: str) -> tuple[tuple[str, str], ...]:
    """一格里的标签和内容；有一处不是签名的为空。

    >>> parts_of_cell("经办：张三　科室负责人：　2025年2月6日")
    (('经办', '张三'), ('科室负责人', ''), ('', '2025年2月6日'))
    >>> parts_of_cell("批复日期：2025年2月6日"), parts_of_cell("培训人数：≥300人")
    ((('批复日期', '2025年2月6日'),), ())
    """
    text = without_ordinal(text.replace("：", ":").strip())
    head = _HEAD.match(text) if len(text) <= _LONGEST else None
    if head is None:
        return ()
    labels = [head, *(each for each in _NEXT.finditer(text) if each.start() >= head.end())]
    found: list[tuple[str, str]] = []
    for label, after in zip(labels, [*labels[1:], None], strict=True):
        end = after.start() if after is not None else len(text)
        value = text[label.end() : end].strip().strip(",;，；").strip()
        value, date = _without_date(value, label[1])
        known = field_name(label[1]) is not None and ":" not in value
        if value and not known and not _is_value(value):
            return ()
        found.append((label[1], _said(value)))
        found += [("", date)] if date else []
    return tuple(found)


def _said(value: str) -> str:
    """内容；留着填年月日的空是没有填。"""
    return "" if is_empty_date(value) else value


def _without_date(value: str, label: str) -> tuple[str, str]:
    """人名后面另写着的日期分开：张三　2025年2月6日。"""
    if not is_of_person(label):
        return value, ""
    *names, last = value.split() or [""]
    return (" ".join(names), last) if is_whole_date(last) else (value, "")


def _is_value(text: str) -> bool:
    """一个人名（几个人的隔开）、日期、电话。合格、优秀一类的评语不是人名。"""
    if is_whole_date(text) or is_empty_date(text) or is_phone(text):
        return True
    if _NAMES.fullmatch(text.strip()) is None:
        return False
    value = parse(text)
    return isinstance(value, Qualitative) and value.standing is None and value.level is None
