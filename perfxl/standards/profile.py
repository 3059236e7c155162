"""口径的数据形状与载入。"""

import stat
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from perfxl.grammar.yaml_tables import parsed, yaml_table
from perfxl.model.os_fault import os_fault
from perfxl.standards.basis import Basis
from perfxl.standards.checked_data import ProfileError as ProfileError
from perfxl.standards.checked_data import checked, first_reason
from perfxl.standards.default_profile import DEFAULT_PROFILE
from perfxl.standards.limits import NOTHING_ELSE, Amount, Whole, Words
from perfxl.standards.rule_settings import Acceptance, RuleSettings

Points = Annotated[Decimal, Amount()]
NotNegative = Annotated[Decimal, Amount(at_least=0)]
Year = Annotated[int, Whole(1949, 2099)]

# 认可清单最多多大：几千条也到不了。
_LARGEST = 1_000_000
# 超过指标值几成要说明：大过它的，多半是把 30% 写成了 30。
_MOST_OVERSHOOT = 10
# 通行的一级指标，口径照全名写。
_LEVEL1 = frozenset({"产出指标", "效益指标", "满意度指标", "成本指标"})
_PROFILES = Path(__file__).with_name("profiles")


class EqualMiss(StrEnum):
    """“=”类指标没有做到时怎么给分：不得分，或按比例。"""

    ZERO = "zero"
    PRO_RATA = "pro_rata"


@dataclass(frozen=True, slots=True)
class Band:
    """定性指标的一档：占分值的下限、上限和默认值，以 1 为满分。"""

    __pydantic_config__ = NOTHING_ELSE

    name: str
    low: Points
    high: Points
    default: Points

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.default <= self.high <= 1:
            raise ValueError(f"“{self.name}”的下限、默认值、上限应依次不减，并在 0 与 1 之间")


@dataclass(frozen=True, slots=True)
class Grade:
    """一个等级和它的最低分。"""

    __pydantic_config__ = NOTHING_ELSE

    name: str
    at_least: NotNegative


@dataclass(frozen=True)
class Profile:
    """一份口径。``weights`` 是各一级指标的规定分值，``execution_weight`` 是预算执行率的，0 是不计入。

    ``absent_goes_to``：表里没有这一类指标时，拟分值把它的分加到哪一类。
    ``explain_execution_below``：执行率低于多少（百分数）要写原因。``rules`` 是关掉、改级别的规则，
    ``accepted`` 是已认可的问题。
    """

    __pydantic_config__ = NOTHING_ELSE

    name: Annotated[str, Words(shortest=1)]
    title: str
    since: Year
    basis: tuple[Basis, ...]
    weights: Mapping[str, NotNegative]
    execution_weight: NotNegative
    full_score: NotNegative
    decimals: Annotated[int, Whole(0, 4)]
    equal_miss: EqualMiss
    bands: Mapping[str, Band]
    approximate_tolerance: Annotated[Decimal, Amount(0, 1)]
    overshoot_limit: Annotated[Decimal, Amount(0, _MOST_OVERSHOOT)]
    grades: tuple[Grade, ...]
    until: Year | None = None
    explain_execution_below: Annotated[Decimal, Amount(0, 100)] = Decimal(90)
    absent_goes_to: Mapping[str, str] = field(default_factory=dict)
    rules: RuleSettings = field(default_factory=RuleSettings)
    accepted: tuple[Acceptance, ...] = ()

    def __post_init__(self) -> None:
        if not self.basis:
            raise ValueError("口径须注明依据（basis）")
        if set(self.bands) != {"met", "partial", "unmet"}:
            raise ValueError("bands 须有 met、partial、unmet 三档")
        floors = [grade.at_least for grade in self.grades]
        if not floors or floors != sorted(floors, reverse=True) or floors[-1] != 0:
            raise ValueError("grades 须从高到低排列，最后一档从 0 分起")
        if 0 < self.explain_execution_below < 1:
            raise ValueError("explain_execution_below 写百分之几：85% 写 85，不写 0.85")
        if short := [name for name in self.weights if f"{name}指标" in _LEVEL1]:
            due = "、".join(f"“{name}”应写“{name}指标”" for name in short)
            raise ValueError(f"weights 里的{due}")
        unknown = set(self.absent_goes_to) | set(self.absent_goes_to.values())
        if unknown - set(self.weights):
            raise ValueError(
                f"absent_goes_to 里的“{min(unknown - set(self.weights))}”不在 weights 里"
            )
        names = [grade.name for grade in self.grades]
        if len(set(names)) < len(names) or floors[0] > self.full_score:
            raise ValueError("grades 的名称不能重复，最高一档的分不能超过 full_score")
        total = sum(self.weights.values(), self.execution_weight)
        if total != self.full_score:
            raise ValueError(f"各类分值与预算执行率合计 {total} 分，应为 {self.full_score} 分")

    def weights_for(self, present: Collection[str]) -> dict[str, Decimal]:
        """表里有的各类的分值；没有的类，分加到 ``absent_goes_to`` 说的类，合计不变。

        >>> shares = load_profile().weights_for({"产出指标", "效益指标"})
        >>> {name: str(points) for name, points in shares.items()}
        {'产出指标': '50', '效益指标': '40'}
        """
        shares = {name: points for name, points in self.weights.items() if name in present}
        for name, points in self.weights.items():
            if name in shares or len(shares) < 2:  # 只给了一类的，不是整张表
                continue
            heir = self.absent_goes_to.get(name)
            # 该接的那一类也没有时，归分值最大的一类。
            heir = heir if heir in shares else max(shares, key=lambda each: self.weights[each])
            shares[heir] += points
        return shares

    def grade_of(self, total: Decimal) -> str:
        """总分对应的等级；负的总分归最低一等。"""
        reached = (grade.name for grade in self.grades if total >= grade.at_least)
        return next(reached, self.grades[-1].name)


