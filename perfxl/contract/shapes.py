"""对外 JSON 的各种形状共用的：数怎样写，冻结的模型，写成字典。"""

from decimal import Decimal
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, PlainSerializer

from perfxl.contract.json_numbers import json_number, json_number_or_text
from perfxl.model.edit import CellContent


def number_or_text(content: CellContent) -> Decimal | str | None:
    """一格的内容里对外写成数或文字的；日期、真假写成文字。"""
    return content if isinstance(content, Decimal | str) or content is None else str(content)


Number = Annotated[Decimal | None, PlainSerializer(json_number, return_type=int | float | None)]
NumberOrText = Annotated[
    Decimal | str | None,
    PlainSerializer(json_number_or_text, return_type=int | float | str | None),
]


class Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def alike(cls, source: object, **others: object) -> Self:
        """各项照 ``source`` 里同名的，不同的写在 ``others``；没有同名的抛 ``AttributeError``。"""
        same = {name: getattr(source, name) for name in cls.model_fields if name not in others}
        return cls(**same, **others)


def dump(shape: BaseModel) -> dict[str, object]:
    """转成可写 JSON 的字典；``schema_`` 写作 ``schema``，放在最前。"""
    data: dict[str, object] = shape.model_dump(mode="json", exclude_unset=True, by_alias=True)
    schema: str | None = getattr(shape, "schema_", None)
    return data if schema is None else {"schema": schema, **data}
