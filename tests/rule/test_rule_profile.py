"""Profiles: what a supervisor changes about the rules is applied, said, and refused where it means nothing."""

from decimal import Decimal
from pathlib import Path

import pytest

from gouji.check import check
from gouji.errors import BadProfile
from gouji.model import Outcome, Severity, Verdict
from gouji.rule import Unit, UnitType, by_type, load_rules, read_profile, with_profile
from gouji.rule.definition import Context
from gouji.rule.example import example_report
from gouji.rule.ruleset import assemble

FOLDER_RULE = '''
from decimal import Decimal

from gouji.rule import WARNING, Finding, UnitType, by_type, rule


@rule("XM-01", title="申请数", severity=WARNING, basis="云溪县政务公开办〔2024〕1号"{status})
def fewer_than(report, *, most: int = by_type(10, {{UnitType.COUNTY_DEPARTMENT: 5}}), share: Decimal = Decimal("0.5"),
               words: tuple = ("甲",), note: str = "无"):
    """收到的申请应少于限额。

    反例：
        三.R01.总计 = 10
    正例：
        三.R01.总计 = 4
    """
    assert type(most) is int and type(share) is Decimal and type(words) is tuple
    if report.count("三.R01.总计") >= most:
        yield Finding(f"限额 {{most}}，{{share}}，{{words}}", cells=("三.R01.总计",))
'''
NINE = "\n".join(f"三.{row}.{column} = 9" for row in ("R01", "R03", "R22") for column in ("自然人", "总计"))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "own.py").write_text(FOLDER_RULE.format(status=""), "utf-8")
    return tmp_path / "rules"


@pytest.fixture
def judged(folder, tmp_path):
    """The findings and the result of XM-01 on a report with nine requests, by a profile of this text."""

    def judge(text: str, report: str = NINE, status: str = ""):
        if status:
            (folder / "own.py").write_text(FOLDER_RULE.format(status=f', status="{status}"'), "utf-8")
        (tmp_path / "own.toml").write_text(text, "utf-8")
        ruleset = with_profile(load_rules([folder]), read_profile(tmp_path / "own.toml"))
        checked = check(example_report(report), ruleset)
        result = next((one for one in checked.results if one.rule == "XM-01"), None)
        return [one for one in checked.findings if one.rule == "XM-01"], result, checked

    return judge


def test_a_rule_that_is_off_says_why(judged):
    findings, result, checked = judged('title = "云溪县方案"\n[rules.XM-01]\noff = "本地不用"\n')
    assert (findings, checked.verdict) == ([], Verdict.COMPLIANT)
    assert (result.outcome, result.reason) == (
        Outcome.NOT_APPLICABLE,
        "方案“云溪县方案”关闭了这条规则：本地不用",
    )


def test_the_severity_of_a_profile_is_that_of_every_finding(judged):
    (finding,), _, checked = judged('[rules.XM-01]\nseverity = "error"\n')
    assert (finding.severity, checked.verdict) == (Severity.ERROR, Verdict.PROBLEMS)


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ("", "限额 5，0.5，('甲',)"),
        ("parameters = { most = 7, share = 0.25, words = ['乙', '丙'] }", "限额 7，0.25，('乙', '丙')"),
        ("parameters.most = { '县级部门' = 8 }", "限额 8，0.5，('甲',)"),
        ("parameters.most = { '乡镇街道' = 8 }", "限额 5，0.5，('甲',)"),
        ("parameters.most = { '默认' = 3 }", "限额 3，0.5，('甲',)"),
        ("parameters.share = { '县级部门' = 1 }", "限额 5，1，('甲',)"),
    ],
)
def test_parameters_reach_the_rule_with_the_type_of_their_default(judged, parameters, message):
    findings, result, _ = judged(f'[rules.XM-01]\nseverity = "info"\n{parameters}\n')
    assert ([one.message for one in findings], result.reason) == ([message], None)


@pytest.mark.parametrize(
    ("reach", "fits"),
    [
        ("regions = ['云溪县']", True),
        ("regions = ['临江市']", False),
        ("levels = ['县级']", True),
        ("levels = ['乡级', '市级']", False),
        ("types = ['县级部门']", True),
        ("types = ['县级政府']", False),
        ("years = 2023", True),
        ("years = [2024, 2026]", False),
        ("years = [2021, 2023]\nlevels = ['县级']", True),
        ("years = [2021, 2023]\nlevels = ['省级']", False),
    ],
)
def test_what_stands_under_a_scope_holds_for_its_reports_alone(judged, reach, fits):
    findings, result, _ = judged(f"[[scopes]]\n{reach}\n[scopes.rules.XM-01]\noff = '此处不用'\n")
    assert (findings == [], result.outcome is Outcome.NOT_APPLICABLE) == (fits, fits)


