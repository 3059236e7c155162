"""全部规则共守的规矩，和一条规则出错时其余照常。"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from gridtext import only_table
from rule_case import Section, sound, tables_of

import perfxl.rules
from perfxl.model.finding import Severity
from perfxl.rules.engine import running
from perfxl.rules.engine.examples import examples
from perfxl.rules.engine.form_groups import ALL_FORMS
from perfxl.rules.engine.reference import rule_page
from perfxl.rules.engine.registry import Hit, Rule, all_rules, rule
from perfxl.rules.engine.running import check_table, check_tables
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.table_set import TableSet
from perfxl.scoring.table_score import score_table
from perfxl.standards.documents import own_convention
from perfxl.standards.profile import load_profile

_FOLDER = Path(perfxl.rules.__path__[0])
SOUND = sound()


@pytest.mark.parametrize("each", all_rules().values(), ids=lambda each: each.id)
def test_file_function_and_texts_agree(each: Rule) -> None:
    expected = f"{each.id.lower()}_{each.name.replace('-', '_')}.py"
    assert list(_FOLDER.glob(f"*/{expected}"))
    assert each.title
    assert each.explanation
    assert all(basis.document and basis.says for basis in each.basis)
    assert not each.message or each.message.endswith(("。", "}"))
    assert not each.hint or each.hint.startswith("请")
    assert "！" not in each.message + each.hint


def test_article_numbers_only_when_checked() -> None:
    for each in all_rules().values():
        for basis in each.basis:
            assert not basis.article or basis.checked_on


def test_every_file_registers_one_rule() -> None:
    files = sorted(path.stem[:5].upper() for path in _FOLDER.glob("*/px*.py"))
    assert files == list(all_rules())


def test_rule_without_basis_is_refused() -> None:
    def something_wrong(subject: Subject) -> Iterator[Hit]:
        """有说明。"""
        yield Hit(subject.table.title)

    with pytest.raises(ValueError, match="basis"):
        rule(id="PX999", title="x", severity=Severity.INFO, basis=(), message="m", hint="h")(
            something_wrong
        )


def test_crashing_rule_becomes_px901(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(subject: Subject) -> Iterator[Hit]:
        raise ZeroDivisionError("boom")
        yield  # pragma: no cover

    table = only_table(SOUND)
    rules = dict(all_rules())
    rules["PX301"] = replace(rules["PX301"], check=broken)
    monkeypatch.setattr(running, "all_rules", lambda: rules)
    profile = load_profile()
    worse = replace(table, grade=table.grade._replace(text="差"))
    found = check_table(worse, score_table(worse, profile), profile)
    assert [finding.rule for finding in found] == ["PX901", "PX308"]
    assert "PX301" in found[0].message


def test_missing_placeholder_is_reported_not_blank(monkeypatch: pytest.MonkeyPatch) -> None:
    def hits(subject: Subject) -> Iterator[Hit]:
        yield Hit(subject.table.title, found=Decimal(1))

    odd = Rule(
        "PX998",
        "x",
        "x",
        Severity.INFO,
        (own_convention("x"),),
        "x",
        ALL_FORMS,
        "{nothing}",
        "请看",
        check=hits,
    )
    monkeypatch.setattr(running, "all_rules", lambda: {"PX998": odd})
    profile = load_profile()
    table = only_table(SOUND)
    [finding] = check_table(table, score_table(table, profile), profile)
    assert finding.rule == "PX901"


def test_crashing_rule_across_tables_becomes_px901(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(tables: TableSet) -> Iterator[Hit]:
        raise ZeroDivisionError("boom")
        yield  # pragma: no cover

    rules = dict(all_rules())
    rules["PX601"] = replace(rules["PX601"], check_across=broken)
    monkeypatch.setattr(running, "all_rules", lambda: rules)
    tables = tables_of(
        [Section("目标表", "书.xlsx"), Section("调整批复", "书.xlsx", {"C5": "22", "C6": "22"})]
    )
    found = check_tables(tables, load_profile())
    assert [finding.rule for finding in found] == ["PX901", "PX624"]
    assert "PX601" in found[0].message


def test_rule_of_another_year_is_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = dict(all_rules())
    table = only_table(SOUND)
    worse = replace(table, grade=table.grade._replace(text="差"))
    profile = load_profile()
    for since, until, ids in ((2025, None, []), (None, 2023, []), (2020, 2024, ["PX308"])):
        rules["PX308"] = replace(rules["PX308"], since=since, until=until)
        monkeypatch.setattr(running, "all_rules", lambda: rules)
        found = check_table(worse, score_table(worse, profile), profile)
        assert [finding.rule for finding in found] == ids


@pytest.mark.parametrize("each", all_rules().values(), ids=lambda each: each.id)
def test_page_shows_a_bad_and_a_near_example(each: Rule) -> None:
    example, page = examples()[each.id], rule_page(each)
    assert example.bad
    assert example.near
    for told in example.told:
        assert f"  报：{told.sheet} {told.cells} {told.message}" in page
    assert example.told
    assert "差一点，不报：" in page


def test_new_rule_without_an_example_has_a_page() -> None:
    page = rule_page(replace(all_rules()["PX301"], id="PX399"))
    assert "例子" not in page
    assert page.endswith("合计应为 … 分。")
