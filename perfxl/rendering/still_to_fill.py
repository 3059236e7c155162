"""新一年的表里还要人填的、要人看一眼的。"""

import re
from collections.abc import Iterator

from perfxl.model.table import Period, Table
from perfxl.rendering.derived.renewed_targets import writes_a_year

# 要核对的一句，开头是它。
TO_CHECK = "请核对："
# 写着一个金额：5元/天、320.5万元。
_SUM = re.compile(r"\d\s*[百千万亿]*元")
# 一句话里最多举几个。
_SHOWN = 3


def still_to_fill(table: Table) -> tuple[str, ...]:
    """要填的一句，要核对的一句；各半句。"""
    filled = f"还要填：{'；'.join(_blanks(table))}"
    checked = list(_to_check(table))
    return (filled, f"{TO_CHECK}{'；'.join(checked)}") if checked else (filled,)


def _blanks(table: Table) -> Iterator[str]:
    funds = [fund for fund in table.funds if fund.period is Period.YEAR]
    if funds:
        yield f"资金 {len(funds)} 行的金额"
    if "expected" in table.spec.goals:
        yield "年度总体目标"
    signs = sum(
        bool(row.target.text or (row.is_split and row.nature.text)) for row in table.indicators
    )
    kept = f"（{signs} 条的符号照去年的）" if signs else ""
    yield f"{len(table.indicators)} 条指标值{kept}"
    weights = sum(row.weight.exists and row.weight.number is None for row in table.indicators)
    if weights:
        yield f"{weights} 条的分值"
    blank = [
        table.field_labels.get(name, name) for name, own in table.fields.items() if not own.text
    ]
    blank += [name for name, entry in table.details.items() if not entry.text]
    blank += [name for name in table.blank_fields if name not in table.fields]
    if blank:
        yield "、".join(dict.fromkeys(blank))


def _to_check(table: Table) -> Iterator[str]:
    names = [row.level3.text for row in table.indicators]
    dated = [text for text in (table.project, *names) if writes_a_year(text)]
    if dated:
        more = f"等 {len(dated)} 处" if len(dated) > _SHOWN else ""
        yield f"{'、'.join(f'“{text}”' for text in dated[:_SHOWN])}{more}写着年份，照去年的没有改"
    indicators = bool(table.period_indicators)
    if indicators or table.goals.get("period") or table.funds_of(Period.WHOLE):
        yield f"实施期的目标、{'指标、' if indicators else ''}资金照去年的没有改"
    sums = [
        name
        for name, entry in (*table.fields.items(), *table.details.items())
        if _SUM.search(entry.text)
    ]
    if sums:
        yield f"{'、'.join(f'“{name}”' for name in sums)}里的金额照去年的没有改"
    if table.year is None:
        yield "没有读出去年的表是哪一年的，年度空着，可以用 --year 写明"
