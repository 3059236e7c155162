"""``--pdf``：写好的文件旁边存一份 PDF；没有 LibreOffice、转不成、转不完的说一句，写好的留着。"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command_line import perfxl
from gridtext import to_workbook
from stage_books import READING_ROOMS, application, evaluation, write_stages

import perfxl.hosts.pdf_copies as pdf_copies

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="假的 soffice 是 shell 脚本")
# 假的 LibreOffice：记下收到的话，给 --outdir 里写出 PDF。
_WRITES = """
out=; after=
for each in "$@"; do
  if [ "$after" = 1 ]; then out=$each; after=; mkdir -p "$out"; continue; fi
  if [ "$each" = --outdir ]; then after=1; continue; fi
  case "$each" in
    -env:*) echo "$each" >> "$LOG" ;;
    *.xlsx|*.docx) name=$(basename "$each"); echo "%PDF $name" > "$out/${name%.*}.pdf" ;;
  esac
done
"""


def office(folder: Path, patch: pytest.MonkeyPatch, script: str) -> Path:
    """``PATH`` 里只有这个脚本和 shell 的几样。"""
    place = folder / "程序"
    place.mkdir()
    program = place / "soffice"
    program.write_text(f"#!/bin/sh\n{script}", "utf-8")
    program.chmod(0o755)
    patch.setenv("PATH", f"{place}{os.pathsep}/usr/bin{os.pathsep}/bin")
    patch.setenv("LOG", str(folder / "记录"))
    return program


def evaluated(folder: Path) -> Path:
    return to_workbook(evaluation(READING_ROOMS), folder / "自评.xlsx")


def test_each_written_file_has_its_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office(tmp_path, monkeypatch, _WRITES)
    path = evaluated(tmp_path)
    made = tmp_path / "成表.xlsx"
    assert perfxl("make", "自评表", "--from", path, "-o", made, "--pdf").code == 0
    assert perfxl("letter", path, "-o", tmp_path / "意见", "--pdf").code == 0
    stages = write_stages(READING_ROOMS, tmp_path / "四步")
    assert perfxl("compare", *stages, "-o", tmp_path / "比对.xlsx", "--pdf").code == 0
    assert perfxl("summary", path, "-o", tmp_path / "汇总.xlsx", "--pdf").code == 0
    found = {each.name for each in tmp_path.rglob("*.pdf")}
    letters = {"云溪县图书馆审核意见.pdf", "云溪县图书馆审核意见（表格）.pdf"}
    assert found == {"成表.pdf", "比对.pdf", "汇总.pdf"} | letters
    assert (tmp_path / "意见" / "云溪县图书馆审核意见.pdf").read_text("utf-8") == "%PDF 1.docx\n"
    # 每次用自己的一份设置，用完就删。
    profiles = (tmp_path / "记录").read_text("utf-8").split()
    assert len(set(profiles)) == 4
    assert not any(Path(each.partition("file://")[2]).exists() for each in profiles)


def test_a_copy_that_is_there_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office(tmp_path, monkeypatch, _WRITES)
    (tmp_path / "成表.pdf").write_text("原来的", "utf-8")
    done = perfxl(
        "make", "自评表", "--from", evaluated(tmp_path), "-o", tmp_path / "成表.xlsx", "--pdf"
    )
    assert done.code == 0
    assert (tmp_path / "成表.pdf").read_text("utf-8") == "原来的"
    assert (tmp_path / "成表(2).pdf").is_file()


def test_without_libreoffice_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_copies, "_USUAL", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    made = tmp_path / "成表.xlsx"
    done = perfxl("make", "自评表", "--from", evaluated(tmp_path), "-o", made, "--pdf")
    assert done.code == 2
    assert made.is_file()
    assert "没有找到 LibreOffice" in done.err


@pytest.mark.parametrize(
    ("script", "told"), [("exit 1", "转不了这种文件"), ("sleep 900", "还没有转完")]
)
def test_what_is_not_converted_is_said(
    script: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office(tmp_path, monkeypatch, script)
    monkeypatch.setattr(pdf_copies, "_SECONDS", 1)
    monkeypatch.setattr(pdf_copies, "_SECONDS_EACH", 0)
    made, began = tmp_path / "成表.xlsx", time.monotonic()
    done = perfxl("make", "自评表", "--from", evaluated(tmp_path), "-o", made, "--pdf")
    assert (done.code, made.is_file()) == (2, True)
    assert told in done.err
    assert time.monotonic() - began < 600
    assert not list(tmp_path.glob("*.pdf"))


@pytest.mark.parametrize("more", [(), ("-o", "比对.json")])
def test_only_a_workbook_has_a_copy(more: tuple[str, ...], tmp_path: Path) -> None:
    done = perfxl("compare", evaluated(tmp_path), *more, "--pdf", cwd=tmp_path)
    assert done.code == 2
    assert ".xlsx" in done.err
    assert not (tmp_path / "比对.json").exists()


@pytest.mark.libreoffice
def test_libreoffice_writes_what_the_workbook_and_the_letter_say(tmp_path: Path) -> None:
    if pdf_copies.office() is None or shutil.which("pdftotext") is None:
        if os.environ.get("PERFXL_REQUIRE_LIBREOFFICE"):
            pytest.fail("CI 上必须装有 LibreOffice")
        pytest.skip("没有装 LibreOffice，PDF 没有测")
    stages = write_stages(READING_ROOMS, tmp_path / "四步")
    assert perfxl("compare", *stages, "-o", tmp_path / "比对.xlsx", "--pdf").code == 0
    assert "项目绩效目标比对表" in printed(tmp_path / "比对.pdf")
    applied = to_workbook(application(READING_ROOMS), tmp_path / "申报.xlsx")
    done = perfxl("letter", applied, "-o", tmp_path / "意见", "--pdf")
    assert done.code == 0, done.err
    said = printed(tmp_path / "意见" / "云溪县图书馆审核意见.pdf")
    assert "关于云溪县图书馆2024年度绩效表格的审核意见（草稿）" in said
    both = printed(tmp_path / "意见" / "云溪县图书馆审核意见（附审核表）.pdf")
    assert "项目支出绩效目标审核表（建议稿）" in both


def printed(path: Path) -> str:
    told = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True, text=True
    )
    return "".join(told.stdout.split())
