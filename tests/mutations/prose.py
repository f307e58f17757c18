"""Faults in the prose: what it says of the figures, and what should not stand there."""

from __future__ import annotations

import re

from mutations.base import Case, balance
from mutations.fault import fault


@fault("NA-01", "收到申请数不符")
def intake_stated(case: Case) -> None:
    case.unsay("intake", "outcomes")
    total = case.number("三.R01.总计") + case.number("三.R02.总计") + case.random.randint(1, 20)
    form = case.random.choice(
        ["全年共收到政府信息公开申请{}件。", "本年度受理依申请公开{}件。", "本年新收政府信息公开申请{}件。"]
    )
    case.say(form.format(total))


@fault("NA-02", "写未收到申请而表中有", also=("NA-01", "NA-16"))
def no_intake_stated(case: Case) -> None:
    case.unsay("intake", "outcomes")
    case.say(
        case.random.choice(
            ["本年度未收到政府信息公开申请。", "全年没有收到依申请公开申请。", "2023年无政府信息公开申请。"[5:]]
        ),
    )


@fault("NA-03", "上年结转不符", also=("NA-01",))
def carried_stated(case: Case) -> None:
    case.unsay("intake", "outcomes")
    carried = case.number("三.R02.总计") + case.random.randint(1, 9)
    case.say(f"本年新收政府信息公开申请{case.cells['三.R01.总计']}件，上年结转{carried}件。")


@fault("NA-03", "结转下年度不符")
def carried_forward_stated(case: Case) -> None:
    case.unsay("intake", "outcomes")
    case.say(f"政府信息公开申请结转下年度继续办理{case.number('三.R23.总计') + case.random.randint(1, 9)}件。")


@fault("NA-04", "办结数不符", also=("NA-17",))
def finished_stated(case: Case) -> None:
    more = case.number("三.R22.总计") + case.number("三.R01.总计") + case.random.randint(3, 30)
    case.say(f"全年共办结政府信息公开申请{more}件。")


@fault("NA-05", "予以公开数不符", also=("NA-06",))
def opened_stated(case: Case) -> None:
    case.say(f"在已办结的申请中，予以公开{case.number('三.R03.总计') + case.random.randint(1, 20)}件。")


@fault("NA-05", "不予公开数不符", also=("NA-06",))
def refused_stated(case: Case) -> None:
    refused = sum(case.number(f"三.R{row:02}.总计") for row in range(5, 13))
    case.say(f"申请办理结果中，不予公开{refused + case.random.randint(1, 20)}件。")


