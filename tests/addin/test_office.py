"""Excel（Office.js）的窗格：清单合微软写明的次序和长短，网址不是 https 的不写，文件夹里样样都有。"""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from command_line import perfxl

from perfxl import __version__
from perfxl.addin.errors import AddinError
from perfxl.addin.office_files import MANIFEST, SITE, bundle_office, excel_page
from perfxl.addin.office_manifest import ICONS, PAGE, checked_site, manifest
from perfxl.addin.pane_button import pane_button

_SITE = "https://oa.example.gov.cn/perfxl/"
_OFFICE = "{http://schemas.microsoft.com/office/appforoffice/1.1}"
_OVERRIDES = "{http://schemas.microsoft.com/office/taskpaneappversionoverrides}"
_TYPES = "{http://schemas.microsoft.com/office/officeappbasictypes/1.0}"
# 微软的“怎样排清单的各样”写明的次序，只列用到的。
_ORDER = {
    "OfficeApp": (
        *("Id", "Version", "ProviderName", "DefaultLocale", "DisplayName", "Description", "IconUrl"),
        *("HighResolutionIconUrl", "Hosts", "Requirements", "DefaultSettings", "Permissions"),
        "VersionOverrides",
    ),
    "VersionOverrides": ("Hosts", "Resources"),
    "CustomTab": ("Group", "Label"),
    "Group": ("Label", "Icon", "Control"),
    "Control": ("Label", "Supertip", "Icon", "Action"),
    "Supertip": ("Title", "Description"),
    "Action": ("TaskpaneId", "SourceLocation"),
    "Resources": ("Images", "Urls", "ShortStrings", "LongStrings"),
}  # fmt: skip


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def test_the_manifest_is_ordered_as_documented() -> None:
    root = fromstring(manifest(_SITE))
    seen = set()
    for element in root.iter():
        wanted = _ORDER.get(_name(element))
        if wanted is not None:
            assert tuple(map(_name, element)) == wanted
            seen.add(_name(element))
    assert seen == set(_ORDER)


def test_every_text_of_the_manifest_is_there_and_not_too_long() -> None:
    root = fromstring(manifest(_SITE))
    given = {
        each.get("id"): each.get("DefaultValue") or ""
        for each in root.iter()
        if each.tag.startswith(_TYPES) and each.get("id")
    }
    asked = {each.get("resid") for each in root.iter() if each.get("resid")}
    assert asked <= set(given)
    assert all(len(name or "") <= 32 for name in given)
    for kind, longest in (("ShortStrings", 125), ("LongStrings", 250)):
        [strings] = root.iter(f"{_TYPES}{kind}")
        assert all(len(each.get("DefaultValue") or "") <= longest for each in strings)
    words = [*pane_button().tab.values(), *pane_button().button.values()]
    assert {given["Perfxl.Tab.Label"], given["Perfxl.Open.Title"]} <= set(words)
    for name in ("DisplayName", "Description"):
        found = root.find(f"{_OFFICE}{name}")
        assert found is not None
        assert len(found.get("DefaultValue") or "") <= (125 if name == "DisplayName" else 250)


def test_every_address_of_the_manifest_is_on_the_site_and_in_the_folder(
    page: Path, tmp_path: Path
) -> None:
    bundle_office(tmp_path / "做好的", _SITE, None)
    text = (tmp_path / "做好的" / MANIFEST).read_text("utf-8")
    addresses = re.findall(r'"(https?://[^"]+)"', text.replace("http://schemas.microsoft.com", ""))
    assert len(addresses) >= 8
    for address in addresses:
        if "w3.org" in address:
            continue
        assert address.startswith(_SITE)
        assert (tmp_path / "做好的" / SITE / address.removeprefix(_SITE)).is_file()
    for size, name in ICONS.items():
        content = (tmp_path / "做好的" / SITE / name).read_bytes()
        width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
        assert (width, height) == (size, size)


def test_the_same_site_is_the_same_addin_and_another_is_another() -> None:
    found = [
        fromstring(manifest(site)).findtext(f"{_OFFICE}Id")
        for site in (_SITE, _SITE, "https://oa.example.gov.cn/other/")
    ]
    assert found[0] == found[1] != found[2]
    version = fromstring(manifest(_SITE)).findtext(f"{_OFFICE}Version")
    assert version == f"{__version__}.0"


