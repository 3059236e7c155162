"""随带的样表：``tests/golden`` 里有真值的都是，一种表一个（或几个）。"""

from pathlib import Path

from perfxl.shipped import shipped_folder

TRUTHS = sorted((Path(__file__).parent.parent / "golden").glob("*/*.json"))


def book_of(truth: Path) -> Path:
    """一份真值的工作簿。"""
    return shipped_folder("workbooks") / truth.parent.name / f"{truth.stem}.xlsx"


SAMPLES = [book_of(truth) for truth in TRUTHS]
