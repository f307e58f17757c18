"""What is no annual report is refused with what it seems to be; what is one is not, whatever stands around it."""

import pytest

from gouji.draft import sound
from gouji.errors import NotAReport, Unreadable
from gouji.model import Document, GridCell, Paragraph, Place, Table
from gouji.recognise import recognise

FILLER = "各单位要提高认识，加强领导，落实责任，按照时间节点和质量要求完成各项工作任务，确保取得实效。"


def paper(*lines, tables=()):
    blocks = [Paragraph(line, Place(paragraph=number)) for number, line in enumerate(lines, 1)]
    return Document((*blocks, *tables), "docx")


def grid(*rows):
    cells = tuple(
        GridCell(r, c, text, Place(table=1, row=r + 1, column=c + 1))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    return Table(cells, Place(table=1))


OTHERS = {
    "通知": ["关于做好2023年政府信息公开工作年度报告编制工作的通知", "各镇人民政府：", "一、总体情况要写实", FILLER],
    "关于年度报告": ["2023年政府信息公开工作年度报告解读", "一、总体情况", FILLER, "二、主动公开政府信息情况", FILLER],
    "通报或评估": [
        "关于2023年度政府信息公开工作年度报告发布情况的通报",
        "一、总体情况",
        FILLER,
        "二、主动公开政府信息情况",
        FILLER,
        "三、收到和处理政府信息公开申请情况",
        FILLER,
        "四、存在的主要问题及改进情况",
        FILLER,
    ],
    "公示": ["关于2023年度拟表彰先进集体的公示", FILLER],
    "决算公开": ["云溪县财政局2023年度部门决算公开说明", "一、部门概况", FILLER, "二、存在的问题及下一步打算", FILLER],
    "预算公开": ["云溪县财政局2024年部门预算", "一、基本情况", FILLER],
    "政府工作报告": ["2024年政府工作报告", "各位代表：", FILLER],
    "会议纪要": ["云溪县政府信息公开工作领导小组会议纪要", FILLER],
    "信息公开指南": [
        "云溪县财政局政府信息公开指南",
        "一、主动公开",
        FILLER,
        "二、依申请公开（收到申请的处理）",
        FILLER,
    ],
    "信息公开目录": ["云溪县财政局政府信息公开目录", FILLER],
    "申请表": ["政府信息公开申请表", "申请人信息"],
    "工作总结": [
        "云溪县财政局2023年政务公开工作总结",
        "一、总体情况",
        FILLER,
        "二、主动公开情况",
        FILLER,
        "三、存在的主要问题和改进措施",
        FILLER,
    ],
    "工作要点": ["云溪县2024年政务公开工作要点", FILLER],
    "法治政府建设年度报告": [
        "云溪县财政局2023年法治政府建设年度报告",
        "一、总体情况",
        FILLER,
        "二、行政复议、行政诉讼情况",
        FILLER,
        "三、存在的主要问题及改进措施",
        FILLER,
        "四、其他需要报告的事项",
        FILLER,
    ],
    "新闻报道": [
        "云溪县全力打造阳光政府",
        "本报讯（记者张三）近日，云溪县各部门集中公布政府信息公开年度报告。",
        FILLER,
    ],
    "外文文本": [
        "Annual Report on Government Information Disclosure",
        "This report covers the work of the year 2023. " * 5,
    ],
    "程序代码": ["import os", "def main():", "    return os.getcwd()", "class Thing:", "    value = main()", "main()"],
}


@pytest.mark.parametrize("kind", OTHERS)
def test_other_documents_are_refused_with_what_they_seem_to_be(kind):
    with pytest.raises(NotAReport, match=kind):
        recognise(paper(*OTHERS[kind]))


def test_the_yearly_sheet_of_a_web_site_is_not_the_annual_report():
    table = grid(["网站名称", "云溪县人民政府"], ["首页网址", "www.example.gov.cn"], ["独立用户访问总量", "120000"])
    with pytest.raises(NotAReport, match="政府网站工作年度报表"):
        recognise(paper("政府网站工作年度报表", "（2023年度）", tables=[table]))


def test_a_list_of_names_is_a_table():
    with pytest.raises(NotAReport, match="姓名"):
        recognise(Document((grid(["序号", "姓名", "单位"], ["1", "张三", "财政局"]),), "xlsx"))


def test_a_notice_with_the_blank_form_is_a_notice():
    form = sound().document().blocks
    blank = sound()
    blank.cells = dict.fromkeys(blank.cells, "")
    form = [b for b in blank.document().blocks if isinstance(b, Table) or "、" in b.text[:2]]
    lines = paper("关于做好2023年政府信息公开工作年度报告编制工作的通知", "各镇人民政府：", FILLER).blocks
    with pytest.raises(NotAReport, match=r"通知.*空白模板"):
        recognise(Document((*lines, *form), "docx"))


@pytest.mark.parametrize("form", ["ed2019", "ed2021"])
def test_a_blank_form_is_no_report(form):
    draft = sound(form, unit="××局")
    draft.title = "××局20××年政府信息公开工作年度报告"
    draft.cells = dict.fromkeys(draft.cells, "")
    draft.preface = []
    for section in draft.sections:
        section.paragraphs = ["（文字描述）"] if section.paragraphs else []
    with pytest.raises(NotAReport, match="空白模板"):
        recognise(draft.document())


def test_a_units_report_whose_tables_are_blank_is_a_report():
    draft = sound()
    draft.cells = dict.fromkeys(draft.cells, "")
    assert recognise(draft.document()).unit == draft.unit


def test_one_table_alone_is_an_excerpt():
    table = next(block for block in sound().document().blocks if isinstance(block, Table) and len(block.cells) > 100)
    with pytest.raises(NotAReport, match=r"节选.*表三"):
        recognise(Document((table,), "xlsx"))


def test_the_three_tables_alone_are_checked():
    tables = tuple(block for block in sound().document().blocks if isinstance(block, Table))
    assert len(recognise(Document(tables, "xlsx")).cells) == 200


def test_nothing_at_all_is_said_to_be_nothing():
    with pytest.raises(NotAReport, match="没有可读的文字"):
        recognise(Document((), "txt"))


@pytest.mark.parametrize(
    "title",
    [
        "云溪县农业农村局2023年度政府信息公开工作报告",
        "云溪县农业农村局关于2023年政府信息公开工作年度报告的公告",
        "关于报送云溪县农业农村局2023年政府信息公开工作年度报告的函",
        "",
        "公示公告",
    ],
)
def test_a_report_is_a_report_whatever_its_title(title):
    draft = sound()
    draft.title = title
    assert len(recognise(draft.document()).sections) == 6


def test_a_long_text_under_a_reports_title_is_not_called_an_image():
    lines = ["云溪县农业农村局2023年政府信息公开工作年度报告", *[FILLER] * 10]
    with pytest.raises(NotAReport, match="没有找到年度报告的六个部分"):
        recognise(paper(*lines))
    with pytest.raises(Unreadable, match="图片或附件"):
        recognise(paper(*lines[:2]))
