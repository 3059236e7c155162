"""编译过的 YAML：与 .yaml 同样内容；.yaml 改了，以 .yaml 为准。"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from perfxl.grammar.yaml_compiling import compiled, shipped_tables
from perfxl.grammar.yaml_tables import TABLE, BadYamlError, parsed, yaml_table


@pytest.mark.parametrize("source", shipped_tables(), ids=lambda path: path.stem)
def test_each_is_compiled(source: Path) -> None:
    kept = source.with_suffix(".json").read_text("utf-8")
    assert kept == compiled(source), "运行 python -m perfxl.grammar.yaml_compiling"
    assert yaml_table(source) == json.loads(
        json.dumps(parsed(source.read_text("utf-8")), default=str)
    )


def test_a_changed_yaml_counts_at_once(tmp_path: Path) -> None:
    source = tmp_path / "词.yaml"
    source.write_text("甲: 1\n", "utf-8")
    assert yaml_table(source) == {"甲": 1}
    source.with_suffix(".json").write_text(compiled(source), "utf-8")
    assert yaml_table(source) == {"甲": 1}
    source.write_text("甲: 2\n", "utf-8")
    assert yaml_table(source) == {"甲": 2}
    source.with_suffix(".json").write_text("坏", "utf-8")
    assert yaml_table(source) == {"甲": 2}


def test_the_compiled_one_is_the_one_read(tmp_path: Path) -> None:
    source = tmp_path / "词.yaml"
    source.write_text("甲: 1\n", "utf-8")
    kept = json.loads(compiled(source)) | {TABLE: {"甲": "由编译的来"}}
    source.with_suffix(".json").write_text(json.dumps(kept), "utf-8")
    assert yaml_table(source) == {"甲": "由编译的来"}


def test_no_key_twice_and_the_line_is_told() -> None:
    with pytest.raises(BadYamlError) as caught:
        parsed("甲: 1\n乙: 2\n甲: 3\n")
    assert (caught.value.line, caught.value.twice) == (3, "甲")
    with pytest.raises(BadYamlError) as caught:
        parsed("甲: 1\n\t乙: 2\n")
    assert (caught.value.line, caught.value.twice) == (2, "")


def test_the_shipped_ones_are_read_without_yaml() -> None:
    code = """if True:
        import sys, perfxl.grammar, perfxl.model.form
        from perfxl.reading.labels import label_table
        from perfxl.standards.profile import load_profile
        label_table(), load_profile(), load_profile("全国")
        print("yaml" in sys.modules)"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


MERGED = "a0: &a0 {k: 1}\n" + "".join(
    f"a{i}: &a{i} {{<<: [{','.join([f'*a{i - 1}'] * 10)}]}}\n" for i in range(1, 9)
)
REPEATED = "a0: &a0 [x]\n" + "".join(
    f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 9)
)


@pytest.mark.parametrize("text", [MERGED, REPEATED, "a: " + "[" * 3000, "- x\n" * 60_000])
def test_what_would_grow_beyond_measure_is_refused_unexpanded(text: str) -> None:
    with pytest.raises(BadYamlError) as caught:
        parsed(text)
    assert caught.value.too_large


@pytest.mark.parametrize(
    "text",
    [
        "? [a]\n: 1\n",
        "a: &a [*a]",
        "a: !!bool x",
        "a: !!timestamp x",
        "a: !!set x",
        '!!python/object/apply:os.system ["true"]',
        "a: \x00",
    ],
)
def test_what_is_no_table_is_a_fault_of_the_text(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        parsed(text)


def test_a_name_used_again_is_read() -> None:
    assert parsed("a: &a {b: 1}\nc: {<<: *a, d: 2}\n") == {"a": {"b": 1}, "c": {"b": 1, "d": 2}}