def test_a_registered_region_fits_too(folder, tmp_path):
    (tmp_path / "own.toml").write_text(
        "[[scopes]]\nregions = ['云岭省']\n[scopes.rules.XM-01]\noff = '不用'\n", "utf-8"
    )
    (word,) = read_profile(tmp_path / "own.toml").words
    report = example_report(NINE)
    registered = Context(report, unit=Unit("云溪县农业农村局", region="云岭省云溪县"))
    assert word.adjustment.reach.covers(registered)
    assert not word.adjustment.reach.covers(Context(report))


def test_a_draft_is_put_into_force_where_the_profile_says(judged):
    everywhere = judged("[rules.XM-01]\non = true\n", status="draft")
    here = judged("[[scopes]]\nlevels = ['县级']\n[scopes.rules.XM-01]\non = true\n", status="draft")
    elsewhere = judged("[[scopes]]\nlevels = ['省级']\n[scopes.rules.XM-01]\non = true\n", status="draft")
    nowhere = judged("", status="draft")
    assert [len(one[0]) for one in (everywhere, here, elsewhere, nowhere)] == [1, 1, 0, 0]
    assert elsewhere[1].reason == "草案规则，所用方案没有对这份报告启用"
    assert nowhere[1] is None


def test_a_profile_has_the_last_word_over_the_one_that_it_extends(judged, tmp_path):
    (tmp_path / "省").mkdir()
    (tmp_path / "省" / "base.toml").write_text(
        "title = '省方案'\n[rules.XM-01]\noff = '全省不用'\n[rules.T2-04]\nseverity = 'warning'\n"
        if any(rule.code == "T2-04" for rule in load_rules().rules)
        else "title = '省方案'\n[rules.XM-01]\noff = '全省不用'\n",
        "utf-8",
    )
    assert judged("extends = '省/base.toml'\n")[1].reason == "方案“省方案”关闭了这条规则：全省不用"
    findings, _, _ = judged("extends = '省/base.toml'\n[rules.XM-01]\non = true\nseverity = 'info'\n")
    assert [finding.severity for finding in findings] == [Severity.INFO]
    assert [Path(file).name for file in read_profile(tmp_path / "own.toml").files] == ["base.toml", "own.toml"]


