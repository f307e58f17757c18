"""`gouji rules new`, `kinds` and `test`: a rule that somebody begins, and what its examples guard."""

import json
from decimal import Decimal

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.cli import main
from gouji.editions import edition
from gouji.rule import load_rules
from gouji.rule.example import example_context, example_report
from gouji.rule.host import Trace
from gouji.rule.kinds import KINDS
from gouji.rule.mutation import mutations, with_texts
from gouji.rule.trial import tried_rules

CARRIED = """\
code: XM-01
title: 结转
severity: error
basis: 样例
why: 结转不过10件。
figures: 三.R23.总计 <= 10
反例: 三.R23.总计 = 11
正例: 三.R23.总计 = 10
"""


def gouji(*words, status=0):
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exit_code == status, done.output
    return done.output


# -- new, kinds


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_yaml_rule_loads_and_its_examples_hold(kind, tmp_path):
    said = gouji("rules", "new", "xm-07", "--kind", kind, "--dir", tmp_path / "规则")
    assert f"gouji rules test {tmp_path / '规则' / 'xm_07.yaml'}" in said
    assert load_rules([tmp_path / "规则"]).rule("XM-07").title.startswith("新规则")
    assert "例子全部成立" in gouji("rules", "test", "--examples-only", tmp_path / "规则")


def test_a_new_python_rule_loads_and_its_examples_hold(tmp_path):
    gouji("rules", "new", "XM-08", "--form", "python", "--dir", tmp_path)
    assert "例子全部成立" in gouji("rules", "test", "--examples-only", tmp_path / "xm_08.py")


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "xm_01.yaml").write_text("我的草稿", "utf-8")
    assert "已经存在，没有改动它" in gouji("rules", "new", "XM-01", "--dir", tmp_path, status=2)
    assert (tmp_path / "xm_01.yaml").read_text("utf-8") == "我的草稿"


def test_a_code_that_is_taken_is_refused_with_one_that_is_free(tmp_path):
    (tmp_path / "结转.yaml").write_text(CARRIED, "utf-8")
    said = gouji("rules", "new", "XM-01", "--dir", tmp_path, status=2)
    assert "编号 XM-01 已有规则“结转”" in said
    assert "可用 XM-02" in said
    assert "编号 T3-01 已有规则“四项勾稽”" in gouji("rules", "new", "T3-01", "--dir", tmp_path, status=2)
    assert [path.name for path in tmp_path.iterdir()] == ["结转.yaml"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["XM01"], "编号“XM01”不合格式"),
        (["../XM-01"], "不合格式"),
        (["XM-01", "--kind", "txet"], "没有名为“txet”的种类；是否指 text？"),
        (["XM-01", "--kind", "text", "--form", "python"], "--kind 只用于 --form yaml"),
    ],
)
def test_a_new_rule_that_cannot_be_begun_says_why(words, said, tmp_path):
    assert said in gouji("rules", "new", *words, "--dir", tmp_path, status=2)
    assert list(tmp_path.iterdir()) == []


def test_the_kinds_are_listed_and_each_is_told():
    listed = gouji("rules", "kinds")
    assert all(kind.title in listed for kind in KINDS.values())
    told = gouji("rules", "kinds", "stated")
    assert all(key.name in told for key in KINDS["stated"].keys)
    assert "是否指 stated？" in gouji("rules", "kinds", "statd", status=2)


# -- test


def test_the_faults_that_a_rule_misses_are_listed_with_who_found_them(tmp_path):
    (tmp_path / "xm_01.yaml").write_text(CARRIED, "utf-8")
    said = gouji("rules", "test", tmp_path)
    assert "读到 表三 R23" in said
    assert "没有规则发现：正例 数字±1 表三 四、结转下年度继续办理·总计 10 → 9" in said
    assert "10 → 11" not in said


def test_the_answer_for_machines_has_every_fault_with_the_lines_that_make_it(tmp_path):
    (tmp_path / "xm_01.yaml").write_text(CARRIED, "utf-8")
    answer = json.loads(gouji("rules", "test", tmp_path, "--format", "json"))
    (rule,) = answer["rules"]
    assert (answer["schema"], answer["passed"], rule["rule"]) == ("gouji.rules.test/1", True, "XM-01")
    assert rule["reads"]["cells"] == ["三.R23.总计"]
    found = {tuple(one["lines"]): one["noticed"] for one in rule["mutations"]}
    assert found[("三.R23.总计 = 11",)]
    assert not found[("三.R23.总计 = 9",)]


def test_an_example_that_does_not_hold_and_a_low_score_are_failures(tmp_path):
    path = tmp_path / "xm_01.yaml"
    path.write_text(CARRIED, "utf-8")
    gouji("rules", "test", path, "--at-least", "100", status=1)
    path.write_text(CARRIED.replace("= 11", "= 10"), "utf-8")
    assert "失败 XM-01 反例：应当报出问题，规则却没有发现" in gouji("rules", "test", path, status=1)
    path.write_text(CARRIED.replace("正例: 三.R23.总计 = 10", "正例: 三.R23.总计 = 12"), "utf-8")
    assert "失败 XM-01 正例：不应有问题，规则却报出：结转 12 > 10" in gouji("rules", "test", path, status=1)


def test_a_file_that_cannot_be_used_is_named_as_it_was_given(tmp_path):
    path = tmp_path / "xm_01.yaml"
    path.write_text(CARRIED.replace("figures", "figure"), "utf-8")
    said = gouji("rules", "test", path, status=3)
    assert said.startswith(f"规则文件 {path}：第6行，规则 XM-01：不认识“figure”；是否指 figures")
    assert "例子全部成立" not in said
    other = tmp_path / "规则.txt"
    other.write_text(CARRIED, "utf-8")
    assert f"规则文件 {other}：不是规则文件：扩展名应为" in gouji("rules", "test", other, status=3)


