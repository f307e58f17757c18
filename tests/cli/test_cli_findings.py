"""`gouji findings`: what the service found, what people say of it, and what is exported of both."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from click.testing import CliRunner

from gouji.check import check
from gouji.cli import main
from gouji.rule import load_rules
from gouji.rule.example import example_report
from gouji.store import Store
from gouji.submission import Drop, Signature, State

NOW = datetime(2024, 2, 1, 3, tzinfo=UTC)
RULES = load_rules()
WRONG = "三.R01.自然人 = 12\n三.R01.总计 = 12\n三.R03.自然人 = 3\n三.R03.总计 = 3\n三.R22.自然人 = 3\n三.R22.总计 = 3"


@pytest.fixture
def store(tmp_path):
    made = Store(f"sqlite:///{tmp_path / 'gouji.db'}")
    made.upgrade()
    yield made
    made.close()


@pytest.fixture
def gouji(tmp_path, monkeypatch):
    monkeypatch.setenv("GOUJI_HOME", str(tmp_path))

    def run(*args):
        return CliRunner().invoke(main, ["findings", *map(str, args)], catch_exceptions=False)

    return run


def file(store, text, name, **hints):
    """A report with these faults, dropped and checked."""
    signature = Signature(1, 1, abs(hash(name)) % 10**9)
    drop = Drop(name.encode().hex().ljust(64, "0")[:64], 1, name.encode(), name, name.encode(), signature, **hints)
    (recorded,) = store.record_drops([drop], NOW)
    (claim,) = store.claim([recorded.submission_id], NOW, timedelta(seconds=90), "host:1")
    if text is None:
        store.finish(claim, State.NOT_ASSESSABLE, "没有文字", NOW)
    else:
        report = example_report(text)
        store.finish_checked(claim, check(report, RULES), NOW, lambda _digest: [], region="云溪县")


@pytest.fixture
def filled(store):
    file(store, WRONG, "农业.docx")
    file(store, f"单位 = 云溪县财政局\n{WRONG}", "财政.docx")
    return store


def number(store, rule="T3-01", unit="农业"):
    (view,) = [one for one in store.list_findings() if one.finding.rule == rule and unit in one.unit]
    return view.id


def test_without_a_subcommand_findings_are_listed(gouji, filled):
    run = gouji("--severity", "错误", "--year", "2023", "--unit", "财政")
    assert run.exit_code == 0
    head, *rows = run.output.splitlines()
    assert head.split()[:4] == ["编号", "报告", "单位", "年度"]
    assert [row.split()[2] for row in rows] == ["云溪县财政局"]
    assert gouji("list", "--severity", "错误", "--year", "2023", "--unit", "财政").output == run.output


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--rule", "t3-01"], 2),
        (["--rule", "T3-01", "--region", "云溪"], 2),
        (["--region", "别处"], 0),
        (["--rule", "T3-01", "--since", "2024-02-01"], 2),
        (["--since", "2024-02-02"], 0),
        (["--rule", "T3-01", "--state", "待核实"], 2),
        (["--state", "已确认"], 0),
        (["--rule", "T3-01", "--limit", "1"], 1),
    ],
)
def test_filters_narrow_the_list(gouji, filled, options, count):
    lines = gouji(*options).output.splitlines()
    assert len([line for line in lines if "T3-01" in line]) == count
    assert ("没有符合条件的问题。" in lines) == (count == 0)


def test_a_state_is_set_shown_and_left_out_of_the_list(gouji, filled):
    one = number(filled)
    run = gouji("set", one, "--state", "误报", "--reason", "已与单位核对", "--person", "张三", "--until", "2999-01-31")
    assert run.output == "已把 1 项问题记为误报，至 2999-01-31 为止。\n"
    listed = gouji("--rule", "T3-01").output
    assert "云溪县财政局" in listed
    assert "农业" not in listed
    assert "另有误报 1 项，不计入，也不列出；用 --state 全部 查看。" in listed
    shown = gouji("show", one).output
    assert "核实：误报（误报：张三，已与单位核对，至 2999-01-31）" in shown
    assert "待核实 → 误报（张三，已与单位核对，至 2999-01-31）" in shown
    assert "依据：" in shown


def test_a_finding_is_found_by_its_fingerprint_too(gouji, filled):
    fingerprint = filled.finding(number(filled)).finding.fingerprint
    assert gouji("set", fingerprint, "--state", "已确认").exit_code == 0
    assert gouji("show", fingerprint).output == gouji("show", number(filled)).output


def test_many_are_set_by_filter_only_when_that_is_confirmed(gouji, filled):
    asked = gouji("set", "--rule", "T3-01", "--state", "已确认")
    assert asked.exit_code == 2
    assert "将把 2 项问题记为已确认" in asked.output
    assert "--yes" in asked.output
    assert gouji("set", "--rule", "T3-01", "--state", "已确认", "--yes").output == "已把 2 项问题记为已确认。\n"


@pytest.mark.parametrize(
    ("args", "status", "words"),
    [
        (["set", "1", "--state", "误报"], 2, "--reason"),
        (["set", "1", "--state", "误报", "--reason", " "], 2, "--reason"),
        (["set", "1", "--state", "已确认", "--until", "2999-01-31"], 2, "没有期限"),
        (["set", "1", "--state", "误报", "--reason", "甲", "--until", "2020-01-31"], 2, "已经过去"),
        (["set", "--state", "已确认"], 2, "请写出编号"),
        (["set", "1", "--rule", "T3-01", "--state", "已确认"], 2, "二者选一"),
        (["set", "--rule", "XX-01", "--state", "已确认", "--yes"], 1, "没有符合条件的问题"),
        (["set", "999", "--state", "已确认"], 1, "没有编号为 999 的问题"),
        (["show", "甲"], 1, "没有编号为 甲 的问题"),
        (["--year", "2023", "stale"], 2, "筛选条件写在 stale 之后"),
        (["export", "--output", "/没有/这个/目录.xlsx"], 2, "写不进"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_to_do(gouji, filled, args, status, words):
    run = gouji(*args)
    assert run.exit_code == status
    assert words in run.output
    assert filled.count_findings()["误报"] == 0


def test_what_silences_nothing_any_more_is_reported_and_taken_back(gouji, filled):
    gouji("set", number(filled), "--state", "已豁免", "--reason", "省里同意")
    assert gouji("stale").output == "没有：每一项误报、豁免都对应着最新一版中的问题。\n"
    file(filled, "", "农业（改）.docx")
    assert "有 1 项误报、豁免已不对应任何问题" in gouji().output
    listed = gouji("stale").output
    assert "T3-01" in listed
    assert "省里同意" in listed
    assert gouji("stale", "--forget").exit_code == 2
    assert "已撤回 1 项。" in gouji("stale", "--forget", "--yes").output
    assert "不对应" not in gouji().output


def test_the_ledger_holds_states_leftovers_and_who_has_not_filed(gouji, filled, tmp_path):
    gouji("set", number(filled), "--state", "误报", "--reason", "已核对", "--person", "张三")
    file(filled, None, "扫描.pdf")
    path = tmp_path / "台账.xlsx"
    assert gouji("export", "--year", 2023, "--output", path).exit_code == 0
    book = openpyxl.load_workbook(path)
    rows = list(book["问题台账"].iter_rows(values_only=True))
    lines = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    stood = {
        (one["单位名称"], one["规则编号"]): (one["状态"], one["复核人"], one["地区"], one["版次"]) for one in lines
    }
    assert stood["云溪县农业农村局", "T3-01"] == ("误报", "张三", "云溪县", 1)
    assert stood["云溪县财政局", "T3-01"] == ("待核实", None, "云溪县", 1)
    units = [row[0] for row in book["单位汇总"].iter_rows(min_row=2, values_only=True)]
    assert units == ["云溪县农业农村局", "云溪县财政局"]
    left = [row[:4] for row in book["未报送、未识别文件"].iter_rows(min_row=2, values_only=True)]
    assert left == [(None, "扫描.pdf", "无法核查", "没有文字")]


def test_json_holds_every_finding_with_its_state(gouji, filled):
    gouji("set", number(filled), "--state", "误报", "--reason", "已核对", "--person", "张三")
    whole = json.loads(gouji("export", "--format", "json", "--rule", "T3-01").output)
    assert whole["schema"] == "gouji.findings/1"
    assert {(one["unit"], one["state"]) for one in whole["findings"]} == {
        ("云溪县农业农村局", "误报"),
        ("云溪县财政局", "待核实"),
    }
    assert json.loads(gouji("export", "--format", "json", "--year", 1999).output)["findings"] == []


def test_csv_and_sarif_hold_what_is_asked_for(gouji, filled):
    gouji("set", number(filled), "--state", "误报", "--reason", "已核对")
    _, *rows = csv.reader(io.StringIO(gouji("export", "--format", "csv", "--state", "误报").output.lstrip("\ufeff")))
    assert [(row[3], row[8], row[17]) for row in rows] == [("云溪县农业农村局", "T3-01", "误报")]
    (run,) = json.loads(gouji("export", "--format", "sarif", "--rule", "T3-01").output)["runs"]
    assert sorted(len(result["suppressions"]) for result in run["results"]) == [0, 1]
