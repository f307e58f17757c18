"""The rules folder and the profile of a running service: swapped in whole, or refused whole."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from running import eventually, report, running

from gouji.cli import main
from gouji.errors import BadProfile
from gouji.model import Outcome
from gouji.rule.example import example_report
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
    monkeypatch.setattr(rules, "STILL_SECONDS", 0.0)
    (tmp_path / "rules").mkdir()
    return tmp_path / "rules"


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


PYTHON = """
from gouji.rule import WARNING, Finding, rule


@rule("{code}", title="当年办结", severity=WARNING, basis="云溪县政务公开办〔2024〕1号")
def nothing_carried_forward(report):
    \"\"\"不应结转。

    反例：
        三.R23.总计 = 1
    正例：
        三.R23.总计 = 0
    \"\"\"
    if report.count("三.R23.总计"):
        yield Finding("有结转", cells=("三.R23.总计",))
"""


@pytest.fixture
def told() -> list[tuple[str, ...]]:
    return []


def listening(folder: Path, told: list[tuple[str, ...]], **settings: object) -> Rules:
    return Rules(folder, tell=lambda words, _: told.append(words), **settings)  # type: ignore[arg-type]


def test_what_is_refused_is_told_and_that_it_is_over(folder: Path, told: list[tuple[str, ...]]) -> None:
    write(folder, "one.yaml")
    service = listening(folder, told)
    codes(service)
    write(folder, "one.yaml", limit="R99")
    codes(service)
    codes(service)
    write(folder, "one.yaml", limit="00")
    codes(service)
    assert [len(words) for words in told] == [0, 1, 0]
    assert str(folder / "one.yaml") in told[1][0]


def test_a_change_is_taken_when_it_has_come_to_rest(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, "one.yaml")
    service = Rules(folder)
    codes(service)
    monkeypatch.setattr(rules, "STILL_SECONDS", 3600.0)
    whole = RULE.format(code="XM-02", limit="0")
    for end in (len(whole) // 3, len(whole) // 2, len(whole)):  # as a slow copy writes it
        (folder / "two.yaml").write_text(whole[:end], "utf-8")
        assert codes(service) == ["XM-01"]
    assert codes(service) == ["XM-01", "XM-02"]  # unchanged since the look before


@pytest.mark.parametrize("name", [".one.py.swp", "one.py~", "#one.py#", "4913", "one.py.tmp", "_draft.py", "~one.bak"])
def test_what_an_editor_leaves_lying_about_is_no_rule(folder: Path, name: str, told: list[tuple[str, ...]]) -> None:
    (folder / "one.py").write_text(PYTHON.format(code="XM-01"), "utf-8")
    service = listening(folder, told)
    codes(service)
    (folder / name).write_text("half of a rule (", "utf-8")
    assert codes(service) == ["XM-01"]
    assert told == [()]


def test_a_file_that_an_editor_replaces_is_taken_whole(folder: Path) -> None:
    path, draft = folder / "one.py", folder / ".one.py.new"
    path.write_text(PYTHON.format(code="XM-01"), "utf-8")
    service = Rules(folder)
    first = service.checker().ruleset.hash
    draft.write_text(PYTHON.format(code="XM-01").replace("有结转", "还有结转"), "utf-8")
    os.utime(draft, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))  # even with the old time
    draft.replace(path)
    assert service.checker().ruleset.hash != first
    service.close()


def test_a_folder_that_is_gone_is_refused_and_an_empty_one_is_meant(folder: Path, told: list[tuple[str, ...]]) -> None:
    write(folder, "one.yaml")
    service = listening(folder, told)
    codes(service)
    shutil.move(folder, folder.with_name("elsewhere"))
    assert codes(service) == ["XM-01"]
    assert told[-1] == (f"规则目录 {folder} 不见了",)
    folder.mkdir()
    assert codes(service) == []
    assert told[-1] == ()


def test_a_generation_works_on_while_the_folder_is_broken(folder: Path) -> None:
    (folder / "one.py").write_text(PYTHON.format(code="XM-01"), "utf-8")
    service = Rules(folder)
    for text in ("half of (", "", "raise SystemExit"):
        checked = service.checker().check(example_report("三.R23.总计 = 1"))
        assert next(one.outcome for one in checked.results if one.rule == "XM-01") is Outcome.FAIL
        (folder / "one.py").write_text(text, "utf-8")
        service.checker()._host.close()  # type: ignore[union-attr]
    service.close()


def test_the_last_good_generation_outlives_its_process(folder: Path, told: list[tuple[str, ...]]) -> None:
    kept = folder.parent / "run" / "rules.json"
    profile = folder.parent / "own.toml"
    profile.write_text("[rules.XM-01]\nseverity = 'error'\n", "utf-8")
    (folder / "one.py").write_text(PYTHON.format(code="XM-01"), "utf-8")
    first = Rules(folder, kept=kept, profile=str(profile))
    good = first.checker().ruleset.hash
    first.close()
    (folder / "one.py").write_text("half of (", "utf-8")
    second = listening(folder, told, kept=kept, profile=str(profile))
    assert second.checker().ruleset.hash == good
    assert len(told[0]) == 1
    checked = second.checker().check(example_report("三.R23.总计 = 1"))
    assert [one.severity for one in checked.findings if one.rule == "XM-01"] == ["error"]
    (folder / "one.py").write_text(PYTHON.format(code="XM-02"), "utf-8")
    profile.write_text("", "utf-8")
    assert codes(second) == ["XM-02"]
    assert told[-1] == ()
    second.close()


def test_a_profile_is_swapped_and_refused_like_the_folder(folder: Path, told: list[tuple[str, ...]]) -> None:
    write(folder, "one.yaml")
    base, own = folder.parent / "base.toml", folder.parent / "own.toml"
    base.write_text("[rules.XM-01]\nseverity = 'info'\n", "utf-8")
    own.write_text("extends = 'base.toml'\n", "utf-8")
    service = listening(folder, told, profile=str(own))
    seen = [service.checker().ruleset.hash]
    for text in (
        "[rules.XM-01]\noff = '不用'\n",
        "[rules.XM-99]\noff = '不用'\n",
        "[rules.XM-01]\nseverity = 'error'\n",
    ):
        base.write_text(text, "utf-8")
        seen.append(service.checker().ruleset.hash)
    assert seen[2] == seen[1]
    assert len(set(seen)) == 3
    assert [len(words) for words in told] == [0, 0, 1, 0]
    own.unlink()
    assert service.checker().ruleset.hash == seen[-1]
    assert "读不出" in told[-1][0]


def test_a_service_does_not_begin_with_a_profile_that_means_nothing(folder: Path) -> None:
    (folder.parent / "own.toml").write_text("[rules.XM-99]\noff = '不用'\n", "utf-8")
    with pytest.raises(BadProfile, match="XM-99"):
        Rules(folder, profile=str(folder.parent / "own.toml")).checker()


def test_a_refusal_is_known_before_the_next_report(folder: Path, told: list[tuple[str, ...]], monkeypatch) -> None:
    monkeypatch.setattr(rules, "LOOK_SECONDS", 0.05)
    write(folder, "one.yaml")
    service = listening(folder, told)
    codes(service)
    service.keep_looking()
    write(folder, "one.yaml", limit="R99")
    eventually(lambda: len(told) > 1 and told[-1], what="the refusal")
    assert codes(service) == ["XM-01"]
    service.close()


def test_a_refused_generation_is_tried_again_though_nothing_changed(
    folder: Path, told: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A busy machine may be why a file did not load in time."""
    monkeypatch.setattr(rules, "AGAIN_SECONDS", 0.0)
    write(folder, "one.yaml")
    service = listening(folder, told)
    codes(service)
    with monkeypatch.context() as busy:
        busy.setattr(rules, "load_rules", lambda _folders: 1 / 0)
        write(folder, "two.yaml", code="XM-02")
        assert codes(service) == ["XM-01"]
    time.sleep(0)
    assert codes(service) == ["XM-01", "XM-02"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="gouji up is tested on Linux")
