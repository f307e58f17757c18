"""`gouji rules backtest` and `hits`: rules on the reports that the service has."""

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from gouji.check import Checker
from gouji.cli import main
from gouji.rule import load_rules
from gouji.rule.example import example_report
from gouji.store import Store
from gouji.submission import Drop, Signature

GOUJI = Path(sys.executable).with_name("gouji")
NOW = datetime(2024, 1, 15, 1, 12, tzinfo=UTC)
RULE = """
from gouji.rule import WARNING, Finding, rule


@rule("{code}", title="无结转", severity=WARNING, basis="云溪县政务公开办〔2024〕1号", status="{status}"{owner})
def nothing_carried_forward(report{asks}):
    \"\"\"不应有结转。

    反例：
        三.R23.总计 = 1
    正例：
        三.R23.总计 = 0
    \"\"\"
    {body}
"""
BODY = """count = report.count("三.R23.总计")
    if count:
        yield Finding(f"结转{count}件", cells=("三.R23.总计",))"""
CARRIED = "三.R01.自然人 = {0}\n三.R01.总计 = {0}\n三.R23.自然人 = {0}\n三.R23.总计 = {0}"


def write(folder, name="own.py", *, code="XM-01", status="trial", owner="", asks="", body=BODY):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(RULE.format(code=code, status=status, owner=owner, asks=asks, body=body), "utf-8")
    return folder / name


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def gouji(home):
    return lambda *words: CliRunner().invoke(main, list(map(str, words)), env={"GOUJI_HOME": str(home)})


@pytest.fixture
def store(home):
    home.mkdir()
    made = Store(f"sqlite:///{home / 'gouji.db'}")
    made.upgrade()
    yield made
    made.close()


def keep(store, rules, number, text):
    """A stored report of this text, judged by these rules."""
    drop = Drop(
        sha256=f"{number:064}",
        size=1,
        raw_name=b"a.txt",
        display_name=f"{number}.txt",
        path=f"{number}.txt".encode(),
        signature=Signature(1, number, number),
    )
    (recorded,) = store.record_drops([drop], NOW)
    (claim,) = store.claim([recorded.submission_id], NOW, timedelta(seconds=90), "host:1")
    with Checker(rules) as checker:
        store.finish_checked(claim, checker.check(example_report(text)), NOW, lambda _: [])


@pytest.fixture
def stored(store, home):
    """Four reports of three units, the first in two versions; XM-01 is on trial."""
    write(home / "rules")
    rules = load_rules([home / "rules"]).select(["XM-01", "T3-01"])
    texts = ["", CARRIED.format(1), CARRIED.format(2), ""]
    units = ["云溪县农业农村局", "云溪县农业农村局", "云溪县财政局", "云溪县司法局"]
    for number, (unit, text) in enumerate(zip(units, texts, strict=True), 1):
        keep(store, rules, number, f"单位 = {unit}\n{text}")
    keep(store, rules, 9, "年度 = 2022\n单位 = 云溪县财政局\n" + CARRIED.format(3))
    return home / "rules"


def counted(store):
    return store._read(
        lambda connection: [
            connection.exec_driver_sql(f"select count(*) from {name}").scalar()
            for name in ("reports", "results", "findings", "audit", "meta", "notices")
        ]
    )


def test_what_rules_would_have_found_is_shown_and_nothing_is_stored(gouji, store, stored):
    before = counted(store)
    run = gouji("rules", "backtest", stored)
    assert run.exit_code == 0, run.output
    assert run.output.splitlines() == [
        "试算了 4 份报告；没有保存任何结果。",
        "",
        "XM-01 无结转",
        "  命中 3 份（判定的 4 份中占 75.0%），发现 3 项",
        "  云溪县农业农村局 2023年度（第 2 号，2.txt）：结转1件",
        "  云溪县财政局 2023年度（第 3 号，3.txt）：结转2件",
    ]
    assert counted(store) == before


@pytest.mark.parametrize(
    ("words", "reports", "hits"),
    [
        (["--year", "2022"], 1, 1),
        (["--unit", "财政"], 2, 2),
        (["--unit", "财政", "--year", "2023"], 1, 1),
        (["--limit", "1"], 1, 1),
        (["--unit", "没有"], 0, 0),
    ],
)
def test_the_reports_may_be_chosen(gouji, stored, words, reports, hits):
    answer = json.loads(gouji("rules", "backtest", stored / "own.py", "--format", "json", *words).output)
    assert (answer["schema"], answer["reports"], answer["finished"]) == ("gouji.backtest/1", reports, True)
    (rule,) = answer["rules"]
    assert (rule["hits"], len(rule["examples"])) == (hits, min(hits, 1 if "--unit" in words else hits))


