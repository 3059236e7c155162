"""读不了的文件：一句话说明是哪个文件、为什么、怎么办。"""


class UnreadableFileError(Exception):
    """文件读不了；``str()`` 就是给用户看的那句中文。"""


class NotWritableError(Exception):
    """结果写不出；``str()`` 就是给用户看的那句中文。"""
