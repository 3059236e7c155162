"""网页里的引擎（WebAssembly）要的文件：``python -m perfxl.pane.engine_files 文件夹``，也就是 ``make pane``。

Pyodide 从 npm 取，编成 WebAssembly 的 pydantic-core 和各个纯 Python 的库从 PyPI 取，版本照 ``constraints.txt``，
内容照 ``engine_files.txt`` 里的 SHA-256 核对，有一个不合就停下。取来以后只从本机给出，不上网。
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import perfxl

PYODIDE = "314.0.7"
_PYODIDE_FILES = (
    *("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"),
    *("python_stdlib.zip", "pyodide-lock.json"),
)
_TARGET = ("--platform", "pyemscripten_2026_0_wasm32", "--python-version", "314")
_WHEELS = (
    *("pydantic", "pydantic_core", "typing_extensions", "annotated_types", "typing_inspection"),
    *("jinja2", "openpyxl", "et_xmlfile", "xlrd"),
)
# 没有 WebAssembly 的 wheel，不编译也能用：源码包里各自的 Python 部分。
_SOURCES = {"markupsafe": "src/markupsafe", "pyyaml": "lib/yaml"}
# 网页里用不着的。
_NOT_IN_PAGE = ("perfxl/addin/", "perfxl/cli/", "perfxl/excel/", "perfxl/pane/page/")
_NOT_SHIPPED = ("perfxl/shipped/addin/", "perfxl/shipped/manual/", "perfxl/shipped/workbooks/")
_ROOT = Path(__file__).parents[2]
_PINNED = Path(__file__).with_name("engine_files.txt")
# 压缩包里的日期写定，同样的内容就是同样的字节。
_DATE = (2026, 1, 1, 0, 0, 0)


class WrongFileError(Exception):
    """取来的文件不是认准的那一个。"""


def write_engine(folder: Path) -> int:
    """引擎的各个文件写进 ``folder``，已有的换掉；给出一共多少字节。"""
    with tempfile.TemporaryDirectory(prefix="perfxl-") as kept:
        work = Path(kept)
        pyodide = _pyodide(work)
        packages = _packages(work)
        _check([*(pyodide / name for name in _PYODIDE_FILES), *packages])
        site = _compiled(work, pyodide, _site(work, packages))
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in _PYODIDE_FILES:
            shutil.copyfile(pyodide / name, folder / name)
        shutil.copyfile(site, folder / "site.zip")
    sizes = {path.name: path.stat().st_size for path in folder.iterdir()}
    listed = {"version": perfxl.__version__, "bytes": sizes}
    (folder / "files.json").write_text(json.dumps(listed, indent=1, sort_keys=True), "utf-8")
    return sum(sizes.values())


def _pyodide(work: Path) -> Path:
    _run("npm", "pack", "--silent", f"pyodide@{PYODIDE}", "--pack-destination", str(work))
    with tarfile.open(work / f"pyodide-{PYODIDE}.tgz") as packed:
        packed.extractall(work / "npm", filter="data")
    return work / "npm" / "package"


def _packages(work: Path) -> list[Path]:
    folder = work / "packages"
    download = (sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder))
    pinned = ("-c", str(_ROOT / "constraints.txt"))
    _run(*download, *pinned, "--only-binary", ":all:", *_TARGET, "--implementation", "cp", *_WHEELS)
    _run(*download, *pinned, "--no-binary", ":all:", *_SOURCES)
    return sorted(folder.iterdir())


def _run(*command: str) -> None:
    subprocess.run(command, check=True, cwd=_ROOT)


def _check(files: Iterable[Path]) -> None:
    lines = _PINNED.read_text("utf-8").splitlines()
    pinned = {line.split()[1]: line.split()[0] for line in lines if not line.startswith("#")}
    for path in files:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if pinned.get(path.name) != found:
            raise WrongFileError(f"{path.name}: sha256 {found}, pinned {pinned.get(path.name)}")


def _site(work: Path, packages: Iterable[Path]) -> Path:
    """各个库和 perfxl 自己，装成一个压缩包。"""
    wheels = work / "own"
    _run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(wheels), str(_ROOT))
    site = work / "site.zip"
    with zipfile.ZipFile(site, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for path in (*packages, *wheels.iterdir()):
            for name, content in _python_parts(path):
                made.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
    return site


def _compiled(work: Path, pyodide: Path, site: Path) -> Path:
    made = work / "compiled.zip"
    script = Path(__file__).with_name("compile_site.mjs")
    _run("node", str(script), str(pyodide), str(site), str(made))
    return made


def _python_parts(package: Path) -> Iterator[tuple[str, bytes]]:
    if package.suffix != ".whl":
        yield from _source_parts(package)
        return
    with zipfile.ZipFile(package) as wheel:
        for name in wheel.namelist():
            if name.endswith("/") or name.startswith((*_NOT_IN_PAGE, *_NOT_SHIPPED)):
                continue
            yield name, wheel.read(name)


def _source_parts(package: Path) -> Iterator[tuple[str, bytes]]:
    [inside] = [part for name, part in _SOURCES.items() if package.name.lower().startswith(name)]
    with tarfile.open(package) as packed:
        for member in packed.getmembers():
            _, _, name = member.name.partition("/")
            content = packed.extractfile(member) if name.startswith(f"{inside}/") else None
            if content is not None and name.endswith(".py"):
                yield f"{Path(inside).name}/{Path(name).name}", content.read()


if __name__ == "__main__":
    size = write_engine(Path(sys.argv[1]))
    sys.stdout.write(f"{sys.argv[1]}: {size / 1024 / 1024:.1f} MB\n")
