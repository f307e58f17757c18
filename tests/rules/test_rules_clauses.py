"""The table of clauses is derived from the rules."""

import msgspec
import pytest

from gouji.rule import load_rules
from gouji.rule.clauses import watched_clauses
from gouji.rule.reading import EVERYTHING, read_by

OURS = "《政府信息公开条例》"


@pytest.fixture(scope="module")
def rules():
    return load_rules()


@pytest.fixture(scope="module")
def table(rules):
    return watched_clauses(rules.rules)


@pytest.mark.parametrize(
    ("code", "read"),
    [
        ("T3-01", {"三.R01", "三.R02", "三.R22", "三.R23"}),
        ("T2-08", {"二.规章"}),
        ("T4-02", {"四.未经复议直接起诉"}),
        ("ST-13", {"五"}),
        ("TQ-01", {EVERYTHING}),
    ],
)
def test_what_a_rule_reads_is_seen(rules, code, read):
    assert read_by(rules.rule(code)) == read


def test_every_clause_that_was_asked_for_is_listed(table):
    named = {one.clause.act + one.clause.name for one in table.clauses}
    articles = "十四 十七 三十 三十一 三十三 三十四 三十五 三十七 三十八 四十二 四十六 四十七"
    items = [("二十", "一五六八九"), ("三十六", "一二三四五六七"), ("五十", "一二三四五")]
    wanted = {f"{OURS}第{number}条" for number in articles.split()}
    wanted |= {f"{OURS}第{article}条第（{item}）项" for article, every in items for item in every}
    wanted |= {f"{OURS}第{one}" for one in ("十六条第一款", "三十九条第二款", "四十九条第一款", "五十条第二款")}
    wanted |= {
        "《立法法》第九十一条",
        "《立法法》第九十三条",
        "《行政复议法》第二十三条第（四）项",
        "国办函〔2020〕109号",
    }
    assert wanted - named == set()
    assert [one.numeral for one in table.sections] == list("一二三四五六")
    assert {row.key for row in table.rows} >= {"二.规章", "二.政府集中采购", "三.R01", "三.R21b", "四.复议后起诉"}


def test_a_clause_is_watched_by_rules_that_cite_it_and_through_rows_that_report_on_it(table):
    by_name = {one.clause.act + one.clause.name: one for one in table.clauses}
    makers = by_name["《立法法》第九十三条"]
    assert makers.citing == ("T2-08",)
    assert [row.key for row in makers.rows] == ["二.规章"]
    intake = by_name[f"{OURS}第五十条第（二）项"]
    assert {"T3-01", "ST-01"} <= set(intake.citing)  # the one cites the item, the other the whole article
    assert "三.R16" in [row.key for row in by_name[f"{OURS}第三十九条第一款"].rows]


def test_what_nothing_watches_is_told(rules, table):
    assert f"{OURS}第三十四条" in {one.clause.act + one.clause.name for one in table.unwatched}
    without = watched_clauses([rule for rule in rules.rules if rule.code != "TQ-10"])
    assert f"{OURS}第五条" in {one.clause.act + one.clause.name for one in without.unwatched}
    assert f"{OURS}第五条" not in {one.clause.act + one.clause.name for one in table.unwatched}


def test_the_table_follows_the_basis_of_a_rule(rules):
    changed = msgspec.structs.replace(rules.rule("TQ-10"), basis=f"{OURS}第三十四条；《新法》第三条")
    found = {one.clause.act + one.clause.name: one.citing for one in watched_clauses([changed]).clauses}
    assert found[f"{OURS}第三十四条"] == found["《新法》第三条"] == ("TQ-10",)


def test_a_rule_of_most_rows_watches_the_table_and_no_row_of_it(table):
    (row,) = [row for row in table.rows if row.key == "三.R16"]
    assert {"T3-03", "T3-04", "T3-06"} <= set(row.whole)
    assert not set(row.own) & set(row.whole)
