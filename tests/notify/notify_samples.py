"""A report that is wrong in several ways, its digest as first and second version, and settings without surroundings."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from gouji.config import Settings
from gouji.digest import Digest, FindingStatus
from gouji.model import (
    Cell,
    CellKind,
    Change,
    Document,
    Finding,
    Outcome,
    Paragraph,
    Place,
    Proposal,
    Quote,
    Report,
    Result,
    Section,
    Severity,
    Verdict,
)

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2020, 1, 15, 1, 20, tzinfo=UTC)
WEB_URL = "https://gouji.example.gov.cn"
SNAPSHOTS = Path(__file__).parent / "snapshots"
BASIS = "《中华人民共和国政府信息公开条例》第五十条第（三）项；国办公开办函〔2019〕60号"

PROSE = Paragraph("全年未发生因政府信息公开引起的行政复议案件。", Place(line=4))


def cell(address: str, text: str, line: int) -> Cell:
    kind = CellKind.COUNT if text.isdecimal() else CellKind.BLANK if not text else CellKind.TEXT
    return Cell(address, text, kind, Place(line=line), Decimal(text) if kind is CellKind.COUNT else None)


CELLS = [
    cell("三.R01.自然人", "12", 88),
    cell("三.R02.自然人", "0", 96),
    cell("三.R22.自然人", "11", 300),
    cell("三.R23.自然人", "", 308),
    cell("四.行政复议.结果维持", "1", 371),
    cell("四.行政复议.总计", "1", 375),
]
REPORT = Report(
    unit="云溪县公安局",
    year=2019,
    edition="ed2019",
    title="云溪县公安局2019年政府信息公开工作年度报告",
    title_place=Place(line=1),
    preface=(),
    sections=(Section("一", "总体情况", "overview", Place(line=2), (PROSE,)),),
    tables={},
    cells={one.address: one for one in CELLS},
    unplaced=(),
    document=Document((PROSE,), "txt"),
)

REPEALED = Finding(
    message="正文说没有行政复议案件，表四填有 1 件。",
    cells=("四.行政复议.结果维持", "四.行政复议.总计"),
    quotes=(Quote("未发生因政府信息公开引起的行政复议案件", Place(line=4)),),
    severity=Severity.ERROR,
    advice="核对案件台账，修改正文或表四。",
    rule="NA-07",
    title="行政复议、诉讼表述与表四矛盾",
    basis=BASIS,
    fingerprint="f1",
)
UNBALANCED = Finding(
    message="自然人一列本年新收与上年结转之和，不等于办理总计与结转下年度之和。",
    cells=("三.R01.自然人",),
    equation="12 + 0 ≠ 11 + 0",
    difference=Decimal(1),
    severity=Severity.ERROR,
    proposals=(Proposal(1, "唯一", (Change("三.R01.自然人", "12", "11"),), "正文写“收到 11 件”"),),
    advice="按办理台账改正。",
    rule="T3-01",
    title="四项勾稽",
    basis=BASIS,
    members=("T3-03",),
    fingerprint="f2",
)
BLANK = Finding(
    message="表三有空白格，没有数据的应填 0。",
    cells=("三.R23.自然人",),
    severity=Severity.WARNING,
    rule="T3-06",
    title="表三空白",
    basis=BASIS,
    fingerprint="f3",
)
UNTITLED = Finding(
    message="没有写明统计期限。", severity=Severity.INFO, rule="ID-07", title="缺统计期限", fingerprint="f4"
)
MISSPELT = Finding(
    message="第四部分标题缺“行政诉讼”。",
    severity=Severity.WARNING,
    rule="ST-02",
    title="标题不规范",
    basis=BASIS,
    fingerprint="f5",
)

FIRST = Digest(
    submission_id=7,
    unit="云溪县公安局",
    year=2019,
    region=None,
    file_name="云溪县公安局2019年报.docx",
    version=1,
    received_at=datetime(2020, 1, 15, 1, 12, tzinfo=UTC),
    checked_at=datetime(2020, 1, 15, 1, 12, 3, tzinfo=UTC),
    verdict=Verdict.PROBLEMS,
    report=REPORT,
    findings=tuple((finding, FindingStatus.NEW) for finding in (REPEALED, UNBALANCED, BLANK, UNTITLED)),
)
SECOND = replace(
    FIRST,
    submission_id=9,
    version=2,
    file_name="云溪县公安局2019年报（改）.docx",
    received_at=datetime(2020, 1, 16, 2, 30, tzinfo=UTC),
    verdict=Verdict.PROBLEMS,
    findings=((UNBALANCED, FindingStatus.STILL), (BLANK, FindingStatus.NEW), (UNTITLED, FindingStatus.STILL)),
    fixed=(REPEALED,),
    unverified=(MISSPELT,),
    incomplete=(Result("ST-02", Outcome.NOT_CHECKED, "第四部分：报告中没有找到"),),
)
UNFINISHED = replace(FIRST, verdict=Verdict.INCOMPLETE, findings=(), incomplete=SECOND.incomplete)
CLEAN = replace(FIRST, verdict=Verdict.COMPLIANT, findings=())


def many(count: int, *, filler: str = "细节") -> Digest:
    """A digest with this many errors, told apart by their messages."""
    findings = [
        Finding(
            message=f"第 {number} 处错误：{filler * 40}",
            severity=Severity.ERROR,
            rule=f"XX-{number:02}",
            title="例",
            basis=BASIS,
            fingerprint=f"m{number}",
        )
        for number in range(1, count + 1)
    ]
    return replace(FIRST, findings=tuple((finding, FindingStatus.NEW) for finding in findings))


def settings(home: Path, **values: object) -> Settings:
    """Settings of a test, whatever the machine's environment says."""
    return Settings(home=home, **values)


def same_as_file(name: str, text: str) -> None:
    """Compare with a kept message; `UPDATE_SNAPSHOTS=1 pytest` writes it anew, and the diff is what is reviewed."""
    path = SNAPSHOTS / name
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(text, "utf-8", newline="\n")
    assert text == path.read_text("utf-8")
