"""由别的表得来的表里，要人看一眼的：分值合计不对、多半已经取消的、重复的项目。"""

from collections import Counter
from collections.abc import Collection, Iterator
from decimal import Decimal

from perfxl.model.form_spec import Shape
from perfxl.model.sentence import Sentence, sentence
from perfxl.model.table import Table
from perfxl.model.unread import unread_said
from perfxl.reading.labels import bears_seal
from perfxl.reading.written_dates import DATE
from perfxl.rendering.derived.evaluation_lines import has_one_amount
from perfxl.rendering.derived.standing import cancelled_indicators
from perfxl.scoring.class_weights import class_weights, expected_weights, fits
from perfxl.scoring.rounding import plain
from perfxl.standards.profile import Profile, load_profile


def made_cautions(table: Table, profile: Profile) -> tuple[str, ...]:
    """一张得来的表要说的话，各半句。"""
    if table.spec.scored:
        return (
            *_weights(table, profile),
            *_own_weights(table, profile),
            *_cancelled(table),
            *_blank_total(table),
            *_yearless(table),
        )
    if table.spec.shape is Shape.LIST:
        return (
            *_repeated(table),
            *_blank_budgets(table),
            *_blank_weights(table, profile),
            *_blank_categories(table),
            *_blank_natures(table),
        )
    if table.spec.is_budget:
        return (*_repeated(table), *_blank_budgets(table), *_blank_adjusted(table))
    if table.spec.shape is Shape.RESULTS:
        return (*_nameless(table), *_without_money(table), _unfiled(table))
    if table.spec.shape is Shape.HALVES:
        return _one_sided(table)
    return ()


def adjustment_cautions(origin: Table) -> Iterator[str]:
    """由调整批复 ``origin`` 得来的一张：取消了的指标没有写，调整的理由写在备注一栏。"""
    gone = cancelled_indicators(origin)
    if gone:
        named = "、".join(f"“{row.level3.text}”（{row.level3.cell}）" for row in gone)
        yield f"调整取消的 {len(gone)} 条指标没有写：{named}"
    reasons = [row.note.cell for row in origin.indicators if row.note.text and row not in gone]
    if origin.spec.shape is Shape.HALVES and reasons:
        yield f"调整批复里各条的说明（{'、'.join(reasons)}）照写在备注、说明一栏，不要的请删去"


# 谁批的、哪天批的，模板里的两处。
_APPROVED_BY, _APPROVED_ON = "批复单位", "批复日期"


def approval_in_opinions(table: Table, places: Collection[str]) -> Iterator[Sentence]:
    """批复单位、批复日期没有另写，而意见里盖着章、写着日期的：不替人填，说写在哪里。

    ``places`` 是模板里有的名字。
    """
    blank = {n for n in (_APPROVED_BY, _APPROVED_ON) if n in places and n not in table.fields}
    for name, entry in table.details.items() if blank else ():
        lines = [line.strip() for line in entry.text.splitlines() if line.strip()]
        sealed = [line for line in lines if bears_seal(line)] if _APPROVED_BY in blank else []
        dated = [line for line in lines if DATE.search(line)] if _APPROVED_ON in blank else []
        said = dict.fromkeys(line for line in lines if line in sealed or line in dated)
        if not name.endswith("意见") or not said:
            continue
        own = "、".join(
            place for place, of in ((_APPROVED_BY, sealed), (_APPROVED_ON, dated)) if of
        )
        quoted = "，".join(" ".join(line.split()) for line in said)
        yield sentence(entry, f" 的{name}里写着“{quoted}”，{own}没有另写，空着，请核对后填")


def _one_sided(table: Table) -> tuple[str, ...]:
    """只有一边有的项目：另一边空着，取消还是没有调整由人定。"""
    rows = table.indicators
    if rows and not any(row.level3_adjusted.text or row.target_adjusted.text for row in rows):
        return (
            "只给了年初的，调整后一边空着；没有调整的请把原表也放进调整后的文件，"
            "取消的请在调整预算数填 0",
        )
    if rows and not any(row.level3.text or row.target.text for row in rows):
        return ("只给了调整后的，年初一边空着；新增的项目请在年初预算数填 0",)
    return ()


def _blank_weights(table: Table, profile: Profile) -> tuple[str, ...]:
    """空着分值的有几条；是口径没有规定这一类的分值的，说是哪一类：补上这几条，别的各条也要改。"""
    blank = [row for row in table.indicators if row.weight.number is None]
    if not blank:
        return ()
    unknown = dict.fromkeys(r.level1.text for r in blank if r.level1.text not in profile.weights)
    why = "、".join(f"“{name}”" for name in unknown if name)
    said = f"口径“{profile.name}”没有{why}一类的分值；" if why else ""
    return (f"有 {len(blank)} 条指标没有分值，{said}请补上",)


def _unfiled(table: Table) -> str:
    """汇总表由谁、哪天填报：各张自评表说不出的由人填。"""
    unit = "" if table.fields.get("填报单位") else "填报单位（盖章）、"
    return f"{unit}填报日期、联系人和联系电话空着，请填"


