"""项目名称是不是同一个：括号全角半角、空白、“经费/项目”一类尾词不计。"""

import re

_CODE = re.compile(r"^[0-9A-Za-z]{6,}[-—－]")
_TAIL = re.compile(r"(专项资金|项目经费|工作经费|项目资金|经费|项目|资金)$")


def same_project(one: str, other: str) -> bool:
    """两个名称指的是同一个项目（或同一条指标）。

    >>> same_project("培训经费（2024年）", "培训经费(2024年)"), same_project("培训经费", "培训项目")
    (True, True)
    >>> same_project("省级资金（2023年）", "省级资金（2024年）"), same_project("", "")
    (False, False)
    """
    first, second = _plain(one), _plain(other)
    return bool(first) and first == second


def _plain(name: str) -> str:
    folded = name.replace("（", "(").replace("）", ")").replace("“", '"').replace("”", '"')
    folded = _CODE.sub("", re.sub(r"\s", "", folded))
    return _TAIL.sub("", folded) or folded
