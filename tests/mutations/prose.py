"""Faults in the prose: what it says of the figures, and what should not stand there."""

from __future__ import annotations

import re

from mutations.base import Case
from mutations.fault import fault

INTAKE = re.compile(r"本年度(?:新收政府信息公开申请\d+件(?:，上年结转\d+件)?，均依法办理|未收到政府信息公开申请)。")


def _say(case: Case, text: str, paragraph: int = 2) -> None:
    case.prose("一")[paragraph] += text


def _without_intake(case: Case) -> None:
    case.prose("一")[2] = INTAKE.sub("", case.prose("一")[2])


def _without_disputes(case: Case) -> None:
    prose = case.prose("一")
    prose[:] = [text for text in prose if "行政复议" not in text]


@fault("NA-01", "收到申请数不符")
def intake_stated(case: Case) -> None:
    _without_intake(case)
    total = case.number("三.R01.总计") + case.number("三.R02.总计") + case.random.randint(1, 20)
    form = case.random.choice(
        ["全年共收到政府信息公开申请{}件。", "本年度受理依申请公开{}件。", "本年新收政府信息公开申请{}件。"]
    )
    _say(case, form.format(total))


@fault("NA-02", "写未收到申请而表中有", also=("NA-01", "NA-16"))
def no_intake_stated(case: Case) -> None:
    _without_intake(case)
    _say(
        case,
        case.random.choice(
            ["本年度未收到政府信息公开申请。", "全年没有收到依申请公开申请。", "2023年无政府信息公开申请。"[5:]]
        ),
    )


@fault("NA-03", "上年结转不符", also=("NA-01",))
def carried_stated(case: Case) -> None:
    _without_intake(case)
    carried = case.number("三.R02.总计") + case.random.randint(1, 9)
    _say(case, f"本年新收政府信息公开申请{case.cells['三.R01.总计']}件，上年结转{carried}件。")


@fault("NA-03", "结转下年度不符")
def carried_forward_stated(case: Case) -> None:
    _say(case, f"结转下年度继续办理{case.number('三.R23.总计') + case.random.randint(1, 9)}件。")


@fault("NA-04", "办结数不符", also=("NA-17",))
def finished_stated(case: Case) -> None:
    more = case.number("三.R22.总计") + case.number("三.R01.总计") + case.random.randint(3, 30)
    _say(case, f"全年共办结政府信息公开申请{more}件。")


@fault("NA-05", "予以公开数不符", also=("NA-06",))
def opened_stated(case: Case) -> None:
    _say(case, f"在已办结的申请中，予以公开{case.number('三.R03.总计') + case.random.randint(1, 20)}件。")


@fault("NA-05", "不予公开数不符", also=("NA-06",))
def refused_stated(case: Case) -> None:
    refused = sum(case.number(f"三.R{row:02}.总计") for row in range(5, 13))
    _say(case, f"申请办理结果中，不予公开{refused + case.random.randint(1, 20)}件。")


@fault("NA-06", "分类合计与总数不符", also=("NA-05", "NA-04", "NA-01", "NA-10"))
def parts_of_outcomes(case: Case) -> None:
    done = case.number("三.R22.总计")
    _say(case, f"全年共办结政府信息公开申请{done}件，其中予以公开{done}件，部分公开{case.random.randint(1, 9)}件。")


@fault("NA-07", "写无复议而表中有", also=("NA-08",))
def no_reviews_stated(case: Case) -> bool | None:
    if case.number("四.行政复议.总计") == 0:
        return False
    _without_disputes(case)
    _say(case, "未发生因政府信息公开引起的行政复议。")
    return None


@fault("NA-07", "诉讼件数不符", also=("NA-08",))
def suits_stated(case: Case) -> None:
    suits = case.number("四.未经复议直接起诉.总计") + case.number("四.复议后起诉.总计")
    _say(case, f"因政府信息公开工作被提起行政诉讼{suits + case.random.randint(1, 5)}件。")


@fault("NA-08", "写均获维持而表中有纠正", also=("T4-09", "T4-06", "NA-07"))
def all_upheld_stated(case: Case) -> None:
    case.cells["四.行政复议.结果纠正"] = "2"
    case.cells["四.行政复议.总计"] = str(
        sum(case.number(f"四.行政复议.{one}") for one in ("结果维持", "结果纠正", "其他结果", "尚未审结"))
    )
    _without_disputes(case)
    _say(case, "政府信息公开行政复议案件均获维持。")