def _blank_categories(table: Table) -> tuple[str, ...]:
    blank = [line.name.text for line in table.lines if not line.category.text]
    if not blank:
        return ()
    more = f" 等 {len(blank)} 个项目" if len(blank) > 1 else ""
    return (f"“{blank[0]}”{more}的表上没有写项目类别，空着，请填",)


def _blank_natures(table: Table) -> tuple[str, ...]:
    """指标值没有写符号的（96人）：程序不替人定是至少还是至多。"""
    blank = [r.level3.text for r in table.indicators if r.value.text and not r.nature.text]
    if not blank:
        return ()
    more = f" 等 {len(blank)} 条" if len(blank) > 1 else ""
    return (f"“{blank[0]}”{more}的指标值没有写符号，绩效指标性质空着，请填",)


def _weights(table: Table, profile: Profile) -> tuple[str, ...]:
    said = list(_blank_weights(table, profile))
    if table.unread_rows:
        return (*said, f"{unread_said(table.unread_rows)}，分值没有合计")
    total = table.total.weight.number or Decimal(0)
    if total != profile.full_score:
        rows = total - profile.execution_weight
        said.append(
            f"分值合计 {plain(total)}（指标 {plain(rows)}，预算执行率 {plain(profile.execution_weight)}），"
            f"应为 {plain(profile.full_score)}，请调整"
        )
    return tuple(said)


def _own_weights(table: Table, profile: Profile) -> Iterator[str]:
    """原表印着的分值照用：与选用的口径不同的说一句，免得以为照口径分过。"""
    weights = class_weights(table.indicators)
    expected = expected_weights(weights, profile) if weights else None
    if not weights or not expected or profile.name == load_profile().name:
        return
    if not fits(weights, profile.execution_weight, profile):
        own = "、".join(f"{each.name} {plain(each.points)}" for each in weights)
        due = "、".join(f"{name} {plain(points)}" for name, points in expected.items())
        yield f"分值照原表印着的（{own}），没有照口径“{profile.name}”的（{due}）重新分"


def _yearless(table: Table) -> tuple[str, ...]:
    return () if table.year is not None else ("没有写年度，年度空着，请补上",)


def _cancelled(table: Table) -> tuple[str, ...]:
    fund = table.annual_total
    if fund is None or fund.adjusted.number != 0 or not fund.initial.number:
        return ()
    return ("全年预算数是 0，项目多半已取消，请核对是否还要自评",)


def _blank_total(table: Table) -> tuple[str, ...]:
    """由申报、批复得来的自评表，总额一行是空的。"""
    fund = table.annual_total
    if fund is None or fund.adjusted.number is not None:
        return ()
    return ("年度资金总额没有填，或说不准是哪一行，全年预算数空着，请补上",)


def _blank_budgets(table: Table) -> tuple[str, ...]:
    names = [
        line.name.text
        for line in table.lines
        if line.name.text and line.initial.total.number is None
    ]
    if not names:
        return ()
    more = f"等 {len(names)} 个项目" if len(names) > 1 else ""
    return (f"“{names[0]}”{more}年度资金总额没有填，或说不准是哪一行，预算数空着，请补上",)


_TOTAL = "合计"
# 一句话里最多列几个项目。
_SHOWN = 5


def _nameless(table: Table) -> tuple[str, ...]:
    """汇总表里没有项目名称的各行。"""
    blank = sum(not line.name.text for line in table.lines)
    return (f"有 {blank} 个项目的自评表没有写项目名称，名称空着，请补上",) if blank else ()


def _without_money(table: Table) -> tuple[str, ...]:
    """汇总表里没有金额的项目：合计里没有它。"""
    without = [
        line
        for line in table.lines
        if line.name.text != _TOTAL
        and any(e.number is None for e in (line.adjusted.total, line.executed.total))
    ]
    names = [line.name.text or "（没有写名称）" for line in without]
    if not names:
        return ()
    more = f"等 {len(names)} 个项目" if len(names) > _SHOWN else ""
    shown = "”、“".join(names[:_SHOWN])
    rate = "，合计的执行率也空着" if any(map(has_one_amount, without)) else ""
    return (f"“{shown}”{more}的预算数、执行数没有写全或说不准，空着的没有算进合计{rate}，请补上",)


def _blank_adjusted(table: Table) -> tuple[str, ...]:
    """调整批复里调整后一格空着的：有年初数，没有调整数。"""
    names = [
        line.name.text
        for line in table.lines
        if line.initial.total.number
        and line.adjusted.total.shown_amount is None
        and line.adjusted.total.derived is not None
        and line.name.text != _TOTAL
    ]
    if not names:
        return ()
    more = f"等 {len(names)} 个项目" if len(names) > 1 else ""
    return (
        f"“{names[0]}”{more}的调整批复里调整预算数空着，没有写调整数、增减数，合计的也空着；"
        "没有调整的请填年初数，取消的请填 0",
    )


def _repeated(table: Table) -> tuple[str, ...]:
    names = Counter(line.name.text for line in table.lines if line.name.text)
    twice = [name for name, count in names.items() if count > 1]
    return (f"{'、'.join(twice)}有不止一行，请核对是不是同一个项目算了两遍",) if twice else ()
