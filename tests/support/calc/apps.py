"""应用：一个 LibreOffice 进程当作一个 Excel。"""

from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from calc.books import Book, Books
from calc.excel_faces import AppFace
from calc.office import Office
from calc.ranges import Range

Alert = tuple[str, str | None, str, str | None]


class Apps(base_classes.Apps):
    """由本引擎启动、还没有退出的应用。"""

    def __init__(self, engine: Any) -> None:
        self.engine = engine
        self._apps: list[App] = []

    def keys(self) -> list[int]:
        return [app.pid for app in self._apps]

    def add(
        self, spec: Any = None, add_book: Any = None, xl: Any = None, visible: Any = None
    ) -> "App":
        app = App(self)
        self._apps.append(app)
        if add_book:
            app.books.add()
        return app

    def remove(self, app: "App") -> None:
        """应用退出了。"""
        self._apps.remove(app)

    def __iter__(self) -> "Iterator[App]":
        return iter(list(self._apps))

    def __len__(self) -> int:
        return len(self._apps)

    def __getitem__(self, pid: int) -> "App":
        return next(app for app in self._apps if app.pid == pid)


class App(base_classes.App):
    """除 xlwings 的接口外，测试可看 ``status_history``、``alerts``，可设 ``answer``。"""

    # 基类把这些定义成没有初值的属性，这里用普通属性盖住。
    engine: Any = None
    visible = False
    screen_updating = True
    display_alerts = True
    enable_events = True
    interactive = True
    version = "16.0"
    startup_path = ""
    books: Any = None

    def __init__(self, apps: Apps) -> None:
        self.engine = apps.engine
        self.office = Office()
        self.books = Books(self)
        self.answer = "ok"
        # 问话、选文件时依次给的回答，取消是 False；问过的话在 questions。
        self.answers: list[str | bool] = []
        self.questions: list[str] = []
        self.alerts: list[Alert] = []
        self.status_history: list[str | bool] = []
        # 攒着的页面设置；不攒时没有。
        self.held_pages: list[Any] | None = None
        self._apps = apps
        self._calculation = "automatic"

    @property
    def api(self) -> Any:
        return AppFace(self)

    @property
    def pid(self) -> int:
        return self.office.process.pid

    def start_again(self) -> None:
        """LibreOffice 倒了的，另起一个；原来开着的文档都没有了。"""
        self.office.kill()
        self.office = Office()

    @property
    def path(self) -> str:
        return "/usr/lib/libreoffice/program"

    @property
    def status_bar(self) -> str | bool:
        return self.status_history[-1] if self.status_history else False

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        self.status_history.append(value)

    @property
    def calculation(self) -> str:
        return self._calculation

    @calculation.setter
    def calculation(self, value: str) -> None:
        if value not in ("automatic", "manual", "semiautomatic"):
            raise KeyError(value)
        self._calculation = value
        for book in self.books:
            self.apply_calculation(book)

    def apply_calculation(self, book: Book) -> None:
        """把计算方式用到一个工作簿上。"""
        book.document.enableAutomaticCalculation(self._calculation != "manual")

    def calculate(self) -> None:
        for book in self.books:
            book.document.calculateAll()

    @property
    def selection(self) -> Range | None:
        return self.books.active.selection if len(self.books) else None

    def alert(
        self, prompt: str, title: str | None, buttons: str, mode: str | None, callback: object
    ) -> str:
        self.alerts.append((prompt, title, buttons, mode))
        return self.answer

    def activate(self, steal_focus: bool = False) -> None:
        """没有窗口，不用做什么。"""

    def quit(self) -> None:
        self.office.quit()
        self._apps.remove(self)

    def kill(self) -> None:
        self.office.kill()
        self._apps.remove(self)
