"""重写各反例的 ``expected.txt``，和说明页上的例子；写完要用 git diff 逐条审阅：

``python tests/rules/write_expected.py``，再 ``perfxl rule --markdown > docs/规则.md``。
"""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "support"))

from rule_case import findings_of, parse_case, shown  # noqa: E402
from rule_example import EXAMPLES, written_examples  # noqa: E402


def write() -> None:
    """写 ``expected.txt`` 和例子，改了的、不该报的说出来。"""
    for folder in sorted(HERE.glob("PX*")):
        cases = {kind: folder / f"{kind}.case" for kind in ("bad", "near")}
        if not all(path.is_file() for path in cases.values()):
            sys.stdout.write(f"{folder.name}: 缺 bad.case 或 near.case\n")
            continue
        text = shown(findings_of(parse_case(cases["bad"].read_text("utf-8"))))
        expected = folder / "expected.txt"
        if not expected.exists() or expected.read_text("utf-8") != text:
            expected.write_text(text, "utf-8")
            sys.stdout.write(f"{folder.name}:\n{text}")
        if near := shown(findings_of(parse_case(cases["near"].read_text("utf-8")))):
            sys.stdout.write(f"{folder.name} near-miss is not clean:\n{near}")
    EXAMPLES.write_text(written_examples(), "utf-8")


if __name__ == "__main__":
    write()
