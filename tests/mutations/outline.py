"""Faults of title, year, sections and the shape of tables."""

from __future__ import annotations

from mutations.base import Case, elsewhere, renamed
from mutations.fault import fault

OLD, NEW = ("ed2019",), ("ed2021",)
#: What cannot be said any more, or is said instead, when figures or prose are not there.
UNSAID = ("NA-01", "NA-02", "NA-03", "NA-07", "NA-16")


@fault("ED-01", "用了另一年度的格式", also=("ED-02", "ED-04", "T2-08", "XY-02"))
def form_of_another_year(case: Case) -> None:
    year = 2020 if case.new_form else 2022
    draft = case.draft
    old = str(draft.year)
    draft.title = draft.title.replace(old, str(year))
    draft.preface = [text.replace(old, str(year)) for text in draft.preface]
    for section in draft.sections:
        section.paragraphs = [text.replace(f"{old}年", f"{year}年") for text in section.paragraphs]
    draft.year = year


@fault("ED-03", "旧式体例", also=("ST-01", "ST-02", "ST-03", "ST-04", "ST-06", "NA-16"))
def old_outline(case: Case) -> None:
    case.draft.section("一").title = "概述"


@fault("ED-04", "引用过时的依据", forms=NEW)
def outdated_basis(case: Case) -> None:
    case.draft.preface.insert(0, "本报告按照国办公开办函〔2019〕60号规定的格式编制。")


@fault("ID-01", "没有标题", also=("ID-03",))
def no_title(case: Case) -> None:
    case.draft.title = ""


@fault("ID-02", "标题缺“年”", also=("ID-06",))
def title_without_year_sign(case: Case) -> None:
    case.draft.title = case.draft.title.replace(f"{case.draft.year}年", str(case.draft.year))


@fault("ID-02", "标题写成工作报告")
def title_of_another_report(case: Case) -> None:
    case.draft.title = case.draft.title.replace("工作年度报告", "工作报告")


@fault("ID-04", "正文是别的单位", also=("RO-06",))
def another_unit(case: Case) -> None:
    other = elsewhere(case.draft.unit)
    case.prose("一")[0] = f"{case.draft.year}年，{other}认真贯彻落实条例，{other}政府信息公开工作有序开展。"


@fault("ID-06", "标题与统计期限年度不同", also=("ID-07", "ED-01"))
def years_differ(case: Case) -> None:
    old = str(case.draft.year - 1)
    case.draft.preface = [text.replace(str(case.draft.year), old) for text in case.draft.preface]


@fault("ID-07", "统计期限不是全年", also=("ID-06",))
def period_is_not_the_year(case: Case) -> None:
    year = case.draft.year
    case.draft.preface = [f"本报告所列数据的统计期限为{year}年1月1日至{year}年11月30日。"]


@fault("ST-01", "缺法定章节", also=("ST-02", "ST-03", "ST-04", "ST-05", "ST-13", "ST-14", "ST-15", *UNSAID))
def section_missing(case: Case) -> None:
    key = case.random.choice(["五", "六"])
    case.draft.sections.remove(case.draft.section(key))


@fault("ST-01", "章节换成别的内容", also=("ST-04", "ST-02", "ST-13"))
def section_replaced(case: Case) -> None:
    case.draft.section("五").title = "政务公开的成效及下一步工作打算"


@fault("ST-02", "章节标题不规范")
def section_title_changed(case: Case) -> None:
    key, title = case.random.choice([("一", "基本概况"), ("二", "主动公开政府信息相关情况")])
    case.draft.section(key).title = title


@fault("ST-03", "章节序号重复", also=("ST-04",))
def numeral_twice(case: Case) -> None:
    case.draft.section(case.random.choice(["三", "四", "五"])).numeral = "二"


@fault("ST-04", "多出一级章节")
def section_more(case: Case) -> None:
    from gouji.draft import DraftSection  # noqa: PLC0415

    case.draft.sections.append(DraftSection("七", "平台建设情况", ["平台运行平稳。"]))


@fault("ST-05", "章节顺序错误", also=("ST-03",))
def sections_out_of_order(case: Case) -> None:
    sections = case.draft.sections
    sections[4], sections[5] = sections[5], sections[4]


@fault("ST-06", "总体情况缺依申请公开", also=("NA-16", "ST-17"))
def aspect_missing(case: Case) -> None:
    prose = case.prose("一")
    prose[:] = [text.replace("依申请公开", "").replace("申请", "") for text in prose if "（二）" not in text]


@fault("ST-07", "缺表", also=("ST-08", "ST-10", *UNSAID, "NA-05", "NA-09", "NA-04", "T4-05"))
def table_missing(case: Case) -> None:
    case.draft.section(case.random.choice(["二", "三", "四"])).table = None


@fault("ST-08", "缺一行", also=("T3-02", "T3-03", "T3-01", "T2-01", "ST-10"))
def row_missing(case: Case) -> None:
    case.draft.dropped.add(case.random.choice(["二.规章", "二.行政处罚", "三.R07", "三.R18", "三.R23", "三.R02"]))


@fault("ST-10", "行格数不足", also=("T3-01", "T3-02", "T3-03", "T3-05", "T3-06"))
def row_too_short(case: Case) -> None:
    case.draft.lengths[f"三.R{case.random.randint(3, 20):02}"] = 5


@fault("ST-13", "问题部分为无", also=("ST-15",))
def no_problems_told(case: Case) -> None:
    case.draft.section("五").paragraphs = [case.random.choice(["无。", "无", "暂无。"])]


@fault("ST-13", "问题部分空洞", also=("ST-15",))
def hollow_problems(case: Case) -> None:
    case.draft.section("五").paragraphs = ["本单位将继续努力做好工作。"]


@fault("ST-14", "第六部分空白", also=("ST-16",))
def other_matters_blank(case: Case) -> None:
    case.draft.section("六").paragraphs = []


@fault("ST-15", "政府年报缺考核评议追责")
def government_without_assessment(case: Case) -> None:
    renamed(case, "云溪县人民政府")
    for section in case.draft.sections:
        section.paragraphs = [
            text.replace("，按时完成工作考核、社会评议和责任追究", "").replace("考核", "检查")
            for text in section.paragraphs
        ]
