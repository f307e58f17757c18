"""Further faults of the form: what the official text does not have, and what it asks for in the words around."""

from __future__ import annotations

from gouji.draft import DraftSection
from mutations.base import Case, balance, elsewhere
from mutations.fault import fault

OLD, NEW = ("ed2019",), ("ed2021",)


@fault("ED-02", "新格式的表用了旧表头", forms=NEW, also=("ST-10", "T2-01", "ED-01"))
def heading_of_the_former_form(case: Case) -> None:
    case.draft.headings["二.本年制发件数"] = "本年新制作数量"


@fault("ED-02", "新格式的行名沿用规范性文件", forms=NEW)
def label_of_the_former_form(case: Case) -> None:
    case.draft.labels["二.行政规范性文件"] = "规范性文件"


@fault("ED-03", "另设收费及减免情况一章", also=("ST-04", "ST-03", "ST-02", "ST-01", "ST-05"))
def section_of_fees(case: Case) -> None:
    sections = case.draft.sections
    sections.insert(3, DraftSection("四", "政府信息公开的收费及减免情况", ["本年度没有收费及减免。"]))
    for numeral, section in zip("一二三四五六七", sections, strict=True):
        section.numeral = numeral


@fault("ED-04", "只引2007年条例")
def act_of_2007(case: Case) -> None:
    case.unsay("management")
    case.draft.preface.insert(
        0, "根据《中华人民共和国政府信息公开条例》（国务院令第492号）第三十一条的规定，编制本报告。"
    )


@fault("ID-02", "标题两个年度")
def title_with_two_years(case: Case) -> None:
    case.draft.title = f"{case.draft.unit}{case.draft.year}年度政府信息公开工作年度报告"


@fault("ID-02", "标题缺工作")
def title_without_work(case: Case) -> None:
    case.draft.title = case.draft.title.replace("政府信息公开工作年度报告", "政府信息公开年度报告")


@fault("ID-03", "全文不见单位名称", also=("ID-01", "ID-02"))
def unit_not_named(case: Case) -> None:
    draft = case.draft
    draft.title = f"{draft.year}年政府信息公开工作年度报告"
    draft.preface = [text for text in draft.preface if draft.unit not in text]
    draft.section("六").paragraphs = ["无其他需要报告的事项，本年度未收取信息处理费。"]


@fault("ID-04", "标题与正文单位不同", also=("RO-06", "ID-05"))
def copied_from_another_town(case: Case) -> None:
    draft = case.draft
    draft.section("一").paragraphs[0] = f"{draft.year}年，{elsewhere(draft.unit)}" + case.random.choice(
        ["认真贯彻落实条例，推进政务公开。", "高度重视政府信息公开工作。", "深入推进政务公开，成效明显。"]
    )


@fault("ID-06", "第一句写成上一年", also=("ID-07",))
def first_sentence_of_last_year(case: Case) -> None:
    year = case.draft.year
    prose = case.prose("一")
    prose[0] = f"{year - 1}年，本机关全年主动公开政府信息{case.random.randint(20, 90)}条，各项工作有序开展。"


@fault("ID-07", "统计期限没有写")
def period_not_told(case: Case) -> None:
    case.draft.preface = []


@fault("ID-08", "写五个部分")
def five_parts_announced(case: Case) -> None:
    case.draft.preface.insert(
        0,
        "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、"
        "存在的主要问题及改进情况、其他需要报告的事项等五个部分组成。",
    )


@fault("ID-08", "写六个部分而漏列")
def six_announced_five_listed(case: Case) -> None:
    case.draft.preface.insert(
        0,
        "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、"
        "存在的主要问题及改进情况、其他需要报告的事项等六个部分组成。",
    )


@fault("ST-01", "缺复议诉讼一章", also=("ST-03", "ST-02", "ST-07", "T4-05", "NA-07"))
def disputes_left_out(case: Case) -> None:
    case.draft.sections.remove(case.draft.section("四"))


@fault("ST-02", "问题一章标题改写")
def problems_renamed(case: Case) -> None:
    case.draft.section("五").title = case.random.choice(["主要问题和改进措施", "存在问题、不足及改进思路"])


@fault("ST-03", "章节序号跳号", also=("ST-04",))
def numeral_skipped(case: Case) -> None:
    case.draft.section("六").numeral = case.random.choice(["七", "八"])


@fault("ST-05", "二、三章互换", also=("ST-03",))
def two_and_three_swapped(case: Case) -> None:
    sections = case.draft.sections
    sections[1], sections[2] = sections[2], sections[1]
    sections[1].numeral, sections[2].numeral = "二", "三"


