"""由谁填报、怎样联系、哪天填的：模板的一处写表上意思相同的一栏，一处只印一次；没有单独位置的在落款。"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from perfxl.matching.organisations import IMPLEMENTING
from perfxl.model.table import Entry, RemarkKind, Table
from perfxl.reading.labels import label_key
from perfxl.reading.signature_rows import is_of_person, person_and_phone
from perfxl.reading.written_dates import is_whole_date

SIGNATURE, OTHERS, CONTACT = "落款", "其他栏目", "联系行"
FILLER_PHONE = "填表人电话"
PHONE, CONTACT_PERSON = "联系电话", "联系人"
# 模板里有这些人的，“联系电话”一处是他们的；写在别的人后面的电话不写在那里。
_CONTACTS = ("项目负责人", CONTACT_PERSON)
# 意思相同的栏目：表上没有第一个的位置，也可以写在那里。
_FILLERS = ("填报人", "填表人", "制表人", "填报", "制表")
_SAME: tuple[tuple[str, ...], ...] = (
    _FILLERS,
    ("填报日期", "填表日期", "填表时间", "编制日期", "制表日期", "申报日期"),
    ("审核人", "审核"),
    ("复核人", "复核"),
    IMPLEMENTING,
    (FILLER_PHONE, *(f"{name}电话" for name in _FILLERS if name != "填表人")),
)
# 规范名就是意思，印的是别的叫法（电话、日期）也写在它的位置上，不另印叫法。
SAID_BY_NAME = frozenset({CONTACT_PERSON, PHONE, FILLER_PHONE, "填报日期", *_FILLERS})
# 落款里的栏目，写在联系人、联系电话一行。
_SIGNED = ("人", "电话", "日期", "时间", "签字", "签章", "盖章", "邮箱", "传真", "邮编")
# 空着的签字、盖章处留这么宽。
_ROOM_TO_SIGN = "　" * 6
# 空着的联系人，照手写的字留宽。
_ROOM_TO_WRITE = "　" * 10


def same_place(name: str, filled: Collection[str]) -> str:
    """位置 ``name`` 上写表上哪一栏：自己；没有自己的，意思相同的；都没有的为 ``""``。

    >>> same_place("填表人", ["填报人"]), same_place("填报日期", ["填表日期", "填报日期"])
    ('填报人', '填报日期')
    """
    if name in filled:
        return name
    kin = next((names for names in _SAME if name in names), ())
    return next((each for each in kin if each in filled), "")


def same_places(table: Table, name: str) -> tuple[str, ...]:
    """表上的一栏写在模板的哪几处之一：自己的，和意思相同而表上没有的；填表人的电话只写在他的电话那里。"""
    if name == PHONE and table.phone_of in _FILLERS:
        return (FILLER_PHONE,)
    kin = next((names for names in _SAME if name in names), ())
    return (name, *(each for each in kin if each not in table.fields))


def kin_places(filled: Collection[str], used: Collection[str]) -> dict[str, str]:
    """模板没有自己的位置的栏目（``used`` 里没有），写在意思相同的哪一处：栏目 → 位置。"""
    found: dict[str, str] = {}
    for place in (name for names in _SAME for name in names if name in used):
        own = same_place(place, filled)
        if own and own != place and own not in used:
            found.setdefault(own, place)
    return found


class PersonAndPhone(NamedTuple):
    """合写在一栏的负责人和电话：哪一栏，各是什么。"""

    field: str
    person: str
    phone: str


# 模板里分开的两处。
PLACES_OF_PERSON_AND_PHONE = ("项目负责人", PHONE)
_JOINED = ("项目负责人及电话", "项目负责人及联系电话")


def joined_person_and_phone(table: Table, used: Collection[str]) -> PersonAndPhone | None:
    """表上合写、模板分成两处的负责人和电话；分不开、两处另写着别人的为 ``None``。"""
    person, _ = PLACES_OF_PERSON_AND_PHONE
    joined = next((name for name in _JOINED if name in table.fields), "")
    own_phone = PHONE in table.fields and phone_place(table, used) == PHONE
    if not joined or person in table.fields or own_phone:
        return None
    parts = person_and_phone(table.fields[joined].text)
    if parts is None or not {*PLACES_OF_PERSON_AND_PHONE} <= {*used}:
        return None
    return PersonAndPhone(joined, *parts)


def phone_place(table: Table, used: Collection[str]) -> str:
    """联系电话写在模板的哪一处；是别的人的、模板没有他的电话的为 ``""``，跟在那个人后面。"""
    if FILLER_PHONE in used and table.phone_of in _FILLERS:
        return FILLER_PHONE
    contacts = [name for name in _CONTACTS if name in used]
    others = bool(contacts and table.phone_of) and table.phone_of not in contacts
    return PHONE if PHONE in used and not others else ""


def without_printed_blanks(table: Table, printed: Iterable[str]) -> Table:
    """模板自己印着的签字处（经办人：　　科室负责人：）不再在落款里印一遍；表上填了人的照印。

    ``printed`` 是模板里印着的字，去掉空白。
    """
    lines = (text for text in printed if text.endswith(":") and "{{" not in text)
    signed = {label_key(each) for line in lines for each in line.split(":") if each}
    labels = {name: label_key(table.field_labels.get(name, name)) for name in table.blank_fields}
    if signed.isdisjoint(labels.values()):
        return table
    left = {name: each for name, each in table.blank_fields.items() if labels[name] not in signed}
    return replace(table, blank_fields=left)


def contact_line(table: Table, placed: Mapping[str, object]) -> str:
    """联系人、联系电话一行；表上没有这两栏，而另有人签名、另写着怎样联系的，不印空着的栏名。"""
    person, phone = (str(placed.get(name, "")) for name in (CONTACT_PERSON, PHONE))
    printed = {**table.blank_fields, **table.fields}
    own = CONTACT_PERSON in printed or (PHONE in printed and PHONE in placed)
    if not own and any(_tells_who(table, name, entry) for name, entry in printed.items()):
        return ""
    return f"{CONTACT_PERSON}：{person or _ROOM_TO_WRITE}　　{PHONE}：{phone}"


def _tells_who(table: Table, name: str, entry: Entry) -> bool:
    """表下签名的人，或合写的怎样联系（联系人及电话）。"""
    label = table.field_labels.get(name, name)
    signs = is_of_person(label) and entry.row > last_row(table)
    return signs or "联系" in label or label.endswith("电话")


def signature(table: Table, pairs: Iterable[tuple[str, Entry]]) -> list[tuple[str, Entry]]:
    """落款的各处（名称，内容），照表中先后：``pairs`` 里写在表下的，和盖章的地方、没有标签的日期。"""
    last = last_row(table)
    found = [(label, each) for label, each in pairs if each.row > last]
    found += [
        ("", entry) if is_whole_date(entry.text) else (entry.text, entry._replace(text=""))
        for each in table.remarks
        if each.kind is RemarkKind.SEAL
        for entry in each.entries
    ]
    names = dict.fromkeys(table.field_order)
    order = {table.field_labels.get(name, name): place for place, name in enumerate(names)}
    return sorted(found, key=lambda pair: (pair[1].place, order.get(pair[0], len(order))))


def is_signed(table: Table, label: str, entry: Entry) -> bool:
    """签名一行里的一处，或照名称是落款里的。"""
    return entry.row in table.signed_rows or label.endswith(_SIGNED)


def last_row(table: Table) -> int:
    """指标、预算各行和总分、结论的末行。"""
    indicators = (each.row for each in table.indicators)
    lines = (each.row for each in (*table.lines, *table.sums))
    return max(0, *indicators, *lines, table.total.label.row, table.conclusion.row)


def labelled(label: str, entry: Entry) -> str:
    """名称和内容；空着的留出签字的地方。"""
    if not label:
        return entry.text
    return f"{label.rstrip('：:')}：{entry.text or _ROOM_TO_SIGN}"
