"""The example of a rule pack, built into a wheel, installed apart, and used as anybody would."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gouji.testing import rule_examples, rule_trials

PACK = Path(__file__).parents[2] / "examples" / "gouji-rules-yunxi"
CODES = ["YX-01", "YX-02", "YX-03", "YX-04"]


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a process in which the pack is installed, from a copy of its source."""
    source = tmp_path_factory.mktemp("source") / PACK.name
    shutil.copytree(PACK, source, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    target = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"]
    subprocess.run(
        [*command, "--no-deps", "--no-build-isolation", "--target", str(target), str(source)], check=True, timeout=120
    )
    return {**os.environ, "PYTHONPATH": str(target), "SITE": str(target)}


def run(environment: dict[str, str], *words: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], env=environment, cwd=folder, capture_output=True, text=True, timeout=240, check=False
    )


def test_the_rules_of_an_installed_pack_are_in_force(installed):
    listed = run(installed, "-m", "gouji", "rules", "list")
    assert listed.returncode == 0, listed.stderr
    assert [line.split()[0] for line in listed.stdout.splitlines() if line.startswith("YX-")] == CODES


def test_an_installed_pack_judges_reports(installed, tmp_path):
    report = tmp_path / "年报.txt"
    report.write_text(
        "云溪县农业农村局2023年政府信息公开工作年度报告\n一、总体情况\n做好门户网站维护。\n"
        "二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n"
        "五、存在的主要问题及改进情况\n栏目更新不及时，下一步加强检查。\n六、其他需要报告的事项\n无。\n",
        "utf-8",
    )
    checked = run(installed, "-m", "gouji", "check", str(report), "--format", "json", "--select", ",".join(CODES))
    (one,) = json.loads(checked.stdout)["reports"]
    assert [(finding["rule"], finding["severity"]) for finding in one["findings"]] == [("YX-01", "warning")]
    assert {result["rule"]: result["outcome"] for result in one["results"]} == {
        "YX-01": "fail",
        "YX-02": "not_applicable",
        "YX-03": "not_checked",
        "YX-04": "not_checked",
    }


def test_an_installed_pack_is_tested_by_its_folder(installed):
    tested = run(installed, "-m", "gouji", "rules", "test", f"{installed['SITE']}/gouji_rules_yunxi")
    assert tested.returncode == 0, tested.stdout + tested.stderr
    assert tested.stdout.splitlines()[-1].startswith("共 4 条规则，例子全部成立；变异 ")


def test_the_source_of_an_installed_pack_is_tested_in_its_place(installed):
    tested = run(installed, "-m", "gouji", "rules", "test", "--examples-only", str(PACK / "src" / "gouji_rules_yunxi"))
    assert "重复" not in tested.stdout + tested.stderr
    assert "通过 YX-01 反例" in tested.stdout


def test_the_tests_of_the_pack_pass_where_it_is_installed(installed, tmp_path):
    shutil.copytree(PACK / "tests", tmp_path / "tests")
    tested = run(installed, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests", folder=tmp_path)
    assert tested.returncode == 0, tested.stdout
    assert " passed" in tested.stdout.splitlines()[-1]


def test_a_pack_that_is_not_installed_is_named(tmp_path):
    with pytest.raises(LookupError, match="没有安装名为 gouji_rules_wu 的规则包"):
        rule_examples("gouji_rules_wu")


def test_a_file_that_cannot_be_used_is_an_example_that_does_not_hold(tmp_path):
    (tmp_path / "xm_01.yaml").write_text("code: XM-01\n", "utf-8")
    (example,) = rule_examples(tmp_path)
    with pytest.raises(AssertionError, match=r"XM-01：.*缺少标题"):
        example.check()


def test_an_example_that_does_not_hold_says_why(tmp_path):
    (tmp_path / "xm_01.yaml").write_text(
        "code: XM-01\ntitle: 结转\nseverity: error\nbasis: 样例\nwhy: 结转不过10件。\nfigures: 三.R23.总计 <= 10\n"
        "反例: 三.R23.总计 = 10\n正例: 三.R23.总计 = 10\n",
        "utf-8",
    )
    wrong, right = rule_examples(tmp_path)
    right.check()
    with pytest.raises(AssertionError, match="XM-01 反例：应当报出问题，规则却没有发现"):
        wrong.check()


def test_a_rule_that_notices_too_little_names_what_it_missed(tmp_path):
    (tmp_path / "xm_01.yaml").write_text(
        "code: XM-01\ntitle: 结转\nseverity: error\nbasis: 样例\nwhy: 结转不过10件。\nfigures: 三.R23.总计 <= 10\n"
        "反例: 三.R23.总计 = 11\n正例: 三.R23.总计 = 10\n",
        "utf-8",
    )
    (rule,) = rule_trials(tmp_path)
    rule.check(at_least=50)
    with pytest.raises(AssertionError, match=r"应不少于 100%；没有发现：\n  正例 数字±1 .* 10 → 9"):
        rule.check(at_least=100)
