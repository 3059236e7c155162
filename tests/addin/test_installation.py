"""装上、换新、卸掉：只碰说好的几个文件；装不成的先说清楚，什么也不写。"""

from dataclasses import replace
from pathlib import Path

import pytest
from fake_computer import DLLS, mac, windows

from perfxl.addin.computer import Computer
from perfxl.addin.errors import AddinError
from perfxl.addin.installation import install, uninstall
from perfxl.addin.places import excel_data, places

XLAM = b"PK this version"


def put(computer: Computer, content: bytes = XLAM) -> tuple[Path, ...]:
    return install(computer, addin=lambda: content).files


def files(root: Path) -> set[Path]:
    return {path for path in root.rglob("*") if path.is_file()}


def refusal(computer: Computer) -> str:
    """装不成时说的话；顺便看什么也没有写。"""
    root = computer.home.parent.parent
    before = files(root)
    with pytest.raises(AddinError) as caught:
        put(computer)
    assert files(root) == before
    return str(caught.value)


def test_windows_files_and_their_content(tmp_path: Path) -> None:
    computer = windows(tmp_path)
    before = files(tmp_path)
    put(computer)
    roaming = tmp_path / "Users/张三/AppData/Roaming"
    addin = roaming / "Microsoft/Excel/XLSTART/perfxl.xlam"
    settings = roaming / "perfxl/interpreter.txt"
    assert files(tmp_path) - before == {addin, settings}
    assert addin.read_bytes() == XLAM
    python = tmp_path / "perfxl/python/Scripts/pythonw.exe"
    assert settings.read_bytes() == f"{python}\r\n".encode("ascii")


def test_mac_files_and_their_content(tmp_path: Path) -> None:
    computer = mac(tmp_path)
    before = files(tmp_path)
    done = install(computer, addin=lambda: XLAM)
    library = tmp_path / "Users/张三/Library"
    office = library / "Group Containers/UBF8T346G9.Office/User Content.localized"
    settings = library / "Application Scripts/com.microsoft.Excel/perfxl-interpreter.txt"
    script = library / "Application Scripts/com.microsoft.Excel/perfxl.applescript"
    addin = office / "Startup.localized/Excel/perfxl.xlam"
    assert files(tmp_path) - before == {addin, settings, script}
    assert settings.read_bytes() == f"{tmp_path}/opt/perfxl/bin/python3\n".encode("ascii")
    assert b"PerfxlRun" in script.read_bytes()
    assert "只能在 Windows" in done.notes[0]


@pytest.mark.parametrize("make", [windows, mac])
def test_uninstall_leaves_nothing(make: type, tmp_path: Path) -> None:
    computer = make(tmp_path)
    before = files(tmp_path)
    written = put(computer)
    left = (*places(computer).logs, *places(computer).keys)
    for path in left:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", "utf-8")
    profile = left[-1].parent / "口径" / "某县.yaml"
    profile.parent.mkdir()
    profile.write_text("x", "utf-8")
    assert set(uninstall(computer).files) == {*written, *left, profile}
    assert files(tmp_path) == before
    assert not (tmp_path / "Users/张三/AppData/Roaming/perfxl").exists()
    assert uninstall(computer).files == ()


def test_uninstall_keeps_what_others_put_there(tmp_path: Path) -> None:
    computer = windows(tmp_path)
    put(computer)
    where = places(computer)
    others = (where.addin.with_name("别的.xlam"), where.interpreter.with_name("我的.txt"))
    for path in others:
        path.write_bytes(b"x")
    uninstall(computer)
    assert all(path.is_file() for path in others)


def test_again_replaces_and_takes_the_mark_off(tmp_path: Path) -> None:
    computer = windows(tmp_path)
    put(computer, b"PK older")
    addin = places(computer).addin
    mark = addin.with_name("perfxl.xlam:Zone.Identifier")
    mark.write_bytes(b"[ZoneTransfer]\r\nZoneId=3\r\n")
    put(computer)
    assert addin.read_bytes() == XLAM
    assert sorted(path.name for path in addin.parent.iterdir()) == ["perfxl.xlam"]


