"""Excel 的宿主在微软的 office-addin-mock 里（Node）：看以前先 load、sync，一段一段取快照，用完还回去。"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

_HERE = Path(__file__).parent


def test_the_host_works_in_the_mock_of_office() -> None:
    node = shutil.which("node")
    if node is None or not (_HERE / "node_modules" / "office-addin-mock").is_dir():
        if os.environ.get("PERFXL_REQUIRE_PANE"):
            pytest.fail("CI 上必须先 make pane")
        pytest.skip("没有 Node 或 office-addin-mock（make pane）")
    done = subprocess.run(
        [node, "office_mock.mjs"], cwd=_HERE, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    [passed] = re.findall(r"^# pass (\d+)$", done.stdout, re.M)
    assert int(passed) >= 4
