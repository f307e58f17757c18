"""The declarative kinds: what each finds, what it must not find, and what it says of a key that means nothing."""

import re
import time

import msgspec
import pytest

from gouji.check import Checker
from gouji.errors import RuleFault
from gouji.model import Outcome
from gouji.rule.example import example_context
from gouji.rule.kinds import KINDS
from gouji.rule.ruleset import assemble
from gouji.rule.yaml_form import read_yaml_rule

HEAD = """\
code: XM-01
title: 试一试
severity: warning
basis: 云溪县政务公开办〔2024〕1号
why: 必须这样。
反例: "三.R23.总计 = 11"
正例: "三.R23.总计 = 10"
"""


def rule(claim, head=HEAD):
    return read_yaml_rule((head + claim).encode(), "xm_01.yaml")


def judged(claim, report="", **overrides):
    one = msgspec.structs.replace(rule(claim), overrides=overrides)
    with Checker(assemble([(one, "digest")], [], [])) as checker:
        return checker.judge(example_context(report))


def outcome(claim, report="", **overrides):
    (result,) = judged(claim, report, **overrides).results
    return result.outcome


def messages(claim, report="", **overrides):
    return [finding.message for finding in judged(claim, report, **overrides).findings]


def finding(claim, report="", **overrides):
    (one,) = judged(claim, report, **overrides).findings
    return one


def reason(claim, report=""):
    (result,) = judged(claim, report).results
    return result.reason


def fault(claim, head=HEAD):
    with pytest.raises(RuleFault) as caught:
        rule(claim, head)
    return caught.value.reason


