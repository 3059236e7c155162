"""资金写成一句话，都在一格里：年初预算120万元，全年预算130万元，执行128.5万元，执行率98.85%。"""

from collections.abc import Iterable
from dataclasses import dataclass

from perfxl.grammar.amounts import amount
from perfxl.grammar.patterns import Pattern
from perfxl.model.columns import FUND_AMOUNTS
from perfxl.model.form_spec import FormSpec
from perfxl.model.fund import ANNUAL_TOTAL
from perfxl.model.money_units import ANY_MONEY_UNIT
from perfxl.model.table import ABSENT, Entry, Fund
from perfxl.reading.fund_values import fund_of_entries
from perfxl.reading.funds_in_cell import FundsInCell
from perfxl.reading.labels import fund_column, is_fund_group, label_key
from perfxl.reading.money_unit import printed_unit
from perfxl.reading.region import Region, after_label
from perfxl.reading.unit_conflicts import written_money

# 一项：名称和数，中间可以有冒号、“为”。
_SAID = Pattern(
    rf"\s*([^\d:：]{{2,16}}?)\s*(?:[:：]|为|是|共计|共|计)?\s*(-?\d[\d,.]*\s*(?:(?:{ANY_MONEY_UNIT})|[%％]|分)?)\s*"
    r"(?:[(（]([^()（）]*)[)）])?\s*"
)
# 两项之间：标点、换行、两个以上的空格，或单位后面的一个空格。
_GAP = Pattern(
    r"[；;。\n\t　]|\s{2,}|(?<![0-9])[,，、]|[,，、](?![0-9])|(?<=[元%％分])\s+(?=[一-鿿])"
)
# 左边说的是钱怎样安排、怎样用的：资金使用情况、经费安排及支出情况、项目资金到位和执行情况说明。
_ON_MONEY = Pattern(
    "(?:项目|年度|本年度?|当年|全年|部门|单位|专项|财政)*(?:资金|经费|预算)+"
    "(?:(?:预算|安排|批复|投入|到位|下达|拨付|使用|执行|支出|收支|支付|管理)(?:及其?|和|与|、)?)*(?:情况)?(?:说明)?"
)
# 名称前面的“本项目”“2024年”一类、后面的“安排”“共”一类，不改它说的是哪一栏。
_BEFORE_NAME = Pattern("^(?:其中|[该本]?项目|[该本]?单位|年度|我[局委院校])+")
_AFTER_NAME = Pattern("(?:安排|批复|下达|合计|累计|共计|总额|为|共)+$")
# “年中调整为100万元”说的是调整以后的数；“年中调整10万元”是增减，不是一栏。
_ADJUSTED_TO = Pattern(r"^[^\d]{0,8}?(?:调整|调增|调减|追加|压减|核减)(?:后?为|至|到)(?=\s*\d)")
_FEWEST_AMOUNTS = 2
_LONGEST = 200


@dataclass(frozen=True)
class FundsInSentence(FundsInCell):
    """写成一句话的：各栏的数在 ``said``，没有读成的几段在 ``rests``。"""

    said: dict[str, Entry]
    rests: tuple[str, ...]

    @property
    def amounts(self) -> Iterable[str]:
        return (entry.text for role, entry in self.said.items() if role in FUND_AMOUNTS)


def find_funds_in_sentence(
    region: Region, rows: Iterable[int], spec: FormSpec
) -> FundsInSentence | None:
    """写成一句话的资金；没有的为 ``None``。

    左边（或同一格的冒号前面）写着资金情况一类的，读不成的几段另列；没有写的，要段段都读得成。
    """
    for row in rows:
        texts = region.texts(row)
        for at, entry in enumerate(texts):
            if not any(map(str.isdigit, entry.text)) or len(entry.text) > _LONGEST:
                continue
            label = texts[at - 1] if at else ABSENT
            told = after_label(entry)
            inside = _is_on_money(told.prefix) if told.text else False
            found = _read(told.text if inside else entry.text, entry, label, spec)
            grouped = inside or _is_on_money(label.text)
            if found is not None and (grouped or (not found.rests and at == 0)):
                return found
    return None


def _read(text: str, cell: Entry, label: Entry, spec: FormSpec) -> FundsInSentence | None:
    said: dict[str, Entry] = {}
    rests: list[str] = []
    for piece in filter(None, map(str.strip, _GAP.split(text))):
        found = _SAID.fullmatch(_ADJUSTED_TO.sub("全年预算数", piece))
        role = _role(found[1]) if found else None
        if found is None or role is None or role not in spec.funds or role in said:
            rests.append(piece)
        else:
            said[role] = cell._replace(text=found[2], prefix=found[1], number=None, continued=True)
            rests += [found[3]] if found[3] else []
    amounts = [role for role in said if role in FUND_AMOUNTS]
    return (
        FundsInSentence(cell, label, said, tuple(rests))
        if len(amounts) >= _FEWEST_AMOUNTS
        else None
    )


def _is_on_money(text: str) -> bool:
    """一句话左边（冒号前面）的字说的是资金。"""
    return is_fund_group(text) or _ON_MONEY.fullmatch(label_key(text)) is not None


def _role(name: str) -> str | None:
    """“执行”“支出”后面省了“数”字；前后多写几个字（本项目年初预算安排）的照样认。"""
    bare = _AFTER_NAME.sub("", _BEFORE_NAME.sub("", name))
    for text in dict.fromkeys((name, bare)):
        role = fund_column(text) or fund_column(f"{text}数")
        if role is not None:
            return role
    return None


def read_funds_in_sentence(
    region: Region, sentence: FundsInSentence, unit: str | None
) -> tuple[Fund, ...]:
    """这一句说的是资金总额；没有读成的几段留着说。"""
    cell, label = sentence.cell, sentence.label
    region.take(cell, *([label] if _is_on_money(label.text) else []))
    if sentence.rests:
        region.rests[cell.place] = [
            cell._replace(text=text, number=None) for text in sentence.rests
        ]
    block = printed_unit(label)
    entries = {
        role: (written_money(region, value, unit, block) or value)
        if role in FUND_AMOUNTS
        else value._replace(number=amount(value.text.rstrip("分%％ ")))
        for role, value in sentence.said.items()
    }
    return (fund_of_entries(Entry("", cell.row, cell.column), entries, ANNUAL_TOTAL),)
