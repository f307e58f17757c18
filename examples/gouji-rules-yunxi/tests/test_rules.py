"""规则包的测试：每个例子成立，例子中的小错大多能被发现。"""

import pytest

from gouji.testing import RuleExample, RuleTrial, rule_examples, rule_trials

PACK = "gouji_rules_yunxi"


@pytest.mark.parametrize("example", rule_examples(PACK), ids=str)
def test_the_example_holds(example: RuleExample) -> None:
    example.check()


@pytest.mark.parametrize("rule", rule_trials(PACK), ids=str)
def test_small_faults_are_noticed(rule: RuleTrial) -> None:
    rule.check(at_least=25)


def test_all_four_rules_are_there() -> None:
    assert [str(rule) for rule in rule_trials(PACK)] == ["YX-01", "YX-02", "YX-03", "YX-04"]