def test_an_extension_in_capitals_is_one_too(tmp_path):
    (tmp_path / "XM_01.YAML").write_text(CARRIED, "utf-8")
    assert "通过 XM-01 反例" in gouji("rules", "test", tmp_path, "--examples-only")
    assert "通过 XM-01 反例" in gouji("rules", "test", tmp_path / "XM_01.YAML", "--examples-only")


def test_a_code_that_a_rule_explains_must_be_somebodys(tmp_path):
    path = tmp_path / "xm_01.yaml"
    path.write_text(CARRIED + "explains: [T3-02, T3-99]\n", "utf-8")
    said = gouji("rules", "test", path, status=3)
    assert "规则 XM-01：explains 中没有编号为 T3-99 的规则；是否指 T3-09" in said


def test_a_rule_whose_examples_cannot_be_changed_is_told_so(tmp_path):
    path = tmp_path / "xm_01.yaml"
    path.write_text(
        CARRIED.split("figures", maxsplit=1)[0]
        + "kind: text\nforbidden: 拒绝\nwhere: 一\n反例: 一：拒绝公开。\n正例: 一：主动公开。\n",
        "utf-8",
    )
    assert "正例中没有可以变异的地方" in gouji("rules", "test", path)
    assert "变异" not in gouji("rules", "test", path, "--examples-only")


def test_a_file_that_cannot_be_used_is_named_and_the_others_are_tested(tmp_path):
    (tmp_path / "xm_01.yaml").write_text(CARRIED, "utf-8")
    (tmp_path / "xm_02.yaml").write_text("code: XM-02\n", "utf-8")
    said = gouji("rules", "test", tmp_path, status=3)
    assert "通过 XM-01 反例" in said
    assert "xm_02.yaml：规则 XM-02" in said


def test_a_folder_without_rules_and_no_folder_at_all_are_wrong_usage(tmp_path):
    gouji("rules", "test", status=2)
    gouji("rules", "test", tmp_path, "--builtin", status=2)
    assert "目录中没有规则文件" in gouji("rules", "test", tmp_path, status=3)


def test_the_folder_of_the_builtin_rules_is_just_tested():
    said = gouji("rules", "test", "rules/gouji_rules/disputes/t4_01_reconsideration_adds_up.yaml")
    assert said.startswith("通过 T4-01 反例")
    assert "重复" not in said


def test_a_rule_is_asked_only_about_what_it_reads(tmp_path):
    (tmp_path / "xm_01.yaml").write_text(
        CARRIED.replace("正例: ", "正例: |\n  四.行政复议.总计 = 5\n  三.R01.总计 = 7\n  "), "utf-8"
    )
    (trial,) = tried_rules(tmp_path).trials
    assert {mutant.words.partition("·")[0] for mutant in trial.mutants} == {
        "表三 四、结转下年度继续办理",
        "去掉第三部分",
    }


def test_what_a_python_rule_of_a_folder_reads_is_known_from_the_rule_host(tmp_path):
    gouji("rules", "new", "XM-08", "--form", "python", "--dir", tmp_path)
    (trial,) = tried_rules(tmp_path).trials
    assert trial.trace == Trace(cells=("三.R23.总计",))


# -- the law of mutations: a cell changed in the report is the same as one changed in its example

ADDRESSES = [address for key, table in edition("ed2021").tables.items() for address in table.addresses(key)]


@given(
    st.dictionaries(
        st.sampled_from(ADDRESSES),
        st.sampled_from(["", "0", "1", "/", "17", "1,095", "27.9", "3万元", "若干"]),
        max_size=4,
    )
)
@settings(max_examples=30, deadline=None)
def test_a_cell_changed_in_the_report_reads_as_one_changed_in_its_example(texts):
    changed = with_texts(example_report(""), texts)
    written = example_report("\n".join(f"{address} = {text}" for address, text in texts.items()))
    assert changed.cells == written.cells
    for key, table in changed.tables.items():
        assert [row.texts for row in table.rows] == [row.texts for row in written.tables[key].rows]


def test_a_fault_is_what_its_lines_say():
    text = "三.R01.自然人 = 12\n三.R01.总计 = 12\n三.R22.总计 = 11\n一：收到申请12件，办结11件。\n上年：三.R23.总计 = 3"
    context = example_context(text)
    read = Trace(("三.R01.自然人", "三.R01.总计", "三.R22.总计"), ("三.R23.总计",), ("overview",))
    every = list(mutations(text, context, read, demanded=("一",)))
    assert {one.kind for one in every} == {"数字±1", "两格互换", "改成空白", "去掉部分", "正文数字±1"}
    for one in every:
        if one.kind == "正文数字±1":
            assert one.lines[0].startswith("一：收到申请1")
        else:
            again = example_context("\n".join([text, *one.lines]))
            assert again.report.cells == one.context.report.cells
            assert again.previous
            assert one.context.previous
            assert again.previous.cells == one.context.previous.cells


def test_the_same_example_always_has_the_same_faults():
    text = "\n".join(f"三.R{row:02}.自然人 = {row}" for row in range(1, 20))
    cells = tuple(address for address in ADDRESSES if address.startswith("三."))
    first, second = (list(mutations(text, example_context(text), Trace(cells))) for _ in range(2))
    assert [one.lines for one in first] == [one.lines for one in second]
    assert len(first) < 80
    steps = [one.context.report.cells["三.R01.自然人"].value for one in first if one.kind == "数字±1"]
    assert {Decimal(0), Decimal(2)} <= set(steps)
