"""WPS 的 ``Application``，照公开的文档（与 VBA 的相近），背后是开着的 Calc：窗格里的脚本在真的格上写、标、选。

``Desk.answered`` 收网页里替身的一问（读一项、写一项、叫一样），给出 JSON；里面的东西只给编号，用到时凭它再问。
"""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import xlwings as xw

_BY_FORMULA = 2
_EPOCH_ORDINAL = 693594


class Desk:
    """交出去过的东西，和它们的编号；0 号是 ``Application``。"""

    def __init__(self, application: "Application") -> None:
        self._given: list[Any] = [application]
        # 各问，连同写进去的、交上来的：测试数得出做了几次。
        self.calls: list[tuple[str, list[Any]]] = []

    def answered(self, text: str) -> str:
        """一问一答；做不成的给出 ``error``，同 WPS 抛的异常。"""
        asked = json.loads(text)
        thing, name = self._given[asked["thing"]], asked["name"]
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return json.dumps(self._done(thing, name, asked), ensure_ascii=True)
        except Exception as error:  # noqa: BLE001  Calc、xlwings 抛的各不相同，在 WPS 里都是一个异常
            return json.dumps({"error": f"{type(error).__name__}: {error}"})

    def _done(self, thing: Any, name: str, asked: dict[str, Any]) -> dict[str, Any]:
        if "value" in asked:
            self.calls.append((name, [asked["value"]]))
            setattr(thing, name, asked["value"])
            return {}
        found = getattr(thing, name)
        if callable(found) and "given" not in asked:
            return {"is_method": True}
        if "given" in asked:
            self.calls.append((name, asked["given"]))
            found = found(*map(self._local, asked["given"]))
        if found is None or isinstance(found, str | bool | int | float):
            return {"value": found}
        self._given.append(found)
        return {"thing": len(self._given) - 1}

    def _local(self, given: Any) -> Any:
        """交上来的：编号换回那个东西。"""
        return self._given[given["thing"]] if isinstance(given, dict) else given


class Application:
    """``folder`` 当作临时文件夹。"""

    def __init__(self, app: "xw.App", folder: Path) -> None:
        self._app = app
        self.Env = Env(folder)
        self.FileSystem = FileSystem()
        self.Workbooks = Workbooks(app)
        self.ScreenUpdating = self.DisplayAlerts = True

    @property
    def ActiveWorkbook(self) -> "Workbook | None":  # noqa: N802
        return Workbook(self._app.books.active) if len(self._app.books) else None


class Env:
    """环境。"""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def GetTempPath(self) -> str:  # noqa: N802
        return str(self._folder)


class FileSystem:
    """文件：一个字就是一个字节。"""

    def readAsBinaryString(self, path: str) -> str:  # noqa: N802
        return Path(path).read_bytes().decode("latin-1")

    def writeAsBinaryString(self, path: str, content: str) -> bool:  # noqa: N802
        Path(path).write_bytes(content.encode("latin-1"))
        return True

    def Exists(self, path: str) -> bool:  # noqa: N802
        return Path(path).exists()

    def Remove(self, path: str) -> bool:  # noqa: N802
        Path(path).unlink()
        return True


class Workbooks:
    """开着的各个工作簿。"""

    def __init__(self, app: "xw.App") -> None:
        self._app = app

    def Open(self, path: str) -> "Workbook":  # noqa: N802
        return Workbook(self._app.books.open(path))


class Workbook:
    """一个工作簿。"""

    def __init__(self, book: "xw.Book") -> None:
        self._book = book
        self.Name = book.name
        self.FullName = book.fullname
        self.Path = str(Path(book.fullname).parent)
        self.Worksheets = Worksheets(book)

    @property
    def ActiveSheet(self) -> "Worksheet":  # noqa: N802
        return Worksheet(self._book.sheets.active)

    def Activate(self) -> None:  # noqa: N802
        self._book.activate()

    def SaveCopyAs(self, path: str) -> None:  # noqa: N802
        self._book.api.SaveCopyAs(path)


class Worksheets:
    """各张工作表。"""

    def __init__(self, book: "xw.Book") -> None:
        self._book = book

    @property
    def Count(self) -> int:  # noqa: N802
        return len(self._book.sheets)

    def Item(self, which: str | int) -> "Worksheet":  # noqa: N802
        return Worksheet(self._book.sheets[which - 1 if isinstance(which, int) else which])

    def Add(self, before: None, after: "Worksheet") -> "Worksheet":  # noqa: N802
        assert before is None
        return Worksheet(self._book.sheets.add(after=after.sheet))


class Worksheet:
    """一张工作表。"""

    def __init__(self, sheet: "xw.Sheet") -> None:
        self.sheet = sheet

    @property
    def Name(self) -> str:  # noqa: N802
        return str(self.sheet.name)

    @Name.setter
    def Name(self, name: str) -> None:  # noqa: N802
        self.sheet.name = name

    @property
    def Cells(self) -> "Range":  # noqa: N802
        return Range(self.sheet.cells)

    def Range(self, address: str) -> "Range":  # noqa: N802
        return Range(self.sheet.range(address))

    def Activate(self) -> None:  # noqa: N802
        self.sheet.activate()

    def Delete(self) -> None:  # noqa: N802
        self.sheet.delete()