def test_open_in_excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    computer = windows(tmp_path)
    put(computer, b"PK older")

    def in_use(*_: object, **__: object) -> None:
        raise PermissionError(13, "in use")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", in_use)
        assert "请先退出 Excel" in refusal(computer)
    assert places(computer).addin.read_bytes() == b"PK older"
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", in_use)
        with pytest.raises(AddinError, match="请先退出 Excel"):
            uninstall(computer)


def test_running_excel_must_be_restarted(tmp_path: Path) -> None:
    computer = replace(windows(tmp_path), excel_running=True)
    done = install(computer, addin=lambda: XLAM)
    assert "退出后再打开" in done.notes[-1]
    assert "退出后再打开" in uninstall(computer).notes[-1]


def test_unwritable_folder(tmp_path: Path) -> None:
    computer = windows(tmp_path)
    (Path(computer.environment["APPDATA"]) / "Microsoft").write_bytes(b"a file, not a folder")
    assert "写不进" in refusal(computer)


def test_interpreter_missing(tmp_path: Path) -> None:
    computer = windows(tmp_path)
    computer.executable.with_name("pythonw.exe").unlink()
    assert "没有找到" in refusal(computer)


def test_32_bit_python(tmp_path: Path) -> None:
    assert "64 位 Python" in refusal(replace(windows(tmp_path), pointer_size=4))


@pytest.mark.parametrize("part", ["executable", "base_prefix"])
def test_python_of_the_store(part: str, tmp_path: Path) -> None:
    store = tmp_path / "WindowsApps" / "python.exe"
    assert "微软商店" in refusal(replace(windows(tmp_path), **{part: store}))


@pytest.mark.parametrize("folder", ["财政局", "a$(b", "a?b", "x" * 240, "a\tb"])
def test_path_excel_cannot_pass_on(folder: str, tmp_path: Path) -> None:
    place = tmp_path / folder / "Scripts"
    place.mkdir(parents=True)
    (place / "pythonw.exe").write_bytes(b"MZ")
    said = refusal(replace(windows(tmp_path), executable=place / "python.exe"))
    assert r"C:\perfxl" in said


@pytest.mark.parametrize("make", [windows, mac])
@pytest.mark.parametrize(("version", "said"), [("0.30.0", "装的是 0.30.0"), ("", "没有装")])
def test_wrong_xlwings(make: type, version: str, said: str, tmp_path: Path) -> None:
    versions = {"xlwings": version} if version else {}
    assert said in refusal(replace(make(tmp_path), versions=versions))


def test_library_beside_or_above_the_interpreter(tmp_path: Path) -> None:
    computer = windows(tmp_path)
    for name in DLLS:
        above = computer.executable.parent.parent / name
        above.rename(computer.executable.parent / name)
    put(computer)
    (computer.executable.parent / DLLS[1]).unlink()
    with pytest.raises(AddinError, match=DLLS[1]):
        put(computer)
    office32 = replace(computer.office, bits=32)
    put(replace(computer, office=office32))


def test_user_folder_excel_cannot_name(tmp_path: Path) -> None:
    assert "换一个用户名" in refusal(windows(tmp_path, user="𠮷田"))
    assert "APPDATA" in refusal(replace(windows(tmp_path / "b"), environment={}))


def test_mac_where_excel_was_never_opened(tmp_path: Path) -> None:
    computer = mac(tmp_path)
    excel_data(computer).rmdir()
    assert "先打开一次 Excel" in refusal(computer)


def test_no_excel_here(tmp_path: Path) -> None:
    linux = replace(mac(tmp_path), platform="linux")
    assert "perfxl addin bundle" in refusal(linux)
    assert uninstall(linux).files == ()


def test_the_addin_of_this_version_by_default(tmp_path: Path) -> None:
    pytest.importorskip("pyopenvba")
    computer = windows(tmp_path)
    install(computer)
    assert places(computer).addin.read_bytes().startswith(b"PK")