def test_a_rule_is_given_last_year_and_says_what_it_waits_for(gouji, stored, tmp_path):
    body = 'yield Finding(f"上年结转{previous.count(\'三.R23.总计\')}件", cells=("三.R02.总计",))'
    answer = gouji("rules", "backtest", write(tmp_path / "own", asks=", previous", body=body))
    assert "命中 1 份（判定的 1 份中占 100.0%）" in answer.output
    assert "云溪县财政局 2023年度（第 3 号，3.txt）：上年结转3件" in answer.output
    assert "等待其他材料：缺少本单位上一年度的报告（3 份）" in answer.output


def test_a_rule_that_breaks_costs_its_own_results_alone(gouji, stored, tmp_path):
    write(tmp_path / "own", "broken.py", code="XM-05", body="raise RuntimeError('坏了')")
    write(tmp_path / "own", "good.py", code="XM-06")
    answer = json.loads(gouji("rules", "backtest", tmp_path / "own", "--format", "json").output)
    broken, good = answer["rules"]
    assert (broken["outcomes"]["error"], broken["rate"]) == (4, None)
    assert broken["reasons"] == {"error": {"规则出错：RuntimeError: 坏了": 4}}
    assert good["rate"] == 0.75


def test_a_changed_rule_of_ours_is_tried_in_place_of_it(gouji, stored, tmp_path):
    answer = json.loads(gouji("rules", "backtest", write(tmp_path / "own", code="T3-01"), "--format", "json").output)
    assert (answer["rules"][0]["rule"], answer["rules"][0]["hits"]) == ("T3-01", 3)


def test_a_faulty_file_is_named_and_the_others_are_tried(gouji, stored, tmp_path):
    write(tmp_path / "own")
    (tmp_path / "own" / "wrong.py").write_text("def (", "utf-8")
    run = gouji("rules", "backtest", tmp_path / "own")
    assert (run.exit_code, "语法错误" in run.stderr, "命中 3 份" in run.stdout) == (3, True, True)
    (tmp_path / "own" / "own.py").unlink()
    assert gouji("rules", "backtest", tmp_path / "own").exit_code == 2


def test_ctrl_c_shows_what_was_done_by_then(stored, home, tmp_path):
    body = f"import os, signal\n    os.kill(os.getppid(), signal.SIGINT)\n    {BODY}"
    path = write(tmp_path / "own", body=body)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GOUJI_")}
    run = subprocess.run(
        [GOUJI, "rules", "backtest", str(path)],
        capture_output=True,
        text=True,
        check=False,
        env={**environment, "GOUJI_HOME": str(home)},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert run.returncode == 130, run.stderr
    assert "（未算完）；没有保存任何结果" in run.stdout
    assert "已停下：算了" in run.stderr


def test_the_hits_of_a_rule_on_trial(gouji, stored):
    run = gouji("rules", "hits", "xm-01")
    assert run.output.splitlines()[:3] == [
        "XM-01 无结转（试行）",
        "  命中 3 份（判定的 4 份中占 75.0%），发现 3 项",
        "  云溪县财政局 2022年度（第 5 号，9.txt）：结转3件",
    ]
    answer = json.loads(gouji("rules", "hits", "XM-01", "--limit", "1", "--format", "json").output)
    assert (answer[0]["hits"], answer[0]["judged"], len(answer[0]["findings"])) == (3, 4, 1)
    assert gouji("rules", "hits", "XM-99").exit_code == 2


def test_only_the_owner_sees_what_a_rule_on_trial_finds(gouji, stored):
    write(stored, owner=', owner="张三"')
    refused = gouji("rules", "hits", "XM-01")
    assert (refused.exit_code, "只供负责人查看" in refused.stderr, "张三" in refused.stderr) == (1, True, False)
    assert "命中 3 份" in gouji("rules", "hits", "XM-01", "--owner", "张三").output
    assert "命中 3 份" in gouji("rules", "hits", "--owner", "张三").output
    assert gouji("rules", "hits", "--owner", "李四").exit_code == 1
    assert gouji("rules", "hits").exit_code == 2
    assert "XM-01" not in gouji("findings").output
