"""离线安装文件夹：pip 换成替身，安装包是现造的几个小的；真下载的一次不在测试里。"""

import importlib.util
import os
import re
import subprocess
import sys
import types
import zipfile
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from command_line import perfxl

from perfxl.addin import bundle as module
from perfxl.addin import wheels as wheel_module
from perfxl.addin.bundle import SUMS, WHEELS, bundle, check_bundle
from perfxl.addin.errors import AddinError
from perfxl.addin.offline_files import messages
from perfxl.addin.pip_runner import Done
from perfxl.addin.wheels import own_wheel, pack_wheel, read_wheels, unfit, unmet
from perfxl.cli import addin_commands
from perfxl.shipped import MANUAL

ROOT = Path(__file__).parents[2]

XLAM = "perfxl/shipped/addin/perfxl.xlam"
SITE = {
    "perfxl/shipped/manual/index.html": b"<p>",
    "perfxl/shipped/manual/assets/a.js": b"1",
}
# 软件源里有的：文件名 → 依赖。
INDEX = {
    "click-8.2.0-py3-none-any.whl": ["colorama; platform_system == 'Windows'"],
    "colorama-0.4.6-py2.py3-none-any.whl": [],
    "xlwings-0.37.8-cp311-cp311-win_amd64.whl": ["pywin32>=224; sys_platform == 'win32'"],
    "pywin32-312-cp311-cp311-win_amd64.whl": [],
}
REQUIRES = ["click>=8.2", "xlwings==0.37.8; sys_platform == 'win32'", "pytest; extra == 'dev'"]


def make_wheel(folder: Path, name: str, requires: Sequence[str], **more: bytes) -> Path:
    package, version, *_ = name.split("-")
    head = [f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}"]
    text = "\n".join([*head, *(f"Requires-Dist: {each}" for each in requires), ""])
    contents = {f"{package}-{version}.dist-info/METADATA": text.encode(), **more}
    return pack_wheel(folder / name, contents)


class FakePip:
    """记下每次的参数；download 只按名字给，不看 Windows 的环境标记，与真 pip 一样。"""

    def __init__(self, index: dict[str, list[str]] | None = None, *, packed: bool = True) -> None:
        self.index = INDEX if index is None else index
        self.packed = {XLAM: b"PK"} if packed else {}
        self.calls: list[list[str]] = []
        self.refuses = ""

    def __call__(self, arguments: Sequence[str], *, alone: bool = False) -> Done:
        self.calls.append(list(arguments))
        if arguments[0] == self.refuses:
            return subprocess.CompletedProcess(arguments, 1, "", "ERROR: no route to host\n")
        if arguments[0] == "wheel":
            folder = Path(arguments[arguments.index("--wheel-dir") + 1])
            make_wheel(folder, "perfxl-0.1.0-py3-none-any.whl", REQUIRES, **self.packed)
        if arguments[0] == "download":
            folder = Path(arguments[arguments.index("--dest") + 1])
            for name, requires in self.index.items():
                package = name.split("-")[0]
                if any(re.match(rf"{package}\b", each) for each in arguments):
                    make_wheel(folder, name, requires)
        assert alone == (arguments[0] == "install")
        return subprocess.CompletedProcess(arguments, 0, "", "")

    def made(self, folder: Path) -> Path:
        return bundle(folder, pip=self).folder


def test_folder_holds_everything_needed(tmp_path: Path) -> None:
    pip = FakePip()
    made = bundle(tmp_path / "离线", pip=pip)
    assert set(made.wheels) == {*INDEX, "perfxl-0.1.0-py3-none-any.whl"}
    names = {path.name for path in made.folder.iterdir()}
    assert {"安装.cmd", "install.cmd", "自检.cmd", "说明.txt", SUMS, "perfxl.xlam"} <= names
    assert check_bundle(made.folder, pip=pip) == []
    assert [path.name for path in tmp_path.iterdir()] == ["离线"]


