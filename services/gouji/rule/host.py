"""The rule host: Python rules from folders run in a process of their own, with limits.

A rule that hangs, leaks, prints, exits or crashes costs that rule its result, nothing else. The host (this file's other
half is `gouji.rule.hosted`) answers each request with one answer; the caller kills it when an answer is late, names the
rule that was running, and starts a new one for the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

import msgspec

from gouji.errors import RuleFault
from gouji.isolation import Isolated, Loss, Lost
from gouji.model import Finding, Outcome, Severity
from gouji.rule.defaults import Default, unpacked
from gouji.rule.definition import Context, Example, Rule, Status

#: Seconds of wall clock for one rule on one report, and for loading one file.
RUN_SECONDS = 2.0
LOAD_SECONDS = 5.0
#: A rule that was late so often in a row is not run any more by this host: it would hold up every report.
_MOST_LATE = 3
_LARGEST_ANSWER = 8 << 20


class Answer(msgspec.Struct, frozen=True):
    """What a rule in the host said: an outcome of its own making, or findings."""

    findings: tuple[Finding, ...] = ()
    unchecked: tuple[str, ...] = ()
    outcome: Outcome | None = None
    reason: str | None = None


class Described(msgspec.Struct, frozen=True):
    """What the host tells of a rule that it loaded."""

    code: str
    title: str
    severity: Severity
    basis: str
    why: str
    failing: str
    passing: str
    further: tuple[Example, ...]
    advice: str | None
    editions: tuple[str, ...]
    years: tuple[int, int]
    status: Status
    parameters: dict[str, Default]
    asks: tuple[str, ...]
    welcomes: tuple[str, ...]
    explains: tuple[str, ...]
    owner: str | None


class Loaded(msgspec.Struct, frozen=True):
    """The answer to a load request: rules, or what is wrong with the file."""

    rules: tuple[Described, ...] = ()
    fault: str | None = None
    code: str | None = None


class Trace(msgspec.Struct, frozen=True):
    """What a rule read of a report: addresses of figures, this year's and last year's, and kinds of sections.

    `page` says whether it looked through everything on the page.
    """

    cells: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    page: bool = False


class RuleHost:
    """Runs the Python rules of files with this content; starts its process when first needed. A context manager.

    The files themselves are not read again: whatever becomes of them, a new process has the same rules.
    """

    def __init__(self, sources: Mapping[str, bytes], *, run_seconds: float = RUN_SECONDS) -> None:
        self._sources = dict(sources)
        self._run_seconds = run_seconds
        self._process: Isolated | None = None
        self._report: bytes | None = None
        self._late: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process; a later request starts a new one."""
        process, self._process = self._process, None
        if process is not None:
            process.close()

    def describe(self) -> tuple[list[tuple[str, Described]], list[RuleFault]]:
        """Load every file; (path, rule) for those that can be used, a fault for each of the others."""
        rules: list[tuple[str, Described]] = []
        faults: list[RuleFault] = []
        for path in list(self._sources):
            try:
                loaded = self._load(path)
            except Lost as lost:
                del self._sources[path]
                faults.append(RuleFault(path, f"加载时{_words(lost, LOAD_SECONDS)}"))
                continue
            rules += [(path, described) for described in loaded.rules]
            if loaded.fault is not None:
                faults.append(RuleFault(path, loaded.fault, loaded.code))
        return rules, faults

    def set_report(self, context: Context) -> None:
        """The report that the following `run` calls judge, with what stands around it."""
        self._report = msgspec.json.encode(context)
        if self._process is not None:
            try:
                self._ask(self._report, LOAD_SECONDS)
            except Lost:
                self.close()

    def run(self, rule: Rule, overrides: dict[str, Any]) -> Answer:
        """Judge the report by one rule with these parameters set; a late or lost answer is an outcome, never raised."""
        if self._late.get(rule.code, 0) >= _MOST_LATE:
            return Answer(outcome=Outcome.TIMEOUT, reason=f"此前连续{_MOST_LATE}次超时，本次未再运行")
        try:
            answer = self._ask(msgspec.json.encode({"run": rule.code, "parameters": overrides}), self._run_seconds)
            self._late.pop(rule.code, None)
            return msgspec.json.decode(answer, type=Answer)
        except Lost as lost:
            late = lost.how is Loss.LATE
            if late:
                self._late[rule.code] = self._late.get(rule.code, 0) + 1
            outcome = Outcome.TIMEOUT if late else Outcome.ERROR
            return Answer(outcome=outcome, reason=_words(lost, self._run_seconds))
        except msgspec.DecodeError as problem:
            return Answer(outcome=Outcome.ERROR, reason=f"规则返回的内容不可用：{problem}")

    def trace(self, rule: Rule) -> Trace:
        """What the rule reads of the report; nothing when it does not come to an end."""
        try:
            answer = self._ask(msgspec.json.encode({"trace": rule.code}), self._run_seconds)
        except Lost:
            return Trace()
        return msgspec.json.decode(answer, type=Trace)

    def _load(self, path: str) -> Loaded:
        answer = self._ask(_load_request(path, self._sources[path]), LOAD_SECONDS, others=())
        return msgspec.json.decode(answer, type=Loaded)

    def _ask(self, request: bytes, seconds: float, *, others: Sequence[str] | None = None) -> bytearray:
        """One request and its answer; a host that is gone is started anew with the files and the report."""
        try:
            process = self._process or self._started(tuple(self._sources) if others is None else others)
            return process.exchange(request, seconds)
        except BaseException:
            self.close()
            raise

    def _started(self, paths: Sequence[str]) -> Isolated:
        process = self._process = Isolated("-m", "gouji.rule.hosted", largest=_LARGEST_ANSWER)
        for path in paths:
            process.exchange(_load_request(path, self._sources[path]), LOAD_SECONDS)
        if self._report is not None:
            process.exchange(self._report, LOAD_SECONDS)
        return process


def _words(lost: Lost, seconds: float) -> str:
    if lost.how is Loss.LATE:
        return f"超过{seconds:g}秒没有结束，已中止"
    if lost.how is Loss.TOO_LARGE:
        return "输出过大，已中止"
    code = lost.code
    return f"使规则进程被信号 {-code} 终止" if code < 0 else f"结束了规则进程（退出码 {code}）"


def _load_request(path: str, source: bytes) -> bytes:
    return msgspec.json.encode({"load": path, "source": source})


def describe_folder_rules(sources: Mapping[str, bytes]) -> tuple[list[Rule], list[RuleFault]]:
    """The Python rules in files with this content, loaded and described by a host of their own."""
    if not sources:
        return [], []
    with RuleHost(sources) as host:
        described, faults = host.describe()
    return [_rule(one, path, sources[path]) for path, one in described], faults


def _rule(described: Described, path: str, source: bytes) -> Rule:
    fields = msgspec.structs.asdict(described)
    fields["parameters"] = {name: unpacked(default) for name, default in described.parameters.items()}
    return Rule(**fields, path=path, source=source, remote=True)
