"""口径、认可清单里一项的限制：写在类型上（``Annotated``），快读和细查（pydantic）认的是同一个。"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic_core.core_schema import CoreSchema

# 数据类的 ``__pydantic_config__``：没有这一项的不收。
NOTHING_ELSE = {"extra": "forbid"}


def exact(value: object) -> object:
    """YAML 的小数先成 float；经文字再成 Decimal，才是纸面上的数。``yes`` 不是数。"""
    if isinstance(value, bool):
        return str(value)
    return Decimal(str(value)) if isinstance(value, int | float) else value


@dataclass(frozen=True, slots=True)
class Amount:
    """一个 Decimal，不小于、不大于多少。"""

    at_least: int | None = None
    at_most: int | None = None

    def holds(self, value: Decimal | int) -> bool:
        """合乎限制；无穷大、非数不合。"""
        if isinstance(value, Decimal) and not value.is_finite():
            return False
        return (self.at_least is None or value >= self.at_least) and (
            self.at_most is None or value <= self.at_most
        )

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> "CoreSchema":
        from pydantic_core import core_schema

        limited = core_schema.decimal_schema(
            ge=None if self.at_least is None else Decimal(self.at_least),
            le=None if self.at_most is None else Decimal(self.at_most),
        )
        return core_schema.no_info_before_validator_function(exact, limited)


@dataclass(frozen=True, slots=True)
class Whole:
    """一个整数，从多少到多少；``yes``、``2.0`` 不算整数。"""

    at_least: int
    at_most: int

    def holds(self, value: int) -> bool:
        """合乎限制。"""
        return self.at_least <= value <= self.at_most

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> "CoreSchema":
        from pydantic_core import core_schema

        return core_schema.int_schema(ge=self.at_least, le=self.at_most, strict=True)


@dataclass(frozen=True, slots=True)
class Words:
    """一段文字：最短几个字，或从头到尾要合一个写法。"""

    shortest: int = 0
    pattern: str | None = None

    def holds(self, value: str) -> bool:
        """合乎限制。"""
        fits = self.pattern is None or re.fullmatch(self.pattern, value) is not None
        return fits and len(value) >= self.shortest

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> "CoreSchema":
        from pydantic_core import core_schema

        whole = None if self.pattern is None else f"^(?:{self.pattern})$"
        return core_schema.str_schema(min_length=self.shortest or None, pattern=whole)
