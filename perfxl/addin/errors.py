"""加载项生成不了：一句话说明缺什么、怎么办。"""

from perfxl.model.errors import PerfxlError


class AddinError(PerfxlError):
    """加载项生成不了；``str()`` 就是给用户看的那句中文。"""
