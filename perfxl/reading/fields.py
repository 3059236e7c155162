"""表头以上、总分以下的栏目：项目名称、主管部门、联系人一类。"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.table import ABSENT, FIRST_LEVEL_NAME, PROJECT_NAMES, Entry
from perfxl.reading.labels import (
    detail_name,
    field_name,
    goal_name,
    is_conclusion,
    is_exact_table_column,
    is_fund_group,
    is_grade_label,
    is_sealed,
    is_total,
    label_key,
    printed_field_name,
)
from perfxl.reading.money_unit import find_money_unit, is_unit_line, unit_in
from perfxl.reading.note_words import says_note
from perfxl.reading.region import Region
from perfxl.reading.signature_rows import (
    Signed,
    is_of_person,
    is_phone,
    is_signature_row,
    parts_of_cell,
    signed_parts,
)
from perfxl.reading.titles import is_title, is_year
from perfxl.reading.written_dates import DATE, is_empty_date, is_whole_date

_SEAL = Pattern(r"\s*[(（](?:盖章|公章|签章|章)[)）]$")
# 不认得的栏目，名称和值最多这么长。
_LONGEST_NAME, _LONGEST_VALUE = 10, 60
PHONE = "联系电话"
_ASIDE = Pattern(r"\(.*(?:填报|填写|盖章|一式|附后|打印).*\)")
_GAP = Pattern(r"\s{2,}|\n")
# 两个字的姓名中间空着：周  敏。
_SURNAME, _GIVEN_NAME = Pattern(r"[:\s][一-鿿]$"), Pattern(r"[一-鿿](?:\s|$)")
_DATE_IN_TEXT = Pattern(rf"(?:(:)|(?<![一-鿿]))(\s*)({DATE.source})(?![一-鿿])")
# 前面可以有序号：二、主管部门:
_NEXT_LABEL = Pattern(
    r"(?:^|[\s,;，；、]+)((?:[一二三四五六七八九十]{1,3}、)?[^\s:,;，；、]{2,10}):"
)


@dataclass(slots=True)
class Fields:
    """读到的栏目：``filled`` 填了的、``blank`` 空着的，都以规范名为键；

    ``printed`` 是表上所印的名称与规范名不同的（规范名 → 所印的名称）；``dropped`` 是同一栏又写着的别的内容；

    ``order`` 是各栏在表上的先后（一格里写着几栏的，格分不出先后）；

    ``dates`` 是签名的各行（``signed_rows``）里没有标签的日期；``phone_of`` 是联系电话在哪个人（填报人）后面，不知道的
    为 ``""``；空着的在谁后面是 ``blank_phone_of``。
    """

    filled: dict[str, Entry] = field(default_factory=dict)
    blank: dict[str, Entry] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    dropped: list[Entry] = field(default_factory=list)
    dates: list[Entry] = field(default_factory=list)
    signed_rows: list[int] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    phone_of: str = ""
    blank_phone_of: str = ""

    def add(self, label: str, name: str, value: Entry) -> None:
        """记一栏；同一规范名已经有了而印的名称不同的，各记各的。"""
        printed = printed_field_name(label)
        earlier = self.printed.get(name, name)
        if name in self.filled and printed != earlier:
            if printed == name:  # 先读到的印着别的名称，让出本名
                self.filled[earlier] = self.filled.pop(name)
                del self.printed[name]
            name = printed
        if value.text and name not in self.filled:
            self.filled[name] = value
            self.blank.pop(name, None)
        elif value.exists and name not in self.filled:
            self.blank.setdefault(name, value)
        else:
            self._drop(name, value)
            return
        self.order.append(name)
        if printed != name:
            self.printed[name] = printed

    def name_by_first_level(self) -> None:
        """只印着一级项目名称、没有别的项目名称一栏的：它就是项目名称，照印的栏名。"""
        every = {**self.filled, **self.blank}
        if FIRST_LEVEL_NAME in self.filled and not any(name in every for name in PROJECT_NAMES):
            self.filled = {_renamed(name): value for name, value in self.filled.items()}
            self.printed[PROJECT_NAMES[0]] = FIRST_LEVEL_NAME

    def phone_name(self, value: Entry, person: str) -> str:
        """一个联系电话记在哪个名下：已经有了别人的（空着的，也已经印了一处），记在 ``person``（填表人）自己名下。"""
        held = self.filled.get(PHONE) or (None if value.text else self.blank.get(PHONE))
        same = held is None or bool(value.text and compact(held.text) == compact(value.text))
        return PHONE if same or not person else f"{person}电话"

    def _drop(self, name: str, value: Entry) -> None:
        """同一栏又写一遍：字不同的记下，不能不声不响地略去。"""
        if value.text and compact(value.text) != compact(self.filled[name].text):
            self.dropped.append(value)

    def add_missing(self, others: "Fields") -> None:
        """补上别处读到、这里没有的。"""
        self.dropped += others.dropped
        self.dates += others.dates
        self.signed_rows += others.signed_rows
        self.order += others.order
        if PHONE not in self.filled:
            self.phone_of = others.phone_of
        for key, value in others.filled.items():
            name = self.phone_name(value, others.phone_of) if key == PHONE else key
            if name in self.filled:
                self._drop(name, value)
            else:
                self.filled[name] = value
                self.blank.pop(name, None)
                if key in others.printed or name != key:
                    self.printed[name] = others.printed.get(key, key)
        for key, value in others.blank.items():
            name = self.phone_name(value, others.blank_phone_of) if key == PHONE else key
            if name not in self.filled:
                self.blank.setdefault(name, value)
                if name != key:
                    self.printed[name] = others.printed.get(key, key)


def _renamed(name: str) -> str:
    return PROJECT_NAMES[0] if name == FIRST_LEVEL_NAME else name


def find_fields(region: Region, rows: Iterable[int], *, signed: bool = False) -> Fields:
    """项目名称一类的栏目：值在标签右边一格，与标签同在一格（``联系人：×××``），或一排标签下面。

    ``signed`` 是表身以下：整行是签名的，不认得的标签也是栏目，照印作名。
    """
    fields = Fields()
    above = ""  # 上一行末一个人：他的电话另起一行写的
    over: list[tuple[int, str]] = []  # 上一行的各栏：在第几列，叫什么
    rows = list(rows)
    for row in rows:
        texts = region.texts(row)
        below = _values_below(region, texts, rows)
        signatures = signed_parts(texts) if signed and is_signature_row(texts) else []
        values: set[tuple[int, int]] = set()
        person = ""  # 左边最近的一个人
        here: list[tuple[int, str]] = []
        for entry in texts:
            if (entry.row, entry.column) in values:
                continue
            if _is_signed_place(entry.text):
                region.take(entry)
            found = (
                _signed_fields(entry, signatures, signed=signed)
                or below.get(entry.place)
                or _fields_of(region, entry)
            )
            if rests := _rests(entry, found):
                region.rests[entry.place] = rests
                dates = [each for each in rests if is_whole_date(each.text)]
                fields.dates += [] if signatures else dates
            for label, name, value in found:
                values.add((value.row, value.column))
                region.take(entry, value)
                person = name if is_of_person(name) else person
                whose = person or (above if signed else "" if here else _person_over(over, entry))
                here.append((entry.column, name))
                own = fields.phone_name(value, whose) if name == PHONE else name
                fields.add(label, own, value)
                if own == PHONE and fields.filled.get(PHONE) is value:
                    fields.phone_of = whose
                if own == PHONE and fields.blank.get(PHONE) is value:
                    fields.blank_phone_of = whose
        above, over = person, here
        fields.signed_rows += [row] if signatures else []
        fields.dates += [each.value for each in signatures if not each.label]
    return fields


def _person_over(over: Sequence[tuple[int, str]], phone: Entry) -> str:
    """一行先写的是电话的，是上一行哪个人的：正上面的，或末一栏的；两样不是一个人的为 ``""``。"""
    names = [name for column, name in over if column == phone.column] + [n for _, n in over[-1:]]
    people = {name for name in names if is_of_person(name)}
    return people.pop() if len(people) == 1 else ""


def _values_below(
    region: Region, texts: Sequence[Entry], rows: Collection[int]
) -> dict[tuple[int, int], list[tuple[str, str, Entry]]]:
    """紧挨着的一排标签，下一行正对着各写一个值：照栏名读；不是这样的为空。

    三个以上连着的，右边都没有地方，下面空着的就是没有填；两个的要都写着才算。
    """
    names = [field_name(entry.text) for entry in texts]
    if len(texts) < 2 or None in names:
        return {}
    blocks = [region.grid.block(entry.row, entry.column) for entry in texts]
    below = region.texts(blocks[0].bottom + 1) if blocks[0].bottom + 1 in rows else []
    beside = all(left.right + 1 == right.left for left, right in pairwise(blocks))
    filled, places = {e.column for e in below}, {e.column for e in texts}
    opposite = filled == places or (len(texts) > 2 and filled < places and bool(filled))
    # 三个以上、下面一格不差都写着的，中间可以隔着空列。
    placed = beside or (len(texts) > 2 and filled == places)
    if not (placed and opposite) or any(map(_is_no_value, below)):
        return {}
    return {
        label.place: [(label.text, str(name), region.grid.entry(below[0].row, label.column))]
        for label, name in zip(texts, names, strict=True)
    }


def _is_no_value(entry: Entry) -> bool:
    """标签下面写的不是它的值：又是标签，说明，括着的一句话（本表由项目单位填报）。"""
    text = compact(entry.text)
    return (
        is_label(entry.text) or ":" in text or says_note(text) or _ASIDE.fullmatch(text) is not None
    )


def _signed_fields(
    entry: Entry, signatures: list[Signed], *, signed: bool
) -> list[tuple[str, str, Entry]]:
    """签名一行里一格的各个栏目；没有不认得的标签的、盖章处，照别处读，为空。

    不是签名的一行，自己一格都是签名、填了人名的（审核意见旁边的“审核人：张三　批准人：李四”）也是。
    """
    alone = signed and not signatures and is_signature_row([entry])
    own = [each for each in signatures if each.cell == entry and each.label]
    if alone:
        own = [each for each in signed_parts([entry]) if each.label and each.value.text]
    unknown = alone or any(field_name(each.label) is None for each in own)
    places = [each for each in own if is_sealed(each.label) and not is_of_person(each.label)]
    if not unknown or places or (is_sealed(entry.text) and len(own) < 2):
        return []
    return [
        (each.label, field_name(each.label) or printed_field_name(each.label), each.value)
        for each in own
    ]


def add_unknown_fields(region: Region, rows: Iterable[int], fields: Fields) -> None:
    """不认得的栏目：短的标签右边紧接着字，同一行里还有认得的栏目，或整行只有这一对。照印作名。"""
    for row in rows:
        texts = region.texts(row)
        unread = region.unread(texts)
        alone = len(texts) == 2 and len(unread) == 2
        known = alone or any(
            field_name(entry.text) is not None or any(_inline_fields(entry)) for entry in texts
        )
        for label in unread:
            value = region.right_of(label)
            both = len(region.unread([label, value])) == 2
            if known and both and _is_pair(region, label, value):
                region.take(label, value)
                fields.add(label.text, printed_field_name(label.text), value)


def _is_pair(region: Region, label: Entry, value: Entry) -> bool:
    name = compact(label.text).strip(":")
    return (
        1 < len(name) <= _LONGEST_NAME
        and label.number is None
        and not any(sign in name for sign in "。；，、,;:%")
        and not any(map(str.isdigit, name))
        and not is_label(label.text)
        and not is_fund_group(label.text)
        and not is_title(label.text)
        and bool(value.text)
        and value.column > label.column
        and len(value.text) <= _LONGEST_VALUE
        and value.row == label.row
    )


def _fields_of(region: Region, entry: Entry) -> list[tuple[str, str, Entry]]:
    name = field_name(entry.text)
    if is_unit_line(entry.text):
        return []  # 单位：人民币万元
    if name is not None and unit_in(region.right_of(entry).text):
        return []  # 单位 | 万元
    if name is not None:
        # “单位（盖章）：”这样带冒号的，值写在同格或紧邻；再远的字不是它的，日期是日期栏的。
        ends_with_colon = entry.text.endswith((":", "："))
        beside, further = region.beside(entry), region.right_of(entry)
        dated = name.endswith("日期") and is_whole_date(further.text)
        value = beside if ends_with_colon and not dated else further
        if is_label(value.text) or _is_signed_place(value.text):
            value = beside if not beside.text else ABSENT  # 空着的一格，右边是下一个栏目
        if is_of_person(name) and is_whole_date(value.text):
            value = ABSENT  # “审核人：”空着，右边是落款的日期
        if ends_with_colon and not value.exists:
            value = entry._replace(text="", prefix=entry.text)  # 右边没有格，填在同一格
        if is_empty_date(value.text):
            value = value._replace(text="", number=None)
        return [(entry.text, name, value)]
    return list(_inline_fields(entry))


def _is_signed_place(text: str) -> bool:
    """另一处签章的地方（财政部门（盖章）），不是盖了章的单位名称。"""
    return is_sealed(text) and label_key(text).endswith(("部门", "单位", "人", "领导"))


def _inline_fields(entry: Entry) -> Iterable[tuple[str, str, Entry]]:
    """同在一格的标签和值；一格里可有几个，用空格、换行、逗号隔开。"""
    text = _dates_closed(entry.text)
    if ":" not in text or len(text) > 120:
        return
    found = [
        (label, field_name(label), _SEAL.sub("", value.strip()))
        for label, _, value in (part.partition(":") for part in _labelled_parts(text))
    ]
    person = ""
    for label, name, value in found:
        if person and not value and is_phone(label):
            yield PHONE, PHONE, entry._replace(text=label.strip())
        if name is None or unit_in(value):
            continue
        person = name if value and is_of_person(name) else ""
        if value and is_label(value):
            continue  # 空着，后面接着写的是下一个栏目
        signer = is_of_person(name)
        if is_empty_date(value) or (signer and is_whole_date(value)):
            yield label, name, entry._replace(text="")  # 人名空着，后面是落款的日期
        else:
            yield label, name, entry._replace(text=value.rstrip("。") if signer else value)


def _rests(entry: Entry, found: Sequence[tuple[str, str, Entry]]) -> list[Entry]:
    """一格里读了几个栏目（``found``），余下的字，一段一个；金额单位、年度另读，空着的栏目不算。"""
    inline = [value for _, _, value in found if value.place == entry.place and value.text]
    if not inline or any(value.text == entry.text for value in inline):
        return []
    read = {(label_key(label), compact(value.text).rstrip("。")) for label, _, value in found}
    return [
        entry._replace(text=_as_written(part, entry.text), number=None)
        for part in _parts_said(entry.text)
        if not _is_accounted(part, read)
    ]


def _parts_said(text: str) -> list[str]:
    """一格里的几段；整格是签名的，一个人、一个日期一段。"""
    signed = [f"{label}:{said}" if label else said for label, said in parts_of_cell(text)]
    pieces = signed or [_dates_closed(text)]
    parts = (part.strip() for piece in pieces for part in _labelled_parts(piece))
    return [part for part in parts if part]


def _as_written(part: str, text: str) -> str:
    """``text`` 里的一段，冒号照原样；日期去了空的，照去了的。"""
    start = text.replace("：", ":").find(part)
    return text[start : start + len(part)] if start >= 0 else part


def _is_accounted(part: str, read: Collection[tuple[str, str]]) -> bool:
    """一段读成了栏目，或没有别的内容：空着的栏目、金额单位、年度、标点。"""
    label, colon, value = part.replace("：", ":").partition(":")
    said = compact(_SEAL.sub("", value.strip())).rstrip("。")
    whole = said if colon else compact(part)
    return (
        (label_key(label), said) in read
        or any(whole != text and whole in text for _, text in read)
        or (bool(colon) and not said)
        or (not colon and is_label(part))
        or is_empty_date(said)
        or is_unit_line(part)
        or find_money_unit([part]) is not None
        or (is_year(part) and not is_whole_date(part))
        or is_sealed(part)
        or not any(map(str.isalnum, part))
    )


def _labelled_parts(text: str) -> Iterator[str]:
    """一格里的几段，每段一个标签：两个以上空格、换行处，和后面是认得的标签处断开。

    两个字的姓名中间空着的（周  敏）不断开。
    """
    for part in _with_value_below(_parts_at_gaps(text)):
        starts = [
            found.start(1)
            for found in _NEXT_LABEL.finditer(part)
            if field_name(found[1]) is not None
        ]
        for start, end in pairwise([0, *[each for each in starts if each], len(part)]):
            yield part[start:end].rstrip(" ,;，；、")


def _with_value_below(parts: Iterable[str]) -> Iterator[str]:
    """标签以冒号结尾、内容另起一行的，合成一段：联系人：⏎甲某某。"""
    label = ""
    for part in parts:
        said = part.strip()
        follows = len(said) > 1 and ":" not in said and not is_label(said)
        if label and not said:
            continue
        if label and not follows:
            yield label
        joined = label + said if label and follows else part
        label = joined.strip() if joined.rstrip().endswith(":") else ""
        if not label:
            yield joined
    if label:
        yield label


def _parts_at_gaps(text: str) -> Iterator[str]:
    start = 0
    for gap in _GAP.finditer(text):
        in_name = _SURNAME.search(text[: gap.start()]) and _GIVEN_NAME.match(text[gap.end() :])
        if not in_name or "\n" in gap[0]:
            yield text[start : gap.start()]
            start = gap.end()
    yield text[start:]


def _dates_closed(text: str) -> str:
    """冒号写成半角的，年月日之间不留空的。"""
    text = text.replace("：", ":")
    return _DATE_IN_TEXT.sub(_without_gaps, text) if "年" in text else text


def _without_gaps(date: re.Match[str]) -> str:
    """年月日之间不留空；前面是冒号的，冒号后面也不留。"""
    lead = date[1] or date[2]
    return lead + "".join(date[3].split())


@lru_cache(maxsize=8192)
def is_label(text: str) -> bool:
    """是栏目名（或 ``联系人：×××`` 一类标签与值同格的），而不是值。"""
    head, colon, rest = text.replace("：", ":").partition(":")
    return bool(text) and (
        field_name(head) is not None
        or (bool(colon) and not rest.strip() and len(head) <= 12)
        or goal_name(text) is not None
        or is_conclusion(text)
        or is_grade_label(text)
        or is_total(text)
        or detail_name(text) is not None
        or (len(label_key(text)) <= 10 and _is_column_label(text))
    )


def _is_column_label(text: str) -> bool:
    return is_exact_table_column(text)
