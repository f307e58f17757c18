"""One page for people: it needs nothing from elsewhere, reads on a screen and prints on paper."""

from __future__ import annotations

import shutil
from collections import Counter
from functools import cache
from tempfile import TemporaryFile
from typing import Any, BinaryIO, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from gouji.certainty import doubt_words, doubts
from gouji.digest import set_aside_words
from gouji.editions import PRE2019, PRE2019_REMARK
from gouji.evidence import evidence
from gouji.model import Severity, Status, Verdict
from gouji.output.filed import STATUS_WORDS, Filed
from gouji.output.form import printable, write
from gouji.rule import RuleSet

_TONES = {Verdict.COMPLIANT: "good", Verdict.PROBLEMS: "bad", Verdict.INCOMPLETE: "open"}


class _Line(NamedTuple):
    """A file in the table of contents."""

    name: str
    year: int | None
    file: str
    word: str
    tone: str
    counts: dict[Severity, int]
    checked: bool


class HtmlForm:
    """The reports wait on the disk while the table of contents above them grows."""

    def __init__(self, stream: BinaryIO, _ruleset: RuleSet) -> None:
        self._stream = stream
        self._lines: list[_Line] = []
        # Closed when it is poured out, or with the process.
        self._reports = TemporaryFile()  # noqa: SIM115

    def add(self, filed: Filed) -> None:
        self._lines.append(_line(filed))
        write(self._reports, _render("report.html", number=len(self._lines), line=self._lines[-1], **_told(filed)))

    def finish(self) -> None:
        write(self._stream, _render("head.html", lines=self._lines, words=Counter(line.word for line in self._lines)))
        self._reports.seek(0)
        shutil.copyfileobj(self._reports, self._stream)
        self._reports.close()
        write(self._stream, "</main>\n</body>\n</html>\n")


def _line(filed: Filed) -> _Line:
    verdict = filed.verdict
    word = verdict.value if verdict else STATUS_WORDS[filed.examined.status]
    tone = _TONES[verdict] if verdict else "open" if filed.examined.status is Status.NOT_ASSESSABLE else "quiet"
    checked, file = filed.examined.checked, printable(filed.examined.file)
    year = checked.report.year if checked else None
    return _Line(printable(filed.name or ""), year, file, word, tone, filed.counts(), checked is not None)


def _told(filed: Filed) -> dict[str, Any]:
    checked = filed.examined.checked
    if checked is None:
        reason = filed.examined.reason or ""
        return {"reason": reason, "findings": [], "notes": [], "doubts": [], "unfinished": [], "aside": None}
    report = checked.report
    remarks = [PRE2019_REMARK] if report.edition == PRE2019 else []
    return {
        "reason": None,
        "findings": [
            (finding, finding.severity or Severity.ERROR, evidence(finding, report), filed.standing(finding))
            for finding in filed.findings
        ],
        "notes": [*report.document.notes, *remarks],
        "doubts": [(cells[0].text, cells[0].place.words(), doubt_words(cells, report)) for _, cells in doubts(report)],
        "unfinished": filed.unfinished(),
        "aside": set_aside_words(filed.standings()),
    }


def _render(name: str, **values: Any) -> str:
    return _environment().get_template(name).render(severities=list(Severity), **values)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader(__package__),
        autoescape=select_autoescape(enabled_extensions=("html",), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=lambda value: printable(value) if isinstance(value, str) else value,
    )
