"""Each rule has its page, made from the rule itself; the pages in docs/rules are those of the rules as they are."""

import re
from pathlib import Path

import msgspec
import pytest

from gouji.rule import load_rules
from gouji.rule.pages import BUILT_IN, page, pages, write_pages
from gouji.rule.told import told

ROOT = Path(__file__).parents[2]
RULES = [rule for rule in load_rules().rules if rule.path.startswith(BUILT_IN)]


@pytest.fixture(scope="module")
def made():
    return pages(load_rules(), built_in=True)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_built_in_rule_tells_its_claim_its_false_positives_and_its_history(rule):
    parts = told(rule)
    assert re.fullmatch(r"[^\n]{8,200}。", parts.claim)
    assert len(parts.why) >= 8
    assert len(parts.false_positives) >= 10
    assert re.match(r"\d+\.\d+ ", parts.history)


def test_the_committed_pages_are_those_of_the_rules(made):
    """To write them anew: make rule-pages."""
    folder = ROOT / "docs" / "rules"
    committed = {path.name: path.read_text("utf-8") for path in folder.glob("*.md")}
    assert sorted(committed) == sorted(made)
    assert [name for name, text in made.items() if committed[name] != text] == []


def test_a_page_has_every_part(made):
    text = made["T3-01.md"]
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings == ["为什么", "例子", "参数", "常见误报", "与其他规则", "沿革"]
    assert "> 表三" in text  # what the rule itself says of its 反例
    assert "0.1 首次收入。" in text
    assert "| 依据 | 《政府信息公开条例》第五十条第一款第（二）项" in text


def test_no_example_of_a_page_says_nothing(made):
    silent = [name for name, text in made.items() if "> （没有）" in text or "例子无法运行" in text]
    assert silent == []


def test_every_link_of_the_pages_leads_somewhere(made):
    for name, text in made.items():
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            there = target in made if "/" not in target else (ROOT / "docs" / "rules" / target).resolve().is_file()
            assert there, f"{name} → {target}"


def test_parameters_are_told_by_kind_of_body():
    varying = [rule for rule in RULES if any("县级部门" in str(value) for value in rule.parameters.values())]
    assert varying
    assert "县级部门 " in page(varying[0], load_rules())


def test_a_paragraph_is_found_by_its_label_wherever_it_stands():
    why = "每列应相等。这是表头\n写明的 ABC\n123。\n\n沿革：0.1 收入。\n0.2 改。\n\n常见误报：空白。\n\n又及。"
    parts = told(msgspec.structs.replace(RULES[0], why=why))
    assert (parts.claim, parts.why) == ("每列应相等。", "这是表头写明的 ABC 123。\n\n又及。")
    assert (parts.false_positives, parts.history) == ("空白。", "0.1 收入。0.2 改。")


def test_pages_of_rules_that_are_no_more_are_removed_and_others_stay(tmp_path):
    ruleset = load_rules().select(["T3-01", "T3-02"])
    write_pages(tmp_path, ruleset)
    (tmp_path / "own.md").write_text("# 自己写的\n", "utf-8")
    write_pages(tmp_path, ruleset.select(["T3-02"]))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["README.md", "T3-02.md", "clauses.md", "own.md"]
