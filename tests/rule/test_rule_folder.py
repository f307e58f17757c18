"""Rules from folders: every way a rule can be wrong is named and reported, and the other rules are unharmed."""

import os
import subprocess

import pytest

from gouji.check import Checker, check
from gouji.model import Outcome, Verdict
from gouji.rule import load_rules
from gouji.rule.example import example_report

GOOD = '''
from gouji.rule import ERROR, Finding, rule


@rule("{code}", title="申请数应少于一万", severity=ERROR, basis="云溪县政务公开办〔2024〕1号")
def fewer_than_ten_thousand(report):
    """收到的申请应少于一万件。

    反例：
        三.R01.总计 = 10000
    正例：
        三.R01.总计 = 5
    """
    {body}
'''
BODY = """if report.count("三.R01.总计") >= 10000:
        yield Finding("收到申请10000件", cells=("三.R01.总计",))"""
REPORT = "\n".join(f"三.{row}.{column} = 10000" for row in ("R01", "R03", "R22") for column in ("自然人", "总计"))


def write(folder, name, *, code="XM-02", body=BODY, edit=lambda text: text):
    (folder / name).write_text(edit(GOOD.format(code=code, body=body)), "utf-8")


@pytest.fixture
def folder(tmp_path):
    """A folder with one good rule, XM-01."""
    write(tmp_path, "good.py", code="XM-01")
    return tmp_path


def result(checked, code):
    return next(one for one in checked.results if one.rule == code)


FAULTS = {
    "no basis": ({"edit": lambda t: t.replace('basis="云溪县政务公开办〔2024〕1号"', 'basis=""')}, "XM-02", "缺少依据"),
    "no failing example": ({"edit": lambda t: t.replace("反例：", "样例：")}, "XM-02", "缺少反例"),
    "no passing example": ({"edit": lambda t: t.replace("正例：", "样例：")}, "XM-02", "缺少正例"),
    "no docstring": ({"edit": lambda t: t[: t.index('    """')] + "    yield from ()\n"}, "XM-02", "缺少说明"),
    "duplicate code": ({"code": "XM-01"}, "XM-01", "编号 XM-01 与"),
    "code of a built-in rule": ({"code": "T3-01"}, "T3-01", "编号 T3-01 与"),
    "syntax error": ({"edit": lambda t: t + "def ("}, None, "语法错误"),
    "full-width mark": (
        {"edit": lambda t: t + "\nX = max（1, 2）\n"},
        None,
        "语法错误：程序里不能用“（”，标点和空格应为半角",
    ),
    "raises when loaded": ({"edit": lambda t: t + "1 / 0"}, None, "ZeroDivisionError"),
    "exits when loaded": ({"edit": lambda t: t + "import os; os._exit(3)"}, None, "结束了规则进程（退出码 3）"),
    "no rule in it": ({"edit": lambda t: "X = 1"}, None, "没有用 @rule 声明的函数"),
    "unknown parameter": ({"edit": lambda t: t.replace("(report)", "(report, database)")}, "XM-02", "参数 database"),
    "bad code": ({"code": "我的规则"}, None, "不合格式"),
}


def test_a_python_file_in_another_encoding_is_told_so(tmp_path):
    (tmp_path / "wrong.py").write_bytes("X = '公开'\n".encode("gbk"))
    (fault,) = load_rules([tmp_path]).faults
    assert fault.reason == "不是 UTF-8 编码的文本，请在编辑器中另存为 UTF-8"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_that_cannot_be_used_is_named_and_the_others_run(folder, fault):
    arguments, code, reason = FAULTS[fault]
    write(folder, "wrong.py", **arguments)
    ruleset = load_rules([folder])
    assert [(one.code, one.path) for one in ruleset.faults] == [(code, str(folder / "wrong.py"))]
    assert reason in str(ruleset.faults[0])
    checked = check(example_report(REPORT), ruleset)
    assert result(checked, "XM-01").outcome is Outcome.FAIL
    named = [one for one in checked.results if one.outcome is Outcome.ERROR]
    assert len(named) == 1
    assert str(folder / "wrong.py") in named[0].reason
    assert len({one.rule for one in checked.results}) == len(checked.results)


RUNS = {
    "raises": ("raise RuntimeError('坏了')", Outcome.ERROR, "RuntimeError: 坏了"),
    "returns nonsense": ("return 42", Outcome.ERROR, "却返回了 int"),
    "yields nonsense": ("yield 'x'", Outcome.ERROR, "给出了 str"),
    "fills a finding with nonsense": ("yield Finding(42)", Outcome.ERROR, "Expected `str`, got `int`"),
    "names a cell that is not there": ("yield Finding('x', cells=('三.R99.总计',))", Outcome.ERROR, "三.R99.总计"),
    "asks the process to exit": ("raise SystemExit(0)", Outcome.ERROR, "SystemExit"),
    "ends the process": ("import os; os._exit(7)", Outcome.ERROR, "结束了规则进程（退出码 7）"),
    "is killed": ("import os; os.kill(os.getpid(), 9)", Outcome.ERROR, "被信号 9 终止"),
    "runs for ever": ("while True: pass", Outcome.TIMEOUT, "超过2秒"),
    "runs for ever and catches everything": (
        "while True:\n        try:\n            while True: pass\n        except BaseException: pass",
        Outcome.TIMEOUT,
        "超过2秒",
    ),
    "takes all memory": ("x = bytearray(1 << 40)", Outcome.ERROR, "MemoryError"),
    "prints into the protocol": ("print('{}'); import sys; sys.stdout.write('x' * 100000)", Outcome.PASS, None),
    "writes a file": ("import os; os.write(os.memfd_create('x'), b'x')", Outcome.ERROR, "OSError"),
}