def test_manual_of_the_wheel_lies_beside_the_installer(tmp_path: Path) -> None:
    pip = FakePip()
    assert not bundle(tmp_path / "没有", pip=pip).has_manual
    assert not (tmp_path / "没有" / MANUAL).exists()
    pip.packed |= SITE
    made = bundle(tmp_path / "有", pip=pip)
    assert made.has_manual
    assert (made.folder / MANUAL / "index.html").read_bytes() == b"<p>"
    assert (made.folder / MANUAL / "assets" / "a.js").read_bytes() == b"1"
    assert check_bundle(made.folder, pip=pip) == []
    (made.folder / MANUAL / "assets" / "a.js").unlink()
    assert check_bundle(made.folder, pip=pip) == ["少了文件 说明书/assets/a.js。"]


@pytest.mark.parametrize("has_manual", [True, False])
def test_command_says_whether_the_manual_is_in_it(
    has_manual: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = module.Bundle(tmp_path / "离线", ("a.whl",), 1, has_manual)
    monkeypatch.setattr(addin_commands, "make_bundle", lambda *_, **__: made)
    done = perfxl("addin", "bundle", "-o", str(tmp_path / "离线"))
    assert done.code == 0
    told = (
        "双击 index.html"
        if has_manual
        else "没有带说明书；要带的先在 perfxl 的源码文件夹里运行 make docs"
    )
    assert told in done.err


def build_hook(root: Path, version: str) -> dict[str, str]:
    """照 ``hatch_build.py`` 打包时另外放进安装包的：文件 → 放在哪里。"""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    hook = loaded.AddinBuildHook.__new__(loaded.AddinBuildHook)
    metadata = types.SimpleNamespace(version=version)
    fields = {"root": str(root), "metadata": metadata, "target_name": "wheel"}
    fakes = {name: property(lambda _, value=value: value) for name, value in fields.items()}
    hook.__class__ = type("Hook", (loaded.AddinBuildHook,), fakes)
    found: dict[str, dict[str, str]] = {"force_include": {}}
    hook.initialize("standard", found)
    hook.finalize("standard", found, "")
    return found["force_include"]


def test_wheel_takes_the_manual_of_its_own_version_only(tmp_path: Path) -> None:
    manual = tmp_path / "build" / "说明书"
    assert list(build_hook(tmp_path, "1.2").values()) == [XLAM]
    manual.mkdir(parents=True)
    (manual / "perfxl-version.txt").write_text("1.1\n", "ascii")
    assert list(build_hook(tmp_path, "1.2").values()) == [XLAM]
    (manual / "perfxl-version.txt").write_text("1.2\n", "ascii")
    assert build_hook(tmp_path, "1.2")[str(manual)] == "perfxl/shipped/manual"


def test_windows_only_packages_are_asked_for_by_name(tmp_path: Path) -> None:
    pip = FakePip()
    pip.made(tmp_path / "b")
    asked = [each for call in pip.calls if call[0] == "download" for each in call]
    assert {"pywin32", "xlwings==0.37.8", "colorama", "win_amd64", "--only-binary=:all:"} <= {
        *asked
    }
    assert not any(each.startswith(("pytest", "--index", "--extra")) for each in asked)
    assert not any("://" in each for each in asked)
    assert "--no-index" in pip.calls[-1]


@pytest.mark.parametrize("step", ["wheel", "download", "install"])
def test_pip_fails(step: str, tmp_path: Path) -> None:
    pip = FakePip()
    pip.refuses = step
    with pytest.raises(AddinError, match=r"软件源.*no route to host"):
        pip.made(tmp_path / "b")
    assert list(tmp_path.iterdir()) == []


def test_index_without_a_needed_package(tmp_path: Path) -> None:
    index = {name: requires for name, requires in INDEX.items() if "colorama" not in name}
    with pytest.raises(AddinError, match="缺少安装包：colorama"):
        FakePip(index).made(tmp_path / "b")
    assert list(tmp_path.iterdir()) == []


def test_own_wheel_without_the_addin(tmp_path: Path) -> None:
    with pytest.raises(AddinError, match=r"没有 perfxl\.xlam"):
        FakePip(packed=False).made(tmp_path / "b")


def test_target_with_content_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "我的.txt").write_text("x", "utf-8")
    with pytest.raises(AddinError, match="已经有内容"):
        FakePip().made(tmp_path)
    with pytest.raises(AddinError, match="已经有内容"):
        FakePip().made(tmp_path / "我的.txt")
    (tmp_path / "空").mkdir()
    assert FakePip().made(tmp_path / "空").is_dir()


