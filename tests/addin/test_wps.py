"""窗格装进 WPS：清单是怪样子的也一个字节不错，别人的都在；装不成的什么也不写，卸了什么也不留。"""

import json
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from fake_computer import mac, windows

from perfxl import __version__
from perfxl.addin import page_files, wps_installation
from perfxl.addin.checks import State, sound
from perfxl.addin.computer import Computer, this_computer
from perfxl.addin.errors import AddinError
from perfxl.addin.wps_files import wps_ribbon
from perfxl.addin.wps_installation import (
    bundle_wps,
    install_wps,
    uninstall_wps,
    wps_places,
    wps_status,
)
from perfxl.addin.wps_publish import entry, installed_version, with_entry, without_entry
from perfxl.shipped import shipped_folder

_OTHERS = (
    b'<?xml version="1.0" encoding="UTF-8"?>\r\n<!-- <jsplugin name="perfxl"/> -->\r\n<jsplugins >\r\n'
    b'\t<jspluginonline name=\'\xe5\xae\xa1\xe6\x89\xb9\' type="wps" url="http://a/?x=&lt;&gt;>" />\r\n'
    b'  <!-- </jsplugins> -->\r\n  <jsplugin name="b" type="et"></jsplugin></jsplugins>\r\n\r\n'
)
_ODD = {
    "none": None,
    "empty": b"",
    "blank": b" \n\t\r\n",
    "others": _OTHERS,
    "closed": b"<jsplugins/>",
    "one line": b"<jsplugins></jsplugins>",
    "byte order mark": b"\xef\xbb\xbf<jsplugins>\n</jsplugins>",
    "no declaration": b"\n<jsplugins>\n</jsplugins>\n".lstrip(),
}
_BROKEN = {
    "half": b"<jsplugins><jsplugin name=",
    "text": b"hello",
    "another root": b"<plugins></plugins>",
    "utf-16": "<jsplugins></jsplugins>".encode("utf-16"),
    "gbk": "<jsplugins><jsplugin name='审批'/></jsplugins>".encode("gbk"),
    "two roots": b"<jsplugins/><jsplugins/>",
    "somebody's perfxl": b'<jsplugins><jspluginonline name="perfxl" url="http://a"/></jsplugins>',
    "two of ours": f"<jsplugins>{entry('1')}{entry('2')}</jsplugins>".encode(),
}


@pytest.fixture(params=["linux", "windows"])
def computer(request: pytest.FixtureRequest, tmp_path: Path) -> Computer:
    if request.param == "windows":
        made = windows(tmp_path)
    else:
        made = replace(this_computer(), platform="linux", home=tmp_path / "home")
    wps_places(made).wps.mkdir(parents=True)
    return made


def test_manual_goes_into_the_folder_when_there_is_one(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wps_installation, "manual_page", lambda: None)
    bundle_wps(tmp_path / "没有")
    assert "说明书" not in (tmp_path / "没有" / "说明.txt").read_text("utf-8-sig")
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("<p>", "utf-8")
    monkeypatch.setattr(wps_installation, "manual_page", lambda: site / "index.html")
    size = bundle_wps(tmp_path / "有")
    assert size == sum(
        each.stat().st_size for each in (tmp_path / "有").rglob("*") if each.is_file()
    )
    assert (tmp_path / "有" / "说明书" / "index.html").read_text("utf-8") == "<p>"
    assert "双击“说明书”里的 index.html" in (tmp_path / "有" / "说明.txt").read_text("utf-8-sig")


def _everything(root: Path) -> dict[Path, bytes | None]:
    return {path: path.read_bytes() if path.is_file() else None for path in root.rglob("*")}


def _refusal(computer: Computer) -> str:
    """装不成时说的话；顺便看什么也没有写。"""
    root = wps_places(computer).wps.parent
    before = _everything(root)
    with pytest.raises(AddinError) as caught:
        install_wps(computer)
    assert _everything(root) == before
    return str(caught.value)


def _put(computer: Computer, content: bytes | None) -> Path:
    publish = wps_places(computer).publish
    if content is not None:
        publish.parent.mkdir(parents=True)
        publish.write_bytes(content)
    return publish


@pytest.mark.parametrize("name", _ODD)
def test_what_others_wrote_stays_byte_for_byte(name: str, computer: Computer, page: Path) -> None:
    content = _ODD[name]
    publish = _put(computer, content)
    before = _everything(wps_places(computer).wps)
    install_wps(computer)
    written = publish.read_bytes()
    own = entry(__version__).encode()
    assert written.count(own) == 1
    assert [each.get("name") for each in fromstring(written)].count("perfxl") == 1
    kept = written.replace(b"  " + own + b"\r\n", b"").replace(b"  " + own + b"\n", b"")
    if name == "others":
        assert kept == content
    again = written
    assert "换下了" in install_wps(computer).notes[0]
    assert publish.read_bytes() == again
    assert sound(wps_status(computer))
    done = uninstall_wps(computer)
    assert len(done.files) == 2
    after = _everything(wps_places(computer).wps)
    if name == "closed":
        assert publish.read_bytes() == b"<jsplugins></jsplugins>"
    elif content is None or not content.strip():
        assert [path for path in after if path.name == "publish.xml"] == []
    else:
        assert after == before
    assert not uninstall_wps(computer).files