WRONG = {
    "[rules.XM-011]\noff = 'x'": "rules.XM-011：没有编号为 XM-011 的规则；是否指 XM-01",
    "[rules.XM-01]\nof = 'x'": "rules.XM-01 中没有“of”这个键；是否指 off",
    "[rule.XM-01]\noff = 'x'": "没有“rule”这个键；是否指 rules",
    "[rules.XM-01]\noff = ''": "rules.XM-01.off 应写明关闭的理由",
    "[rules.XM-01]\noff = true": "rules.XM-01.off 应写明关闭的理由",
    "[rules.XM-01]\non = false": "rules.XM-01.on 只能是 true",
    "[rules.XM-01]\non = true\noff = 'x'": "二者不能同时写",
    "[rules.XM-01]": "rules.XM-01 是空的",
    "[rules]\nXM-01 = 'off'": "rules.XM-01 应是一张表",
    "rules = 3": "rules 应写作 [rules.编号]",
    "[rules.XM-01]\nseverity = 'fatal'": "rules.XM-01.severity 的“fatal”应为 error、warning、info 之一",
    "[rules.XM-01]\nparameters = 3": "rules.XM-01.parameters 应是一张表",
    "[rules.XM-01.parameters]\nmots = 3": "规则 XM-01 没有参数 mots；是否指 most",
    "[rules.XM-01.parameters]\nmost = 'many'": "rules.XM-01.parameters.most 的值 'many' 应为整数，如默认值 10",
    "[rules.XM-01.parameters]\nmost = 1.5": "应为整数",
    "[rules.XM-01.parameters]\nmost = true": "应为整数",
    "[rules.XM-01.parameters]\nnote = 3": "应为文字",
    "[rules.XM-01.parameters]\nwords = '乙'": "应为列表",
    "[rules.XM-01.parameters]\nshare = 'x'": "应为数字",
    "[rules.XM-01.parameters.most]\n'县部门' = 3": "没有“县部门”这类单位；应为 县级部门",
    "[rules.XM-01.parameters.most]\n'县级部门' = 'x'": "rules.XM-01.parameters.most.县级部门 的值 'x' 应为整数",
    "[rules.T3-01.parameters]\nmost = 3": "规则 T3-01 没有参数 most；它没有参数",
    "[[scopes]]\n[scopes.rules.XM-01]\noff = 'x'": "第 1 个 scopes 没有写明范围",
    "[[scopes]]\nyears = 2023": "第 1 个 scopes 没有 rules",
    "[[scopes]]\nlevel = ['县级']\n[scopes.rules.XM-01]\noff = 'x'": "没有“level”这个键；是否指 levels",
    "[[scopes]]\nlevels = ['县']\n[scopes.rules.XM-01]\noff = 'x'": "第 1 个 scopes 的 levels 的“县”应为 国家、省级",
    "[[scopes]]\nlevels = '县级'\n[scopes.rules.XM-01]\noff = 'x'": "levels 应为列表",
    "[[scopes]]\nyears = ['2023']\n[scopes.rules.XM-01]\noff = 'x'": "years 应为一个年份，或 [起, 止]",
    "[scopes]\nyears = 2023": "scopes 应写作 [[scopes]]",
    "extends = 'nothing'": "没有这个内置方案，也没有这个文件",
    "extends = 'nothing.toml'": "读不出：没有这个文件",
    "extends = 'own.toml'": "绕了一圈",
    "extends = 3": "extends 应为文字",
    "[rules": "不是正确的 TOML（到文件末尾还没有写完）",
    "title = “云溪”": "不是正确的 TOML（第1行第9个字）；不能用““”，引号、等号、逗号和括号应为半角",
    "title = 云溪": "不是正确的 TOML（第1行第9个字）；文字要写在半角引号里",
    "[rules.XM-01]\noff ＝ 'x'": "不是正确的 TOML（第2行第5个字）；不能用“＝”",
    "[rules.XM-01]\noff = 'x'\n[rules.XM-01]\noff = 'y'": "同一个表或者键写了两次",
    "[rules.XM-01.parameters.most]\n县级部门 = 3": "中文的键要写在引号里",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_a_profile_cannot_mean_is_refused_and_the_near_names_are_told(judged, text):
    with pytest.raises(BadProfile) as refused:
        judged(text)
    assert WRONG[text] in str(refused.value)
    assert ".toml" in str(refused.value) or "nothing" in str(refused.value)


def test_a_retired_rule_cannot_be_put_into_force(judged):
    with pytest.raises(BadProfile, match="规则 XM-01 已停用"):
        judged("[rules.XM-01]\non = true\n", status="retired")


def test_the_hash_follows_what_a_profile_says_and_not_how(folder, tmp_path):
    def hash_of(text: str) -> str:
        (tmp_path / "own.toml").write_text(text, "utf-8")
        return with_profile(load_rules([folder]), read_profile(tmp_path / "own.toml")).hash

    empty = hash_of("title = 'x'")
    warned = hash_of("[rules.XM-01]\nseverity = 'info'\nparameters = { most = 3, note = 'a' }\n")
    again = hash_of("# 说明\n[rules.XM-01]\nparameters = { note = 'a', most = 3 }\nseverity = 'info'\n")
    assert empty == load_rules([folder]).hash
    assert len({empty, warned, hash_of("[rules.XM-01]\nseverity = 'error'\n")}) == 3
    assert warned == again


def test_a_profile_may_name_the_code_of_a_file_that_cannot_be_used(folder, tmp_path):
    (folder / "wrong.py").write_text(
        FOLDER_RULE.format(status="").replace("XM-01", "XM-09").replace("反例", "样例"), "utf-8"
    )
    (tmp_path / "own.toml").write_text("[rules.XM-09]\noff = '写错了'\n", "utf-8")
    ruleset = with_profile(load_rules([folder]), read_profile(tmp_path / "own.toml"))
    assert [fault.code for fault in ruleset.faults] == ["XM-09"]


def test_a_default_by_kind_of_body_survives_the_way_out_of_the_rule_host(folder):
    (rule,) = [one for one in load_rules([folder]).rules if one.code == "XM-01"]
    assert rule.parameters == {
        "most": by_type(10, {UnitType.COUNTY_DEPARTMENT: 5}),
        "share": Decimal("0.5"),
        "words": ("甲",),
        "note": "无",
    }
    assert assemble([(rule, "x")], [], []).rules == (rule,)
