"""这个用户加进来的口径：放在他自己的文件夹里，一份一个 .yaml，文件名就是口径的名字。

工作簿里只写名字，不写路径：打开别人的文件，不会去读别处的文件。
"""

from pathlib import Path

from perfxl.standards.own_folder import own_folder
from perfxl.standards.profile import Profile, load_profile, profile_names

PROFILE_FOLDER = "口径"


def profile_folder() -> Path:
    """加进来的口径放在哪里；还没有加过的，没有这个文件夹。"""
    return own_folder() / PROFILE_FOLDER


def own_profiles() -> dict[str, Path]:
    """加进来的口径：名字 → 文件。与随程序带的同名的不算。"""
    try:
        found = sorted(profile_folder().glob("*.yaml"))
    except OSError:
        return {}
    return {path.stem: path for path in found if path.stem not in profile_names()}


def known_profile(name: str) -> Profile | None:
    """随程序带的、加进来的口径里叫这个名字的；没有为 ``None``，有误的抛 ``ProfileError``。"""
    if name in profile_names():
        return load_profile(name)
    path = own_profiles().get(name)
    if path is None:
        return None
    return load_profile(str(path))
