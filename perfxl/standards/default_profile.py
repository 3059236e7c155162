"""不写口径时用的那一份。"""

DEFAULT_PROFILE = "黔南州"
