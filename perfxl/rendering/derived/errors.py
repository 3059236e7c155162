"""得不出要的表。"""

from perfxl.model.errors import PerfxlError


class NotDerivableError(PerfxlError):
    """给的表得不出要的表；``str()`` 是给用户看的中文。"""