# -- every kind


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_the_example_of_a_kind_holds(kind):
    one = rule(f"kind: {kind.name}\n{kind.example}", HEAD.partition("反例")[0])
    with Checker(assemble([(one, "digest")], [], [])) as checker:
        outcomes = {
            example.name: checker.judge(example_context(example.text)).results[0].outcome for example in one.examples
        }
    assert outcomes == {name: Outcome.FAIL if name.startswith("反例") else Outcome.PASS for name in outcomes}


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_kind_tells_what_each_of_its_keys_says(kind):
    assert kind.says
    assert all(key.says for key in kind.keys)


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("kind: tekst\n", "第8行，规则 XM-01：kind 不认识“tekst”；是否指 text？"),
        ("kind: text\nforbiden: 甲\n", "第9行，规则 XM-01：不认识“forbiden”；是否指 forbidden"),
        (
            "kind: text\nforbidden: 甲\nwhere: 七\n",
            "第10行，规则 XM-01：where 不认识“七”；可用的有 全文、标题、前言、正文、一、二、三、四、五、六、章节标题",
        ),
        (
            "kind: 文字\n",
            "第8行，规则 XM-01：kind 不认识“文字”；可用的有 linear、text、headings、cell、stated、previous、change",
        ),
        ("kind: text\nforbidden: 甲\nrequired: 乙\n", "应恰好写一个，现在同时写了 required、forbidden"),
        ("kind: text\nwhere: 一\n", "应恰好写一个，现在一个也没有"),
        ("kind: text\nrequired: 甲\nmaximum: 2\n", "maximum 不能和 required 同用"),
        ("kind: text\nrequired: 甲\nwithin: 5\n", "within 要和 near 同用"),
        ("kind: text\nrequired: 甲\nminimum: -1\n", "minimum 应为不小于0的整数，现在是“-1”"),
        ("kind: text\nrequired: 甲\nminimum: {县级部门: 2}\n", "按单位类型取值时应有 default"),
        ("kind: text\nrequired: 甲\nminimum: {default: 1, 县级部们: 2}\n", "是否指 县级部门"),
        ("kind: text\nrequired: 甲\nmax: 3\n", "max 是 kind: cell 的键，kind: text 不能用"),
        ("kind: text\nrequired pattern: (?=甲)\n", "不支持 (?=…)"),
        ("kind: text\nrequired pattern: (甲\n", "括号没有配对"),
        ("kind: text\nrequired pattern: 甲*\n", "能匹配空文字"),
        ("kind: cell\ncells: 三.R1.总计\nmax: 3\n", "没有名为“三.R1.总计”的单元格；是否指 三.R01.总计"),
        ("kind: cell\ncells: 三.R01.*总\nmax: 3\n", "没有名为“三.R01.*总”的单元格"),
        ("kind: cell\ncells: 三.R01.总计\n", "至少写一个要求：units、min、max"),
        ("kind: cell\ncells: 三.R01.总计\nmax: 3万元\n", "与件数比较，不应写单位"),
        ("kind: cell\ncells: 二.行政事业性收费.本年收费金额\nmax: 3\n", "与金额比较，应写明单位"),
        ("kind: cell\ncells: 三.R01.总计\nunits: 元\n", "units 只能用于金额的单元格"),
        ("kind: stated\nphrase: 收到\nequals: 三.R1.总计\n", "没有名为“三.R1.总计”的行或列"),
        ("kind: stated\npattern: \\d+件\nequals: 三.R01.总计\n", "pattern 中没有 (?P<number>…)"),
        ("kind: stated\nphrase: 收到\nequals: 三.R01.总计\nscopes: 一类申请\n", "是否指 一类申请人"),
        ("kind: previous\nfigures: 三.R02.总计 == 三.R23.总计\n", "应一边是本年的、一边是上年的"),
        ("kind: previous\nfigures: 三.R02.总计 == 上年.三.R23.总计 + 三.R01.总计\n", "每一项前面都应加“上年.”"),
        ("kind: change\ncells: 三.R01.总计\n", "most、least 至少写一个"),
        ("kind: headings\nheadings: []\n", "headings 应为 1 至 40 个标题的列表"),
        ("for each colum of 三: R01 == R02\n", "是否指 for each column of 三"),
        ("figures: 三.R23.总计 <= 10\nonly if: 三.R01.总计 > 0\n", "only if 不能和 kind: linear 同用"),
        ("figures: 二.行政事业性收费.本年收费金额 <= 10\n", "与金额比较的数应写明单位"),
        ("figures: 三.R23.总计 <= 10元\n", "件数不能与金额比较"),
        ("figures: 三.R23.总计 <= 10\nfor each row of 三: 自然人 <= 总计\n", "应恰有一个算式"),
        ("figures: 三.R23.总计 <= 10\nyears: [2023, 2021]\n", "years 应为一个年份，或 [起, 止]"),
        ("figures: 三.R23.总计 <= 10\neditions: ed2022\n", "editions 不认识“ed2022”；是否指 ed2021"),
        ("figures: 三.R23.总计 <= 10\nexplains: T3\n", "不是规则编号，应如 T3-01"),
        ("figures: 三.R23.总计 <= 10\nstatus: tryal\n", "trial、in force、retired 之一；是否指 trial"),
        ("figures: 三.R23.总计 <= 10\ntitle: 又一个\n", "title 重复，前面第2行已经写过"),
        ("a: &x [1]\n", "规则文件不能用 & 和 * 引用"),
        ("a: " + "[" * 60_000 + "\n", "嵌套超过6层"),
        ("figures: 三.R23.总计 <= 10\nstatus: 试行\n", "之一；是否指 trial？"),
        ("figures: 三.R23.总计 <= 10\nyears: 203\n", "years 的年份应在2008至2099之间"),
        ("figures: [甲\n", "不是合法的 YAML：括号没有成对，或者各项之间没有用半角逗号“,”隔开"),
        ("kind： text\nrequired: 甲\n", "第8行，不是合法的 YAML：“kind”后面的冒号是全角的，应为半角“:”加一个空格"),
        ("kind: text\nonly if：三.R01.总计 > 0\nrequired: 甲\n", "第9行，不是合法的 YAML：“only if”后面的冒号是全角"),
        ("kind:text\nrequired: 甲\n", "第8行，不是合法的 YAML：“kind”的冒号后面应有一个空格"),
        ("kind: text\nrequired:\n\t- 甲\n", "第10行，不是合法的 YAML：缩进用了制表符（Tab），应改为空格"),
        ('kind: text\nrequired: "甲\n', "引号没有成对"),
        ("kind: text\nrequired: 甲: 乙\n", "第9行，不是合法的 YAML：缩进不对，或者文字中有半角冒号"),
        ("kind: text\nrequired: @甲\n", "第9行，不是合法的 YAML：不能以这个字符开头，要写在引号里"),
    ],
)
def test_a_key_that_means_nothing_is_an_error_with_its_line_and_the_near_ones(claim, words):
    assert words in fault(claim)


