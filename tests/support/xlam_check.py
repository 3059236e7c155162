"""生成的 .xlam 是否自相一致、有没有不该有的东西；读文件用 olefile 和 oletools，与写它的代码无关。"""

import importlib
import io
import re
import struct
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

_KINDS = {0x0021: "Module", 0x0022: "Document"}
_PROCEDURE = re.compile(
    r"^(?:(Public|Private) )?(Sub|Function) (\w+)\(([^\n]*)\)(?: As \w+)?$(.*?)^End \2$",
    re.S | re.M,
)
_REFERENCES = {"OLE Automation", "Microsoft Office 16.0 Object Library"}
_ENVIRONMENT = {"APPDATA", "HOME"}
# 用户的工作簿只许被问到这几样：有没有、叫什么、交给 Python 的就是它。
_ACTIVE_WORKBOOK = (
    "If ActiveWorkbook Is Nothing Then",
    "If PerfxlIsProtectedView() Or ActiveWorkbook Is Nothing Then",
    # 撤销时要回到的那一个，只拿来比名字。
    "pressedIn = ActiveWorkbook.FullName\r\n",
    "ElseIf ActiveWorkbook Is Nothing Then",
    "If registered Or ActiveWorkbook Is Nothing Then",
    '"run", Array(verb, argument), ActiveWorkbook))\r\n',
    "vbLf & ActiveWorkbook.Name & vbLf",
    # 加载项自己的工作表，放着中文。
    "PerfxlText = ThisWorkbook.Worksheets(1).Cells(row, 1).Value",
)
# 功能区叫的过程，各带什么参数。
_CALLBACKS = {
    "onAction": "control As IRibbonControl",
    "onLoad": "ribbon As IRibbonUI",
    "getLabel": "control As IRibbonControl, ByRef label",
}
_FORBIDDEN = (
    "xlwings.pro",
    "xlwings.reports",
    "cmd.exe",
    "ADD_WORKBOOK_TO_PYTHONPATH",
    "prepare_sys_path",
    "PYTHONPATH",
    "Shell",
    ".Exec",
    ".Eval",
    "SetAttr",
    "Kill",
    "Workbook_Open",
    "Auto_Open",
    "CreateObject",
    "GetObject",
    "ChDir",
    "CurDir",
    "Err.Description",
    "ThisWorkbook.Path",
    "ThisWorkbook.FullName",
    ".conf",
)


@dataclass(frozen=True)
class Procedure:
    """一个过程：``arguments`` 是括号里的原文。"""

    module: str
    scope: str
    kind: str
    name: str
    arguments: str
    body: str


@dataclass
class Xlam:
    """读出来的加载项；``faults`` 是结构上的毛病。"""

    sources: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    references: list[str] = field(default_factory=list)
    ribbons: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def procedures(self) -> dict[str, Procedure]:
        """各过程，以“模块.过程”为键。"""
        found = {}
        for module, source in self.sources.items():
            for scope, kind, name, arguments, body in _PROCEDURE.findall(_lf(source)):
                each = Procedure(module, scope or "Public", kind, name, arguments, body)
                found[f"{module}.{name}"] = each
        return found


def olevba() -> Any:
    """oletools 的 olevba；它导入时用了 pyparsing 将废的名字，只在这一处不算错。"""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return importlib.import_module("oletools.olevba")


def read_xlam(path: Path) -> Xlam:
    """读 VBA 工程和功能区；各处说法不一的记在 ``faults``。"""
    olefile: Any = importlib.import_module("olefile")
    read = Xlam()
    with zipfile.ZipFile(path) as package:
        if package.testzip() is not None:
            read.faults.append("zip 有坏块")
        project = olefile.OleFileIO(io.BytesIO(package.read("xl/vbaProject.bin")))
        for relation in ElementTree.fromstring(package.read("_rels/.rels")):
            if relation.get("Type", "").endswith("/relationships/ui/extensibility"):
                part = relation.get("Target", "")
                read.ribbons[part] = package.read(part).decode("utf-8")
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/")]
        code_names = {
            name
            for sheet in [*sheets, "xl/workbook.xml"]
            for name in re.findall(r'codeName="(\w+)"', package.read(sheet).decode("utf-8"))
        }
    with project:
        _read_project(project, read)
    documents = {name for name, kind in read.kinds.items() if kind == "Document"}
    if documents != code_names:
        read.faults.append(f"文档模块 {documents} 与 codeName {code_names} 不同")
    return read


def _read_project(project: Any, read: Xlam) -> None:
    directory = _unpacked(project.openstream("VBA/dir").read())
    records = list(_records(directory))
    codepage = next(struct.unpack("<H", data)[0] for kind, data in records if kind == 0x0003)
    count = next(struct.unpack("<H", data)[0] for kind, data in records if kind == 0x000F)
    read.references += [
        data[4:].decode("latin1").rstrip("\0").split("#")[-1]
        for kind, data in records
        if kind == 0x000D
    ]
    modules = _modules(records)
    if count != len(modules) or not any(kind == 0x0010 for kind, _ in records):
        read.faults.append("dir 的模块数不对或没有结尾")
    streams = {entry[1] for entry in project.listdir() if entry[0] == "VBA"}
    if streams - {"dir", "_VBA_PROJECT"} != {module["stream"] for module in modules}:
        read.faults.append("VBA 文件夹里的流与 dir 不同")
    for module in modules:
        name = module["name"]
        packed = project.openstream(["VBA", module["stream"]]).read()[module["offset"] :]
        source = _unpacked(packed).decode(f"cp{codepage}")
        read.sources[name], read.kinds[name] = source, module["kind"]
        if module["name"] != module["wide_name"] or module["stream"] != module["wide_stream"]:
            read.faults.append(f"{name}：两种编码的名字不同")
        if f'Attribute VB_Name = "{name}"' not in source:
            read.faults.append(f"{name}：VB_Name 不同")
    text = project.openstream("PROJECT").read().decode(f"cp{codepage}")
    listed = {
        name: kind for kind, name in re.findall(r"^(Document|Module|Class)=([^/\r\n]+)", text, re.M)
    }
    if listed != read.kinds:
        read.faults.append(f"PROJECT 与 dir 不同：{listed}")
    if _names(project.openstream("PROJECTwm").read()) != [(each, each) for each in read.sources]:
        read.faults.append("PROJECTwm 与 dir 不同")


