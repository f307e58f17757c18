"""Drops, reports and notices as the stages before and after the store hand them in."""

import hashlib
import itertools
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from gouji.digest import Digest, NewNotice
from gouji.model import (
    Cell,
    CellKind,
    Checked,
    Document,
    Finding,
    FoundTable,
    GridCell,
    Outcome,
    Paragraph,
    Place,
    Quote,
    Report,
    Result,
    Row,
    Section,
    Severity,
    Table,
    Verdict,
)
from gouji.submission import Claim, Drop, Signature

NOW = datetime(2020, 1, 15, 1, 12, tzinfo=UTC)
LEASE = timedelta(seconds=90)
UNIT = "慈溪市公安局"
_inodes = itertools.count(1)


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def a_drop(name: str = "年报.txt", content: str = "甲", **changes) -> Drop:
    values = {
        "sha256": hashlib.sha256(content.encode()).hexdigest(),
        "size": len(content),
        "raw_name": name.encode(),
        "display_name": name,
        "path": name.encode(),
        "signature": Signature(len(content), 1_579_000_000_000_000_000, next(_inodes)),
    }
    return Drop(**{**values, **changes})


def a_claim(store, worker: str = "host:1", now: datetime = NOW, **drop) -> Claim:
    """A fresh drop, claimed."""
    recorded = store.record_drops([a_drop(**drop)], now)[0]
    return store.claim([recorded.submission_id], now, LEASE, worker)[0]


def a_finding(rule: str = "T3-01", place: str = "三.R01.总计", **changes) -> Finding:
    values = {
        "message": f"{place} 不平",
        "cells": (place,),
        "quotes": (Quote("本年新收12件", Place(line=4)),),
        "equation": "12 + 0 ≠ 11 + 0",
        "difference": Decimal(1),
        "severity": Severity.ERROR,
        "rule": rule,
        "title": "四项勾稽",
        "basis": "国办公开办函〔2021〕30号",
        "fingerprint": f"{rule}/{place}",
    }
    return Finding(**{**values, **changes})


def a_report(unit: str | None = UNIT, year: int | None = 2019, rows: int = 2, **changes) -> Report:
    """A report with a table of `rows` rows of seven cells."""
    columns = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    keys = [f"R{number:02}" for number in range(1, rows + 1)]
    place = {
        (key, column): Place(line=10 + i * 8 + j) for i, key in enumerate(keys) for j, column in enumerate(columns)
    }
    cells = [
        Cell(f"三.{key}.{column}", str(i), CellKind.COUNT, place[key, column], Decimal(i))
        for i, key in enumerate(keys)
        for column in columns
    ]
    table = FoundTable(
        "三",
        "ed2019",
        Place(line=9),
        (Paragraph("本列数据的勾稽关系", Place(line=9)),),
        columns,
        tuple(
            Row(key, f"行 {key}", Place(line=10), ("0",) * 7, tuple(place[key, column] for column in columns))
            for key in keys
        ),
    )
    grid = Table(
        tuple(GridCell(i, j, str(i), Place(line=10 + i * 8 + j)) for i in range(rows) for j in range(7)), Place(line=9)
    )
    prose = tuple(Paragraph(f"（{n}）主动公开政府信息情况。" * 4, Place(line=n)) for n in range(1, 9))
    values = {
        "unit": unit,
        "year": year,
        "edition": "ed2019",
        "title": "政府信息公开工作年度报告",
        "title_place": Place(line=1),
        "preface": (),
        "sections": (Section("一", "总体情况", "overview", Place(line=2), prose),),
        "tables": {"三": table},
        "cells": {cell.address: cell for cell in cells},
        "unplaced": (),
        "document": Document((*prose, grid), "txt"),
        "sources": {"unit": "text", "year": "title"},
        "file_name": "年报.txt",
    }
    return Report(**{**values, **changes})


def told_sections(words: str) -> tuple[Section, ...]:
    """The sections of a report whose overview says this."""
    return (Section("一", "总体情况", "overview", Place(line=2), (Paragraph(words, Place(line=3)),)),)


def a_checked(findings: tuple[Finding, ...] = (), results: tuple[Result, ...] = (), **report) -> Checked:
    """A report with these findings; each of their rules failed, besides the results that are given."""
    given = {result.rule for result in results}
    failed = tuple(Result(rule, Outcome.FAIL) for rule in sorted({f.rule for f in findings} - given))
    verdict = Verdict.PROBLEMS if findings else Verdict.COMPLIANT
    return Checked(a_report(**report), "sha256:1", results + failed, findings, verdict)


def no_notices(_digest: Digest) -> list[NewNotice]:
    return []


def a_notice(dedup_key: str = "k1", **changes) -> NewNotice:
    values = {
        "subscription": "store:1",
        "channel": "email",
        "target": "mailto:a@example.org",
        "subject": "【年报核查】慈溪市公安局 2019年度",
        "text": "错误1",
        "html": "<p>错误1</p>",
        "payload": {"errors": 1},
        "secret": "s",
    }
    return NewNotice(dedup_key=dedup_key, **{**values, **changes})
