"""`gouji rules`, `--profile` and `--show-trial` as a person uses them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from gouji.cli import main
from gouji.rule import Status, load_rules, read_profile, with_profile
from gouji.rule.example import example_draft
from gouji.rule.pages import BUILT_IN
from writing import as_text

ROOT = Path(__file__).parents[2]
TRIAL = """
from gouji.rule import ERROR, Finding, rule


@rule("XM-01", title="申请数", severity=ERROR, basis="云溪县政务公开办〔2024〕1号", status="trial", owner="张三")
def fewer_than_ten(report):
    \"\"\"收到的申请应少于十件。

    反例：
        三.R01.总计 = 10
    正例：
        三.R01.总计 = 5
    \"\"\"
    yield Finding("多于十件", cells=("三.R01.总计",))
"""


@pytest.fixture
def gouji(tmp_path):
    def run(*words: str, **settings: str):
        environment = {"GOUJI_HOME": str(tmp_path / "home")} | settings
        return CliRunner().invoke(main, list(map(str, words)), env=environment)

    return run


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "年报.txt"
    path.write_bytes(as_text(example_draft("年度 = 2019\n二.行政许可.本年增/减 = 增5").document()))
    return path


def test_the_whole_catalogue_is_listed_with_reasons(gouji):
    plain, whole = gouji("rules", "list"), gouji("rules", "list", "--all")
    assert whole.exit_code == 0
    assert "\nT3-15  不设  全零表与正文矛盾  —— 由 NA-02 报出" in whole.output
    assert "T3-15" not in plain.output
    assert "PI-05  提示  写有公职人员姓名（草案）" in plain.output


def test_a_code_without_a_rule_is_explained_too(gouji):
    assert gouji("rules", "explain", "fl-02").output.startswith("FL-02 扫描件或图片")
    unknown = gouji("rules", "explain", "T3-99")
    assert unknown.exit_code == 2
    assert "是否指 T3-09" in unknown.output


def test_an_explanation_has_every_part_and_what_the_rule_itself_says(gouji):
    said = gouji("rules", "explain", "T2-08").output
    for part in (
        "应当：只有有规章制定权的机关",
        "常见误报：",
        "沿革：0.1",
        "  报出：表二规章一行填了",
        "正例（",
        "依据：",
        "出处：",
    ):
        assert part in said


def test_the_clauses_are_listed_and_those_that_nothing_watches(gouji):
    said = gouji("rules", "clauses").output
    assert "第三十九条第一款 信访、投诉、举报不作为申请处理" in said
    assert said[said.index("没有规则核对的条款") :].count("第三十四条") == 1


def test_pages_are_written_for_rules_of_a_folder_too(gouji, tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "trial.py").write_text(TRIAL, "utf-8")
    assert gouji("rules", "docs", tmp_path / "pages", "--rules", tmp_path / "own").exit_code == 0
    page = (tmp_path / "pages" / "XM-01.md").read_text("utf-8")
    assert "| 状态 | 试行，只有负责人看得到它的发现" in page
    assert "> 多于十件" in page
    assert "| 负责人 | 张三 |" in page


def test_a_profile_changes_what_a_check_says(gouji, report, tmp_path):
    (tmp_path / "own.toml").write_text('title = "县方案"\n[rules.T2-04]\noff = "认可"\n', "utf-8")
    plain = json.loads(gouji("check", report, "--format", "json").output)
    ours = json.loads(gouji("check", report, "--format", "json", "--profile", tmp_path / "own.toml").output)
    assert "T2-04" in [one["rule"] for one in plain["reports"][0]["findings"]]
    assert "T2-04" not in [one["rule"] for one in ours["reports"][0]["findings"]]
    (result,) = [one for one in ours["reports"][0]["results"] if one["rule"] == "T2-04"]
    assert (result["outcome"], result["reason"]) == ("not_applicable", "方案“县方案”关闭了这条规则：认可")
    assert plain["ruleset"] != ours["ruleset"]


def test_a_profile_that_means_nothing_is_wrong_usage(gouji, report, tmp_path):
    (tmp_path / "own.toml").write_text("[rules.T2-04]\nof = '认可'\n", "utf-8")
    run = gouji("check", report, "--profile", tmp_path / "own.toml")
    assert run.exit_code == 2
    assert "没有“of”这个键；是否指 off" in run.stderr
    assert gouji("check", report, "--profile", "ful").exit_code == 2


def test_trial_findings_are_shown_only_when_asked_for_and_change_nothing(gouji, report, tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "trial.py").write_text(TRIAL, "utf-8")
    words = ("check", report, "--rules", tmp_path / "own", "--format", "json")
    plain, shown = gouji(*words), gouji(*words, "--show-trial")
    assert "XM-01" not in plain.output + plain.stderr
    assert "XM-01 申请数：多于十件" in shown.stderr
    assert json.loads(plain.stdout)["reports"][0]["findings"] == json.loads(shown.stdout)["reports"][0]["findings"]
    assert plain.exit_code == shown.exit_code == 0


def test_a_rule_that_is_asked_for_and_decides_nothing_says_what_lets_it(gouji, report, tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "trial.py").write_text(TRIAL, "utf-8")
    trial = gouji("check", report, "--rules", tmp_path / "own", "--select", "XM-01")
    assert "规则 XM-01 在试行，不影响结论；加 --show-trial 看它的发现" in trial.stderr
    draft = gouji("check", report, "--select", "UN-07,T3-01")
    assert "规则 UN-07 是草案，没有运行；在方案中写 on = true 启用（--profile）" in draft.stderr
    assert "规则" not in gouji("check", report, "--select", "UN-07,T3-01", "--profile", "full").stderr
    assert "规则" not in gouji("check", report).stderr


def test_the_built_in_profile_full_puts_every_draft_of_ours_into_force():
    ours = [rule for rule in load_rules().rules if rule.path.startswith(BUILT_IN)]
    drafts = {rule.code for rule in ours if rule.status is Status.DRAFT}
    profile = read_profile("full")
    assert {word.code for word in profile.words} == drafts
    assert not drafts & {rule.code for rule in with_profile(load_rules(), profile).rules if rule.status is Status.DRAFT}


def test_the_profile_that_lies_in_examples_is_one():
    profile = read_profile(ROOT / "examples" / "profiles" / "云溪县.toml")
    assert profile.title == "云溪县2025年度核查方案"
    assert with_profile(load_rules(), profile).hash != load_rules().hash