class Range:
    """一块格。"""

    def __init__(self, area: "xw.Range") -> None:
        self._area = area

    @property
    def Value2(self) -> Any:  # noqa: N802
        value = self._area.raw_value
        if hasattr(value, "toordinal"):
            seconds = value.hour * 3600 + value.minute * 60 + value.second
            return value.toordinal() - _EPOCH_ORDINAL + seconds / 86400
        return str(value.text) if hasattr(value, "text") else value

    @Value2.setter
    def Value2(self, value: Any) -> None:  # noqa: N802
        self._area.raw_value = value

    @property
    def HasFormula(self) -> bool:  # noqa: N802
        formula = self._area.formula
        return str(formula).startswith("=") and formula != self._area.raw_value

    @property
    def Formula(self) -> str:  # noqa: N802
        return str(self._area.formula)

    @Formula.setter
    def Formula(self, formula: str) -> None:  # noqa: N802
        self._area.formula = formula

    @property
    def NumberFormat(self) -> str | None:  # noqa: N802
        return self._area.number_format

    @property
    def Comment(self) -> "Comment | None":  # noqa: N802
        note = self._area.note
        return None if note is None else Comment(note)

    @property
    def FormatConditions(self) -> "FormatConditions":  # noqa: N802
        return FormatConditions(self._area)

    @property
    def ColumnWidth(self) -> float:  # noqa: N802
        return float(self._area.column_width)

    @ColumnWidth.setter
    def ColumnWidth(self, width: float) -> None:  # noqa: N802
        self._area.column_width = width

    @property
    def EntireColumn(self) -> "EntireColumn":  # noqa: N802
        return EntireColumn(self._area)

    @property
    def Font(self) -> "Font":  # noqa: N802
        return Font(self._area)

    def Select(self) -> None:  # noqa: N802
        self._area.select()

    def AddComment(self, text: str) -> "Comment":  # noqa: N802
        return Comment(self._area.impl.add_note(text))


class EntireColumn:
    """几整栏。"""

    def __init__(self, area: "xw.Range") -> None:
        self._area = area

    @property
    def Hidden(self) -> bool:  # noqa: N802
        return bool(self._area.columns.hidden)

    @Hidden.setter
    def Hidden(self, hidden: bool) -> None:  # noqa: N802
        self._area.columns.hidden = hidden


class Font:
    """字体。"""

    def __init__(self, area: "xw.Range") -> None:
        self._area = area

    @property
    def Bold(self) -> bool:  # noqa: N802
        return bool(self._area.font.bold)

    @Bold.setter
    def Bold(self, bold: bool) -> None:  # noqa: N802
        self._area.font.bold = bold


class Comment:
    """一格的批注。"""

    def __init__(self, note: Any) -> None:
        self._note = note

    def Text(self, text: str | None = None) -> str:  # noqa: N802
        if text is not None:
            self._note.text = text
        return str(self._note.text)

    def Delete(self) -> None:  # noqa: N802
        self._note.delete()


class FormatConditions:
    """一块格上的条件格式，从 1 数起。"""

    def __init__(self, area: "xw.Range") -> None:
        self._area = area

    @property
    def Count(self) -> int:  # noqa: N802
        return len(self._area.conditional_formats)

    def Item(self, place: int) -> "FormatCondition":  # noqa: N802
        return FormatCondition(self._area.conditional_formats[place - 1])

    def Add(self, kind: int, _operator: object, formula: str) -> "NewCondition":  # noqa: N802
        assert kind == _BY_FORMULA
        return NewCondition(self._area, formula)


class FormatCondition:
    """一条条件格式。"""

    def __init__(self, rule: Any) -> None:
        self._rule = rule

    @property
    def Type(self) -> int:  # noqa: N802
        return _BY_FORMULA if self._rule.type == "custom" else 1

    @property
    def Formula1(self) -> str:  # noqa: N802
        return str(self._rule.formula or "")

    def Delete(self) -> None:  # noqa: N802
        self._rule.delete()


class NewCondition:
    """刚加的一条：Calc 要连颜色一起加，定了颜色才真的加上；后加的本来就在上面。"""

    def __init__(self, area: "xw.Range", formula: str) -> None:
        self.Interior = Interior(area, formula)

    def SetFirstPriority(self) -> None:  # noqa: N802
        """后加的已经在上面。"""


class Interior:
    """底色。"""

    def __init__(self, area: "xw.Range", formula: str) -> None:
        self._area, self._formula = area, formula

    @property
    def Color(self) -> int:  # noqa: N802
        raise AttributeError("Color")

    @Color.setter
    def Color(self, bgr: int) -> None:  # noqa: N802
        colour = f"#{bgr & 255:02X}{bgr >> 8 & 255:02X}{bgr >> 16:02X}"
        self._area.conditional_formats.add_custom(self._formula, fill_color=colour)