@pytest.mark.parametrize(
    ("site", "said"),
    [
        ("http://oa.example.gov.cn/perfxl/", "不是 https 的网址。Excel 的窗格只从 https 的网址载"),
        ("file:///C:/perfxl/", "不是 https 的网址"),
        ("oa.example.gov.cn/perfxl", "不是 https 的网址"),
        ("ftp://oa.example.gov.cn/", "不能作放窗格的网址"),
        ("https://", "不能作放窗格的网址"),
        ("https://user:word@oa.example.gov.cn/", "不能作放窗格的网址"),
        ("https://oa.example.gov.cn/?a=1", "不能作放窗格的网址"),
        ("https://oa.example.gov.cn/绩效/", "有空格或汉字"),
        ("https://oa.example.gov.cn/a b/", "有空格或汉字"),
        ("https://[oa/", "不是网址"),
        ("https://oa.example.gov.cn/" + "a" * 2018, "网址太长"),
    ],
)
def test_an_address_excel_would_not_load_is_refused(site: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(AddinError, match=re.escape(said)):
        checked_site(site)
    done = perfxl("addin", "office", "manifest", "--site", site, cwd=tmp_path)
    assert done.code == 2
    assert "Traceback" not in done.err
    assert list(tmp_path.iterdir()) == []


def test_the_manifest_is_written_and_replaces_nothing_unasked(tmp_path: Path) -> None:
    asked = ("addin", "office", "manifest", "--site", _SITE)
    assert perfxl(*asked, cwd=tmp_path).code == 0
    assert perfxl(*asked, cwd=tmp_path).code == 0
    assert {each.name for each in tmp_path.iterdir()} == {MANIFEST, "perfxl-excel(2).xml"}
    (tmp_path / MANIFEST).write_text("别人的", "utf-8")
    done = perfxl(*asked, "-o", MANIFEST, cwd=tmp_path)
    assert done.code == 2
    assert "--replace" in done.err
    assert (tmp_path / MANIFEST).read_text("utf-8") == "别人的"
    assert perfxl(*asked, "-o", MANIFEST, "--replace", cwd=tmp_path).code == 0
    assert (tmp_path / MANIFEST).read_bytes() == manifest(_SITE)
    assert "以 .xml 结尾" in perfxl(*asked, "-o", "清单.txt", cwd=tmp_path).err


def test_the_folder_holds_the_page_and_says_how(page: Path, tmp_path: Path) -> None:
    office_js = tmp_path / "dist"
    for name in ("office.js", "office.debug.js", "excel-web-16.00.js", "outlook-web-16.00.js"):
        (office_js / "zh-cn").mkdir(parents=True, exist_ok=True)
        (office_js / name).write_text("//", "utf-8")
        (office_js / "zh-cn" / "office_strings.js").write_text("//", "utf-8")
    size = bundle_office(tmp_path / "做好的", _SITE, office_js)
    made = tmp_path / "做好的" / SITE
    assert size == sum(each.stat().st_size for each in made.parent.rglob("*") if each.is_file())
    taken = {each.relative_to(made).as_posix() for each in (made / "office-js").rglob("*.js")}
    assert taken == {
        "office-js/office.js", "office-js/excel-web-16.00.js", "office-js/zh-cn/office_strings.js",
    }  # fmt: skip
    names = {each.name for each in made.iterdir()}
    assert {PAGE, "pane.html", "pane.js", "office-host.js", "engine", *ICONS.values()} <= names
    assert [name for name in names if name.endswith(".d.ts")] == []
    guide = (made.parent / "说明.txt").read_text("utf-8-sig")
    for said in (_SITE, MANIFEST, ".mjs", ".wasm", "X-Frame-Options", "证书", "perfxl serve"):
        assert said in guide
    with pytest.raises(AddinError, match="已经有内容"):
        bundle_office(tmp_path / "做好的", _SITE, None)


def test_where_office_js_comes_from_is_all_the_page_may_reach(page: Path) -> None:
    html = (page / "pane.html").read_text("utf-8")
    for local, reached in ((True, set()), (False, {"https://appsforoffice.microsoft.com"})):
        made = excel_page(html, local=local)
        [policy] = re.findall(r'Content-Security-Policy" content="([^"]+)"', made)
        assert set(re.findall(r"https://[^\s;]+", policy)) == reached
        assert "unsafe-inline" not in policy
        assert "connect-src 'self'" in policy
        assert made.index("Content-Security-Policy") < made.index("<script")
        assert made.index("not-opened.js") < made.index("data-office") < made.index("pane.js")


def test_what_is_lacking_is_said_and_nothing_is_written(page: Path, tmp_path: Path) -> None:
    target = tmp_path / "新的"
    with pytest.raises(AddinError, match=r"没有 office\.js"):
        bundle_office(target, _SITE, tmp_path)
    (page / "engine" / "files.json").unlink()
    with pytest.raises(AddinError, match="make pane"):
        bundle_office(target, _SITE, None)
    assert not target.exists()


def test_microsofts_own_reader_reads_the_manifest(tmp_path: Path) -> None:
    node = shutil.which("node")
    package = Path(__file__).parents[1] / "pane" / "node_modules" / "office-addin-manifest"
    if node is None or not package.is_dir():
        if os.environ.get("PERFXL_REQUIRE_PANE"):
            pytest.fail("CI 上必须先 make pane")
        pytest.skip("没有 Node 或 office-addin-manifest（make pane）")
    (tmp_path / MANIFEST).write_bytes(manifest(_SITE))
    script = (
        f"require({json.dumps(str(package))}).OfficeAddinManifest.readManifestFile('{MANIFEST}')"
        ".then((read) => process.stdout.write(JSON.stringify(read)))"
    )
    done = subprocess.run([node, "-e", script], cwd=tmp_path, capture_output=True, check=True)
    read = json.loads(done.stdout)
    assert read["officeAppType"] == "TaskPaneApp"
    assert read["hosts"] == ["Workbook"]
    assert read["defaultSettings"]["sourceLocation"] == _SITE + PAGE
    assert read["displayName"] == "绩效校验"