def profile_names() -> list[str]:
    """随程序带的口径名，默认的在前。"""
    names = sorted(path.stem for path in _PROFILES.glob("*.yaml"))
    return sorted(names, key=lambda name: name != DEFAULT_PROFILE)


def load_profile(name: str = DEFAULT_PROFILE) -> Profile:
    """按名字载入随程序带的口径，或按路径载入一份 .yaml；出错时抛 ``ProfileError``。

    文件里写 ``extends: 黔南州`` 的，只写与它不同的几项，其余照它。载入过的记着，文件改了的重读。
    """
    return _loaded(name, _file_now(name) if _is_path(name) else None)


def _file_now(name: str) -> tuple[Path, int, int] | None:
    """是哪个文件、现在的样子：相对的路径换了当前文件夹就是另一个文件；打不开的为 ``None``。"""
    try:
        path = Path(name).absolute()
        found = path.stat()
    except OSError:
        return None  # 载入时再说为什么
    return path, found.st_mtime_ns, found.st_size


@lru_cache(maxsize=64)
def _loaded(name: str, _file: tuple[Path, int, int] | None) -> Profile:
    data = _profile_data(name)
    base = data.pop("extends", None) if isinstance(data, dict) else None
    try:
        if base is not None:
            if base not in profile_names():
                known = "、".join(profile_names())
                raise ProfileError(
                    f"口径“{name}”有误：extends 的“{base}”不是随程序带的口径；现有：{known}。"
                )
            data = _profile_data(base) | data
        profile: Profile = checked(Profile, data)
        return profile
    except ValueError as error:
        raise ProfileError(f"口径“{name}”有误：{first_reason(error)}") from error


def extended_profile(name: str) -> Profile | None:
    """``name`` 照着写（``extends``）的那一份；是写全的为 ``None``，有误时抛 ``ProfileError``。"""
    data = _profile_data(name)
    base = data.get("extends") if isinstance(data, dict) else None
    return load_profile(base) if isinstance(base, str) else None


def profile_files(name: str) -> tuple[Path, ...]:
    """一份口径是由哪些文件读来的：它自己，和 ``extends`` 的那一份；有误时抛 ``ProfileError``。"""
    data = _profile_data(name)
    base = data.get("extends") if isinstance(data, dict) else None
    return tuple(_profile_path(each) for each in (name, base) if isinstance(each, str))


def _is_path(name: str) -> bool:
    return name.endswith((".yaml", ".yml"))


def _profile_path(name: str) -> Path:
    if _is_path(name):
        return Path(name)
    return _PROFILES / f"{name}.yaml"


def _profile_data(name: str) -> Any:
    if _is_path(name):
        text = _written_in(Path(name), f"口径文件“{name}”")
    elif name in profile_names():
        return _shipped_data(name)
    else:
        known = "、".join(profile_names())
        raise ProfileError(f"没有名为“{name}”的口径；现有：{known}。也可给出 .yaml 文件的路径。")
    try:
        return parsed(text)
    except ValueError as error:
        raise ProfileError(f"口径“{name}”有误：{first_reason(error)}") from error


def _shipped_data(name: str) -> Any:
    try:
        return yaml_table(_profile_path(name))
    except ValueError as error:
        raise ProfileError(f"口径“{name}”有误：{first_reason(error)}") from error


def load_acceptances(path: Path) -> tuple[Acceptance, ...]:
    """一份认可清单（YAML，一条一个“-”）；打不开、太大、写得不对时抛 ``ProfileError``。"""
    try:
        data = parsed(_written_in(path, f"认可清单“{path}”"))
        accepted: tuple[Acceptance, ...] = checked(tuple[Acceptance, ...], data or [])
        return accepted
    except ValueError as error:
        raise ProfileError(f"认可清单“{path}”有误：{first_reason(error)}") from error


class SettingsFile(StrEnum):
    """一份 .yaml 是什么。"""

    PROFILE = "profile"
    ACCEPTANCES = "acceptances"
    OTHER = "other"


# 口径才有的项；name、title 一类别的文件也常有。
_PROFILE_ITEMS = {"extends", *Profile.__dataclass_fields__} - {
    "name", "title", "basis", "since", "until"
}  # fmt: skip


def settings_file(path: Path) -> SettingsFile:
    """``path`` 写的是口径、认可清单还是别的，只看内容；打不开、写得不成样子的抛 ``ProfileError``。"""
    text = _written_in(path, f"“{path}”")
    try:
        data = parsed(text)
    except ValueError as error:
        raise ProfileError(f"“{path}”有误：{first_reason(error)}") from error
    if isinstance(data, dict) and data.keys() & _PROFILE_ITEMS:
        return SettingsFile.PROFILE
    entries = data if isinstance(data, list) else [data]
    # 空的是一条也没有的清单。
    if not data or any(
        isinstance(each, dict) and each.keys() & {"rule", "reason"} for each in entries
    ):
        return SettingsFile.ACCEPTANCES
    return SettingsFile.OTHER


def _written_in(path: Path, called: str) -> str:
    """一份 YAML 文件的文字；打不开、不是普通文件、太大、不是 UTF-8 的抛 ``ProfileError``。"""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
            raise ProfileError(f"{called}不是普通文件（是管道、设备一类），没有读；请先存成文件。")
        if found.st_size > _LARGEST:
            raise ProfileError(f"{called}大过 1 MB，不像是人写的，没有读；请核对。")
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise ProfileError(f"{called}打不开：{os_fault(error)}。") from None
    except UnicodeDecodeError:
        raise ProfileError(f"{called}不是 UTF-8 文本，请另存为 UTF-8。") from None
