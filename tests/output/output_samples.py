"""Examined files of every kind, with hostile words in them, for the forms of output."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import msgspec

from gouji.check import check
from gouji.digest import Disposition, Ruling
from gouji.model import Examined, Finding, Outcome, Place, Quote, Result, Severity, Status
from gouji.output import Filed, open_form
from gouji.rule import load_rules
from gouji.rule.example import example_report

RULES = load_rules()
WRONG = "三.R01.自然人 = 12\n三.R01.总计 = 12\n三.R03.自然人 = 3\n三.R03.总计 = 3\n三.R22.自然人 = 3\n三.R22.总计 = 3"
NASTY = "=cmd|' /C calc'!A0\x00\x0b\ud800\ufffe<script>alert(1)</script>]]>&\"'"
SAID_AT = datetime(2024, 2, 1, tzinfo=UTC)


def examined(text="", file="云溪县/报告.docx", **changes):
    """A report with these faults, checked by the built-in rules."""
    checked = check(example_report(text), RULES)
    return Examined(file, Status.CHECKED, None, "a" * 64, "docx", msgspec.structs.replace(checked, **changes))


def of_everything():
    """One file of each kind: with findings, sound, unread, refused, with rules that broke, and hostile all over."""
    broken = (Result("XM-01", Outcome.ERROR, "除以零"), Result("XM-02", Outcome.TIMEOUT, "超过 2 秒"))
    nasty = Finding(
        NASTY,
        cells=("三.R01.自然人", "三.R99.没有"),
        quotes=(
            Quote(NASTY, Place(line=3)),
            Quote("", Place(page=2, table=1, row=3)),
            Quote("乙", Place(sheet="表", cell="C5")),
        ),
        severity=Severity.WARNING,
        rule="XM-03",
        title=NASTY,
        basis=NASTY,
        advice=NASTY,
        fingerprint="f" * 24,
    )
    hostile = examined("单位 = =云溪县财政局", file=f"夹 {NASTY}/年报#2?.zip!甲.txt")
    assert hostile.checked
    checked = msgspec.structs.replace(
        hostile.checked, findings=(nasty,), results=(*hostile.checked.results, *broken, Result("XM-03", Outcome.FAIL))
    )
    return [
        Filed(examined(WRONG + "\n标题 =")),
        Filed(examined(file="/绝对/好.pdf")),
        Filed(Examined("扫描.pdf", Status.NOT_ASSESSABLE, "没有文字", "b" * 64, "pdf")),
        Filed(Examined("通知.docx", Status.REJECTED, "不是年报", "c" * 64, "docx")),
        Filed(msgspec.structs.replace(hostile, checked=checked)),
    ]


def from_the_service(text=WRONG + "\n标题 =", state=Disposition.EXEMPT, standing=None, **changes):
    """A report of which a person said something about its first finding."""
    one = examined(text)
    ruling = Ruling(state, "张三", SAID_AT, "已核实", date(2027, 1, 31))
    said = {one.checked.findings[0].fingerprint: (standing or state, ruling)}
    values = {"number": 7, "version": 2, "received_at": SAID_AT, "region": "云溪县", "kind": "县级部门", "said": said}
    return Filed(one, **{**values, **changes})


def written(form, files, **looks):
    stream = BytesIO()
    made = open_form(form, stream, RULES, **looks)
    for one in files:
        made.add(one)
    made.finish()
    return stream.getvalue()
