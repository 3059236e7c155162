"""读 ``forms.yaml``：各种表的一张总表。写错了说是哪一种表的哪一项。"""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, TypeVar

from perfxl.model.columns import FUND_COLUMNS, GOALS, INDICATOR_COLUMNS, LINE_COLUMNS, Column
from perfxl.model.form_spec import (
    Columns,
    FormSpec,
    Made,
    Recognition,
    Scope,
    Shape,
    Stage,
)


class FormTableError(ValueError):
    """``forms.yaml`` 写错了；``str()`` 说是哪一种表的哪一项、应该怎样。"""


# 各种表都有的栏，forms.yaml 里不用写。
_LEVELS = ("level1", "level2", "level3")
_INDICATOR_BASE = (*_LEVELS, "target")
_INDICATOR_LAST = ("note",)
_KEYS = frozenset(
    {
        *(
            "label",
            "scopes",
            "stages",
            "shape",
            "scored",
            "by_subject",
            "goals",
            "money_unit",
            "note",
        ),
        *("indicators", "funds", "lines", "single", "recognised_by", "made"),
    }
)
_Choice = TypeVar("_Choice", bound=Enum)


def form_specs(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, FormSpec]:
    """``forms.yaml`` 的内容 → 各种表，照原来的先后；写错了抛 ``FormTableError``。"""
    return {name: _Entry(name, entry).spec() for name, entry in entries.items()}


class _Entry:
    """一条：逐项取出来，写错了说是哪一项。"""

    def __init__(self, name: str, entry: Mapping[str, Any]) -> None:
        self.name = name
        self.entry = entry

    def spec(self) -> FormSpec:
        self._refuse_unknown("", self.entry, _KEYS)
        if not self.entry.get("label"):
            raise self._error("label", "没有写表的名称")
        shape = self._choice("shape", Shape, self.entry.get("shape"))
        budget = shape in (Shape.LINES, Shape.TWO_SIDED, Shape.RESULTS, Shape.REVIEW)
        return FormSpec(
            name=self.name,
            label=self.entry["label"],
            scopes=self._choices("scopes", Scope),
            stages=self._choices("stages", Stage),
            shape=shape,
            scored=self.entry.get("scored", False),
            by_subject=self.entry.get("by_subject", False),
            money_unit=self.entry.get("money_unit", "万元"),
            note=self.entry.get("note", ""),
            goals=self._listed("goals", GOALS),
            indicators=Columns()
            if budget
            else self._columns(
                "indicators",
                INDICATOR_COLUMNS,
                _LEVELS if shape is Shape.SCORES else _INDICATOR_BASE,
                _INDICATOR_LAST,
            ),
            funds=Columns() if budget else self._columns("funds", FUND_COLUMNS, ("initial",)),
            lines=self._columns("lines", LINE_COLUMNS, ("name",))
            if budget or shape is Shape.LIST
            else Columns(),
            single=self.entry.get("single", ""),
            recognised_by=tuple(map(self._recognition, self.entry.get("recognised_by", ()))),
            made=tuple(map(self._made, self.entry.get("made", ()))),
        )

    def _columns(
        self,
        key: str,
        known: Mapping[str, Column],
        first: tuple[str, ...],
        last: tuple[str, ...] = (),
    ) -> Columns:
        written = self.entry.get(key, {})
        self._refuse_unknown(key, written, ("always", "printed", "called", "read_as"))
        always, printed = written.get("always", ()), written.get("printed", ())
        called = written.get("called", {})
        read_as = written.get("read_as", {})
        named = [*always, *printed, *called, *read_as, *read_as.values()]
        self._refuse_unknown(key, named, known)
        columns = (known[each] for each in (*first, *always, *printed, *last))
        return Columns(
            tuple(each._replace(label=called.get(each.key, each.label)) for each in columns),
            frozenset(printed),
            read_as,
        )

    def _recognition(self, written: Mapping[str, Any]) -> Recognition:
        self._refuse_unknown("recognised_by", written, Recognition.__dataclass_fields__)
        return Recognition(
            columns=frozenset(written.get("columns", ())),
            any_columns=frozenset(written.get("any_columns", ())),
            no_columns=frozenset(written.get("no_columns", ())),
            halves=written.get("halves"),
            two_sided=written.get("two_sided"),
            by_subject=written.get("by_subject"),
            results=written.get("results"),
            review=written.get("review"),
            department=written.get("department"),
            title=tuple(written.get("title", ())),
            title_without=tuple(written.get("title_without", ())),
            words=tuple(written.get("words", ())),
            without=tuple(written.get("without", ())),
        )

    def _made(self, written: Mapping[str, Any]) -> Made:
        keys = {**Made.__dataclass_fields__, "from": None}
        self._refuse_unknown("made", written, keys)
        values = {**written, "sources": written.get("from", ())}
        values.pop("from", None)
        if "stage" in values:
            values["stage"] = self._choice("made", Stage, values["stage"])
        for key in ("names", "sources"):
            values[key] = tuple(values.get(key, ()))
        return Made(**values)

    def _choices(self, key: str, choices: type[_Choice]) -> tuple[_Choice, ...]:
        found = tuple(self._choice(key, choices, each) for each in self.entry.get(key, ()))
        if not found:
            raise self._error(key, f"没有写，有：{_listed(choices)}")
        return found

    def _choice(self, key: str, choices: type[_Choice], written: object) -> _Choice:
        try:
            return choices(written)
        except ValueError:
            raise self._error(key, f"“{written}”不是其中之一：{_listed(choices)}") from None

    def _listed(self, key: str, known: Iterable[str]) -> tuple[str, ...]:
        written = tuple(self.entry.get(key, ()))
        self._refuse_unknown(key, written, known)
        return written

    def _refuse_unknown(self, key: str, written: Iterable[str], known: Iterable[str]) -> None:
        known = list(known)
        for each in written:
            if each not in known:
                raise self._error(key or each, f"不认得“{each}”，有：{'、'.join(known)}")

    def _error(self, key: str, why: str) -> FormTableError:
        return FormTableError(f"forms.yaml 里“{self.name}”的 {key}：{why}。")


def _listed(choices: type[Enum]) -> str:
    return "、".join(str(each.value) for each in choices)
