"""说明书成网站时补上的：仓库根上的几份文件各成一页，不另抄一份；链接、图、脚本改成不连网络也看得的。"""

import re
import shutil
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

import perfxl

ROOT = Path(__file__).parents[2]
# 网站上的页 → 仓库里的文件。
KEPT_ELSEWHERE = {
    "index.md": "README.md",
    "安全与隐私.md": "SECURITY.md",
    "参与.md": "CONTRIBUTING.md",
    "变更记录.md": "CHANGELOG.md",
    "怎样变快的.md": "benchmarks/README.md",
}
# 菜单里的一组 → 搜索时看重几倍：找得到的先是怎样做，再是怎样写成的。
_WEIGHTS = {"上手": 3.0, "怎样用": 2.0, "Excel 加载项": 2.0, "规则": 0.5, "开发": 0.2}
_SHIM_ADDRESS, _SHIM = "https://unpkg.com/iframe-worker/shim", "iframe-worker.js"
_LINK = re.compile(r"(\]\()((?:\.\./)?[^)#:]+\.(?:md|png|svg))(#[^)]*)?\)")
_PICTURE = re.compile(r"```mermaid\n(.*?)```", re.DOTALL)
_BOX = re.compile(r'^ +(\w+)\["([^<"]+)<br>([^"]+)"\]$', re.MULTILINE)
_ARROW = re.compile(r"^ +(\w+) -- (\w+) --> (\w+)$", re.MULTILINE)


def on_files(files: Files, config: Any) -> Files:
    """添上不在 docs 里的几页。"""
    for page, source in KEPT_ELSEWHERE.items():
        text = (ROOT / source).read_text("utf-8")
        files.append(File.generated(config, page, content=_aside(page) + text))
    return files


def _aside(page: str) -> str:
    """变更记录处处都有，不让它占满搜索的结果。"""
    return "---\nsearch:\n  exclude: true\n---\n" if page == "变更记录.md" else ""


def on_post_build(config: Any) -> None:
    """由文件打开时搜索要用的一小段脚本放进网站，不从网上取；写上是哪一版的，去掉查脚本毛病才用的对照表。"""
    site = Path(config.site_dir)
    (site / "perfxl-version.txt").write_text(f"{perfxl.__version__}\n", "ascii")
    for unused in site.rglob("*.map"):
        unused.unlink()
    shutil.copy(Path(__file__).with_name(_SHIM), site / "assets" / _SHIM)
    for page in site.rglob("*.html"):
        up = "../" * (len(page.relative_to(site).parts) - 1)
        text = page.read_text("utf-8").replace(_SHIM_ADDRESS, f"{up}assets/{_SHIM}")
        page.write_text(text, "utf-8")


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """链接改成网站上的；流程图画成表（图要从网上取脚本）；定下搜索时看重几倍。"""
    weight = _WEIGHTS.get(page.parent.title if page.parent else "")
    if weight and "search" not in page.meta:
        page.meta["search"] = {"boost": weight}
    here = KEPT_ELSEWHERE.get(page.file.src_uri, f"docs/{page.file.src_uri}")
    markdown = _LINK.sub(lambda found: _on_the_site(found, Path(here).parent), markdown)
    return _PICTURE.sub(_as_table, markdown)


def _on_the_site(found: re.Match[str], folder: Path) -> str:
    target = (ROOT / folder / found[2]).resolve().relative_to(ROOT).as_posix()
    pages = {source: page for page, source in KEPT_ELSEWHERE.items()}
    there = pages.get(target, target.removeprefix("docs/"))
    return f"{found[1]}{there}{found[3] or ''})"


def _as_table(found: re.Match[str]) -> str:
    boxes = {name: (place, what) for name, place, what in _BOX.findall(found[1])}
    rows = [
        f"| `{boxes[start][0]}`<br>{boxes[start][1]} | `{thing}` | `{boxes[end][0]}`<br>{boxes[end][1]} |"
        for start, thing, end in _ARROW.findall(found[1])
    ]
    return "\n".join(["| 从 | 交出 | 到 |", "|---|---|---|", *rows, ""])
