"""模板后面的“说明”：哪一格写着什么占位，印出来是什么；这种表还有哪些名字可以写。"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from perfxl.model.address import Block, cell_address
from perfxl.model.columns import FUND_COLUMNS, INDICATOR_COLUMNS, Column
from perfxl.model.form_spec import FormSpec
from perfxl.plans.document_template import DocumentNotes
from perfxl.plans.expansion import PRINTED
from perfxl.plans.placeholders import Placeholder, Reference
from perfxl.plans.printed_sheets import Look, PrintedSheet
from perfxl.rendering.form_content import GROUP_ATTRIBUTES, VALUES, field_names
from perfxl.rendering.output_names import TEMPLATE_NOTES
from perfxl.rendering.word_facts import ONE, merged_name
from perfxl.rendering.word_names import ROW_NAMES

_COLUMNS = (("单元格", 10), ("写着", 36), ("印出来是", 44), ("凭什么", 30))
_GROUPS = {
    "指标": "这一行按指标一行一行重复：",
    "实施期指标": "这一行按实施期（中期）指标重复：",
    "资金": "这一行按资金的各项重复：",
    "实施期资金": "这一行按实施期的资金重复：",
    "栏目": "没有单独位置的栏目，一行两个：",
    "细目": "职能、计划一类的长文字，一样一行：",
    "表首细目": "原表写在目标以前的长文字，一样一行：",
    "表尾细目": "原表写在指标以后的长文字，一样一行：",
    "预算": "这一行按预算的各行重复：",
    "收支": "收入、支出并排，这一行一行一行重复：",
    "合计": "合计的一行：",
    "项目": "按项目重复：",
}
_FILTERS = {
    "可略": "没有这一栏（这一样）就去掉",
    "金额": "写成 1,234.50",
    "百分比": "写成 62.83%",
    "日期": "写成 2025年1月23日",
    "大写": "写成人民币大写",
    "并左": "没有内容就并到左边一格",
    "成本在先": "成本的几行排在前面",
}
# 还能写的名字，一格里列几个。
_NAMES_IN_ROW = 6
# ``field_names`` 的三组。
_FIELD_TITLES = (
    "表里的栏目，还可以写（加“栏”字是栏名）：",
    "各地表上见过的栏目，也可以写：",
    "写一段话的栏目，也可以写：",
)
# 写在行里而每种表都有的：由别的栏拼成、算出的。
_MADE = frozenset({"合写指标值", "指标数值", "得分说明", "名称"})


def template_notes(
    form: str,
    spec: FormSpec,
    held: Mapping[tuple[int, int], Placeholder],
    because: Mapping[str, str] | None = None,
) -> PrintedSheet:
    """``held`` 是各格的占位；``because`` 是认出来的模板里各格凭什么。``form`` 是表名。"""
    known = because or {}
    columns = _COLUMNS if known else _COLUMNS[:3]
    sheet = PrintedSheet(TEMPLATE_NOTES, [width for _, width in columns], titles=(2, 2), freeze=2)
    said = (
        f"perfxl {TEMPLATE_NOTES}：{form}的模板。第一张工作表的字体、列宽、栏名、合并、打印设置都可以改，"
        "占位可以挪到别的格、可以删；这一张成表时不带去，不用改。"
    )
    sheet.put(1, 1, said, Look.NOTE, to=(1, len(columns)))
    for column, (title, _) in enumerate(columns, 1):
        sheet.put(2, column, title, Look.HEAD)
    row = 3
    for (line, column), placeholder in sorted(held.items()):
        address = cell_address(line, column)
        sheet.put(row, 1, address, Look.CENTRED)
        sheet.put(row, 2, placeholder.text)
        sheet.put(row, 3, explained(placeholder))
        if known:
            sheet.put(row, 4, known.get(address, ""))
        row += 1
    sheet.filtered = Block(2, 1, max(3, row - 1), len(columns))
    row += 1
    used = {str(each) for placeholder in held.values() for each in placeholder.references}
    for title, names in _others(spec, used):
        sheet.put(row, 1, title, Look.HEAD, to=(row, len(columns)))
        for start in range(0, len(names), _NAMES_IN_ROW):
            row += 1
            text = "　".join(f"{{{{{name}}}}}" for name in names[start : start + _NAMES_IN_ROW])
            sheet.put(row, 1, text, to=(row, len(columns)))
        row += 2
    return sheet


def explained(placeholder: Placeholder) -> str:
    """一格的占位印出来是什么。"""
    parts = list(dict.fromkeys(map(_explained, placeholder.references)))
    parts += [
        said
        for name, said in _FILTERS.items()
        if f"|{name}" in placeholder.text.replace(" ", "").replace("（", "(")
    ]
    return "；".join(parts)


def _explained(reference: Reference) -> str:
    name, attribute = reference.name, reference.attribute
    if name == PRINTED:
        return f"表上印着“{attribute}”的一栏；没有这一栏的空着"
    if attribute:
        said = VALUES.get(attribute, attribute) if name == "项目" else attribute
        return f"{_GROUPS.get(name, '')}“{said}”"
    if name in VALUES:
        return VALUES[name]
    if name.endswith("栏"):
        return f"“{name.removesuffix('栏')}”那一栏所印的栏名"
    return f"“{name}”一栏填的"


def word_template_notes(form: str, spec: FormSpec, used: Collection[Reference]) -> DocumentNotes:
    """Word 模板末尾的说明；``used`` 是模板里写着的名字。

    名字前面的“表.”“行.”都不写：写了，删去的占位会当作还在。
    """
    said = (
        f"perfxl {TEMPLATE_NOTES}：{form}的 Word 模板。字体、列宽、栏名、合并、纸张都可以改，占位可以挪、可以删；"
        "这一页成表时不带去，可以整页删去（从上面那一行标记到最后一行标记）。"
    )
    held = sorted(used, key=str)
    groups = dict.fromkeys(each.name for each in held if each.attribute)
    own = [_noted(each) for each in held if not each.attribute]
    lists = [("写在段落、普通的格里，前面写“表.”：", own)]
    for group in groups:
        lists.append(
            (
                f"{_GROUPS.get(group, '表上印的栏名：')}前面写“{ROW_NAMES.get(group, f'{ONE}.{group}')}.”",
                [merged_name(each.attribute) for each in held if each.name == group],
            )
        )
    names = {str(each) for each in used}
    lists += [
        (title, [name.rpartition(".")[2] for name in found])
        for title, found in _others(spec, names)
    ]
    return DocumentNotes(said, [(title, found) for title, found in lists if found])


def _without_group(name: str) -> str:
    group, _, attribute = name.partition(".")
    return attribute if group in GROUP_ATTRIBUTES else name


def _noted(reference: Reference) -> str:
    name, said = reference.name, _explained(reference)
    return name if said == name else f"{name}（{said}）"


def _others(spec: FormSpec, used: Collection[str]) -> Iterator[tuple[str, list[str]]]:
    """模板里没有写（``used`` 是写着的）、这种表还有的名字。"""
    values = [name for name in VALUES if name not in used]
    yield "单个的名字，还可以写：", values
    for title, fields in zip(_FIELD_TITLES, field_names(), strict=True):
        yield title, [name for name in fields if name not in used]
    yield "表上印着别的栏名的，照印的写：", ["栏.某某"]
    for group, columns, own in (
        ("指标", INDICATOR_COLUMNS, spec.indicators),
        ("资金", FUND_COLUMNS, spec.funds),
    ):
        names = [f"{group}.{name}" for name in _of_spec(columns, own, group)]
        left = [name for name in names if name not in used]
        if own and left:
            yield f"写在{group}的一行里，还可以写：", left


def _of_spec(columns: Mapping[str, Column], own: Iterable[Column], group: str) -> list[str]:
    keys = {each.key for each in own}
    held = [name for key in columns if key in keys for name in columns[key].placeholders]
    return held + sorted(_MADE & GROUP_ATTRIBUTES[group] - set(held))
