"""The date of publication is read where a page states it, and no other date becomes one."""

from datetime import date

import pytest

from gouji.draft import sound
from gouji.parse import parse
from gouji.published import published
from gouji.recognise import recognise

DAY = date(2024, 1, 20)
PAGE = """<html><head><title>云溪县财政局2023年政府信息公开工作年度报告</title>{head}</head><body>
<div class="nav"><a href="/">首页</a></div><div>{above}</div><h1>云溪县财政局2023年政府信息公开工作年度报告</h1>
<p>一、总体情况</p><p>2023年，本机关依法做好政府信息公开工作。</p><p>二、主动公开政府信息情况</p>
<p>三、收到和处理政府信息公开申请情况</p><p>四、政府信息公开行政复议、行政诉讼情况</p>
<p>五、存在的主要问题及改进情况</p><p>问题是更新不够及时，下一步加强检查。</p><p>六、其他需要报告的事项</p><p>无。</p>
</body></html>"""


@pytest.mark.parametrize(
    "line",
    [
        "发布日期：2024-01-20",
        "发布时间： 2024年1月20日 10:22:03",
        "公布日期:2024/1/20",
        "【公开日期】２０２４.01.20",
        "发 布 日 期：2024 年 1 月 20 日",
        "发布于 2024-01-20",
        "来源：县财政局 时间：2024-01-20 16:24 浏览次数：31",
        "索引号：11-2024-3 成文日期：2024-01-11 发布日期：2024-01-20",
    ],
)
def test_a_line_that_states_the_date_of_publication_does(line: str):
    assert published([line]) == DAY


@pytest.mark.parametrize(
    "line",
    [
        "成文日期：2024-01-20",
        "生成日期：2024-01-20",
        "更新时间：2024-01-20",
        "政策发布时间：2024-01-20",
        "时间：2024-01-20",
        "2024年1月20日",
        "截至2024年1月20日，本机关……",
        "发布日期：2024-13-20",
        "发布日期：2024-02-30",
        "发布日期：",
    ],
)
def test_another_date_is_none_of_publication(line: str):
    assert published([line]) is None


def test_two_dates_that_disagree_are_none():
    assert published(["发布日期：2024-01-20", "公布时间：2024-01-21"]) is None
    assert published(["发布日期：2024-01-20", "公布时间：2024年1月20日"]) == DAY


def test_it_is_read_before_the_first_section_and_never_in_the_prose():
    draft = sound(year=2023)
    draft.preface.append("发布日期：2024-01-20")
    assert recognise(draft.document()).published_on == DAY
    draft = sound(year=2023)
    draft.section("二").paragraphs.append("发布日期：2024-01-20")
    assert recognise(draft.document()).published_on is None


def test_what_a_site_puts_above_the_article_counts():
    page = PAGE.format(head="", above="发布日期：2024-01-20　来源：县财政局")
    assert recognise(parse(page.encode(), "a.html")).published_on == DAY


def test_what_a_page_declares_for_machines_counts_unless_the_page_shows_another():
    declared = '<meta name="PubDate" content="2024-01-20 09:00">'
    page = PAGE.format(head=declared, above="")
    assert recognise(parse(page.encode(), "a.html")).published_on == DAY
    page = PAGE.format(head=declared, above="").replace("<p>一、", "<p>发布日期：2024-01-22</p><p>一、")
    assert recognise(parse(page.encode(), "a.html")).published_on is None
