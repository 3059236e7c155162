"""YAML 的内容读成口径、认可清单；写错了说是哪一项、应该怎样。"""

import sys
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from perfxl.grammar.exact_numbers import plain_number
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.yaml_tables import BadYamlError
from perfxl.model.errors import PerfxlError
from perfxl.standards.plain_data import DoubtError, built


class ProfileError(PerfxlError):
    """口径文件有误或没有这个口径；``str()`` 是给用户看的中文。"""


def checked(kind: Any, data: object) -> Any:
    """照 ``kind``（数据类，或装着数据类的元组）读 ``data``；写得不对的抛 ``pydantic.ValidationError``。"""
    try:
        return built(kind, data)
    except DoubtError:
        from pydantic import TypeAdapter  # 多半是写错了，细查、细说

        return TypeAdapter(kind).validate_python(data)


# 写成比例（0.05）的各项；别的百分数写 85，分值写 50。
_AS_RATIO = frozenset({"approximate_tolerance", "overshoot_limit", "low", "high", "default"})
_NUMBER = Pattern(r"(\d+(?:\.\d+)?)\s*([%％分]?)")
_COLON = Pattern(r"\s*：\s*")
_UNKNOWN_ITEM = ("extra_forbidden", "unexpected_keyword_argument")
# pydantic 的错误种类 → 中文。
_REASONS = {
    "missing": "少了这一项",
    **dict.fromkeys(_UNKNOWN_ITEM, "没有这一项，请核对拼写"),
    "decimal_parsing": "应是数",
    "decimal_type": "应是数",
    "int_parsing": "应是整数",
    "int_type": "应是整数",
    "int_from_float": "应是整数",
    "invalid_key": "名称应是文字（yes、off、数字要加引号）",
    "finite_number": "应是有限的数",
    "string_type": "应是文字（规则编号写成 PX301 一类）",
    "string_too_short": "不能空着",
    "string_pattern_mismatch": "应是 PX301 一类的规则编号",
    "greater_than_equal": "不能小于{ge}",
    "less_than_equal": "不能大于{le}",
    "enum": "只能是 {expected}",
    "dict_type": "应是“名称: 值”的几行（冒号用英文的，后面空一格）",
    "dataclass_type": "应是“名称: 值”的几行（冒号用英文的，后面空一格）",
    "list_type": "应是用“-”列出的几行",
    "tuple_type": "应是用“-”列出的几行",
    "frozen_set_type": "应是用“-”列出的几行",
}


def _where_in(parts: Sequence[int | str]) -> str:
    """出错的地方：``weights.产出指标``、``第 1 条的 reason``。"""
    said = ""
    for part in parts:
        if isinstance(part, int):
            said += f"{said and ' '}第 {part + 1} 条"
        elif part != "[key]":
            said += f"{'的 ' if said.endswith('条') else said and '.'}{part}"
    return said


def _chinese_colon_in(parts: Sequence[int | str], value: object) -> str:
    """名称、值里带着中文冒号的，多半是冒号写错了：整句；不是的为 ``""``。"""
    written = [str(part) for part in parts if part != "[key]"]
    written += [value] if isinstance(value, str) else []
    odd = next((each for each in reversed(written) if "：" in each), "")
    return _with_english_colon(odd) if odd else ""


def _with_english_colon(written: str) -> str:
    right = _COLON.sub(": ", written)
    return f"“{written}”的冒号是中文的，请改成英文的，后面空一格：{right}。"


def _how_to_write(parts: Sequence[int | str], value: object) -> str:
    """这个数应当怎样写，接在错在哪里后面；写不出的为 ``""``。"""
    found = _NUMBER.fullmatch(str(value).strip())
    if found is None:
        return ""
    number, sign = Decimal(found[1]), found[2]
    key = next((str(part) for part in reversed(parts) if part in _AS_RATIO), "")
    if key and (sign or number > 1):
        return f"，是几成就写零点几：{number}% 写 {plain_number(number / 100)}"
    return f"，只写数：{number}" if sign else ""


def first_reason(error: ValueError) -> str:
    """一份 YAML 错在哪一行、哪一项，应该怎样。"""
    # 没有载入 pydantic 的，出的不会是它的错。
    pydantic = sys.modules.get("pydantic")
    if pydantic is not None and isinstance(error, pydantic.ValidationError):
        # 写错名字的项先说：少的那一项多半就是它。
        errors = sorted(error.errors(), key=lambda each: each["type"] not in _UNKNOWN_ITEM)
        first = errors[0]
        place = _where_in(first["loc"])
        context = {
            name: str(each).replace(" or ", " 或 ").replace("'", "")
            for name, each in first.get("ctx", {}).items()
        }
        if colon := _chinese_colon_in(first["loc"], first["input"]):
            return colon
        reason = _REASONS.get(first["type"], "").format(**context)
        said = reason or first["msg"].removeprefix("Value error, ")
        said += _how_to_write(first["loc"], first["input"])
        return f"{place + '：' if place else ''}{said}。"
    if isinstance(error, BadYamlError):
        line = f"第{error.line}行" if error.line is not None else ""
        if error.twice:
            return f"{line}“{error.twice}”写了两遍。"
        if error.colon:
            return f"{line}{_with_english_colon(error.colon)}"
        if error.too_large:
            return f"到{line}，展开以后的项数太多或套得太深，不像是人写的，没有读；请核对。"
        return f"{line}不是合格的 YAML 文本，请核对缩进、冒号和空格（冒号用英文的，后面空一格；不能用制表符）。"
    return "有一处日期或数写得不对，如 2020-02-30。"
