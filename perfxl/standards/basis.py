"""依据：一条规则或一个数出自哪份文件。"""

from dataclasses import dataclass
from datetime import date

from perfxl.standards.limits import NOTHING_ELSE

OWN_CONVENTION = "本项目约定"


@dataclass(frozen=True, slots=True)
class Basis:
    """一处依据。

    ``says`` 是我们对文件所说内容的转述。``article`` 只在亲自核对过原文后才填，核对日写在
    ``checked_on``；没有核对过原文的，两项都空着。我们自己的做法写 ``本项目约定``。
    """

    __pydantic_config__ = NOTHING_ELSE

    document: str
    says: str
    article: str = ""
    since: date | None = None
    checked_on: date | None = None

    @property
    def cited(self) -> str:
        """引用的写法：文件名（条款），内容。"""
        place = f"{self.document}{self.article}"
        return f"{place}：{self.says}"
