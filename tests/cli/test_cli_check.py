"""`gouji check` keeps its contract: formats, selection, exit statuses, one clear line for what went wrong."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gouji.rule.example import example_draft
from writing import as_docx, as_html, as_text

GOUJI = Path(sys.executable).with_name("gouji")
WRONG = (
    "三.R01.自然人 = 12\n三.R01.总计 = 12\n三.R03.自然人 = 11\n三.R03.总计 = 11\n三.R22.自然人 = 11\n三.R22.总计 = 11"
)


def gouji(*arguments, cwd=None):
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GOUJI_")}
    command = [str(GOUJI), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment, check=False)


def report(folder, name, text="", write=as_text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(write(example_draft(text).document()))
    return path


def as_object(run):
    return json.loads(run.stdout)


def test_a_sound_report_ends_with_status_0(tmp_path):
    run = gouji("check", report(tmp_path, "好.txt"))
    assert (run.returncode, run.stderr) == (0, "")
    assert "云溪县农业农村局  2023年度  合规" in run.stdout


def test_an_error_ends_with_status_1_and_is_shown_with_its_place(tmp_path):
    run = gouji("check", report(tmp_path, "错.txt", WRONG))
    assert run.returncode == 1
    assert "[错误] T3-01" in run.stdout
    assert "12 + 0 ≠ 11 + 0" in run.stdout
    assert "依据" in run.stdout
    assert "\033[" not in run.stdout


@pytest.mark.parametrize(("level", "status"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
def test_fail_on_decides_the_status(tmp_path, level, status):
    path = report(tmp_path, "警告.txt", "标题 =")
    assert gouji("check", path, "--fail-on", level).returncode == status


def test_json_is_one_object_of_the_contract(tmp_path):
    path = report(tmp_path, "错.html", WRONG, as_html)
    run = gouji("check", path, "--format", "json")
    whole = as_object(run)
    assert whole["schema"] == "gouji.check/1"
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", whole["ruleset"])
    (one,) = whole["reports"]
    assert set(one) >= {
        "file", "sha256", "format", "status", "reason", "unit", "year", "edition", "title", "verdict",
        "sections", "cells", "results", "findings",
    }  # fmt: skip
    assert (one["file"], one["format"], one["status"], one["verdict"]) == (str(path), "html", "checked", "有问题")
    assert one["cells"]["三.R01.自然人"]["value"] == "12"
    assert one["sections"][0] == {"numeral": "一", "title": "总体情况", "kind": "overview", "line": 3}
    (finding,) = [f for f in one["findings"] if f["severity"] == "error"]
    assert set(finding) == {
        "rule", "members", "severity", "confidence", "certainty", "title", "message", "cells", "quotes", "equation",
        "difference", "proposals", "basis", "advice", "fingerprint",
    }  # fmt: skip
    assert (finding["rule"], finding["equation"], finding["difference"]) == ("T3-01", "12 + 0 ≠ 11 + 0", "1")


def test_the_same_input_gives_the_same_bytes(tmp_path):
    path = report(tmp_path, "错.txt", WRONG)
    first, second = (re.sub(r'"ms": [0-9.]+', "", gouji("check", path, "--format", "json").stdout) for _ in range(2))
    assert first == second


def test_folders_are_walked_and_temporary_names_left_out(tmp_path):
    report(tmp_path, "甲/一.txt")
    report(tmp_path, "乙/二.docx", write=as_docx)
    report(tmp_path, "~$二.txt")
    report(tmp_path, ".隐藏/三.txt")
    run = gouji("check", tmp_path, "--format", "json")
    assert [Path(one["file"]).name for one in as_object(run)["reports"]] == ["二.docx", "一.txt"]
    assert run.returncode == 0


def test_what_cannot_be_read_is_one_line_and_the_rest_is_reported(tmp_path):
    good = report(tmp_path, "好.txt")
    scan = tmp_path / "扫描件.pdf"
    scan.write_bytes(b"%PDF-1.7\n")
    run = gouji("check", good, scan, tmp_path / "没有.txt", "--format", "json")
    assert run.returncode == 3
    assert [one["status"] for one in as_object(run)["reports"]] == ["checked", "not_assessable", "not_assessable"]
    assert len(run.stderr.strip().splitlines()) == 2
    assert "没有这个文件" in run.stderr


def test_a_file_that_is_no_report_is_rejected_with_what_it_seems_to_be(tmp_path):
    (tmp_path / "通知.txt").write_text("关于召开会议的通知\n请各单位按时参加。\n", "utf-8")
    run = gouji("check", tmp_path / "通知.txt", "--format", "json")
    (one,) = as_object(run)["reports"]
    assert (run.returncode, one["status"]) == (0, "rejected")
    assert "关于召开会议的通知" in one["reason"]


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_code_is_wrong_usage_and_names_the_near_ones(tmp_path, option):
    run = gouji("check", report(tmp_path, "好.txt"), option, "T3-1")
    assert (run.returncode, run.stdout) == (2, "")
    assert "没有编号为 T3-1 的规则" in run.stderr
    assert "T3-01" in run.stderr


def test_select_and_ignore_choose_the_rules(tmp_path):
    path = report(tmp_path, "错.txt", WRONG)
    only = as_object(gouji("check", path, "--format", "json", "--select", "T3-01,t3-02"))["reports"][0]
    assert [one["rule"] for one in only["results"]] == ["T3-01", "T3-02"]
    without = as_object(gouji("check", path, "--format", "json", "--ignore", "T3-01"))["reports"][0]
    assert "T3-01" not in [one["rule"] for one in without["results"]]


def test_unit_and_year_override_the_text(tmp_path):
    run = gouji("check", report(tmp_path, "好.txt"), "--unit", "云溪县档案局", "--year", "2019", "--format", "json")
    one = as_object(run)["reports"][0]
    assert (one["unit"], one["year"]) == ("云溪县档案局", 2019)
    assert "ED-01" in [finding["rule"] for finding in one["findings"]]


def test_rules_of_a_folder_run_and_a_faulty_one_is_named_with_status_3(tmp_path):
    folder = tmp_path / "规则"
    folder.mkdir()
    (folder / "坏.py").write_text("def (", "utf-8")
    run = gouji("check", report(tmp_path, "好.txt"), "--rules", folder, "--format", "json")
    assert run.returncode == 3
    assert "坏.py" in run.stderr
    assert as_object(run)["reports"][0]["verdict"] == "检查不完整"


def test_output_goes_to_a_file(tmp_path):
    run = gouji("check", report(tmp_path, "好.txt"), "--format", "json", "--output", tmp_path / "结果.json")
    assert (run.returncode, run.stdout) == (0, "")
    assert json.loads((tmp_path / "结果.json").read_text("utf-8"))["schema"] == "gouji.check/1"


def test_no_path_is_wrong_usage():
    assert gouji("check").returncode == 2


def test_check_needs_no_settings(tmp_path):
    (tmp_path / "gouji.toml").write_text("nonsense = [", "utf-8")
    assert gouji("check", report(tmp_path, "好.txt"), cwd=tmp_path).returncode == 0


def test_every_command_explains_itself():
    listing = gouji("--help").stdout
    for name in ("check", "up", "rules", "subscriptions", "doctor"):
        assert name in listing
        assert gouji(name, "--help").returncode == 0, name


def test_a_pipe_in_a_folder_is_left_alone_and_by_name_is_refused_at_once(tmp_path):
    report(tmp_path, "报告/好.txt")
    os.mkfifo(tmp_path / "报告" / "管道.txt")
    assert gouji("check", tmp_path / "报告").returncode == 0
    run = gouji("check", tmp_path / "报告" / "管道.txt")
    assert (run.returncode, run.stderr) == (3, f"{tmp_path}/报告/管道.txt：无法核查：不是普通文件（管道或者设备）\n")


def test_a_name_in_another_encoding_is_shown_and_the_json_stays_utf8(tmp_path):
    folder = report(tmp_path, "报告/好.txt").parent
    (folder / "好.txt").rename(os.fsdecode(os.fsencode(folder) + "/财政局.txt".encode("gbk")))
    for options in ((), ("--output", tmp_path / "结果.json")):
        run = gouji("check", folder, "--format", "json", *options)
        text = (tmp_path / "结果.json").read_text("utf-8") if options else run.stdout
        assert [one["file"] for one in json.loads(text)["reports"]] == [f"{folder}/财政局.txt"]
    assert gouji("check", folder).stdout.startswith(f"{folder}/财政局.txt\n")


def test_the_answer_of_the_last_time_is_no_report(tmp_path):
    report(tmp_path, "好.txt")
    command = ("check", ".", "--output", "结果.txt")
    assert gouji(*command, cwd=tmp_path).returncode == 0
    assert gouji(*command, cwd=tmp_path).returncode == 0
    assert (tmp_path / "结果.txt").read_text("utf-8").count("年度") == 1


def test_a_line_end_in_a_name_does_not_break_the_line(tmp_path):
    path = report(tmp_path, "一\n二.txt")
    assert gouji("check", path).stdout.startswith(f"{tmp_path}/一\\u000a二.txt\n")


def test_a_year_in_a_folder_is_not_the_name_of_the_file(tmp_path):
    path = report(tmp_path, "2020年/好.txt")
    assert gouji("check", path, "--fail-on", "info").returncode == 0


def test_a_folder_without_files_is_not_taken_for_a_pass(tmp_path):
    empty = tmp_path / "空"
    empty.mkdir()
    run = gouji("check", empty)
    assert (run.returncode, run.stdout) == (2, "")
    assert f"没有可核查的文件：{empty} 是空目录" in run.stderr
    run = gouji("check", empty, report(tmp_path, "好.txt"))
    assert (run.returncode, run.stderr) == (0, f"{empty}：目录中没有文件\n")


def test_an_output_that_cannot_be_written_is_said_before_the_work(tmp_path):
    run = gouji("check", report(tmp_path, "错.txt", WRONG), "--output", tmp_path / "没有" / "结果.txt")
    assert (run.returncode, run.stdout) == (2, "")
    assert f"写不进 {tmp_path}/没有/结果.txt：没有目录 {tmp_path}/没有" in run.stderr


def test_json_is_utf8_whatever_the_locale(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "gbk")
    command = [str(GOUJI), "check", str(report(tmp_path, "好.txt")), "--format", "json"]
    whole = json.loads(subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8"))
    assert whole["reports"][0]["unit"] == "云溪县农业农村局"


def test_ctrl_c_ends_without_a_trace_and_is_not_taken_for_findings(tmp_path):
    for number in range(600):
        report(tmp_path, f"{number}.txt")
    screen, bar = os.openpty()
    process = subprocess.Popen([str(GOUJI), "check", str(tmp_path)], stdout=subprocess.PIPE, stderr=bar)
    os.close(bar)
    seen = os.read(screen, 10_000)  # the bar is drawn: the work has begun
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=30)[0] == b""
    with contextlib.suppress(OSError):  # a terminal that nobody writes to any more
        while more := os.read(screen, 10_000):
            seen += more
    os.close(screen)
    assert process.returncode == 130
    assert "已中止。" in seen.decode()
    assert "Traceback" not in seen.decode()


def test_a_report_for_2018_is_recognised_but_not_called_compliant(tmp_path):
    path = report(tmp_path, "旧.txt", "年度 = 2018")
    run = gouji("check", path)
    assert "2018年度  检查不完整" in run.stdout
    assert "[未查] 2018年度及以前没有全国统一格式，只核查了标题和年度、法定内容、正文数字的加总" in run.stdout
    (old,) = as_object(gouji("check", path, "--format", "json"))["reports"]
    assert old["verdict"] == "检查不完整"
    assert [note[:20] for note in old["notes"]] == ["2018年度及以前没有全国统一格式，只核"]
