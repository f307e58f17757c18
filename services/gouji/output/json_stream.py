"""`gouji.check/1` written report by report: the bytes are those of the whole object written at once."""

from __future__ import annotations

import json
from typing import BinaryIO

from gouji.output.filed import Filed
from gouji.output.form import write
from gouji.output.json_form import SCHEMA, report_object
from gouji.rule import RuleSet


class JsonForm:
    def __init__(self, stream: BinaryIO, ruleset: RuleSet) -> None:
        self._stream, self._count = stream, 0
        head = json.dumps({"schema": SCHEMA, "ruleset": ruleset.hash}, ensure_ascii=False, indent=1)
        write(stream, head.removesuffix("\n}") + ',\n "reports": [')

    def add(self, filed: Filed) -> None:
        lines = json.dumps(report_object(filed.examined), ensure_ascii=False, indent=1).split("\n")
        write(self._stream, ("," if self._count else "") + "".join(f"\n  {line}" for line in lines))
        self._count += 1

    def finish(self) -> None:
        write(self._stream, ("\n ]" if self._count else "]") + "\n}\n")