@pytest.mark.parametrize("run", RUNS)
def test_a_rule_that_misbehaves_costs_only_its_own_result(folder, run):
    body, outcome, reason = RUNS[run]
    write(folder, "a_wrong.py", body=body)
    write(folder, "z_after.py", code="XM-03")
    checked = check(example_report(REPORT), load_rules([folder]))
    wrong = result(checked, "XM-02")
    assert wrong.outcome is outcome
    assert (reason or "") in (wrong.reason or "")
    assert [result(checked, code).outcome for code in ("XM-01", "XM-03")] == [Outcome.FAIL, Outcome.FAIL]
    assert [f.rule for f in checked.findings if f.rule.startswith("XM")] == ["XM-01", "XM-03"]


def test_a_sound_report_with_a_rule_that_did_not_run_is_not_called_compliant(folder):
    write(folder, "wrong.py", body="raise RuntimeError")
    sound = example_report("")
    assert check(sound, load_rules([folder])).verdict is Verdict.INCOMPLETE
    (folder / "wrong.py").unlink()
    assert check(sound, load_rules([folder])).verdict is Verdict.COMPLIANT


def test_a_rule_that_is_late_three_times_is_not_run_again(folder):
    write(folder, "wrong.py", body="while True: pass")
    with Checker(load_rules([folder])) as checker:
        checker._host._run_seconds = 0.2
        for _ in range(3):
            checker.check(example_report(""))
        checked = checker.check(example_report(""))
    assert result(checked, "XM-02").reason == "此前连续3次超时，本次未再运行"


def test_no_process_is_left_behind(folder):
    check(example_report(""), load_rules([folder]))
    children = subprocess.run(
        ["ps", "--ppid", str(os.getpid()), "-o", "args="], capture_output=True, text=True, check=False
    )
    assert "gouji.rule.hosted" not in children.stdout


def test_a_yaml_rule_in_a_folder_joins_the_others(tmp_path):
    (tmp_path / "intake.yaml").write_text(
        "code: XM-20\ntitle: 全部办结\nseverity: warning\nbasis: 云溪县政务公开办〔2024〕2号\nwhy: 不应有结转。\n"
        "figures: 三.R23.总计 == 0\n反例: 三.R23.总计 = 1\n正例: 三.R23.总计 = 0\n",
        "utf-8",
    )
    ruleset = load_rules([tmp_path])
    assert ruleset.faults == ()
    checked = check(example_report("三.R23.总计 = 1"), ruleset.select(["XM-20"]))
    (finding,) = checked.findings
    assert (finding.rule, finding.severity, finding.equation) == ("XM-20", "warning", "1 ≠ 0")
    assert finding.proposals[0].changes[0].after == "0"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("for each column of 三: R01 == R92", "没有名为“R92”"),
        ("for each column of 三: R01 + R02", "应恰有一个"),
        ("for each colum of 三: R01 == R22", "不认识“for each colum of 三”"),
        ("wyh: x", "是否指 why"),
        ("figures: 三.R01.总计 == (", "读不懂"),
        ("severity: fatal\nfigures: 三.R01.总计 == 0", "severity 的“fatal”应为 error、warning、info 之一"),
        ("status: on\nfigures: 三.R01.总计 == 0", "status 的“True”应为 draft、trial、in force、retired 之一"),
    ],
)
def test_a_yaml_rule_that_cannot_be_read_says_what_is_wrong(tmp_path, line, reason):
    head = "code: XM-20\ntitle: x\nseverity: error\nbasis: x\nwhy: x\n反例: 三.R01.总计 = 1\n正例: 三.R01.总计 = 0\n"
    own = [one for one in head.splitlines() if not line.startswith(one.partition(":")[0] + ":")]
    (tmp_path / "wrong.yaml").write_text("\n".join([*own, line, ""]), "utf-8")
    (fault,) = load_rules([tmp_path]).faults
    assert reason in str(fault)
    assert str(tmp_path / "wrong.yaml") in str(fault)


def test_a_folder_without_a_rule_and_a_missing_folder_are_faults(tmp_path):
    (tmp_path / "文件").write_text("x", "utf-8")
    faults = load_rules([tmp_path, tmp_path / "nowhere", tmp_path / "文件"]).faults
    assert [fault.reason for fault in faults] == [
        "目录中没有规则文件（.py、.yaml、.yml）",
        "没有这个目录",
        "是文件，应给出它所在的目录",
    ]


def test_the_hash_of_a_rule_set_follows_its_content(folder):
    before = load_rules([folder]).hash
    assert load_rules([folder]).hash == before
    write(folder, "good.py", code="XM-01", edit=lambda text: text.replace("一万件", "10000件"))
    assert load_rules([folder]).hash != before


def test_a_generation_keeps_its_rules_whatever_becomes_of_the_files(folder):
    """A host that is started anew, because a rule ended it, has the rules as they were loaded."""
    write(folder, "a_wrong.py", body="import os; os._exit(7)")
    report = example_report(REPORT)
    with Checker(load_rules([folder])) as checker:
        for path in folder.glob("*.py"):
            path.write_text("raise RuntimeError('half written", "utf-8")
        for _ in range(2):
            checked = checker.check(report)
            assert result(checked, "XM-02").outcome is Outcome.ERROR
            assert result(checked, "XM-01").outcome is Outcome.FAIL
