"""随带的别的版式：同一种表在别处的样子，命令行里用名称选（``--template 三栏``）。"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from perfxl.actions.forms_made import MadeForm
from perfxl.plans.template import TemplateError
from perfxl.shipped import shipped_folder


@dataclass(frozen=True)
class TemplateVariant:
    """一种表的一种版式：``said`` 是它与通常的版式有什么不同。"""

    form: str
    name: str
    said: str

    @property
    def path(self) -> Path:
        """模板文件。"""
        return shipped_folder("templates") / "版式" / self.form / f"{self.name}.xlsx"


_APART = "指标值分性质、数值、单位三栏；数据里合写的照拆，没有写符号的不补"
VARIANTS: tuple[TemplateVariant, ...] = (
    TemplateVariant("自评表", "三栏", _APART),
    TemplateVariant("自评表", "成本在先", "成本的几行排在最前面，后面是产出、效益、满意度"),
    TemplateVariant(
        "自评表",
        "20-40-40",
        "栏名下写着执行率、指标各几分（执行率 20 分、产出 40 分、效益 40 分一类），没有年初预算数",
    ),
    TemplateVariant("自评表", "竖版", "A4 竖着印"),
    TemplateVariant("申报表", "三栏", _APART),
    TemplateVariant("目标表", "三栏", _APART),
)


def variants_of(made: MadeForm) -> Sequence[TemplateVariant]:
    """一种表有的各种版式。"""
    return [each for each in VARIANTS if each.form == made.name]


def chosen_template(given: str, made: MadeForm) -> Path:
    """``--template`` 写的：一个文件，或一种版式的名称；都不是的抛 ``TemplateError``，说有哪些。"""
    path = Path(given)
    named = {each.name: each.path for each in variants_of(made)}
    if not path.suffix and given in named and not path.is_file():
        return named[given]
    if path.is_file():
        return path
    names = "、".join(named) or "没有"
    raise TemplateError(
        f"没有“{given}”这个模板文件；{made.name}随带的别的版式：{names}（perfxl template list）。"
    )