@fault("NA-06", "分类合计大于总数", also=("NA-05", "NA-04", "NA-01", "NA-10"))
def parts_of_outcomes(case: Case) -> None:
    case.unsay("intake", "outcomes")
    done = case.number("三.R22.总计")
    possible = [number for number in range(done // 2 + 1, done + 12) if number != done]
    opened, partly, refused = (case.random.choice(possible) for _ in range(3))
    case.say(f"全年共办结政府信息公开申请{done}件，其中予以公开{opened}件，部分公开{partly}件，不予公开{refused}件。")


@fault("NA-07", "写无复议而表中有", also=("NA-08",))
def no_reviews_stated(case: Case) -> bool | None:
    if case.number("四.行政复议.总计") == 0:
        return False
    case.unsay("disputes")
    case.say("未发生因政府信息公开引起的行政复议。")
    return None


@fault("NA-07", "诉讼件数不符", also=("NA-08",))
def suits_stated(case: Case) -> None:
    suits = case.number("四.未经复议直接起诉.总计") + case.number("四.复议后起诉.总计")
    case.say(f"因政府信息公开工作被提起行政诉讼{suits + case.random.randint(1, 5)}件。")


@fault("NA-08", "写均获维持而表中有纠正", also=("T4-09", "T4-06", "NA-07"))
def all_upheld_stated(case: Case) -> None:
    case.cells["四.行政复议.结果纠正"] = "2"
    case.cells["四.行政复议.总计"] = str(
        sum(case.number(f"四.行政复议.{one}") for one in ("结果维持", "结果纠正", "其他结果", "尚未审结"))
    )
    case.unsay("disputes")
    case.say("政府信息公开行政复议案件均获维持。")


@fault("NA-09", "规范性文件数不符")
def documents_stated(case: Case) -> None:
    case.unsay("documents")
    name = "行政规范性文件.本年制发件数" if case.new_form else "规范性文件.本年新制作数量"
    case.say(f"本年制定规范性文件{case.number(f'二.{name}') + case.random.randint(1, 9)}件。", 1)


@fault("NA-10", "主动公开分项之和不符", also=("NA-11",))
def parts_of_disclosure(case: Case) -> None:
    case.unsay("disclosure")
    first, second, third = (case.random.randint(20, 300) for _ in range(3))
    total = first + second + third - case.random.randint(1, 15)
    case.say(f"通过网站公开{first}条，通过微信公开{second}条，通过公告栏公开{third}条，共计公开信息{total}条。", 1)


@fault("NA-11", "部分大于总体", also=("NA-10",))
def part_larger_than_whole(case: Case) -> None:
    case.unsay("disclosure")
    case.say(f"全年公开信息49条，其中公文类信息{case.random.randint(50, 200)}条。", 1)


@fault("NA-12", "同一数据前后不一", also=("NA-10", "NA-11"))
def one_column_twice(case: Case) -> None:
    case.say("在政策解读专题栏目发布信息17条。", 1)
    case.say(f"政策解读专题栏目全年发布信息{case.random.randint(18, 60)}条。", 4)


@fault("NA-13", "百分比不符", also=("NA-10", "NA-11"))
def percentage(case: Case) -> None:
    case.unsay("disclosure")
    case.say(f"全年公开信息400条，其中政策类100条，占{case.random.randint(30, 60)}%。", 1)


@fault("NA-15", "数字漏填")
def number_missing(case: Case) -> None:
    case.say(case.random.choice(["全年组织业务培训活动  场。", "全年回复网民留言（ ）条。", "发布解读稿件  篇。"]), 1)


@fault("NA-16", "有申请而正文未提", also=("ST-06",))
def requests_never_mentioned(case: Case) -> None:
    prose = case.prose("一")
    prose[:] = [re.sub(r"依申请公开|申请", "", text) for text in prose if "（二）" not in text]


@fault("NA-17", "写全部办结而有结转")
def all_finished_stated(case: Case) -> None:
    case.cells["三.R23.自然人"] = str(case.random.randint(1, 5))
    balance(case.cells)
    case.unsay("intake", "outcomes")
    case.say("收到的政府信息公开申请已全部办结。")


@fault("TQ-01", "书签残留")
def residue(case: Case) -> None:
    case.say(case.random.choice(["[bookmark: _GoBack]", "错误！未找到引用源。", "#REF!"]))


@fault("TQ-02", "占位符号")
def placeholder(case: Case) -> None:
    case.say(case.random.choice(["全年公开信息XX条。", "XX局认真落实。", "共培训____次。"]), 1)


@fault("TQ-03", "网页代码残留")
def markup(case: Case) -> None:
    case.say(case.random.choice(["&nbsp;", "<br>", "</p>", "\ufffd", "锟斤拷"]))


@fault("TQ-08", "错误表述")
def wording(case: Case) -> None:
    case.say("接待来自港澳台等国家的访客。")


@fault("PI-01", "身份证号")
def identity_number(case: Case) -> None:
    case.say("申请人身份证号110101199003070038。")


@fault("PI-02", "手机号")
def mobile_number(case: Case) -> None:
    case.say(f"与申请人（139{case.random.randint(10_000_000, 99_999_999)}）沟通。")


@fault("PI-03", "银行卡号")
def bank_card(case: Case) -> None:
    case.say("退款汇入银行卡6222020200112233446。")


@fault("PI-04", "申请人姓名")
def applicant_named(case: Case) -> None:
    case.say(case.random.choice(["申请人王小明不服答复。", "申请人陈丽要求公开。"]))


@fault("NA-01", "表为0而正文有申请", also=("NA-02", "NA-04"))
def intake_without_table(case: Case) -> None:
    case.unsay("intake", "outcomes", "disputes")
    for address in (*case.addresses("三."), *case.addresses("四.")):
        case.cells[address] = "0"
    case.say(f"全年共收到政府信息公开申请{case.random.choice(['3', '12', '两', '十五'])}件，均已答复。")


@fault("NA-01", "汉字数目不符")
def intake_in_chinese_numerals(case: Case) -> bool | None:
    possible = (case.number("三.R01.总计"), case.number("三.R01.总计") + case.number("三.R02.总计"))
    wrong = [word for number, word in ((3, "三"), (7, "七"), (12, "十二"), (45, "四十五")) if number not in possible]
    case.unsay("intake", "outcomes")
    case.say(f"本年度共收到政府信息公开申请{case.random.choice(wrong)}件。")
    return None


@fault("NA-03", "写没有结转而表中有", also=("NA-01",))
def nothing_carried_stated(case: Case) -> bool | None:
    if case.number("三.R02.总计") == 0:
        return False
    case.unsay("intake", "outcomes")
    case.say(f"本年新收政府信息公开申请{case.cells['三.R01.总计']}件，上年结转0件。")
    return None


@fault("NA-05", "部分公开数不符", also=("NA-06",))
def partly_stated(case: Case) -> None:
    case.unsay("outcomes")
    case.say(f"从申请办理结果看，部分公开{case.number('三.R04.总计') + case.random.randint(1, 9)}件。")


@fault("NA-05", "无法提供数不符", also=("NA-06",))
def unavailable_stated(case: Case) -> None:
    case.unsay("outcomes")
    number = sum(case.number(f"三.{row}.总计") for row in ("R13", "R14", "R15")) + case.random.randint(1, 9)
    case.say(f"从申请办理结果看，无法提供{number}件。")


@fault("NA-06", "各类之和小于总数", also=("NA-05", "NA-04", "NA-01", "NA-10"))
def too_few_outcomes(case: Case) -> None:
    case.unsay("intake", "outcomes")
    done = case.number("三.R22.总计") + 50
    case.say(
        f"全年共办结政府信息公开申请{done}件，其中予以公开{done - 30}件，部分公开1件，不予公开2件，"
        f"无法提供3件，不予处理1件，其他处理{case.random.randint(1, 9)}件。"
    )


@fault("NA-07", "复议件数不符", also=("NA-08",))
def reviews_stated(case: Case) -> None:
    case.unsay("disputes")
    number = case.number("四.行政复议.总计") + case.random.randint(1, 5)
    case.say(
        case.random.choice(["全年因政府信息公开被申请行政复议{}件。", "涉及政府信息公开的行政复议案件{}件。"]).format(
            number
        )
    )


@fault("NA-07", "写无诉讼而表中有", also=("NA-08",))
def no_suits_stated(case: Case) -> bool | None:
    if not case.number("四.未经复议直接起诉.总计") + case.number("四.复议后起诉.总计"):
        return False
    case.unsay("disputes")
    case.say(case.random.choice(["未发生政府信息公开行政诉讼案件。", "没有因政府信息公开被提起行政诉讼。"]))
    return None


@fault("NA-08", "写零败诉而尚未审结", also=("T4-09", "T4-06", "NA-07", "T4-08", "T4-07"))
def never_lost_and_still_open(case: Case) -> None:
    case.unsay("disputes")
    group = "四.未经复议直接起诉"
    for name in ("结果维持", "结果纠正", "其他结果"):
        case.cells[f"{group}.{name}"] = "0"
        case.cells[f"四.复议后起诉.{name}"] = "0"
    case.cells["四.复议后起诉.尚未审结"] = case.cells["四.复议后起诉.总计"] = "0"
    case.cells[f"{group}.尚未审结"] = case.cells[f"{group}.总计"] = str(case.random.randint(1, 2))
    case.say(case.random.choice(["政府信息公开行政诉讼零败诉。", "政府信息公开行政诉讼案件均胜诉。"]), 5)


@fault("NA-09", "没有制定规范性文件而表中有")
def no_documents_stated(case: Case) -> None:
    case.unsay("documents")
    row = "二.行政规范性文件" if case.new_form else "二.规范性文件"
    for name in ("本年制发件数", "现行有效件数") if case.new_form else ("本年新制作数量", "本年新公开数量"):
        case.cells[f"{row}.{name}"] = "4"
    if not case.new_form:
        case.cells[f"{row}.对外公开总数量"] = "24"
    case.say("本年度未制定规范性文件。", 1)


@fault("NA-10", "其中各项之和大于总数", also=("NA-11",))
def parts_exceed_the_whole(case: Case) -> None:
    case.unsay("disclosure")
    parts = [case.random.randint(20, 300) for _ in range(4)]
    total = sum(parts) - case.random.randint(1, 19)
    case.say(
        f"全年主动公开政府信息{total}条，其中政策文件类{parts[0]}条、财政信息类{parts[1]}条、"
        f"人事信息类{parts[2]}条、工作动态类{parts[3]}条。",
        1,
    )


@fault("NA-11", "一节之中两个总数", also=("NA-10", "NA-12"))
def two_totals(case: Case) -> None:
    case.unsay("disclosure")
    number = case.random.randint(100, 900)
    case.say(f"全年主动公开政府信息{number}条。", 1)
    case.say(f"全年主动公开政府信息{number + case.random.randint(1, 90)}条。", 5)


@fault("NA-13", "占比与件数不符", also=("NA-10", "NA-11"))
def share_of_applications(case: Case) -> None:
    case.unsay("disclosure")
    total, part = case.random.randint(400, 900), case.random.randint(20, 200)
    share = 100 * part / total + case.random.choice([-2, 1, 5])
    case.say(f"全年主动公开政府信息{total}条，其中政策文件类{part}条，占总数的{share:.1f}%。", 1)


@fault("NA-14", "枚举个数不符")
def fewer_than_announced(case: Case) -> None:
    case.say(
        case.random.choice(
            [
                "设置四个栏目：政策文件、办事指南、公示公告。",
                "重点公开五类信息（教育、医疗、社保、就业）。",
            ]
        ),
        4,
    )


@fault("NA-17", "写全部办结并称无结转", also=("NA-03", "NA-04"))
def all_answered_stated(case: Case) -> None:
    case.unsay("intake", "outcomes")
    case.cells["三.R23.商业企业"] = str(case.random.randint(1, 5))
    balance(case.cells)
    case.say(case.random.choice(["政府信息公开申请全部办结。", "所有政府信息公开申请均已办结，办结率100%。"]))


@fault("TQ-02", "表格数字用占位符", also=("NA-15",))
def placeholder_for_the_year(case: Case) -> None:
    case.say(case.random.choice(["20XX年共召开会议3次。", "培训××人次。", "某某局开展检查。"]), 5)


@fault("PI-03", "住址")
def home_address(case: Case) -> None:
    case.say("申请人家住云溪县河口镇东风村三组12号，已邮寄答复。")