def test_an_earlier_bundle_is_replaced_only_when_told_and_untouched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, pip = FakePip().made(tmp_path / "b"), FakePip()
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    with pytest.raises(AddinError, match="--replace"):
        bundle(folder, pip=pip)
    assert pip.calls == []
    rename = Path.rename

    def fail(path: Path, target: Path) -> Path:
        if path.name == "bundle":
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(AddinError, match="磁盘满了"):
        bundle(folder, pip=pip, replace=True)
    monkeypatch.undo()
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before
    assert bundle(folder, pip=pip, replace=True).folder == folder
    assert [path.name for path in tmp_path.iterdir()] == ["b"]
    (folder / "我的.txt").write_text("x", "utf-8")
    with pytest.raises(AddinError, match="不是本程序做的内容"):
        bundle(folder, pip=pip, replace=True)
    assert (folder / "我的.txt").exists()


def test_unknown_python(tmp_path: Path) -> None:
    with pytest.raises(AddinError, match=r"3\.11、3\.12、3\.13"):
        bundle(tmp_path / "b", "3.9", pip=FakePip())


def test_check_finds_what_went_wrong(tmp_path: Path) -> None:
    pip = FakePip()
    folder = pip.made(tmp_path / "b")
    (folder / "说明.txt").write_bytes(b"x")
    (folder / "多.txt").write_bytes(b"x")
    (folder / WHEELS / "colorama-0.4.6-py2.py3-none-any.whl").unlink()
    (folder / "perfxl.xlam").write_bytes(b"other")
    make_wheel(folder / WHEELS, "lxml-1.0-cp311-cp311-manylinux_2_17_x86_64.whl", [])
    said = "\n".join(check_bundle(folder, pip=pip))
    for each in ("说明.txt 的校验和", "多了文件 多.txt", "少了文件 wheelhouse/colorama"):
        assert each in said
    assert "缺少安装包：colorama" in said
    assert "lxml-1.0-cp311-cp311-manylinux_2_17_x86_64.whl 装不到" in said
    assert "perfxl.xlam 与" in said


def test_check_of_no_bundle_and_of_a_broken_wheel(tmp_path: Path) -> None:
    assert "不是完整的安装文件夹" in check_bundle(tmp_path)[0]
    folder = FakePip().made(tmp_path / "b")
    [wheel] = folder.glob("wheelhouse/click-*.whl")
    wheel.write_bytes(b"PK")
    assert "不是完整的 Python 安装包" in check_bundle(folder, pip=FakePip())[-1]


def test_markers_are_those_of_windows(tmp_path: Path) -> None:
    make_wheel(
        tmp_path,
        "perfxl-1-py3-none-any.whl",
        [
            "one; sys_platform == 'win32'",
            "two; sys_platform == 'linux'",
            "three; python_version < '3.12'",
            "four[extra]; os_name == 'nt'",
            "five; extra == 'dev'",
        ],
    )
    make_wheel(tmp_path, "four-1-py3-none-any.whl", ["six; extra == 'extra'"])
    make_wheel(tmp_path, "pywin32-312-cp311-cp311-win_amd64.whl", [])
    wheels = read_wheels(tmp_path)
    assert unmet(wheels, "3.11") == ["one", "six", "three"]
    assert unmet(wheels, "3.13") == ["one", "six"]
    assert unfit(wheels, "3.11") == []
    assert unfit(wheels, "3.12") == ["pywin32-312-cp311-cp311-win_amd64.whl"]


