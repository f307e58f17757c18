"""The rules that the documentation shows are rules."""

import re
from pathlib import Path

import pytest

from gouji.rule.kinds import KINDS
from gouji.rule.trial import try_examples
from gouji.rule.yaml_form import GENERAL

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("page", "language", "suffix"),
    [
        ("README.md", "yaml", "yaml"),
        ("README.zh-CN.md", "yaml", "yaml"),
        ("docs/rules.md", "python", "py"),
        ("docs/rules.zh-CN.md", "python", "py"),
    ],
)
def test_the_rule_that_a_page_shows_loads_and_its_examples_hold(page, language, suffix, tmp_path):
    (block,) = re.findall(rf"```{language}\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)
    (tmp_path / f"shown.{suffix}").write_text(block, "utf-8")
    tried = list(try_examples(tmp_path))
    assert [(one.example, one.passed, one.reason) for one in tried] == [("反例", True, None), ("正例", True, None)]


def test_the_rule_in_the_readme_has_five_lines():
    (block,) = re.findall(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert len(block.strip().splitlines()) == 5


@pytest.mark.parametrize("page", ["docs/rules.md", "docs/rules.zh-CN.md"])
def test_every_kind_and_every_general_key_is_in_the_pages(page):
    text = (ROOT / page).read_text("utf-8")
    assert [kind for kind in KINDS if f"`{kind}`" not in text] == []
    assert [key for key in GENERAL if f"`{key}`" not in text and key != "kind"] == []
