"""存放处可以是别人给的：改坏、掉包的一份，重读原来的工作簿，或说一句；不出错，不拿别的文件的结果来说。"""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from command_line import Done, perfxl
from planted_stores import planted

from perfxl.shipped import shipped_folder

SAMPLES = shipped_folder("workbooks") / "自评表"
NAMES = ("08_startup_loan_interest.xlsx", "19_hr_system_ops_level3.xlsx", "24_szyf_training.xlsx")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "本人"))
    (tmp_path / "收到的").mkdir()
    for name in NAMES:
        shutil.copy(SAMPLES / name, tmp_path / "收到的")
    assert perfxl("check", "收到的", "--store", "存放", cwd=tmp_path).code in (0, 1)
    return tmp_path


def said(desk: Path, store: str = "存放") -> list[tuple[int, str]]:
    done = [
        perfxl(command, "收到的", "--format", "json", "--store", store, cwd=desk)
        for command in ("check", "score", "summary")
    ]
    return [(each.code, each.out) for each in done]


def expect_sentence(done: Done) -> None:
    assert done.code in (0, 1, 2), done.err
    assert "程序出错" not in done.err + done.out
    assert "Traceback" not in done.err


def test_whatever_is_planted_the_results_are_the_files_own(desk: Path) -> None:
    true = said(desk)
    for seed in range(60):
        what = planted(desk / "存放", seed, desk / "坏的")
        assert said(desk, "坏的") == true, (seed, what)


def test_whatever_is_planted_documents_are_read_or_refused(desk: Path) -> None:
    for seed in range(60):
        planted(desk / "存放", seed, desk / "坏的")
        for words in (["summary", "坏的"], ["compare", "坏的"], ["summary", "坏的", "收到的"]):
            expect_sentence(perfxl(*words, "--format", "json", cwd=desk))


def test_another_users_records_are_not_taken(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """记号的钥匙各人各有：别人记的（写得再像），有原来的工作簿就重读。"""
    true = said(desk)
    for place in (desk / "存放").rglob("*.json"):
        text = place.read_text("utf-8")
        place.write_text(text.replace("没有填得分", "都填好了"), "utf-8")
    assert said(desk) == true
    shutil.rmtree(desk / "本人")
    assert said(desk) == true


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有 mkfifo、/dev/zero")
@pytest.mark.parametrize("kind", ["管道", "没有尽头的", "文件夹", "指到外面"])
def test_a_record_that_is_no_file_of_its_own(desk: Path, kind: str) -> None:
    true = said(desk)
    for place in [*(desk / "存放").rglob("*.json"), desk / "存放" / "index.lines"]:
        place.unlink(missing_ok=True)
        if kind == "管道":
            os.mkfifo(place)
        elif kind == "没有尽头的":
            place.symlink_to("/dev/zero")
        elif kind == "文件夹":
            place.mkdir()
        else:
            (desk / "外面.json").write_text(json.dumps({"state": {}}), "utf-8")
            place.symlink_to(desk / "外面.json")
    assert said(desk) == true
    assert (
        json.loads((desk / "外面.json").read_text("utf-8")) == {"state": {}}
        if kind == "指到外面"
        else True
    )
    expect_sentence(perfxl("summary", "存放", cwd=desk))