def test_wrong_version_counts_as_missing(tmp_path: Path) -> None:
    make_wheel(tmp_path, "perfxl-1-py3-none-any.whl", ["click>=8.2"])
    make_wheel(tmp_path, "click-8.1-py3-none-any.whl", [])
    make_wheel(tmp_path, "pywin32-312-cp311-cp311-win_amd64.whl", [])
    assert unmet(read_wheels(tmp_path), "3.11") == ["click>=8.2"]


def test_own_wheel_from_installed_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    info = site / "perfxl-9.9.dist-info"
    (site / "perfxl" / "__pycache__").mkdir(parents=True)
    info.mkdir()
    (site / "perfxl" / "__init__.py").write_bytes(b"")
    (site / "perfxl" / "__pycache__" / "x.pyc").write_bytes(b"")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: perfxl\nVersion: 9.9\n", "utf-8")
    (info / "INSTALLER").write_bytes(b"pip")
    rows = ["perfxl/__init__.py", "perfxl/__pycache__/x.pyc", "../bin/perfxl"]
    rows += [f"{info.name}/{name}" for name in ("METADATA", "INSTALLER", "RECORD")]
    (info / "RECORD").write_text("".join(f"{row},,\n" for row in rows), "utf-8")
    monkeypatch.syspath_prepend(site)
    monkeypatch.setattr(wheel_module.perfxl, "__file__", str(site / "perfxl" / "__init__.py"))
    built = own_wheel(tmp_path, FakePip())
    assert built.name == "perfxl-9.9-py3-none-any.whl"
    with zipfile.ZipFile(built) as package:
        names = package.namelist()
        record = package.read(f"{info.name}/RECORD").decode().splitlines()
    assert names == ["perfxl/__init__.py", f"{info.name}/METADATA", f"{info.name}/RECORD"]
    assert record[0] == "perfxl/__init__.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return FakePip().made(tmp_path_factory.mktemp("离线") / "b")


def test_command_files_are_ascii_with_windows_line_ends(made: Path) -> None:
    commands = sorted(made.glob("*.cmd"))
    assert [path.name for path in commands] == ["install.cmd", "安装.cmd", "自检.cmd"]
    for path in commands:
        content = path.read_bytes()
        assert content.isascii()
        assert content.count(b"\n") == content.count(b"\r\n") > 0
    assert made.joinpath("说明.txt").read_bytes().startswith(b"\xef\xbb\xbfperfxl ")
    assert made.joinpath("python-version.txt").read_bytes() == b"3.11\r\n"


def test_every_jump_and_every_message_of_the_command_files_exists(made: Path) -> None:
    said: set[str] = set()
    for path in made.glob("*.cmd"):
        text = path.read_text("ascii")
        labels = set(re.findall(r"^:(\w+)", text, re.M)) | {"eof"}
        jumps = re.findall(r"(?:goto :?|call :)(\w+)", text)
        assert set(jumps) <= labels
        said |= set(re.findall(r'set "SAY=([\w-]+)"', text))
        said |= set(re.findall(r"call :say ([a-z][\w-]*)", text))
        said |= set(re.findall(r"messages\\([a-z-]+)\.txt", text))
    assert said == set(messages())
    for name in said:
        content = (made / "messages" / f"{name}.txt").read_bytes()
        assert content.startswith(b"\xff\xfe")
        assert "@" not in content.decode("utf-16")


def test_no_mark_is_left_unfilled(made: Path) -> None:
    readme = made.joinpath("说明.txt").read_text("utf-8-sig")
    assert not re.search(r"@[A-Z]+@", readme)
    assert "Python 3.11" in readme


