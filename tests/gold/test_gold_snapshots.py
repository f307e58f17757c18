"""What is read from each real report, as a snapshot: its figures, sections and findings by number and code, no words.

`GOUJI_TEST_SNAPSHOTS=write pytest tests/gold/test_gold_snapshots.py` writes them anew; read the difference before it is
committed.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from gouji.check import Checker
from gouji.examination import examine
from gouji.rule import load_rules
from shared_reports import SHARED, shared

SNAPSHOTS = Path(__file__).with_name("snapshots.json")
KNOWN = json.loads(SNAPSHOTS.read_text()) if SNAPSHOTS.exists() else {}
REAL = sorted(
    str(path.relative_to(SHARED))
    for path in (*SHARED.glob("reports/*"), *SHARED.glob("seeds/*.txt"))
    if path.suffix in {".html", ".pdf", ".docx", ".txt"}
)


@pytest.fixture(scope="module")
def checker():
    with Checker(load_rules()) as opened:
        yield opened


def snapshot(name: str, checker: Checker) -> dict[str, object]:
    examined = examine(shared(name).read_bytes(), name, checker)
    told: dict[str, object] = {"status": examined.status.value, "format": examined.format}
    if examined.checked is None:
        return told
    report = examined.checked.report
    figures = {
        address: str(cell.value if cell.value is not None else cell.kind) for address, cell in report.cells.items()
    }
    return told | {
        "year": report.year,
        "edition": report.edition,
        "sections": [section.kind for section in report.sections],
        "paragraphs": sum(1 for _ in report.paragraphs()),
        "cells": len(figures),
        "figures": {address: value for address, value in figures.items() if value not in ("0", "blank")},
        "doubtful": sorted(address for address, cell in report.cells.items() if cell.doubt),
        "unplaced": len(report.unplaced),
        "words": hashlib.sha256("\n".join(p.text for _, p in report.paragraphs()).encode()).hexdigest()[:16],
        "findings": [f"{finding.severity} {finding.rule}" for finding in examined.checked.findings],
    }


@pytest.mark.parametrize("name", REAL or ["reports"])
def test_a_real_report_is_read_as_it_was(name, checker):
    if name == "reports":
        shared("reports")
    read = snapshot(name, checker)
    if os.environ.get("GOUJI_TEST_SNAPSHOTS") == "write":
        SNAPSHOTS.write_text(json.dumps(KNOWN | {name: read}, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        KNOWN[name] = read
    assert read == KNOWN[name]
