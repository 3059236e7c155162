"""随带的样表：``tests/golden`` 里有真值的都是，一种表一个（或几个）。"""

import json
from pathlib import Path

from perfxl.model.form import Form
from perfxl.shipped import shipped_folder

TRUTHS = sorted((Path(__file__).parent.parent / "golden").glob("*/*.json"))


def book_of(truth: Path) -> Path:
    """一份真值的工作簿。"""
    return shipped_folder("workbooks") / truth.parent.name / f"{truth.stem}.xlsx"


SAMPLES = [book_of(truth) for truth in TRUTHS]


def _forms(truth: Path) -> list[str]:
    return [table["form"] for table in json.loads(truth.read_text("utf-8"))["tables"]]


# 其中有自己的模板、能照原样重排的。
LAID_OUT = [
    book_of(truth) for truth in TRUTHS if any(Form(form).spec.made for form in _forms(truth))
]


def _one_of_a_kind() -> list[Path]:
    found: dict[str, Path] = {}
    for truth in TRUTHS:
        forms = _forms(truth)
        if len(forms) == 1:
            found.setdefault(forms[0], book_of(truth))
    return list(found.values())


# 每种表一个：只有这一种表的第一个。
ONE_OF_A_KIND = _one_of_a_kind()
