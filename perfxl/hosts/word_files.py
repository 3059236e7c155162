"""Word 文档：照 .docx 的模板填好，写成新文件。模板里是 ``{{名称}}``、``{%p for … %}`` 一类的占位。"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from perfxl.grammar.visible_text import visible_text
from perfxl.hosts.editor.zip_parts import DAMAGED
from perfxl.hosts.outputs import Output
from perfxl.hosts.source_file import template_bytes
from perfxl.hosts.whole_file import written_whole
from perfxl.plans.template import TemplateError

# 意见书的模板最大几 KB；解压以后最大几个字节。
_LARGEST, _LARGEST_UNPACKED = 20_000, 100_000_000
# 文档属性里的一项最多这么多字。
_LONGEST_TITLE = 255
# docxtpl 找占位的正则，最坏时每个大括号都把部件从头看一遍：一个部件的字节数乘大括号的个数，至多这么多。
_MOST_SEARCHED = 300_000_000


class WordTemplate:
    """读好的一份 .docx 模板，可以照它写许多份；打不开的抛 ``TemplateError``。"""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._content = template_bytes(path, "模板", _LARGEST)
        self._refuse_bombs()

    def write(self, content: Mapping[str, Any], target: Path | Output, title: str = "") -> None:
        """填好 ``content`` 写成 ``target``，文档属性里的标题是 ``title``。

        模板写错的抛 ``TemplateError``，写不成抛 ``NotWritableError``。
        """
        filled = self.filled(content, title)
        with written_whole(target, sources=[self.path]) as temporary:
            temporary.write_bytes(filled)

    def filled(self, content: Mapping[str, Any], title: str = "") -> bytes:
        """填好的文档；模板写错的抛 ``TemplateError``。"""
        # 载入要一会儿，用到才载入。
        from docxtpl import DocxTemplate
        from jinja2 import StrictUndefined
        from jinja2 import TemplateError as JinjaError

        from perfxl.plans.template_language import DocumentLanguage
        from perfxl.plans.template_work import TooMuchError, shared_work

        made, facts = BytesIO(), _written(content)
        try:
            document = DocxTemplate(BytesIO(self._content))
            language = DocumentLanguage(undefined=StrictUndefined, autoescape=True)
            with shared_work(language.new_work()):
                document.render(facts, jinja_env=language)
            document.core_properties.title = visible_text(title)[:_LONGEST_TITLE]
            document.save(made)
        except TooMuchError as error:
            raise TemplateError(f"模板“{self.path.name}”里的式子算不成（{error}）。") from error
        except JinjaError as error:
            raise TemplateError(self._fault(error.message or "")) from error
        except Exception as error:  # python-docx 读坏了的文件、算不成的式子，抛什么没有约定
            raise TemplateError(self._unusable()) from error
        return made.getvalue()

    def _refuse_bombs(self) -> None:
        """解压前看大小，解压后看占位：会占满内存、找不完的不读。"""
        try:
            with ZipFile(BytesIO(self._content)) as package:
                if sum(info.file_size for info in package.infolist()) > _LARGEST_UNPACKED:
                    raise TemplateError(
                        f"模板“{self.path.name}”解压以后大过 100 MB，不像是意见书的模板，没有读。"
                    )
                for info in package.infolist():
                    if info.filename.lower().endswith(".xml"):
                        self._refuse_unsearchable(package.read(info))
        except DAMAGED as error:
            raise TemplateError(self._unusable()) from error

    def _refuse_unsearchable(self, part: bytes) -> None:
        if len(part) * (part.count(b"{") + part.count(b"}")) > _MOST_SEARCHED:
            raise TemplateError(
                f"模板“{self.path.name}”里的大括号太多，不像是意见书的模板，没有读。"
            )

    def _unusable(self) -> str:
        return (
            f"“{self.path.name}”不是能用的 Word 模板（.docx），或其中有算不成的式子；"
            "请用 perfxl template new 审核意见 取一份来改。"
        )

    def _fault(self, said: str) -> str:
        import re

        found = re.search(r"'([^']+)' is undefined|no attribute '([^']+)'", said)
        what = f"“{found[1] or found[2]}”不认得" if found else f"写得不通（{said}）"
        return (
            f"模板“{self.path.name}”里{what}；大括号、{{% %}} 要成对，"
            "请对照 perfxl template new 审核意见 取来的那一份改正。"
        )


def _written(value: Any) -> Any:
    """写得进文档的：控制字符换成看得见的，组里的也一样。"""
    if isinstance(value, str):
        return visible_text(value)
    if isinstance(value, Mapping):
        return {name: _written(each) for name, each in value.items()}
    if isinstance(value, Sequence):
        return [_written(each) for each in value]
    return value
