"""The rules folder of a running service: swapped in whole, or refused whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji_workers import rules
from gouji_workers.rules import Rules

RULE = """
code: {code}
title: 当年办结
severity: warning
basis: 云溪县政务公开办〔2024〕1号
why: 不应结转。
figures: 三.R23.总计 == {limit}
反例: 三.R23.总计 = 1
正例: 三.R23.总计 = 0
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A rules folder that is looked at each time."""
    monkeypatch.setattr(rules, "LOOK_SECONDS", 0.0)
    return tmp_path


def write(folder: Path, name: str, *, code: str = "XM-01", limit: str = "0") -> None:
    (folder / name).write_text(RULE.format(code=code, limit=limit), "utf-8")


def codes(service: Rules) -> list[str]:
    return [rule.code for rule in service.checker().ruleset.rules if rule.code.startswith("XM")]


def test_a_rule_that_is_added_changed_or_removed_makes_a_new_generation(folder: Path) -> None:
    service = Rules(folder)
    assert codes(service) == []
    write(folder, "one.yaml")
    assert codes(service) == ["XM-01"]
    first = service.checker().ruleset.hash
    write(folder, "one.yaml", limit="00")
    assert service.checker().ruleset.hash != first
    (folder / "one.yaml").unlink()
    assert codes(service) == []


def test_a_faulty_change_is_refused_whole_and_the_last_good_generation_stays(folder: Path) -> None:
    write(folder, "one.yaml")
    service = Rules(folder)
    good = service.checker().ruleset.hash
    write(folder, "two.yaml", code="XM-02")
    write(folder, "three.yaml", code="XM-03", limit="R99")
    assert codes(service) == ["XM-01"]
    assert service.checker().ruleset.hash == good
    write(folder, "three.yaml", code="XM-03")
    assert codes(service) == ["XM-01", "XM-02", "XM-03"]


def test_a_folder_that_is_faulty_from_the_start_is_used_with_the_fault_named(folder: Path) -> None:
    write(folder, "one.yaml")
    (folder / "two.yaml").write_text("code: [", "utf-8")
    service = Rules(folder)
    assert codes(service) == ["XM-01"]
    assert [fault.path for fault in service.checker().ruleset.faults] == [str(folder / "two.yaml")]