def test_a_severity_that_is_none_is_an_error_with_its_line():
    assert "第3行，规则 XM-01：severity 的“errer”应为 error、warning、info 之一；是否指 error？" in fault(
        "figures: 三.R23.总计 <= 10\n", HEAD.replace("warning", "errer")
    )


def test_a_file_in_another_encoding_is_told_so():
    with pytest.raises(RuleFault, match=r"规则文件 x\.yaml：不是 UTF-8 编码的文本，请在编辑器中另存为 UTF-8"):
        read_yaml_rule(f"{HEAD}figures: 三.R23.总计 <= 10\n".encode("gbk"), "x.yaml")


@pytest.mark.parametrize("line", ["一:主动公开12条。", "一：主动公开12条。", "上年:三.R23.总计 = 3"])
def test_the_colon_of_an_example_may_be_of_either_width(line):
    assert outcome("figures: 三.R23.总计 <= 10\n", line) is Outcome.PASS


def test_several_examples_are_numbered_however_they_are_written():
    one = rule("figures: 三.R23.总计 <= 10\n反例2: 三.R23.总计 = 12\n正例2: [三.R23.总计 = 9, 三.R23.总计 = 8]\n")
    assert [example.name for example in one.examples] == ["反例", "反例2", "正例", "正例2", "正例3"]


# -- linear


def test_a_share_in_per_cent_is_exact():
    claim = "figures: 三.R23.总计 <= 20% * 三.R01.总计\n"
    assert outcome(claim, "三.R01.总计 = 15\n三.R23.总计 = 3") is Outcome.PASS
    assert finding(claim, "三.R01.总计 = 14\n三.R23.总计 = 3").equation == "3 > 2.8"
    one = finding(claim, "三.R01.总计 = 10\n三.R23.总计 = 3")
    assert (one.equation, str(one.difference)) == ("3 > 2", "1")


def test_a_tolerance_lets_sides_differ_by_that_much_and_no_more():
    claim = "for each column of 三: R01 == R22\ntolerance: 2\n"
    assert outcome(claim, "三.R01.总计 = 12\n三.R22.总计 = 10") is Outcome.PASS
    one = finding(claim, "三.R01.总计 = 13\n三.R22.总计 = 10")
    assert (one.equation, str(one.difference)) == ("13 ≠ 10（允许相差2）", "3")


def test_a_profile_sets_the_tolerance():
    claim = "for each column of 三: R01 == R22\ntolerance: 0\n"
    assert outcome(claim, "三.R01.总计 = 12\n三.R22.总计 = 10") is Outcome.FAIL
    assert outcome(claim, "三.R01.总计 = 12\n三.R22.总计 = 10", tolerance=2) is Outcome.PASS


def test_the_tolerance_may_depend_on_the_kind_of_body():
    claim = "figures: 三.R23.总计 <= 5\ntolerance: {default: 0, 县级部门: 3}\n"
    assert outcome(claim, "三.R23.总计 = 8") is Outcome.PASS
    assert outcome(claim, "单位 = 云溪县人民政府\n三.R23.总计 = 8") is Outcome.FAIL


def test_decimals_still_name_the_wrong_figure():
    claim = "figures: 0.5 * 三.R01.总计 == 三.R22.总计\n"
    one = finding(claim, "三.R01.总计 = 10\n三.R22.总计 = 4")
    repairs = {(change.cell, change.after) for proposal in one.proposals for change in proposal.changes}
    assert repairs == {("三.R01.总计", "8"), ("三.R22.总计", "5")}


def test_an_amount_without_a_unit_is_not_compared():
    claim = "figures: 二.政府集中采购.采购总金额 <= 20万元\n"
    assert outcome(claim, "年度 = 2019\n二.政府集中采购.采购总金额 = 17.27万元") is Outcome.PASS
    assert "没有写明单位" in reason(claim, "年度 = 2019\n二.政府集中采购.采购总金额 = 172700")


# -- text

ACCOUNT = "kind: text\nrequired: [公众号, 微信]\nwhere: 一\n"


