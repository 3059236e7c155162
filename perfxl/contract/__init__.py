"""对外 JSON 的形状：``perfxl.document/1``、``perfxl.findings/1``、``perfxl.scores/1``。

数写成普通 JSON 数；文字缺失写 ``""``，数缺失写 ``null``。键只可增加，不改名、不去掉。
"""
