"""SARIF 2.1.0: one run, every rule in force, a result for each finding, a notification for what was not checked."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from importlib.metadata import version
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from gouji.model import Outcome, Status
from gouji.output.filed import Filed
from gouji.output.form import write
from gouji.output.sarif_result import artifact, result
from gouji.output.sarif_rules import descriptors
from gouji.rule import RuleSet

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_UNJUDGED = {
    Outcome.ERROR: ("error", "规则出错"),
    Outcome.TIMEOUT: ("error", "规则超时"),
    Outcome.NOT_CHECKED: ("warning", "未能核查"),
    Outcome.WAITING: ("note", "等待其他材料"),
}
_UNREAD = {Status.NOT_ASSESSABLE: ("error", "无法核查"), Status.REJECTED: ("warning", "已退出")}


class SarifForm:
    """Results go to the stream as they come; what SARIF wants in other lists waits in files of its own."""

    def __init__(self, stream: BinaryIO, ruleset: RuleSet) -> None:
        self._stream, self._ruleset = stream, ruleset
        rules = descriptors(ruleset)
        self._rules = {rule["id"]: index for index, rule in enumerate(rules)}
        self._results, self._artifacts, self._notes = _List(stream), _Kept(), _Kept()
        self._complete = True
        head = {"$schema": SCHEMA, "version": "2.1.0"}
        write(stream, _json(head)[:-1] + ',"runs":[{"tool":' + _json({"driver": self._driver(rules)}))
        write(stream, ',"automationDetails":{"id":"gouji/check/"},"columnKind":"unicodeCodePoints","results":')

    def add(self, filed: Filed) -> None:
        examined, index = filed.examined, self._artifacts.count
        self._artifacts.add(_artifact(filed))
        for finding in filed.findings:
            self._results.add(result(finding, filed, index, self._rules))
        if examined.status in _UNREAD:
            level, words = _UNREAD[examined.status]
            self._complete &= level != "error"
            self._notify(filed, index, level, f"{words}：{examined.reason}")
        for one in examined.checked.results if examined.checked else ():
            if one.outcome in _UNJUDGED:
                level, words = _UNJUDGED[one.outcome]
                self._complete &= level != "error"
                self._notify(filed, index, level, f"{one.rule} {words}：{one.reason}", one.rule)

    def finish(self) -> None:
        faults = [
            {"level": "error", "message": {"text": str(fault)}, "properties": {"file": fault.path}}
            for fault in self._ruleset.faults
        ]
        self._results.end()
        write(self._stream, ',"artifacts":')
        self._artifacts.pour(self._stream)
        successful = self._complete and not faults
        write(self._stream, ',"invocations":[' + _json({"executionSuccessful": successful})[:-1])
        write(self._stream, ',"toolConfigurationNotifications":' + _json(faults) + ',"toolExecutionNotifications":')
        self._notes.pour(self._stream)
        write(self._stream, "}]}]}\n")

    def _driver(self, rules: Sequence[dict[str, Any]]) -> dict[str, Any]:
        return {
            "name": "gouji",
            "fullName": "勾稽：政府信息公开工作年度报告核查",
            "version": version("gouji"),
            "language": "zh-CN",
            "rules": rules,
            "properties": {"ruleset": self._ruleset.hash},
        }

    def _notify(self, filed: Filed, index: int, level: str, text: str, rule: str | None = None) -> None:
        note: dict[str, Any] = {
            "level": level,
            "message": {"text": text},
            "locations": [{"physicalLocation": {"artifactLocation": artifact(filed.examined.file, index)}}],
        }
        if rule is not None:
            note["associatedRule"] = {"id": rule, **({"index": self._rules[rule]} if rule in self._rules else {})}
        self._notes.add(note)


class _List:
    """A JSON array written element by element."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self.count = stream, 0

    def add(self, value: dict[str, Any]) -> None:
        write(self._stream, ("," if self.count else "[") + "\n" + _json(value))
        self.count += 1

    def end(self) -> None:
        write(self._stream, "\n]" if self.count else "[]")


class _Kept(_List):
    """An array that waits on the disk until its turn."""

    def __init__(self) -> None:
        # Closed when it is poured out, or with the process.
        self._file = TemporaryFile()  # noqa: SIM115
        super().__init__(self._file)

    def pour(self, stream: BinaryIO) -> None:
        self.end()
        self._file.seek(0)
        shutil.copyfileobj(self._file, stream)
        self._file.close()


def _artifact(filed: Filed) -> dict[str, Any]:
    examined, verdict = filed.examined, filed.verdict
    report = examined.checked.report if examined.checked else None
    found: dict[str, Any] = {"location": artifact(examined.file), "roles": ["analysisTarget"]}
    if examined.sha256:
        found["hashes"] = {"sha-256": examined.sha256}
    return found | {
        "properties": {
            "format": examined.format,
            "status": examined.status.value,
            "unit": report.unit if report else None,
            "year": report.year if report else None,
            "edition": report.edition if report else None,
            "verdict": verdict.value if verdict else None,
        }
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