@pytest.mark.parametrize("text", ["通过公众号发布", "通过公 众\u3000号发布", "开通微信", "公众号。"])
def test_one_of_the_required_words_is_enough(text):
    assert outcome(ACCOUNT, f"一：{text}") is Outcome.PASS


def test_missing_words_point_to_the_heading_of_their_section():
    one = finding(ACCOUNT, "一：全年公开12条。")
    assert one.message == "第一部分（总体情况）没有写“公众号”、“微信”"
    assert [quote.text for quote in one.quotes] == ["一、总体情况"]


def test_a_section_that_is_not_there_leaves_the_rule_unchecked():
    assert outcome(ACCOUNT, "去掉 一") is Outcome.NOT_CHECKED


def test_words_that_stand_in_one_of_two_places_are_there_though_the_other_is_not():
    assert outcome("kind: text\nrequired: 公众号\nwhere: [一, 六]\n", "去掉 六\n一：通过公众号发布。") is Outcome.PASS


def test_so_many_occurrences_as_are_asked_for():
    claim = "kind: text\nrequired: 公众号\nminimum: 2\n"
    assert outcome(claim, "一：公众号。公众号。") is Outcome.PASS
    assert messages(claim, "一：公众号一个。") == ["全文只写了1处，应不少于2处（“公众号”）"]
    assert outcome(claim, "一：公众号一个。", minimum=1) is Outcome.PASS


def test_each_sentence_with_a_forbidden_word_is_a_finding():
    found = judged("kind: text\nforbidden: 依法行政\n", "一：依法行政。开会。\n五：坚持依法行政，依法行政。").findings
    assert [one.quotes[0].text for one in found] == ["依法行政。", "坚持依法行政，依法行政。"]


def test_a_forbidden_word_is_found_in_headings_and_the_title():
    assert outcome("kind: text\nforbidden: 下一步打算\n", "五.标题 = 下一步打算") is Outcome.FAIL
    assert outcome("kind: text\nforbidden: 农村\nwhere: 标题\n") is Outcome.FAIL


def test_a_forbidden_word_in_a_label_is_found_where_labels_are_named():
    claim = "kind: text\nforbidden pattern: '\\d$'\nwhere: 表三标签\n"
    assert outcome(claim, "三.R03.标签 = （一）予以公开2") is Outcome.FAIL
    assert outcome(claim) is Outcome.PASS


def test_what_excuses_a_sentence_excuses_that_sentence_only():
    claim = "kind: text\nforbidden: 涉密\nunless: [不得, 严禁]\n"
    assert outcome(claim, "一：严禁公开涉密信息。") is Outcome.PASS
    assert outcome(claim, "一：严禁违规。公开涉密信息。") is Outcome.FAIL


@pytest.mark.parametrize(("gap", "expected"), [(4, Outcome.PASS), (5, Outcome.FAIL)])
def test_a_window_counts_the_characters_between(gap, expected):
    assert outcome("kind: text\nrequired: 甲甲\nnear: 乙乙\nwithin: 4\n", f"一：乙乙{'丙' * gap}甲甲") is expected


def test_full_width_marks_in_a_pattern_are_literal():
    claim = "kind: text\nforbidden pattern: （一）主动公开[。.]\nwhere: 一\n"
    assert outcome(claim, "一：（一）主动公开。") is Outcome.FAIL
    assert outcome(claim, "一：(一)主动公开。") is Outcome.FAIL
    assert outcome(claim, "一：一主动公开。") is Outcome.PASS


@pytest.mark.parametrize("pattern", ["(甲+)+乙", "(甲|甲甲)+乙", "(.*)*乙", "([^。]*，)*乙", "(甲?){60}甲{60}乙"])
def test_no_pattern_takes_more_than_linear_time(pattern):
    report = example_context(f"一：{'甲' * 30_000}").report
    one = rule(f"kind: text\nforbidden pattern: '{pattern}'\n")
    with Checker(assemble([(one, "digest")], [], [])) as checker:
        begun = time.process_time()
        checker.check(report)
    assert time.process_time() - begun < 1


# -- headings

ASPECTS = "kind: headings\nheadings: [主动公开, 依申请公开, [平台建设, 平台管理]]\nwhere: 一\n"