@pytest.mark.parametrize("name", _BROKEN)
def test_a_broken_list_is_left_alone(name: str, computer: Computer, page: Path) -> None:
    publish = _put(computer, _BROKEN[name])
    said = _refusal(computer)
    assert "publish.xml" in said
    assert "没有动它" in said
    assert not sound(wps_status(computer))
    with pytest.raises(AddinError):
        uninstall_wps(computer)
    assert publish.read_bytes() == _BROKEN[name]


def test_a_list_made_read_only_is_left_alone(computer: Computer, page: Path) -> None:
    publish = _put(computer, _OTHERS)
    publish.chmod(0o444)
    assert "设成了只读" in _refusal(computer)


def test_without_wps_or_engine_or_on_a_mac_it_says_so(
    computer: Computer, page: Path, tmp_path: Path
) -> None:
    wps_places(computer).wps.rmdir()
    assert "没有找到 WPS" in _refusal(computer)
    engine = page / "engine" / "files.json"
    for old, said in (("0.0.1", "网页里的引擎是0.0.1的"), (None, "网页里的引擎是从前某一版的")):
        engine.write_text(json.dumps({"version": old} if old else {}), "utf-8")
        assert f"{said}，perfxl 是 {__version__} 的" in _refusal(computer)
        assert said in str([each.fact for each in wps_status(computer)])
    engine.unlink()
    assert "make pane" in _refusal(computer)
    with pytest.raises(AddinError, match="make pane"):
        bundle_wps(tmp_path / "新的")
    with pytest.raises(AddinError, match="perfxl serve"):
        wps_places(mac(tmp_path / "mac"))


def test_a_folder_of_somebody_else_is_not_replaced(computer: Computer, page: Path) -> None:
    folder = wps_places(computer).folder(__version__)
    folder.mkdir(parents=True)
    (folder / "ribbon.xml").write_text("别人的", "utf-8")
    assert "没有换它" in _refusal(computer)
    uninstall_wps(computer)
    assert (folder / "ribbon.xml").read_text("utf-8") == "别人的"


def test_a_changed_file_is_not_replaced_and_not_removed(computer: Computer, page: Path) -> None:
    install_wps(computer)
    changed = wps_places(computer).folder(__version__) / "main.js"
    changed.write_text("改过", "utf-8")
    assert "main.js" in _refusal(computer)
    assert [each.state for each in wps_status(computer)][-1] is State.BAD
    assert "留着没有删" in uninstall_wps(computer).notes[0]
    assert changed.read_text("utf-8") == "改过"


def test_an_older_version_makes_room(
    computer: Computer, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("perfxl.addin.wps_installation.__version__", "0.0.1")
    install_wps(computer)
    monkeypatch.undo()
    monkeypatch.setattr(page_files, "page_folder", lambda: page)
    where = wps_places(computer)
    assert wps_status(computer)[2].state is State.NOTE
    assert "换下了以前装的 0.0.1" in install_wps(computer).notes[0]
    assert not where.folder("0.0.1").exists()
    assert installed_version(where.publish.read_bytes()) == __version__


def test_the_ribbon_says_what_the_one_of_excel_says() -> None:
    source = (shipped_folder("addin") / "ribbon.xml").read_text("utf-8")
    made = fromstring(wps_ribbon())
    space = "{http://schemas.microsoft.com/office/2006/01/customui}"
    assert made.tag == f"{space}customUI"
    [button] = made.iter(f"{space}button")
    assert f'id="{button.get("id")}" label="{button.get("label")}"' in source
    script = (shipped_folder("addin") / "wps" / "main.js").read_text("utf-8")
    for name in (made.get("onLoad"), button.get("onAction"), button.get("getImage")):
        assert f"function {name}(" in script


def test_the_folder_to_carry_holds_all(page: Path, tmp_path: Path) -> None:
    target = tmp_path / "带走"
    bundle_wps(target)
    folder = target / f"perfxl_{__version__}"
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    wanted = {"ribbon.xml", "main.js", "index.html", "page/pane.html", "page/wps-host.js"}
    assert wanted | {"page/engine/files.json"} <= names
    assert installed_version((target / "publish.xml").read_bytes()) == __version__
    assert entry(__version__) in (target / "说明.txt").read_text("utf-8-sig")
    with pytest.raises(AddinError, match="已经有内容"):
        bundle_wps(target)


def test_taking_out_what_was_put_in_gives_back_the_bytes() -> None:
    for content in (_OTHERS, b"<jsplugins>\n</jsplugins>", b"<jsplugins> <a/> </jsplugins >"):
        assert without_entry(with_entry(content, "9.9")) == content
