"""JUnit XML, as CI servers read it: a suite for each file, a case for each rule.

A rule fails with what makes a report 有问题, an error or a warning; infos stand in the case's output. What a rule could
not judge is skipped with the reason, and a rule or a file that broke is an error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from gouji.evidence import evidence
from gouji.model import Checked, Finding, Outcome, Result, Severity, Status
from gouji.output.filed import STATUS_WORDS, Filed
from gouji.output.form import printable, write
from gouji.rule import RuleSet

_SKIPPED = {
    Outcome.NOT_APPLICABLE: "不适用",
    Outcome.WAITING: "等待其他材料",
    Outcome.NOT_CHECKED: "未能核查",
}
_BROKEN = {Outcome.ERROR: "规则出错", Outcome.TIMEOUT: "规则超时"}
_READING = "读取文件"


class JunitForm:
    def __init__(self, stream: BinaryIO, ruleset: RuleSet) -> None:
        self._stream = stream
        self._titles = {rule.code: rule.title for rule in ruleset.rules}
        write(stream, '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="gouji">\n')

    def add(self, filed: Filed) -> None:
        suite = Element("testsuite", name=printable(filed.examined.file))
        group = printable(filed.name or filed.examined.file)
        if filed.examined.checked is None:
            _unread(suite, group, filed)
        else:
            for one in filed.examined.checked.results:
                title = self._titles.get(one.rule, "")
                case = SubElement(suite, "testcase", name=printable(f"{one.rule} {title}".strip()), classname=group)
                _judged(case, one, filed.examined.checked)
        counts = Counter(child.tag for case in suite for child in case)
        suite.set("tests", str(len(suite)))
        suite.set("failures", str(counts["failure"]))
        suite.set("errors", str(counts["error"]))
        suite.set("skipped", str(counts["skipped"]))
        indent(suite, " ", 1)
        write(self._stream, " " + tostring(suite, encoding="unicode").rstrip() + "\n")

    def finish(self) -> None:
        write(self._stream, "</testsuites>\n")


def _unread(suite: Element, group: str, filed: Filed) -> None:
    tag = "error" if filed.examined.status is Status.NOT_ASSESSABLE else "skipped"
    case = SubElement(suite, "testcase", name=_READING, classname=group)
    words = f"{STATUS_WORDS[filed.examined.status]}：{filed.examined.reason}"
    SubElement(case, tag, message=printable(words), type=filed.examined.status.value)


def _judged(case: Element, one: Result, checked: Checked) -> None:
    if one.outcome in _SKIPPED:
        SubElement(case, "skipped", message=printable(f"{_SKIPPED[one.outcome]}：{one.reason}"), type=one.outcome.value)
    elif one.outcome in _BROKEN:
        SubElement(case, "error", message=printable(f"{_BROKEN[one.outcome]}：{one.reason}"), type=one.outcome.value)
    elif one.outcome is Outcome.FAIL:
        _failed(case, one, checked)


def _failed(case: Element, one: Result, checked: Checked) -> None:
    """All that the rule found in one failure; CI servers show no more than one."""
    own = [finding for finding in checked.findings if finding.rule == one.rule]
    elsewhere = [finding for finding in checked.findings if one.rule in finding.members]
    grave = min((f.severity.rank for f in (*own, *elsewhere) if f.severity), default=0)
    text = printable("\n\n".join(_told(own, elsewhere, one, checked)))
    if grave >= Severity.INFO.rank:
        SubElement(case, "system-out").text = text
        return
    message = "；".join(finding.message for finding in own)
    if elsewhere and not own:
        message = f"与 {elsewhere[0].rule} 同一原因"
    level = next(severity.value for severity in Severity if severity.rank == grave)
    failure = SubElement(case, "failure", type=level, message=printable(message))
    failure.text = text


def _told(own: list[Finding], elsewhere: list[Finding], one: Result, checked: Checked) -> Iterator[str]:
    for finding in own:
        lines = [f"{label}：{words}" for label, words in evidence(finding, checked.report)]
        yield "\n".join([f"[{(finding.severity or Severity.ERROR).chinese}] {finding.rule} {finding.title}", *lines])
    for finding in elsewhere:
        yield f"与 {finding.rule} {finding.title} 同一原因：{finding.message}"
    if one.reason:
        yield f"未能核查的部分：{one.reason}"
