"""Reports for 2018 and earlier are recognised as such, and get the generic checks and no others."""

import pytest

from gouji.check import check
from gouji.draft import sound
from gouji.model import Document, Outcome, Paragraph, Place, Verdict
from gouji.recognise import recognise
from gouji.rule import load_rules

CHECKS = {"FL-04", "FL-06", "ID-01", "ID-06", "NA-06", "NA-10", "NA-11", "ST-18"}


@pytest.fixture(scope="module")
def rules():
    return load_rules()


@pytest.mark.parametrize("year", [2008, 2012, 2016, 2018])
def test_a_report_of_those_years_gets_the_generic_checks_alone(rules, year):
    report = recognise(sound(year=year).document())
    assert (report.edition, report.year) == ("pre2019", year)
    checked = check(report, rules)
    assert checked.findings == ()
    assert checked.verdict is Verdict.INCOMPLETE
    assert {one.rule for one in checked.results if one.outcome is not Outcome.NOT_APPLICABLE} == CHECKS


def test_what_is_wrong_is_held_against_the_regulations_of_then(rules):
    draft = sound(year=2016)
    draft.sections.remove(draft.section("四"))
    draft.preface = ["本报告所列数据的统计期限为2015年1月1日至2015年12月31日。"]
    draft.section("二").paragraphs = ["2016年，公开公文类政府信息118条，公开其他类政府信息9条，共计公开政府信息49条。"]
    checked = check(recognise(draft.document()), rules)
    assert [one.rule for one in checked.findings] == ["ID-06", "ST-18", "NA-10"]
    assert all("492号" in one.basis and "2021" not in one.basis for one in checked.findings)


OLD = """云溪县农业局2012年度政府信息公开年度报告
根据《中华人民共和国政府信息公开条例》的规定，由县农业局编制本报告。
一、概述
2012年，县农业局认真做好政府信息公开工作。
二、主动公开政府信息情况
公开信息120条。
三、依申请公开政府信息办理情况
没有收到公开申请。
四、政府信息公开的收费及减免情况
没有收费。
五、行政复议、行政诉讼和申诉情况
没有发生。
六、存在的主要问题和改进措施
更新不够及时，将加强管理。
七、需要说明的事项与附表
无。"""


def test_an_old_report_without_a_single_table_is_read(rules):
    blocks = tuple(Paragraph(line, Place(line=number)) for number, line in enumerate(OLD.split("\n"), 1))
    report = recognise(Document(blocks, "txt"))
    assert (report.unit, report.year, report.edition) == ("云溪县农业局", 2012, "pre2019")
    assert [section.numeral for section in report.sections] == list("一二三四五六七")
    assert check(report, rules).findings == ()


def test_an_old_style_in_a_later_year_is_held_against_the_form_of_that_year():
    blocks = tuple(
        Paragraph(line.replace("2012", "2020"), Place(line=number)) for number, line in enumerate(OLD.split("\n"), 1)
    )
    assert recognise(Document(blocks, "txt")).edition == "ed2019"
