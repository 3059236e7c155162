"""一份口径写成的字：全部的数、关掉和改了级别的规则、依据；照别的一份写的，改了的各项旁边是它原来的。"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.rules.engine.registry import all_rules
from perfxl.scoring.rounding import plain
from perfxl.standards.profile import EqualMiss, Profile


def profile_page(chosen: Profile, base: Profile | None = None) -> str:
    """``base`` 是它照着写的那一份。"""
    lines = [f"{chosen.name}：{chosen.title}（{_years(chosen, base)}）"]
    if base is not None:
        lines.append(f"照“{base.name}”写，不同的几项后面括着它的。")
    for (label, said), (_, theirs) in zip(_items(chosen), _items(base or chosen), strict=True):
        beside = f"（{base.name}：{theirs}）" if base is not None and theirs != said else ""
        lines.append(f"{label}：{said}{beside}")
    return "\n".join([*lines, *_basis(chosen, base)])


def _years(chosen: Profile, base: Profile | None) -> str:
    """从哪一年起，到哪一年；没有另写的是照着写的那一份的。"""
    until = "" if chosen.until is None else f"，到 {chosen.until} 年"
    same = base is not None and (base.since, base.until) == (chosen.since, chosen.until)
    whose = f"，没有另写，是“{base.name}”的" if base is not None and same else ""
    return f"{chosen.since} 年起{until}{whose}"


def _items(profile: Profile) -> Iterator[tuple[str, str]]:
    """各项的叫法和数，照《口径》里列的次序。"""
    weights = "、".join(f"{level} {plain(points)}" for level, points in profile.weights.items())
    yield (
        "分值",
        f"预算执行率 {plain(profile.execution_weight)}、{weights}，满分 {plain(profile.full_score)}",
    )
    moved = "；".join(f"没有{one}的加到{other}" for one, other in profile.absent_goes_to.items())
    yield "表里没有的一类", moved or "加到分值最大的一类"
    yield "“=”类没有做到", "不得分" if profile.equal_miss is EqualMiss.ZERO else "按比例"
    for place, key in (("头一", "met"), ("中间一", "partial"), ("末一", "unmet")):
        band = profile.bands[key]
        low, high, default = (_percent(each) for each in (band.low, band.high, band.default))
        yield f"定性与时限{place}档", f"{band.name}，分值的 {low}—{high}，默认 {default}"
    yield "等级", "、".join(f"{each.name} {plain(each.at_least)} 分起" for each in profile.grades)
    yield "得分的小数", f"{profile.decimals} 位"
    yield "“左右”“约”算做到", f"上下 {_percent(profile.approximate_tolerance)} 以内"
    yield "超过指标值要说明", f"{_percent(profile.overshoot_limit)} 以上"
    yield "执行率低要写原因", f"低于 {plain(profile.explain_execution_below)}%"
    yield "不查的规则", "、".join(map(_rule, sorted(profile.rules.disabled))) or "没有"
    levels = sorted(profile.rules.severity.items())
    yield (
        "改了级别的规则",
        "、".join(f"{_rule(each)}改为{to.label}" for each, to in levels) or "没有",
    )
    accepted = "、".join(f"{each.rule} {each.place}（{each.reason}）" for each in profile.accepted)
    yield "口径里认可的问题", accepted or "没有"


def _basis(chosen: Profile, base: Profile | None) -> Iterator[str]:
    """依据；没有另写的是照着写的那一份的，改了的数不出自它。"""
    if base is not None and chosen.basis == base.basis:
        yield f"依据（没有另写，是“{base.name}”的；上面括着的几项改了，不出自它）："
    else:
        yield "依据："
    yield from (f"  {each.cited}" for each in chosen.basis)


def _percent(share: Decimal) -> str:
    return f"{plain(share * 100)}%"


def _rule(rule_id: str) -> str:
    """编号，和它是哪一条。"""
    known = all_rules().get(rule_id)
    return f"{rule_id}（{known.title}）" if known else rule_id
