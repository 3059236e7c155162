"""给用户看的错误。"""


class PerfxlError(Exception):
    """用户能改的毛病：``str()`` 是一句中文，说明是哪个文件、哪一格、为什么、怎么办。"""