def test_headings_that_are_there_in_order_pass():
    assert outcome(ASPECTS) is Outcome.PASS
    assert outcome(ASPECTS, "一：（一）主动公开。\n一：（二）依申请公开。\n一：3.平台管理情况。") is Outcome.PASS


def test_missing_headings_are_one_finding():
    assert messages(ASPECTS, "一：（一）主动公开。公开了。") == [
        "第一部分（总体情况）缺少标题：“依申请公开”、“平台建设”或“平台管理”"
    ]


def test_headings_out_of_order_are_one_finding_unless_the_order_does_not_matter():
    text = "一：（一）依申请公开。\n一：（二）主动公开情况。\n一：（三）平台建设。"
    (message,) = messages(ASPECTS, text)
    assert "标题次序不对，应依次为 主动公开、依申请公开、平台建设" in message
    assert outcome(ASPECTS + "ordered: false\n", text) is Outcome.PASS


def test_words_in_the_middle_of_a_sentence_are_no_heading():
    assert outcome(ASPECTS, "一：我局做好主动公开、依申请公开和平台建设工作。") is Outcome.FAIL


def test_chapters_are_headings_too():
    claim = "kind: headings\nheadings: [总体情况, 主动公开, 其他]\n"
    assert outcome(claim) is Outcome.PASS
    assert messages(claim, "去掉 六") == ["报告缺少标题：“其他”"]


# -- cell

FEE = "kind: cell\ncells: 二.行政事业性收费.本年收费金额\n"


def test_amounts_are_compared_in_yuan():
    assert outcome(FEE + "max: 1亿元\n", "二.行政事业性收费.本年收费金额 = 10000") is Outcome.PASS
    one = finding(FEE + "max: 1亿元\n", "二.行政事业性收费.本年收费金额 = 10000.01")
    assert (one.equation, str(one.difference)) == ("100000100元 > 100000000元", "100.00")
    assert one.cells == ("二.行政事业性收费.本年收费金额",)


def test_a_bound_may_depend_on_the_kind_of_body():
    claim = FEE + "max: {default: 1亿元, 乡镇街道: 100万元}\n"
    assert outcome(claim, "二.行政事业性收费.本年收费金额 = 101") is Outcome.PASS
    assert outcome(claim, "单位 = 云溪县东河镇人民政府\n二.行政事业性收费.本年收费金额 = 101") is Outcome.FAIL


def test_another_unit_than_those_allowed_is_found():
    claim = FEE + "units: 万元\n"
    assert outcome(claim, "二.行政事业性收费.本年收费金额 = 27.9万元") is Outcome.PASS
    assert messages(claim, "二.行政事业性收费.本年收费金额 = 279000元") == [
        "表二 行政事业性收费·本年收费金额 填“279000元”，单位是元，应为万元"
    ]


def test_decimals_are_counted_as_written():
    assert outcome(FEE + "decimals: 2\n", "二.行政事业性收费.本年收费金额 = 1.25") is Outcome.PASS
    assert outcome(FEE + "decimals: 2\n", "二.行政事业性收费.本年收费金额 = 1.251") is Outcome.FAIL


def test_every_cell_of_a_pattern_is_looked_at():
    claim = "kind: cell\ncells: 三.*.总计\nfilled: true\n"
    assert [one.cells for one in judged(claim, "三.R05.总计 =\n三.R06.总计 = /").findings] == [
        ("三.R05.总计",),
        ("三.R06.总计",),
    ]


def test_a_blank_is_not_compared_and_words_are_not_checked():
    claim = "kind: cell\ncells: 三.R01.总计\nmin: 1\n"
    assert outcome(claim, "三.R01.总计 =") is Outcome.PASS
    assert outcome(claim, "三.R01.总计 = 若干") is Outcome.NOT_CHECKED
    assert outcome(claim, "三.R01.总计 = 0") is Outcome.FAIL


def test_a_cell_that_the_form_does_not_have_does_not_concern_the_report():
    assert outcome(FEE + "max: 1亿元\n", "年度 = 2019") is Outcome.NOT_APPLICABLE


# -- stated

