"""The catalogue is complete: every code of the subject is a rule or has a reason why it is none."""

import re
from pathlib import Path

import pytest

from gouji.rule import load_rules
from gouji.rule.catalogue import catalogue, entries
from gouji.rule.pages import BUILT_IN

DOMAIN = Path("/work/shared/domain.md")
#: T4-01/02/03 is three codes.
_CODES = re.compile(r"^\| *([A-Z][A-Z0-9])-(\d\d(?:/\d\d)*) *\|", re.MULTILINE)


@pytest.fixture(scope="module")
def whole():
    return catalogue()


@pytest.fixture(scope="module")
def built_in():
    return [rule for rule in load_rules().rules if rule.path.startswith(BUILT_IN)]


def test_the_catalogue_has_every_code_of_the_subject(whole):
    if not DOMAIN.is_file():
        pytest.skip(f"{DOMAIN} is not on this machine")
    text = DOMAIN.read_text("utf-8")
    part = text[text.index("# C. Rule catalogue") : text.index("## C.14")]
    codes = [f"{family}-{number}" for family, numbers in _CODES.findall(part) for number in numbers.split("/")]
    codes += re.findall(r"FL-\d\d", part)
    assert list(dict.fromkeys(codes)) == list(whole.codes)


def test_every_code_is_a_rule_or_has_a_reason(whole):
    missing = [one.code for one in entries(load_rules(), whole) if one.rule is None and not one.reason]
    assert missing == []


def test_no_rule_of_ours_is_in_no_catalogue(whole, built_in):
    assert [rule.code for rule in built_in if rule.code not in whole.codes and rule.code not in whole.further] == []


def test_no_reason_is_left_for_a_code_that_has_a_rule(whole, built_in):
    loaded = {rule.code for rule in built_in}
    assert sorted(loaded & set(whole.reasons)) == []
    assert set(whole.reasons) <= set(whole.codes)


def test_every_family_has_a_name_and_the_order_is_that_of_the_catalogue(whole):
    assert list(whole.families) == list(dict.fromkeys(code.partition("-")[0] for code in whole.codes))
    listed = [one.code for one in entries(load_rules(), whole) if one.code in whole.codes]
    assert listed == list(whole.codes)
