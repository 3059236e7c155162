"""真的浏览器（无界面的 Chromium）：在网页末尾加一段脚本，取回它给出的。"""

import json
import os
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest

# 等网页、进程答应最多多少毫秒：只为真的不答了才停下，别的电脑可能慢七倍。
PATIENCE = 180_000
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_RESULT = re.compile(r'<pre id="给出的">(.*?)</pre>', re.DOTALL)
# 页面自己的脚本做完以后再做；给出的、出的错都写进页面。
_SCRIPT = """
<script>
window.addEventListener("load", async () => {
  let found;
  try { found = { value: await (async () => { %s })() }; }
  catch (error) { found = { error: String(error && error.stack || error) }; }
  const pre = document.createElement("pre");
  pre.id = "给出的";
  pre.textContent = JSON.stringify(found);
  document.body.append(pre);
});
</script>
"""


def require() -> str:
    """浏览器的路径；没有装的跳过，环境变量要求必须有时算失败。"""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        if os.environ.get("PERFXL_REQUIRE_BROWSER"):
            pytest.fail("CI 上必须装有 Chromium")
        pytest.skip("没有装 Chromium，网页没有在浏览器里看")
    return found


def ran_in(page: Path, script: str, folder: Path) -> Any:
    """在浏览器里打开 ``page``，运行 ``script``（一段函数体），给出它返回的。"""
    copy = folder / f"试 {page.name}"
    copy.write_text(page.read_text("utf-8") + _SCRIPT % script, "utf-8")
    dumped = _run(folder, "--dump-dom", copy)
    found = _RESULT.search(dumped)
    assert found is not None, "脚本没有做完"
    result = json.loads(unescape(found[1]))
    assert "error" not in result, result
    return result["value"]


def printed(page: Path, folder: Path) -> list[str]:
    """打印出来各页的字。"""
    pdf = folder / "印.pdf"
    _run(folder, "--no-pdf-header-footer", f"--print-to-pdf={pdf}", page)
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True)
    return done.stdout.decode("utf-8").split("\f")[:-1]


def _run(folder: Path, *arguments: str | Path) -> str:
    *options, page = arguments
    # 以 root 运行（CI 的容器里）时，Chromium 不肯用沙箱。
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    done = subprocess.run(
        [
            *(require(), "--headless", "--disable-gpu", "--disable-dev-shm-usage", *sandbox),
            "--virtual-time-budget=20000",
            *(f"--user-data-dir={folder / 'chromium'}", "--window-size=1400,1200"),
            *(*map(str, options), Path(page).absolute().as_uri()),
        ],
        capture_output=True,
        timeout=180,
        check=True,
    )
    return done.stdout.decode("utf-8")
