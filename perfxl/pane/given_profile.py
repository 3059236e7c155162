"""要求里的口径：叫得出名字的，或者拖进来的一份 .yaml；.yaml 是不是口径看它的内容。"""

from pathlib import Path

from perfxl.contract.pane import AnswerJson, GivenTextJson, OwnProfileJson, RequestJson
from perfxl.hosts.temporary_files import temporary_folder
from perfxl.many_files.acceptance_lists import ACCEPTANCE_LIST
from perfxl.model.errors import PerfxlError
from perfxl.pane.own_names import own_name, without_folder
from perfxl.standards.own_profiles import known_profile
from perfxl.standards.profile import (
    Profile,
    ProfileError,
    SettingsFile,
    load_profile,
    profile_names,
    settings_file,
)


def chosen_profile(request: RequestJson) -> Profile | None:
    """要求里的口径；没有写的为 ``None``，没有这个的、写错了的抛 ``PerfxlError``。"""
    if request.own_profile is not None:
        return _given_profile(request.own_profile)
    if not request.profile:
        return None
    known = known_profile(request.profile)
    if known is None:
        raise PerfxlError(f"没有口径“{request.profile}”；有：{'、'.join(profile_names())}。")
    return known


def _given_profile(given: GivenTextJson) -> Profile:
    """照 ``perfxl check --profile`` 读；写错了的说同样的话。"""
    with temporary_folder() as folder:
        path = _written(folder, given)
        try:
            return load_profile(str(path))
        except ProfileError as error:
            raise ProfileError(without_folder(folder, str(error))) from error


def recognised(request: RequestJson) -> AnswerJson:
    """收到的一份 .yaml 是不是口径；是口径而写错了的、看不懂的抛 ``PerfxlError``。"""
    given = request.own_profile
    if given is None:
        raise PerfxlError("没有收到口径。")
    with temporary_folder() as folder:
        path = _written(folder, given)
        try:
            kind = settings_file(path)
        except ProfileError as error:
            raise ProfileError(without_folder(folder, str(error))) from error
    if kind is SettingsFile.PROFILE:
        found = OwnProfileJson(name=_given_profile(given).name, why="")
    else:
        found = OwnProfileJson(name="", why=_WHY[kind].format(given.name))
    return AnswerJson(command=request.command, own_profile=found)


def _written(folder: Path, given: GivenTextJson) -> Path:
    path = folder / own_name(given.name, "口径.yaml")
    path.write_text(given.text, "utf-8")
    return path


_WHY = {
    SettingsFile.ACCEPTANCES: (
        f"“{{}}”没有用：认可清单的名字要是“{ACCEPTANCE_LIST}”，一字不差；请改了名再拖。"
    ),
    SettingsFile.OTHER: (
        "“{}”不是口径，也不是认可清单，没有收：口径写着 extends、weights 一类的项，"
        f"认可清单是用“-”列出的几行，名字是“{ACCEPTANCE_LIST}”。"
    ),
}