PENALTIES = "kind: stated\nphrase: 作出行政处罚\nequals: 二.行政处罚.本年处理决定数量\n"
CELL = "二.行政处罚.本年处理决定数量"


@pytest.mark.parametrize(
    "text",
    [
        "全年作出行政处罚决定12件。",
        "全年作出行政处罚１２件。",
        "全年作出行政处罚十二件。",
        "近年来累计作出行政处罚40件，全年作出行政处罚12件。",
        "上年作出行政处罚40件，本年作出行政处罚12件。",
        "作出行政处罚12件，其中作出行政处罚3件涉及环保。",
        "作出行政处罚12件，比上年多作出行政处罚2件。",
        "全县作出行政处罚300件，我局作出行政处罚12件。",
    ],
)
def test_a_figure_that_agrees_passes_whatever_stands_beside_it(text):
    assert outcome(PENALTIES, f"一：{text}\n{CELL} = 12") is Outcome.PASS


@pytest.mark.parametrize(
    "text",
    ["作出行政处罚近10件。", "作出行政处罚100余件。", "累计作出行政处罚50件。", "全县作出行政处罚300件。", "开会5次。"],
)
def test_what_is_no_number_of_this_unit_for_the_year_is_not_compared(text):
    assert outcome(PENALTIES, f"一：{text}\n{CELL} = 12") is Outcome.NOT_APPLICABLE


def test_every_mention_is_compared():
    one = finding(PENALTIES, f"一：全年作出行政处罚12件。\n五：全年作出行政处罚13件。\n{CELL} = 12")
    assert one.message.startswith("正文写“全年作出行政处罚13件”，表二 行政处罚·本年处理决定数量为 12")
    assert (one.equation, str(one.difference), one.cells) == ("13 ≠ 12", "1", (CELL,))
    assert [quote.text for quote in one.quotes] == ["全年作出行政处罚13件。"]


def test_a_denial_states_nought():
    assert outcome(PENALTIES, f"一：全年未作出行政处罚。\n{CELL} = 0") is Outcome.PASS
    assert outcome(PENALTIES, f"一：全年未作出行政处罚。\n{CELL} = 1") is Outcome.FAIL
    assert outcome(PENALTIES, f"一：未作出行政处罚听证的告知。\n{CELL} = 1") is Outcome.NOT_APPLICABLE


def test_a_blank_cell_leaves_the_sentence_unchecked():
    assert "空白，无法核对" in reason(PENALTIES, f"一：全年作出行政处罚12件。\n{CELL} =")


def test_a_sum_or_one_of_several_may_be_meant():
    claim = "kind: stated\nphrase: 办理申请\nequals: [三.R01.总计, 三.R01.总计 + 三.R02.总计]\n"
    cells = "三.R01.总计 = 7\n三.R02.总计 = 2"
    assert outcome(claim, f"一：办理申请9件。\n{cells}") is Outcome.PASS
    assert outcome(claim, f"一：办理申请7件。\n{cells}") is Outcome.PASS
    assert finding(claim, f"一：办理申请8件。\n{cells}").equation == "8 ≠ 7，8 ≠ 9"


def test_what_the_phrase_names_itself_limits_nothing():
    claim = "kind: stated\nphrase: 自然人申请\nequals: 三.R01.自然人\nscopes: 其中的一部分\n"
    assert outcome(claim, "一：收到申请9件，其中自然人申请7件。\n三.R01.自然人 = 7") is Outcome.PASS
    assert outcome(claim, "一：收到申请9件，其中自然人申请7件。\n三.R01.自然人 = 6") is Outcome.FAIL


def test_a_pattern_names_the_number():
    claim = "kind: stated\npattern: '处罚（[^（）]*）(?P<number>[0-9]+)件'\nequals: " + CELL + "\n"
    assert outcome(claim, f"一：处罚（含简易程序）12件。\n{CELL} = 12") is Outcome.PASS
    assert finding(claim, f"一：全年开会3次，处罚（含简易程序）１３件。\n{CELL} = 12").equation == "13 ≠ 12"


