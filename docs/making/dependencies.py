"""依赖的清单：钉住的每一个、为什么要、什么许可，写成 docs/依赖.md；有说不出的，退出码为 1。

    .venv/bin/python docs/making/dependencies.py            # 核对
    .venv/bin/python docs/making/dependencies.py --write     # 重写

许可照装着的包自己写的；没有装的几组（docs、pane、bench），照上一次写下的。漏洞库要连网络，这里不查：
有 pip-audit 和本地库的，``pip-audit -r constraints.txt`` 看同一份清单。
"""

import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "依赖.md"
# 直接要的，各一句。
REASONS = {
    "click": "命令行",
    "docxtpl": "审核意见、成表的 .docx",
    "jinja2": "模板、结论的写法（在沙箱里）",
    "lxml": "改工作簿的 XML，别的一字不动",
    "openpyxl": "写新的清单、汇总；公式的切分和平移；模板换成 Word 时看对齐、边框",
    "pydantic": "口径、认可清单写错了说是哪一项",
    "python-docx": "docxtpl 要的；Word 的模板、排页、分节也直接用它",
    "pyyaml": "口径、认可清单、词表",
    "rich": "屏幕上的颜色和进度",
    "waitress": "窗格的本机服务（perfxl serve）",
    "xlrd": "读 .xls、.et",
    "xlwings": "Excel 加载项（只在 Windows、Mac 上装）",
    "packaging": "离线安装的文件夹里放哪些包",
    "pyopenvba": "生成加载项 perfxl.xlam",
    "xltpl": "用时之比里的别家",
    "distributed": "分给 Dask 集群（自己选的）",
    "jieba": "说明书的搜索给中文分词",
    "mkdocs-material": "说明书的网站",
    "playwright": "窗格、说明书在真的浏览器里试",
    "excelize": "测试：别家写的工作簿读得对",
    "hatchling": "打包",
    "hypothesis": "测试：随便的字都成立的性质",
    "lxml-stubs": "类型",
    "msoffcrypto-tool": "测试：设了密码的文件",
    "mypy": "类型",
    "olefile": "测试：.xls 的容器",
    "oletools": "测试：加载项里的宏没有可疑的写法",
    "polib": "命令行的中文",
    "pytest": "测试",
    "pytest-xdist": "测试分给几个核",
    "python-calamine": "测试、用时之比里的别家",
    "ruff": "格式、写法",
    "types-openpyxl": "类型",
    "types-pyyaml": "类型",
    "types-polib": "类型",
    "pypdfium2": "测试：看印出来的页",
    "types-waitress": "类型",
    "types-xlrd": "类型",
}


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned() -> dict[str, str]:
    """钉住的：名字 → 版本。"""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pairs = (line.split("==") for line in lines if "==" in line and not line.startswith("#"))
    return {_key(name): version.split(";")[0].strip() for name, version in pairs}


def asked() -> dict[str, list[str]]:
    """直接要的各组：组名 → 名字；用的人要装的一组叫 ``""``。"""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    groups = {"": project["dependencies"], **project["optional-dependencies"]}
    return {
        group: [_key(re.split(r"[ =<>;\[~!]", each, maxsplit=1)[0]) for each in names]
        for group, names in groups.items()
    }


def needed(names: list[str]) -> dict[str, str]:
    """连同它们自己要的：名字 → 由谁带来（直接要的是自己）。"""
    found = {name: name for name in names}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        for wanted in _requires(name):
            if wanted not in found:
                found[wanted] = name
                waiting.append(wanted)
    return found


def _requires(name: str) -> list[str]:
    try:
        lines = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []
    return [
        _key(re.split(r"[ =<>;\[~!(]", line, maxsplit=1)[0])
        for line in lines
        if "extra ==" not in line
    ]


def licence(name: str) -> str:
    """装着的包自己写的许可；没有装、没有写的为 ``""``。"""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    words = [
        each.rpartition(" :: ")[2]
        for each in told.get_all("Classifier") or []
        if "License ::" in each
    ]
    first = (told.get("License-Expression") or told.get("License") or "").strip().splitlines()
    return (first[0] if first and len(first[0]) < 60 else "") or "、".join(words)


def _written_licences() -> dict[str, str]:
    if not PAGE.exists():
        return {}
    rows = re.findall(
        r"^\| (\S+) \| \S+ \| [^|]+ \| ([^|]+) \|$", PAGE.read_text("utf-8"), re.MULTILINE
    )
    return {name: said.strip() for name, said in rows}


def page() -> tuple[str, list[str]]:
    """清单的全文，和说不出的。"""
    versions, groups, earlier = pinned(), asked(), _written_licences()
    users = needed(groups[""])
    tools = needed([name for group, names in groups.items() if group for name in names])
    lines, missing = _HEAD.splitlines(), []
    for title, those in (("用的人要装的", users), ("自己选的、开发和测试用的", tools)):
        lines += ["", f"## {title}", "", "| 名字 | 版本 | 为什么 | 许可 |", "|---|---|---|---|"]
        for name in sorted(set(those) & set(versions) - (set(users) if those is tools else set())):
            why = REASONS.get(name) or (f"{those[name]} 要的" if those[name] != name else "")
            said = licence(name) or earlier.get(name, "")
            missing += [f"{name}：没有写为什么"] * (not why) + [f"{name}：不知道许可"] * (not said)
            lines.append(f"| {name} | {versions[name]} | {why} | {said} |")
    listed = set(users) | set(tools)
    missing += [
        f"{name}：直接要而没有钉住" for name in REASONS if name not in versions and name in listed
    ]
    return "\n".join(lines) + "\n", missing


_HEAD = """# 依赖

版本都钉在 `constraints.txt`，`make` 的各目标照它装。`make audit` 核对这一页：每一个都有为什么要、什么许可。
xlwings 只用 BSD 的部分，它的 `pro` 文件夹一概不用。"""


def main() -> int:
    """核对或重写；有说不出的、不同的返回 1。"""
    text, missing = page()
    if "--write" in sys.argv:
        PAGE.write_text(text, "utf-8")
    elif PAGE.read_text("utf-8") != text:
        missing.append("docs/依赖.md 过时了：加 --write 重写")
    for each in missing:
        sys.stdout.write(f"{each}\n")
    sys.stdout.write(
        f"{len(re.findall('^. [a-z]', text, re.MULTILINE))} 个依赖，{len(missing)} 处说不出\n"
    )
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
