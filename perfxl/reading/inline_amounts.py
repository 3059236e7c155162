"""名称和金额写在同一格：年度资金总额：100，其中：财政拨款80。"""

from perfxl.grammar.glyphs import compact
from perfxl.grammar.nothing_said import is_left_blank
from perfxl.grammar.patterns import Pattern
from perfxl.model.money_units import MONEY_FACTORS
from perfxl.model.printed_unit import PrintedUnit
from perfxl.model.table import Entry, Fund
from perfxl.reading.fund_words import names_money, says_source, without_among
from perfxl.reading.funds_listed import funds_listed_in
from perfxl.reading.labels import fund_name, is_fund_name
from perfxl.reading.region import Region, after_label
from perfxl.reading.unit_conflicts import written_money

_ATTACHED = Pattern(r"(.{2,20}?[一-鿿）)])\s*([0-9０-９].*)")
_SEPARATED = Pattern(r"[；;。\n]|(?<![0-9])[,，、]|[,，、](?![0-9])")
# 总额后面括着的各项：40万元（其中财政拨款35万元，其他资金5万元）。
_PARTS_INSIDE = Pattern(r"[(（]\s*(其\s*中[\s\S]*?)[)）]\s*$")
_LIKE_A_YEAR = Pattern(r"(?:19|20)[0-9]{2}")


def said_inside(value: Entry) -> str:
    """冒号后面写着的字；空着、只留着单位的（全年预算数：　　万元）没有写。"""
    said = compact(value.text)
    return "" if said in MONEY_FACTORS or is_left_blank(said) else said


def inline_amount(
    region: Region, label: Entry, unit: str | None, block: PrintedUnit | None
) -> Entry | None:
    """与名称同在一格的金额；不是这样写的为 ``None``。"""
    inline = after_label(label._replace(text=without_among(label.text)))
    if not inline.text:
        return _attached(region, label, unit, block)
    named = is_fund_name(inline.prefix) or names_money(inline.prefix)
    return written_money(region, inline, unit, block) if named else None


def _attached(
    region: Region, label: Entry, unit: str | None, block: PrintedUnit | None
) -> Entry | None:
    """名称和金额连写在一格（其中：上级资金16）：名称要是认得的，金额像年份的不算。"""
    found = _ATTACHED.fullmatch(without_among(label.text))
    if found is None or _LIKE_A_YEAR.fullmatch(found[2]) or not _names_fund(found[1]):
        return None
    return written_money(region, label._replace(text=found[2], prefix=found[1]), unit, block)


def funds_written_in(
    region: Region, entry: Entry, unit: str | None, block: PrintedUnit | None
) -> list[Entry]:
    """总额和各项写在一格的（年度资金总额：100，其中：财政拨款80），一项一项；有一项读不出的不分。"""
    listed = funds_listed_in(entry.text)
    if listed:
        return [entry._replace(text=f"{each.name}：{each.amount}") for each in listed]
    if not _SEPARATED.search(entry.text):
        return [entry]
    texts = [text.strip() for text in _SEPARATED.split(entry.text) if text.strip()]
    parts = [entry._replace(text=text) for text in texts]
    read = [inline_amount(region, part, unit, block) for part in parts]
    return parts if len(parts) > 1 and all(read) else [entry]


def parts_inside(
    region: Region, value: Entry, unit: str | None, block: PrintedUnit | None
) -> list[Fund] | None:
    """总额后面括着的各项；没有括着的为空，有一项读不出的为 ``None``。"""
    found = _PARTS_INSIDE.search(value.text)
    if found is None:
        return []
    texts = [text.strip() for text in _SEPARATED.split(found[1]) if text.strip()]
    labels = [value._replace(text=text, prefix="", number=None) for text in texts]
    read = [(label, inline_amount(region, label, unit, block)) for label in labels]
    funds = [
        Fund(fund_name(part.prefix), label, initial=part)
        for label, part in read
        if part is not None
    ]
    return funds if len(funds) == len(read) else None


def _names_fund(name: str) -> bool:
    """认得的资金名称，或说了是哪一种来源的钱（上级资金）。"""
    return is_fund_name(name) or (names_money(name) and says_source(name))
