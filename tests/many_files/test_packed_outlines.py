"""几万个文件的：轮廓、问题也放进临时文件，内存里只留认得出是哪张表的几样；结果一字不差。"""

import json
import shutil
import sys
import weakref
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from command_line import perfxl
from gridtext import changed, to_workbook
from rule_case import sound
from samples import ONE_OF_A_KIND

from perfxl.actions.assessment import Assessment
from perfxl.cli import long_runs
from perfxl.many_files import across_files, aside, parting
from perfxl.many_files.aside import Spool
from perfxl.many_files.finding import workbook_paths
from perfxl.many_files.packed import unpacked
from perfxl.many_files.results import done_in_order
from perfxl.many_files.work import Work
from perfxl.model.outline import AT_HAND, HeldTable
from perfxl.model.table import Table
from perfxl.shipped import shipped_folder

SAMPLES = [path for path in workbook_paths([shipped_folder("workbooks")]) if path.suffix == ".xlsx"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """各种样表，分在三个单位的文件夹里。"""
    made = tmp_path / "收"
    for number, path in enumerate(SAMPLES[::3]):
        unit = made / f"单位{number % 3}"
        unit.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, unit / path.name)
    shutil.copy(SAMPLES[0], made / "单位1" / "又一份.xlsx")
    # 少给了分的一份：评分、改正都有得写。
    to_workbook(changed(sound(), {"H16": "3"}), made / "单位2" / "少给分.xlsx", "自评表")
    return made


def packed(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(long_runs, "_KEPT_AT_HAND", 0)
    patched.setattr(long_runs, "_UNPACKED", 0)
    patched.setattr(across_files, "_AT_ONCE", 3)
    # 手边只留一个：问到谁都要真的取回来。
    patched.setattr(aside, "_AT_HAND", 1)


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (("check",), ""),
        (("check", "--format", "json"), ""),
        (("check", "--level", "warning"), "结果.xlsx"),
        (("summary",), ""),
        (("summary", "--format", "json"), ""),
        (("summary",), "汇总.xlsx"),
        (("summary",), "汇总.html"),
        (("compare",), ""),
        (("compare", "--format", "json"), ""),
        (("compare",), "比对.json"),
        (("compare",), "比对.xlsx"),
        (("indicators",), "指标库.xlsx"),
        (("letter",), "意见"),
        (("check", "--year", "2024", "--format", "json"), ""),
        (("check", "--unit", "局"), ""),
        (("check", "--mark"), "标好的"),
        (("check", "--mark", "--unit", "局"), "标好的"),
        (("check", "--fix"), "改好的"),
        (("check", "--fix", "--format", "json"), "改好的"),
        (("compare", "--year", "2024"), "比对.xlsx"),
        (("compare", "--unit", "局", "--format", "json"), ""),
        (("score",), ""),
        (("score", "--format", "json"), ""),
        (("score", "--year", "2024", "--format", "json"), ""),
        (("score",), "评好的"),
        (("make", "自评表"), "成表"),
        (("make", "批复表", "--year", "2024"), "成表"),
        (("make", "整本", "--unit", "局"), "成表"),
        (("make", "自评表", "--word"), "成表"),
    ],
)
def test_the_same_is_said_and_written(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    name: str,
) -> None:
    def run(jobs: str) -> object:
        target = tmp_path / name
        if name and not target.suffix:
            shutil.rmtree(target, ignore_errors=True)
        out = ("-o", target, "--replace") if name else ()
        done = perfxl(*command, folder, "--jobs", jobs, *out)
        return done.code, done.out, done.err, written(target) if name else None

    plain = run("1")
    with monkeypatch.context() as patched:
        packed(patched)
        assert run("1") == plain
        assert run("2") == plain


def written(target: Path) -> object:
    if target.is_dir():
        files = (path for path in target.rglob("*") if path.is_file())
        return {str(path.relative_to(target)): parts_of(path) for path in files}
    if target.suffix != ".xlsx":
        return target.read_text("utf-8")
    book = openpyxl.load_workbook(target)
    return [
        [(cell.value, cell.hyperlink and cell.hyperlink.location) for cell in row]
        for sheet in book
        for row in sheet.iter_rows()
    ]


def parts_of(path: Path) -> dict[str, bytes]:
    """各部件，写的日期不算。"""
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist() if "docProps" not in name}


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (("compare",), "比对.json"),
        (("compare",), "比对.xlsx"),
        (("indicators",), "指标库.xlsx"),
        (("summary",), "汇总.xlsx"),
        (("compare", "--unit", "局"), "比对.json"),
        (("check", "--unit", "局"), "结果.json"),
        (("check", "--mark"), "标好的"),
        (("check", "--fix"), "改好的"),
        (("score",), "评好的"),
        (("make", "自评表"), "成表"),
    ],
)
def test_whole_tables_are_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], name: str
) -> None:
    """取回来看过的表不留：文件再多，同时在内存里的也就几张。"""
    folder = tmp_path / "收"
    folder.mkdir()
    # 每种一个，另有多的一种：留住了的，数得出来。
    paths = [*ONE_OF_A_KIND, *(path for path in SAMPLES if path.parent.name == "自评表")]
    for number, path in enumerate(paths):
        shutil.copy(path, folder / f"{number}{path.name}")
    packed(monkeypatch)
    monkeypatch.setattr(long_runs, "_AT_ONCE", 16)
    monkeypatch.setattr(aside, "_taken", lru_cache(maxsize=1)(lambda each: each.take()))
    taken: list[weakref.ref[Table]] = []
    most = 0

    def counted(content: bytes) -> list[Any]:
        nonlocal most
        found = unpacked(content)
        for each in found:
            if isinstance(each, Assessment):
                taken.extend(map(weakref.ref, each.document.tables))
        most = max(most, sum(each() is not None for each in taken))
        return found

    monkeypatch.setattr(parting, "unpacked", counted)
    perfxl(*command, folder, "--jobs", "1", "-o", tmp_path / name)
    assert (tmp_path / name).exists()
    assert len(taken) >= len(paths)
    assert most <= 8


def test_the_store_gives_the_same(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = ("check", folder, "--format", "json", "--jobs", "1", "--store", tmp_path / "存放")
    plain = perfxl("check", folder, "--format", "json", "--jobs", "1")
    packed(monkeypatch)
    for _ in range(3):
        done = perfxl(*given)
        assert (done.code, done.out) == (plain.code, plain.out)
    assert len(json.loads(plain.out)["findings"]) > 50


def test_only_what_tells_a_table_stays_in_memory(folder: Path) -> None:
    paths = workbook_paths([folder])
    whole = list(done_in_order(Work(), paths))
    held = list(done_in_order(Work(), paths, spool=Spool(packs=True)))
    kept = set(AT_HAND) | {"_tables", "_number"}
    seen = 0
    for one, other in zip(whole, held, strict=True):
        tables = other.document.tables if other.document is not None else ()
        for table, same in zip(one.document.tables if one.document else (), tables, strict=True):
            assert isinstance(same, HeldTable)
            assert same.fields == table.fields
            assert same.block == table.block
            assert same.project == table.project
            assert same.indicators == table.indicators
            assert set(vars(same)) <= kept
            assert sys.getsizeof(vars(same)) < 1000
            seen += 1
        assert tuple(one.findings) == tuple(other.findings)
    assert seen > 20
