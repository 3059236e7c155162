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


def _is_laid_out(truth: Path) -> bool:
    tables = json.loads(truth.read_text("utf-8"))["tables"]
    return any(Form(table["form"]).spec.made for table in tables)


# 其中有自己的模板、能照原样重排的。
LAID_OUT = [book_of(truth) for truth in TRUTHS if _is_laid_out(truth)]
