"""Excel 自己的接口里命令用到的几样，照样做在 UNO 的对象上。

没有写的名字，都是 UNO 的：测试里的 ``sheet.api.protect("")`` 照旧。
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from calc.areas import Area
from calc.bridge import TranslatedErrors, properties, struct, url

if TYPE_CHECKING:
    from calc.apps import App
    from calc.sheets import Sheet

_FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".ods": "calc8",
}

_FITTED = {"FitToPagesWide": "ScaleToPagesX", "FitToPagesTall": "ScaleToPagesY"}
_PAGE_SETTINGS = (*_FITTED, "Orientation", "PaperSize", "PrintTitleRows", "Zoom")


class AppFace:
    """UNO 的桌面，加上 Excel 的问话。"""

    def __init__(self, app: App) -> None:
        self._app = app

    def GetOpenFilename(self, *given: Any) -> str | bool:  # noqa: N802
        return self._answer(given[2])

    def InputBox(self, *given: Any) -> str | bool:  # noqa: N802
        assert len(given) == 8
        return self._answer(given[0])

    @property
    def PrintCommunication(self) -> bool:  # noqa: N802
        return self._app.held_pages is None

    @PrintCommunication.setter
    def PrintCommunication(self, value: bool) -> None:  # noqa: N802
        """关着时页面设置攒着，打开时一次交。"""
        held, self._app.held_pages = self._app.held_pages, None if value else []
        for page in held or ():
            page.apply()

    def _answer(self, question: str) -> str | bool:
        self._app.questions.append(question)
        return self._app.answers.pop(0)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._app.office.desktop, name)


class BookFace:
    """UNO 的文档，加上 ``SaveCopyAs``：命令经它另存快照。"""

    def __init__(self, document: Any) -> None:
        self._document = document

    def SaveCopyAs(self, path: str) -> None:  # noqa: N802  Excel 的名字
        filter_name = _FILTERS.get(Path(path).suffix.lower(), _FILTERS[".xlsx"])
        with TranslatedErrors():
            self._document.storeToURL(url(path), properties(FilterName=filter_name))

    @property
    def MultiUserEditing(self) -> bool:  # noqa: N802
        return False

    @property
    def ProtectStructure(self) -> bool:  # noqa: N802
        return bool(self._document.isProtected())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._document, name)


class SheetFace:
    """UNO 的工作表，加上筛选和页面设置。"""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @property
    def AutoFilterMode(self) -> bool:  # noqa: N802
        return any(each.AutoFilter for each in self._filters())

    @AutoFilterMode.setter
    def AutoFilterMode(self, value: bool) -> None:  # noqa: N802
        """Excel 的只能关：筛掉的行露出来。"""
        assert value is False
        ranges = self._sheet.book.document.DatabaseRanges
        for each in self._filters():
            each.AutoFilter = False
            ranges.removeByName(each.Name)
        self._sheet.xs.Rows.IsVisible = True

    @property
    def ProtectContents(self) -> bool:  # noqa: N802
        return bool(self._sheet.xs.isProtected())

    @property
    def ProtectDrawingObjects(self) -> bool:  # noqa: N802
        return bool(self._sheet.xs.isProtected())

    def Range(self, address: str) -> FilteredRange:  # noqa: N802
        return FilteredRange(self._sheet, address)

    @property
    def PageSetup(self) -> PageSetup:  # noqa: N802
        return PageSetup(self._sheet)

    def filtered_areas(self) -> list[Area]:
        """开着筛选的各块。"""
        return [Area.of(each.DataArea) for each in self._filters() if each.AutoFilter]

    def _filters(self) -> list[Any]:
        ranges = self._sheet.book.document.DatabaseRanges
        every = [ranges.getByName(name) for name in ranges.ElementNames]
        own = self._sheet.index - 1
        return [each for each in every if each.DataArea.Sheet == own]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sheet.xs, name)


class FilteredRange:
    """一块区域，只会打开筛选。"""

    def __init__(self, sheet: Sheet, address: str) -> None:
        self._sheet, self._address = sheet, address

    def AutoFilter(self) -> None:  # noqa: N802
        ranges = self._sheet.book.document.DatabaseRanges
        name = f"筛选{self._sheet.index}"
        if ranges.hasByName(name):
            ranges.removeByName(name)
        area = self._sheet.xs.getCellRangeByName(self._address).RangeAddress
        ranges.addNewByName(name, area)
        ranges.getByName(name).AutoFilter = True


class PageSetup:
    """页面设置：Excel 的各项设到 Calc 的页样式上；每张表一个页样式。"""

    def __init__(self, sheet: Sheet) -> None:
        vars(self).update(_sheet=sheet, _wanted={})

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in _PAGE_SETTINGS:
            raise AttributeError(name)
        self._wanted[name] = value
        held = self._sheet.book.app.held_pages
        if held is None:
            self.apply()
        elif self not in held:
            held.append(self)

    def apply(self) -> None:
        """攒着的各项设上去。"""
        wanted = dict(self._wanted)
        self._wanted.clear()
        xs, own = self._sheet.xs, self._sheet.index - 1
        style = self._style()
        changed: dict[str, Any] = {
            place: int(wanted[name]) for name, place in _FITTED.items() if name in wanted
        }
        if "Orientation" in wanted or "PaperSize" in wanted:
            sides = (21000, 29700) if "PaperSize" in wanted else sorted((style.Width, style.Height))
            lies = wanted["Orientation"] == 2 if "Orientation" in wanted else style.IsLandscape
            changed["Width"], changed["Height"] = sorted(sides, reverse=lies)
            changed["IsLandscape"] = lies
        style.setPropertyValues(tuple(changed), tuple(changed.values()))
        if "PrintTitleRows" in wanted:
            first, last = (int(each.strip("$")) - 1 for each in wanted["PrintTitleRows"].split(":"))
            xs.setTitleRows(struct("table.CellRangeAddress", own, 0, first, 0, last))
        if xs.PageStyle != style.Name:
            xs.PageStyle = style.Name  # 最后才用到表上：用着的样式每改一样，整张表重新分页

    def _style(self) -> Any:
        """这张表自己的页样式，没有的新建，还没有用到表上。"""
        document = self._sheet.book.document
        styles = document.StyleFamilies.getByName("PageStyles")
        name = f"页{self._sheet.name}"
        if not styles.hasByName(name):
            styles.insertByName(name, document.createInstance("com.sun.star.style.PageStyle"))
        return styles.getByName(name)


class FreezePanes:
    """冻结窗格；只会冻结开头几行。没有窗口的 Calc 冻不住，记在 ``Book.frozen`` 里给测试看。"""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def freeze_at(self, rows: Any) -> None:
        address = rows if isinstance(rows, str) else rows.address
        rows_above = int(address.replace("$", "").partition(":")[2])
        self._sheet.book.document.CurrentController.freezeAtPosition(0, rows_above)
        self._sheet.book.frozen[self._sheet.name] = rows_above