def test_amounts_agree_as_far_as_they_are_written():
    claim = "kind: stated\nphrase: 收取行政事业性收费\nequals: 二.行政事业性收费.本年收费金额\n"
    cell = "二.行政事业性收费.本年收费金额 = 27.948692"
    for text in ("27.95万元", "27.948692万元", "279486.92元"):
        assert outcome(claim, f"一：收取行政事业性收费{text}。\n{cell}") is Outcome.PASS
    assert outcome(claim, f"一：收取行政事业性收费27.94万元。\n{cell}") is Outcome.FAIL


# -- previous, change

CARRIED = "kind: previous\nfor each column of 三: R02 == 上年.R23\n"


def test_last_year_is_waited_for():
    assert outcome(CARRIED) is Outcome.WAITING


def test_each_column_is_compared_with_last_year():
    assert outcome(CARRIED, "三.R02.总计 = 3\n上年：三.R23.总计 = 3") is Outcome.PASS
    one = finding(CARRIED, "三.R02.总计 = 2\n上年：三.R23.总计 = 3")
    assert (one.equation, one.cells, str(one.difference)) == ("2 ≠ 3", ("三.R02.总计",), "1")
    assert "按上年报告应为 3" in one.message


def test_the_side_of_last_year_may_stand_first():
    claim = "kind: previous\nfigures: 2 * 上年.三.R01.总计 >= 三.R01.总计\n"
    assert outcome(claim, "三.R01.总计 = 6\n上年：三.R01.总计 = 3") is Outcome.PASS
    assert finding(claim, "三.R01.总计 = 7\n上年：三.R01.总计 = 3").equation == "7 > 6"


def test_years_with_different_forms_share_the_cells_that_both_have():
    assert outcome(CARRIED, "年度 = 2021\n上年：三.R23.总计 = 0") is Outcome.PASS
    claim = "kind: previous\nfigures: 二.行政许可.本年处理决定数量 <= 3 * 上年.二.行政许可.本年处理决定数量\n"
    assert outcome(claim, "年度 = 2021\n上年：") is Outcome.NOT_APPLICABLE


def test_a_change_within_its_limits_passes_and_small_figures_are_not_compared():
    claim = "kind: change\ncells: 二.行政许可.本年处理决定数量\nmost: 3\nleast: 0.5\nfrom: 20\n"
    cell, before = "二.行政许可.本年处理决定数量", "上年：二.行政许可.本年处理决定数量"
    assert outcome(claim, f"{cell} = 30\n{before} = 10") is Outcome.PASS
    assert outcome(claim, f"{cell} = 19\n{before} = 1") is Outcome.PASS
    assert "应不超过上年的3倍" in finding(claim, f"{cell} = 31\n{before} = 10").message
    assert "应不少于上年的0.5倍" in finding(claim, f"{cell} = 9\n{before} = 20").message
    assert outcome(claim, f"{cell} = 31\n{before} = 10", most=4) is Outcome.PASS


# -- only if


def test_a_condition_decides_whether_the_rule_concerns_the_report():
    claim = "kind: text\nrequired: 申请人满意\nwhere: 一\nonly if: 三.R01.总计 > 0\n"
    assert outcome(claim) is Outcome.NOT_APPLICABLE
    assert re.search("只适用于 三.R01.总计 > 0", reason(claim))
    assert outcome(claim, "三.R01.总计 = 1") is Outcome.FAIL
    assert outcome(claim, "三.R01.总计 = 若干") is Outcome.NOT_CHECKED


# -- what stands around a stated figure


def test_words_far_before_a_number_do_not_name_it():
    claim = "kind: stated\nphrase: 依申请公开\nequals: 三.R01.总计\n"
    text = "一：本年报包括主动公开、依申请公开情况、行政复议、行政诉讼情况以及存在问题共六个专栏，共3件。"
    assert outcome(claim, text) is Outcome.NOT_APPLICABLE
    assert outcome(claim + "within: 60\nmeasure: 个\n", text) is Outcome.FAIL


def test_a_total_that_its_details_contradict_is_not_held_against_the_sentence():
    claim = "kind: stated\nphrase: 收到申请\nequals: 三.R01.总计\n"
    cells = "三.R01.自然人 = 6\n三.R01.总计 = 0"
    assert "与各列之和一致" in reason(claim, f"一：收到申请6件。\n{cells}")
    assert outcome(claim, f"一：收到申请5件。\n{cells}") is Outcome.FAIL