@fault("NA-09", "规范性文件数不符")
def documents_stated(case: Case) -> None:
    name = "行政规范性文件.本年制发件数" if case.new_form else "规范性文件.本年新制作数量"
    _say(case, f"本年制定规范性文件{case.number(f'二.{name}') + case.random.randint(1, 9)}件。", 1)


@fault("NA-10", "主动公开分项之和不符", also=("NA-11",))
def parts_of_disclosure(case: Case) -> None:
    prose = case.prose("一")
    prose[1] = prose[1].split("全年主动公开政府信息")[0]
    first, second, third = (case.random.randint(20, 300) for _ in range(3))
    total = first + second + third - case.random.randint(1, 15)
    _say(case, f"通过网站公开{first}条，通过微信公开{second}条，通过公告栏公开{third}条，共计公开信息{total}条。", 1)


@fault("NA-11", "部分大于总体", also=("NA-10",))
def part_larger_than_whole(case: Case) -> None:
    prose = case.prose("一")
    prose[1] = prose[1].split("全年主动公开政府信息")[0]
    _say(case, f"全年公开信息49条，其中公文类信息{case.random.randint(50, 200)}条。", 1)


@fault("NA-12", "同一数据前后不一", also=("NA-10", "NA-11"))
def one_column_twice(case: Case) -> None:
    _say(case, "在政策解读专题栏目发布信息20条。", 1)
    _say(case, f"政策解读专题栏目全年发布信息{case.random.randint(21, 60)}条。", 4)


@fault("NA-13", "百分比不符", also=("NA-10", "NA-11"))
def percentage(case: Case) -> None:
    prose = case.prose("一")
    prose[1] = prose[1].split("全年主动公开政府信息")[0]
    _say(case, f"全年公开信息400条，其中政策类100条，占{case.random.randint(30, 60)}%。", 1)


@fault("NA-15", "数字漏填")
def number_missing(case: Case) -> None:
    _say(case, case.random.choice(["全年组织业务培训活动  场。", "全年回复网民留言（ ）条。", "发布解读稿件  篇。"]), 1)


@fault("NA-16", "有申请而正文未提", also=("ST-06",))
def requests_never_mentioned(case: Case) -> None:
    prose = case.prose("一")
    prose[:] = [re.sub(r"依申请公开|申请", "", text) for text in prose if "（二）" not in text]


@fault("NA-17", "写全部办结而有结转")
def all_finished_stated(case: Case) -> None:
    from mutations.base import balance  # noqa: PLC0415

    case.cells["三.R23.自然人"] = str(case.random.randint(1, 5))
    balance(case.cells)
    _without_intake(case)
    _say(case, "收到的政府信息公开申请已全部办结。")


@fault("TQ-01", "书签残留")
def residue(case: Case) -> None:
    _say(case, case.random.choice(["[bookmark: _GoBack]", "错误！未找到引用源。", "#REF!"]))


@fault("TQ-02", "占位符号")
def placeholder(case: Case) -> None:
    _say(case, case.random.choice(["全年公开信息XX条。", "XX局认真落实。", "共培训____次。"]), 1)


@fault("TQ-03", "网页代码残留")
def markup(case: Case) -> None:
    _say(case, case.random.choice(["&nbsp;", "<br>", "</p>", "\ufffd", "锟斤拷"]))


@fault("TQ-08", "错误表述")
def wording(case: Case) -> None:
    _say(case, "接待来自港澳台等国家的访客。")


@fault("PI-01", "身份证号")
def identity_number(case: Case) -> None:
    _say(case, "申请人身份证号110101199003070038。")


@fault("PI-02", "手机号")
def mobile_number(case: Case) -> None:
    _say(case, f"与申请人（139{case.random.randint(10_000_000, 99_999_999)}）沟通。")


@fault("PI-03", "银行卡号")
def bank_card(case: Case) -> None:
    _say(case, "退款汇入银行卡6222020200112233446。")


@fault("PI-04", "申请人姓名")
def applicant_named(case: Case) -> None:
    _say(case, case.random.choice(["申请人王小明不服答复。", "申请人陈丽要求公开。"]))
