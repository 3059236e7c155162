"""规则的说明页：命令行里看的一页，和整份的 ``docs/规则.md``，都由登记的内容写成。"""

from collections.abc import Iterator, Sequence

from perfxl.grammar.patterns import Pattern
from perfxl.rules.engine.examples import ChangedTable, Example, examples
from perfxl.rules.engine.registry import Rule, all_rules
from perfxl.standards.documents import DOCUMENTS

CATEGORIES = {
    "1": "版式与完整",
    "2": "取值",
    "3": "分值与得分",
    "4": "勾稽",
    "5": "表述与归类",
    "6": "表间",
    "9": "工具自身",
}
_MARKUP = Pattern(r"[\\`*_<>\[\]|#~]")
_SLOT = Pattern(r"\{\w+\}")


def rules_by_category() -> list[tuple[str, list[Rule]]]:
    """各类规则，按编号的首位分。"""
    return [
        (f"PX{digit}xx {name}", [each for each in all_rules().values() if each.id[2] == digit])
        for digit, name in CATEGORIES.items()
    ]


def rule_page(each: Rule) -> str:
    """一条规则的说明页，给屏幕看。"""
    lines = [
        f"{each.id} {each.title}（{each.name}）",
        f"级别：{each.severity.label}",
        f"适用：{forms_text(each)}{_years(each)}",
        "说明：",
        *(f"  {line}" for line in _paragraph(each)),
        "依据：",
        *(f"  {one.cited}" for one in each.basis),
        *_told(each),
        *_example_lines(examples().get(each.id)),
    ]
    return "\n".join(lines)


CRASH_PAGE = (
    "PX901 规则运行出错（rule-crashed）\n级别：提醒\n适用：全部表\n说明：\n"
    "  某条规则自己出了错：说明是哪一条，这一项没有检查，其余照常。\n"
    "怎么办：请把文件和这条信息反馈给 perfxl 的维护者。"
)


def forms_text(each: Rule) -> str:
    """适用的表；跨表的规则写明。"""
    forms = each.forms.said
    return f"{forms}之间" if each.check_across is not None else forms


def reference_document() -> str:
    """整份规则说明（Markdown）：先是总目，再逐条。"""
    rules = all_rules()
    parts = [
        "# 规则",
        "",
        f"共 {len(rules)} 条。本页由 `perfxl rule --markdown` 写成，不要手改；"
        "一条规则的同一页也可用 `perfxl rule PX301` 看。",
        "例子取自各条规则的反例、近似例（`tests/rules/` 下同名的文件夹），都是在没有毛病的表上改几格。",
        "",
        "级别：错误会被退回，提醒是审核人会问的，参考值得看一眼。"
        "依据写“本项目约定”的是我们自己的做法，不是规定；"
        "条款号只在读过原文后才写。",
        "",
        "| 依据的文件 | 字句是怎样知道的 |",
        "|---|---|",
        *(f"| {document} | {known} |" for document, known in DOCUMENTS.items()),
        "",
        "另有 PX901：某条规则运行出错时，说明是哪一条，其余照常。",
        "",
    ]
    for category, members in rules_by_category():
        parts += [f"## {category}", "", "| 编号 | 级别 | 说的是 | 适用 |", "|---|---|---|---|"]
        parts += [
            f"| [{each.id}](#{each.id.lower()}) | {each.severity.label} | {each.title} "
            f"| {forms_text(each)} |"
            for each in members
        ]
        parts.append("")
    for each in rules.values():
        parts += _page(each)
    return "\n".join(parts)


def _page(each: Rule) -> list[str]:
    basis = "；".join(one.cited for one in each.basis)
    return [
        f"### {each.id}",
        "",
        f"**{each.title}**（{each.name}，{each.severity.label}）{_years(each)}",
        "",
        *_paragraph(each),
        "",
        f"- 依据：{basis}",
        *(f"- {line}" for line in _told(each)),
        *_example_items(examples().get(each.id)),
        "",
    ]


def _example_lines(example: Example | None) -> Iterator[str]:
    """例子，给屏幕看，一格一行；还没有写例子的新规则没有这一段。"""
    if example is None:
        return
    yield "例子（在没有毛病的表上改几格）："
    for table in example.bad:
        yield from _changed_lines(table)
    yield from (f"  报：{each.sheet} {each.cells} {each.message}" for each in example.told)
    yield "差一点，不报："
    for table in example.near:
        yield from _changed_lines(table)


def _changed_lines(table: ChangedTable) -> Iterator[str]:
    yield f"  {table.table}{_why(table)}{'' if table.changes else '：原样'}"
    yield from (f"    {each}" for each in table.changes)
    if table.more:
        yield f"    另有 {table.more} 格随着改"


def _example_items(example: Example | None) -> Iterator[str]:
    """例子，Markdown 的几条。"""
    if example is None:
        return
    yield f"- 例子：{_in_one_line(example.bad)}。"
    yield from (
        f"- 报：{_literal(f'{each.sheet} {each.cells} {each.message}')}" for each in example.told
    )
    yield f"- 差一点，不报：{_in_one_line(example.near)}。"


def _in_one_line(tables: Sequence[ChangedTable]) -> str:
    parts: list[str] = []
    for table in tables:
        more = [f"另有 {table.more} 格随着改"] if table.more else []
        changes = "，".join([*table.changes, *more]) or "原样"
        parts.append(_literal(f"{table.table}{_why(table)}：{changes}"))
    return "；".join(parts)


def _why(table: ChangedTable) -> str:
    return f"（{table.why}）" if table.why else ""


def _literal(text: str) -> str:
    """文字在 Markdown 里照写。"""
    return _MARKUP.sub(r"\\\g<0>", text)


def _paragraph(each: Rule) -> list[str]:
    lines = [line.strip() for line in each.explanation.splitlines() if line.strip()]
    return [*lines, "表格里有没读成的行（PX128）时不判。"] if each.needs_every_row else lines


def _told(each: Rule) -> Iterator[str]:
    """消息、怎么办；几种说法的规则看例子。"""
    if each.message:
        yield f"消息：{_spoken(each.message)}"
    if each.hint:
        yield f"怎么办：{_spoken(each.hint)}"


def _spoken(text: str) -> str:
    """消息里要填的地方写成省略号，单元格写成“相应的格”。"""
    return _SLOT.sub("…", text.replace("{cells}", "相应的格"))


def _years(each: Rule) -> str:
    """适用的预算年度；不限的不写。"""
    if each.since is None and each.until is None:
        return ""
    return f"（{each.since or ''}—{each.until or ''} 年度）"