@fault("ST-06", "总体情况缺监督保障")
def assurance_missing(case: Case) -> None:
    prose = case.prose("一")
    del prose[5]
    prose[:] = [
        text
        for text in prose
        if not any(word in text for word in ("监督", "考核", "培训", "领导", "保障", "责任", "督查"))
    ]


@fault("ST-08", "缺（一）项全部行", forms=NEW, also=("ED-02", "ST-10"))
def both_rows_missing(case: Case) -> None:
    case.draft.dropped |= {"二.规章", "二.行政规范性文件"}


@fault("ST-09", "表三多一列")
def further_column(case: Case) -> None:
    case.draft.extra_columns[case.random.choice(["二", "三"])] = "备注"


@fault("ST-09", "表二多一行")
def further_row(case: Case) -> None:
    case.draft.extra_rows["二"] = case.random.choice(["行政检查", "行政征收", "其他事项"])


@fault("ST-10", "行多出一格", also=("T3-03", "ST-09"))
def row_too_long(case: Case) -> None:
    case.draft.lengths[f"三.R{case.random.randint(3, 20):02}"] = 8


@fault("ST-11", "没有勾稽关系说明")
def relation_not_printed(case: Case) -> None:
    case.draft.headings["三.勾稽关系"] = case.random.choice(["项目", "办理情况"])


@fault("ST-12", "总体情况超字数", forms=NEW)
def long_overview(case: Case) -> bool | None:
    if "政府" in case.draft.unit:
        return False
    texts = (
        "围绕重点工作细化公开事项，完善审核流程。",
        "持续优化栏目设置，方便群众查询使用。",
        "健全工作机制，压实科室责任，形成工作合力。",
    )
    case.prose("一")[4] += "".join(texts * 30)
    return None


@fault("ST-16", "逾期未缴费而没有说明", forms=NEW, also=("T3-12", "T3-10"))
def fee_notice_without_words(case: Case) -> None:
    case.cells["三.R21b.自然人"] = str(case.random.randint(1, 3))
    balance(case.cells)
    case.unsay("intake", "outcomes")
    case.draft.section("六").paragraphs = ["无其他需要报告的事项。"]


@fault("ST-16", "第六部分没有信息处理费", forms=NEW)
def fee_not_told(case: Case) -> None:
    case.draft.section("六").paragraphs = [case.random.choice(["无其他需要报告的事项。", "没有需要报告的事项。"])]


@fault("ST-17", "二级标题跳号")
def subheading_skipped(case: Case) -> None:
    prose = case.prose("一")
    prose[5] = prose[5].replace("（五）", case.random.choice(["（六）", "（四）", "（七）"]), 1)


@fault("ST-17", "二级标题用阿拉伯数字")
def subheading_with_figures(case: Case) -> None:
    prose = case.prose("一")
    for number, numeral in enumerate("一二三四五", 1):
        prose[number] = prose[number].replace(f"（{numeral}）", f"{number}、", 1)


@fault("FL-03", "扩展名与内容不符")
def wrong_ending(case: Case) -> None:
    case.draft.format = "html"
    case.draft.file_name = f"{case.draft.unit}{case.draft.year}年年报.doc"


@fault("FL-04", "编码未声明")
def encoding_not_declared(case: Case) -> None:
    case.draft.guessed_encoding = case.random.choice(["GB18030", "GBK"])


@fault("FL-06", "一个文件多份报告")
def several_reports(case: Case) -> None:
    case.draft.reports_in_file = case.random.randint(2, 4)


@fault("TQ-04", "错别字")
def misprint(case: Case) -> None:
    case.say(case.random.choice(["建立建全审核机制。", "修订政府公开指南。", "转结下年度的事项已登记。"]), 3)


@fault("TQ-05", "残句与重复词")
def broken_sentence(case: Case) -> None:
    case.say(
        case.random.choice(["各项工作稳步前。", "及时发布分类发布信息。", "认真组织组织培训。", "公开水平进一步。"]), 4
    )


@fault("TQ-06", "半角标点")
def half_width_marks(case: Case) -> None:
    case.say(case.random.choice(["完善制度;落实责任;强化检查。", "加强学习,提高能力。", "内容包括:机构职能。"]), 3)


@fault("TQ-07", "日期残缺")
def broken_date(case: Case) -> None:
    case.draft.format = "docx"
    case.say(f"统计数据截至{case.draft.year}12月31日。", 3)


@fault("TQ-09", "网址写错")
def malformed_address(case: Case) -> None:
    case.say(case.random.choice(["网址为http:/www.yunxi.gov.cn。", "网址为http//www.yunxi.gov.cn。"]), 4)


@fault("TQ-10", "旧的公开原则")
def former_principle(case: Case) -> None:
    case.say("坚持“以公开为原则，不公开为例外”，推进各项工作。", 3)
