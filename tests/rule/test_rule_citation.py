"""What a basis cites is read from its words."""

import pytest

from gouji.editions import EITHER_DOCUMENT
from gouji.rule.citation import cited, clause

OURS = "《政府信息公开条例》"


@pytest.mark.parametrize(
    ("basis", "clauses"),
    [
        (f"{OURS}第五十条", [f"{OURS}第五十条"]),
        (f"{OURS}第五十条第（二）项", [f"{OURS}第五十条第（二）项"]),
        (f"{OURS}第五十条第一款第（二）项", [f"{OURS}第五十条第（二）项"]),
        (f"{OURS}第六条第一款、第五十条第二款", [f"{OURS}第六条第一款", f"{OURS}第五十条第二款"]),
        (f"{OURS}第二十条第（五）项、第（六）项", [f"{OURS}第二十条第（五）项", f"{OURS}第二十条第（六）项"]),
        (f"{OURS}第三十六条第（四）（五）项", [f"{OURS}第三十六条第（四）项", f"{OURS}第三十六条第（五）项"]),
        (f"{OURS}第十五条、第三十二条", [f"{OURS}第十五条", f"{OURS}第三十二条"]),
        ("《中华人民共和国政府信息公开条例》第五条", [f"{OURS}第五条"]),
        (
            "《中华人民共和国政府信息公开条例》（2007年国务院令第492号）第三十二条",
            [f"{OURS}（2007年国务院令第492号）第三十二条"],
        ),
        (
            f"{OURS}第二十条第（一）项；《立法法》第九十一条、第九十三条（2022年度及以前：2015年文本第八十条、第八十二条）",
            [
                f"{OURS}第二十条第（一）项",
                *(f"《立法法》第{number}条" for number in ("九十一", "九十三", "八十", "八十二")),
            ],
        ),
        (
            f"{OURS}第四十二条；国办函〔2020〕109号《政府信息公开信息处理费管理办法》",
            [f"{OURS}第四十二条", "国办函〔2020〕109号"],
        ),
        (EITHER_DOCUMENT + "表三表头", ["国办公开办函〔2019〕60号", "国办公开办函〔2021〕30号"]),
        ("国办公开办函〔2021〕30号（四）明确责任", ["国办公开办函〔2021〕30号（四）明确责任"]),
        ("国办公开办函〔2021〕30号“一、报告内容（一）总体情况”", ["国办公开办函〔2021〕30号（一）总体情况"]),
        ("《行政复议法》（2023年修订）第二十三条第一款第（四）项", ["《行政复议法》第二十三条第（四）项"]),
        ("DB51/T 2660—2019《编制发布规范》2.1", ["DB51/T 2660—2019"]),
        ("云溪县政务公开办〔2024〕1号", []),
    ],
)
def test_each_clause_is_read_once(basis, clauses):
    assert [one.act + one.name for one in cited(basis)] == clauses


def test_whoever_cites_an_article_cites_all_of_it():
    article, item, paragraph = (clause(OURS, name) for name in ("第五十条", "第五十条第（二）项", "第五十条第二款"))
    assert item.within(article)
    assert paragraph.within(article)
    assert not article.within(item)
    assert not item.within(paragraph)
    assert not clause(OURS, "第五条").within(article)


def test_a_name_that_is_no_clause_is_refused():
    with pytest.raises(ValueError, match="不是一个条款"):
        clause(OURS, "第五十条、第五条")
