"""把一份口径文件加进这个用户自己的文件夹，以后凭名字用。"""

import re
from pathlib import Path

from perfxl.hosts.outputs import Outputs
from perfxl.hosts.whole_file import copy_whole
from perfxl.rules.engine.running import refuse_unknown_rules
from perfxl.standards.own_profiles import profile_folder
from perfxl.standards.profile import Profile, ProfileError, load_profile, profile_names

# 名字要写进文件名、工作簿的名称和公式里。
_PLAIN = re.compile(r"[^\\/:*?\"<>|'=\x00-\x1f.\s][^\\/:*?\"<>|'=\x00-\x1f]{0,39}(?<![.\s])")


def add_profile(path: Path) -> Profile:
    """看过没有错再加；先前加过同名的换成这一份。有误、不能用的名字抛 ``ProfileError``。"""
    profile = load_profile(str(path))
    refuse_unknown_rules(profile.rules.named, f"口径文件“{path}”")
    if profile.name in profile_names():
        raise ProfileError(
            f"口径文件“{path.name}”的 name 是“{profile.name}”，与随程序带的同名；请在文件里换一个名字再选。"
        )
    if _PLAIN.fullmatch(profile.name) is None:
        raise ProfileError(
            f"口径文件“{path.name}”的 name 是“{profile.name}”，不能作名字："
            "要在 40 字以内，不带 \\ / : * ? \" < > | ' = 和换行；请改了再选。"
        )
    target = profile_folder() / f"{profile.name}.yaml"
    outputs = Outputs([path], replace=True)
    if not outputs.is_input(target):
        copy_whole(path, outputs.named(target))
    return profile
