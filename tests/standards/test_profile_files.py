"""口径文件：写错了说清是哪一项、应该怎样；随带的几份都合规矩。"""

from decimal import Decimal
from pathlib import Path

import pytest

from perfxl.standards.profile import ProfileError, load_profile, profile_names

SOURCE = Path(__file__).parents[2] / "perfxl/standards/profiles/黔南州.yaml"


@pytest.mark.parametrize("name", profile_names())
def test_shipped_profiles_are_sound(name: str) -> None:
    profile = load_profile(name)
    assert sum(profile.weights.values(), profile.execution_weight) == profile.full_score
    assert all(basis.document and basis.says for basis in profile.basis)
    for present in ({"产出指标", "满意度指标"}, {"产出指标", "效益指标"}, set(profile.weights)):
        shares = profile.weights_for(present)
        if len(shares) < 2:
            continue
        assert sum(shares.values()) + profile.execution_weight == profile.full_score


def test_a_relative_path_is_the_file_of_the_folder_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """换了当前文件夹，同一个相对路径是另一份；文件改了，是改过的。"""
    for name, rule in (("甲县", "zero"), ("乙县", "pro_rata")):
        (tmp_path / name).mkdir()
        text = f"extends: 黔南州\nname: {name}\nequal_miss: {rule}\n"
        (tmp_path / name / "我县.yaml").write_text(text, "utf-8")
    found = []
    for name in ("甲县", "乙县", "甲县"):
        monkeypatch.chdir(tmp_path / name)
        found.append(load_profile("我县.yaml"))
    assert [each.name for each in found] == ["甲县", "乙县", "甲县"]
    assert found[0] is found[2]
    Path("我县.yaml").write_text("extends: 黔南州\nname: 甲县（改过）\n", "utf-8")
    assert load_profile("我县.yaml").name == "甲县（改过）"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("decimals: 2", "decimals: -1", "decimals：不能小于0"),
        ("decimals: 2", "decimals: 40", "decimals：不能大于4"),
        ("since: 2020\n", "since: 10000\n", "since：不能大于2099"),
        ("since: 2020\n", "since: 20\n", "since：不能小于1949"),
        ("since: 2020\n", "since: .inf\n", "since：应是"),
        ("decimals: 2\n", "decimals: 2\nrules:\n  off: [PX504]\n", "名称应是文字"),
        ("decimals: 2", "decimals: yes", "decimals：应是整数"),
        ("decimals: 2", "decimal: 2", "decimal：没有这一项，请核对拼写"),
        ("decimals: 2", "decimals: 2\ndecimals: 3", "“decimals”写了两遍"),
        ("decimals: 2", "\tdecimals: 2", "不是合格的 YAML 文本"),
        ("产出指标: 50", "产出指标: 五十", "weights.产出指标：应是数"),
        ("产出指标: 50", "产出指标: yes", "weights.产出指标：应是数"),
        ("产出指标: 50", "产出指标: -50", "weights.产出指标：不能小于0"),
        ("产出指标: 50", "产出指标: 40", "合计 90 分，应为 100 分"),
        ("equal_miss: zero", "equal_miss: 零", "equal_miss：只能是 zero 或 pro_rata"),
        ("equal_miss: zero\n", "", "equal_miss：少了这一项"),
        ("approximate_tolerance: 0.1", "approximate_tolerance: -0.1", "不能小于0"),
        ("tolerance: 0.1", "tolerance: 5", "不能大于1，是几成就写零点几：5% 写 0.05"),
        ("tolerance: 0.1", "tolerance: 5%", "应是数，是几成就写零点几：5% 写 0.05"),
        ("tolerance: 0.1", "tolerance：0.1", "“approximate_tolerance：0.1”的冒号是中文的"),
        ("overshoot_limit: 0.3", "overshoot_limit: 30", "30% 写 0.3"),
        ("decimals: 2", "decimals: 2\nexplain_execution_below: 0.85", "85% 写 85，不写 0.85"),
        ("decimals: 2", "decimals: 2\nexplain_execution_below: 85%", "应是数，只写数：85"),
        ("产出指标: 50", "产出指标: 50分", "应是数，只写数：50"),
        (
            "name: 良, at_least: 80",
            "name: 良, at_least：80",
            "请改成英文的，后面空一格：at_least: 80",
        ),
        ("since: 2020-02-25", "since: 2020-02-30", "有一处日期或数写得不对"),
        ("name: 优, at_least: 90", "name: 优, at_least: 150", "最高一档的分不能超过"),
        ("name: 良, at_least: 80", "name: 优, at_least: 80", "名称不能重复"),
        ("name: 黔南州", 'name: ""', "name：不能空着"),
        ("满意度指标: 效益指标", "满意度指标: 其他", "“其他”不在 weights 里"),
        ("  产出指标: 50", "  产出: 50", "weights 里的“产出”应写“产出指标”"),
    ],
)
def test_each_fault_is_one_sentence_with_its_place(
    old: str, new: str, said: str, tmp_path: Path
) -> None:
    text = SOURCE.read_text("utf-8")
    assert old in text
    path = tmp_path / "我的口径.yaml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ProfileError) as caught:
        load_profile(str(path))
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"口径“{path}”有误：")


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "空.yaml"
    path.write_text("", "utf-8")
    with pytest.raises(ProfileError, match="应是“名称: 值”的几行"):
        load_profile(str(path))


def test_points_stay_exact() -> None:
    assert load_profile().bands["partial"].default == Decimal("0.7")
