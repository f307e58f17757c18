"""The rule host's own process: loads rule files and runs their rules, one request a line, one answer a line.

Started by `gouji.rule.host` as `python -m gouji.rule.hosted`. Standard output is taken away from the rules, so that a
`print` cannot break the protocol; memory, files and open files are limited; the process dies with its parent.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import resource
import signal
import sys
from typing import Any

import msgspec

from gouji.errors import RuleFault
from gouji.model import Outcome, Report
from gouji.rule.definition import Context, Rule
from gouji.rule.host import Answer, Described, Loaded
from gouji.rule.judging import call
from gouji.rule.loading import module_rules

_MEMORY = 1 << 30
_OPEN_FILES = 64
_PR_SET_PDEATHSIG = 1


class _Judged(msgspec.Struct):
    """The report that rules are run on."""

    report: Report
    previous: Report | None = None


def main() -> None:
    """Answer requests until standard input ends."""
    answers = _private_stdout()
    _limit()
    rules: dict[str, Rule] = {}
    judged: _Judged | None = None
    _send(answers, msgspec.json.encode({"ready": True}))
    for line in sys.stdin.buffer:
        request = msgspec.json.decode(line)
        if "load" in request:
            _send(answers, msgspec.json.encode(_load(request["load"], rules)))
        elif "report" in request:
            judged = msgspec.json.decode(line, type=_Judged)
            _send(answers, b"{}")
        else:
            _send(answers, msgspec.json.encode(_run(request, rules, judged)))


def _private_stdout() -> int:
    answers = os.dup(1)
    os.dup2(2, 1)
    return answers


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _send(answers: int, line: bytes) -> None:
    line += b"\n"
    while line:
        line = line[os.write(answers, line) :]


def _load(path: str, rules: dict[str, Rule]) -> Loaded:
    try:
        found = module_rules(_module(path), path)
    except RuleFault as fault:
        return Loaded(fault=fault.reason, code=fault.code)
    except SyntaxError as problem:
        return Loaded(fault=f"第 {problem.lineno} 行语法错误：{problem.msg}")
    except SystemExit as ending:
        return Loaded(fault=f"加载时试图结束进程（SystemExit: {ending.code}）")
    except Exception as problem:  # noqa: BLE001 - the edge of a rule file
        return Loaded(fault=f"加载时出错：{type(problem).__name__}: {problem}")
    for rule in found:
        rules.setdefault(rule.code, rule)
    return Loaded(tuple(msgspec.convert(_fields(rule), Described) for rule in found))


def _module(path: str) -> object:
    spec = importlib.util.spec_from_file_location(f"gouji_folder_rule_{abs(hash(path))}", path)
    if spec is None or spec.loader is None:
        raise RuleFault(path, "不能作为 Python 文件加载")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _fields(rule: Rule) -> dict[str, Any]:
    return {name: getattr(rule, name) for name in Described.__struct_fields__}


def _run(request: dict[str, Any], rules: dict[str, Rule], judged: _Judged | None) -> Answer:
    rule = rules.get(request["run"])
    if rule is None or rule.function is None or judged is None:
        return Answer(outcome=Outcome.ERROR, reason="规则进程中没有这条规则")
    context = Context(judged.report, judged.previous)
    return call(rule.function, rule.asks, request["parameters"], context)


if __name__ == "__main__":
    main()