def checker(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_files", folder / "check_files.py")
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def test_copy_is_checked_before_installing(tmp_path: Path) -> None:
    folder = FakePip().made(tmp_path / "b")
    check = checker(folder)
    assert check.file_problems(folder) == []
    (folder / "perfxl.xlam").write_bytes(b"half")
    (folder / "自检.cmd").unlink()
    assert check.file_problems(folder) == ["perfxl.xlam 与原来的不一样", "少了 自检.cmd"]
    assert check.file_problems(tmp_path) == [f"少了 {SUMS}"]


def test_python_is_checked_before_installing(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check = checker(made)
    current = "{}.{}".format(*check.sys.version_info[:2])
    assert "请安装那一版" in check.python_problem("2.7")
    monkeypatch.setattr(check.sys, "base_prefix", str(Path("C:", "WindowsApps", "x")))
    assert "微软商店" in check.python_problem(current)
    monkeypatch.setattr(check.struct, "calcsize", lambda _: 4)
    assert "32 位" in check.python_problem(current)


def test_no_address_of_a_package_index_anywhere() -> None:
    folder = Path(module.__file__).parent
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix in (".py", ".cmd", ".txt"):
            # 除了 XML 的名字空间和微软的 Office.js；“https://网站/…”是给人看的写法。
            known = r"schemas|purl|www\.w3|appsforoffice\.microsoft\.com"
            found = re.search(rf"https?://(?!{known})[0-9A-Za-z]", path.read_text("utf-8"))
            assert found is None, path


@pytest.mark.skipif(os.name == "nt", reason="问的是 POSIX 的权限")
def test_a_folder_that_others_may_write_to_is_refused(tmp_path: Path) -> None:
    shared = tmp_path / "共用"
    shared.mkdir()
    shared.chmod(0o777)
    with pytest.raises(AddinError, match="别的账户也写得进"):
        bundle(shared / "安装", pip=lambda *_, **__: pytest.fail("nothing is downloaded"))
    assert list(shared.iterdir()) == []


class _Security:
    """``win32security`` 的替身：名单上一个个（种类、标志、权限、谁）。"""

    SE_FILE_OBJECT, DACL_SECURITY_INFORMATION = 1, 4

    def __init__(self, entries: list[tuple[int, int, int, str]] | None) -> None:
        self.entries = entries

    def GetNamedSecurityInfo(self, *_: object) -> "_Security":  # noqa: N802
        return self

    def GetSecurityDescriptorDacl(self) -> "_Security | None":  # noqa: N802
        return None if self.entries is None else self

    def GetAceCount(self) -> int:  # noqa: N802
        return len(self.entries or ())

    def GetAce(self, place: int) -> tuple[tuple[int, int], int, str]:  # noqa: N802
        kind, flags, mask, who = (self.entries or [])[place]
        return (kind, flags), mask, who

    def ConvertSidToStringSid(self, sid: str) -> str:  # noqa: N802
        return sid


@pytest.mark.parametrize(
    ("entries", "writable"),
    [
        # 名单没有、只许读、可以改……
        (None, True),
        ([(0, 3, 0x1F01FF, "S-1-5-32-544"), (0, 3, 0x1200A9, "S-1-5-32-545")], False),
        ([(0, 3, 0x1301BF, "S-1-5-11")], True),
        ([(0, 0, 0x4, "S-1-1-0")], True),
        ([(1, 0, 0x4, "S-1-1-0")], False),
        ([(0, 11, 0x1301BF, "S-1-5-11")], False),
        ([(0, 3, 0x1301BF, "S-1-5-21-1-2-3-1001")], False),
    ],
)
def test_a_windows_list_of_rights(
    entries: Any, writable: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from perfxl.addin import shared_folders

    monkeypatch.setitem(sys.modules, "win32security", _Security(entries))
    assert shared_folders._by_dacl(tmp_path, shared_folders._WRITES) is writable
