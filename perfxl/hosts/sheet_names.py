"""新工作表叫什么。"""

from collections.abc import Iterable, Sequence

from perfxl.grammar.visible_text import visible_text


def sheet_names(wanted: Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    """工作表名：去掉 Excel 不许的字，不超过 31 字，不与别的和 ``taken`` 里的重名。

    >>> sheet_names(["一/二", "一/\u200b二", ""], ["一二"])
    ['一二(2)', '一二(3)', '表']
    """
    names: list[str] = []
    used = {name.lower() for name in taken}
    numbers: dict[str, int] = {}
    for text in wanted:
        clean = "".join(sign for sign in visible_text(text) if sign not in "[]:*?/\\'\"\n\t")
        clean = clean.strip()[:28]
        name = clean = clean or "表"
        while name.lower() in used:
            numbers[clean] = numbers.get(clean, 1) + 1
            name = f"{clean[:26]}({numbers[clean]})"
        used.add(name.lower())
        names.append(name)
    return names
