"""The basis of a finding is a document that existed when the report was due."""

import pytest

from gouji.editions import basis_for
from gouji.rule import load_rules


@pytest.mark.parametrize("year", [2019, 2020])
def test_no_rule_cites_the_form_of_2021_for_an_earlier_report(year):
    of_both = [rule for rule in load_rules().rules if "ed2019" in rule.editions]
    assert [rule.code for rule in of_both if "〔2021〕30号" in basis_for(rule.basis, year)] == []


def test_a_basis_without_another_document_stays():
    assert basis_for("国办公开办函〔2021〕30号 表二", 2019) == "国办公开办函〔2021〕30号 表二"
    assert basis_for("《政府信息公开条例》第五十条；国办公开办函〔2021〕30号“一、”", 2023).endswith("“一、”")
