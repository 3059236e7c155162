"""得不出要的表。"""


class NotDerivableError(Exception):
    """给的表得不出要的表；``str()`` 是给用户看的中文。"""