def _unpacked(packed: bytes) -> bytes:
    return bytes(olevba().decompress_stream(bytearray(packed)))


def _records(directory: bytes) -> Iterator[tuple[int, bytes]]:
    """[MS-OVBA] 2.3.4.2 的记录。"""
    place = 0
    while place + 6 <= len(directory):
        kind, size = struct.unpack_from("<HI", directory, place)
        # PROJECTVERSION 写的长度是 4，实有 6 字节。
        size = 6 if kind == 0x0009 else size
        yield kind, directory[place + 6 : place + 6 + size]
        place += 6 + size


def _modules(records: list[tuple[int, bytes]]) -> list[dict[str, Any]]:
    modules: list[dict[str, Any]] = []
    for kind, data in records:
        if kind == 0x0019:
            modules.append({"name": data.decode("latin1")})
        elif not modules:
            continue
        elif kind == 0x0047:
            modules[-1]["wide_name"] = data.decode("utf-16le")
        elif kind == 0x001A:
            modules[-1]["stream"] = data.decode("latin1")
        elif kind == 0x0032:
            modules[-1]["wide_stream"] = data.decode("utf-16le")
        elif kind == 0x0031:
            modules[-1]["offset"] = struct.unpack("<I", data)[0]
        elif kind in _KINDS:
            modules[-1]["kind"] = _KINDS[kind]
    return modules


def _names(raw: bytes) -> list[tuple[str, str]]:
    names, place = [], 0
    while place < len(raw) - 2:
        end = raw.index(b"\0", place)
        narrow, place = raw[place:end].decode("latin1"), end + 1
        end = place
        while raw[end : end + 2] != b"\0\0":
            end += 2
        names.append((narrow, raw[place:end].decode("utf-16le")))
        place = end + 2
    return names


def problems(read: Xlam) -> list[str]:
    """全部毛病；没有时为空。"""
    return [*read.faults, *_text_problems(read), *_trust_problems(read), *_ribbon_problems(read)]


def _text_problems(read: Xlam) -> Iterator[str]:
    if set(read.references) != _REFERENCES:
        yield f"引用不对：{read.references}"
    for name, source in read.sources.items():
        if not source.isascii():
            yield f"{name}：有 ASCII 以外的字"
        if re.search(r"(?<!\r)\n|\r(?!\n)", source):
            yield f"{name}：有不是 CRLF 的换行"
        if max(map(len, source.split("\r\n"))) > 1000:
            yield f"{name}：有太长的行"
        if read.kinds[name] == "Module" and "Option Explicit" not in source:
            yield f"{name}：没有 Option Explicit"


def _trust_problems(read: Xlam) -> Iterator[str]:
    """打开的工作簿不能左右用哪个 Python、运行什么。"""
    for name, source in read.sources.items():
        code = re.sub(r"(?m)^\s*'.*$", "", source)
        for text in _FORBIDDEN:
            if text.casefold() in code.casefold():
                yield f"{name}：不该有 {text}"
        for variable in re.findall(r"Environ\$?\(\s*([^)]*)\)", code):
            if variable.strip('"') not in _ENVIRONMENT:
                yield f"{name}：不该读环境变量 {variable}"
        for use in _ACTIVE_WORKBOOK:
            code = code.replace(use, "")
        if re.search("ActiveWorkbook|ActiveSheet|Worksheets|Sheets", code, re.I):
            yield f"{name}：向用户的工作簿要了别的东西"
    calls = [each for each in read.procedures().values() if ", ActiveWorkbook" in each.body]
    if [each.kind for each in calls] != ["Sub"]:
        yield "运行命令的过程应只有一个，而且是公式里调不到的 Sub"
    elif "    PerfxlCheckCommand verb, argument\n" not in calls[0].body:
        yield "运行的命令没有经过 PerfxlCheckCommand"


def _ribbon_problems(read: Xlam) -> Iterator[str]:
    procedures = read.procedures()
    for part, text in read.ribbons.items():
        elements = list(ElementTree.fromstring(text.encode("utf-8")).iter())
        identifiers = [each.get("id") for each in elements if each.get("id")]
        if len(identifiers) != len(set(identifiers)):
            yield f"{part}：id 有重复"
        for element in elements:
            for name, value in element.attrib.items():
                if not name.startswith(("on", "get")):
                    continue
                procedure = procedures.get(value)
                arguments = _CALLBACKS.get(name)
                if procedure is None or arguments is None:
                    yield f"{part}：{element.get('id')} 的 {name}={value} 没有对应的过程"
                elif (procedure.scope, procedure.kind, procedure.arguments) != (
                    "Public",
                    "Sub",
                    arguments,
                ):
                    yield f"{part}：{value} 的写法不对"


def _lf(source: str) -> str:
    return source.replace("\r\n", "\n")
