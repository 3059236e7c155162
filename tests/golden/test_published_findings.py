"""公布的样表：每条都逐条判断过，错误都是真的；文档与查出的一致。"""

from collections import Counter

import pytest
from published import (
    DOCUMENT,
    VERDICT_WORDS,
    document_with,
    key_of,
    published_findings,
    short_file,
    verdicts,
)

FOUND = published_findings()


def test_every_finding_is_judged_and_nothing_else() -> None:
    told = Counter(key_of(each) for each in FOUND)
    assert set(told) == set(verdicts())
    levels = {key_of(each): each.severity.value for each in FOUND}
    assert {key: each["severity"] for key, each in verdicts().items()} == {
        key: levels[key] for key in verdicts()
    }


def test_every_error_is_a_real_fault() -> None:
    for key, each in verdicts().items():
        assert each["verdict"] in VERDICT_WORDS, key
        assert each["severity"] != "error" or each["verdict"] == "真", key
        assert each["why"].endswith("。"), key


def test_document_is_fresh() -> None:
    """不对时照 ``tests/support/published.py`` 开头说的做。"""
    assert document_with(FOUND) == DOCUMENT.read_text("utf-8")


@pytest.mark.parametrize(("level", "least"), [("error", 98), ("warning", 95), ("info", 85)])
def test_precision_by_class(level: str, least: int) -> None:
    judged = Counter(
        verdicts()[key_of(each)]["verdict"] for each in FOUND if each.severity == level
    )
    assert 100 * (judged["真"] + judged["可问"]) >= least * judged.total()


KNOWN = {
    # domain.md §5 的已知问题，表在样表里的。
    ("自评表/12", "PX307"), ("自评表/19", "PX308"), ("自评表/06", "PX408"), ("自评表/06", "PX409"),
    ("自评表/19", "PX408"), ("自评表/27", "PX409"), ("自评表/07", "PX205"), ("自评表/09", "PX301"),
    ("自评表/16", "PX301"), ("自评表/08", "PX304"), ("自评表/12", "PX304"),
    ("预算调整批复/004_12", "PX611"), ("预算调整批复/004_12", "PX408"),
    ("预算调整批复/004_08", "PX611"), ("预算调整批复/004_03", "PX418"),
    ("预算调整批复/004_03", "PX414"), ("预算调整批复/004_01", "PX618"),
    *((f"预算调整批复/004_{number}", "PX614") for number in (18, 19, 21, 22, 26, 27, 29)),
    ("申报表/002_02", "PX420"),
}  # fmt: skip


def test_the_known_faults_are_found() -> None:
    found = {(short_file(each), each.rule) for each in FOUND}
    for start, rule in KNOWN:
        assert any(file.startswith(start) and rule == each for file, each in found), (start, rule)
