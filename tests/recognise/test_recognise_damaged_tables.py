"""A fault in one row or heading of a table costs no more than that row or column."""

from gouji.rule.example import example_report


def test_a_row_label_without_cells_does_not_end_the_headings_of_the_table():
    report = example_report("三.R05.格数 = 0\n三.R06.自然人 = 3")
    assert report.cell("三.R06.自然人").text == "3"
    assert [one.text for one in report.unplaced] == ["1.属于国家秘密"]


def test_an_unknown_heading_costs_only_its_column():
    report = example_report("三.列.其他 = 别的\n三.R01.总计 = 3")
    assert report.table("三").columns == ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "总计")
    assert report.cell("三.R01.总计").text == "3"
    assert {one.reason for one in report.unplaced} == {"所在列的表头不认识"}


def test_a_section_of_problems_and_next_steps_is_the_fifth():
    report = example_report("五.标题 = 存在的不足及下一步工作计划")
    assert report.sections[4].kind == "problems"
