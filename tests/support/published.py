"""随带样表里报出的问题和逐条的判断：``docs/样表问题.md`` 的逐表部分由这里写成。

规则改了以后：先在 ``tests/golden/published_findings.yaml`` 里判断增减的几条，再运行
``python tests/support/published.py`` 重写文档，最后看一遍文档后面的说明。
"""

import re
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from perfxl.many_files.finding import workbook_paths
from perfxl.many_files.results import checked, process_all
from perfxl.model.finding import Finding, Severity
from perfxl.shipped import shipped_folder

ROOT = Path(__file__).parent.parent.parent
DOCUMENT = ROOT / "docs" / "样表问题.md"
VERDICTS = ROOT / "tests" / "golden" / "published_findings.yaml"
FOLDERS = ("自评表", "目标表", "申报表", "批复表", "预算调整批复")
# 与单张的相同，只看单张。
WHOLE_BOOK = "(整本)"
# 表上确有毛病；审核人会问；用不着改（误报也算在内）。
VERDICT_WORDS = ("真", "可问", "不必改")
_COUNTS = re.compile(r"\| 级别 \|[^\n]*\n(?:\|[^\n]*\n)*")
START, END = "<!-- 逐条：以下由 tests/support/published.py 写成 -->", "<!-- 逐条：到此为止 -->"


def published_findings() -> list[Finding]:
    """各文件夹的样表放在一起查出的问题，照文件的次序。"""
    shipped = shipped_folder("workbooks")
    paths = [
        path
        for folder in FOLDERS
        for path in workbook_paths([shipped / folder])
        if WHOLE_BOOK not in path.stem
    ]
    return [finding for result in checked(list(process_all(paths))) for finding in result.findings]


def short_file(finding: Finding) -> str:
    """文件夹/文件名。"""
    return "/".join(Path(finding.file).parts[-2:])


def key_of(finding: Finding) -> tuple[str, str, str]:
    """一条问题在判断清单里的位置。"""
    return short_file(finding), finding.cells, finding.rule


def verdicts() -> dict[tuple[str, str, str], dict[str, Any]]:
    """判断清单，以文件、格、规则为键。"""
    listed = yaml.safe_load(VERDICTS.read_text("utf-8"))
    return {(each["file"], each["cells"], each["rule"]): each for each in listed}


def by_finding(findings: list[Finding]) -> str:
    """逐文件、逐条的表。"""
    judged = verdicts()
    parts: list[str] = []
    for folder, in_folder in groupby(findings, key=lambda each: short_file(each).split("/")[0]):
        parts.append(f"## {folder}\n")
        for file, in_file in groupby(in_folder, key=short_file):
            parts += [
                f"### {file.split('/')[1]}\n",
                "| 格 | 规则 | 说的是 | 判断 |",
                "|---|---|---|---|",
            ]
            for each in in_file:
                verdict = judged.get(key_of(each), {"verdict": "（没有判断）", "why": ""})
                parts.append(
                    f"| {each.cells} | {each.severity.label} {each.rule} | {_cell(each.said)} "
                    f"| **{verdict['verdict']}**。{_cell(verdict['why'])} |"
                )
            parts.append("")
    return "\n".join(parts)


def document_with(findings: list[Finding]) -> str:
    """换上逐条一节的文档。"""
    text = DOCUMENT.read_text("utf-8")
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    counted = _COUNTS.sub(lambda _: counts_of(findings), before, count=1)
    return f"{counted}{START}\n\n{by_finding(findings)}\n{END}{after}"


def counts_of(findings: list[Finding]) -> str:
    """各级别几处、各种判断几处，准确率（真和可问占几成）。"""
    judged = verdicts()
    tally = Counter((each.severity, judged[key_of(each)]["verdict"]) for each in findings)
    lines = ["| 级别 | 处 | 真 | 可问 | 不必改 | 准确率 |", "|---|---|---|---|---|---|"]
    for level in Severity:
        counts = [tally[level, verdict] for verdict in VERDICT_WORDS]
        right = 100 * (sum(counts) - counts[-1]) / sum(counts)
        numbers = " | ".join(map(str, (sum(counts), *counts)))
        lines.append(f"| {level.label} | {numbers} | {right:.0f}% |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "｜").replace("\n", " ")


if __name__ == "__main__":
    DOCUMENT.write_text(document_with(published_findings()), "utf-8")
