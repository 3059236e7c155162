"""文件夹：只看一年、一个单位；做好一个写一个；半路停下，做完的都在。"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command_line import perfxl
from gridtext import changed, to_workbook
from rule_case import sound

from perfxl.cli import long_runs
from perfxl.many_files.finding import workbook_paths
from perfxl.shipped import shipped_folder

SAMPLES = shipped_folder("workbooks") / "自评表"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """两个单位、两年，各有一处错。"""
    made = tmp_path / "收"
    made.mkdir()
    for name, unit, year in (
        ("甲一", "云溪县教育局", "2023"),
        ("甲二", "云溪县教育局", "2024"),
        ("乙", "云溪县民政局", "2024"),
    ):
        rows = [
            [
                cell.replace("云溪县图书馆", unit)
                .replace("乡镇图书室建设", f"{name}项目")
                .replace("2024年度", f"{year}年度")
                for cell in row
            ]
            for row in changed(sound(), {"H22": "99"})
        ]
        to_workbook(rows, made / f"{name}.xlsx")
    return made


def files_of(out: str) -> set[str]:
    return {Path(each["file"]).stem for each in json.loads(out)["findings"]}


def test_only_one_year_one_unit(folder: Path) -> None:
    check = ("check", folder, "--format", "json")
    assert files_of(perfxl(*check).out) == {"甲一", "甲二", "乙"}
    done = perfxl(*check, "--year", "2024")
    assert files_of(done.out) == {"甲二", "乙"}
    assert (json.loads(done.out)["files"], done.code) == (2, 1)
    assert "只看2024 年度的 2 张表，其余 1 张没有列。" in done.err
    assert files_of(perfxl(*check, "--unit", "教育局").out) == {"甲一", "甲二"}
    assert files_of(perfxl(*check, "--unit", "教育", "--year", "2023").out) == {"甲一"}


def test_nobody_there_is_said_with_who_is(folder: Path) -> None:
    done = perfxl("check", folder, "--unit", "水务局")
    assert (done.code, done.out) == (2, "")
    assert "没有“水务局”的表；有的单位：" in done.err
    assert "云溪县民政局" in done.err
    assert (
        "没有 2020 年度的表；有的年度：2023、2024。"
        in perfxl("score", folder, "--year", "2020").err
    )


def test_scores_copies_and_forms_of_one_unit(folder: Path, tmp_path: Path) -> None:
    done = perfxl("score", folder, "--unit", "民政局", "--format", "json")
    scored = json.loads(done.out)
    assert [Path(each["file"]).stem for each in scored.get("documents", [scored])] == ["乙"]
    perfxl("check", folder, "--unit", "民政局", "--mark", "-o", tmp_path / "标")
    assert [each.name for each in (tmp_path / "标").iterdir()] == ["乙（已标注）.xlsx"]
    perfxl("make", "自评表", "--from", folder, "--year", "2024", "-o", tmp_path / "成")
    assert {each.stem for each in (tmp_path / "成").iterdir()} == {"甲二（自评表）", "乙（自评表）"}
    done = perfxl("check", folder, "--year", "2024", "--fix", "-o", tmp_path / "改")
    assert (done.code, (tmp_path / "改").exists()) == (2, False)


def test_what_is_read_is_written_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """第三个文件读到一半停下：前两个的已经写出。"""
    for command in ("read", "score"):
        whole = perfxl(command, folder)
        starts = [whole.out.index(f"{name}项目") for name in ("乙", "甲一", "甲二")]
        assert starts == sorted(starts)

        class Halting(long_runs.Work):
            def of(self, path: Path) -> object:  # type: ignore[override]
                if path.stem == "甲二":
                    raise KeyboardInterrupt
                return super().of(path)

        module = f"perfxl.cli.{'reading' if command == 'read' else 'scoring'}_commands"
        monkeypatch.setattr(f"{module}.Work", Halting)
        done = perfxl(command, folder)
        assert done.code == 130
        assert "乙项目" in done.out
        assert "甲一项目" in done.out
        assert "甲二项目" not in done.out
        assert whole.out.startswith(done.out)


def test_what_is_skipped_is_told_though_the_first_is_not_read(folder: Path) -> None:
    (folder / "一坏.xlsx").write_bytes(b"PK")
    old = Path(__file__).parents[1] / "hosts" / "旧版" / "各种格.xls"
    shutil.copy(old, folder / "其他.xls")
    for more in ((), ("--json",)):
        done = perfxl("read", folder, *more)
        assert done.code == 2
        assert "跳过：“其他.xls”" in done.err
        assert "没有读成：“一坏.xlsx”" in done.err


@pytest.mark.skipif(os.name == "nt", reason="Windows 没有这些信号")
def test_stopped_midway_tells_what_was_found(tmp_path: Path) -> None:
    """Ctrl-C：查过的各自的问题说出来，说清只查了几个；再运行接着做。"""
    folder, store = tmp_path / "收", tmp_path / "存"
    folder.mkdir()
    samples = workbook_paths([SAMPLES])
    for number in range(400):
        path = samples[number % len(samples)]
        shutil.copy(path, folder / f"{number:03}{path.suffix}")
    process = subprocess.Popen(
        [sys.executable, "-m", "perfxl", "check", folder, "--store", store, "--jobs", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    until = time.monotonic() + 300
    while len(list(store.rglob("*.json"))) < 20 and time.monotonic() < until:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, said = process.communicate(timeout=300)
    assert process.returncode == 130
    told = re.search(r"400 个文件只查了 (\d+) 个，以上是它们各自的问题", said)
    assert told is not None, said
    assert said.rstrip().endswith("已中止。")
    assert 15 <= int(told[1]) < 400
    assert f"共 {told[1]} 个文件" in out
    assert len(list(store.rglob("*.json"))) >= int(told[1])


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid"), reason="看权限")
def test_a_folder_that_cannot_be_opened_is_named(folder: Path) -> None:
    closed = folder / "打不开"
    closed.mkdir()
    to_workbook(sound(), closed / "里.xlsx")
    closed.chmod(0)
    try:
        if os.access(closed, os.R_OK):
            pytest.skip("是管理员，什么都打得开")
        for command in ("read", "check", "score"):
            done = perfxl(command, folder)
            assert done.code == 2
            assert str(closed) in done.err
            assert "甲一" in done.out
    finally:
        closed.chmod(0o755)
