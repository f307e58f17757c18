"""Unit, year and title come from the text; what is given from outside overrides; nothing is guessed."""

import pytest

from gouji.draft import sound
from gouji.recognise import recognise

TITLES = [
    ("云溪县农业农村局2023年政府信息公开工作年度报告", "云溪县农业农村局", 2023),
    ("2023年云溪县农业农村局政府信息公开工作年度报告", "云溪县农业农村局", 2023),
    ("云溪县科技局2020政府信息公开工作年度报告", "云溪县科技局", 2020),
    ("云溪县科技局2019年度政府信息公开工作报告", "云溪县科技局", 2019),
    ("云溪县人民政府办公室关于2022年度政府信息公开工作年度报告", "云溪县人民政府办公室", 2022),
    ("青禾镇人民政府二〇二三年政府信息公开工作年度报告", "青禾镇人民政府", 2023),
    ("云溪新区海滨片区管理局 2024年度政府信息公开工作年度报告", "云溪新区海滨片区管理局", 2024),
    ("政府信息公开工作年度报告（2023年）", None, 2023),
    ("云溪县第一中学2023年政府信息公开工作年度报告", "云溪县第一中学", 2023),
    ("中华人民共和国云溪海关2023年政府信息公开工作年度报告", "中华人民共和国云溪海关", 2023),
    ("云溪县教育局（云溪县体育局）2023年政府信息公开工作年度报告", "云溪县教育局", 2023),
]


@pytest.mark.parametrize(("title", "unit", "year"), TITLES)
def test_unit_and_year_are_read_from_the_title(title, unit, year):
    draft = sound(year=year, unit="某单位")
    draft.title = title
    report = recognise(draft.document())
    assert (report.title, report.unit, report.year) == (title, unit, year)


def test_a_title_broken_over_two_lines_is_one():
    draft = sound()
    draft.title = "2023年云溪县科技局"
    draft.preface.insert(0, "政府信息公开工作年度报告")
    report = recognise(draft.document())
    assert report.title == "2023年云溪县科技局政府信息公开工作年度报告"
    assert report.unit == "云溪县科技局"


def test_a_year_alone_below_the_title_belongs_to_it():
    draft = sound()
    draft.title = "云溪县科技局政府信息公开工作年度报告"
    draft.preface.insert(0, "（2023年度）")
    assert recognise(draft.document()).title == "云溪县科技局政府信息公开工作年度报告（2023年度）"


def test_without_a_title_the_opening_sentence_names_unit_and_year():
    draft = sound("ed2019")
    draft.title, draft.preface = "", []
    draft.section("一").paragraphs = ["2019年，云溪市科学技术局认真贯彻落实《中华人民共和国政府信息公开条例》。"]
    report = recognise(draft.document())
    assert (report.title, report.unit, report.year) == (None, "云溪市科学技术局", 2019)
    assert report.sources == {"unit": "text", "year": "text"}


@pytest.mark.parametrize(
    "opening",
    [
        "根据《云溪市人民政府办公室关于印发2019年政务公开工作要点的通知》，在市政府电子政务办指导下，我局推进工作。",
        "2019年，我局共发文12个。调整充实了云溪市局信息公开工作领导小组。",
        "2019年，县科技局认真贯彻落实条例。",
    ],
)
def test_an_organ_that_is_only_mentioned_is_not_the_unit(opening):
    draft = sound("ed2019")
    draft.title, draft.preface = "", []
    draft.section("一").paragraphs = [opening]
    assert recognise(draft.document()).unit is None


def test_what_is_given_overrides_the_text():
    report = recognise(sound().document(), unit="云溪县档案局", year=2022)
    assert (report.unit, report.year) == ("云溪县档案局", 2022)
    assert report.sources == {"unit": "given", "year": "given"}


def test_a_title_told_whole_is_taken_before_a_part_of_it_on_the_cover():
    draft = sound()
    draft.title = "白鹭市市场监督管"
    draft.preface.insert(0, "白鹭市市场监督管理局2023年政府信息公开工作年度报告")
    draft.preface.insert(0, "二〇二四年一月")
    draft.preface.insert(0, "理局2023年政府信息公开工作年度报告")
    report = recognise(draft.document())
    assert (report.unit, report.title) == ("白鹭市市场监督管理局", "白鹭市市场监督管理局2023年政府信息公开工作年度报告")