def test_a_running_service_swaps_whole_or_refuses_whole_in_every_worker(tmp_path: Path) -> None:
    """Several worker processes behind a broker; the refusal stands in the log, at /healthz and with doctor."""
    with running(tmp_path, workers="3") as service:
        folder = tmp_path / "rules"

        def rulesets(names: list[str], count: int) -> set[str]:
            for number, name in enumerate(names):
                service.drop(name, report(unit=f"某县第{name[0]}局", count=count + number))
            views = [service.wait_for_state(name) for name in names]
            return {service.store.checked(view.id).checked.ruleset for view in views}  # type: ignore[union-attr]

        def generation(letter: str, count: int) -> str:
            """The rules that every worker has come to use."""
            found: list[set[str]] = []

            def one_of_them() -> bool:
                found.append(rulesets([f"{letter}{len(found)}-{n}.txt" for n in range(4)], count + 10 * len(found)))
                return len(found) > 1 and len(found[-1]) == 1 and found[-1] == found[-2]

            eventually(one_of_them, what="one generation in all workers")
            return next(iter(found[-1]))

        plain = generation("a", 100)
        (folder / "one.py").write_text(PYTHON.format(code="XM-01"), "utf-8")
        write(folder, "two.yaml", code="XM-02")
        eventually(lambda: json.loads(service.store.noted("rules")[0])["ruleset"] != plain, what="the swap")
        good = generation("b", 1000)
        assert good != plain

        (folder / "two.yaml").write_text("code: [", "utf-8")
        (folder / "three.py").write_text(PYTHON.format(code="XM-03"), "utf-8")
        eventually(lambda: json.loads(service.store.noted("rules")[0])["refused"], what="the refusal")
        assert generation("c", 3000) == good
        assert str(folder / "two.yaml") in service.get("/healthz")
        assert "rules.refused" in service.log.read_text()
        doctor = CliRunner().invoke(main, ["doctor"], env={"GOUJI_HOME": str(tmp_path)})
        assert "仍用上一次可用的规则" in doctor.output

        write(folder, "two.yaml", code="XM-02")
        eventually(lambda: not json.loads(service.store.noted("rules")[0])["refused"], what="the mended folder")
        assert generation("d", 6000) not in {plain, good}
        assert "warnings" not in service.get("/healthz")
